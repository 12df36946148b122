"""Do baselines call more tense days than come? Business days with SOFR more than 10 bp above the rate on reserves.

Each baseline is opened on what was known on a Wednesday evening and run for 60 business days; counted are the days that
have been published since, on every path. The table gives the median of the paths, four in five of them, and what came.
The last line has the means. `python bench/days_above.py --help`.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.band_coverage import SEED, openings

from tidegauge.clock import end_of_day
from tidegauge.frame import from_days
from tidegauge.indicators.combine import spread_bp
from tidegauge.reference import figures
from tidegauge.scenarios import library, overdone
from tidegauge.scenarios.compile import INPUTS, compile_scenario
from tidegauge.scenarios.program import BP_SCALE
from tidegauge.scenarios.sample import Cell, draw
from tidegauge.scenarios.scenario import Opening
from tidegauge.store import Store

DAYS, LINE_BP = 60, 10.0
BAND = (0.1, 0.5, 0.9)


class Count(NamedTuple):
    """Days above the line after an opening: of how many, on the paths (10th, 50th, 90th percentile), and published."""

    opening: date
    days: int
    called: tuple[float, float, float]
    came: int


def counts(days: Sequence[date], *, paths: int, seed: int = SEED) -> Iterator[Count]:
    """Run the baseline from each day and yield its count."""
    store = Store(figures.FOLDER)
    happened = store.frame(INPUTS, as_of=figures.LAST_MOMENT)
    spread = spread_bp(overdone.METRIC, happened["sofr"], happened["iorb"])
    for day in days:
        scenario = replace(library.find("baseline", ()), opening=Opening(on=day))
        program = compile_scenario(scenario, store.frame(INPUTS, as_of=end_of_day(day)), days=DAYS).program
        seen = [(place, spread.at(from_days(int(on)))) for place, on in enumerate(program.days.on)]
        came = {place: point.value for place, point in seen if point is not None}
        found = draw(program, [Cell(overdone.METRIC, place) for place in came], paths=paths, seed=seed)
        above = (found.values > LINE_BP * BP_SCALE).sum(axis=0)
        low, median, high = (float(np.quantile(above, share)) for share in BAND)
        yield Count(day, len(came), (low, median, high), sum(value > LINE_BP for value in came.values()))


def means(found: Sequence[Count]) -> tuple[float, float]:
    """Return the means of the medians and of what came."""
    return float(np.mean([one.called[1] for one in found])), float(np.mean([one.came for one in found]))


def main() -> int:
    """Run every opening and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--paths", type=int, default=500)
    options.add_argument("--weeks", type=int, default=1, help="weeks between openings")
    options.add_argument("--first", type=date.fromisoformat, default=overdone.FIRST)
    options.add_argument("--last", type=date.fromisoformat, default=overdone.LAST)
    said = options.parse_args()
    found = list(counts(list(openings(said.first, said.last, said.weeks)), paths=said.paths))
    print("opening     days  median  four in five  came")
    for one in found:
        low, median, high = one.called
        print(f"{one.opening} {one.days:>5} {median:>7.0f} {f'{low:.0f} to {high:.0f}':>13} {one.came:>5}")
    print("means of {} openings: {:.1f} called, {:.1f} came".format(len(found), *means(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
