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
    `reply` is the reply or file that rows added from now on come from.

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
    replies: list[str] = field(default_factory=list)
    live: bool = False
    reply: str = ""

    def __len__(self) -> int:
        return len(self.series)

    def add(self, series: str, period: date, value: float | None, known_at: datetime, known_by: str) -> None:
        """Add one row; `value` None means "published as missing"."""
        self.series.append(series)
        self.period.append(days(period))
        self.value.append(float("nan") if value is None else value)
        self.known_at.append(micros(known_at))
        self.known_by.append(KNOWN_BY.index(known_by))
        self.replies.append(self.reply)

    def extend(self, rows: Iterable[tuple[str, date, float | None, datetime, str]]) -> None:
        """Add many rows."""
        for row in rows:
            self.add(*row)


def to_arrow(batch: Batch, kept: "np.ndarray", columns: "dict[str, np.ndarray]", recorded_at: int) -> pa.Table:
    """Return the rows `kept` of a batch, with their final `columns`, in the log's schema; NaN becomes null."""
    values, rows = columns["value"], kept.tolist()
    return pa.table(
        [
            pa.array([batch.series[row] for row in rows], pa.string()).dictionary_encode(),
            pa.array(columns["period"], pa.int32()).cast(pa.date32()),
            pa.array(values, pa.float64(), mask=np.isnan(values)),
            pa.array(columns["known_at"], pa.int64()).cast(SCHEMA.field("known_at").type),
            pa.array(columns["known_by"], pa.int8()),
            pa.array(np.full(len(rows), recorded_at), pa.int64()).cast(SCHEMA.field("recorded_at").type),
            pa.array([batch.replies[row] for row in rows], pa.string()).dictionary_encode(),
        ],
        schema=SCHEMA,
    )
