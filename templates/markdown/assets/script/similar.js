// Finds similar codes.

function distance(word, other) {
  let row = Array.from({ length: other.length + 1 }, (_, number) => number);
  for (let i = 1; i <= word.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (word[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length];
}

/** How many letters of a code a word lacks: at most their distance, and quick to count. */
function lacks(code, word) {
  let count = 0;
  for (const letter of code) if (!word.includes(letter)) count += 1;
  return count;
}

/** Every word is compared with every code. */
const MOST_TOKENS = 30;

/** Whether a word of a text can be a mistyped code: not a number, and not a word of a sentence. */
const looksLikeCode = (token) => /(?:\p{L}.*){3}/u.test(token) && (/\p{L}[_.:-]+[\p{L}\p{N}]|\p{Ll}\p{Lu}|\p{L}\d|\d\p{L}/u.test(token) || /^\p{Lu}{6,}$/u.test(token));

/**
 * Errors whose codes are similar to a word of a text. `kind`: in a "text", only words that look like codes count. A "word"
 * can be a code with a typing mistake. A "code" can also be a part of another code.
 */
function similar(text, known, kind, most = 3) {
  const given = [...new Set(text.match(/[\p{L}\p{N}_.:-]{2,80}/gu) ?? [])].slice(0, 200);
  const tokens = given.filter((token) => (kind === "text" ? looksLikeCode(token) : /\p{L}/u.test(token))).map(words).filter((word) => word.length > 2).slice(0, MOST_TOKENS);
  const near = [];
  for (const error of known.errors) {
    const codes = [...new Set([words(error.code), words(error.name)])].filter((code) => /\p{L}/u.test(code));
    let best = Infinity;
    for (const token of tokens) for (const code of codes) {
      const limit = Math.floor(Math.max(token.length, code.length) / 3);
      if (Math.abs(token.length - code.length) <= limit && lacks(code, token) <= limit) {
        const found = distance(token, code);
        if (found <= limit) best = Math.min(best, found / code.length);
      }
      if (kind === "code" && token.length > 3 && code.includes(token)) best = Math.min(best, 0.5);
      const least = Math.min(token.length, code.length) * 0.7;
      if (kind !== "word" && least > 4 && token.startsWith(code.slice(0, Math.ceil(least)))) best = Math.min(best, 0.45);
    }
    if (best < Infinity) near.push([best, error]);
  }
  return near.sort(([score], [other]) => score - other).slice(0, most).map(([, error]) => error);
}
