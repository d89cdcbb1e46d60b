// The "not found" page.

/** The parts of the current address, the last first, without text that no code has. */
function askedFor() {
  let path = location.pathname;
  try { path = decodeURIComponent(path); } catch { /* use a broken address unchanged */ }
  return path.split("/").filter((part) => part && !/^index\.(html|md|json)$/.test(part)).map((part) => part.replace(/\.(html|md|json)$/, "")).reverse();
}

/** The errors of a catalog for an address. */
function hitOf(known, catalog, parts) {
  const here = parts.filter((part) => !catalog.root.pathname.split("/").includes(part));
  for (const part of here) {
    const retired = known.retired.filter(({ code }) => same(code, part));
    const exact = known.errors.filter((error) => [error.code, error.name, error.page].some((code) => same(code, part)));
    const letters = exact.filter((error) => [error.code, error.name, error.page].includes(part));
    if (exact.length || retired.length) return { asked: part, isExact: true, errors: letters.length ? letters : exact, retired, known, catalog };
  }
  const asked = here[0] ?? "";
  const ofStatus = known.errors.filter((error) => error.status.includes(Number(asked)));
  return { asked, isExact: false, errors: ofStatus.length ? ofStatus : similar(asked, known, "code"), retired: [], known, catalog };
}

/** The page of the only error that the end of the address names; null if there are several, or if this is its address. */
function onlyPage(hits, end) {
  const exact = hits.filter(({ isExact, asked }) => isExact && asked === end);
  const pages = exact.flatMap(({ errors, catalog }) => errors.map((error) => pageAddress(catalog, error.page)));
  if (pages.length !== 1 || exact.some(({ retired }) => retired.length)) return null;
  return new URL(pages[0]).pathname === location.pathname ? null : pages[0];
}

async function helpTheLost() {
  const place = document.querySelector(".errcat-lost");
  if (!place || place.classList.contains("errcat-helped")) return;
  place.classList.add("errcat-helped");
  const parts = askedFor();
  const every = [];
  for (const folder of (place.dataset.catalogs ?? "").split(/\s+/).filter(Boolean)) {
    const catalog = { root: new URL(folder, location.href), isFolder: place.dataset.folders === "true" };
    try { every.push(hitOf(await codesOf(catalog), catalog, parts)); } catch { /* skip a catalog that doesn't load */ }
  }
  // the catalog of the address, or all catalogs
  const within = every.filter(({ catalog }) => location.pathname.startsWith(catalog.root.pathname));
  const hits = within.length ? within : every;
  const page = onlyPage(hits, parts[0]);
  if (page) {
    location.replace(page);
    return;
  }
  const best = hits.some(({ isExact }) => isExact) ? hits.filter(({ isExact }) => isExact) : hits.filter(({ errors }) => errors.length);
  place.replaceChildren();
  if (best.length) place.append(element("p", {}, best[0].isExact ? `Did you look for “${best[0].asked}”?` : `There is no “${best[0].asked}”. Did you mean:`));
  for (const { known, catalog, errors, retired } of best) {
    if (best.length > 1 && known.api) place.append(element("h2", {}, known.api));
    place.append(...retired.map((code) => retiredNote(code, known, catalog)));
    if (errors.length) place.append(listOf(errors, catalog));
  }
  const indexes = hits.map(({ known, catalog }) => element("li", {},
    element("a", { href: indexAddress(catalog).href }, `All errors${known.api ? ` of ${known.api}` : ""}`)));
  if (indexes.length) place.append(element("ul", {}, ...indexes));
}
