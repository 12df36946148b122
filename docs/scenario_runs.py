"""A scenario of the library run at its opening, and what was published afterwards; both on the bundled figures.

The pages of the library and its tests read the same runs here. Amounts are bn USD, spreads bp. A run sees what was
known on the evening it opens and nothing later.
"""

import ast
import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tidegauge import scenarios
from tidegauge.catalogue.series import find, short_publisher
from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.frame import days, from_days
from tidegauge.indicators.gauges import BY_ID
from tidegauge.questions.measures import READ_AS
from tidegauge.reference import figures
from tidegauge.scenarios import library
from tidegauge.scenarios.anchors import metric as opened
from tidegauge.scenarios.compile import INPUTS, compile_scenario
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.hindcast import observed as identity
from tidegauge.scenarios.opening import INPUTS as OPENING_INPUTS
from tidegauge.scenarios.opening import open_sheet
from tidegauge.scenarios.parameters import Setting
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS, BP_SCALE, METRICS, Program
from tidegauge.scenarios.simulate import simulate
from tidegauge.store import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Paths = NDArray[np.float64]

SEED, PATHS = 7, 2_000
BN = 1e9
LAST_EVENING = figures.LAST_MOMENT.astimezone(NEW_YORK).date() - timedelta(days=1)
"""Where a scenario without an opening of its own opens: the last whole day of the bundled figures."""

GAUGES = READ_AS | {
    name: name.removesuffix("_usd") for name in ("effr_iorb_bp", "foreign_repo_pool_usd", "fed_assets_usd")
}
"""The gauge that shows what was published of each metric."""


@dataclass(frozen=True, eq=False)
class Ran:
    """The paths of a scenario; what a method returns for every path has shape (n_paths,)."""

    program: Program
    figures: "NDArray[np.int64]"  # (n_metrics, n_days, n_paths)

    @property
    def days(self) -> list[date]:
        """The simulated days."""
        return [from_days(number) for number in self.program.days.on.tolist()]

    def values(self, metric: str, on: date) -> "Paths":
        """Return a metric of every path at the end of a day; before the first day it is what the opening sheet has."""
        scale = BN if metric.endswith("_usd") else BP_SCALE
        if on < self.days[0]:
            return np.full(self.figures.shape[2], self._opened(metric))
        values: Paths = self.figures[METRICS.index(metric), self.days.index(on)] / scale
        return values

    def median(self, metric: str, on: date) -> float:
        """Return the median of a metric at the end of a day."""
        return float(np.median(self.values(metric, on)))

    def change(self, metric: str, start: date, end: date) -> "Paths":
        """Return by how much a metric of every path changes from the end of one day to the end of another."""
        return self.values(metric, end) - self.values(metric, start)

    def highest(self, metric: str, start: date, end: date) -> "Paths":
        """Return the highest value of every path from one day to another, both included."""
        found: Paths = np.max(self._between(metric, start, end), axis=0)
        return found

    def lowest(self, metric: str, start: date, end: date) -> "Paths":
        """Return the lowest value of every path from one day to another, both included."""
        found: Paths = np.min(self._between(metric, start, end), axis=0)
        return found

    def days_above(self, metric: str, line: float, start: date, end: date) -> "Paths":
        """Return on how many days from one to another, both included, every path stands above a line."""
        found: Paths = np.sum([values > line for values in self._between(metric, start, end)], axis=0, dtype=float)
        return found

    def flow(self, name: str, path: int = 0) -> float:
        """Return what a flow carries on one path over the whole run; without surprises it is the same on every path."""
        place, flows = self.program.flow_names.index(name), self.program.flows
        if name not in BEHAVIOURAL_FLOWS and flows.shock[place] < 0:
            return float(flows.scheduled_usd[:, place].sum()) / BN
        journal = simulate(self.program, seed=SEED, path=path, check=False).journal  # the kernel has checked the path
        return sum(line.amount_usd for line in journal if line.flow == name) / BN

    def backlog(self, on: date) -> float:
        """Return the outlays that a lapse of appropriations holds back at the end of a day."""
        return float(self.program.backlog_usd[self.program.days.on.tolist().index(days(on))] / BN)

    def _between(self, metric: str, start: date, end: date) -> "list[Paths]":
        return [self.values(metric, on) for on in self.days if start <= on <= end]

    def _opened(self, metric: str) -> float:
        if metric.endswith("_usd"):
            return opened(self.program, metric, self.program.chart.opening_usd.tolist()) / BN
        return float(getattr(self.program.opening, metric))


@lru_cache(maxsize=128)
def program(name: str, *overrides: str, setting: Setting = "middle") -> Program:
    """Compile a scenario of the library from what was known at its opening."""
    scenario = library.find(name, overrides)
    frame = Store(figures.FOLDER).frame(INPUTS, as_of=end_of_day(scenario.opening.on or LAST_EVENING))
    return compile_scenario(scenario, frame, setting=setting).program


@lru_cache(maxsize=8)
def run(name: str, *overrides: str, setting: Setting = "middle", paths: int = PATHS) -> Ran:
    """Run a scenario of the library."""
    compiled = program(name, *overrides, setting=setting)
    return Ran(compiled, simulate_paths(compiled, seed=SEED, first=0, paths=paths).figures)


@lru_cache(maxsize=16)
def track(metric: str) -> tuple[tuple[date, float], ...]:
    """Return everything published of a metric by day; empty where no series shows it."""
    if metric not in GAUGES:
        return ()
    gauge = BY_ID[GAUGES[metric]]
    frame = Store(figures.FOLDER).frame(gauge.inputs, as_of=figures.LAST_MOMENT)
    scale = BN if metric.endswith("_usd") else 1.0
    return tuple((day, value / scale) for day, value in gauge.track(frame).present())


def published(metric: str, on: date) -> float | None:
    """Return what was published of a metric for a day, or None."""
    return dict(track(metric)).get(on)


def source(metric: str) -> str:
    """Name the series that show a metric, with their publishers.

    >>> source("reserves_usd")
    '`reserves` (Fed Board)'
    """
    inputs = BY_ID[GAUGES[metric]].inputs
    return ", ".join(f"`{name}` ({short_publisher(find(name).publisher)['en']})" for name in inputs)


@lru_cache(maxsize=512)
def observed(series: str, on: date) -> float:
    """Return a published figure of a day: bn for amounts, the figure itself for rates."""
    point = Store(figures.FOLDER).frame((series,), as_of=figures.LAST_MOMENT)[series].on_or_before(on)
    assert point is not None and (point.period == on or series in ("iorb", "bank_assets"))
    return point.value / BN if find(series).unit.id == "usd" else point.value


def spread(rate: str, on: date) -> float:
    """Return a published rate over the rate on reserves of its day [bp]."""
    return (observed(rate, on) - observed("iorb", on)) * 100.0


def largest_gap(start: date, end: date) -> float:
    """Return by how much published reserves differ at most from what all other lines of H.4.1 say, on any Wednesday."""
    store = Store(figures.FOLDER)
    sheet = open_sheet(store.frame(OPENING_INPUTS, as_of=end_of_day(start)), start).sheet
    frame = store.frame(identity.INPUTS, as_of=figures.LAST_MOMENT)
    return identity.drive(sheet, frame, start, end).largest_gap_usd / BN


@cache
def code_sha256(*places: Path) -> str:
    """Return a hash of the formulas in some files; comments, docstrings and layout do not count.

    Without files it is that of everything a figure of a page is made by: behaviours, kernels, and what measures here.
    """
    digest = hashlib.sha256()
    for place in places or _made_by():
        tree = ast.parse(place.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
                node.body = node.body[1:]
        digest.update(ast.dump(tree).encode())
    return digest.hexdigest()


def _made_by() -> list[Path]:
    """Return the files whose formulas make the figures of a page and are in no program."""
    folder, ours = Path(scenarios.__file__).parent, Path(__file__).parent
    readable = ("anchors", "closing", "market_day", "run", "simulate", "stages", "state")
    engine = [folder / f"{name}.py" for name in ("arithmetic", "draws", *readable)]
    measuring = [ours / f"scenario_{part}.py" for part in ("figures", "months", "runs")]
    return sorted([*engine, *folder.glob("behaviour/*.py"), *folder.glob("kernels/*.py")]) + measuring
