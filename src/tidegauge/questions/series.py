"""Questions about single series: what there is, what is known of one, and figures to take away."""

import csv
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from tidegauge.catalogue.series import Series, find, load, publishers
from tidegauge.clock import in_new_york
from tidegauge.errors import MissingFigures, OutputNotPossible
from tidegauge.frame import Point, Track
from tidegauge.questions.answer import Answer, exact, origins, unit_name
from tidegauge.questions.desk import Desk
from tidegauge.questions.gauges import Freshness, freshness

FORMATS = (".csv", ".parquet")
UNSCHEDULED = ("derived", "file")
"""Sources that publish nothing: figures made of others, and files that are loaded."""


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """One series of the catalogue with its last known figure, and what its release rule says of it.

    `freshness` is missing where nothing is known, unopened before what it measures existed, irregular where no rule
    says when the next figure comes (auctions, policy rates, files that were loaded once), else fresh, due later today,
    or late. `publications` counts the moments
    that brought a value or a revision, `first_known_at` is the first of them; `vintages` says how the past is kept:
    ``true`` as published, ``latest`` as it was last revised.
    """

    id: str
    names: MappingProxyType[str, str]
    publisher: str
    source: str
    key: str
    unit: str
    frequency: str
    basis: str
    release: str
    release_names: MappingProxyType[str, str]
    vintages: str
    caveats: MappingProxyType[str, str]
    period: date | None
    value: float | int | None
    observations: int
    known_at: datetime | None
    freshness: str
    expected: date | None
    next_at: datetime | None
    publications: int
    first_known_at: datetime | None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a series, with when it was known, how we know that, and when it was recorded."""

    period: date
    value: float | int | None
    known_at: datetime
    known_by: str
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeriesAnswer:
    """What is known about a series as of a moment: its card and its values, oldest first."""

    series: SeriesCard
    values: tuple[Value, ...]


def _card(series: Series, track: Track, as_of: datetime, published: tuple[int, datetime | None]) -> SeriesCard:
    last = track.latest()
    rule = _freshness(series, last, as_of)
    publications, first_known_at = published
    return SeriesCard(
        id=series.id,
        names=MappingProxyType(dict(series.names)),
        publisher=publishers()[series.publisher]["en"],
        source=series.source,
        key=series.key,
        unit=unit_name(series.unit.id),
        frequency=series.frequency,
        basis=series.basis,
        release=series.release.id,
        release_names=MappingProxyType(dict(series.release.names)),
        vintages=series.vintages,
        caveats=MappingProxyType(dict(series.caveats)),
        period=last.period if last else None,
        value=exact(last.value, series.unit.id) if last else None,
        observations=len(track),
        known_at=last.known_at if last else None,
        freshness=rule.state,
        expected=rule.expected,
        next_at=rule.next_at,
        publications=publications,
        first_known_at=first_known_at,
    )


def _freshness(series: Series, last: Point | None, as_of: datetime) -> Freshness:
    """Return how fresh a series is; no publication is foreseen that had not begun or that no rule brings."""
    if last is None:
        unpublished = freshness(series.id, None, as_of)
        return replace(unpublished, expected=None, next_at=None)
    if series.frequency == "event" or series.source in UNSCHEDULED:
        return Freshness("irregular", None, None)
    return freshness(series.id, last.period, as_of)


def list_series(desk: Desk, *, as_of: datetime | None = None) -> Answer:
    """Answer with every series of the catalogue: unit, basis, release rule, the last figure known and what is due."""
    moment = desk.moment(as_of)
    frame = desk.frame(load(), moment)
    published = desk.store.publications(load(), as_of=moment)
    cards = tuple(_card(series, frame[id_], moment, published.get(id_, (0, None))) for id_, series in load().items())
    units = {card.id: card.unit for card in cards}
    return Answer("series.list", moment, cards, units, (), tuple(desk.findings()), desk.bundled_until)


def show(
    desk: Desk,
    *,
    series: str,
    as_of: datetime | None = None,
    replay_at: datetime | None = None,
    vintages: bool = False,
) -> Answer:
    """Answer with what is known about one series as of a moment; `vintages` shows every value ever stored.

    Raises
    ------
    UnknownSeries
        No series has this id.
    MissingFigures
        Nothing of it is known at that moment.
    """
    entry = find(series)
    moment = desk.moment(as_of)
    frame = desk.frame([entry.id], moment, replay_at)
    track = frame[entry.id]
    if not len(track):
        raise MissingFigures(series=entry.id, as_of=in_new_york(moment))
    unit = entry.unit.id
    if vintages:
        stored = desk.store.vintages(entry.id, as_of=moment)
        values = tuple(Value(p.period, exact(p.value, unit), p.known_at, p.known_by, at) for p, at in stored)
    else:
        points = (track.point(i) for i in range(len(track)))
        values = tuple(Value(p.period, exact(p.value, unit), p.known_at, p.known_by) for p in points)
    published = desk.store.publications([entry.id], as_of=moment)[entry.id]
    answer = SeriesAnswer(_card(entry, track, moment, published), values)
    units = {"value": unit_name(unit)}
    return Answer("series.show", moment, answer, units, origins(frame), tuple(desk.findings()), desk.bundled_until)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written: where, how many rows, which series."""

    path: str
    rows: int
    series: tuple[str, ...]


def export(
    desk: Desk, *, series: tuple[str, ...], out: Path, as_of: datetime | None = None, since: date | None = None
) -> Answer:
    """Write some series as known at a moment to a CSV or Parquet file, one row a value.

    Raises
    ------
    OutputNotPossible
        The ending is neither .csv nor .parquet, or the place cannot be written.
    """
    if out.suffix not in FORMATS:
        raise OutputNotPossible(
            place=str(out),
            detail=f'"{out.suffix}" is not a format',
            remedy="Name a file that ends in .csv or .parquet.",
        )
    moment = desk.moment(as_of)
    frame = desk.frame([find(id_).id for id_ in series], moment)
    rows = [
        (id_, day.isoformat(), exact(value, find(id_).unit.id), unit_name(find(id_).unit.id))
        for id_ in frame.tracks
        for day, value in frame[id_].between(since or date.min, date.max)
    ]
    try:
        _write_rows(out, rows)
    except OSError as error:
        raise OutputNotPossible(
            place=str(out), detail=error.strerror or repr(error), remedy="Choose another file with --out."
        ) from error
    answer = Exported(str(out), len(rows), tuple(frame.tracks))
    return Answer("series.export", moment, answer, {}, origins(frame), tuple(desk.findings()), desk.bundled_until)


def _write_rows(out: Path, rows: "list[tuple[str, str, float | int | None, str]]") -> None:
    header = ("series", "period", "value", "unit")
    if out.suffix == ".csv":
        with out.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = (pa.string(), pa.string(), pa.float64(), pa.string())
    arrays = [pa.array([row[i] for row in rows], kind) for i, kind in enumerate(kinds)]
    pq.write_table(pa.table(arrays, header), out)
