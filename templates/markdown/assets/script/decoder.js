// The decoder: explains what a reader pastes. No pasted text leaves the browser.

function addDecoder() {
  const place = document.querySelector(".errcat-decoder");
  const index = document.querySelector("a.errcat-index");
  if (!place || !index || place.firstChild) return;
  const catalog = catalogOf(index.href);
  const text = element("textarea", { id: "errcat-paste", rows: "6", spellcheck: "false", autocomplete: "off" });
  const result = element("div", { class: "errcat-result", "aria-live": "polite" });
  const form = element("form", { class: "errcat-paste" },
    element("label", { for: "errcat-paste" }, "Response, log line or code"), text,
    element("div", { class: "errcat-actions" },
      element("button", { type: "submit", class: "md-button md-button--primary" }, "Decode"),
      element("button", { type: "button", class: "errcat-example md-button" }, "Try an example")));
  place.append(form, result);

  async function decode(content, values) {
    let known;
    try { known = await codesOf(catalog); } catch {
      result.replaceChildren(element("p", {}, "Could not load the list of codes."));
      return;
    }
    const recognised = recognise(content, known);
    const found = recognised.cards;
    if (values && found.length) for (const [key, value] of values) if (found[0].error.params[key] === "plain") found[0].values.set(key, value);
    result.replaceChildren(...(found.length ? cardsOf(found, recognised.sentFacts, catalog) : guessesFor(recognised, known, catalog)));
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

function cardsOf(found, sentFacts, catalog) {
  const [first, ...others] = found;
  const { error, parts, values } = first;
  const address = pageAddress(catalog, error.page);
  const card = element("section", { class: "errcat-card", "aria-label": error.code || error.name },
    element("h2", {}, element("a", { href: address }, error.code || error.name), ` ${error.title}`));
  if (parts.length) {
    card.append(element("p", { class: "errcat-said" }, ...parts.map((part) => (part.name
      ? element("mark", { title: part.name }, values.get(part.name) ?? `[${part.name}]`) : part.text))));
  }
  const facts = [["Status", error.status.join(", ")], ["Category", error.category], ["Retry", error.retry], ...sentFacts, ["What to do", error.action]];
  card.append(element("dl", {}, ...facts.filter(([, value]) => value).flatMap(([label, value]) => [
    element("dt", {}, label), element("dd", {}, value)])));
  const rest = [...values].filter(([name]) => !parts.some((part) => part.name === name));
  if (rest.length) card.append(element("dl", {}, ...rest.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])));
  const more = element("div", { class: "errcat-page" });
  inPlace(more, address, error.messages.length === 1);
  const isOneCode = others.every((one) => one.error.code === error.code);
  const list = others.length ? [element("p", {}, isOneCode ? "It may also be:" : "It also contains:"), listOf(others.map((one) => one.error), catalog, isOneCode ? error.code : "")] : [];
  return [card, ...list, more];
}

function guessesFor({ unknown, around, values, statuses, matchesByMessage }, known, catalog) {
  const outside = around.replace(/HTTP\/[\d.]+[^\S\n]+\d{3}[^\n]*/g, " ");
  const asked = unknown ?? [outside, ...values.filter((one) => typeof one === "string")].join(" ");
  const retired = retiredCodeIn(asked, known);
  if (retired) return [retiredNote(retired, known, catalog)];
  const lead = unknown === null ? "It contains no code of this catalog." : `This catalog has no code ${unknown}.`;
  const near = [...new Set([...matchesByMessage, ...similar(asked, known)])].slice(0, 5);
  const status = [...statuses].find((one) => known.errors.some((error) => error.status.includes(one)));
  return [
    ...(near.length ? [element("p", {}, `${lead} Did you mean:`), listOf(near, catalog)] : [element("p", {}, lead)]),
    ...(status === undefined ? [] : [
      element("p", {}, "Errors with the status ", element("a", { href: pageAddress(catalog, `by/status/${status}`) }, String(status)), ":"),
      listOf(known.errors.filter((error) => error.status.includes(status)), catalog),
    ]),
  ];
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
  content.querySelectorAll("script, h1, .headerlink, .errcat-actions, .errcat-chips, p:has(> .errcat-title), .errcat-now, .errcat-label, .errcat-around, .errcat-end, .errcat-words, .md-content__button, a.errcat-index").forEach((one) => one.remove());
  const heading = content.querySelector("h2");
  const isAbove = (one) => !heading || one.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (isMessageSaid) [...content.querySelectorAll(".highlight")].filter(isAbove).forEach((one) => one.remove());
  if (heading?.id === "what-to-do" && heading.nextElementSibling?.tagName === "H2") heading.remove();
  for (const one of content.querySelectorAll("[id], [for], [name]")) {
    for (const key of ["id", "for", "name"]) if (one.hasAttribute(key)) one.setAttribute(key, `in-${one.getAttribute(key)}`);
  }
  for (const one of content.querySelectorAll("[href]")) {
    try { one.setAttribute("href", new URL(one.getAttribute("href"), address).href); } catch { one.removeAttribute("href"); }
  }
  place.replaceChildren(...document.adoptNode(content).childNodes);
}
