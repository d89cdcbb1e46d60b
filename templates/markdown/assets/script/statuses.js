// The HTTP statuses that a text names.

const REASONS = {
  400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
  406: "Not Acceptable", 407: "Proxy Authentication Required", 408: "Request Timeout", 409: "Conflict", 410: "Gone", 411: "Length Required",
  412: "Precondition Failed", 413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable",
  417: "Expectation Failed", 418: "I'm a teapot", 421: "Misdirected Request", 422: "Unprocessable Content", 423: "Locked", 424: "Failed Dependency",
  425: "Too Early", 426: "Upgrade Required", 428: "Precondition Required", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons", 500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
  504: "Gateway Timeout", 505: "HTTP Version Not Supported", 507: "Insufficient Storage", 508: "Loop Detected", 511: "Network Authentication Required",
};

const OLD_REASONS = { 413: ["Payload Too Large", "Request Entity Too Large"], 422: ["Unprocessable Entity"], 504: ["Gateway Time-out"], 408: ["Request Time-out"], 503: ["Service Temporarily Unavailable"] };

const NAMED = [
  /\bHTTP\/\d(?:\.\d)?["']?[^\S\n]+(\d{3})(?!\d)/gi,
  /\bHTTP(?:[^\S\n]+(?:status|error|response))?(?:[^\S\n]+code)?[\s:=(]{1,3}(\d{3})(?!\d)/gi,
  /(?:status|code|error|errno|answer|response|returned|got|received)["'\])]?(?:[^\S\n]+(?:is|was|of|with|error|http))*[^\S\n]*[:=(#]?[^\S\n]*["'([]?(\d{3})(?![\d.]|[^\S\n]*(?:ms|s|bytes|kb|mb)\b)/gi,
];

const STATUS_KEY = /^(?:http[_-]?)?(?:response[_-]?)?(?:status|code|status[_-]?code|http[_-]?code)$/i;

const reasonsOf = (status, known) => [known.statuses[status], REASONS[status], ...(OLD_REASONS[status] ?? [])].filter(Boolean).map(words);

/** The statuses in a text and its data, those of errors first. */
function statusesIn(text, data, known) {
  const found = new Set();
  for (const [key, value] of data) {
    if (STATUS_KEY.test(key) && /^[1-5]\d\d$/.test(String(value))) found.add(Number(value));
  }
  for (const form of NAMED) for (const [, digits] of text.matchAll(form)) found.add(Number(digits));
  // a number next to its name: 429 Too Many Requests
  for (const { 0: digits, index } of text.matchAll(/(?<![\d.])[1-5]\d\d(?![\d.]*\d)/g)) {
    const after = words(text.slice(index + 3, index + 90).replace(/(?:client|server) error|message/gi, ""));
    const before = words(text.slice(Math.max(0, index - 60), index));
    if (reasonsOf(digits, known).some((reason) => after.startsWith(reason) || before.endsWith(reason))) found.add(Number(digits));
  }
  if (/^\s*[1-5]\d\d\s*$/.test(text)) found.add(Number(text));
  if (!found.size) for (const status of namedStatuses(text, known)) found.add(status);
  if (!found.size && data.isValidation) found.add(422);
  const valid = [...found].filter((status) => status >= 100 && status < 600);
  const failures = valid.filter((status) => status >= 400);
  return new Set(failures.length ? failures : valid);
}

/** The statuses whose names are a whole line: Too Many Requests. */
function namedStatuses(text, known) {
  const lines = new Set(text.slice(0, 2000).split("\n").map((line) => words(line.replace(/<[^>]*>/g, ""))).filter(Boolean));
  const statuses = new Set([...Object.keys(REASONS), ...Object.keys(known.statuses)]);
  return [...statuses].filter((status) => reasonsOf(status, known).some((reason) => lines.has(reason))).map(Number);
}

/** Whether data is how FastAPI refuses a request: a list of places and messages. Its status is 422. */
function isValidation(data) {
  const detail = Array.isArray(data?.detail) ? data.detail : [];
  return detail.length > 0 && detail.every((item) => Array.isArray(item?.loc) && typeof item?.msg === "string");
}
