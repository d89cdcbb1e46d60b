"""The generator reaches every field of the schema, in catalogs that are accepted; and a new field by itself."""

from __future__ import annotations

import copy
import json

import jsonschema
import pytest

from fuzz.accepted_catalogs import errors_in, examined
from fuzz.cases import SEEDS, as_accepted, as_written
from fuzz.catalog_generator import SCHEMA, Generator, properties_in, properties_of
from fuzz.catalog_text import paths_by_line, text_of
from fuzz.smallest_failure import smallest

FEW = range(200, 240)
"""Of those of an ordinary run: each is made once."""


def test_every_property_of_the_schema_reaches_the_targets():
    seen = set().union(*(properties_in(made) for made in map(as_accepted, SEEDS) if made))
    assert properties_of() - seen == set(), "no accepted catalog has these"
    assert {"error.code", "api.support.email", "envelope.media_type", "note.audience"} <= seen


def test_catalogs_are_accepted_and_refused():
    made = [as_accepted(seed) for seed in FEW]
    assert sum(one is not None for one in made) > len(FEW) / 2
    assert sum(bool(errors_in(examined(text_of(as_written(seed))))) for seed in FEW) > len(FEW) / 5


@pytest.mark.parametrize("seed", FEW)
def test_what_is_generated_fits_the_schema(seed: int):
    jsonschema.Draft7Validator(SCHEMA).validate(as_written(seed))


NEW = {
    "type": "object",
    "additionalProperties": False,
    "required": ["kind"],
    "properties": {
        "kind": {"type": "string", "pattern": "^(?:[a-f]{2,3}|[0-9]+)-x$"},
        "words": {
            "type": "array",
            "items": {"anyOf": [{"type": "integer"}, {"$ref": "#/definitions/line"}]},
            "minItems": 1,
        },
    },
}


def test_a_new_field_is_generated_without_a_change():
    schema = copy.deepcopy(SCHEMA)
    schema["definitions"]["error"]["properties"]["new_field"] = NEW
    seen: set[str] = set()
    for seed in FEW:
        made = Generator(seed, schema).catalog()
        jsonschema.Draft7Validator(schema).validate(made)
        seen |= properties_in(made, schema)
    assert {"error.new_field", "error.new_field.kind", "error.new_field.words"} <= seen


def test_a_field_that_is_not_generated_is_missed():
    schema = copy.deepcopy(SCHEMA)
    schema["definitions"]["error"]["properties"]["new_field"] = NEW
    seen = set().union(*(properties_in(Generator(seed).catalog(), schema) for seed in FEW))
    assert "error.new_field" in properties_of(schema) - seen


def test_a_seed_makes_one_catalog():
    assert Generator(7).catalog() == Generator(7).catalog() != Generator(8).catalog()


def test_a_line_leads_to_its_value():
    data = {"a": [{}, {"b": "x\ny"}], "c": []}
    lines = text_of(data).decode().splitlines()
    assert json.loads("\n".join(lines)) == data
    paths = paths_by_line(data)
    assert paths[next(number for number, line in enumerate(lines) if '"b"' in line)] == ("a", 1, "b")
    assert len(paths) == len(lines)


def test_a_failure_is_made_small():
    def refuse(data):
        assert "z" not in json.dumps(data["errors"]), "a z"

    found, said = smallest(refuse, {"a": 1, "errors": [{"b": 2}, {"c": [1, "xxzxx", 3]}]})
    assert found == {"errors": [{"c": ["z"]}]}
    assert said.endswith(": a z") or "a z" in said
