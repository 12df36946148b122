"""Write the bundled reference figures from a store: `python -m tidegauge.ingest.bundle STORE`.

Only official US statistics that the catalogue marks `bundled`, and weekly percentage changes derived from prices, whose
levels are not ours to hand on. The result is a small store of its own, so that one mechanism reads both.
"""

import shutil
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from tidegauge.catalogue.series import Series, load
from tidegauge.errors import MissingFigures
from tidegauge.frame import Frame, Track, from_micros
from tidegauge.reference.figures import FIRST_PERIOD, FOLDER, LAST_MOMENT
from tidegauge.store import Batch, Store

SUFFIX = "_change_1w"
DECIMALS = 4
LATEST_GAP = timedelta(days=10)  # a week whose market was shut longer than this has no change


def write(store: Store, folder: Path = FOLDER) -> int:
    """Replace the bundled figures in `folder` by those of `store`; return the number of observations.

    Everything known by `LAST_MOMENT` about periods from `FIRST_PERIOD` on is taken, and of an administered rate also
    the step in force on that day.

    Raises
    ------
    MissingFigures
        The store has none of them; the table stays as it is.
    """
    chosen = [series for series in load().values() if series.bundled]
    batch = Batch(reply="reference")
    for series in chosen:
        if series.id.endswith(SUFFIX):
            _add_changes(batch, series, store)
        else:
            _add_known(batch, series, store)
    if not len(batch):
        raise MissingFigures(series="any bundled series", as_of=LAST_MOMENT.isoformat())
    fresh = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(fresh, ignore_errors=True)
    added = Store(fresh).append(batch, recorded_at=LAST_MOMENT)
    (only,) = (fresh / "log").iterdir()
    only.rename(only.with_name("figures.parquet"))
    (fresh / "lock").unlink()
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return added


def _add_known(batch: Batch, series: Series, store: Store) -> None:
    """Add every vintage of a series that was known by the last moment."""
    first = FIRST_PERIOD
    if series.frequency == "event" and series.unit.id == "pct":  # a rate stands until its next step, an amount does not
        frame = store.frame([series.id], as_of=LAST_MOMENT)
        in_force = frame[series.id].on_or_before(FIRST_PERIOD)
        first = in_force.period if in_force else FIRST_PERIOD
    for point, _ in store.vintages(series.id, as_of=LAST_MOMENT):
        if point.period >= first:
            batch.add(series.id, point.period, point.value, point.known_at, point.known_by)


def _add_changes(batch: Batch, series: Series, store: Store) -> None:
    """Add the percentage change of a price from the last close of one week to the last close of the next."""
    price = series.id.removesuffix(SUFFIX)
    frame: Frame = store.frame([price], as_of=LAST_MOMENT)
    for before, after in pairwise(_week_closes(frame[price])):
        if frame[price].point(after).period < FIRST_PERIOD:
            continue
        earlier, later = frame[price].point(before), frame[price].point(after)
        if later.period - earlier.period <= LATEST_GAP:
            change = round((later.value / earlier.value - 1) * 100, DECIMALS)
            batch.add(series.id, later.period, change, from_micros(int(frame[price].known_at[after])), later.known_by)


def _week_closes(track: Track) -> list[int]:
    """Return the position of the last close of each complete calendar week."""
    last_of: dict[tuple[int, int], int] = {}
    for position in range(len(track)):
        point = track.point(position)
        if point.value == point.value:
            last_of[point.period.isocalendar()[:2]] = position
    end: date | None = track.point(len(track) - 1).period if len(track) else None
    if end is not None and end.weekday() < 4:  # the running week has no last close yet
        last_of.pop(end.isocalendar()[:2])
    return list(last_of.values())


if __name__ == "__main__":
    print(f"{write(Store(Path(sys.argv[1])))} observations in {FOLDER}")
