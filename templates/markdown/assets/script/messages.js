// Messages, and the values that a response has for them.

/** The parts of a message: texts, and names of what is filled in. */
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

/** The message of an error, with the values that the response has for it. */
function filled(error, said, line, leavesOf) {
  const values = new Map(leavesOf.filter(([key]) => Object.hasOwn(error.params, key)).map(([key, value]) => [key, String(value)]));
  for (const message of error.messages) {
    const parts = partsOf(message);
    const names = parts.filter((part) => part.name).map((part) => part.name);
    const pattern = parts.map((part) => (part.name ? "(.{1,500}?)" : escaped(part.text))).join("");
    const literal = parts.reduce((sum, part) => sum + (part.text ? words(part.text).length : 0), 0);
    if (pattern.length > 5000 || names.length > 20) continue;
    const whole = new RegExp(`^${pattern}$`, "s");
    const match = said.map((one) => whole.exec(one)).find(Boolean)
      ?? (said.length || message.length < 12 ? null : new RegExp(`${pattern}(?![^\\s"'.,;)])`, "s").exec(line));
    if (!match) continue;
    names.forEach((name, number) => values.set(name, match[number + 1]));
    return { parts, values, isSaid: true, literal };
  }
  return { parts: error.messages.length ? partsOf(error.messages[0]) : [], values, isSaid: false, literal: 0 };
}
