// The codes of a catalog, and the addresses of their pages.

/** The folder of the catalog of a page, and how addresses of pages end there. */
function catalogOf(href) {
  return { root: new URL(".", href), isFolder: !/\.html?($|[?#])/.test(href) };
}

function pageAddress(catalog, page) {
  return new URL(catalog.isFolder ? `${page}/` : `${page}.html`, catalog.root).href;
}

function indexAddress(catalog) {
  return new URL(catalog.isFolder ? "." : "index.html", catalog.root);
}

const loaded = new Map();

/** What an error has if the data doesn't say otherwise. */
const NO_FACTS = { number: null, status: [], category: null, section: null, lifecycle: null, grpc: null, retry: null, action: null, messages: [], params: {} };

/** The error of a row: values in the order of the fields, or the numbers of values that errors share. */
function errorOf(row, { fields, shared }) {
  const error = { ...NO_FACTS };
  row.forEach((value, place) => {
    const field = fields[place];
    if (value !== null) error[field] = shared[field] ? shared[field][value] : value;
  });
  error.name ??= error.code;
  error.page ??= error.name.toLowerCase().replaceAll("_", "-");
  error.title ??= sentenceOf(error.name.replaceAll("_", " "));
  return error;
}

const sentenceOf = (words) => `${words.slice(0, 1).toUpperCase()}${words.slice(1).toLowerCase()}`;

/** The codes of a catalog. A script instead of JSON, because pages can also load it without a server. */
function codesOf(catalog) {
  const address = new URL("assets/errcat-codes.js", catalog.root).href;
  if (!loaded.has(address)) {
    loaded.set(address, new Promise((resolve, reject) => {
      const script = element("script", { src: address });
      script.addEventListener("load", () => {
        const known = globalThis.errcatCodes;
        resolve({ ...known, errors: known.errors.map((row) => errorOf(row, known)) });
      });
      script.addEventListener("error", () => { loaded.delete(address); reject(new Error(address)); });
      document.head.append(script);
    }));
  }
  return loaded.get(address);
}

/** A code as a link to its page. */
function codeLink(error, catalog) {
  return element("a", { class: "errcat-hit", href: pageAddress(catalog, error.page) }, error.code.trim() ? error.code : error.name);
}

const MOST_LISTED = 10;

/** Some errors as links. If there are many, the first ones and a link to `more`, the list of all of them. */
function listOf(errors, catalog, more = indexAddress(catalog).href) {
  const rest = errors.length - MOST_LISTED;
  return element("ul", { class: "errcat-hits" }, ...errors.slice(0, MOST_LISTED).map((error) => element("li", {},
    codeLink(error, catalog), ` ${error.title}`, error.action ? element("p", {}, error.action) : null)),
  rest > 0 ? element("li", {}, element("a", { class: "errcat-hit", href: more }, `${rest} more in the list`)) : null);
}

/** The list of all errors, filtered by a text. */
function filteredIndex(catalog, text) {
  const index = indexAddress(catalog);
  index.searchParams.set("text", text);
  return index.href;
}

/** A retired code in a text. */
function retiredCodeIn(text, known) {
  const lower = text.toLowerCase();
  return known.retired.find(({ code }) => code && !occurrences(lower, code.toLowerCase()).next().done);
}

/** A note about a retired code, with a link to its replacement. */
function retiredNote(retired, known, catalog) {
  const replacement = known.errors.find(({ code, name }) => code === retired.instead || name === retired.instead);
  return element("p", {}, `${retired.code} is retired.`,
    ...(replacement ? [" Use ", element("a", { class: "errcat-hit", href: pageAddress(catalog, replacement.page) }, retired.instead), " instead."] : []),
    retired.reason ? ` ${retired.reason}` : "");
}
