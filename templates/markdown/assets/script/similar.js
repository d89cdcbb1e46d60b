// Finds similar codes.

function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, number) => number);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length];
}

/** Errors whose codes are similar to a word of a text. */
function similar(text, known, most = 3) {
  const tokens = [...new Set(text.match(/[\p{L}\p{N}_.:-]{2,80}/gu) ?? [])].slice(0, 200).map(words).filter((word) => word.length > 1);
  const near = [];
  for (const error of known.errors) {
    const codes = [words(error.code), words(error.name)].filter(Boolean);
    let best = Infinity;
    for (const token of tokens) for (const code of codes) {
      const limit = Math.floor(Math.max(token.length, code.length) / 3);
      if (Math.abs(token.length - code.length) <= limit) {
        const found = distance(token, code);
        if (found <= limit) best = Math.min(best, found / code.length);
      }
      if (token.length > 3 && code.includes(token)) best = Math.min(best, 0.5);
      const least = Math.min(token.length, code.length) * 0.7;
      if (least > 4 && token.startsWith(code.slice(0, Math.ceil(least)))) best = Math.min(best, 0.45);
    }
    if (best < Infinity) near.push([best, error]);
  }
  return near.sort(([one], [other]) => one - other).slice(0, most).map(([, error]) => error);
}
