"""What it costs when a driver ends: each model with all it reads, and with some series cut off on a day, scored alike.

Both runs are fitted and asked on the same later days, from what was known on them; only the named series stop. Fits are
renewed each half-year, as in a back-test, so the run with the cut relearns what it can. Amounts are bn USD, spreads bp.
`python bench/driver_ends.py [STORE [NAME]]`: some minutes on a store; without one, the spreads on the bundled figures.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tidegauge.frame import Frame, Track, days
from tidegauge.models import walk_forward
from tidegauge.models.base import Model
from tidegauge.models.reserves.balance import Reserves
from tidegauge.models.spreads.model import SOFR
from tidegauge.models.targets import TARGETS
from tidegauge.models.treasury.cash import TreasuryCash
from tidegauge.models.treasury.groups import DEBT, DEBT_STOCK, INPUTS
from tidegauge.reference import figures
from tidegauge.store import Store

HORIZONS = (1, 5, 20)
EVERY = 2
ROWS_LEAST = 20
MONTHS = ((0, 6), (6, 12), (12, 24))
CATEGORIES = tuple(series for series in INPUTS if series not in ("tga", *DEBT, DEBT_STOCK))


class Cut(NamedTuple):
    """Series of a model that stop after a day; `upto` ends the scored origins, `unit` is that of the printed errors."""

    name: str
    model: Model
    series: tuple[str, ...]
    stops: tuple[date, ...]
    upto: date
    unit: float


STATEMENT_STOPS = (date(2023, 6, 30), date(2024, 1, 2), date(2024, 9, 3))
SPREAD_STOPS = (date(2023, 12, 29), date(2024, 12, 31), date(2025, 6, 30))
LAST_DEBT, LAST = date(2025, 9, 2), date(2026, 3, 30)
CUTS = (
    Cut("cash without the debt lines", TreasuryCash(), DEBT, STATEMENT_STOPS, LAST_DEBT, 1e9),
    Cut("cash without debt lines and debt stock", TreasuryCash(), (*DEBT, DEBT_STOCK), STATEMENT_STOPS, LAST_DEBT, 1e9),
    Cut("cash without the categories", TreasuryCash(), CATEGORIES, STATEMENT_STOPS, LAST_DEBT, 1e9),
    Cut("cash with the balance alone", TreasuryCash(), INPUTS[1:], STATEMENT_STOPS, LAST_DEBT, 1e9),
    Cut("reserves with the Treasury's balance alone", Reserves(), INPUTS[1:], STATEMENT_STOPS, LAST_DEBT, 1e9),
    Cut("SOFR − IORB without bank assets", SOFR, ("bank_assets",), SPREAD_STOPS, LAST, 1.0),
    Cut("SOFR − IORB without ON RRP", SOFR, ("on_rrp",), SPREAD_STOPS, LAST, 1.0),
    Cut(
        "SOFR − IORB without reserves, assets, ON RRP",
        SOFR,
        ("reserves", "bank_assets", "on_rrp"),
        SPREAD_STOPS,
        LAST,
        1.0,
    ),
)


def frames_of(store: Store, inputs: Sequence[str]) -> Callable[[datetime], Frame]:
    """Return what was known of some series at a moment."""
    return lambda moment: store.frame(inputs, as_of=moment)


def cut_off(frames: Callable[[datetime], Frame], series: Sequence[str], after: date) -> Callable[[datetime], Frame]:
    """Return the same frames without the figures of some series for later days."""

    def without(moment: datetime) -> Frame:
        frame = frames(moment)
        return Frame(frame.as_of, {**frame.tracks, **{name: _until(frame[name], after) for name in series}})

    return without


def _until(track: Track, after: date) -> Track:
    """Return a track up to a day."""
    end = int(np.searchsorted(track.periods, days(after), side="right"))
    columns = ("periods", "values", "known_at", "known_by")
    return replace(track, **{name: getattr(track, name)[:end] for name in columns})


def errors(model: Model, frames: Callable[[datetime], Frame], origins: Sequence[date], judge: Frame) -> np.ndarray:
    """Return absolute errors by origin and horizon, NaN where nothing was said or came [shape (n, 3)]."""
    target = TARGETS[model.target]
    schedule = walk_forward.Schedule(tuple(origins), HORIZONS, walk_forward.half_yearly(origins[0], origins[-1]))
    parts = [walk_forward.forecasts(model, frames, stretch) for stretch in schedule.stretches()]
    table = walk_forward.judged(walk_forward.joined(parts), target, judge)
    found: np.ndarray = np.abs(table.outcome - table.centre).reshape(-1, len(HORIZONS))
    return found


def compare(store: Store, cut: Cut, stop: date) -> None:
    """Print the errors with and without the cut by months since the stop."""
    inputs = tuple(dict.fromkeys((*cut.model.inputs, *TARGETS[cut.model.target].inputs)))
    whole = frames_of(store, inputs)
    judge = whole(figures.LAST_MOMENT)
    ends = [min(cut.upto, stop + timedelta(days=round(30.44 * months))) for _, months in MONTHS]
    origins = walk_forward.business_origins(stop + timedelta(days=1), ends[-1], every=EVERY)
    with_it = errors(cut.model, whole, origins, judge)
    without = errors(cut.model, cut_off(whole, cut.series, stop), origins, judge)
    start = stop
    for (first, last), end in zip(MONTHS, ends, strict=True):
        rows = np.array([start < origin <= end for origin in origins])
        start = end
        if rows.sum() < ROWS_LEAST:
            break
        both = rows[:, None] & ~np.isnan(with_it) & ~np.isnan(without)
        answered = np.isfinite(without[rows]).sum() / max(np.isfinite(with_it[rows]).sum(), 1)
        said = " | ".join(_means(np.where(both, one, np.nan) / cut.unit) for one in (with_it, without))
        print(f"| {cut.name} | {stop} | {first}–{last} | {both[:, 0].sum()} | {said} | {answered:.0%} |", flush=True)


def _means(shown: np.ndarray) -> str:
    """Write the mean of each horizon."""
    return ", ".join(f"{value:.{1 if value > 10 else 2}f}" for value in np.nanmean(shown, axis=0))


def main() -> None:
    """Print every cut of a store, or those of which the second argument is a part of the name."""
    store = Store(Path(sys.argv[1]) if len(sys.argv) > 1 else figures.FOLDER)
    wanted = sys.argv[2] if len(sys.argv) > 2 else "" if len(sys.argv) > 1 else "SOFR"
    print("| cut | stopped after | months since | n | with, 1, 5, 20 days | without | answered |")
    for cut in (cut for cut in CUTS if wanted in cut.name):
        for stop in cut.stops:
            compare(store, cut, stop)


if __name__ == "__main__":
    main()
