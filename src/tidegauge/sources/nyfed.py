"""New York Fed Markets API: reference rates, standing repo and reverse repo, SOMA holdings, primary dealers.

JSON, no key, no paging but spans of dates. Revisions replace the old value in place, so the vintage lives in our store
and not in theirs. A reply without rows is an answer ("nothing new"); a reply without its root is an error.

Keys and parts of the catalogue:

- ``rates/secured/sofr`` (``bgcr``, ``tgcr``), ``rates/unsecured/effr`` (``obfr``): a column of the rate's row, such as
  ``percentRate``, ``percentPercentile99`` or ``volumeInBillions``. A percentile the service leaves out is left out.
- ``rp/repo``: standing repo: ``total``, or one kind of collateral (``Treasury``, ``Agency``, ``Mortgage-Backed``),
  summed over all overnight operations of the day, whatever their method; ``morning`` is the part offered before noon.
- ``rp/reverserepo``: the overnight fixed-rate operation: ``total``, ``percentAwardRate``, or one kind of counterparty
  (``bank``, ``gse``, ``mmf``, ``pd``), which the service adds a quarter later.
- ``soma/summary``: a column, such as ``bills`` or ``total`` (which leaves out ``tipsInflationCompensation``).
- ``pd/KEY``: one series of the primary dealer survey.

Small-value exercises test the pipes and are no usage: left out. A day that had nothing else counts as zero, once it is
over: the last day of a reply gives a day's total only after its afternoon operation, since a morning is not a day.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from tidegauge.catalogue.series import Series
from tidegauge.errors import InvalidCatalogue
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.units import scaled

ID = "nyfed"
BASE_URL = "https://markets.newyorkfed.org/api"
SPAN_DAYS = 1_400  # the service has answered spans as long as this one whole
DEALER_KEYS_PER_REQUEST = 12  # likewise
DIRECTIONS = {"rp/repo": "Repo", "rp/reverserepo": "Reverse Repo"}
COLLATERAL = ("Treasury", "Agency", "Mortgage-Backed")
COUNTERPARTIES = ("bank", "gse", "mmf", "pd")
PARTS = {
    "rp/repo": ("total", "morning", *COLLATERAL),
    "rp/reverserepo": ("total", "percentAwardRate", *COUNTERPARTIES),
}
REGULAR_CLOSE = {"Repo": ("08:30", "13:45"), "Reverse Repo": ("13:15",)}
EXERCISE_USD_MAX = 200_000_000  # the largest of 2021 to 2025 took 116 million (2024-05-08)
EXERCISE_NOTE = re.compile("small[ -]value", re.IGNORECASE)
SUPPRESSED = {"*", ""}
NOON = "12:00"
STANDING_SINCE = "2021-07-29"  # the first day of the standing facility; repo before it was temporary

Operation = dict[str, Any]


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield one GET for each key and span of dates; SOMA and the dealer survey come whole, many keys at once."""
    dealers = [item for item in series if item.key.startswith("pd/")]
    for first in range(0, len(dealers), DEALER_KEYS_PER_REQUEST):
        chosen = dealers[first : first + DEALER_KEYS_PER_REQUEST]
        keys = "_".join(dict.fromkeys(_dealer_key(item) for item in chosen))
        yield Request(tuple(chosen), f"{BASE_URL}/pd/get/{keys}.json")
    others = sorted((item for item in series if item not in dealers), key=lambda item: item.key)
    for key, group in groupby(others, key=lambda item: item.key):
        yield from _requests_for(key, tuple(group), start, end)


def _requests_for(key: str, series: tuple[Series, ...], start: date, end: date) -> Iterator[Request]:
    if key == "soma/summary":
        yield Request(series, f"{BASE_URL}/soma/summary.json")
        return
    while start <= end:
        last = min(end, start + timedelta(days=SPAN_DAYS - 1))
        params = {"startDate": start.isoformat(), "endDate": last.isoformat()}
        if key in DIRECTIONS:
            yield Request(series, f"{BASE_URL}/rp/results/search.json", params | {"operationTypes": DIRECTIONS[key]})
        else:
            yield Request(series, f"{BASE_URL}/{key}/search.json", params)
        start = last + timedelta(days=1)


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield the observations of a reply in the catalogue's unit; nothing is filled in.

    Raises
    ------
    SourceFormatError
        The reply lacks its root or a field, or holds something else than numbers and dates where they belong.
    InvalidCatalogue
        The catalogue asks for a part that the service does not have.
    """
    readers = {"rates": _rates, "rp": _operations, "soma": _holdings, "pd": _dealers}
    with strict_reading(ID, request.series):
        reply = json.loads(body, parse_float=Decimal)
        for series in request.series:
            yield from readers[series.key.split("/")[0]](series, reply)


def _rows(reply: Any, *path: str) -> list[Any]:
    """Follow the path from the root to a list."""
    for name in path:
        reply = reply[name]
    if not isinstance(reply, list):
        raise TypeError(f'"{".".join(path)}" is not a list')
    return reply


def _number(value: Any) -> int | Decimal:
    """Return a JSON number, or refuse what only looks like one."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"{value!r} is not a number")
    return value


def _rates(series: Series, reply: Any) -> Iterator[Observation]:
    """Read reference rates; rows of averages and of other rates have their own type and are passed over."""
    rate = series.key.rsplit("/", 1)[1].upper()
    for row in _rows(reply, "refRates"):
        if row["type"] != rate or (series.part not in row and series.part != "percentRate"):
            continue
        value = scaled(_number(row[series.part]), series.delivered, series.unit)
        yield Observation(series.id, date.fromisoformat(row["effectiveDate"]), value)


def _operations(series: Series, reply: Any) -> Iterator[Observation]:
    """Read repo or reverse repo operations, day by day."""
    if series.part not in PARTS[series.key]:
        raise InvalidCatalogue(place=series.id, detail=f'no part "{series.part}" in {series.key}')
    direction = DIRECTIONS[series.key]
    done = [row for row in _rows(reply, "repo", "operations") if _is_overnight_result(row, direction)]
    done.sort(key=lambda row: str(row["operationDate"]))
    last_day = done[-1]["operationDate"] if done else ""
    for day, of_day in groupby(done, key=lambda row: str(row["operationDate"])):
        operations = _without_exercises(list(of_day), direction)
        is_over = day != last_day or any(row["releaseTime"] >= NOON for row in operations)
        amount = _amount(series.part, operations, is_over)
        if amount is not None:
            yield Observation(series.id, date.fromisoformat(day), scaled(amount, series.delivered, series.unit))


def _is_overnight_result(row: Operation, direction: str) -> bool:
    """Say whether a row is the result of a standing repo, or of an overnight fixed-rate reverse repo."""
    if row["operationType"] != direction or row.get("auctionStatus", "Results") != "Results":
        return False
    if row.get("term", "Overnight") != "Overnight":
        return False
    if direction == "Repo":
        return str(row["operationDate"]) >= STANDING_SINCE
    return bool(row["operationMethod"] == "Fixed Rate")


def _without_exercises(operations: list[Operation], direction: str) -> list[Operation]:
    """Leave out small-value exercises, known by their note, or by a small amount at an unusual hour."""
    ids = [row["operationId"] for row in operations]
    if len(set(ids)) < len(ids):
        raise ValueError(f"an operation stands twice: {ids}")
    return [
        row
        for row in operations
        if not EXERCISE_NOTE.search(row.get("note") or "")
        and (row["closeTime"] in REGULAR_CLOSE[direction] or _number(row["totalAmtAccepted"]) > EXERCISE_USD_MAX)
    ]


def _amount(part: str, operations: list[Operation], is_over: bool) -> int | Decimal | None:
    """Return what the day's operations say about `part`; None where they say nothing yet."""
    if part == "morning":
        early = [row for row in operations if row["releaseTime"] < NOON]
        return sum(_number(row["totalAmtAccepted"]) for row in early) if early else None
    if part == "percentAwardRate":
        main = max(operations, key=lambda row: _number(row["totalAmtAccepted"]), default=None)
        rates = [row[part] for row in main["details"] if part in row] if main else []
        return _number(rates[0]) if rates else None
    if part in COUNTERPARTIES:
        told = [row["propositions"] for row in operations if "propositions" in row]
        return _sum(told, "counterpartyType", part) if told else None
    if not is_over:
        return None
    if part == "total":
        return sum(_number(row["totalAmtAccepted"]) for row in operations)
    return _sum([row["details"] for row in operations], "securityType", part)


def _sum(lists: list[list[dict[str, Any]]], column: str, wanted: str) -> int | Decimal:
    """Add up the accepted amounts of the rows in which `column` is `wanted`."""
    return sum(_number(row["amtAccepted"]) for rows in lists for row in rows if row[column] == wanted)


def _holdings(series: Series, reply: Any) -> Iterator[Observation]:
    """Read one column of the weekly SOMA summary; an empty text is missing."""
    for row in _rows(reply, "soma", "summary"):
        text = row[series.part]
        value = None if text == "" else scaled(_text(text), series.delivered, series.unit)
        yield Observation(series.id, date.fromisoformat(row["asOfDate"]), value)


def _dealers(series: Series, reply: Any) -> Iterator[Observation]:
    """Read one key of the primary dealer survey; a star stands for a suppressed figure."""
    key = _dealer_key(series)
    for row in _rows(reply, "pd", "timeseries"):
        if row["keyid"] == key:
            text = _text(row["value"])
            value = None if text in SUPPRESSED else scaled(text, series.delivered, series.unit)
            yield Observation(series.id, date.fromisoformat(row["asofdate"]), value)


def _dealer_key(series: Series) -> str:
    return series.key.removeprefix("pd/")


def _text(value: Any) -> str:
    """Return a text, in which this part of the service writes its numbers."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value.strip()


SOURCE = Source(
    id=ID,
    publisher="Federal Reserve Bank of New York",
    terms="https://www.newyorkfed.org/privacy/termsofuse",
    requests_per_minute=30,  # our courtesy: none is published, but one a second was reported to be enough
    requests=requests,
    parse=parse,
    retry_once=frozenset({400}),  # says "wrong path" and "too fast" alike
)
