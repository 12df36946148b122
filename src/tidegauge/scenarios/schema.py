"""Schema: the scenario language, read off the annotations of `scenario`, for the reader, the printer and the docs.

A `Shape` says what a value looks like: a scalar of some kind, a table with known keys, a list of one shape, or a table
whose keys are names ("named"). `shape_of(Scenario)` is the whole language as a tree.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from tidegauge.scenarios.scenario import Key, Scenario, ScheduledAmount

SCALARS = {date: "date", bool: "switch", int: "count", float: "number", str: "text"}
SINGLE_DAY = "on"
"""A single day in place of `from`, `until` and `every`; only `ScheduledAmount` has it."""


class Shape(NamedTuple):
    """What a value looks like.

    `kind` is date, switch, count, number, amount, text or choice; or table (`cls` is its dataclass), list or named
    (`inner` is the shape of each part).
    """

    kind: str
    inner: "Shape | None" = None
    cls: type | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a table: the attribute behind it, its name in the file, its rules and its default."""

    attribute: str
    name: str
    key: Key
    shape: Shape
    default: Any

    @property
    def is_required(self) -> bool:
        """Whether a file must give it."""
        return self.default is MISSING


@cache
def entries(cls: type) -> Mapping[str, Entry]:
    """Return the keys of a table by their name in the file, in the order of its dataclass.

    >>> list(entries(ScheduledAmount))
    ['from', 'amount', 'until', 'every']
    """
    hints = get_type_hints(cls, include_extras=True)
    found = {}
    for field in fields(cls):
        if get_origin(hints[field.name]) is not Annotated:
            continue
        kind, key = get_args(hints[field.name])
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        name = key.name or field.name
        found[name] = Entry(field.name, name, key, _shape(kind, key), default)
    return types.MappingProxyType(found)


def shape_of(cls: type) -> Shape:
    """Return the shape of a table."""
    return Shape("table", cls=cls)


def _shape(kind: Any, key: Key) -> Shape:
    """Return the shape behind an annotation; `X | None` looks like X."""
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = (part for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is Literal:
        return Shape("choice", choices=get_args(kind))
    if get_origin(kind) is tuple:
        return Shape("list", _shape(get_args(kind)[0], key))
    if get_origin(kind) is Mapping:
        return Shape("named", _shape(get_args(kind)[1], key))
    if kind in SCALARS:
        is_money = kind is int and key.unit.startswith("USD")
        return Shape("amount" if is_money else SCALARS[kind])
    return shape_of(kind)


def step(shape: Shape | None, name: str) -> Shape | None:
    """Return the shape of a part by its name or place, or None where the language has no such part.

    >>> levers = step(shape_of(Scenario), "levers")
    >>> step(step(step(levers, "reserve_purchases"), "0"), "pace").kind
    'amount'
    """
    if shape is None:
        return None
    if shape.cls is not None:
        entry = entries(shape.cls).get(name)
        return entry.shape if entry else None
    return shape.inner


def is_whole(shape: Shape | None, name: str) -> bool:
    """Say whether an including file replaces a key altogether instead of merging into it.

    >>> is_whole(step(step(shape_of(Scenario), "flows"), "taxes"), "mix")
    True
    """
    entry = entries(shape.cls).get(name) if shape is not None and shape.cls is not None else None
    return entry is not None and entry.key.whole


class Line(NamedTuple):
    """One key of the language as the reference page shows it."""

    path: str
    kind: str
    unit: str
    default: str
    says: str
    example: str


def walk(cls: type = Scenario, prefix: str = "") -> Iterator[Line]:
    """Yield every key of the language, tables before what they hold."""
    if cls is ScheduledAmount:
        says = "A single day, in place of `from`, `until` and `every`."
        yield Line(f"{prefix}{SINGLE_DAY}", "date", "", "", says, "2025-10-15")
    for entry in entries(cls).values():
        path = f"{prefix}{entry.name}"
        yield Line(path, _kind(entry), entry.key.unit, _default(entry), entry.key.says, entry.key.example)
        inner, below = entry.shape, path
        while inner.inner is not None:
            below += "[]" if inner.kind == "list" else ".NAME"
            inner = inner.inner
        if inner.cls is not None:
            yield from walk(inner.cls, f"{below}.")


def _kind(entry: Entry) -> str:
    """Return what a key takes, in words."""
    shape = entry.shape
    if shape.choices:
        return " or ".join(f'"{choice}"' for choice in shape.choices)
    inner = shape.inner.kind if shape.inner else ""
    said = {"list": f"list of {inner}s", "named": f"table of {inner}{'es' if inner == 'switch' else 's'} by name"}
    return said.get(shape.kind, shape.kind) + (' or "none"' if entry.key.word_none is not None else "")


def _default(entry: Entry) -> str:
    """Return the default of a key as the file writes it."""
    value = entry.default
    if value is MISSING:
        return "required"
    if value is None or value == () or value == {} or entry.shape.cls is not None:
        return ""
    if entry.key.word_none is not None and value == entry.key.word_none:
        return '"none"'
    return str(value).lower() if isinstance(value, bool) else str(value)
