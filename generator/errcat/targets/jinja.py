"""The one way that templates are rendered: strict, and closed to text that no literal writer has written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import jinja2

from errcat.resources import folder
from errcat.targets.literals import Verbatim


class _Environment(jinja2.Environment):
    """Templates see plain data: a key of a mapping comes before its methods, and is found twice as fast so."""

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def environment(target: str, filters: Mapping[str, Callable[..., Verbatim | Iterable[Verbatim]]]) -> jinja2.Environment:
    """The templates of one target, with the literal writers that they may use."""
    templates = _Environment(
        loader=jinja2.FileSystemLoader(folder("templates") / target),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # no template makes HTML; `finalize` lets nothing through that is not written
        finalize=_checked_output,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(filters, written=Verbatim)
    return templates


def _checked_output(value: object) -> object:
    """What an expression of a template gives: a literal writer's work, or a number."""
    if isinstance(value, (Verbatim, int, jinja2.Undefined)):
        return value
    raise TypeError(f"a template prints a {type(value).__name__} that no literal writer has written: {value!r:.60}")
