// The decoder: explains what a reader pastes. No pasted text leaves the browser.

function addDecoder() {
  const place = document.querySelector(".errcat-decoder");
  const index = document.querySelector("a.errcat-index");
  if (!place || !index || place.firstChild) return;
  const catalog = catalogOf(index.href);
  const text = element("textarea", { id: "errcat-paste", rows: "6", spellcheck: "false", autocomplete: "off", "aria-describedby": "errcat-keys" });
  const summary = element("p", { role: "status", class: "errcat-summary" });
  const result = element("div", { class: "errcat-result" });
  const form = element("form", { class: "errcat-paste" },
    element("label", { for: "errcat-paste" }, "Response, log line or code"), text,
    element("p", { id: "errcat-keys" }, "Enter decodes, Shift+Enter starts a line, the arrow keys go through what it finds, and Escape clears all."),
    element("div", { class: "errcat-actions" },
      element("button", { type: "submit", class: "md-button md-button--primary" }, "Decode"),
      element("button", { type: "button", class: "errcat-example md-button" }, "Try an example")));
  place.append(form, summary, result);
  skipTo("errcat-paste");
  let turn = 0;

  async function decode(content, values) {
    turn += 1;
    const mine = turn;
    let known;
    try { known = await codesOf(catalog); } catch {
      result.replaceChildren(element("p", {}, "Could not load the list of codes."));
      return;
    }
    if (mine !== turn) return;
    const recognised = recognise(content, known);
    const found = recognised.cards;
    if (values && found.length) for (const [key, value] of values) if (found[0].error.params[key] === "plain") found[0].values.set(key, value);
    result.replaceChildren(...(found.length ? cardsOf(found, recognised, known, catalog) : guessesFor(recognised, known, catalog)));
    summary.textContent = summaryOf(found, result, content);
    // the code and everything that isn't secret, after the #, which browsers don't send
    const state = new URLSearchParams();
    if (found.length) {
      state.set("code", found[0].error.name);
      for (const [key, value] of found[0].values) if (key !== "code" && found[0].error.params[key] === "plain") state.set(key, value);
    }
    history.replaceState(history.state, "", `${location.pathname}${location.search}${found.length ? `#${state}` : ""}`);
  }

  form.querySelector(".errcat-example").addEventListener("click", async () => {
    const { example, errors } = await codesOf(catalog).catch(() => ({ errors: [] }));
    text.value = example ? JSON.stringify(example, null, 2) : (errors[0]?.code || errors[0]?.name || "");
    decode(text.value);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); if (text.value.trim()) decode(text.value); else clear(); });
  text.addEventListener("paste", (event) => {
    const given = event.clipboardData?.getData("text/plain") ?? "";
    if (given.length > LONGEST_READ) {
      // a browser needs seconds to show a long text
      event.preventDefault();
      text.setRangeText(shortened(given), text.selectionStart, text.selectionEnd, "end");
    }
    setTimeout(() => { if (text.value.trim()) decode(text.value); });
  });
  place.addEventListener("keydown", (event) => {
    const hits = [...result.querySelectorAll("a.errcat-hit")];
    const at = hits.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isInText = event.target === text;
    if (isInText && event.key === "Enter" && !event.shiftKey && !event.isComposing) form.requestSubmit();
    else if (event.key === "Escape") { text.value = ""; clear(); text.focus(); }
    else if (step && isInText && step > 0 && hits.length && text.selectionEnd === text.value.length) hits[0].focus();
    else if (step && at >= 0) (hits[at + step] ?? (at + step < 0 ? text : event.target)).focus();
    else return;
    event.preventDefault();
  });
  function clear() {
    turn += 1;
    summary.textContent = "";
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

/** What a screen reader says about a result. */
function summaryOf(found, result, content) {
  const cut = content.length > LONGEST_READ ? ` Read the first and the last ${(LONGEST_READ / 2).toLocaleString("en")} characters.` : "";
  const hits = result.querySelectorAll("a.errcat-hit").length;
  if (!found.length) return `${hits ? `${hits} ${hits === 1 ? "suggestion" : "suggestions"}.` : "Found nothing."}${cut}`;
  const { error } = found[0];
  const others = found.length > 1 ? ` ${found.length - 1} more below.` : "";
  return `Found ${error.code.trim() ? error.code : error.name}.${others}${cut}`;
}

function cardsOf(found, { sentFacts, statuses, unknown, isOnly }, known, catalog) {
  const [first, ...others] = found;
  const { error, parts, values } = first;
  const address = pageAddress(catalog, error.page);
  const link = codeLink(error, catalog);
  const card = element("section", { class: "errcat-card", "aria-label": error.code || error.name },
    element("h2", {}, link, repeats(error.title, link.textContent) ? "" : ` ${error.title}`));
  const now = element("div", { class: `errcat-now errcat-${error.acts ?? "again"}` }, ...verdictOf(error),
    ...(error.action ? [element("p", { class: "errcat-do-now" }, element("span", {}, "What to do"), error.action)] : []));
  if (now.children.length) card.append(now);
  if (parts.length) {
    card.append(element("p", { class: "errcat-said" }, ...parts.map((part) => (part.name
      ? element("mark", { title: part.name }, values.get(part.name) ?? `[${part.name}]`) : part.text))));
  }
  const status = error.status.map((number) => `${number} ${known.statuses[number] ?? ""}`.trim()).join(", ");
  const facts = [["Status", status], ["Category", known.categories[error.category]], ...sentFacts];
  card.append(element("dl", {}, ...facts.filter(([, value]) => value).flatMap(([label, value]) => [
    element("dt", {}, label), element("dd", {}, value)])));
  const rest = [...values].filter(([name]) => !parts.some((part) => part.name === name));
  if (rest.length) card.append(element("dl", {}, ...rest.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])));
  const more = element("div", { class: "errcat-page" });
  if (!isOnly) inPlace(more, address, error.messages.length === 1);
  const isOneCode = others.every((other) => other.error.code === error.code);
  const list = others.length ? [element("p", {}, isOneCode ? "It may also be:" : "It also contains:"),
    listOf(others.map((other) => other.error), catalog, isOneCode && error.code ? filteredIndex(catalog, error.code) : undefined)] : [];
  const lead = unknown === null ? [] : [element("p", {}, `This catalog has no code ${unknown}, but an error that fits otherwise:`)];
  return [...lead, card, ...list, ...((first.hasStatus && !isOnly) || !statuses.size ? [] : statusLists(statuses, known, catalog)), more];
}

/** Whether two texts have the same letters and digits: a title can repeat its code. */
function repeats(text, other) {
  const [first, second] = [text, other].map((each) => each.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  return first === second;
}

/** Whose turn it is, and whether to send the request again: the first line of the page. */
function verdictOf({ verdict = "", retry, acts }) {
  if (!verdict) return [];
  const again = retry ? `${retry}.` : "";
  const who = acts ? verdict.slice(0, verdict.length - again.length).trim() : "";
  return [element("p", { class: "errcat-verdict" }, ...(who ? [element("strong", {}, who), " "] : []), again)];
}

function guessesFor({ unknown, around, values, statuses, matchesByMessage }, known, catalog) {
  const outside = around.replace(/HTTP\/[\d.]+[^\S\n]+\d{3}[^\n]*/g, " ");
  const asked = unknown ?? [outside, ...values.filter((value) => typeof value === "string")].join(" ");
  const retired = retiredCodeIn(asked, known);
  if (retired) return [retiredNote(retired, known, catalog)];
  const lists = statusLists(statuses, known, catalog);
  const lead = unknown === null ? "It contains no code of this catalog." : `This catalog has no code ${unknown}.`;
  const kind = unknown !== null ? "code" : /^\s*\p{L}{5,}\s*$/u.test(asked) ? "word" : "text";
  const near = [...new Set([...matchesByMessage, ...(lists.length && unknown === null ? [] : similar(asked, known, kind))])].slice(0, 5);
  const guesses = near.length ? [element("p", {}, `${lead} Did you mean:`), listOf(near, catalog)] : [element("p", {}, lead)];
  // a status is a fact, a similar code is a guess
  return lists.length ? [...lists, ...(unknown === null && !near.length ? [] : guesses)] : guesses;
}

/** The errors of each status of a text, as lists with the page of the status. */
function statusLists(statuses, known, catalog) {
  return [...statuses].slice(0, 3).flatMap((status) => {
    const errors = known.errors.filter((error) => error.status.includes(status));
    const name = known.statuses[status] ?? REASONS[status] ?? "";
    if (!errors.length) return [element("p", {}, `No error of this catalog has the status ${status}${name ? ` ${name}` : ""}.`)];
    const page = pageAddress(catalog, `by/status/${status}`);
    return [element("p", {}, "Errors with the status ", element("a", { class: "errcat-hit", href: page }, String(status)), ` ${name}:`),
      listOf(errors, catalog, page)];
  });
}

/** The content of a page inside this page, without what the card shows. Adjusts its ids and links. */
async function inPlace(place, address, isMessageSaid) {
  let text;
  try {
    const response = await fetch(address);
    if (!response.ok) return;
    text = await response.text();
  } catch { return; /* without a server, there is only the link */ }
  const content = new DOMParser().parseFromString(text, "text/html").querySelector("article");
  if (!content) return;
  content.querySelectorAll("script, h1, .headerlink, .errcat-actions, .errcat-chips, p:has(> .errcat-title), .errcat-now, .errcat-label, .errcat-around, .errcat-end, .errcat-words, .md-content__button, a.errcat-index").forEach((part) => part.remove());
  const heading = content.querySelector("h2");
  const isAbove = (part) => !heading || part.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (isMessageSaid) [...content.querySelectorAll(".highlight")].filter(isAbove).forEach((part) => part.remove());
  if (heading?.id === "what-to-do" && heading.nextElementSibling?.tagName === "H2") heading.remove();
  for (const part of content.querySelectorAll("[id], [for], [name]")) {
    for (const key of ["id", "for", "name"]) if (part.hasAttribute(key)) part.setAttribute(key, `in-${part.getAttribute(key)}`);
  }
  for (const part of content.querySelectorAll("[href]")) {
    try { part.setAttribute("href", new URL(part.getAttribute("href"), address).href); } catch { part.removeAttribute("href"); }
  }
  place.replaceChildren(...document.adoptNode(content).childNodes);
}
