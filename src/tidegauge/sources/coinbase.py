"""Coinbase Exchange: daily prices of crypto assets in dollars.

JSON, no key. A series' key is a product (``BTC-USD``) and its part one of ``low high open close volume``. Days are UTC
days; a day without a row had no trade. The service answers at most 300 days a call.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tidegauge.catalogue.series import Series
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.units import scaled

BASE_URL = "https://api.exchange.coinbase.com/products"
COLUMNS = ("time", "low", "high", "open", "close", "volume")
SECONDS_A_DAY = 86_400
DAYS_A_REQUEST = 300


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield the GETs for each product, 300 days each, up to the day after `end`.

    The day after is asked for because a newer day is the only proof that a day is over. Neighbouring requests share
    one day, so that none is lost where the proof is missing.
    """
    for key in dict.fromkeys(item.key for item in series):
        group = tuple(item for item in series if item.key == key)
        first = start
        while True:
            last = min(first + timedelta(days=DAYS_A_REQUEST - 1), end + timedelta(days=1))
            params = {"granularity": str(SECONDS_A_DAY), "start": f"{first}T00:00:00Z", "end": f"{last}T00:00:00Z"}
            yield Request(group, f"{BASE_URL}/{key}/candles", params)
            if last > end:
                break
            first = last - timedelta(days=1)


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield one observation a finished UTC day; the newest row is a day that may still be running and is left out.

    An empty list (before the product was listed) yields nothing.

    Raises
    ------
    SourceFormatError
        The reply is a message instead of a list, rows are not newest first at midnight UTC, or a close lies outside
        its day's range, which would mean that the columns have moved.
    """
    with strict_reading("coinbase", request.series):
        rows = json.loads(body)
        if not isinstance(rows, list):
            raise TypeError(f"the reply is no list: {rows}")
        moments = [_moment(row) for row in rows]
        if moments != sorted(set(moments), reverse=True):
            raise ValueError("the rows are not newest first")
        found = []
        for row, moment in zip(rows[1:], moments[1:], strict=True):
            day = datetime.fromtimestamp(moment, UTC).date()
            for series in request.series:
                value = row[COLUMNS.index(series.part)]
                found.append(Observation(series.id, day, scaled(value, series.delivered, series.unit)))
        return iter(found)


def _moment(row: list[Any]) -> int:
    """Check one row and return its time in seconds."""
    if any(isinstance(cell, bool) or not isinstance(cell, int | float) for cell in row):
        raise TypeError(f"{row} holds something else than numbers")
    moment, low, high, open_, close, _ = row
    if not isinstance(moment, int) or moment % SECONDS_A_DAY:
        raise ValueError(f"{moment} is not midnight UTC")
    if not (low <= open_ <= high and low <= close <= high):
        raise ValueError(f"open or close of {row} lie outside the day's range")
    return moment


SOURCE = Source(
    id="coinbase",
    publisher="Coinbase",
    terms="Public market data under the exchange's terms; https://www.coinbase.com/legal/market_data",
    requests_per_minute=60,  # our courtesy
    requests=requests,
    parse=parse,
)
