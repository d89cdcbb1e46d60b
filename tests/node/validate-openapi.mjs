// Validates OpenAPI documents of standard input, a JSON list: what swagger-parser and Scalar find wrong with each.
import SwaggerParser from "@apidevtools/swagger-parser";
import { validate } from "@scalar/openapi-parser";

let text = "";
for await (const chunk of process.stdin) text += chunk;
const found = [];
for (const document of JSON.parse(text)) {
  const { valid, errors } = await validate(structuredClone(document));
  const problem = await SwaggerParser.validate(document).then(() => null, String);
  found.push({ scalar: valid ? [] : errors, "swagger-parser": problem === null ? [] : [problem] });
}
console.log(JSON.stringify(found));
