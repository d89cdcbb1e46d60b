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
    const retired = known.retired.filter((one) => same(one.code, part));
    const exact = known.errors.filter((one) => [one.code, one.name, one.page].some((code) => same(code, part)));
    if (exact.length || retired.length) return { asked: part, isExact: true, errors: exact, retired, known, catalog };
  }
  const asked = here[0] ?? "";
  const ofStatus = known.errors.filter((one) => one.status.includes(Number(asked)));
  return { asked, isExact: false, errors: ofStatus.length ? ofStatus : similar(asked, known), retired: [], known, catalog };
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
  const within = every.filter((hit) => location.pathname.startsWith(hit.catalog.root.pathname));
  const hits = within.length ? within : every;
  const best = hits.some((hit) => hit.isExact) ? hits.filter((hit) => hit.isExact) : hits.filter((hit) => hit.errors.length);
  place.replaceChildren();
  if (best.length) place.append(element("p", {}, best[0].isExact ? `Did you look for “${best[0].asked}”?` : `There is no “${best[0].asked}”. Did you mean:`));
  for (const { known, catalog, errors, retired } of best) {
    if (best.length > 1 && known.api) place.append(element("h2", {}, known.api));
    place.append(...retired.map((one) => retiredNote(one, known, catalog)));
    if (errors.length) place.append(listOf(errors, catalog));
  }
  const indexes = hits.map(({ known, catalog }) => element("li", {},
    element("a", { href: new URL(catalog.isFolder ? "." : "index.html", catalog.root).href }, `All errors${known.api ? ` of ${known.api}` : ""}`)));
  if (indexes.length) place.append(element("ul", {}, ...indexes));
}
