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

  const MOST_PIECES = 20;
  const MOST_TRIES = 200;

  /** Where a bracket closes that opens at `start`; -1 where it never does. */
  function closing(text, start) {
    let depth = 0;
    let isQuoted = false;
    for (let at = start; at < text.length; at++) {
      const char = text[at];
      if (isQuoted) {
        if (char === "\\") at += 1;
        else if (char === '"') isQuoted = false;
      } else if (char === '"') isQuoted = true;
      else if (char === "{" || char === "[") depth += 1;
      else if ((char === "}" || char === "]") && --depth === 0) return at;
    }
    return -1;
  }

  /** The pieces of a text that are JSON, and the text around them. */
  function takenApart(text) {
    const pieces = [];
    let around = "";
    let from = 0;
    for (let start = 0, tries = 0; start < text.length && tries < MOST_TRIES && pieces.length < MOST_PIECES; start++) {
      if (text[start] !== "{" && text[start] !== "[") continue;
      tries += 1;
      const end = closing(text, start);
      if (end < 0) continue;
      try { pieces.push(JSON.parse(text.slice(start, end + 1))); } catch { continue; }
      around += `${text.slice(from, start)} `;
      from = end + 1;
      start = end;
    }
    return { pieces, around: around + text.slice(from) };
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

  const isPart = (char) => char !== undefined && /[\p{L}\p{N}_]/u.test(char);

  /** Where a code stands in a text by itself, not as a part of a word. */
  function* standing(text, code) {
    for (let at = text.indexOf(code); at >= 0; at = text.indexOf(code, at + 1)) {
      if (!isPart(text[at - 1]) && !isPart(text[at + code.length])) yield at;
    }
  }

  const NAMED_AS_CODE = /(?:status|code|error|errno|http(?:\/[\d.]+)?|#)["':=\s(\[]*$/i;

  /** The errors whose codes stand in a text, in the order of the text; a longer code hides those within it. */
  function inText(text, known, as) {
    const content = as(text);
    const places = [];
    for (const error of known.errors) {
      for (const code of new Set([error.code, error.name].map(as))) {
        if (code.length < 2) continue;
        for (const at of standing(content, code)) {
          // a number in a text is mostly something else
          if (/^-?\d+$/.test(code) && !NAMED_AS_CODE.test(text.slice(0, at))) continue;
          places.push({ at, end: at + code.length, error });
        }
      }
    }
    const shown = places.filter((one) => !places.some(
      (other) => other.at <= one.at && other.end >= one.end && other.end - other.at > one.end - one.at,
    ));
    return [...new Set(shown.sort((one, other) => one.at - other.at).map((one) => one.error))];
  }

  /** The errors that a value of some data names: by code, name, or the address of a page. */
  function named(value, known) {
    if (typeof value !== "string" || !value) return [];
    const page = /^https?:\/\/\S*?([^/?#\s]+?)(?:\.html|\/)?(?:[?#]\S*)?$/.exec(value)?.[1];
    return known.errors.filter((one) => one.code === value || one.name === value || (page !== undefined && one.page === page));
  }

  /** What the envelope of the API has at the places of code, number and name. */
  function sentIn(pieces, known) {
    const found = [];
    for (const marker of ["code", "number", "name"]) {
      for (const path of known.paths[marker]) {
        for (const value of pieces.flatMap((piece) => valuesAt(piece, path))) {
          if (typeof value === "number" || (typeof value === "string" && value)) found.push([marker, value]);
        }
      }
    }
    return found;
  }

  const same = (one, other) => words(String(one)) !== "" && words(String(one)) === words(String(other));

  /** The errors that a text is about, the likeliest first; `unknown`: a code that it has, and the catalog has not. */
  function recognise(text, known) {
    const { pieces, around } = takenApart(text);
    const line = text.trim();
    const sent = sentIn(pieces, known);
    let found = known.errors.filter((one) => sent.some(([marker, value]) => one[marker] === value));
    if (!found.length) found = known.errors.filter((one) => sent.some(([marker, value]) => one[marker] !== null && same(one[marker], value)));
    const unknown = !found.length && sent.length ? String(sent[0][1]) : null;
    const leavesOf = pieces.flatMap((piece) => [...leaves(piece)]);
    const ways = unknown !== null ? [] : [
      () => leavesOf.flatMap(([, value]) => named(value, known)),
      () => known.errors.filter((one) => one.code === line || one.name === line || String(one.number) === line),
      () => known.errors.filter((one) => [one.code, one.name].some((code) => same(code, line))),
      () => inText(line, known, (one) => one),
      () => inText(line, known, (one) => one.toLowerCase()),
    ];
    if (found.length) found = [...new Set([...found, ...inText(around, known, (one) => one)])];
    for (const way of ways) if (!found.length) found = [...new Set(way())];
    const said = pieces.flatMap((piece) => known.paths.message.flatMap((path) => valuesAt(piece, path))).filter((one) => typeof one === "string");
    const statuses = new Set([
      ...pieces.flatMap((piece) => known.paths.status.flatMap((path) => valuesAt(piece, path))).map(Number),
      ...(line.match(/(?<!\d)[1-5]\d\d(?!\d)/g) ?? []).map(Number),
    ]);
    const looked = (error) => ({ error, ...filled(error, said, line, leavesOf), hasStatus: error.status.some((one) => statuses.has(one)) });
    let cards = found.map(looked).sort((one, other) => weight(other) - weight(one));
    if (!found.length && unknown === null) {
      // no code: perhaps the message of one error alone
      cards = known.errors.map(looked).filter((one) => one.isSaid && one.literal >= LEAST_LITERAL)
        .sort((one, other) => weight(other) - weight(one) || other.literal - one.literal);
    }
    return { cards, unknown, around, values: leavesOf.map(([, value]) => value), told: toldIn(line, pieces, known), statuses };
  }

  const LEAST_LITERAL = 8;

  /** What a response says about itself: whom to ask with which id, and when to come back. */
  function toldIn(line, pieces, known) {
    const header = (name) => {
      const [, value] = new RegExp(`^[^\\S\\n]*[<>]?[^\\S\\n]*${escaped(name)}[^\\S\\n]*:[^\\S\\n]*(\\S[^\\n]{0,200})$`, "im").exec(line) ?? [];
      return value?.trim();
    };
    const at = (marker) => pieces.flatMap((piece) => known.paths[marker].flatMap((path) => valuesAt(piece, path)))
      .find((one) => typeof one === "string" || typeof one === "number");
    return [
      ["Come back", header("Retry-After") ?? at("retry_after")],
      ["Request id", (known.request_id ? header(known.request_id) : undefined) ?? at("request_id")],
    ].filter(([, value]) => value !== undefined && value !== "").map(([label, value]) => [label, label === "Come back" && /^\d+$/.test(String(value)) ? `after ${value} seconds` : String(value)]);
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

  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

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
        const least = Math.min(token.length, code.length) * 0.7;
        if (least > 4 && token.startsWith(code.slice(0, Math.ceil(least)))) best = Math.min(best, 0.45);
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
      const recognised = recognise(content, known);
      const found = recognised.cards;
      if (values && found.length) for (const [key, value] of values) if (found[0].error.params[key] === "plain") found[0].values.set(key, value);
      result.replaceChildren(...(found.length ? cardsOf(found, recognised.told, catalog) : guessesFor(recognised, known, catalog)));
      // the code and what is no secret, behind the #, which no browser sends
      const state = new URLSearchParams();
      if (found.length) {
        state.set("code", found[0].error.name);
        for (const [key, value] of found[0].values) if (found[0].error.params[key] === "plain") state.set(key, value);
      }
      history.replaceState(history.state, "", `${location.pathname}${location.search}${found.length ? `#${state}` : ""}`);
    }

    form.addEventListener("submit", (event) => { event.preventDefault(); if (text.value.trim()) decode(text.value); else clear(); });
    text.addEventListener("paste", () => setTimeout(() => { if (text.value.trim()) decode(text.value); }));
    text.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(); });
    function clear() {
      result.replaceChildren();
      history.replaceState(history.state, "", `${location.pathname}${location.search}`);
    }
    function takeAddress() {
      const given = new URLSearchParams(location.hash.slice(1));
      if (!given.get("code")) return;
      text.value = given.get("code");
      decode(text.value, [...given].filter(([key]) => key !== "code"));
    }
    window.addEventListener("hashchange", takeAddress);
    takeAddress();
  }

  function cardsOf(found, told, catalog) {
    const [first, ...others] = found;
    const { error, parts, values } = first;
    const address = pageAddress(catalog, error.page);
    const card = element("section", { class: "errcat-card", "aria-label": error.code || error.name },
      element("h2", {}, element("a", { href: address }, error.code || error.name), ` ${error.title}`));
    if (parts.length) {
      card.append(element("p", { class: "errcat-said" }, ...parts.map((part) => (part.name
        ? element("mark", { title: part.name }, values.get(part.name) ?? `[${part.name}]`) : part.text))));
    }
    const facts = [["Status", error.status.join(", ")], ["Category", error.category], ["Retry", error.retry], ...told, ["What to do", error.action]];
    card.append(element("dl", {}, ...facts.filter(([, value]) => value).flatMap(([label, value]) => [
      element("dt", {}, label), element("dd", {}, value)])));
    const rest = [...values].filter(([name]) => !parts.some((part) => part.name === name));
    if (rest.length) card.append(element("dl", {}, ...rest.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])));
    const more = element("div", { class: "errcat-page" });
    card.append(more);
    inPlace(more, address);
    const isOneCode = others.every((one) => one.error.code === error.code);
    const list = others.length ? [element("p", {}, isOneCode ? "It may also be:" : "There is also in it:"), listOf(others.map((one) => one.error), catalog)] : [];
    return [card, ...list];
  }

  function guessesFor({ unknown, around, values, statuses }, known, catalog) {
    const outside = around.replace(/HTTP\/[\d.]+[^\S\n]+\d{3}[^\n]*/g, " ");
    const asked = unknown ?? [outside, ...values.filter((one) => typeof one === "string")].join(" ");
    const gone = goneIn(asked, known);
    if (gone) return [wordsOf(gone, known, catalog)];
    const lead = unknown === null ? "No code of this catalog is in it." : `This catalog has no code ${unknown}.`;
    const near = similar(asked, known);
    const status = [...statuses].find((one) => known.errors.some((error) => error.status.includes(one)));
    return [
      ...(near.length ? [element("p", {}, `${lead} Did you mean:`), listOf(near, catalog)] : [element("p", {}, lead)]),
      ...(status === undefined ? [] : [
        element("p", {}, "Of the status ", element("a", { href: pageAddress(catalog, `by/status/${status}`) }, String(status)), " there are:"),
        listOf(known.errors.filter((error) => error.status.includes(status)), catalog),
      ]),
    ];
  }

  /** A code in a text that is gone. */
  function goneIn(text, known) {
    return known.retired.find((one) => one.code && !standing(text.toLowerCase(), one.code.toLowerCase()).next().done);
  }

  /** What became of a code that is gone, with the way to what it is now. */
  function wordsOf(gone, known, catalog) {
    const heir = known.errors.find((one) => one.code === gone.instead || one.name === gone.instead);
    return element("p", {}, `${gone.code} is retired.`,
      ...(heir ? [" Use ", element("a", { href: pageAddress(catalog, heir.page) }, gone.instead), " instead."] : []),
      gone.reason ? ` ${gone.reason}` : "");
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

  /** The parts of the address that somebody came to, the last first, without what no code has. */
  function askedFor() {
    let path = location.pathname;
    try { path = decodeURIComponent(path); } catch { /* a broken address is taken as it is */ }
    return path.split("/").filter((part) => part && !/^index\.(html|md|json)$/.test(part)).map((part) => part.replace(/\.(html|md|json)$/, "")).reverse();
  }

  /** What one catalog has for an address. */
  function hitOf(known, catalog, parts) {
    const here = parts.filter((part) => !catalog.root.pathname.split("/").includes(part));
    for (const part of here) {
      const gone = known.retired.filter((one) => same(one.code, part));
      const exact = known.errors.filter((one) => [one.code, one.name, one.page].some((code) => same(code, part)));
      if (exact.length || gone.length) return { asked: part, isExact: true, errors: exact, gone, known, catalog };
    }
    const asked = here[0] ?? "";
    const ofStatus = known.errors.filter((one) => one.status.includes(Number(asked)));
    return { asked, isExact: false, errors: ofStatus.length ? ofStatus : similar(asked, known), gone: [], known, catalog };
  }

  async function helpTheLost() {
    const place = document.querySelector(".errcat-lost");
    if (!place || place.firstChild) return;
    const parts = askedFor();
    const every = [];
    for (const folder of (place.dataset.catalogs ?? "").split(/\s+/).filter(Boolean)) {
      const catalog = { root: new URL(folder, location.href), isFolder: place.dataset.folders === "true" };
      try { every.push(hitOf(await codesOf(catalog), catalog, parts)); } catch { /* one that cannot be loaded has nothing to say */ }
    }
    // the catalog that the address is about, or all
    const within = every.filter((hit) => location.pathname.startsWith(hit.catalog.root.pathname));
    const hits = within.length ? within : every;
    const best = hits.some((hit) => hit.isExact) ? hits.filter((hit) => hit.isExact) : hits.filter((hit) => hit.errors.length);
    if (best.length) place.append(element("p", {}, `Did you look for “${best[0].asked}”?`));
    for (const { known, catalog, errors, gone } of best) {
      if (best.length > 1 && known.api) place.append(element("h2", {}, known.api));
      place.append(...gone.map((one) => wordsOf(one, known, catalog)));
      if (errors.length) place.append(listOf(errors, catalog));
    }
    const indexes = hits.map(({ known, catalog }) => element("li", {},
      element("a", { href: new URL(catalog.isFolder ? "." : "index.html", catalog.root).href }, `All errors${known.api ? ` of ${known.api}` : ""}`)));
    if (indexes.length) place.append(element("ul", {}, ...indexes));
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
