"""Interpret: the table of a scenario file becomes a typed `Scenario`, driven by the schema; the first mistake raises.

Whatever the table holds, the answer is a scenario or one `InvalidScenario` (or `InvalidCondition`) that names the
place, the key and the way out. Tables by name are read in order of name, so the order of a file changes nothing.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sized
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from typing import Any, NoReturn, cast

from tidegauge.errors import InvalidAmount, InvalidScenario, UnknownEvent
from tidegauge.scenarios import canon, target
from tidegauge.scenarios.program import Switches
from tidegauge.scenarios.scenario import Key, Scenario, ScheduledAmount
from tidegauge.scenarios.schema import SINGLE_DAY, Entry, Shape, entries
from tidegauge.units import parse_amount
from tidegauge.words import LANGUAGES, Phrase
from tidegauge.words.nearest import nearest
from tidegauge.words.nearest import remedy as alternative

Path = tuple[str, ...]
PlaceOf = Callable[[Path], str]

FIRST_YEAR, LAST_YEAR = 2002, 2099  # what the calendar of business days is checked for, and a long horizon
PARTS_MAX = 500
"""Parts of a list, or names in a table: ten times the largest of the library, and a run of seconds."""

SHOWN_MAX = 60
CONTROLS = ("Cc", "Cs", "Zl", "Zp")  # categories of Unicode: what a terminal acts on
TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")  # and what turns the order of letters
SHARES_APART = Fraction(1, 10**9)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


def interpret(table: Mapping[str, Any], *, name: str, place: PlaceOf) -> Scenario:
    """Return the scenario that a table says.

    Parameters
    ----------
    table : mapping
        As `tomllib` reads it, includes merged in.
    name : str
        The scenario's name.
    place : callable
        From the path of a key to the file and line where it stands.

    Raises
    ------
    InvalidScenario
        A key or a value that the language does not have.
    InvalidCondition
        A watermark or stop rule that cannot be read.

    Examples
    --------
    >>> interpret({"horizon": {"days": 20}}, name="short", place=lambda path: "an example").horizon.days
    20
    """
    values = _Reader(place).keys(Scenario, table, ())
    return Scenario(name=name, **values)


class _Reader:
    """Reads values by their shape; `place` says where a key stands."""

    def __init__(self, place: PlaceOf) -> None:
        self.place = place

    def wrong(self, path: Path, detail: str, remedy: str, **facts: object) -> NoReturn:
        """Raise what is wrong with a key; `detail` and `remedy` are keys of words."""
        raise InvalidScenario(
            place=self.place(path),
            key=_cut(".".join(path)),
            detail=Phrase(f"scenarios.wrong.{detail}", **facts),
            remedy=alternative(f"scenarios.remedy.{remedy}", **facts),
        )

    def unlike(self, path: Path, kind: str, key: Key, value: object) -> NoReturn:
        """Refuse a value that is not of its kind."""
        kind_words = Phrase(f"scenarios.kind.{kind}")
        is_inside = key.example.startswith("{") and kind != "table"  # the example is of the table around the value
        example = _EXAMPLES[kind] if is_inside or not key.example else key.example
        self.wrong(path, "kind", "example", kind=kind_words, found=shown(value), name=path[-1], example=example)

    def unknown(self, path: Path, known: Iterable[str]) -> NoReturn:
        """Refuse a key that is not one of some."""
        self.wrong(path, "key", "nearest_key", nearest=nearest(path[-1], known))

    def value(self, shape: Shape, key: Key, value: object, path: Path) -> Any:
        """Return a value of any shape."""
        if value == "none" and key.word_none is not None:
            return key.word_none
        if shape.kind == "table":
            return self.as_table(cast(type, shape.cls), key, value, path)
        if shape.kind == "list":
            return self.as_list(cast(Shape, shape.inner), key, value, path)
        if shape.kind == "named":
            return self.as_named(cast(Shape, shape.inner), key, value, path)
        if shape.kind == "choice":
            return self.as_choice(shape.choices, key, value, path)
        return getattr(self, f"as_{shape.kind}")(key, value, path)

    def keys(self, cls: type, table: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """Return the attributes of a table by name, refusing keys it does not have, then values, then missing keys."""
        known = entries(cls)
        for name in table:
            if name not in known:
                self.unknown((*path, name), known)
        read = {known[name].attribute: self.entry(known[name], value, path) for name, value in table.items()}
        for entry in known.values():
            if entry.is_required and entry.name not in table:
                example = f"{entry.name} = {entry.key.example}"
                self.wrong((*path, entry.name), "missing", "add", example=example)
        return read

    def entry(self, entry: Entry, value: object, path: Path) -> Any:
        """Return the value of one key."""
        return self.value(entry.shape, entry.key, value, (*path, entry.name))

    def as_table(self, cls: type, key: Key, value: object, path: Path) -> Any:
        """Return a table as its dataclass."""
        if not isinstance(value, dict):
            self.unlike(path, "table", key, value)
        if cls is ScheduledAmount:
            return self.scheduled(value, path)
        return cls(**self.keys(cls, value, path))

    def scheduled(self, table: dict[str, Any], path: Path) -> ScheduledAmount:
        """Return an amount of a flow: on a day, or over a stretch."""
        single = SINGLE_DAY in table
        beside = [name for name in ("from", "until", "every") if name in table]
        if single and beside:
            self.wrong((*path, beside[0]), "day_and_stretch", "day_or_stretch")
        if not single and "from" not in table:
            self.wrong((*path, SINGLE_DAY), "neither_day", "day_or_stretch")
        if not single and "every" not in table:
            self.wrong((*path, "every"), "missing", "add", example='every = "month"')
        plain = {("from" if name == SINGLE_DAY else name): value for name, value in table.items()}
        amount = ScheduledAmount(**self.keys(ScheduledAmount, plain, path))
        self.forward(amount.start, amount.until, path)
        return amount

    def forward(self, start: date, until: date | None, path: Path) -> None:
        """Refuse a stretch that ends before it begins."""
        if until is not None and until < start:
            self.wrong((*path, "until"), "backward", "swap", start=start, until=until)

    def few(self, parts: Sized, path: Path) -> None:
        """Refuse a list or a table with more parts than a run can take in its stride."""
        if len(parts) > PARTS_MAX:
            self.wrong(path, "many", "many", n=f"{len(parts):,}", most=f"{PARTS_MAX:,}")

    def as_list(self, inner: Shape, key: Key, value: object, path: Path) -> tuple[Any, ...]:
        """Return a list; steps of a lever must stand in order of date."""
        if not isinstance(value, list):
            self.unlike(path, "list", key, value)
        self.few(value, path)
        parts = tuple(self.value(inner, key, part, (*path, str(i))) for i, part in enumerate(value))
        if path[0] in ("levers", "lapses"):
            days = [getattr(part, "start", None) or part.on for part in parts]
            for i, (before, after) in enumerate(pairwise(days)):
                if after < before:
                    self.wrong((*path, str(i + 1)), "order", "order", before=before, after=after)
            for i, part in enumerate(parts):
                self.forward(days[i], getattr(part, "until", None), (*path, str(i)))
        return parts

    def as_named(self, inner: Shape, key: Key, value: object, path: Path) -> dict[str, Any]:
        """Return a table by name, its names checked and in order."""
        if not isinstance(value, dict):
            self.unlike(path, "table", key, value)
        self.few(value, path)
        if key.names in ("parameters", "pairs"):
            value = dict(flat(value))
        read = {}
        for said in sorted(value):
            name = _NAMES[key.names](self, (*path, said)) if key.names else self.name((*path, said))
            if name in read:
                self.wrong((*path, said), "twice", "drop", name=name)
            bounded = _possible(key, name) if key.names == "parameters" else key
            read[name] = self.value(inner, bounded, value[said], (*path, said))
        if key.names == "events" and value:
            total = sum((Fraction(share) for share in read.values()), Fraction())
            if abs(total - 1) > SHARES_APART:
                self.wrong(path, "shares", "shares", total=f"{float(total):.6g}")
        if key.names == "conditions":
            read = {name: str(target.parse_condition(text, self.at((*path, name)))) for name, text in read.items()}
        return dict(sorted(read.items()))

    def at(self, path: Path) -> str:
        """Return place and key in one."""
        return f"{self.place(path)}, {'.'.join(path)}"

    def one_of(self, path: Path, known: Iterable[str]) -> str:
        """Return a name that must be one of some."""
        listed = tuple(known)
        if path[-1] not in listed:
            self.unknown(path, listed)
        return path[-1]

    def name(self, path: Path) -> str:
        """Return a name that the scenario gives."""
        if not _NAME.fullmatch(path[-1]):
            self.wrong(path, "name", "name", name=shown(path[-1]))
        return path[-1]

    def pair(self, path: Path) -> str:
        """Return two names of draws in order, joined by a dot."""
        both = sorted(path[-1].split("."))
        if len(both) != 2 or both[0] == both[1] or not all(_NAME.fullmatch(name) for name in both):
            self.wrong(path, "pair", "pair", name=shown(path[-1]))
        return ".".join(both)

    def parameter(self, path: Path) -> str:
        """Return the name of a parameter, its family and its own name joined by a dot."""
        from tidegauge.scenarios import parameters

        return self.one_of(path, parameters.catalogue())

    def event(self, path: Path) -> str:
        """Return the kind of a ledger event; an alias becomes its kind."""
        from tidegauge.ledger import events

        try:
            return events.find(path[-1]).kind
        except UnknownEvent as error:
            self.wrong(path, "event", "event", name=shown(path[-1]), nearest=error.facts.get("nearest", ""))

    def as_choice(self, choices: tuple[str, ...], key: Key, value: object, path: Path) -> str:
        """Return a word that must be one of some."""
        if not isinstance(value, str):
            self.unlike(path, "text", key, value)
        if value not in choices:
            listed = ", ".join(f'"{choice}"' for choice in choices)
            self.wrong(path, "choice", "nearest", found=shown(value), choices=listed, nearest=nearest(value, choices))
        return value

    def as_date(self, key: Key, value: object, path: Path) -> date:
        """Return a day that the calendars know."""
        if not isinstance(value, date) or isinstance(value, datetime):
            self.unlike(path, "date", key, value)
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            self.wrong(path, "bounds", "bounds", value=shown(value), low=FIRST_YEAR, high=LAST_YEAR)
        return value

    def as_switch(self, key: Key, value: object, path: Path) -> bool:
        """Return true or false."""
        if not isinstance(value, bool):
            self.unlike(path, "switch", key, value)
        return value

    def as_count(self, key: Key, value: object, path: Path) -> int:
        """Return a whole number."""
        if not isinstance(value, int) or isinstance(value, bool):
            self.unlike(path, "count", key, value)
        return int(self.bounded(key, value, path))

    def as_number(self, key: Key, value: object, path: Path) -> float:
        """Return a number."""
        if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < 1e300:
            self.unlike(path, "number", key, value)
        return float(self.bounded(key, value, path)) + 0.0  # + 0.0 turns −0.0 into 0.0

    def as_amount(self, key: Key, value: object, path: Path) -> int:
        """Return whole dollars."""
        if isinstance(value, bool) or not isinstance(value, str | int):
            self.unlike(path, "amount", key, value)
        try:
            dollars = parse_amount(str(value)) if abs(value if isinstance(value, int) else 0) < 2**63 else None
        except InvalidAmount:
            dollars = None
        if dollars is None:
            self.unlike(path, "amount", key, value)
        return int(self.bounded(key, dollars, path, canon.amount(dollars)))

    def as_text(self, key: Key, value: object, path: Path) -> str:
        """Return a text."""
        if not isinstance(value, str):
            self.unlike(path, "text", key, value)
        if any(map(_is_control, value)):
            self.wrong(path, "control", "control", found=shown(value).encode("unicode_escape").decode("ascii"))
        if key.names == "own" and not _NAME.fullmatch(value):
            self.wrong(path, "name", "name", name=shown(value))
        return self.as_choice(_known(key.names), key, value, path) if key.names in _KNOWN else value

    def bounded(self, key: Key, value: float, path: Path, written: str = "") -> float:
        """Refuse a number outside its bounds; `written` is how the file writes it, where that is not as a number."""
        low = -math.inf if key.low is None else key.low
        high = math.inf if key.high is None else key.high
        if value < low and high == math.inf:
            self.wrong(path, "at_least", "at_least", value=written or shown(value), low=_plain(low))
        if not low <= value <= high:
            bounds = {"low": _plain(low), "high": _plain(high)}
            self.wrong(path, "bounds", "bounds", value=written or shown(value), **bounds)
        return value


_EXAMPLES = {
    "table": "{ … }",
    "list": "[ … ]",
    "switch": "true",
    "text": '"…"',
    "number": "0.5",
    "count": "65",
    "amount": '"40bn"',
    "date": "2025-12-12",
}

_NAMES: dict[str, Callable[[_Reader, Path], str]] = {
    "languages": lambda reader, path: reader.one_of(path, LANGUAGES),
    "switches": lambda reader, path: reader.one_of(path, Switches._fields),
    "parameters": _Reader.parameter,
    "events": _Reader.event,
    "pairs": _Reader.pair,
    "conditions": _Reader.name,
}


_KNOWN = ("assets", "calendars", "regimes")


def _known(names: str) -> tuple[str, ...]:
    """Return the texts of which one must be said."""
    from tidegauge.scenarios import calendars, market, parameters

    if names == "assets":
        return tuple(market.assets())
    return calendars.names() if names == "calendars" else tuple(regime.name for regime in parameters.regimes())


def _possible(key: Key, name: str) -> Key:
    """Return the key of a parameter's value, bounded by what the parameter can be."""
    from tidegauge.scenarios import parameters

    low, high = parameters.possible(name)
    return key._replace(low=low, high=high)


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Yield the leaves of nested tables by dotted name: a.b = 1 and "a.b" = 1 say the same.

    >>> list(flat({"a": {"b": 1}, "c.d": 2}))
    [('a.b', 1), ('c.d', 2)]
    """
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def shown(value: object) -> str:
    """Return a value as the file writes it, cut where it is long.

    >>> shown("40 billions"), shown({"a": 1}), shown(True)
    ('"40 billions"', '{ … }', 'true')
    """
    if isinstance(value, dict | list):
        return _EXAMPLES["table" if isinstance(value, dict) else "list"]
    if isinstance(value, bool):
        return str(value).lower()
    said = f'"{value}"' if isinstance(value, str) else _plain(value) if isinstance(value, int | float) else str(value)
    return _cut(said)


def _is_control(letter: str) -> bool:
    """Say whether a letter is none to be read; ends of lines and tabs are."""
    is_acted_on = unicodedata.category(letter) in CONTROLS and letter not in "\n\r\t"
    return is_acted_on or unicodedata.bidirectional(letter) in TURNS


def _cut(said: str) -> str:
    """Return a text, cut where it is long."""
    return said if len(said) <= SHOWN_MAX else f"{said[:SHOWN_MAX]}…"


def _plain(value: float) -> str:
    """Return a number without a needless fraction; one too long to write is cut."""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**SHOWN_MAX else f"{'-' if value < 0 else ''}10…"
    return f"{value:.15g}"
