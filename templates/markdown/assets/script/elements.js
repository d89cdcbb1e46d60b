// Elements and words, for the other scripts.

/** An element with attributes and children. A string child becomes text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** The letters and digits of a text. */
const words = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** Whether two codes differ only in case and separators. */
const same = (code, other) => words(String(code)) !== "" && words(String(code)) === words(String(other));

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
