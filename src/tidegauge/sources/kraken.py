"""Kraken: daily prices of crypto assets, a second opinion beside Coinbase.

JSON, no key. A series' key is a pair (``XBTUSD``) and its part one of ``open high low close vwap volume``. Days are UTC
days. The service gives at most the last 720 days, whatever is asked; it answers failures with status 200.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from tidegauge.catalogue.series import Series
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.units import scaled

URL = "https://api.kraken.com/0/public/OHLC"
COLUMNS = ("time", "open", "high", "low", "close", "vwap", "volume", "count")
MINUTES_A_DAY = 1_440


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield one GET for each pair, from the day before `start` on; the service knows no end."""
    since = int(datetime.combine(start - timedelta(days=1), time(), UTC).timestamp())
    for key in dict.fromkeys(item.key for item in series):
        group = tuple(item for item in series if item.key == key)
        yield Request(group, URL, {"pair": key, "interval": str(MINUTES_A_DAY), "since": str(since)})


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield one observation a finished UTC day; the last row is never finished and is left out.

    Raises
    ------
    SourceFormatError
        The reply lists an error, holds another number of pairs than one, or rows are not oldest first at midnight UTC.
    """
    with strict_reading("kraken", request.series):
        answer = json.loads(body)
        if answer["error"]:
            raise ValueError(f"the service says {answer['error']}")
        (rows,) = (rows for pair, rows in answer["result"].items() if pair != "last")
        if not isinstance(rows, list):
            raise TypeError("the pair holds no list of days")
        moments = [row[0] for row in rows]
        if moments != sorted(set(moments)):
            raise ValueError("the rows are not oldest first")
        found = []
        for row in rows[:-1]:
            if len(row) != len(COLUMNS) or row[0] % (MINUTES_A_DAY * 60):
                raise ValueError(f"{row} is no day")
            day = datetime.fromtimestamp(row[0], UTC).date()
            for series in request.series:
                text = row[COLUMNS.index(series.part)]
                if not isinstance(text, str):
                    raise TypeError(f"{series.part} on {day} is {text!r}, no text")
                found.append(Observation(series.id, day, scaled(text, series.delivered, series.unit)))
        return iter(found)


SOURCE = Source(
    id="kraken",
    publisher="Kraken",
    terms="Public market data under the exchange's terms; https://www.kraken.com/legal",
    requests_per_minute=30,  # our courtesy
    requests=requests,
    parse=parse,
)
