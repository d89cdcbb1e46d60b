// A page as Markdown.

/** The link at the end of a page, if only a script can create it. */
function addTwin() {
  const place = document.querySelector(".errcat-end[data-markdown]");
  if (!place || place.firstChild) return;
  place.append(element("p", {}, element("a", { class: "errcat-twin", href: place.dataset.markdown }, "This page as Markdown")));
}

function addCopy() {
  addTwin();
  const twin = document.querySelector("a.errcat-twin");
  const heading = document.querySelector("article h1");
  if (!twin || !heading || document.querySelector(".errcat-copy")) return;
  const button = element("button", { type: "button", class: "errcat-copy" }, "Copy as Markdown");
  const statusText = element("span", { role: "status" });
  button.addEventListener("click", async () => {
    try {
      const response = await fetch(twin.href);
      if (!response.ok) throw new Error(String(response.status));
      await navigator.clipboard.writeText(await response.text());
      statusText.textContent = "Copied";
    } catch {
      statusText.textContent = "Could not copy the page. Use the link at its end";
    }
    setTimeout(() => { statusText.textContent = ""; }, 4000);
  });
  const actions = element("div", { class: "errcat-actions" }, button, statusText);
  // next to the heading if there is room
  if (matchMedia("(min-width: 45em)").matches) heading.before(actions);
  else (document.querySelector("article > .errcat-chips") ?? heading).after(actions);
}
