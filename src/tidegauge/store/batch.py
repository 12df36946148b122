"""Batch: rows on their way into the store, as plain columns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np
import pyarrow as pa

from tidegauge.frame import KNOWN_BY, days, micros

SCHEMA = pa.schema(
    [
        ("series", pa.dictionary(pa.int32(), pa.string())),
        ("period", pa.date32()),
        ("value", pa.float64()),  # null: published as missing
        ("known_at", pa.timestamp("us", "UTC")),  # when the world could know it
        ("known_by", pa.int8()),  # position in frame.KNOWN_BY
        ("recorded_at", pa.timestamp("us", "UTC")),  # when we stored it
        ("reply", pa.dictionary(pa.int32(), pa.string())),  # sha256 of the reply or file it came from
    ]
)


@dataclass(slots=True)
class Batch:
    """Rows of several series, appended to the store in one acknowledged step.

    `live` says that the rows are the publisher's word of now: a value that differs from the newest stored one replaces
    it, even if it equals an older one. Rows from files are not: there only values the store never held are new.

    >>> from datetime import UTC
    >>> batch = Batch()
    >>> batch.add("sofr", date(2025, 10, 31), 4.22, datetime(2025, 11, 3, 13, tzinfo=UTC), "release_rule")
    >>> len(batch)
    1
    """

    series: list[str] = field(default_factory=list)
    period: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    known_at: list[int] = field(default_factory=list)
    known_by: list[int] = field(default_factory=list)
    reply: str = ""
    live: bool = False

    def __len__(self) -> int:
        return len(self.series)

    def add(self, series: str, period: date, value: float | None, known_at: datetime, known_by: str) -> None:
        """Add one row; `value` None means "published as missing"."""
        self.series.append(series)
        self.period.append(days(period))
        self.value.append(float("nan") if value is None else value)
        self.known_at.append(micros(known_at))
        self.known_by.append(KNOWN_BY.index(known_by))

    def extend(self, rows: Iterable[tuple[str, date, float | None, datetime, str]]) -> None:
        """Add many rows."""
        for row in rows:
            self.add(*row)


def to_arrow(columns: "dict[str, np.ndarray]", series: list[str], recorded_at: int, reply: str) -> pa.Table:
    """Return rows as an Arrow table in the log's schema; NaN becomes null."""
    count = len(series)
    values = columns["value"]
    return pa.table(
        [
            pa.array(series, pa.string()).dictionary_encode(),
            pa.array(columns["period"], pa.int32()).cast(pa.date32()),
            pa.array(values, pa.float64(), mask=np.isnan(values)),
            pa.array(columns["known_at"], pa.int64()).cast(SCHEMA.field("known_at").type),
            pa.array(columns["known_by"], pa.int8()),
            pa.array(np.full(count, recorded_at), pa.int64()).cast(SCHEMA.field("recorded_at").type),
            pa.array([reply] * count, pa.string()).dictionary_encode(),
        ],
        schema=SCHEMA,
    )
