"""Office of Financial Research: Short-term Funding Monitor (repo rates and volumes) and Financial Stress Index.

JSON and CSV, no key, public domain, about two business days late. A series' key is a mnemonic of the monitor
(``REPO-TRI_AR_OO-P``: venue, measure, term, vintage ``P`` preliminary or ``F`` final, a quarter later), or ``fsi`` with
the column of the index file as its part. Preliminary and final figures are two series: neither silently replaces the
other. Volumes come in whole dollars, rates in per cent.

Both services give whole histories only. The stress index is re-estimated for every day of the past each day and its
publisher keeps no old estimates, so what we kept on the day is the only record of what was known.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tidegauge.catalogue.series import Series
from tidegauge.errors import UnitsChanged
from tidegauge.frame import Observation
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.units import scaled

MONITOR_URL = "https://data.financialresearch.gov/v1/series/multifull"
STRESS_URL = "https://www.financialresearch.gov/financial-stress-index/data/fsi.csv"
STRESS_KEY = "fsi"
MNEMONICS_A_REQUEST = 20
DIMENSIONS = {"percent": "rate", "us dollars": "usd", "u.s. dollars": "usd"}  # by the name in `metadata.unit`


def requests(series: Sequence[Series], start: date, end: date) -> Iterator[Request]:
    """Yield one GET for twenty mnemonics and one for the index file; both bring whole histories, whatever the dates."""
    stress = tuple(item for item in series if item.key == STRESS_KEY)
    monitor = tuple(item for item in series if item.key != STRESS_KEY)
    for first in range(0, len(monitor), MNEMONICS_A_REQUEST):
        group = monitor[first : first + MNEMONICS_A_REQUEST]
        yield Request(group, MONITOR_URL, {"mnemonics": ",".join(dict.fromkeys(item.key for item in group))})
    if stress:
        yield Request(stress, STRESS_URL)


def parse(request: Request, body: bytes) -> Iterator[Observation]:
    """Yield every day of every series asked for; a day the publisher withholds (null, empty cell) has the value None.

    Raises
    ------
    SourceFormatError
        A mnemonic or column is missing, or the reply is not the JSON or CSV of the contract.
    UnitsChanged
        The monitor's own metadata names a unit of another kind than the catalogue.
    """
    with strict_reading("ofr", request.series):
        if request.url == STRESS_URL:
            return iter(_stress_index(request, body.decode("utf-8-sig")))
        return iter(_monitor(request, json.loads(body)))


def _monitor(request: Request, answer: dict[str, Any]) -> list[Observation]:
    """Read the monitor's map from mnemonic to history."""
    found = []
    for series in request.series:
        history = answer[series.key]
        _check_unit(series, history["metadata"]["unit"]["name"])
        rows = history["timeseries"]["aggregation"]
        if not isinstance(rows, list):
            raise TypeError(f"the history of {series.key} is no list")
        for day, value in rows:
            found.append(Observation(series.id, date.fromisoformat(day), _value(series, value)))
    return found


def _check_unit(series: Series, name: str) -> None:
    """Compare the kind of unit the publisher states with the catalogue's; names not listed above are let through."""
    dimension = DIMENSIONS.get(name.lower())
    if dimension is not None and dimension != series.delivered.dimension:
        raise UnitsChanged(source="ofr", series=series.id, found=name, expected=series.delivered.id)


def _stress_index(request: Request, text: str) -> list[Observation]:
    """Read the columns asked for from the index file."""
    header, *rows = csv.reader(text.splitlines(), strict=True)
    if header[0] != "Date" or not rows:
        raise ValueError(f"the file begins with {header[:2]} and has {len(rows)} days")
    columns = [(series, header.index(series.part)) for series in request.series]
    found = []
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"the row {row[:2]} has {len(row)} cells, the header {len(header)}")
        day = date.fromisoformat(row[0])
        found += [Observation(series.id, day, _value(series, row[column] or None)) for series, column in columns]
    return found


def _value(series: Series, value: float | str | None) -> float | None:
    """Convert one figure; None stays None."""
    if isinstance(value, bool):
        raise TypeError("a truth value stands where a number belongs")
    return None if value is None else scaled(value, series.delivered, series.unit)


SOURCE = Source(
    id="ofr",
    publisher="Office of Financial Research",
    terms="US government work, public domain; https://www.financialresearch.gov",
    requests_per_minute=30,  # our courtesy: no limit is published, and once a day is enough
    requests=requests,
    parse=parse,
)
