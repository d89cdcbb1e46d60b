// The codes of a catalog, and the addresses of their pages.

/** The folder of the catalog of a page, and how addresses of pages end there. */
function catalogOf(href) {
  return { root: new URL(".", href), isFolder: !/\.html?($|[?#])/.test(href) };
}

function pageAddress(catalog, page) {
  return new URL(catalog.isFolder ? `${page}/` : `${page}.html`, catalog.root).href;
}

const loaded = new Map();

/** The codes of a catalog. A script instead of JSON, because pages can also load it without a server. */
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

const MOST_LISTED = 10;

/** Some errors as links. If there are many, the first ones and a link to the full list, filtered by `text`. */
function listOf(errors, catalog, text = "") {
  const every = new URL(catalog.isFolder ? "." : "index.html", catalog.root);
  if (text) every.searchParams.set("text", text);
  const more = errors.length - MOST_LISTED;
  return element("ul", {}, ...errors.slice(0, MOST_LISTED).map((error) => element("li", {},
    element("a", { href: pageAddress(catalog, error.page) }, error.code || error.name), ` ${error.title}`)),
  more > 0 ? element("li", {}, element("a", { href: every.href }, `${more} more in the list of all errors`)) : null);
}

/** A retired code in a text. */
function retiredCodeIn(text, known) {
  return known.retired.find((one) => one.code && !occurrences(text.toLowerCase(), one.code.toLowerCase()).next().done);
}

/** A note about a retired code, with a link to its replacement. */
function retiredNote(retired, known, catalog) {
  const replacement = known.errors.find((one) => one.code === retired.instead || one.name === retired.instead);
  return element("p", {}, `${retired.code} is retired.`,
    ...(replacement ? [" Use ", element("a", { href: pageAddress(catalog, replacement.page) }, retired.instead), " instead."] : []),
    retired.reason ? ` ${retired.reason}` : "");
}
