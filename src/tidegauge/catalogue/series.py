"""Series: one published statistic, with everything a reader must know before using its numbers.

The tables beside this file are the catalogue. `load()` reads and checks them once; a mistake in a table is an error
with its place, never a default.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tidegauge.catalogue.releases import FREQUENCIES, Release, load_releases
from tidegauge.errors import InvalidCatalogue, UnknownSeries
from tidegauge.units import UNITS, Unit
from tidegauge.words.nearest import one_of

HERE = Path(__file__).parent
NOT_SERIES_TABLES = {"releases.toml", "release_exceptions.toml", "publishers.toml", "not_series.toml"}
BASES = (
    "wednesday_level",
    "week_average",
    "end_of_day",
    "day_total",
    "day_average",
    "day_rate",
    "day_close",
    "effective_date",
    "end_of_month",
    "month_average",
    "month_total",
    "end_of_quarter",
    "quarter_total",
    "quarter_rate",
    "year_total",
    "settlement_day",
    "auction_day",
    "week_index",
    "day_index",
    "position_day",
    "week_total",
    "week_change",
    "fiscal_quarter_total",
    "fiscal_year_total",
)
PERIOD_FORMS = ("day", "month", "quarter", "month_start", "quarter_start")
HEADING = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


@dataclass(frozen=True, slots=True)
class Column:
    """Where a file of tidy figures holds a series: the file, its value column, its date column and which rows count.

    Attributes
    ----------
    unit : Unit or None
        Unit of the column where it is not the one the publisher delivers.
    where : mapping
        Cells a row must have, exactly; a list of cells means any of them.
    total : bool
        Add the matching rows of one date; without it two rows for one date are an error unless ``known_on`` tells them
        apart.
    known_on : str
        Column with the publication day or moment. Each is a vintage, kept beside what other files hold; a column
        without it only fills periods no better file has.
    period_form : str
        How the date column writes the period: ``day``; ``month`` (2025-02), ``quarter`` (2024Q3); ``month_start``,
        ``quarter_start``: a day inside the month, or the first day of the quarter. All but ``day`` are stored as the
        last day of the month or quarter.
    steps : bool
        A daily column of an administered rate: keep only the first date and the dates on which the value changes.
    first, last : date or None
        Use the column for these periods only, both ends included.
    span_months : int
        Keep only rows whose ``start`` column lies so many months before the date (3: a quarter, 12: a year), told by
        the number of days divided by 30.4375 and rounded. 0: no such column.
    nth, per : int, str
        Of the matching rows of one date keep, for each cell of column ``per``, only row number ``nth`` in file order,
        counted from 1; this comes before ``total``. 0: keep all.
    """

    file: str
    column: str
    date: str = "date"
    unit: Unit | None = None
    total: bool = False
    where: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    known_on: str = ""
    period_form: str = "day"
    steps: bool = False
    first: Date | None = None
    last: Date | None = None
    span_months: int = 0
    nth: int = 0
    per: str = ""

    @property
    def reads(self) -> frozenset[str]:
        """Every column of the file this entry looks at."""
        names = {self.column, self.date, *self.where, self.known_on, self.per, "start" if self.span_months else ""}
        return frozenset(names - {""})

    def accepted(self, keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield every combination of cells in the columns `keys` that the filter accepts.

        >>> column = Column("f.csv", "v", where={"type": ("Note", "Bond"), "tips": "No"})
        >>> list(column.accepted(["tips", "type"]))
        [('No', 'Note'), ('No', 'Bond')]
        """
        cells = (self.where[key] for key in keys)
        return product(*((cell,) if isinstance(cell, str) else cell for cell in cells))


@dataclass(frozen=True, slots=True)
class Address:
    """Where a service keeps a series: its key, the part of a reply, and the unit delivered there."""

    source: str
    key: str
    part: str
    delivered: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One published statistic.

    Attributes
    ----------
    id : str
        Permanent, lower snake case.
    source, key, part : str
        The service we read it from, its own name there, and the field or row of a reply that holds it.
    unit, delivered : Unit
        The unit of stored numbers, and the one the publisher delivers.
    basis : str
        What moment or span a value is about (`BASES`): a Wednesday level never meets a week average in a sum.
    release : Release
        When a value becomes known.
    vintages : str
        ``true`` where old values are kept as published, ``latest`` where only today's revision of the past is at hand.
    begins : date or None
        First day of what is measured, where that is a facility that opened inside the years shown: before it there was
        nothing to publish, so nothing is missing.
    also : tuple of Address
        Other services that carry the same figure.
    columns : tuple of Column
        Where `tidegauge import` finds it, best first: the first file that has a period wins.
    """

    id: str
    names: Mapping[str, str]
    publisher: str
    source: str
    key: str
    part: str
    unit: Unit
    delivered: Unit
    frequency: str
    basis: str
    release: Release
    caveats: Mapping[str, str]
    vintages: str
    bundled: bool
    also: tuple[Address, ...]
    columns: tuple[Column, ...]
    begins: Date | None = None

    def name(self, lang: str) -> str:
        """Return the name in a language.

        >>> load()["sofr"].name("zh-Hans")
        '有担保隔夜融资利率（SOFR）'
        """
        return self.names[lang]

    def served_by(self, source: str) -> "Series | None":
        """Return the series as `source` addresses it, or None where that service does not carry it."""
        if source == self.source:
            return self
        for address in self.also:
            if address.source == source:
                return replace(
                    self, source=source, key=address.key, part=address.part, delivered=address.delivered, also=()
                )
        return None


_DEFAULTS: dict[str, Any] = {
    "part": "",
    "caveat": {},
    "vintages": "true",
    "bundled": False,
    "also": [],
    "imports": [],
}


def _column(place: str, table: dict[str, Any]) -> Column:
    try:
        unit = table.pop("unit", None)
        cells = {key: tuple(cell) if isinstance(cell, list) else cell for key, cell in table.pop("where", {}).items()}
        column = Column(unit=UNITS[unit] if unit else None, where=MappingProxyType(cells), **table)
    except (KeyError, TypeError) as error:
        raise InvalidCatalogue(place=place, detail=f"imports: {error!r}") from error
    if column.period_form not in PERIOD_FORMS:
        raise InvalidCatalogue(place=place, detail=f'period_form "{column.period_form}" is not one of the known ones')
    if column.nth and not column.per:
        raise InvalidCatalogue(place=place, detail="nth needs per")
    return column


def _address(table: dict[str, Any], delivered: Unit) -> Address:
    unit = table.pop("delivered", None)
    return Address(delivered=UNITS[unit] if unit else delivered, part=table.pop("part", ""), **table)


def _series(id_: str, place: str, table: dict[str, Any], publishers: Mapping[str, Any]) -> Series:
    """Check one table and build the series; every complaint names the place."""

    def refuse(detail: str) -> InvalidCatalogue:
        return InvalidCatalogue(place=place, detail=detail)

    try:
        names, unit = table.pop("name"), table.pop("unit")
        delivered = UNITS[table.pop("delivered", unit)]
        series = Series(
            id=id_,
            names=MappingProxyType(names),
            unit=UNITS[unit],
            delivered=delivered,
            release=load_releases()[table.pop("release")],
            caveats=MappingProxyType(table.pop("caveat")),
            also=tuple(_address(dict(row), delivered) for row in table.pop("also")),
            columns=tuple(_column(place, dict(column)) for column in table.pop("imports")),
            **table,
        )
    except (KeyError, TypeError) as error:
        raise refuse(repr(error)) from error
    if set(series.names) != set(LANGUAGES):
        raise refuse(f"name needs exactly {', '.join(LANGUAGES)}")
    if series.caveats and set(series.caveats) != set(LANGUAGES):
        raise refuse(f"caveat needs exactly {', '.join(LANGUAGES)}")
    if series.basis not in BASES or series.frequency not in FREQUENCIES:
        raise refuse(f'basis "{series.basis}" or frequency "{series.frequency}" is not one of the known ones')
    if series.publisher not in publishers:
        raise refuse(f'publisher "{series.publisher}" is not in publishers.toml')
    series.delivered.factor_to(series.unit)
    return series


@lru_cache(maxsize=1)
def publishers() -> Mapping[str, Mapping[str, str]]:
    """Return the publishers' names by id and language."""
    return {id_: {lang: table[lang] for lang in LANGUAGES} for id_, table in _publisher_tables().items()}


def short_publisher(id_: str) -> Mapping[str, str]:
    """Return the name of a publisher where space is scarce, by language.

    >>> short_publisher("new_york_fed")["en"]
    'NY Fed'
    """
    names: Mapping[str, str] = _publisher_tables()[id_].get("short", publishers()[id_])
    return names


@lru_cache(maxsize=1)
def _publisher_tables() -> Mapping[str, Mapping[str, Any]]:
    return MappingProxyType(tomllib.loads((HERE / "publishers.toml").read_text("utf-8")))


@lru_cache(maxsize=1)
def load() -> Mapping[str, Series]:
    """Return every series by id, in the order of the files.

    Raises
    ------
    InvalidCatalogue
        A table breaks the schema; `place` names file and series.
    """
    catalogue: dict[str, Series] = {}
    for path in _files():
        for id_, series in _read(path).items():
            if id_ in catalogue:
                raise InvalidCatalogue(place=f"{path.name} [{id_}]", detail="the id is used twice")
            catalogue[id_] = series
    return MappingProxyType(catalogue)


@lru_cache(maxsize=1)
def _files() -> tuple[Path, ...]:
    return tuple(path for path in sorted(HERE.glob("*.toml")) if path.name not in NOT_SERIES_TABLES)


@cache
def _read(path: Path) -> Mapping[str, Series]:
    """Return the series of one file."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidCatalogue(place=path.name, detail=str(error)) from error
    shared = _DEFAULTS | tables.pop("defaults", {})
    return {id_: _series(id_, f"{path.name} [{id_}]", shared | table, publishers()) for id_, table in tables.items()}


@lru_cache(maxsize=1)
def _file_of() -> Mapping[str, Path]:
    """Return the file of each id by its headings alone: parsing every file costs more than the rest of a question."""
    return {id_: path for path in _files() for id_ in HEADING.findall(path.read_text("utf-8"))}


@lru_cache(maxsize=1)
def not_series() -> Mapping[str, frozenset[str]]:
    """Return, by file, the columns of tidy figures that are no series ("*": all of them); the table says why."""
    table = tomllib.loads((HERE / "not_series.toml").read_text("utf-8"))
    explained: dict[str, frozenset[str]] = {}
    for row in table.get("file", []):
        explained[row["path"]] = explained.get(row["path"], frozenset()) | frozenset(row["columns"])
    return MappingProxyType(explained)


def find(id_: str) -> Series:
    """Return one series.

    Raises
    ------
    UnknownSeries
        No series has this id; the error names the nearest ones.
    """
    place = _file_of().get(id_)
    if place and id_ in _read(place):
        return _read(place)[id_]
    catalogue = load()
    if id_ in catalogue:
        return catalogue[id_]
    by_key = [series.id for series in catalogue.values() if series.key.lower() == id_.lower()]
    near = by_key or difflib.get_close_matches(id_.lower(), catalogue, n=3, cutoff=0.5)
    raise UnknownSeries(series=id_, nearest=one_of(near))
