"""DefiLlama: dollars held as stablecoins, in total and by coin.

JSON, no key. A series' key is ``stablecoincharts/all``; its part is ``total`` or a coin's id (``1`` Tether,
``2`` USD Coin). We read `totalCirculatingUSD.peggedUSD`: coins pegged to the dollar, converted to dollars, and leave
coins pegged to the euro and others out. History is recomputed whenever an adapter changes, so only replies kept on the
day say what was known.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from tidegauge.catalogue.series import Series
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.units import scaled

BASE_URL = "https://stablecoins.llama.fi"
TOTAL = "total"
SECONDS_A_DAY = 86_400


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield one GET for each coin; it brings the whole history, whatever the dates."""
    for key, part in dict.fromkeys((item.key, item.part) for item in series):
        group = tuple(item for item in series if (item.key, item.part) == (key, part))
        yield Request(group, f"{BASE_URL}/{key}", {} if part == TOTAL else {"stablecoin": part})


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield one observation a day but for the newest: that row is a day still running.

    A day on which no coin was pegged to the dollar has the value None.

    Raises
    ------
    SourceFormatError
        The reply is no list of days in order, each at midnight UTC, each with its `totalCirculatingUSD`.
    """
    with strict_reading("defillama", request.series):
        rows = json.loads(body)
        if not isinstance(rows, list) or not rows:
            raise ValueError("the reply holds no list of days")
        moments = [int(row["date"]) for row in rows]
        if moments != sorted(set(moments)):
            raise ValueError("the days are not in order")
        found = []
        for row, moment in zip(rows[:-1], moments[:-1], strict=True):
            if moment % SECONDS_A_DAY:
                raise ValueError(f"{moment} is not midnight UTC")
            amount = _amount(row["totalCirculatingUSD"])
            day = datetime.fromtimestamp(moment, UTC).date()
            for series in request.series:
                value = None if amount is None else scaled(amount, series.delivered, series.unit)
                found.append(Observation(series.id, day, value))
        return iter(found)


def _amount(by_peg: dict[str, Any]) -> float | None:
    """Return the dollars in coins pegged to the dollar; None where the publisher leaves the key out."""
    if not isinstance(by_peg, dict):
        raise TypeError("totalCirculatingUSD is no map from peg to amount")
    amount = by_peg.get("peggedUSD")
    if amount is not None and (isinstance(amount, bool) or not isinstance(amount, int | float)):
        raise TypeError(f"peggedUSD is {amount!r}, no number")
    return amount


SOURCE = Source(
    id="defillama",
    publisher="DefiLlama",
    terms="Free tier for reasonable use, attribution asked; https://defillama.com/terms",
    requests_per_minute=10,  # our courtesy: the limit is unpublished, replies are cached for half an hour
    requests=requests,
    parse=parse,
)
