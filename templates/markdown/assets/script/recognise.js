// Finds the errors of a text.

const NAMED_AS_CODE = /(?:status|code|error|errno|http(?:\/[\d.]+)?|#)["':=\s(\[]*$/i;

/** The errors whose codes are in a text, in the order of the text. A longer code hides codes inside it. */
function inText(text, known, as) {
  const content = as(text);
  const wanted = new Map();
  for (const error of known.errors) {
    for (const code of new Set([error.code, error.name].map(as))) {
      if (code.length < 2) continue;
      if (!wanted.has(code)) wanted.set(code, []);
      wanted.get(code).push(error);
    }
  }
  const places = [];
  for (const [code, errors] of wanted) {
    for (const at of occurrences(content, code)) {
      // most numbers in a text are something else
      if (/^-?\d+$/.test(code) && !NAMED_AS_CODE.test(text.slice(0, at))) continue;
      places.push({ at, end: at + code.length, errors });
    }
  }
  const found = new Set();
  let end = 0;
  for (const place of places.sort((one, other) => one.at - other.at || other.end - one.end)) {
    if (place.end <= end) continue;
    end = place.end;
    for (const error of place.errors) found.add(error);
  }
  return [...found];
}

/** The errors that a value names: by code, name, or the address of a page. */
function named(value, known) {
  if (typeof value !== "string" || !value) return [];
  const page = /^https?:\/\/\S*?([^/?#\s]+?)(?:\.html|\/)?(?:[?#]\S*)?$/.exec(value)?.[1];
  return known.errors.filter((one) => one.code === value || one.name === value || (page !== undefined && one.page === page));
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

const MIN_LITERAL = 8;

const weight = (one) => (one.isSent ? 2 : 0) + (one.hasStatus ? 1 : 0);

/** The errors of a text, the likeliest first. `unknown`: a code in the text that isn't in the catalog. */
function recognise(text, known) {
  const { fragments, around } = splitText(text);
  const line = text.trim();
  const sent = sentIn(fragments, known);
  let found = known.errors.filter((one) => sent.some(([marker, value]) => one[marker] === value));
  if (!found.length) found = known.errors.filter((one) => sent.some(([marker, value]) => one[marker] !== null && same(one[marker], value)));
  const unknown = !found.length && sent.length ? String(sent[0][1]) : null;
  const leavesOf = fragments.flatMap((fragment) => [...leaves(fragment)]);
  const ways = unknown !== null ? [] : [
    () => leavesOf.flatMap(([, value]) => named(value, known)),
    () => known.errors.filter((one) => one.code === line || one.name === line || String(one.number) === line),
    () => known.errors.filter((one) => [one.code, one.name].some((code) => same(code, line))),
    () => inText(line, known, (one) => one),
    () => inText(line, known, (one) => one.toLowerCase()),
  ];
  if (found.length) found = [...new Set([...found, ...inText(around, known, (one) => one)])];
  for (const way of ways) if (!found.length) found = [...new Set(way())];
  const sentMessages = fragments.flatMap((fragment) => known.paths.message.flatMap((path) => valuesAt(fragment, path))).filter((one) => typeof one === "string");
  const statuses = new Set([
    ...fragments.flatMap((fragment) => known.paths.status.flatMap((path) => valuesAt(fragment, path))).map(Number),
    ...(line.match(/(?<!\d)[1-5]\d\d(?!\d)/g) ?? []).map(Number),
  ]);
  const looked = (error) => ({ error, ...filled(error, sentMessages, line, leavesOf), hasStatus: error.status.some((one) => statuses.has(one)) });
  let cards = found.map(looked).sort((one, other) => weight(other) - weight(one));
  if (!found.length && unknown === null) {
    // no code: perhaps the message of exactly one error
    cards = known.errors.map(looked).filter((one) => one.isSent && one.literal >= MIN_LITERAL)
      .sort((one, other) => weight(other) - weight(one) || other.literal - one.literal);
  }
  const matchesByMessage = cards.length ? [] : known.errors.map(looked).filter((one) => one.isSent && one.literal >= MIN_LITERAL).map((one) => one.error);
  return { cards, matchesByMessage, unknown, around, values: leavesOf.map(([, value]) => value), sentFacts: factsIn(line, fragments, known), statuses };
}

/** Facts of a response: the id of the request, and when to try again. */
function factsIn(line, fragments, known) {
  const header = (name) => {
    const [, value] = new RegExp(`^[^\\S\\n]*[<>]?[^\\S\\n]*${escaped(name)}[^\\S\\n]*:[^\\S\\n]*(\\S[^\\n]{0,200})$`, "im").exec(line) ?? [];
    return value?.trim();
  };
  const at = (marker) => fragments.flatMap((fragment) => known.paths[marker].flatMap((path) => valuesAt(fragment, path)))
    .find((one) => typeof one === "string" || typeof one === "number");
  return [
    ["Try again", header("Retry-After") ?? at("retry_after")],
    ["Request id", (known.request_id ? header(known.request_id) : undefined) ?? at("request_id")],
  ].filter(([, value]) => value !== undefined && value !== "").map(([label, value]) => [label, label === "Try again" && /^\d+$/.test(String(value)) ? `after ${value} seconds` : String(value)]);
}
