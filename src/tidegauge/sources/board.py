"""Federal Reserve Board, Data Download Program: H.4.1 (the Fed's balance sheet) and H.8 (the banks').

CSV, or SDMX-ML (XML) with the same figures; no key, public domain. A series' key is ``<release>/<series id>``
(``H41/RESPPMA_N.WW``; ``.WW`` is a Wednesday level). A request names a *package*, a prepared list of series behind a
hash of 32 hex digits. The hashes below were seen in use and may change. The fallback is documented, not automatic: the
page ``Choose.aspx?rel=H41`` carries the present one (the first ``series=<hash>`` before its CSV link), and a series
whose part is such a hash, or another name of `PACKAGES`, is asked for with that.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree

from tidegauge.catalogue.series import Series
from tidegauge.errors import UnitsChanged
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.units import UNITS, Unit, scaled

URL = "https://www.federalreserve.gov/datadownload/Output.aspx"
PACKAGES = {  # release and, after a bar, the part of the series
    "H41|": "65cb5d86fcaca4f4a8129301bd9502bd",
    "H41|condition_statement": "3ab1b33ad80c27bc5cc4f8122b7a6440",
    "H41|reserve_factors": "2704b6bc9b50bc034baf9660364dfb26",
    "H8|": "fce2318909bacbc8ce268096deddd180",
    "H8|not_seasonally_adjusted": "2f71e49efe1992f5ed44db0a0e9b1df5",
    "PRATES|": "c27939ee810cb2e929a920a6bd77d9f6",
}
HASH = re.compile(r"[0-9a-f]{32}")
HEADER = ("Series Description", "Unit", "Multiplier", "Currency", "Unique Identifier", "Time Period")
MISSING = {"", "NA", "ND", "NC", "-9999", "-999999"}  # the figures are placeholders of this service
STATUSES = {"A": True, "NC": False, "NA": False, "ND": False}  # whether the value may be used


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield one GET for each package, from `start` to `end`.

    Raises
    ------
    SourceFormatError
        A release or part without a known package.
    """
    with strict_reading("board", series):
        groups: dict[tuple[str, str], list[Series]] = {}
        for item in series:
            release = item.key.partition("/")[0]
            package = item.part if HASH.fullmatch(item.part) else PACKAGES[f"{release}|{item.part}"]
            groups.setdefault((release, package), []).append(item)
    for (release, package), group in groups.items():
        params = {
            "rel": release,
            "series": package,
            "lastobs": "",
            "from": f"{start:%m/%d/%Y}",
            "to": f"{end:%m/%d/%Y}",
            "filetype": "csv",
            "label": "include",
            "layout": "seriescolumn",
            "type": "package",
        }
        yield Request(tuple(group), URL, params)


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield every date of every series asked for: cell times multiplier, in the catalogue's unit.

    Cells the publisher marks as not available (``NA``, ``ND``, ``NC``, -9999) have the value None. SDMX-ML is read as
    a stream; a document type declaration is refused, so no entity is ever expanded.

    Raises
    ------
    SourceFormatError
        The reply is neither form, a header line is missing, or a series asked for is not in it.
    UnitsChanged
        The publisher's unit or currency is of another kind than the catalogue's. A changed multiplier is no error: it
        is applied.
    """
    with strict_reading("board", request.series):
        text = body.decode("utf-8-sig")
        is_xml = text.lstrip().startswith("<")
        found = list(_from_sdmx(request, text) if is_xml else _from_csv(request, text))
        missing = [series.key for series in request.series if series.id not in {item.series for item in found}]
        if missing:
            raise LookupError(f"no figures for {', '.join(missing)}")
        return iter(found)


def _from_csv(request: Request, text: str) -> Iterator[Observation]:
    """Read the six header lines, then one line a date."""
    lines = list(csv.reader(io.StringIO(text), strict=True))
    names = tuple(line[0].strip().rstrip(":") for line in lines[: len(HEADER)] if line)
    if names != HEADER:
        raise ValueError(f"the header lines are {names}")
    _, units, multipliers, currencies, _, ids = lines[: len(HEADER)]
    for series in request.series:
        id_ = series.key.partition("/")[2]
        if ids.count(id_) != 1:
            raise LookupError(f"{id_} heads {ids.count(id_)} columns")
        column = ids.index(id_)
        base = _checked_unit(series, units[column], currencies[column])
        for line in lines[len(HEADER) :]:
            if len(line) != len(ids):
                raise ValueError(f"the line {line[:2]} has {len(line)} cells, the header {len(ids)}")
            yield Observation(series.id, _day(line[0]), _value(line[column], multipliers[column], base, series))


def _from_sdmx(request: Request, text: str) -> Iterator[Observation]:
    """Read SDMX-ML one series at a time and forget what is not asked for."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("the document declares a type or an entity")
    wanted: dict[str, list[Series]] = {}
    for series in request.series:
        wanted.setdefault(series.key.partition("/")[2], []).append(series)
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(text.encode())):
            if element.tag.endswith("}Series"):
                for series in wanted.get(element.attrib["SERIES_NAME"], ()):
                    yield from _sdmx_series(series, element)
                element.clear()
    except ElementTree.ParseError as error:
        raise ValueError(f"the XML is broken: {error}") from error


def _sdmx_series(series: Series, element: ElementTree.Element) -> Iterator[Observation]:
    """Read the observations of one series."""
    base = _checked_unit(series, element.attrib["UNIT"], element.attrib["CURRENCY"])
    for child in element:
        if child.tag.endswith("}Obs"):
            is_usable = STATUSES[child.attrib["OBS_STATUS"]]
            cell = child.attrib["OBS_VALUE"] if is_usable else ""
            value = _value(cell, element.attrib["UNIT_MULT"], base, series)
            yield Observation(series.id, _day(child.attrib["TIME_PERIOD"]), value)


def _checked_unit(series: Series, unit: str, currency: str) -> Unit:
    """Return the base unit the publisher states, after comparing its kind with the catalogue's."""
    stated = None
    if unit == "Currency" and currency == "USD":
        stated = UNITS["usd"]
    elif unit.startswith("Percent"):
        stated = UNITS["pct"]
    if stated is None or stated.dimension != series.unit.dimension:
        raise UnitsChanged(source="board", series=series.id, found=f"{unit} {currency}", expected=series.unit.id)
    return stated


def _value(cell: str, multiplier: str, base: Unit, series: Series) -> float | None:
    """Return cell times multiplier in the catalogue's unit."""
    if cell.strip() in MISSING:
        return None
    try:
        return scaled(Decimal(cell.strip()) * Decimal(multiplier), base, series.unit)
    except InvalidOperation as error:
        raise ValueError(f"{cell!r} times {multiplier!r} is no number") from error


def _day(text: str) -> date:
    """Return a date, or the last day of a month written 2026-07."""
    if len(text) == 7:
        return (date.fromisoformat(f"{text}-01") + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return date.fromisoformat(text)


SOURCE = Source(
    id="board",
    publisher="Board of Governors of the Federal Reserve System",
    terms="US government work, public domain; https://www.federalreserve.gov/disclaimer.htm",
    requests_per_minute=10,  # our courtesy
    requests=requests,
    parse=parse,
)
