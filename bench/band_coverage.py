"""Do the bands of the baseline hold what they claim? Many openings, each run from what was known that evening.

For every second Wednesday the baseline is compiled from the bundled figures as known at the end of that day, and its
50 % and 90 % bands are held against what was published later, by variable, horizon and the regime of the *outcome*.
Reserves are weekly, so their outcome is the Wednesday nearest to the horizon. Spreads have a row of period-ends: the
last business days of months, at whatever horizon they fall.

A coverage figure is worth its standard error: that of a binomial share over windows that do not overlap, of which
there are as many as horizons fit into the regime (for period-ends: as there were period-ends). PIT is the share of
paths below the outcome, in fifths: 20 each if bands are honest, ends heavy where they are too narrow. MAE is that of
the median, and in brackets that of "no change": what was known at the opening. `python bench/band_coverage.py --help`.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from tidegauge.business_days import CALENDARS
from tidegauge.clock import end_of_day
from tidegauge.frame import Frame, from_days
from tidegauge.reference import figures
from tidegauge.scenarios import library
from tidegauge.scenarios.anchors import metric as level_of
from tidegauge.scenarios.compile import INPUTS, compile_scenario
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.scenario import Opening
from tidegauge.store import Store

BN = 1e9
FED = CALENDARS["fed"]
HORIZONS = (1, 5, 10, 20, 40, 60)
PERIOD_END = 0
"""Stands for a horizon in the rows of period-ends."""

REGIMES = (date(2021, 7, 1), date(2023, 1, 1), date(2024, 7, 1), date(2025, 9, 1), date(2026, 4, 1))
"""First days of the regimes, and the end of the last one: ON RRP fills, empties, is empty, and reserves tighten."""

DAILY = {"tga_usd": "tga", "on_rrp_usd": "on_rrp"}
RATES = {"sofr_iorb_bp": "sofr", "effr_iorb_bp": "effr"}
VARIABLES = (*RATES, "reserves_usd", *DAILY)
SEED, WEDNESDAY = 7, 2


@dataclass(frozen=True, slots=True)
class Score:
    """One forecast held against its outcome; amounts in bn USD, spreads in bp."""

    metric: str
    horizon: int
    on: date
    below: float  # share of paths below the outcome, ties half
    error: float
    error_no_change: float

    def is_inside(self, share: float) -> bool:
        """Say whether the central band of a share of paths holds the outcome."""
        return (1 - share) / 2 <= self.below <= (1 + share) / 2


def openings(first: date, last: date, weeks: int = 2) -> Iterator[date]:
    """Yield Wednesdays on which the Fed is open."""
    day = first + timedelta(days=(WEDNESDAY - first.weekday()) % 7)
    while day <= last:
        if FED.is_open(day):
            yield day
        day += timedelta(weeks=weeks)


def scores(days: Sequence[date], *, paths: int, seed: int = SEED) -> Iterator[Score]:
    """Run the baseline from each day and yield its scores."""
    store = Store(figures.FOLDER)
    happened = store.frame(INPUTS, as_of=figures.LAST_MOMENT)
    for day in days:
        scenario = replace(library.find("baseline", ()), opening=Opening(on=day))
        program = compile_scenario(scenario, store.frame(INPUTS, as_of=end_of_day(day)), days=max(HORIZONS)).program
        found = simulate_paths(program, seed=seed, paths=paths).figures
        run = [from_days(int(on)) for on in program.days.on]
        ends = program.days.is_month_end | program.days.is_quarter_end
        for metric in VARIABLES:
            scale = 1000.0 if metric.endswith("_bp") else BN
            before = opening_of(program, metric)
            for horizon, place in _places(metric, run, ends.tolist()):
                after = _outcome(happened, metric, run[place])
                if after is None or run[place] >= REGIMES[-1]:
                    continue
                values = found[METRICS.index(metric), place] / scale
                below = float(np.mean(values < after) + np.mean(values == after) / 2)
                yield Score(
                    metric, horizon, run[place], below, abs(after - float(np.median(values))), abs(after - before)
                )


def opening_of(program: Program, metric: str) -> float:
    """Return what was known at the opening [bn or bp], which "no change" repeats."""
    if metric in RATES:
        return float(getattr(program.opening, metric))
    return level_of(program, metric, program.chart.opening_usd.tolist()) / BN


def _places(metric: str, run: Sequence[date], ends: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield horizons and the days of a run that they fall on."""
    for horizon in HORIZONS:
        if metric != "reserves_usd":
            yield horizon, horizon - 1
        elif horizon > 1:
            near = [place for place in range(horizon - 3, horizon + 2) if 0 <= place < len(run)]
            weekly = [place for place in near if run[place].weekday() == WEDNESDAY]
            yield from ((horizon, place) for place in weekly[:1])
    if metric in RATES:
        yield from ((PERIOD_END, place) for place, is_end in enumerate(ends) if is_end)


def _outcome(frame: Frame, metric: str, day: date) -> float | None:
    """Return what was published for a day [bn or bp], or None."""
    if metric in RATES:
        rate, base = frame[RATES[metric]].at(day), frame["iorb"].on_or_before(day)
        return None if rate is None or base is None else round((rate.value - base.value) * 100.0, 6)
    point = frame[DAILY.get(metric, "reserves")].at(day)
    return None if point is None else point.value / BN


def windows(found: Sequence[Score], horizon: int) -> int:
    """Return how many of some scores of one horizon do not overlap."""
    if horizon == PERIOD_END:
        return len({score.on for score in found})
    days = sorted(score.on for score in found)
    return min(len(days), 1 + FED.count(days[0], days[-1]) // horizon) if days else 0


def table(found: Sequence[Score]) -> Iterator[Mapping[str, object]]:
    """Yield the rows of the table: one for each variable, regime and horizon."""
    for metric in VARIABLES:
        for start, end in pairwise(REGIMES):
            for horizon in (*HORIZONS, PERIOD_END):
                part = [s for s in found if (s.metric, s.horizon) == (metric, horizon) and start <= s.on < end]
                if not part:
                    continue
                n = windows(part, horizon)
                pit, _ = np.histogram([s.below for s in part], bins=5, range=(0, 1))
                yield {
                    "metric": metric,
                    "from": start,
                    "horizon": horizon,
                    "n": len(part),
                    "windows": n,
                    **{f"in_{share:.0%}": float(np.mean([s.is_inside(share) for s in part])) for share in (0.5, 0.9)},
                    "se_90%": (0.09 / n) ** 0.5,
                    "se_50%": (0.25 / n) ** 0.5,
                    "pit": [round(100 * float(k) / len(part)) for k in pit],
                    "error": float(np.mean([s.error for s in part])),
                    "error_no_change": float(np.mean([s.error_no_change for s in part])),
                }


def show(found: Sequence[Score]) -> None:
    """Print the table; a star marks a coverage more than two standard errors from its claim."""
    head = f"{'outcomes from':>13} {'days':>4} {'n':>4} {'windows':>7}  {'50 %':>5} {'90 %':>5}  {'± of 90':>7}"
    last = ""
    for row in table(found):
        if row["metric"] != last:
            last = str(row["metric"])
            print(f"\n{last}\n{head}   PIT in fifths         MAE (no change)")
        far = {share: abs(float(f"{row[f'in_{share}%']}") - share / 100) for share in (50, 90)}
        marks = {share: "*" if far[share] > 2 * float(f"{row[f'se_{share}%']}") else " " for share in far}
        pit = "-".join(f"{k:02d}" for k in row["pit"])  # type: ignore[attr-defined]
        days = "end" if row["horizon"] == PERIOD_END else row["horizon"]
        print(
            f"{row['from']!s:>13} {days!s:>4} {row['n']:>4} {row['windows']:>7}  {row['in_50%']:>4.0%}{marks[50]} "
            f"{row['in_90%']:>4.0%}{marks[90]}  {2 * float(str(row['se_90%'])):>7.0%}   {pit}   "
            f"{row['error']:>7.1f} ({row['error_no_change']:.1f})"
        )


def main() -> int:
    """Run every opening and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--paths", type=int, default=500)
    options.add_argument("--weeks", type=int, default=2, help="weeks between openings")
    options.add_argument("--first", type=date.fromisoformat, default=date(2021, 7, 7))
    options.add_argument("--last", type=date.fromisoformat, default=date(2025, 12, 31))
    said = options.parse_args()
    show(list(scores(list(openings(said.first, said.last, said.weeks)), paths=said.paths)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
