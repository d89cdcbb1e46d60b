// The list of all errors, filtered.

const FILTERS = [
  { key: "status", label: "Status", column: "Status" },
  { key: "category", label: "Category", column: "Category" },
  { key: "section", label: "Section", column: "Section" },
  { key: "lifecycle", label: "Lifecycle", column: null },
];

/** The separators of codes vary: addresses use dashes. */
const even = (text) => text.toLowerCase().replace(/[-_.]/g, " ");

function addFilter() {
  const heading = document.getElementById("errcat-all");
  if (!heading || document.querySelector(".errcat-filter")) return;
  const table = document.querySelector("table:has(th.errcat-codes)");
  if (!table) return;
  const ids = idsOf();
  const columns = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: even(row.textContent), values: valuesOf(row, columns) }));

  // not `q`, because the theme opens its search for that
  const given = new URLSearchParams(location.search);
  const word = rows[0]?.row.cells[0].textContent.trim().toLowerCase().split(/[^\p{L}\p{N}]+/u).findLast((one) => one.length > 3) ?? "";
  const text = element("input", { type: "search", id: "errcat-q", placeholder: word, autocomplete: "off", spellcheck: "false" });
  text.value = given.get("text") ?? "";
  const selects = FILTERS.map((filter) => ({ ...filter, select: selectOf(filter, rows, ids, given.get(filter.key)) })).filter((one) => one.select);
  const count = element("p", { role: "status", class: "errcat-count" });
  const nothing = element("p", { class: "errcat-nothing", hidden: true }, "No errors match. Remove a filter, or show all.");
  const reset = element("button", { type: "button", class: "md-button errcat-reset" }, "Show all");
  const form = element("form", { class: "errcat-filter", role: "search", "aria-label": "Filter the list" },
    element("div", {}, element("label", { for: "errcat-q" }, "Text"), text),
    ...selects.map((one) => element("div", {}, element("label", { for: one.select.id }, one.label), one.select)),
    reset);

  function apply() {
    const needles = text.value.split(/\s+/).filter(Boolean).map(even);
    let shown = 0;
    for (const { row, text: content, values } of rows) {
      const fits = needles.every((needle) => content.includes(needle))
        && selects.every(({ key, select }) => !select.value || values[key].includes(select.selectedOptions[0].text));
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = shown === rows.length ? `${rows.length} errors` : `${shown} of ${rows.length} errors`;
    nothing.hidden = shown > 0;
    // keeps the parameters of other scripts
    const state = new URLSearchParams(location.search);
    for (const [key, value] of [["text", text.value], ...selects.map(({ key, select }) => [key, select.value])]) {
      state.delete(key);
      if (value) state.append(key, value);
    }
    const query = state.toString();
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  reset.addEventListener("click", () => {
    text.value = "";
    for (const { select } of selects) select.value = "";
    apply();
    text.focus();
  });
  heading.after(form, count, nothing);
  apply();
}

function valuesOf(row, columns) {
  const cell = (name) => (columns.includes(name) ? row.cells[columns.indexOf(name)].textContent.trim() : "");
  const lifecycle = row.cells[0].querySelector("em");
  return {
    status: cell("Status").split(/,\s*/),
    category: [cell("Category")],
    section: [cell("Section")],
    lifecycle: [lifecycle ? lifecycle.textContent.trim() : "stable"],
  };
}

/** The titles and ids of categories and sections. Addresses use ids, because titles can change. */
function idsOf() {
  const found = { category: new Map(), section: new Map() };
  for (const link of document.querySelectorAll("article li > a")) {
    const [, kind, id] = /\bby\/(category|group)\/([^/]+?)(?:\/|\.html)?$/.exec(link.getAttribute("href")) ?? [];
    if (kind) found[kind === "group" ? "section" : kind].set(link.textContent, id);
  }
  return found;
}

function selectOf(filter, rows, ids, value) {
  const every = [...new Set(rows.flatMap(({ values }) => values[filter.key]))].filter((one) => one && one !== "–");
  if (every.length < 2 && !(every.length && every[0] !== "stable" && rows.length > 1 && filter.key !== "lifecycle")) return null;
  every.sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
  const select = element("select", { id: `errcat-${filter.key}` }, element("option", { value: "" }, "any"),
    ...every.map((one) => element("option", { value: ids[filter.key]?.get(one) ?? one }, one)));
  if ([...select.options].some((option) => option.value === value)) select.value = value;
  return select;
}
