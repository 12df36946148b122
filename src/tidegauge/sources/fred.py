"""FRED and ALFRED of the St. Louis Fed: series of many publishers, with every vintage when a key is set.

With a key one series is a chain of requests, each worked out from the reply before it: its metadata (is the unit still
ours?), its vintage dates, then its observations in windows of vintages, since one request may span 2,000 at most.
Two neighbouring windows share one vintage; what the later window shows on that first day the earlier one has told
already, so stitching is leaving it out. Without a key there is the file behind the graphs: today's values and nothing
about units or revisions. Both follow the contract in the project's notes on api.stlouisfed.org/fred.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from tidegauge.catalogue.series import Series
from tidegauge.errors import UnitsChanged
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.units import scaled

ID = "fred"
BASE_URL = "https://api.stlouisfed.org/fred"
GRAPH_URL = "https://fred.stlouisfed.org/graph/fredgraph.csv"
FIRST_DAY, LAST_DAY = "1776-07-04", "9999-12-31"  # the service's own words for "every vintage"
VINTAGES_PER_REQUEST = 1_900  # the service refuses more than 2,000
ROWS_PER_REQUEST = 100_000  # the service's own maximum
VINTAGE_DATES_PER_REQUEST = 10_000
MISSING = {".", ""}
MONTHS = {"month": 1, "quarter": 3, "year": 12}

_DOLLARS = r" of (u\.?s\.? )?(dollars|\$)"
UNITS_STATED = {
    "usd": r"(u\.?s\.? )?dollars",
    "usd_thousand": rf"(thousands|thous\.){_DOLLARS}",
    "usd_million": rf"(millions|mil\.){_DOLLARS}",
    "usd_billion": rf"(billions|bil\.){_DOLLARS}",
    "usd_per_unit": r"(u\.?s\.? )?dollars( per .*)?",
    "pct": r"percent|%",
    "bp": r"basis points",
    "index": r"index\b.*",
    "ratio": r"ratio",
    "jpy_per_usd": r"japanese yen to (one )?u\.?s\.? dollar",
    "krw_per_usd": r"south korean won to (one )?u\.?s\.? dollar",
}
"""What FRED's `units` may say, in lower case, for each unit of the catalogue."""


class _Row(NamedTuple):
    """One value of a reply, in the catalogue's unit, with the vintage that brought it; `is_told` by a window before."""

    period: date
    value: float | None
    vintage: date | None
    is_told: bool


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield, for each series, the first request of its chain: metadata, vintage dates, observations.

    A series of steps (`frequency` "event") is asked for whole, future effective dates included: where it starts and
    where it changes can only be told from the day before.
    """
    for item in series:
        span = _span(item, "observation_start", "observation_end", start, end)
        vintage_dates = Request(
            (item,),
            f"{BASE_URL}/series/vintagedates",
            _asked(item, realtime_start=FIRST_DAY, realtime_end=LAST_DAY)
            | {"limit": str(VINTAGE_DATES_PER_REQUEST), "offset": "0"},
            next_page=partial(_after_vintage_dates, item, span, ()),
        )
        yield Request((item,), f"{BASE_URL}/series", _asked(item), next_page=partial(_after_units, item, vintage_dates))


def requests_without_key(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield one GET for each series: several ids in one call come back as a ZIP."""
    for item in series:
        span = _span(item, "cosd", "coed", start, end)
        yield Request((item,), GRAPH_URL, {"id": item.key} | span)


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield every vintage of every observation; metadata and vintage dates are checked and yield nothing.

    Raises
    ------
    UnitsChanged
        The metadata states another unit than the catalogue.
    SourceFormatError
        Not the JSON of the contract, or an answer for other vintages than asked.
    """
    (series,) = request.series
    with strict_reading(ID, request.series):
        if request.url.endswith("/observations"):
            rows = _rows(request, series, _root(body, "observations"))
            yield from _told(series, rows)
        elif request.url.endswith("/vintagedates"):
            _vintage_dates(_root(body, "vintage_dates"))
        else:
            _check_units(series, body)


def parse_without_key(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield today's value of every observation, without vintages.

    Raises
    ------
    SourceFormatError
        Not a file of two columns whose second is named after the series; a page of HTML, for example.
    """
    (series,) = request.series
    with strict_reading(ID, request.series):
        lines = list(csv.reader(body.decode("utf-8-sig").splitlines(), strict=True))
        _, name = lines[0]
        if name != series.key:
            raise ValueError(f'the column is "{name}", not "{series.key}"')
        rows = [_Row(_period(series, day), _value(series, text), None, False) for day, text in lines[1:]]
        yield from _told(series, rows)


def _asked(series: Series, **more: str) -> dict[str, str]:
    return {"series_id": series.key, "file_type": "json"} | more


def _span(series: Series, first: str, last: str, start: date, end: date) -> dict[str, str]:
    """Return the parameters for a span of periods; long periods stand under their first day, maybe before `start`."""
    if series.frequency == "event":
        return {}
    if series.frequency in MONTHS:
        start = date(start.year - 1, 1, 1)
    return {first: start.isoformat(), last: end.isoformat()}


def _root(body: bytes, name: str) -> dict[str, Any]:
    """Return the reply if it is an object with the list `name`."""
    reply = json.loads(body)
    if not isinstance(reply, dict) or not isinstance(reply[name], list):
        raise TypeError(f'"{name}" is not a list')
    return reply


def _check_units(series: Series, body: bytes) -> None:
    """Compare the unit the metadata states with the catalogue's."""
    (metadata,) = _root(body, "seriess")["seriess"]
    if metadata["id"] != series.key:
        raise ValueError(f'metadata of "{metadata["id"]}" for "{series.key}"')
    stated = str(metadata["units"]).strip()
    if re.fullmatch(UNITS_STATED.get(series.delivered.id, "(?!)"), stated.lower()) is None:
        raise UnitsChanged(source=ID, series=series.id, found=stated, expected=series.delivered.id)


def _after_units(series: Series, follow: Request, body: bytes) -> Request:
    """Go on to the vintage dates, once the unit is right."""
    with strict_reading(ID, (series,)):
        _check_units(series, body)
    return follow


def _vintage_dates(reply: Mapping[str, Any]) -> list[str]:
    """Return the vintage dates of a page, each checked."""
    return [date.fromisoformat(text).isoformat() for text in reply["vintage_dates"]]


def _after_vintage_dates(series: Series, span: Mapping[str, str], known: tuple[str, ...], body: bytes) -> Request:
    """Ask for the next page of vintage dates, or, after the last, for the first window of observations."""
    with strict_reading(ID, (series,)):
        reply = _root(body, "vintage_dates")
        known = (*known, *_vintage_dates(reply))
        offset = _next_offset(reply, len(reply["vintage_dates"]))
    if offset is None:
        return _observations(series, span, windows(known, VINTAGES_PER_REQUEST))
    return Request(
        (series,),
        f"{BASE_URL}/series/vintagedates",
        _asked(series, realtime_start=FIRST_DAY, realtime_end=LAST_DAY)
        | {"limit": str(VINTAGE_DATES_PER_REQUEST), "offset": str(offset)},
        next_page=partial(_after_vintage_dates, series, span, known),
    )


def windows(vintages: Sequence[str], size: int) -> tuple[tuple[str, str], ...]:
    """Return real-time windows of at most `size` vintages; each starts on the last vintage of the one before.

    >>> windows(["2020-01-01", "2020-02-01", "2020-03-01"], size=2)
    (('1776-07-04', '2020-02-01'), ('2020-02-01', '9999-12-31'))
    """
    edges = [*vintages[size - 1 : len(vintages) - 1 : size - 1]]
    return tuple(zip([FIRST_DAY, *edges], [*edges, LAST_DAY], strict=True))


def _observations(series: Series, span: Mapping[str, str], left: Sequence[tuple[str, str]], offset: int = 0) -> Request:
    """Ask for one page of one window; `left` are this window and those after it."""
    start, end = left[0]
    return Request(
        (series,),
        f"{BASE_URL}/series/observations",
        _asked(series, realtime_start=start, realtime_end=end)
        | {**span, "limit": str(ROWS_PER_REQUEST), "offset": str(offset)},
        next_page=partial(_after_observations, series, span, left),
    )


def _after_observations(
    series: Series, span: Mapping[str, str], left: Sequence[tuple[str, str]], body: bytes
) -> Request | None:
    """Ask for the next page of this window, else for the next window."""
    with strict_reading(ID, (series,)):
        reply = _root(body, "observations")
        offset = _next_offset(reply, len(reply["observations"]))
    if offset is not None:
        return _observations(series, span, left, offset)
    return _observations(series, span, left[1:]) if len(left) > 1 else None


def _next_offset(reply: Mapping[str, Any], n_rows: int) -> int | None:
    """Return where the next page starts, None after the last; a page shorter than it says is an error."""
    count, offset, limit = (int(reply[name]) for name in ("count", "offset", "limit"))
    if n_rows != min(limit, count - offset):
        raise ValueError(f"{n_rows} rows from {offset} on, of {count}")
    return offset + n_rows if offset + n_rows < count else None


def _rows(request: Request, series: Series, reply: Mapping[str, Any]) -> list[_Row]:
    """Read the rows of a reply, after checking that it speaks of the vintages we asked for."""
    start, end = request.params["realtime_start"], request.params["realtime_end"]
    if (reply["realtime_start"], reply["realtime_end"], reply["units"]) != (start, end, "lin"):
        raise ValueError(
            f"asked for {start} to {end}, answered for {reply['realtime_start']} to {reply['realtime_end']}"
        )
    rows = []
    for row in reply["observations"]:
        vintage = row["realtime_start"]
        if not start <= vintage <= end:
            raise ValueError(f"a vintage of {vintage}, asked for {start} to {end}")
        rows.append(
            _Row(
                _period(series, row["date"]),
                _value(series, row["value"]),
                date.fromisoformat(vintage),
                vintage == start,
            )
        )
    return rows


def _told(series: Series, rows: Iterable[_Row]) -> Iterator[Observation]:
    """Yield what is new in the rows; of a series of steps, only the days on which it changes."""
    if series.frequency == "event":
        rows = _steps(rows)
    for row in rows:
        if not row.is_told:
            yield Observation(series.id, row.period, row.value, row.vintage)


def _steps(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Yield the rows of days whose value is not that of the day before; blanks are no change."""
    before: float | None = None
    present = sorted(
        (row for row in rows if row.value is not None), key=lambda row: (row.period, row.vintage or row.period)
    )
    for _, of_day in groupby(present, key=lambda row: row.period):
        is_changed, last = False, before
        for row in of_day:
            is_changed = is_changed or row.value != before
            last = row.value
            if is_changed:
                yield row
        before = last


def _value(series: Series, text: str) -> float | None:
    """Read a value; the service writes numbers as text and a missing one as a point or nothing."""
    return None if text.strip() in MISSING else scaled(text.strip(), series.delivered, series.unit)


def _period(series: Series, text: str) -> date:
    """Read a date; months, quarters and years stand under their first day there and under their last one here."""
    day = date.fromisoformat(text)
    months = MONTHS.get(series.frequency)
    if months is None:
        return day
    following = day.year * 12 + (day.month - 1) // months * months + months
    return date(following // 12, following % 12 + 1, 1) - timedelta(days=1)


WITHOUT_KEY = Source(
    id=ID,
    publisher="Federal Reserve Bank of St. Louis",
    terms="https://fred.stlouisfed.org/legal/",
    requests_per_minute=30,  # our courtesy: no limit is published
    requests=requests_without_key,
    parse=parse_without_key,
)

SOURCE = Source(
    id=ID,
    publisher="Federal Reserve Bank of St. Louis",
    terms="https://fred.stlouisfed.org/docs/api/terms_of_use.html",
    requests_per_minute=100,  # the service allows 120
    requests=requests,
    parse=parse,
    key_variable="FRED_API_KEY",
    key_parameter="api_key",
    without_key=WITHOUT_KEY,
)
