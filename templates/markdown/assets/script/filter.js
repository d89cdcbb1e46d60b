// The list of all errors, filtered. Without a filter, the list is the table of the page, or its first part.

const FILTERS = [
  { key: "status", label: "Status" },
  { key: "category", label: "Category" },
  { key: "section", label: "Section" },
  { key: "lifecycle", label: "Lifecycle" },
];

/** How many rows a browser adds at a time. */
const MOST_ROWS = 200;

/** The separators of codes vary: addresses use dashes. */
const even = (text) => text.toLowerCase().replace(/[-_.]/g, " ");

function addFilter() {
  const heading = document.getElementById("errcat-all");
  const table = document.querySelector("table:has(th.errcat-codes)");
  widenCodes();
  if (!heading || !table || document.querySelector(".errcat-filter")) return;
  const firstLink = table.querySelector("tbody a[href]");
  if (!firstLink) return;
  const catalog = { root: new URL(".", location.href), isFolder: !/\.html?$/.test(firstLink.pathname) };
  const text = element("input", { type: "search", id: "errcat-q", placeholder: exampleOf(firstLink.textContent), autocomplete: "off", spellcheck: "false", "aria-describedby": "errcat-keys" });
  text.value = new URLSearchParams(location.search).get("text") ?? "";
  const choices = element("div", { class: "errcat-choices" });
  const reset = element("button", { type: "button", class: "md-button errcat-reset", hidden: true }, "Show all");
  const form = element("form", { class: "errcat-filter", role: "search", "aria-label": "Filter the list" },
    element("div", {}, element("label", { for: "errcat-q" }, "Text"), text), choices, reset,
    element("p", { id: "errcat-keys", hidden: true }, "Enter opens the first error. The down arrow goes to the list."));
  const count = element("p", { role: "status", class: "errcat-count" });
  const nothing = element("p", { class: "errcat-nothing", hidden: true }, "No errors match. Remove a filter, or show all.");
  const results = element("div", { class: "errcat-results", hidden: true });
  const jumps = heading.nextElementSibling?.matches(".errcat-jumps") ? heading.nextElementSibling : null;
  (jumps ?? heading).after(form, count, nothing, results);
  // the sections of the list are hidden while it is filtered
  jumps?.addEventListener("click", () => { if (!reset.hidden) reset.click(); });
  skipTo("errcat-q");
  fillFilter({ catalog, table, text, choices, reset, form, count, nothing, results });
}

async function fillFilter({ catalog, table, text, choices, reset, form, count, nothing, results }) {
  let known;
  try { known = await codesOf(catalog); } catch { form.remove(); return; }
  const entries = known.errors.map((error) => entryOf(error, known));
  const given = new URLSearchParams(location.search);
  const selects = FILTERS.map((filter) => ({ ...filter, select: selectOf(filter, entries, given.get(filter.key)) })).filter(({ select }) => select);
  choices.append(...selects.map(({ select, label }) => element("div", {}, element("label", { for: select.id }, label), select)));

  function apply() {
    const needles = text.value.split(/\s+/).filter(Boolean).map(even);
    const chosen = selects.filter(({ select }) => select.value);
    const isFiltered = needles.length > 0 || chosen.length > 0;
    const fitting = isFiltered ? entries.filter((entry) => needles.every((needle) => entry.text.includes(needle))
      && chosen.every(({ key, select }) => entry.values[key].includes(select.value))) : entries;
    if (needles.length) fitting.sort((entry, other) => entry.rankFor(needles) - other.rankFor(needles));
    showOwnList(results, !isFiltered);
    results.hidden = !isFiltered || !fitting.length;
    results.replaceChildren(...(results.hidden ? [] : tableOf(fitting, table, catalog)));
    count.textContent = isFiltered ? `${fitting.length} of ${entries.length} errors` : `${entries.length} errors`;
    nothing.hidden = fitting.length > 0;
    reset.hidden = !isFiltered;
    keepState([["text", text.value], ...selects.map(({ key, select }) => [key, select.value])]);
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim()) codesShown()[0]?.click();
  });
  reset.addEventListener("click", () => {
    text.value = "";
    for (const { select } of selects) select.value = "";
    apply();
    text.focus();
  });
  const article = form.closest("article") ?? document.body;
  article.addEventListener("keydown", (event) => moveByKey(event, text, reset));
  apply();
}

/** Keeps the filter in the address, next to the parameters of other scripts. */
function keepState(pairs) {
  const state = new URLSearchParams(location.search);
  for (const [key, value] of pairs) {
    state.delete(key);
    if (value) state.append(key, value);
  }
  const query = state.toString();
  history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
}

/** What the filter knows of an error. */
function entryOf(error, known) {
  const statuses = error.status.map((status) => `${status} ${known.statuses[status] ?? ""} ${REASONS[status] ?? ""}`);
  const code = even(`${error.code} ${error.name} ${error.number ?? ""}`);
  const category = known.categories[error.category] ?? "";
  const section = known.sections[error.section] ?? "";
  return {
    error, category, section,
    text: `${code} ${even([error.title, ...error.messages, error.action ?? "", category, section, error.lifecycle ?? "", ...statuses].join(" "))}`,
    values: { status: error.status.map(String), category: [error.category], section: [error.section], lifecycle: [error.lifecycle ?? "stable"] },
    titles: { category, section },
    /** Codes that start with the text come first, then codes that contain it, then the rest. */
    rankFor: (needles) => (needles.some((needle) => code.startsWith(needle)) ? 0 : needles.some((needle) => code.includes(needle)) ? 1 : 2),
  };
}

/** A select of the values that the errors have; null if there is nothing to choose. */
function selectOf({ key }, entries, value) {
  const titles = new Map();
  for (const entry of entries) for (const one of entry.values[key]) if (one) titles.set(one, entry.titles[key] || one);
  if (titles.size < 2 && (titles.size < 1 || key === "lifecycle" || entries.length < 2)) return null;
  const options = [...titles].sort(([, title], [, other]) => title.localeCompare(other, undefined, { numeric: true }));
  const select = element("select", { id: `errcat-${key}` }, element("option", { value: "" }, "any"),
    ...options.map(([id, title]) => element("option", { value: id }, title)));
  if (titles.has(value)) select.value = value;
  return select;
}

/** Shows or hides the list that the page has without a filter. */
function showOwnList(results, isShown) {
  for (let place = results.nextElementSibling; place && place.tagName !== "H2"; place = place.nextElementSibling) place.hidden = !isShown;
}

/** A table of the first errors, and a button for more. */
function tableOf(entries, table, catalog) {
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.cloneNode(true));
  const columns = heads.map((cell) => cell.textContent.trim());
  const body = element("tbody");
  const more = element("button", { type: "button", class: "md-button" });
  let shown = 0;
  const show = () => {
    const next = entries.slice(shown, shown + MOST_ROWS);
    body.append(...next.map((entry) => rowOf(entry, columns, catalog)));
    shown += next.length;
    more.textContent = `Show ${Math.min(MOST_ROWS, entries.length - shown)} more of ${entries.length}`;
    more.hidden = shown >= entries.length;
  };
  more.addEventListener("click", () => {
    const from = shown;
    show();
    body.rows[from]?.querySelector("a")?.focus();
  });
  show();
  const frame = element("div", { class: "md-typeset__scrollwrap" }, element("div", { class: "md-typeset__table" },
    element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body)));
  return [frame, more];
}

function rowOf({ error, category, section }, columns, catalog) {
  const message = error.messages.length && !error.isTitled ? partsOf(error.messages[0]).map((part) => (part.name ? `{${part.name}}` : part.text)).join("") : error.title;
  const cells = { Status: error.status.join(", "), Message: message, "What to do": error.action, Category: category, Section: section };
  const link = codeLink(error, catalog);
  link.replaceChildren(element("code", {}, link.textContent));
  const code = element("td", {}, link, error.lifecycle ? " " : null, error.lifecycle ? element("em", {}, error.lifecycle) : null);
  return element("tr", {}, code, ...columns.slice(1).map((name) => element("td", {}, cells[name] || "–")));
}

/** The links of the rows that a reader sees. */
function codesShown() {
  return [...document.querySelectorAll("table:has(th.errcat-codes) tbody td:first-child a")].filter((link) => link.offsetParent);
}

/** The arrows move between the text and the codes. Escape shows all errors again. */
function moveByKey(event, text, reset) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const isInText = event.target === text;
  const links = step || event.key === "Escape" ? codesShown() : [];
  const at = links.indexOf(event.target);
  if (!isInText && at < 0) return;
  if (event.key === "Escape") reset.click();
  else if (step) (links[at + step] ?? (at + step < 0 ? text : event.target)).focus();
  else return;
  event.preventDefault();
}

/** A word of a code, to show what can be typed. */
const exampleOf = (code) => code.trim().toLowerCase().split(/[^\p{L}\p{N}]+/u).findLast((word) => word.length > 3) ?? "";

/** The width of the column of codes: a row is one line, and a code is whole. */
function widenCodes() {
  const article = document.querySelector("article");
  const codes = [...document.querySelectorAll("table:has(th.errcat-codes) tbody td:first-child a")];
  if (!article || !codes.length) return;
  const longest = codes.reduce((most, link) => Math.max(most, link.textContent.trim().length), 8);
  article.style.setProperty("--errcat-code", `${Math.min(longest, 36) * 0.72 + 0.3}em`);
}

/** Lets the first link of the page, for people without a mouse, skip to an element. */
function skipTo(id) {
  const skip = document.querySelector("a.md-skip");
  if (skip) skip.href = `#${id}`;
}
