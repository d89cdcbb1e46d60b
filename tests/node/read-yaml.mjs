// Reads YAML documents as two Node parsers do: standard input has a JSON list of texts, standard output what each means.
import { load } from "js-yaml";
import { parse } from "yaml";

let text = "";
for await (const chunk of process.stdin) text += chunk;
const found = JSON.parse(text).map((document) => ({
  "js-yaml": load(document),
  "yaml 1.1": parse(document, { version: "1.1" }),
  "yaml 1.2": parse(document, { version: "1.2" }),
}));
process.stdout.write(JSON.stringify(found));
