// Makes the pages of a catalog quicker to use; without it they are whole. No library, no request to another host, and no
// text of a page or of a reader ever becomes markup: elements are made one by one, and texts are texts.
(() => {
  "use strict";

  /** An element with attributes and children; a text child is text. */
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : String(value));
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  const words = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

  // --- where things are ---------------------------------------------------------------------------------------------

  /** The folder of the catalog that a page belongs to, and how addresses of pages end there. */
  function catalogOf(href) {
    return { root: new URL(".", href), isFolder: !/\.html?($|[?#])/.test(href) };
  }

  function pageAddress(catalog, page) {
    return new URL(catalog.isFolder ? `${page}/` : `${page}.html`, catalog.root).href;
  }

  const loaded = new Map();

  /** The codes of a catalog: a script and no JSON, for that can be read without a server as well. */
  function codesOf(catalog) {
    const address = new URL("assets/errcat-codes.js", catalog.root).href;
    if (!loaded.has(address)) {
      loaded.set(address, new Promise((resolve, reject) => {
        const script = element("script", { src: address });
        script.addEventListener("load", () => resolve(globalThis.errcatCodes));
        script.addEventListener("error", () => { loaded.delete(address); reject(new Error(address)); });
        document.head.append(script);
      }));
    }
    return loaded.get(address);
  }

  // --- the list of all errors ---------------------------------------------------------------------------------------

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

  // --- the decoder --------------------------------------------------------------------------------------------------

  /** The first piece of a text that is JSON; undefined where none is. */
  function dataIn(text) {
    const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]")) + 1;
    let tries = 0;
    for (let start = 0; start < end && tries < 50; start++) {
      if (text[start] !== "{" && text[start] !== "[") continue;
      tries += 1;
      try { return JSON.parse(text.slice(start, end)); } catch { /* it starts further on */ }
    }
    return undefined;
  }

  /** All values at a path; a number in it stands for every item of a list. */
  function valuesAt(data, path) {
    let found = [data];
    for (const step of path) {
      found = found.flatMap((one) => {
        if (typeof step === "number") return Array.isArray(one) ? one : [];
        return one !== null && typeof one === "object" && Object.hasOwn(one, step) ? [one[step]] : [];
      });
    }
    return found;
  }

  /** Every key and plain value of some data, however deep. */
  function* leaves(data, key = "", depth = 0) {
    if (depth > 40) return;
    if (data !== null && typeof data === "object") {
      for (const [name, value] of Object.entries(data)) yield* leaves(value, Array.isArray(data) ? key : name, depth + 1);
    } else yield [key, data];
  }

  function stands(text, code) {
    const isPart = (char) => char !== undefined && /[\p{L}\p{N}_]/u.test(char);
    for (let at = text.indexOf(code); at >= 0; at = text.indexOf(code, at + 1)) {
      if (!isPart(text[at - 1]) && !isPart(text[at + code.length])) return true;
    }
    return false;
  }

  /** The errors that a text is about, the likeliest first. */
  function recognise(text, known) {
    const data = dataIn(text);
    const line = text.trim();
    let found = [];
    if (data !== undefined) {
      for (const marker of ["code", "number", "name"]) {
        const sent = known.paths[marker].flatMap((path) => valuesAt(data, path));
        if (!found.length && sent.length) found = known.errors.filter((one) => one[marker] !== null && sent.includes(one[marker]));
      }
      if (!found.length) {
        const sent = new Set([...leaves(data)].map(([, value]) => value).filter((value) => typeof value === "string" && value));
        found = known.errors.filter((one) => sent.has(one.code) || sent.has(one.name));
      }
    }
    if (!found.length) found = known.errors.filter((one) => one.code === line || one.name === line || String(one.number) === line);
    for (const [content, as] of [[line, (code) => code], [line.toLowerCase(), (code) => code.toLowerCase()]]) {
      if (found.length) break;
      const standing = known.errors.filter((one) => [one.code, one.name].some((code) => code.length > 1 && stands(content, as(code))));
      const longest = Math.max(0, ...standing.map((one) => one.code.length));
      found = standing.filter((one) => one.code.length === longest);
    }
    const said = data === undefined ? [] : known.paths.message.flatMap((path) => valuesAt(data, path)).filter((one) => typeof one === "string");
    const statuses = new Set([
      ...(data === undefined ? [] : known.paths.status.flatMap((path) => valuesAt(data, path)).map(Number)),
      ...(line.match(/(?<!\d)[1-5]\d\d(?!\d)/g) ?? []).map(Number),
    ]);
    return found
      .map((error) => ({ error, ...filled(error, said, line, data), hasStatus: error.status.some((one) => statuses.has(one)) }))
      .sort((one, other) => weight(other) - weight(one));
  }

  const weight = (one) => (one.isSaid ? 2 : 0) + (one.hasStatus ? 1 : 0);

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
  function filled(error, said, line, data) {
    const values = new Map();
    if (data !== undefined) {
      for (const [key, value] of leaves(data)) if (Object.hasOwn(error.params, key)) values.set(key, String(value));
    }
    for (const message of error.messages) {
      const parts = partsOf(message);
      const names = parts.filter((part) => part.name).map((part) => part.name);
      const pattern = parts.map((part) => (part.name ? "(.{1,500}?)" : part.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))).join("");
      if (pattern.length > 5000 || names.length > 20) continue;
      const whole = new RegExp(`^${pattern}$`, "s");
      const match = said.map((one) => whole.exec(one)).find(Boolean)
        ?? (said.length || message.length < 12 ? null : new RegExp(`${pattern}(?![^\\s"'.,;)])`, "s").exec(line));
      if (!match) continue;
      names.forEach((name, number) => values.set(name, match[number + 1]));
      return { parts, values, isSaid: true };
    }
    return { parts: error.messages.length ? partsOf(error.messages[0]) : [], values, isSaid: false };
  }

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

  /** Errors whose codes look like a word of a text. */
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
      }
      if (best < Infinity) near.push([best, error]);
    }
    return near.sort(([one], [other]) => one - other).slice(0, most).map(([, error]) => error);
  }

  function addDecoder() {
    const place = document.querySelector(".errcat-decoder");
    const index = document.querySelector("a.errcat-index");
    if (!place || !index || place.firstChild) return;
    const catalog = catalogOf(index.href);
    const text = element("textarea", { id: "errcat-paste", rows: "6", spellcheck: "false", autocomplete: "off", "aria-describedby": "errcat-paste-note" });
    const result = element("div", { class: "errcat-result", "aria-live": "polite" });
    const form = element("form", { class: "errcat-paste" },
      element("label", { for: "errcat-paste" }, "Response, log line or code"), text,
      element("p", { id: "errcat-paste-note" }, "Read here, in this page: nothing is sent."),
      element("button", { type: "submit", class: "md-button md-button--primary" }, "Decode"));
    place.append(form, result);

    async function decode(content, values) {
      let known;
      try { known = await codesOf(catalog); } catch {
        result.replaceChildren(element("p", {}, "The list of codes could not be loaded."));
        return;
      }
      const found = recognise(content, known);
      if (values && found.length) for (const [key, value] of values) if (found[0].error.params[key] === "plain") found[0].values.set(key, value);
      result.replaceChildren(...(found.length ? cardsOf(found, catalog) : guessesFor(content, known, catalog)));
      // the code and what is no secret, behind the #, which no browser sends
      const state = new URLSearchParams();
      if (found.length) {
        state.set("code", found[0].error.name);
        for (const [key, value] of found[0].values) if (found[0].error.params[key] === "plain") state.set(key, value);
      }
      history.replaceState(history.state, "", `${location.pathname}${location.search}${found.length ? `#${state}` : ""}`);
    }

    form.addEventListener("submit", (event) => { event.preventDefault(); if (text.value.trim()) decode(text.value); });
    text.addEventListener("paste", () => setTimeout(() => { if (text.value.trim()) decode(text.value); }));
    text.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(); });
    const given = new URLSearchParams(location.hash.slice(1));
    if (given.get("code")) {
      text.value = given.get("code");
      decode(text.value, [...given].filter(([key]) => key !== "code"));
    }
  }

  function cardsOf(found, catalog) {
    const [first, ...others] = found;
    const { error, parts, values } = first;
    const address = pageAddress(catalog, error.page);
    const card = element("section", { class: "errcat-card", "aria-label": error.code || error.name },
      element("h2", {}, element("a", { href: address }, error.code || error.name), ` ${error.title}`));
    if (parts.length) {
      card.append(element("p", { class: "errcat-said" }, ...parts.map((part) => (part.name
        ? element("mark", { title: part.name }, values.get(part.name) ?? `[${part.name}]`) : part.text))));
    }
    const facts = [["Status", error.status.join(", ")], ["Category", error.category], ["Retry", error.retry], ["What to do", error.action]];
    card.append(element("dl", {}, ...facts.filter(([, value]) => value).flatMap(([label, value]) => [
      element("dt", {}, label), element("dd", {}, value)])));
    const rest = [...values].filter(([name]) => !parts.some((part) => part.name === name));
    if (rest.length) card.append(element("dl", {}, ...rest.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])));
    const more = element("div", { class: "errcat-page" });
    card.append(more);
    inPlace(more, address);
    const list = others.length ? [element("p", {}, "It may also be:"), listOf(others.map((one) => one.error), catalog)] : [];
    return [card, ...list];
  }

  function guessesFor(text, known, catalog) {
    const gone = known.retired.find((one) => one.code && stands(text, one.code));
    if (gone) {
      return [element("p", {}, `${gone.code} is retired. ${gone.instead ? `Use ${gone.instead} instead. ` : ""}${gone.reason ?? ""}`)];
    }
    const near = similar(text, known);
    if (!near.length) return [element("p", {}, "No code of this catalog is in it.")];
    return [element("p", {}, "No code of this catalog is in it. Did you mean:"), listOf(near, catalog)];
  }

  function listOf(errors, catalog) {
    return element("ul", {}, ...errors.map((error) => element("li", {},
      element("a", { href: pageAddress(catalog, error.page) }, error.code || error.name), ` ${error.title}`)));
  }

  /** The content of a page in this one: its ids and links as they must be here. */
  async function inPlace(place, address) {
    let text;
    try {
      const response = await fetch(address);
      if (!response.ok) return;
      text = await response.text();
    } catch { return; /* without a server there is the link alone */ }
    const content = new DOMParser().parseFromString(text, "text/html").querySelector("article");
    if (!content) return;
    content.querySelectorAll("script, h1, .headerlink, .errcat-actions, .errcat-chips, p:has(> .errcat-title), .errcat-end, .md-content__button, a.errcat-index").forEach((one) => one.remove());
    for (const one of content.querySelectorAll("[id], [for], [name]")) {
      for (const key of ["id", "for", "name"]) if (one.hasAttribute(key)) one.setAttribute(key, `in-${one.getAttribute(key)}`);
    }
    for (const one of content.querySelectorAll("[href]")) one.setAttribute("href", new URL(one.getAttribute("href"), address).href);
    place.replaceChildren(...document.adoptNode(content).childNodes);
  }

  // --- the page for whoever is lost -----------------------------------------------------------------------------------

  async function helpTheLost() {
    const place = document.querySelector(".errcat-lost");
    if (!place || place.firstChild) return;
    const asked = decodeURIComponent(location.pathname.replace(/\/(index\.html)?$/, "").split("/").pop() ?? "").replace(/\.(html|md|json)$/, "");
    if (!asked) return;
    const hits = [];
    for (const folder of (place.dataset.catalogs ?? "").split(/\s+/).filter(Boolean)) {
      const catalog = { root: new URL(folder, location.href), isFolder: place.dataset.folders === "true" };
      try {
        const known = await codesOf(catalog);
        const exact = known.errors.filter((one) => [one.code, one.name, one.page].some((code) => words(code) === words(asked)));
        const gone = known.retired.filter((one) => words(one.code) === words(asked));
        hits.push({ exact: exact.length > 0, errors: exact.length ? exact : similar(asked, known), gone, catalog });
      } catch { /* a catalog that cannot be loaded has nothing to say */ }
    }
    const best = hits.some((hit) => hit.exact) ? hits.filter((hit) => hit.exact) : hits;
    const lists = best.filter((hit) => hit.errors.length).map((hit) => listOf(hit.errors, hit.catalog));
    for (const { gone } of hits) for (const one of gone) {
      place.append(element("p", {}, `${one.code} is retired. ${one.instead ? `Use ${one.instead} instead.` : ""}`));
    }
    if (lists.length) place.append(element("p", {}, `Did you look for “${asked}”?`), ...lists);
  }

  // --- a page as Markdown ---------------------------------------------------------------------------------------------

  function addCopy() {
    const twin = document.querySelector("a.errcat-twin");
    const heading = document.querySelector("article h1");
    if (!twin || !heading || document.querySelector(".errcat-copy")) return;
    const button = element("button", { type: "button", class: "errcat-copy" }, "Copy as Markdown");
    const said = element("span", { role: "status" });
    button.addEventListener("click", async () => {
      try {
        const response = await fetch(twin.href);
        if (!response.ok) throw new Error(String(response.status));
        await navigator.clipboard.writeText(await response.text());
        said.textContent = "Copied";
      } catch {
        said.textContent = "It could not be copied: the link at the end of the page leads to it";
      }
      setTimeout(() => { said.textContent = ""; }, 4000);
    });
    const chips = document.querySelector("article > .errcat-chips");
    const actions = element("span", { class: "errcat-actions" }, button, said);
    if (chips) chips.append(actions);
    else heading.after(element("p", {}, actions));
  }

  // --- what the theme leaves out for people who do not see, or do not use a mouse ---------------------------------------

  function mendTheme() {
    document.querySelector("[data-md-component=search][role=dialog]")?.setAttribute("aria-label", "Search");
    document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code, .tabbed-labels").forEach((one) => {
      if (one.scrollWidth > one.clientWidth && !one.classList.contains("tabbed-labels")) {
        one.setAttribute("tabindex", "0");
        if (one.classList.contains("md-typeset__scrollwrap")) {
          one.setAttribute("role", "region");
          one.setAttribute("aria-label", "Table");
        }
      }
    });
    // parts of the navigation, and the buttons of a block of code, are no landmarks by themselves
    document.querySelectorAll(".md-nav .md-nav, .md-code__nav").forEach((one) => {
      for (const key of ["aria-label", "aria-labelledby", "aria-expanded"]) one.removeAttribute(key);
      one.setAttribute("role", "presentation");
    });
    const seen = new Map();
    for (const nav of document.querySelectorAll("nav[aria-label], [role=region][aria-label]")) {
      const label = nav.getAttribute("aria-label");
      const count = (seen.get(label) ?? 0) + 1;
      seen.set(label, count);
      if (count > 1 && !/ \d+$/.test(label)) nav.setAttribute("aria-label", `${label} ${count}`);
    }
  }

  function start() {
    addFilter();
    addDecoder();
    addCopy();
    helpTheLost();
    mendTheme();
  }

  // the theme wraps tables and adds buttons when it comes to them
  let isDue = false;
  new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => { isDue = false; mendTheme(); });
  }).observe(document.documentElement, { childList: true, subtree: true });

  if (typeof document$ !== "undefined") document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
