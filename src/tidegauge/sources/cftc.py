"""CFTC Commitments of Traders: who is long and short in futures, every Tuesday.

JSON from a Socrata service, no key, public domain; published Friday 15:30 New York for Tuesday, later around holidays
and shutdowns. A series' key is ``<data set>/<contract market code>`` (``gpe5-46if/043602``: traders in financial
futures, ten-year note) and its part a column of the reply. The code and not the name identifies a contract, because
names change. Columns are spelt as the publisher spells them: ``noncomm_postions_spread_all`` is right.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tidegauge.catalogue.series import Series
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.units import scaled

BASE_URL = "https://publicreporting.cftc.gov/resource"
CODE, DAY = "cftc_contract_market_code", "report_date_as_yyyy_mm_dd"
ROWS_A_PAGE = 50_000


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield one GET for each data set: all contracts of it, from `start` to `end`, oldest first."""
    for dataset in dict.fromkeys(item.key.partition("/")[0] for item in series):
        group = tuple(item for item in series if item.key.startswith(f"{dataset}/"))
        codes = ", ".join(f"'{code}'" for code in dict.fromkeys(_code(item) for item in group))
        yield _paged(
            Request(
                group,
                f"{BASE_URL}/{dataset}.json",
                {
                    "$where": f"{CODE} in ({codes}) and {DAY} between '{start}T00:00:00' and '{end}T00:00:00'",
                    "$order": f"{DAY}, {CODE}",
                    "$limit": str(ROWS_A_PAGE),
                    "$offset": "0",
                },
            )
        )


def _paged(request: Request) -> Request:
    """Add the way to the next page: a full page may have a successor."""

    def next_page(body: bytes) -> Request | None:
        with strict_reading("cftc", request.series):
            if len(json.loads(body)) < ROWS_A_PAGE:
                return None
        offset = str(int(request.params["$offset"]) + ROWS_A_PAGE)
        return _paged(replace(request, params={**request.params, "$offset": offset}))

    return replace(request, next_page=next_page)


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield one observation a report and series; an empty list means that nothing was published between the dates.

    A column that a row leaves out has the value None there.

    Raises
    ------
    SourceFormatError
        The reply is no list of rows, a contract's row for a day comes twice, or a column is in no row of its contract.
    """
    with strict_reading("cftc", request.series):
        rows = json.loads(body)
        if not isinstance(rows, list):
            raise TypeError(f"the reply is no list: {rows}")
        by_code: dict[str, dict[date, dict[str, Any]]] = {}
        for row in rows:
            days = by_code.setdefault(row[CODE], {})
            day = datetime.fromisoformat(row[DAY]).date()
            if day in days:
                raise ValueError(f"{row[CODE]} has two rows for {day}")
            days[day] = row
        return iter([found for series in request.series for found in _column(series, by_code.get(_code(series), {}))])


def _column(series: Series, days: dict[date, dict[str, Any]]) -> Iterator[Observation]:
    """Yield one column of one contract."""
    if days and not any(series.part in row for row in days.values()):
        raise LookupError(f"no row of {series.key} has a column {series.part}")
    for day, row in days.items():
        text = row.get(series.part)
        if text is not None and not isinstance(text, str):
            raise TypeError(f"{series.part} on {day} is {text!r}, no text")
        yield Observation(series.id, day, None if text is None else scaled(text, series.delivered, series.unit))


def _code(series: Series) -> str:
    """Return the contract market code of a series."""
    return series.key.partition("/")[2]


SOURCE = Source(
    id="cftc",
    publisher="Commodity Futures Trading Commission",
    terms="US government work, public domain; https://publicreporting.cftc.gov",
    requests_per_minute=30,  # our courtesy: calls without a token share an unpublished limit
    requests=requests,
    parse=parse,
)
