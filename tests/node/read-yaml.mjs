// Reads YAML documents as Node's parsers do: standard input has a JSON list of texts, standard output what each means.
// With the word "scalars" as an argument, only what kind of value each text is, or "error".
import { FAILSAFE_SCHEMA, YAML11_SCHEMA, load } from "js-yaml";
import { parse } from "yaml";

// The schema of both for YAML 1.2 is the one that is called core.
const parsers = {
  "js-yaml": (text) => load(text),
  "js-yaml 1.1": (text) => load(text, { schema: YAML11_SCHEMA }),
  "yaml 1.1": (text) => parse(text, { version: "1.1" }),
  "yaml 1.2": (text) => parse(text, { version: "1.2" }),
};
// These know of nothing but texts, so that numbers are texts as well: for documents of texts alone.
const failsafe = {
  "js-yaml failsafe": (text) => load(text, { schema: FAILSAFE_SCHEMA }),
  "yaml failsafe": (text) => parse(text, { schema: "failsafe" }),
};

let text = "";
for await (const chunk of process.stdin) text += chunk;
const documents = JSON.parse(text);
const kind = (read) => {
  try {
    return typeof read();
  } catch {
    return "error";
  }
};
const each = (table, result) => Object.fromEntries(Object.entries(table).map(([name, read]) => [name, result(read)]));
const found =
  process.argv[2] === "scalars"
    ? documents.map((document) => each(parsers, (read) => kind(() => read(document))))
    : documents.map((document) =>
        each(process.argv[2] === "texts" ? { ...parsers, ...failsafe } : parsers, (read) => read(document)),
      );
process.stdout.write(JSON.stringify(found));
