"""Treasury International Capital: who abroad holds Treasury securities, month by month.

Two tab-separated text files, no key, US government work, about six weeks after the month. A series' key is
``slt_table5`` with a row label as its part (``Japan``, ``Grand Total``, ``Of Which: Foreign Official``; billions, the
newest thirteen months), or ``slt_table3`` with ``<country code>|<column>`` (``41408|for_treas_pos``; millions, whole
history). Holdings are booked where the custodian sits, so Belgium or the Cayman Islands hold for others; rows that
begin with "Of Which" repeat what is already in the total. Figures are revised every month.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tidegauge.catalogue.series import Series
from tidegauge.errors import UnitsChanged
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.units import scaled

BASE_URL = "https://ticdata.treasury.gov/resource-center/data-chart-center/tic/Documents"
WIDE, LONG = "slt_table5", "slt_table3"
MISSING = ("", "n.a.", "*")
SCALES = {"billions": "usd_billion", "millions": "usd_million", "thousands": "usd_thousand"}
STATED_SCALE = re.compile(r"\b(billions|millions|thousands) of (?:u\.?s\.? )?dollars", re.IGNORECASE)


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield one GET for each file; a file comes whole, whatever the dates."""
    for key in dict.fromkeys(item.key for item in series):
        yield Request(tuple(item for item in series if item.key == key), f"{BASE_URL}/{key}.txt")


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield one observation a month, dated on its last day; blank, ``n.a.`` and ``*`` have the value None.

    Raises
    ------
    SourceFormatError
        The header, a row or a month is not as the contract says, or a country asked for is missing or comes twice.
    UnitsChanged
        The file's title states another scale than the catalogue.
    """
    with strict_reading("tic", request.series):
        lines = [[cell.strip() for cell in line.split("\t")] for line in _text(body).splitlines()]
        (key,) = {series.key for series in request.series}
        read = {WIDE: _wide, LONG: _long}[key]
        return iter(list(read(request.series, lines)))


def _text(body: bytes) -> str:
    """Decode a file; accented country names make an old encoding possible."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252")


def _check_scale(wanted: tuple[Series, ...], titles: list[list[str]]) -> None:
    """Compare the scale that the title lines state, if they do, with the catalogue's."""
    stated = STATED_SCALE.search(" ".join(cell for line in titles for cell in line))
    for series in wanted if stated else ():
        found = SCALES[stated[1].lower()] if stated else ""
        if found != series.delivered.id:
            raise UnitsChanged(source="tic", series=series.id, found=found, expected=series.delivered.id)


def _wide(wanted: tuple[Series, ...], lines: list[list[str]]) -> Iterator[Observation]:
    """Read the table with one column a month, newest first."""
    top = next(number for number, line in enumerate([*lines, ["Country"]]) if line[0] == "Country")
    if top == len(lines):
        raise LookupError("no line begins with Country")
    months = [_month_end(cell) for cell in lines[top][1:] if cell]
    if not months or months != sorted(set(months), reverse=True):
        raise ValueError("the months are not newest first")
    _check_scale(wanted, lines[:top])
    for series in wanted:
        rows = [line for line in lines[top + 1 :] if line[0] == series.part]
        if len(rows) != 1 or len(rows[0]) < 1 + len(months):
            raise LookupError(f"{series.part} has {len(rows)} rows, or too short a one")
        for month, cell in zip(months, rows[0][1:], strict=False):
            yield Observation(series.id, month, _value(series, cell))


def _long(wanted: tuple[Series, ...], lines: list[list[str]]) -> Iterator[Observation]:
    """Read the table with one row a country and month, and machine names in its last header line."""
    header = next((line for line in lines if line[:3] == ["country", "country_code", "date"]), None)
    if header is None:
        raise LookupError("no header line with machine names")
    top = lines.index(header)
    _check_scale(wanted, lines[:top])
    table: dict[str, dict[date, list[str]]] = {}
    for line in lines[top + 1 :]:
        if len([cell for cell in line if cell]) < 2:
            continue  # a blank line, or one of the notes below the table
        if len(line) < len(header):
            raise ValueError(f"the row {line[:3]} is cut")
        months = table.setdefault(line[1], {})
        month = _month_end(line[2])
        if month in months:
            raise ValueError(f"{line[0]} has two rows for {line[2]}")
        months[month] = line
    for series in wanted:
        code, _, column = series.part.partition("|")
        place = header.index(column)
        for month, line in sorted(table[code].items()):
            yield Observation(series.id, month, _value(series, line[place]))


def _month_end(text: str) -> date:
    """Return the last day of a month written 2026-07."""
    if re.fullmatch(r"\d{4}-\d{2}", text) is None:
        raise ValueError(f"{text!r} is no month")
    first = date.fromisoformat(f"{text}-01")
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _value(series: Series, cell: str) -> float | None:
    """Convert one cell."""
    return None if cell in MISSING else scaled(cell, series.delivered, series.unit)


SOURCE = Source(
    id="tic",
    publisher="US Department of the Treasury",
    terms="US government work, public domain; https://ticdata.treasury.gov",
    requests_per_minute=10,  # our courtesy: two files a month
    requests=requests,
    parse=parse,
)
