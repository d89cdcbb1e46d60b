"""How a client tells an error by its code, in a few lines of code for each language. One table, LANGUAGES.

The lines are made of the envelope: they look for the code where the responses of this API have it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from errcat import envelope
from errcat.resolved import Resolved
from errcat.targets.literals import Written, python_literal
from errcat.targets.markdown.blocks import code_block

Steps = Sequence[str | int]


def handling(resolved: Resolved, error: Resolved) -> Iterator[tuple[str, Written]]:
    """A label and a block for each language."""
    shape = envelope.shape_of(resolved["envelope"]["body"])
    body = (error["response"] or {}).get("body")
    paths = {marker.name: path for marker, path in envelope.markers(shape)}
    for marker in envelope.TELLING:
        value = error[marker]
        if value is not None and marker in paths and _at(body, paths[marker]) == value:
            for label, (language, write) in LANGUAGES.items():
                yield label, code_block(write(paths[marker], value, error["retry"] or {}), language)
            return


def _at(body: object, path: Steps) -> object:
    """What stands at a path of a body; None where nothing does."""
    for step in path:
        if isinstance(body, dict):
            body = body.get(step)
        elif isinstance(body, list) and isinstance(step, int):
            body = body[step] if step < len(body) else None
        else:
            return None
    return body


def _python(path: Steps, value: str | int, retry: Resolved) -> str:
    steps = "".join(f"[{python_literal(step)}]" for step in path)
    lines = ["body = response.json()", f"if body{steps} == {python_literal(value)}:"]
    wait = _wait(retry)
    if retry.get("header"):
        lines += [f"    time.sleep(float(response.headers.get({python_literal(retry['header'])}, {wait or 1:g})))"]
    elif wait:
        lines += [f"    time.sleep({wait:g})"]
    lines += ["    return send(request)"] if _repeats(retry) else ["    return explain(body)"]
    return "\n".join(lines)


def _javascript(path: Steps, value: str | int, retry: Resolved) -> str:
    steps = "".join(f"?.[{_js(step)}]" if not _is_word(step) else f"?.{step}" for step in path)
    lines = ["const body = await response.json();", f"if (body{steps} === {_js(value)}) {{"]
    wait = _wait(retry)
    if retry.get("header"):
        lines += [f"  await sleep(1000 * Number(response.headers.get({_js(retry['header'])}) ?? {wait or 1:g}));"]
    elif wait:
        lines += [f"  await sleep({1000 * wait:g});"]
    lines += ["  return send(request);"] if _repeats(retry) else ["  return explain(body);"]
    return "\n".join([*lines, "}"])


def _repeats(retry: Resolved) -> bool:
    """Whether the same request may succeed a second time."""
    return bool(retry.get("strategy", "never") != "never")


def _wait(retry: Resolved) -> float:
    if not _repeats(retry):
        return 0
    return float(retry["after"] or (1 if retry["strategy"] == "backoff" else 0))


def _js(value: str | int) -> str:
    return json.dumps(value)  # all ASCII: what cannot be seen is escaped


def _is_word(step: str | int) -> bool:
    return isinstance(step, str) and step.isidentifier() and step.isascii()


LANGUAGES: dict[str, tuple[str, Callable[[Steps, str | int, Resolved], str]]] = {
    "Python": ("python", _python),
    "JavaScript": ("javascript", _javascript),
}
