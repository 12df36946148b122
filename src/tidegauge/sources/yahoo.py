"""Yahoo Finance charts: daily closes of exchanges around the world.

JSON, no key, unofficial and for personal use: what it brings may be read, not redistributed. A series' key is a symbol
(``^GSPC``) and its part ``close`` as traded, or ``adjclose`` after splits and dividends, which is rewritten into the
past with every dividend; ``open``, ``high`` and ``low`` exist too. Days are days of the exchange's own zone.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from tidegauge.catalogue.series import Series
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.units import scaled

BASE_URL = "https://query1.finance.yahoo.com/v8/finance/chart"
BROWSER_LIKE = "Mozilla/5.0 (compatible; tidegauge)"  # the service refuses the names of HTTP libraries
ADJUSTED = "adjclose"


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield one GET for each symbol, from midnight UTC of `start` to midnight UTC after `end`.

    A session that opens before midnight UTC (Sydney) belongs to the UTC day before.
    """
    period1 = int(datetime.combine(start, time(), UTC).timestamp())
    period2 = int(datetime.combine(end + timedelta(days=1), time(), UTC).timestamp())
    for key in dict.fromkeys(item.key for item in series):
        group = tuple(item for item in series if item.key == key)
        params = {"interval": "1d", "period1": str(period1), "period2": str(period2)}
        yield Request(group, f"{BASE_URL}/{quote(key, safe='')}", params, {"User-Agent": BROWSER_LIKE})


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield one observation a finished session; a null is a session without trade and yields nothing.

    The last bar is left out while it may still move: when its session is the one of the last quote and the quote is
    older than that session's end, or when the reply does not say. A second bar for the same day, which the service
    adds while a market is open, is left out too.

    Raises
    ------
    SourceFormatError
        The reply carries an error, another symbol, columns of unlike length, or sessions out of order.
    """
    with strict_reading("yahoo", request.series):
        chart = json.loads(body)["chart"]
        if chart["error"] is not None:
            raise ValueError(f"the service says {chart['error']}")
        (result,) = chart["result"]
        meta, moments = result["meta"], result.get("timestamp", [])
        zone = ZoneInfo(meta["exchangeTimezoneName"])
        days = [datetime.fromtimestamp(moment, zone).date() for moment in moments]
        if days != sorted(days):
            raise ValueError("the sessions are not in order")
        count = _finished(days, meta, zone)
        found = []
        for series in request.series:
            if meta["symbol"] != series.key:
                raise ValueError(f"the reply is about {meta['symbol']}")
            values = _column(result["indicators"], series.part, len(days))
            for day, value in list(zip(days, values, strict=True))[:count]:
                if value is not None:
                    found.append(Observation(series.id, day, scaled(value, series.delivered, series.unit)))
        return iter(found)


def _column(indicators: dict[str, Any], part: str, length: int) -> list[float | None]:
    """Return one column; a reply without sessions has no columns either."""
    (columns,) = indicators[ADJUSTED if part == ADJUSTED else "quote"]
    values = columns.get(part, []) if length == 0 else columns[part]
    if len(values) != length:
        raise ValueError(f"{part} has {len(values)} values for {length} sessions")
    if any(isinstance(value, bool | str) for value in values):
        raise TypeError(f"{part} holds something else than numbers")
    return list(values)


def _finished(days: list[date], meta: dict[str, Any], zone: ZoneInfo) -> int:
    """Return how many bars from the first on are finished."""
    count = len(days)
    if count >= 2 and days[-1] == days[-2]:
        count -= 1
    if count == 0:
        return 0
    quoted_at = meta.get("regularMarketTime")
    session_end = meta.get("currentTradingPeriod", {}).get("regular", {}).get("end")
    if quoted_at is None or session_end is None:
        return count - 1
    is_live = datetime.fromtimestamp(quoted_at, zone).date() == days[count - 1] and quoted_at < session_end
    return count - 1 if is_live else count


SOURCE = Source(
    id="yahoo",
    publisher="Yahoo Finance",
    terms="Unofficial, personal use, no redistribution; https://legal.yahoo.com",
    requests_per_minute=20,  # our courtesy: throttled calls get 429
    requests=requests,
    parse=parse,
)
