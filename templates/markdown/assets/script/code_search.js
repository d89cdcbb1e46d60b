// Finds codes in a text.

const NAMED_AS_CODE = /(?:status|code|error|errno|http(?:\/[\d.]+)?|#)["':=\s(\[]*$/i;

const ASSIGNED = /(?:code|error|type|reason|errno|kind|name)["'\]]?\s*[:=]\s*["'([]*$/i;

const WORD = /[\p{L}\p{N}_]+/gu;

/** Whether a code can't be a word of a sentence: it has a separator, a digit, or capital letters inside. */
const isDistinct = (code) => /[\p{L}\p{N}][^\p{L}\p{N}\s]+[\p{L}\p{N}]|\p{L}\d|\d\p{L}|\p{L}\p{Lu}/u.test(code);

const indexes = new WeakMap();

/** The codes and names of a catalog by their longest word, as they are and in lower case. */
function wordIndex(known) {
  if (!indexes.has(known)) indexes.set(known, { exact: indexBy(known, (text) => text), lower: indexBy(known, (text) => text.toLowerCase()) });
  return indexes.get(known);
}

function indexBy(known, as) {
  const index = new Map();
  for (const error of known.errors) {
    for (const code of new Set([error.code, error.name])) {
      const parts = [...code.matchAll(WORD)];
      if (code.length < 2 || !parts.length) continue;
      const longest = parts.reduce((best, part) => (part[0].length >= best[0].length ? part : best));
      const key = as(longest[0]);
      if (!index.has(key)) index.set(key, []);
      index.get(key).push({ code, form: as(code), offset: longest.index, error });
    }
  }
  return index;
}

/** Whether a code at a place of a text is meant as a code: most numbers and words are something else. */
function isMeant(code, isExact, text, at) {
  const before = text.slice(Math.max(0, at - 40), at);
  if (/^-?\d+$/.test(code)) return NAMED_AS_CODE.test(before);
  const hasSign = /[^\p{L}\s]/u.test(code) || /\p{Ll}\p{Lu}/u.test(code);
  if (isExact ? isDistinct(code) : hasSign && isDistinct(code)) return true;
  const after = text[at + code.length] ?? "";
  return ASSIGNED.test(before) || (/["'`[]$/.test(before) && /["'`\]]/.test(after));
}

/** The errors whose codes are in a text, in the order of the text. A longer code hides codes inside it. */
function inText(text, known, isExact) {
  const index = wordIndex(known)[isExact ? "exact" : "lower"];
  const content = isExact ? text : text.toLowerCase();
  if (content.length !== text.length) return [];
  const places = [];
  for (const { 0: word, index: start } of content.matchAll(WORD)) {
    for (const { code, form, offset, error } of index.get(word) ?? []) {
      const at = start - offset;
      if (at < 0 || !content.startsWith(form, at) || isPart(content[at - 1]) || isPart(content[at + form.length])) continue;
      if (isMeant(code, isExact, text, at)) places.push({ at, end: at + form.length, error });
    }
  }
  const found = new Set();
  let last = { at: -1, end: -1 };
  for (const place of places.sort((place, other) => place.at - other.at || other.end - place.end)) {
    if (place.end <= last.end && !(place.at === last.at && place.end === last.end)) continue;
    last = place;
    found.add(place.error);
  }
  return [...found];
}
