"""Pages of the website that are generated: format, commands, settings, the example, and the catalogs' sources.

This MkDocs hook builds them from the schema, the command line and the table of targets.
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
from errcat.model.field import Field
from errcat.model.generated_fields import FIELDS
from errcat.reading import load, load_bytes
from errcat.reading.records import SHORT_FORMS
from errcat.reading.schema.lookup import schema
from errcat.reporting import ReportOptions, reporter
from errcat.resolved.resolve import resolve
from errcat.settings import KEYS, SettingKey
from errcat.targets import TARGETS
from errcat.targets.literals import md_code, md_text
from errcat.text.yaml_writer import yaml_block

Schema = dict[str, Any]
HERE = Path(__file__).parent
APIS = sorted(path for path in (HERE.parent / "catalog").glob("*.yaml") if path.stem != "errcat")
EXAMPLE = HERE / "docs" / "example.yaml"
SHOWN = "<!-- the example -->"
_WIDTH = 80


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
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
    """Put the page of a catalog's source into the section of its API."""
    for catalog in APIS:
        source, index = (files.src_uris[f"apis/{catalog.stem}/{name}.md"].page for name in ("source", "index"))
        if source is not None and index is not None:
            source.parent = Section(index.title or catalog.stem, [index])
            source.parent.parent = index.parent
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 — by name
    """Put the example into the front page."""
    return markdown.replace(SHOWN, example()) if SHOWN in markdown else markdown


# --- the catalogs of the gallery --------------------------------------------------------------------------------------


def source_page(catalog: Path) -> str:
    """Return the page of a catalog's source, with an address for each line."""
    name = resolve(load(str(catalog)).catalog, catalog.name)["api"]["name"]
    lined = HtmlFormatter(cssclass="highlight", wrapcode=True, lineanchors="line", anchorlinenos=True)
    source = pygments.highlight(catalog.read_text(encoding="utf-8"), YamlLexer(), lined)
    return (
        f"---\nsearch: {{exclude: true}}\nhide: [toc]\n---\n\n# The catalog of {name}\n\n"
        f"errcat builds [all of its pages](index.md) from this file, `catalog/{catalog.name}`.\n\n{source}"
    )


# --- the format ------------------------------------------------------------------------------------------------------


def format_page() -> str:
    lines = [
        "# The format", "",
        "All fields of a catalog. This page is generated from the schema, which `errcat schema catalog` prints.",
        "With the schema, editors complete and explain fields as you type.", "",
        "- **Plain text** appears letter for letter in every output.",
        "- **Markdown** is CommonMark with tables, without raw HTML.",
        "- An **identifier** is text that programs compare.", "",
        "Every mapping may have keys that start with `x-`. Every target gets them as they are.", "",
    ]  # fmt: skip
    for kind, part in _mappings():
        heading = "A catalog" if kind == "catalog" else _words(kind)
        lines += [f"## {heading} {{ #{kind} }}", "", md_text(part["description"]), "", *_sections(kind, part)]
        lines += _about_envelopes() if kind == "envelope" else ()
    return "\n".join(lines) + "\n"


def _mappings() -> Iterator[tuple[str, Schema]]:
    """Each kind of mapping, and its part of the schema."""
    yield "catalog", schema()
    for name, definition in schema()["definitions"].items():
        # a mapping may have a short form: then it is one of several alternatives
        mapping = next((part for part in (definition, *definition.get("anyOf", ())) if "properties" in part), None)
        if mapping is not None:
            yield name, {"description": definition["description"], **mapping}
            yield from ((key, part) for key, part in mapping["properties"].items() if "properties" in part)


def _sections(kind: str, part: Schema) -> Iterator[str]:
    """The fields of a mapping in a table; of one with many fields, a table for each section."""
    sections: dict[str, list[Field]] = {}
    for field in FIELDS[kind].values():
        sections.setdefault(field.section, []).append(field)
    for section, fields in sections.items():
        if section:
            yield from (f"### {section} {{ #{kind}-{section.lower().replace(' ', '-')} }}", "")
        yield "| Key | What it is | For | About | Example |" if section else "| Key | What it is | About | Example |"
        yield f"|{' --- |' * (5 if section else 4)}"
        for field in fields:
            value = part["properties"][field.name]
            value = {**_target(value), **value}
            example = value.get("examples", [None])[0]
            cells = [
                md_code(field.name) + (" **required**" if field.required else ""),
                _what_it_is(field, value),
                *([{"wire": "clients", "guide": "people"}[field.side]] if section else []),
                md_text(value.get("description", "")),
                "" if example is None else md_code(json.dumps(example, ensure_ascii=False)),
            ]
            yield f"| {' | '.join(cells)} |"
        yield ""


def _target(part: Schema) -> Schema:
    """The definition that a part of the schema refers to; nothing if it refers to none."""
    found: Schema = schema()["definitions"].get(part.get("$ref", "").removeprefix("#/definitions/"), {})
    return found


_TEXTS = {"plain": "plain text", "markdown": "Markdown", "identifier": "identifier"}


def _what_it_is(field: Field, part: Schema) -> str:
    """The kind of value that a field takes."""
    if "enum" in part:
        return ", ".join(md_code(choice) for choice in part["enum"])
    if "const" in part:
        return md_code(json.dumps(part["const"]))
    types = field.items if field.is_list or field.is_map else field.types
    kinds = [_TEXTS.get(field.text, "text") if kind == "string" else kind for kind in types if kind != "object"]
    if field.holds:
        short_form = FIELDS[field.holds].get(SHORT_FORMS.get(field.holds, ""))
        short = [_TEXTS[short_form.text] if short_form else "text"] if "string" in types else []
        kinds = [*short, f"[{_words(field.holds).lower()}](#{field.holds})"]
    elif "object" in types:
        kinds.append("object")
    kind_words = " or ".join(kinds) or "anything"
    if field.is_list:
        return f"{kind_words}, or a list" if len(field.types) > 1 else f"list of {kind_words}" if kinds else "list"
    return f"map of {kind_words}" if field.is_map else kind_words


_LEAVES = """\
A value in the body is one of three things:

- A **marker**, such as `<code>`. errcat replaces it with the value of the error. A marker can also be a part of a text:
  `https://acme.dev/errors/<name>`.
- An **example**: the value of a key that ends in `?`, if the value has no markers. It shows the shape in the
  documentation and in schemas. A response has this key only if the caller gives a value: `SomeError(extra={"trace":
  "…"})`. Each key of `extra` is the name of a member. If several members have the same name, use the path with dots.
- A **constant**: every other literal. Every response has it unchanged.

A key that ends in `?` is optional. If its value has markers, a response has the key when the markers have values. The
other literals in the value are constants. Every response has lists without markers unchanged. From a list with markers,
a response has the first item with markers, or an empty list if the error fills none of them. `"<field>": …` is a key
with the name of the request field. `"<field>?": null` makes the object open: `extra` can add members with any name.
`"<params>?": null` adds the [params](#params-in-responses) to the object.

A response has a header if all markers of the header have values. errcat percent-encodes characters that HTTP doesn't
allow in a header, such as a line break.

The documentation shows the same body with the examples of the catalog: from params, from `api.request_id`, and from the
envelope itself if it isn't a ready-made one.

### Markers { #markers }

The caller is the code that raises the error, or the handler that sends the response. It gives a value as a keyword
argument with the name of the marker, such as `request_id` or `instance`, or sets the attribute. `<status:string>` is
the status as text. `integer` and `number` work the same way.
"""
_AFTER_MARKERS = """\
A required marker without a value becomes an empty value of its type. There are two exceptions: `<status>` becomes 500,
the status of the response, and `<grpc>` becomes `UNKNOWN`.

### Params in responses { #params-in-responses }

A response has the values of the params in its message, and where the envelope says so:

- `params?: <params>` sends them as one object.
- `<params>?: null` in an object makes each param a member of that object, with its own name, value and JSON type. The
  ready-made `rfc9457` does so at the top: there, they are extension members of RFC 9457.
- `details?: <details>` sends the params that the schema of the `details` has. For an error without such a schema, it
  sends the params that are neither in a message nor members.

With `<params>?: null`:

- A param without a value is absent.
- A param that the schema of the `details` has is sent in the details only, not twice.
- A param with the name of another member of the object can't be a member. The rule
  [clashing-param](../rules/clashing-param.md) reports it. For an error without a schema for the details, it is in
  the details.
- The object can have more members. `extra` adds members that aren't params. A client's `from_response` keeps unknown
  members in `extra`, and all members of an error with an unknown code.

RFC 9457 recommends names of at least three characters: letters, digits and `_`, starting with a letter. errcat accepts
shorter names, too.

### Ready-made envelopes { #ready-made }

Their responses contain only values from the catalog, the caller or the clock. To change an envelope, copy its body into
your catalog.
"""


def _about_envelopes() -> list[str]:
    """Return the rules of envelopes, the list of markers, and the ready-made envelopes."""
    lines = [*_LEAVES.split("\n"), "| Marker | Type | Value from | What it is |", "| --- | --- | --- | --- |"]
    for name, marker in MARKER_TABLE.items():
        lines.append(f"| `<{name}>` | {marker.type} | {marker.source} | {marker.about} |")
    lines += ["", *_AFTER_MARKERS.split("\n")]
    for name, (media_type, body) in READY_MADE.items():
        lines += [f"`{name}`, {md_code(media_type)}:", "", "```yaml", *yaml_block(body).rstrip().split("\n"), "```", ""]
    return lines


def _words(name: str) -> str:
    """The name of a mapping in words: retiredCode, request_id → Retired code, Request id."""
    name = name.replace("_", " ")
    text = "".join(f" {char.lower()}" if char.isupper() else char for char in name)
    return text[:1].upper() + text[1:]


# --- the commands ----------------------------------------------------------------------------------------------------


def commands_page() -> str:
    lines = ["# Commands", "", "Every command has `--help`. errcat generates this page from it.", ""]
    root = click.Context(cli.errcat, info_name="errcat")
    for name in cli.errcat.list_commands(root):
        command = cli.errcat.get_command(root, name)
        assert command is not None
        context = _context(command, f"errcat {name}")
        lines += [f"## errcat {name}", "", "```text", command.get_help(context), "```", ""]
        if isinstance(command, click.Group):
            for subcommand in command.list_commands(context):
                inner = command.get_command(context, subcommand)
                assert inner is not None
                help_ = inner.get_help(_context(inner, f"errcat {name} {subcommand}"))
                lines += [f"### errcat {name} {subcommand}", "", "```text", help_, "```", ""]
    return "\n".join(lines)


def _context(command: click.Command, name: str) -> click.Context:
    return click.Context(command, info_name=name, terminal_width=_WIDTH, max_content_width=_WIDTH)


# --- the settings ----------------------------------------------------------------------------------------------------


def settings_page() -> str:
    lines = [
        "# Settings", "",
        "Put `errcat.toml` next to your catalogs, or in a parent folder.",
        "`errcat config` shows where each value comes from.", "",
        "```toml", 'catalogs = ["errors.yaml"]', 'fail-on = "error"          # or "warning", "info"', "",
        "[rules]", 'missing-status = "off"      # error, warning, info or off', "",
        "[changes]", 'message-changed = "safe"    # breaking, dangerous or safe', "",
        "[[build]]", 'python = "src/acme/errors.py"', 'markdown = {path = "docs/errors", style = "site"}', "```", "",
        "| Key | Default | About | Values |", "| --- | --- | --- | --- |", *map(_setting_row, KEYS), "",
        "Every [rule](../rules/index.md) has a level, and so has every kind of change that `errcat diff` reports.",
        "The build targets and their settings are:", "",
    ]  # fmt: skip
    for target in TARGETS.values():
        lines += [f"## {target.id}", "", f"{md_text(target.about[0].upper() + target.about[1:])}.", ""]
        lines += ["```toml", "[[build]]", f'{target.id} = "{target.example}"', "```", ""]
        if target.settings:
            lines += ["| Setting | Default | About | Values |", "| --- | --- | --- | --- |"]
        for setting in target.settings:
            default = "–" if setting.default is None else md_code(json.dumps(setting.default))
            lines.append(
                f"| {md_code(setting.name)} | {default} | {md_text(setting.about)} | {md_text(setting.expected)} |"
            )
        lines.append("")
    return "\n".join(lines)


def _setting_row(key: SettingKey) -> str:
    default = json.dumps(key.values.written(key.default))
    return f"| {md_code(key.name)} | {md_code(default)} | {md_text(key.about)} | {md_text(key.values.expected)} |"


def architecture_page() -> str:
    """Return CONTRIBUTING.md as a page."""
    return (HERE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8").replace("# Contributing", "# Architecture", 1)


# --- the example -----------------------------------------------------------------------------------------------------


def _page_excerpt(text: str) -> list[str]:
    """Return the first screen of an error's page, to show inside another page."""
    text = text.partition("# rate_limit_exceeded\n")[2].partition("\n## Values")[0]
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)\{ \.errcat-chip \}", r'<span class="errcat-chip">\1</span>', text)
    return re.sub(r"^## ([^{\n]+?)(?: \{.*\})?$", r"**\1**", text, flags=re.MULTILINE).strip("\n").split("\n")


def _report_of_mistake(source: str) -> list[str]:
    """Return the report of `errcat check` about the example with a mistake in it."""
    mistake = source.replace("message: Too many requests;", "message: Error:")
    checked = checking.check(load_bytes([("errors.yaml", mistake.encode())]), {})
    # without the last lines, which say where to read more
    return reporter("text")([checked], ReportOptions()).partition("\n   = ")[0].split("\n")


def example() -> str:
    """Return the example of the front page: a catalog, and parts of its outputs, built now so that they are correct."""
    source = EXAMPLE.read_text(encoding="utf-8")
    resolved = resolve(load(str(EXAMPLE)).catalog, "errors.yaml")

    def built(target: str, name: str, **settings: str) -> str:
        build_target = TARGETS[target]
        files = build_target.render(resolved, build_target.values(settings), name)
        return next(file.text for file in files if file.path in ("", "rate-limit-exceeded.md"))

    openapi = json.loads(built("openapi", "errors.json"))
    response = openapi["components"]["responses"]["rate_limit_exceeded"]
    shown = {
        "components": {"responses": {"rate_limit_exceeded": {key: response[key] for key in ("description", "content")}}}
    }
    page = ["**rate_limit_exceeded**{ .screen-code }", "", *_page_excerpt(built("markdown", "errors"))]
    code = [
        "from acme.errors import ApiError, Category, RateLimitExceededError", "",
        "raise RateLimitExceededError(limit=1000, retry_after=30)", "",
        "# …and in the client:",
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
        "## errcat reports mistakes",
        "",
        "```text",
        *_report_of_mistake(source),
        "```",
    ]
    return "\n".join([
        '<div class="from-to" markdown>', "", "<div markdown>", "", "## You write", "", *left, "", "</div>", "",
        "<div markdown>", "", "## You get", "", *right, "</div>", "", "</div>",
    ])  # fmt: skip
