"""sunset-in-past: a deprecated code that still exists after its sunset."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.days import is_day
from errcat.text.yaml_writer import yaml_word


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    today = context.today.isoformat()
    for error in catalog.errors:
        if error.deprecated is None or error.deprecated.sunset is None:
            continue
        sunset = error.deprecated.sunset
        if sunset < today and is_day(sunset):
            yield Problem(
                "sunset-in-past",
                error.at / "deprecated" / "sunset",
                {"code": error.code, "sunset": sunset, "line": yaml_word(error.code)},
            )
