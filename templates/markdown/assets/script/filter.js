// The list of all errors, filtered.

const FILTERS = [
  { key: "status", label: "Status", column: "Status" },
  { key: "category", label: "Category", column: "Category" },
  { key: "section", label: "Section", column: "Section" },
  { key: "lifecycle", label: "Lifecycle", column: null },
];

function addFilter() {
  const heading = document.getElementById("errcat-all");
  if (!heading || document.querySelector(".errcat-filter")) return;
  const table = [...document.querySelectorAll("table")].find(
    (one) => heading.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  if (!table) return;
  const columns = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: row.textContent.toLowerCase(), values: valuesOf(row, columns) }));

  // not `q`: for that, the theme opens its search
  const given = new URLSearchParams(location.search);
  const text = element("input", { type: "search", id: "errcat-q", placeholder: "declined", autocomplete: "off", spellcheck: "false" });
  text.value = given.get("text") ?? "";
  const selects = FILTERS.map((filter) => ({ ...filter, select: selectOf(filter, rows, given.get(filter.key)) })).filter((one) => one.select);
  const count = element("p", { role: "status", class: "errcat-count" });
  const reset = element("button", { type: "button", class: "md-button errcat-reset" }, "Show all");
  const form = element("form", { class: "errcat-filter", role: "search", "aria-label": "Filter the list" },
    element("div", {}, element("label", { for: "errcat-q" }, "Text"), text),
    ...selects.map((one) => element("div", {}, element("label", { for: one.select.id }, one.label), one.select)),
    reset);

  function apply() {
    const needles = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text: content, values } of rows) {
      const fits = needles.every((needle) => content.includes(needle))
        && selects.every(({ key, select }) => !select.value || values[key].includes(select.value));
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = shown === rows.length ? `${rows.length} errors` : `${shown} of ${rows.length} errors`;
    const state = new URLSearchParams();
    if (text.value) state.set("text", text.value);
    for (const { key, select } of selects) if (select.value) state.set(key, select.value);
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
  heading.after(form, count);
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

function selectOf(filter, rows, value) {
  const every = [...new Set(rows.flatMap(({ values }) => values[filter.key]))].filter((one) => one && one !== "–");
  if (every.length < 2 && !(every.length && every[0] !== "stable" && rows.length > 1 && filter.key !== "lifecycle")) return null;
  every.sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
  const select = element("select", { id: `errcat-${filter.key}` }, element("option", { value: "" }, "any"),
    ...every.map((one) => element("option", { value: one }, one)));
  if (every.includes(value)) select.value = value;
  return select;
}
