"""Sample code for each language in LANGUAGES that recognises an error by its code and retries where that helps.

The samples follow the envelope: they read the code where the API's responses have it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from errcat import envelope
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError, ResolvedRetry
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.markdown.blocks import code_block
from errcat.targets.markdown.verdict import plain_number

Steps = Sequence[str | int]


def marker_paths(resolved: ResolvedCatalog) -> Mapping[str, Steps]:
    """Return the path of each marker in a response; nothing if nobody says where a response has its code."""
    if not resolved["envelope"]["declared"]:
        return {}
    shape = envelope.shape_of(resolved["envelope"]["body"])
    return {marker.name: path for marker, path in envelope.markers(shape)}


def client_code(paths: Mapping[str, Steps], error: ResolvedError) -> Iterator[tuple[str, Verbatim]]:
    """Yield a label and a code block for each language. `paths` are those of the markers."""
    body = error["response"]["body"] if error["response"] else None
    fields: Mapping[str, object] = error
    for marker in envelope.IDENTIFYING_MARKERS:
        value = fields[marker]
        if isinstance(value, (str, int)) and marker in paths and _value_at(body, paths[marker]) == value:
            for label, (language, write) in LANGUAGES.items():
                yield label, code_block(write(paths[marker], value, _retry_of(error), _final_call(error)), language)
            return


def _final_call(error: ResolvedError) -> str:
    """Return the name of the function that a client calls when it does not retry."""
    return "accept" if "success" in (error["category"], error["severity"]) else "explain"


def _value_at(body: object, path: Steps) -> object:
    """Return the value at a path of a body; None if there is none."""
    for step in path:
        if isinstance(body, dict):
            body = body.get(step)
        elif isinstance(body, list) and isinstance(step, int):
            body = body[step] if step < len(body) else None
        else:
            return None
    return body


def _python(path: Steps, value: str | int, retry: ResolvedRetry | None, final_call: str) -> str:
    steps = "".join(f"[{python_literal(step)}]" for step in path)
    head, test = "body = response.json()", f"body{steps} == {python_literal(value)}"
    if retry is None:
        return f"{head}\nif {test}:\n    return {final_call}(body)"
    lines = [head, f"if {test} and attempt < {_max_attempts(retry)}:"]
    wait = _wait_code(retry, "2**attempt")
    if retry["header"]:
        lines += [
            f'    seconds = response.headers.get({python_literal(retry["header"])}, "")',
            f"    time.sleep(int(seconds) if seconds.isdecimal() else {wait or '1'})",
        ]
    elif wait:
        lines += [f"    time.sleep({wait})"]
    return "\n".join([*lines, "    return send(request, attempt + 1)"])


def _javascript(path: Steps, value: str | int, retry: ResolvedRetry | None, final_call: str) -> str:
    steps = "".join(f"?.[{_js(step)}]" if not _is_word(step) else f"?.{step}" for step in path)
    head, test = "const body = await response.json();", f"body{steps} === {_js(value)}"
    if retry is None:
        return f"{head}\nif ({test}) {{\n  return {final_call}(body);\n}}"
    lines = [head, f"if ({test} && attempt < {_max_attempts(retry)}) {{"]
    wait = _wait_code(retry, "2 ** attempt")
    if retry["header"]:
        reported = f"Number(response.headers.get({_js(retry['header'])}))"
        lines += [f"  await sleep(1000 * ({reported} || {wait or '1'}));"]
    elif wait:
        lines += [f"  await sleep(1000 * {wait});"]
    return "\n".join([*lines, "  return send(request, attempt + 1);", "}"])


_ATTEMPTS = 5
"""The number of attempts after which a client gives up if the catalog does not say."""


def _retry_of(error: ResolvedError) -> ResolvedRetry | None:
    """Return the retry policy; None if the same request never succeeds."""
    retry = error["retry"]
    return None if retry is None or retry["strategy"] == "never" else retry


def _max_attempts(retry: ResolvedRetry) -> int:
    return retry["max_attempts"] or _ATTEMPTS


def _wait_code(retry: ResolvedRetry, factor: str) -> str:
    """Return the seconds to wait as code; an empty text if there is no wait."""
    if retry["strategy"] == "backoff":
        return factor if retry["after"] in (None, 1) else f"{plain_number(retry['after'])} * {factor}"
    return plain_number(retry["after"]) if retry["after"] else ""


def _js(value: str | int) -> str:
    return json.dumps(value)  # ASCII only, so invisible characters are escaped


def _is_word(step: str | int) -> bool:
    return isinstance(step, str) and step.isidentifier() and step.isascii()


LANGUAGES: dict[str, tuple[str, Callable[[Steps, str | int, ResolvedRetry | None, str], str]]] = {
    "Python": ("python", _python),
    "JavaScript": ("javascript", _javascript),
}
