"""Measure `errcat openapi check` and `apply` on a large OpenAPI document, relative to the parser.

    python benchmarks/openapi.py                   a made-up document of 1,200 operations, in JSON and in YAML
    python benchmarks/openapi.py --file api.json   your own document instead
    python benchmarks/openapi.py --quick           200 operations

The parser is libyaml: one pass over the events of the same text, with nothing built from them. Every figure is the
processor time of a fresh process, and the fastest of several rounds counts. README.md explains the ratios.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from check import ERRCAT, measure, whole_process

CATALOG = """\
errcat: 1
envelope: {body: {error: {code: <code>, message: <message>}}}
errors:
  - {code: busy, status: [502, 503], message: Busy, category: retry, action: Wait}
  - {code: not_found, status: 404, message: Not found, category: fix, action: Check the id}
  - {code: key_missing, status: 401, message: The key is missing, category: fix, action: Send the key}
  - {code: strange, message: Something else, category: escalate, action: Write to support}
"""
EVENTS = """
import sys, yaml
loader = yaml.CSafeLoader(open(sys.argv[1], encoding="utf-8").read())
while type(loader.get_event()) is not yaml.StreamEndEvent:
    pass
"""
TYPES = ("string", "integer", "boolean", "number")
WORDS = (
    "the", "repository", "owner", "token", "webhook", "branch", "commit", "review", "member", "secret", "run",
)  # fmt: skip


def document(operations: int) -> dict[str, Any]:
    """A document in the shape of large published ones: deep schemas, long descriptions, examples, shared responses."""
    random = Random(7)

    def sentence() -> str:
        return " ".join(random.choices(WORDS, k=14))

    def schema(depth: int) -> dict[str, Any]:
        properties: dict[str, Any] = {
            f"{random.choice(WORDS)}_{number}": {
                "type": random.choice(TYPES), "description": sentence(), "example": random.choice(WORDS),
            }
            for number in range(7)
        }  # fmt: skip
        if depth:
            properties |= {f"nested_{number}": schema(depth - 1) for number in range(2)}
        return {"type": "object", "title": sentence(), "required": list(properties)[:3], "properties": properties}

    def operation(number: int) -> dict[str, Any]:
        body = {"schema": schema(1), "examples": {"one": {"value": {word: sentence() for word in WORDS}}}}
        return {
            "operationId": f"operation-{number}",
            "summary": sentence(),
            "description": f"{sentence()}.\n\n{sentence()}",
            "parameters": [{"$ref": f"#/components/parameters/p{random.randint(0, 20)}"} for _each in range(4)],
            "x-error-codes": random.sample(["busy", "not_found", "key_missing"], random.randint(0, 2)),
            "responses": {
                "200": {"description": "Response", "content": {"application/json": body}},
                **({"404": {"$ref": "#/components/responses/not_found"}} if number % 3 == 0 else {}),
            },
        }

    return {
        "openapi": "3.1.0",
        "info": {"title": "Made up", "version": "1"},
        "paths": {
            f"/things/{{id}}/{number}": {"get": operation(2 * number), "post": operation(2 * number + 1)}
            for number in range(operations // 2)
        },
        "components": {
            "responses": {"not_found": {"description": "Not found"}},
            "schemas": {f"schema-{number}": schema(2) for number in range(operations // 2)},
        },
    }


def written(data: dict[str, Any], folder: Path) -> list[Path]:
    """Write a document in JSON and in YAML."""
    import yaml  # noqa: PLC0415 -- not needed with --file

    files = [folder / "api.json", folder / "api.yaml"]
    files[0].write_text(json.dumps(data, indent=2), encoding="utf-8")
    files[1].write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8")
    return files


def compare(file: Path, catalog: Path, rounds: int) -> None:
    """Print the ratios of a document."""
    copy = file.with_stem(f"{file.stem}-applied")
    options = (str(file), "--catalog", str(catalog))
    jobs = {
        "events": whole_process(sys.executable, "-c", EVENTS, str(file)),
        "python -c pass": whole_process(sys.executable, "-c", "pass"),
        "check": whole_process(*ERRCAT, "openapi", "check", *options, "--fail-on", "never", "--format", "json"),
        "apply": whole_process(*ERRCAT, "openapi", "apply", *options, "--replace", "-o", str(copy)),
    }
    costs = measure(jobs, rounds)
    parser = costs["events"].seconds - costs["python -c pass"].seconds
    size = file.stat().st_size / 1_000_000
    for job in ("check", "apply"):
        ratio, megabytes = costs[job].seconds / parser, costs[job].megabytes
        print(f"{file.name:<12} {size:>6.1f} MB  {job:<6} {ratio:>8.2f} {megabytes:>9.0f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure errcat openapi check and apply.")
    parser.add_argument("--file", help="an OpenAPI document; its operations list codes, or a list at its top does")
    parser.add_argument("--catalog", help="the catalog of --file")
    parser.add_argument("--quick", action="store_true", help="a smaller document, fewer rounds")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        catalog = folder / "errors.yaml"
        catalog.write_text(CATALOG, encoding="utf-8")
        if options.file:
            files = [Path(shutil.copy(options.file, folder))]
            catalog = Path(options.catalog) if options.catalog else catalog
        else:
            files = written(document(200 if options.quick else 1_200), folder)
        fragment = str(folder / "errors.openapi.yaml")
        subprocess.run([*ERRCAT, "build", str(catalog), "--openapi", fragment], check=True, capture_output=True)
        print("document          size  job     ÷ events   peak MB")
        for file in files:
            compare(file, catalog, rounds=3 if options.quick else 5)


if __name__ == "__main__":
    main()
