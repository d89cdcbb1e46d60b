// Finds the errors of a text.

const CODE_KEY = /^(?:x-)?(?:err(?:or)?[_-]?)?(?:code|type|reason|name|error|number|errno|status|subcode|id|key|slug)$/i;

const MESSAGE_KEY = /^(?:message|msg|detail|error|error_?message|error_?description|description|title)$/i;

/** The errors that a value of the data names: by code, name, number, or the address of a page. */
function named(key, value, known) {
  if (value === "" || (typeof value !== "string" && typeof value !== "number")) return [];
  const text = String(value);
  const isCodeKey = CODE_KEY.test(key);
  const page = /^https?:\/\/\S*?([^/?#\s]+?)(?:\.html|\/)?(?:[?#]\S*)?$/.exec(text)?.[1];
  return known.errors.filter((error) => ((isCodeKey || (typeof value === "string" && isDistinct(text))) && (error.code === text || error.name === text))
    || (isCodeKey && error.number !== null && String(error.number) === text) || (page !== undefined && error.page === page));
}

/** The values of the envelope for code, number and name. */
function sentIn(fragments, known) {
  const found = [];
  for (const marker of ["code", "number", "name"]) {
    for (const path of known.paths[marker]) {
      for (const value of fragments.flatMap((fragment) => valuesAt(fragment, path))) {
        if (typeof value === "number" || (typeof value === "string" && value)) found.push([marker, value]);
      }
    }
  }
  return found;
}

/** The errors whose code of gRPC is in a text, in any of its spellings: RESOURCE_EXHAUSTED, ResourceExhausted. */
function byGrpc(text, known) {
  if (!/grpc|rpc error|StatusCode|StatusRuntimeException|^\s*\d{1,2} [A-Z_]{5,}:|"status"/m.test(text)) return [];
  const sent = new Set([...text.matchAll(/[A-Z][A-Za-z_]{3,}/g)].map(([word]) => words(word)));
  return known.errors.filter((error) => error.grpc && sent.has(words(error.grpc)));
}

const MIN_LITERAL = 8;

const LONGEST_CODE = 200;

const contradicts = (match) => match.hasStatuses && match.error.status.length > 0 && !match.hasStatus;

/** How well an error fits: its status counts most. */
const weight = (match) => (match.hasStatus ? 4 : 0) - (contradicts(match) ? 4 : 0) + (match.isSent ? 2 : 0);

const byWeight = (match, other) => weight(other) - weight(match) || (match.isSent && other.isSent ? other.literal - match.literal : 0);

/**
 * The errors of a text, the likeliest first. `unknown`: a code in the text that isn't in the catalog. `isOnly`: all that
 * speaks for the error is that no other has its status.
 */
function recognise(pasted, known) {
  const text = shortened(pasted);
  const { fragments, around } = splitText(text);
  const line = text.trim();
  const data = fragments.flatMap((fragment) => [...leaves(fragment)]);
  data.isValidation = fragments.some(isValidation);
  const statuses = statusesIn(data.isValidation ? around : line, data, known);
  const sentMessages = [...new Set([
    ...fragments.flatMap((fragment) => known.paths.message.flatMap((path) => valuesAt(fragment, path))),
    ...data.filter(([key]) => MESSAGE_KEY.test(key)).map(([, value]) => value),
  ])].filter((value) => typeof value === "string");
  const match = (error) => ({
    error, ...filled(error, sentMessages, around, data),
    hasStatus: error.status.some((status) => statuses.has(status)), hasStatuses: statuses.size > 0,
  });

  const sent = data.isValidation ? [] : sentIn(fragments, known);
  let found = known.errors.filter((error) => sent.some(([marker, value]) => error[marker] === value || String(error[marker]) === String(value)));
  const short = sent.filter(([, value]) => String(value).length <= LONGEST_CODE);
  if (!found.length) found = known.errors.filter((error) => short.some(([marker, value]) => error[marker] !== null && same(error[marker], value)));
  const isStatus = (value) => /^[1-5]\d\d$/.test(String(value)) || known.errors.some((error) => error.grpc && same(error.grpc, value));
  const others = sent.filter(([, value]) => !isStatus(value));
  const unknown = !found.length && others.length ? String(others[0][1]) : null;
  const ways = unknown !== null || data.isValidation ? [] : [
    () => data.flatMap(([key, value]) => named(key, value, known)),
    () => known.errors.filter((error) => error.code === line || error.name === line || String(error.number) === line),
    () => (line.length > LONGEST_CODE ? [] : known.errors.filter((error) => [error.code, error.name].some((code) => same(code, line)))),
    () => inText(line, known, true),
    () => inText(line, known, false),
    () => byGrpc(line, known),
  ];
  if (found.length) found = [...new Set([...found, ...inText(around, known, true)])];
  for (const way of ways) if (!found.length) found = [...new Set(way())];

  let cards = found.map(match).sort(byWeight);
  const byMessage = found.length ? [] : known.errors.map(match).filter((other) => other.isSent && other.literal >= MIN_LITERAL && !contradicts(other)
    && (other.isWhole || other.hasStatus || other.isSentence)).sort(byWeight);
  const hasCodeOfStatus = (error) => statuses.size === 1 && [...statuses].some((status) => String(status) === error.code);
  if (!found.length) {
    cards = known.errors.filter(hasCodeOfStatus).map(match);
    if (!cards.length && unknown === null) cards = byMessage;
    // an unknown code with a known message: only a status that agrees makes it more than a guess
    else if (!cards.length) cards = byMessage.filter((other) => other.hasStatus);
  }
  const ofStatus = cards.length || unknown !== null || statuses.size !== 1 ? [] : known.errors.filter((error) => error.status.some((status) => statuses.has(status)));
  const isOnly = ofStatus.length === 1;
  if (isOnly) cards = ofStatus.map(match);
  return {
    cards, isOnly, matchesByMessage: cards.length ? [] : byMessage.map((other) => other.error), unknown, around,
    values: data.map(([, value]) => value), sentFacts: factsIn(line, fragments, known), statuses,
  };
}

/** Facts of a response: the id of the request, and when to try again. */
function factsIn(line, fragments, known) {
  const header = (name) => {
    const [, value] = new RegExp(`^[^\\S\\n]*[<>]?[^\\S\\n]*${escaped(name)}[^\\S\\n]*:[^\\S\\n]*(\\S[^\\n]{0,200})$`, "im").exec(line) ?? [];
    return value?.trim();
  };
  const at = (marker) => fragments.flatMap((fragment) => known.paths[marker].flatMap((path) => valuesAt(fragment, path)))
    .find((value) => typeof value === "string" || typeof value === "number");
  return [
    ["Try again", header("Retry-After") ?? at("retry_after")],
    ["Request id", (known.request_id ? header(known.request_id) : undefined) ?? at("request_id")],
  ].filter(([, value]) => value !== undefined && value !== "").map(([label, value]) => [label, label === "Try again" && /^\d+$/.test(String(value)) ? `after ${value} seconds` : String(value)]);
}
