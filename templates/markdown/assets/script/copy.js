// A page as Markdown.

/** The link at the end of a page, if only a script can create it. */
function addTwin() {
  const place = document.querySelector(".errcat-end[data-markdown]");
  if (!place || place.firstChild) return;
  place.append(element("p", {}, element("a", { class: "errcat-twin", href: place.dataset.markdown }, "This page as Markdown")));
}

const FENCE = /^[ >]*(`{3,})[^`]*$/;
/** Inline code; or the target of a link, without a title. */
const CODE_OR_TARGET = /(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|(?<!\\)\]\(((?:[^()\s<]|\([^()\s]*\))+)(?=[)\s])/g;

/** Markdown with absolute links, because relative ones lead nowhere in a copy. Code stays as it is. */
function withAbsoluteLinks(text, base) {
  let fence = "";
  return text.split("\n").map((line) => {
    if (fence) {
      if (line.replace(/[ >]/g, "") === fence) fence = "";
      return line;
    }
    fence = FENCE.exec(line)?.[1] ?? "";
    if (fence) return line;
    return line.replace(CODE_OR_TARGET, (match, _ticks, target) => {
      if (target === undefined) return match;
      try { return `](${new URL(target, base).href}`; } catch { return match; }
    });
  }).join("\n");
}

/** The address of a page for everybody: the published one, if the page says so. */
const publishedAddress = () => document.querySelector("link[rel=canonical]")?.href ?? location.href;

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
      const base = new URL(twin.getAttribute("href"), publishedAddress());
      await navigator.clipboard.writeText(withAbsoluteLinks(await response.text(), base));
      statusText.textContent = "Copied";
    } catch {
      statusText.textContent = "Could not copy the page. Use the link at its end";
    }
    setTimeout(() => { statusText.textContent = ""; }, 4000);
  });
  const actions = element("div", { class: "errcat-actions" }, button, statusText);
  // next to the heading if there is room; on a phone, the first screen is for the answer
  if (matchMedia("(min-width: 45em)").matches) heading.before(actions);
  else (twin.closest(".errcat-end") ?? twin).before(actions);
}
