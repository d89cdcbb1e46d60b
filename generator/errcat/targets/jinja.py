"""The Jinja environment of all templates: undefined names fail, and only text from a literal writer is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import CodeType

import jinja2
import jinja2.bccache

from errcat.resources import folder
from errcat.targets.literals import Verbatim


class _CompiledTemplates(jinja2.BytecodeCache):
    """Keep the compiled templates: to compile them takes ten times as long as to render a small catalog."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _CompiledTemplates()


class _Environment(jinja2.Environment):
    """Look up mapping keys before attributes: templates read plain data, and this is twice as fast."""

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, (dict, Mapping)):  # most are dicts, for which this is fast
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def environment(target: str, filters: Mapping[str, Callable[..., Verbatim | Iterable[Verbatim]]]) -> jinja2.Environment:
    """Return the template environment of a target, with its literal writers as filters."""
    templates = _Environment(
        loader=jinja2.FileSystemLoader(folder("templates") / target),
        bytecode_cache=_COMPILED,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # templates write no HTML, and `finalize` refuses raw text
        finalize=_checked_output,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # otherwise, each page looks for changes of each template
    )
    templates.filters.update(filters, written=Verbatim)
    return templates


def _checked_output(value: object) -> object:
    """Return a template's output unchanged if a literal writer made it or it is a number; fail otherwise."""
    if isinstance(value, (Verbatim, int, jinja2.Undefined)):
        return value
    raise TypeError(f"a template prints a {type(value).__name__} that no literal writer has written: {value!r:.60}")
