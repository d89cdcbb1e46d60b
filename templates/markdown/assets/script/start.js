// Runs everything on each page.

function start() {
  addFilter();
  addDecoder();
  addCopy();
  helpTheLost();
  fixTheme();
}

// the theme wraps tables and adds buttons later
let isDue = false;
new MutationObserver(() => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => { isDue = false; fixTheme(); });
}).observe(document.documentElement, { childList: true, subtree: true });

if (typeof document$ !== "undefined") document$.subscribe(start);
else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
