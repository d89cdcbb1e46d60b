// A page as Markdown.

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
