"""A library scenario run at its date, and what was published afterwards; both on the bundled figures.

Amounts are bn USD, spreads bp over the rate on reserves. A run sees what was known on the evening it opens.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.clock import end_of_day
from tidegauge.frame import days
from tidegauge.reference import figures
from tidegauge.scenarios import library
from tidegauge.scenarios.compile import INPUTS, compile_scenario
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.hindcast import observed as identity
from tidegauge.scenarios.opening import INPUTS as OPENING_INPUTS
from tidegauge.scenarios.opening import opening
from tidegauge.scenarios.parameters import Setting
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.simulate import simulate
from tidegauge.store import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEED, PATHS = 7, 300
BN = 1e9
SHARES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, eq=False)
class Ran:
    """The paths of a scenario; `values` has shape (n_paths,)."""

    program: Program
    figures: "NDArray[np.int64]"  # (n_metrics, n_days, n_paths)

    def values(self, metric: str, on: date) -> "NDArray[np.float64]":
        """Return a metric of every path at the end of a day of the run."""
        day = self.program.days.on.tolist().index(days(on))
        scale = BN if metric.endswith("_usd") else 1000.0
        values: NDArray[np.float64] = self.figures[METRICS.index(metric), day] / scale
        return values

    def median(self, metric: str, on: date) -> float:
        """Return the median of a metric at the end of a day."""
        return float(np.median(self.values(metric, on)))

    def band(self, metric: str, on: date) -> tuple[float, float]:
        """Return what eight paths of ten lie between."""
        low, _, high = np.quantile(self.values(metric, on), SHARES)
        return float(low), float(high)

    def change(self, metric: str, start: date, end: date) -> "NDArray[np.float64]":
        """Return by how much a metric of every path changes from the end of one day to the end of another."""
        return self.values(metric, end) - self.values(metric, start)

    def peak(self, metric: str, start: date, end: date) -> "NDArray[np.float64]":
        """Return the highest value of every path from one day to another, both included."""
        run = [date(1970, 1, 1) + timedelta(days=int(on)) for on in self.program.days.on]
        found: NDArray[np.float64] = np.max([self.values(metric, on) for on in run if start <= on <= end], axis=0)
        return found

    def flow(self, name: str, path: int = 0) -> float:
        """Return what a flow carries on one path over the whole run."""
        journal = simulate(self.program, seed=SEED, path=path).journal
        return sum(line.amount_usd for line in journal if line.flow == name) / BN


@lru_cache(maxsize=8)
def run(name: str, *overrides: str, setting: Setting = "middle") -> Ran:
    """Run a scenario of the library on what was known at its opening."""
    scenario = library.find(name, overrides)
    assert scenario.opening.on is not None
    frame = Store(figures.FOLDER).frame(INPUTS, as_of=end_of_day(scenario.opening.on))
    program = compile_scenario(scenario, frame, setting=setting).program
    return Ran(program, simulate_paths(program, seed=SEED, first=0, paths=PATHS).figures)


@lru_cache(maxsize=512)
def observed(series: str, on: date) -> float:
    """Return a published figure of a day: bn for amounts, the figure itself for rates."""
    point = Store(figures.FOLDER).frame((series,), as_of=figures.LAST_MOMENT)[series].on_or_before(on)
    assert point is not None and (point.period == on or series in ("iorb", "bank_assets"))
    return point.value / BN if abs(point.value) > BN / 1000 else point.value


def spread(rate: str, on: date) -> float:
    """Return a published rate over the rate on reserves of its day [bp]."""
    return (observed(rate, on) - observed("iorb", on)) * 100.0


def lies_within(value: float, band: tuple[float, float]) -> bool:
    """Say whether a figure lies in a band."""
    return band[0] <= value <= band[1]


def largest_gap(start: date, end: date) -> float:
    """Return by how much published reserves differ at most from what all other lines of H.4.1 say, on any Wednesday."""
    store = Store(figures.FOLDER)
    sheet = opening(store.frame(OPENING_INPUTS, as_of=end_of_day(start)), start).sheet
    frame = store.frame(identity.INPUTS, as_of=figures.LAST_MOMENT)
    return identity.drive(sheet, frame, start, end).largest_gap_usd / BN
