// The contents of a pasted text: JSON and similar data, values, and codes that are whole words.

const MAX_FRAGMENTS = 20;

const MAX_TRIES = 200;

const LONGEST_READ = 100_000;

/** The start and the end of a long text: a response comes first, and in a log the last error. */
function shortened(text) {
  if (text.length <= LONGEST_READ) return text;
  return `${text.slice(0, LONGEST_READ / 2)}\n…\n${text.slice(-LONGEST_READ / 2)}`;
}

/** Where the bracket at `start` closes, or -1 if it doesn't. */
function closing(text, start) {
  let depth = 0;
  let quote = "";
  let before = "";
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (quote) {
      if (char === "\\") at += 1;
      else if (char === quote) quote = "";
    } else if (char === '"' || (char === "'" && "{[(,:".includes(before))) quote = char;
    else if (char === "{" || char === "[") depth += 1;
    else if ((char === "}" || char === "]") && --depth === 0) return at;
    if (char.trim()) before = char;
  }
  return -1;
}

const LITERALS = { True: "true", False: "false", None: "null", undefined: "null", true: "true", false: "false", null: "null" };

const DATA_PART = /"(?:[^"\\]|\\.)*"|'((?:[^'\\]|\\.)*)'|([A-Za-z_$][\w$]*)(?=\s*:)|([A-Za-z_]\w*)|,(?=\s*[}\]])/g;

/** Data as Python or Node.js prints it, as JSON. */
function asJson(text) {
  return text.replace(DATA_PART, (part, single, key, word) => {
    if (single !== undefined) return JSON.stringify(single.replace(/\\(["'\\])/g, "$1"));
    if (key !== undefined) return JSON.stringify(key);
    if (word !== undefined) return LITERALS[word] ?? JSON.stringify(word);
    return part === "," ? "" : part;
  });
}

/** The data that a text is; undefined if it isn't an object or a list. */
function parsed(text) {
  for (const read of [(given) => given, asJson]) {
    try {
      const data = JSON.parse(read(text));
      if (data !== null && typeof data === "object") return data;
    } catch { /* not this form */ }
  }
  return undefined;
}

/** The data in a text, and the text around it. */
function splitText(text) {
  const fragments = [];
  let around = "";
  let from = 0;
  for (let start = 0, tries = 0; start < text.length && tries < MAX_TRIES && fragments.length < MAX_FRAGMENTS; start++) {
    if (text[start] !== "{" && text[start] !== "[") continue;
    tries += 1;
    const end = closing(text, start);
    if (end < 0) continue;
    const data = parsed(text.slice(start, end + 1));
    if (data === undefined) continue;
    fragments.push(data, ...nested(data));
    around += `${text.slice(from, start)} `;
    from = end + 1;
    start = end;
  }
  return { fragments: fragments.slice(0, MAX_FRAGMENTS), around: around + text.slice(from) };
}

/** The JSON inside the texts of some data: logs and HAR files have it. */
function nested(data) {
  return [...leaves(data)].map(([, value]) => value)
    .filter((value) => typeof value === "string" && /^\s*[{[]/.test(value))
    .map(parsed).filter((inner) => inner !== undefined);
}

/** All values at a path. A number in the path means every item of a list. */
function valuesAt(data, path) {
  let found = [data];
  for (const step of path) {
    found = found.flatMap((value) => {
      if (typeof step === "number") return Array.isArray(value) ? value : [];
      return value !== null && typeof value === "object" && Object.hasOwn(value, step) ? [value[step]] : [];
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
