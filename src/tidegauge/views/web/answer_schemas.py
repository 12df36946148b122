"""What each question answers, as JSON Schema: written from the types of its answer, so that the two cannot differ.

Every field is always there; where a figure can be unknown the schema says `null`. A name tells its unit (`_usd`, `_bp`,
`_pct`, `_share`, `_days`), which the schema repeats for programs that read no names.
"""

import types
import typing
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence as AnySequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from tidegauge.questions.registry import found
from tidegauge.words.sentence import Sentence

ANSWERS: dict[str, str | tuple[str]] = {
    "brief": "brief:Brief",
    "signals": ("shapes:SignalState",),
    "calendar": ("shapes:Event",),
    "releases": "releases:Releases",
    "balance_sheet": "shapes:BalanceSheet",
    "drain": "balance:DrainAnswer",
    "demand": "demand:Demand",
    "ledger.events": ("ledger:KnownEvent",),
    "ledger.explain": "ledger:ExplainedEvent",
    "ledger.opening": "opening:OpeningAnswer",
    "series.list": ("series:SeriesCard",),
    "series.show": "series:SeriesAnswer",
    "scenario.list": ("scenarios:ScenarioCard",),
    "scenario.show": "scenarios:ScenarioPage",
    "scenario.check": "scenarios:ScenarioCheck",
    "simulate": "runs:Simulation",
    "compare": "runs:Comparison",
    "replay": "replay:Replay",
    "search": "search:Search",
    "portfolio": "portfolio:Portfolio",
    "hindcast": "hindcast:Hindcast",
    "forecast.tga": ("forecast:DayAhead",),
    "forecast.reserves": ("forecast_reserves:ReserveDay",),
    "forecast.net_liquidity": ("forecast:DayAhead",),
    "forecast.spread": ("forecast_spread:SpreadDay",),
    "scoreboard": "scoreboard:Scoreboard",
    "fit": "fit:Fit",
    "recession": "recession:Recession",
    "sensitivity": "sensitivity:Sensitivity",
    "stress": "stress:Stress",
    "analogues": "analogues:Analogues",
    "episodes": "episodes:Episodes",
    "doctor": "doctor:Health",
    "settings": ("doctor:Setting",),
}
"""The type of each answer, or of its rows, by its place below the questions."""

UNITS = {
    "usd": "USD, whole",
    "bp": "basis points",
    "pct": "per cent a year",
    "share": "share, 0 to 1",
    "days": "days",
    "seconds": "seconds",
}
PLAIN: dict[object, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": ["number", "null"]},  # what cannot be reckoned is null
    str: {"type": "string"},
    type(None): {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}
LISTS = (tuple, list, AnySequence)
Schemas = dict[str, dict[str, Any]]


def answer_of(question: str, schemas: Schemas) -> dict[str, Any]:
    """Return the schema of a question's answer; the types it is made of are added to `schemas` by their names.

    Examples
    --------
    >>> answer_of("ledger.explain", made := {})
    {'$ref': '#/components/schemas/ExplainedEvent'}
    >>> made["ExplainedEvent"]["properties"]["amount_usd"]
    {'type': 'integer', 'x-unit': 'USD, whole'}
    """
    place = ANSWERS.get(question)
    if place is None:
        return {"type": ["object", "array"]}
    if isinstance(place, tuple):
        return {"type": "array", "items": schema_of(found(place[0]), schemas)}
    return schema_of(found(place), schemas)


def schema_of(said: Any, schemas: Schemas) -> dict[str, Any]:
    """Return the schema of a type as `questions.answer.to_plain` writes its values."""
    if said in PLAIN:
        return dict(PLAIN[said])
    origin, parts = get_origin(said), get_args(said)
    if origin in (Union, types.UnionType):
        return _any_of([schema_of(part, schemas) for part in parts])
    if origin is Literal:
        return {"enum": list(parts)}
    if origin in LISTS:
        return _listed(origin, parts, schemas)
    if isinstance(origin, type) and issubclass(origin, AnyMapping):
        return {"type": "object", "additionalProperties": schema_of(parts[1], schemas)}
    if isinstance(said, type) and (is_dataclass(said) or hasattr(said, "_fields")):
        return _named(said, schemas)
    return {}


def _listed(origin: Any, parts: tuple[Any, ...], schemas: Schemas) -> dict[str, Any]:
    """Return the schema of rows of one kind, or of a few parts in their order."""
    if origin is not tuple or parts[-1] is Ellipsis:
        return {"type": "array", "items": schema_of(parts[0], schemas)}
    inner = [schema_of(part, schemas) for part in parts]
    return {"type": "array", "prefixItems": inner, "minItems": len(inner), "maxItems": len(inner)}


def _any_of(inner: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of what is one of several; null beside a single plain type is said with it."""
    others = [one for one in inner if one != {"type": "null"}]
    if len(others) == 1 and len(inner) == 2 and "type" in others[0] and "enum" not in others[0]:
        said = others[0]["type"]
        listed = said if isinstance(said, list) else [said]
        return others[0] | {"type": [*dict.fromkeys([*listed, "null"])]}
    return {"anyOf": inner}


def _named(made: type, schemas: Schemas) -> dict[str, Any]:
    """Return a reference to the schema of a dataclass or a named tuple, which is written once."""
    name = "Sentence" if issubclass(made, Sentence) else made.__name__
    place = f"{made.__module__}.{made.__qualname__}"
    if name in schemas and schemas[name].get("x-type") != place and name != "Sentence":
        name = "".join(part.capitalize() for part in place.split(".")[-2].split("_")) + name
    reference = {"$ref": f"#/components/schemas/{name}"}
    if name in schemas:
        return reference
    schemas[name] = {"x-type": place}  # before its fields: one of them may be of the same type
    if name == "Sentence":
        properties: Schemas = {"key": {"type": "string"}, "text": {"type": "string"}}
    else:
        properties = {field: _field(field, hint, schemas) for field, hint in _hints(made).items()}
    what = (made.__doc__ or "").partition("\n\n")[0]
    schemas[name] |= {"type": "object", "description": " ".join(what.split()), "properties": properties}
    schemas[name]["required"] = list(properties)
    return reference


def _hints(made: type) -> dict[str, Any]:
    """Return the types of the fields that an answer shows; one that cannot be read may be anything."""
    named = [field.name for field in fields(made)] if is_dataclass(made) else list(getattr(made, "_fields", ()))
    try:
        hints = get_type_hints(made)
    except NameError:  # a type that is imported for the checker only
        hints = {}
    return {name: hints.get(name, typing.Any) for name in named}


def _field(name: str, hint: Any, schemas: Schemas) -> dict[str, Any]:
    unit = UNITS.get(name.rpartition("_")[2]) if "_" in name else None
    return schema_of(hint, schemas) | ({"x-unit": unit} if unit else {})
