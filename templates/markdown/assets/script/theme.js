// Adds what the theme omits for people who use a screen reader or no mouse.

function fixTheme() {
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
  // parts of the navigation, and the buttons of a code block, aren't landmarks
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
