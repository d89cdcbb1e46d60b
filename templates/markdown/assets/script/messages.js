// Messages, and their values in a response.

/** The parts of a message: texts, and the names of values. */
function partsOf(message) {
  const parts = [];
  let at = 0;
  for (const found of message.matchAll(/\{\{|\}\}|\{([a-z][a-z0-9_]*)\}/g)) {
    parts.push({ text: message.slice(at, found.index) });
    parts.push(found[1] ? { name: found[1] } : { text: found[0][0] });
    at = found.index + found[0].length;
  }
  return [...parts, { text: message.slice(at) }];
}

const LONGEST_VALUE = 500;

const MOST_STARTS = 1000;

const isEnd = (char) => char === undefined || /[\s"'.,;)]/.test(char);

/** The texts between the values of a message: one more than values. */
function textsBetween(parts) {
  const texts = [""];
  for (const part of parts) {
    if (part.name) texts.push("");
    else texts[texts.length - 1] += part.text;
  }
  return texts;
}

/**
 * The values between the texts of a message, each as short as possible and at most LONGEST_VALUE long. null if the text
 * doesn't match. Not a regular expression, because it could run forever for a message with many values.
 */
function valuesBetween(texts, text, start, isWhole) {
  if (!text.startsWith(texts[0], start)) return null;
  let at = start + texts[0].length;
  const values = [];
  for (const [number, next] of texts.slice(1).entries()) {
    const isLast = number === texts.length - 2;
    const near = text.slice(at, at + LONGEST_VALUE + next.length);
    let length = isLast && isWhole ? text.length - next.length - at : near.indexOf(next, 1);
    // within a line, a message ends at the end of a word
    while (isLast && !isWhole && length >= 0 && !isEnd(text[at + length + next.length])) {
      length = length < LONGEST_VALUE ? near.indexOf(next, length + 1) : -1;
    }
    if (length < 1 || length > LONGEST_VALUE || !text.startsWith(next, at + length)) return null;
    values.push(text.slice(at, at + length));
    at += length + next.length;
  }
  const isDone = isWhole ? at === text.length : isEnd(text[at]);
  return isDone ? values : null;
}

/** The values of a message somewhere in a line. */
function valuesWithin(texts, line) {
  let start = line.indexOf(texts[0]);
  for (let tries = 0; start >= 0 && tries < MOST_STARTS; tries++) {
    const values = valuesBetween(texts, line, start, false);
    if (values || start >= line.length) return values;
    start = line.indexOf(texts[0], start + 1);
  }
  return null;
}

/** The message of an error, with the values of the response. `isWhole`: the data has it as a message. */
function filled(error, sentMessages, line, data) {
  const values = new Map(data.filter(([key]) => Object.hasOwn(error.params, key)).map(([key, value]) => [key, String(value)]));
  for (const message of error.messages) {
    const parts = partsOf(message);
    const names = parts.filter((part) => part.name).map((part) => part.name);
    const texts = textsBetween(parts);
    const literal = texts.reduce((sum, text) => sum + words(text).length, 0);
    const whole = sentMessages.map((text) => valuesBetween(texts, text, 0, true)).find(Boolean);
    const longest = texts.reduce((best, text) => (text.length > best.length ? text : best), "");
    const match = whole ?? (literal < 8 || !line.includes(longest) ? null : valuesWithin(texts, line));
    if (!match) continue;
    names.forEach((name, number) => values.set(name, match[number]));
    return { parts, values, isSent: true, isWhole: Boolean(whole), isSentence: /\p{L}\s+[\p{L}{]/u.test(message) && literal >= 12, literal };
  }
  return { parts: error.messages.length ? partsOf(error.messages[0]) : [], values, isSent: false, isWhole: false, isSentence: false, literal: 0 };
}
