// The contents of a pasted text: JSON, values, and codes that are whole words.

const MAX_FRAGMENTS = 20;

const MAX_TRIES = 200;

/** Where the bracket at `start` closes, or -1 if it doesn't. */
function closing(text, start) {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (isQuoted) {
      if (char === "\\") at += 1;
      else if (char === '"') isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === "{" || char === "[") depth += 1;
    else if ((char === "}" || char === "]") && --depth === 0) return at;
  }
  return -1;
}

/** The JSON in a text, and the text around it. */
function splitText(text) {
  const fragments = [];
  let around = "";
  let from = 0;
  for (let start = 0, tries = 0; start < text.length && tries < MAX_TRIES && fragments.length < MAX_FRAGMENTS; start++) {
    if (text[start] !== "{" && text[start] !== "[") continue;
    tries += 1;
    const end = closing(text, start);
    if (end < 0) continue;
    try { fragments.push(JSON.parse(text.slice(start, end + 1))); } catch { continue; }
    around += `${text.slice(from, start)} `;
    from = end + 1;
    start = end;
  }
  return { fragments, around: around + text.slice(from) };
}

/** All values at a path. A number in the path means every item of a list. */
function valuesAt(data, path) {
  let found = [data];
  for (const step of path) {
    found = found.flatMap((one) => {
      if (typeof step === "number") return Array.isArray(one) ? one : [];
      return one !== null && typeof one === "object" && Object.hasOwn(one, step) ? [one[step]] : [];
    });
  }
  return found;
}

/** Every key and plain value of some data, at any depth. */
function* leaves(data, key = "", depth = 0) {
  if (depth > 40) return;
  if (data !== null && typeof data === "object") {
    for (const [name, value] of Object.entries(data)) yield* leaves(value, Array.isArray(data) ? key : name, depth + 1);
  } else yield [key, data];
}

const isPart = (char) => char !== undefined && /[\p{L}\p{N}_]/u.test(char);

/** The places where a text has a code as a whole word. */
function* occurrences(text, code) {
  for (let at = text.indexOf(code); at >= 0; at = text.indexOf(code, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + code.length])) yield at;
  }
}
