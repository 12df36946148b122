"""What answers look like is told of every question, field by field; `tests/views/test_face.py` holds answers to it."""

from datetime import date
from typing import NamedTuple

from tidegauge.views.web.answer_schemas import ANSWERS, Schemas, answer_of, schema_of
from tidegauge.views.web.rest import addresses


def test_every_answer_is_told_and_every_field_of_it_has_a_type() -> None:
    assert set(ANSWERS) == {address.question.name for address in addresses()}
    schemas: Schemas = {}
    for question in ANSWERS:
        assert "$ref" in str(answer_of(question, schemas))
    fields = {f"{name}.{field}": told for name, one in schemas.items() for field, told in one["properties"].items()}
    assert len(fields) > 500
    assert [name for name, told in fields.items() if not {"type", "$ref", "anyOf", "enum"} & set(told)] == []


class Row(NamedTuple):
    """A row of a test."""

    on: date
    level_usd: int | None
    spread_bp: float
    pair: tuple[int, str]
    parts: "tuple[Row, ...]"


def test_units_and_what_may_be_unknown_are_told() -> None:
    schemas: Schemas = {}
    assert schema_of(Row, schemas) == {"$ref": "#/components/schemas/Row"}
    told = schemas["Row"]["properties"]
    assert told["level_usd"] == {"type": ["integer", "null"], "x-unit": "USD, whole"}
    assert told["spread_bp"] == {"type": ["number", "null"], "x-unit": "basis points"}
    assert told["on"] == {"type": "string", "format": "date"}
    assert told["pair"]["prefixItems"] == [{"type": "integer"}, {"type": "string"}]
    assert told["parts"] == {"type": "array", "items": {"$ref": "#/components/schemas/Row"}}
