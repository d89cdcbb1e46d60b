"""What the website says that is never written by hand: format, commands, settings, the example, the catalogs' sources.

A hook of MkDocs: it hands pages over that are made of the schema, of the command line and of the table of targets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pygments
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from pygments.formatters import HtmlFormatter
from pygments.lexers import YamlLexer

from errcat import checking, cli
from errcat.envelope import MARKER_TABLE, READY_MADE
from errcat.reading import load, load_bytes
from errcat.reporting import Options, reporter
from errcat.resolved.resolve import resolve
from errcat.resources import schema_text
from errcat.targets import TARGETS
from errcat.targets.literals import md_code, md_text
from errcat.text.yaml_block import yaml_block

HERE = Path(__file__).parent
APIS = sorted(path for path in (HERE.parent / "catalog").glob("*.yaml") if path.stem != "errcat")
EXAMPLE = HERE / "docs" / "example.yaml"
SHOWN = "<!-- the example -->"
_WIDTH = 80


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    for path, text in (
        ("reference/format.md", format_page()),
        ("reference/commands.md", commands_page()),
        ("reference/settings.md", settings_page()),
        ("architecture.md", architecture_page()),
    ):
        files.append(File.generated(config, path, content=text))
    for catalog in APIS:
        text = source_page(catalog)
        files.append(
            File.generated(config, f"apis/{catalog.stem}/source.md", content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        )
    files.remove(files.src_uris["example.yaml"])
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001 — by name
    """The page of a catalog's source belongs to its API."""
    for catalog in APIS:
        source, index = (files.src_uris[f"apis/{catalog.stem}/{name}.md"].page for name in ("source", "index"))
        if source is not None and index is not None:
            source.parent = Section(index.title or catalog.stem, [index])
            source.parent.parent = index.parent
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 — by name
    """Put the example where the front page shows it."""
    return markdown.replace(SHOWN, example()) if SHOWN in markdown else markdown


# --- the catalogs of the gallery --------------------------------------------------------------------------------------


def source_page(catalog: Path) -> str:
    """A catalog as it is written, with an address for each line."""
    name = resolve(load(str(catalog)).catalog, catalog.name)["api"]["name"]
    lined = HtmlFormatter(cssclass="highlight", wrapcode=True, lineanchors="line", anchorlinenos=True)
    source = pygments.highlight(catalog.read_text(encoding="utf-8"), YamlLexer(), lined)
    return (
        f"---\nsearch: {{exclude: true}}\nhide: [toc]\n---\n\n# The catalog of {name}\n\n"
        f"Everything on [its pages](index.md) is made of this file, `catalog/{catalog.name}`.\n\n{source}"
    )


# --- the format ------------------------------------------------------------------------------------------------------


def format_page() -> str:
    schema = json.loads(schema_text("catalog"))
    definitions = schema["definitions"]
    lines = [
        "# The format", "",
        "Everything that a catalog may say. This page is made of the schema, which `errcat schema catalog` prints:",
        "with it, editors complete and explain as you type.", "",
        "Keys that start with `x-` may stand anywhere; they are kept, and handed to every target.", "",
        "## A catalog", "",
        *_table(schema, definitions),
    ]  # fmt: skip
    for name, one in definitions.items():
        described = _with_keys(one)
        if described is not None:
            lines += [
                f"## {_words(name)} {{ #{name} }}",
                "",
                md_text(one.get("description", "")),
                "",
                *_table(described, definitions),
                *(_about_envelopes() if name == "envelope" else ()),
            ]
    return "\n".join(lines) + "\n"


_LEAVES = """\
A leaf of the body is one of three things:

- A **marker**, such as `<code>`, is filled in. So is a text with markers in it: `https://acme.dev/errors/<name>`.
- An **example** is the value of a key that ends in `?`, if no marker is in it. It shows the shape in the documentation
  and in schemas. A response has it only where the caller gives a value: `SomeError(extra={"trace": "…"})`. `extra`
  names the member, or its path with dots where other members have the same name.
- A **constant** is every other literal. Every response has it as it is.

A key that ends in `?` is optional. If its value has markers in it, it is sent when they have values; the other literals
in it are constants. A list without markers is sent as it is. A list with markers is sent with its first item that
has some, or empty if nothing of the error would be in it. `"<field>": …` is a key with the name of the request field.
`"<field>?": null` says that the object is open: `extra` may add members of any name.

A header is sent if all its markers have values. A character that HTTP does not allow in a header, such as a line break,
is percent-encoded.

The documentation shows the same body with the examples of the catalog: those of params, of `api.request_id`, and of the
envelope itself, if it is not a ready-made one.

### Markers { #markers }

The caller is the code that raises the error, or the handler that answers with it. It gives a value as a keyword
argument, or sets an attribute, with the name of the marker: `request_id`, `instance`. `<status:string>` is the status
as a text; `integer` and `number` work in the same way.
"""
_AFTER_MARKERS = """\
A required marker without a value has an empty value of its type. `<status>` has 500 then, the status that is sent, and
`<grpc>` has `UNKNOWN`.

### Ready-made envelopes { #ready-made }

None of their responses has a value that neither the catalog, the caller nor the clock gave. To change one, copy its
body into your catalog.
"""


def _about_envelopes() -> list[str]:
    """What is sent of an envelope, the list of markers, and the envelopes that have a name."""
    lines = [*_LEAVES.split("\n"), "| Marker | Type | Value from | What it is |", "| --- | --- | --- | --- |"]
    for name, one in MARKER_TABLE.items():
        lines.append(f"| `<{name}>` | {one.type} | {one.source} | {one.about} |")
    lines += ["", *_AFTER_MARKERS.split("\n")]
    for name, (media_type, body) in READY_MADE.items():
        lines += [f"`{name}`, {md_code(media_type)}:", "", "```yaml", *yaml_block(body).rstrip().split("\n"), "```", ""]
    return lines


def _with_keys(one: dict[str, Any]) -> dict[str, Any] | None:
    """What has keys of its own: the definition, or one of those that it may be."""
    return next((each for each in (one, *one.get("anyOf", ())) if "properties" in each), None)


def _table(one: dict[str, Any], definitions: dict[str, Any]) -> Iterator[str]:
    required = set(one.get("required", ()))
    yield "| Key | What it is | About | Example |"
    yield "| --- | --- | --- | --- |"
    for key, value in one["properties"].items():
        mark = " **required**" if key in required else ""
        examples = value.get("examples") or []
        shown = md_code(json.dumps(examples[0], ensure_ascii=False)) if examples else ""
        about = md_text(value.get("description", ""))
        yield f"| {md_code(key)}{mark} | {_kind(value, definitions)} | {about} | {shown} |"
    yield ""


def _kind(value: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        one = definitions[name]
        if _with_keys(one) is not None:
            return f"[{_words(name).lower()}](#{name})"
        return _words(name).lower() if "enum" not in one else _kind(one, definitions)
    if "enum" in value:
        return ", ".join(md_code(str(each)) for each in value["enum"])
    if "const" in value:
        return md_code(json.dumps(value["const"]))
    if value.get("type") == "array":
        return f"list of {_kind(value['items'], definitions)}" if isinstance(value.get("items"), dict) else "list"
    if value.get("type") == "object" and isinstance(value.get("additionalProperties"), dict):
        return f"map of {_kind(value['additionalProperties'], definitions)}"
    for key in ("anyOf", "oneOf"):
        if key in value:
            return " or ".join(_kind(each, definitions) for each in value[key])
    kind = value.get("type", "anything")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _words(name: str) -> str:
    text = "".join(f" {char.lower()}" if char.isupper() else char for char in name)
    return text[:1].upper() + text[1:]


# --- the commands ----------------------------------------------------------------------------------------------------


def commands_page() -> str:
    lines = ["# Commands", "", "Every verb has `--help`; this page is made of it.", ""]
    root = click.Context(cli.errcat, info_name="errcat")
    for name in cli.errcat.list_commands(root):
        command = cli.errcat.get_command(root, name)
        assert command is not None
        context = _context(command, f"errcat {name}")
        lines += [f"## errcat {name}", "", "```text", command.get_help(context), "```", ""]
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                inner = command.get_command(context, below)
                assert inner is not None
                help_ = inner.get_help(_context(inner, f"errcat {name} {below}"))
                lines += [f"### errcat {name} {below}", "", "```text", help_, "```", ""]
    return "\n".join(lines)


def _context(command: click.Command, name: str) -> click.Context:
    return click.Context(command, info_name=name, terminal_width=_WIDTH, max_content_width=_WIDTH)


# --- the settings ----------------------------------------------------------------------------------------------------


def settings_page() -> str:
    lines = [
        "# Settings", "",
        "`errcat.toml`, beside your catalogs or above them. `errcat config` shows where each value comes from.", "",
        "```toml", 'catalogs = ["errors.yaml"]', 'fail-on = "error"          # or "warning", "info"', "",
        "[rules]", 'missing-status = "off"      # error, warning, info or off', "",
        "[[build]]", 'python = "src/acme/errors.py"', 'markdown = {path = "docs/errors", style = "site"}', "```", "",
        "Every [rule](../rules/index.md) has a level. Below is what can be built, and how.", "",
    ]  # fmt: skip
    for target in TARGETS.values():
        lines += [f"## {target.id}", "", f"{md_text(target.about[0].upper() + target.about[1:])}.", ""]
        lines += ["```toml", "[[build]]", f'{target.id} = "{target.example}"', "```", ""]
        if target.settings:
            lines += ["| Setting | Default | About | May be |", "| --- | --- | --- | --- |"]
        for one in target.settings:
            default = "–" if one.default is None else md_code(json.dumps(one.default))
            lines.append(f"| {md_code(one.name)} | {default} | {md_text(one.about)} | {md_text(one.expected)} |")
        lines.append("")
    return "\n".join(lines)


def architecture_page() -> str:
    """CONTRIBUTING.md: one text for contributors, wherever they read it."""
    return (HERE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8").replace("# Contributing", "# Architecture", 1)


# --- the example -----------------------------------------------------------------------------------------------------


def _piece_of_page(text: str) -> list[str]:
    """The first screen of an error's page, to stand within another page."""
    text = text.partition("# rate_limit_exceeded\n")[2].partition("\n## Values in it")[0]
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)\{ \.errcat-chip \}", r'<span class="errcat-chip">\1</span>', text)
    return re.sub(r"^## ([^{\n]+?)(?: \{.*\})?$", r"**\1**", text, flags=re.MULTILINE).strip("\n").split("\n")


def _told(source: str) -> list[str]:
    """What `errcat check` says of the example with a slip in it."""
    slip = source.replace("message: Too many requests;", "message: Error:")
    checked = checking.check(load_bytes([("errors.yaml", slip.encode())]), {})
    # but for the last lines, which say where to read more
    return reporter("text")([checked], Options()).partition("\n   = ")[0].split("\n")


def example() -> str:
    """The catalog of the front page, and pieces of what it becomes: built now, so that they are true."""
    source = EXAMPLE.read_text(encoding="utf-8")
    resolved = resolve(load(str(EXAMPLE)).catalog, "errors.yaml")

    def made(target: str, name: str, **settings: str) -> str:
        one = TARGETS[target]
        files = one.render(resolved, one.values(settings), name)
        return next(file.text for file in files if file.path in ("", "rate-limit-exceeded.md"))

    openapi = json.loads(made("openapi", "errors.json"))
    response = openapi["components"]["responses"]["rate_limit_exceeded"]
    shown = {
        "components": {"responses": {"rate_limit_exceeded": {key: response[key] for key in ("description", "content")}}}
    }
    page = ["**rate_limit_exceeded**{ .screen-code }", "", *_piece_of_page(made("markdown", "errors"))]
    code = [
        "from acme.errors import ApiError, Category, RateLimitExceededError", "",
        "raise RateLimitExceededError(limit=1000, retry_after=30)", "",
        "# …and on the other side of the wire:",
        "error = ApiError.from_response(status, body, headers)",
        "if error.category is Category.RETRY:",
        "    wait(error.retry_after)",
    ]  # fmt: skip
    tabs = {
        "Page": page,
        "Python": ["```python", *code, "```"],
        "OpenAPI": ["```json", *json.dumps(shown, indent=2).split("\n"), "```"],
    }
    right = []
    for label, lines in tabs.items():
        right += [
            f'=== "{label}"',
            "",
            *(f"    {line}" if line else "" for text in lines for line in text.split("\n")),
            "",
        ]
    left = [
        "```yaml",
        *source.rstrip().split("\n"),
        "```",
        "",
        "## You are told",
        "",
        "```text",
        *_told(source),
        "```",
    ]
    return "\n".join([
        '<div class="from-to" markdown>', "", "<div markdown>", "", "## You write", "", *left, "", "</div>", "",
        "<div markdown>", "", "## You get", "", *right, "</div>", "", "</div>",
    ])  # fmt: skip
