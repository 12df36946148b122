"""The figures of a scenario's page, as the TOML file beside it declares them: measured and held against published ones.

Page and test read the same declaration and the same runs, so that they cannot differ. One rule judges all: a published
figure is held where it lies between the 10th and the 90th percentile of the paths. No page can widen it, it asks more
the surer a run is of itself. `asked` replaces it where a band says nothing, and `because` then says why. A figure that
fails names its cause in `misses` and how far off it may be in `at_most`: it turns red when it gets worse, and also when
it is held and the cause is none. A figure that no run of the scenario could have failed is `unscored`, with the reason.

A page's run `control` is the same scenario with its event taken out. What the scenario and its control both hold, or
what is the same on every path of both, says nothing of the event and is not scored; nobody can declare it away.
"""

import hashlib
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import scenario_months
import scenario_runs
from scenario_runs import Ran, code_sha256

from tidegauge.scenarios.ensemble import program_sha256
from tidegauge.words import text
from tidegauge.words.numbers import day as written_day

if TYPE_CHECKING:
    from scenario_runs import Paths

FOLDER = Path(__file__).parent / "scenarios"
BAND = (0.1, 0.5, 0.9)
CONTROL = "control"
"""The run of a page that is its scenario with the event taken out."""

HOLDS, FAILS, SAME = "holds", "fails", "same"
"""What the control does with a figure: pass, fail, or be the scenario itself on every path."""

FLOW_PATHS = 20
"""Paths whose journal is read for a flow; each is walked through the readable engine."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a page, as its file declares it.

    Attributes
    ----------
    of : str
        A metric, several joined by `` + `` for their sum, ``flow NAME`` for what a flow carries over the run,
        ``backlog`` for outlays held back, ``identity`` for the largest gap between reserves and all other lines of
        H.4.1.
    on, start, end : date
        The day of a level, or the first and last day of a change or an extreme.
    take : str
        ``level`` or ``change`` by default; ``highest``, ``lowest``, ``share above`` (per cent of the paths whose
        highest value passes `line`), ``days above`` (business days above `line`), ``miss`` and ``bands`` (of the
        baseline four weeks ahead, `scenario_months`).
    run, less : str
        A run named in the file instead of the scenario itself; a run that is subtracted path by path.
    published, source : float, str
        What was published, with who did, where the bundled figures do not hold it [bn, bp or the unit of `says`].
    judge : str
        ``band``; ``outside`` for a run that must not hold the figure; ``none`` for a figure that is only shown.
    asked, because : (float, float), str
        What the median must lie between instead, and why.
    misses, at_most : str, float
        The cause, in words, of a figure that is known not to be held, and the distance it may miss by at most; in the
        file a list where `on` is one, a distance a day.
    unscored : str
        Why it is held by construction and counts for nothing; it must hold all the same.
    """

    of: str
    on: date | None = None
    start: date | None = None
    end: date | None = None
    take: str = ""
    line: float = 0.0
    run: str = ""
    less: str = ""
    says: str = ""
    published: float | None = None
    source: str = ""
    judge: str = "band"
    asked: tuple[float, float] | None = None
    because: str = ""
    misses: str = ""
    at_most: float = 0.0
    unscored: str = ""

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that are added up; none for what is no metric."""
        return tuple(self.of.split(" + ")) if self.of.endswith(("_usd", "_bp")) else ()

    @property
    def measure(self) -> tuple[str, ...]:
        """What is measured, whatever the day."""
        return (self.of, self.take, self.run, self.less, self.judge, self.says)

    @property
    def name(self) -> str:
        """What the page calls the figure, with its unit."""
        if self.says:
            return self.says
        said = " and ".join(text(f"runs.metric.{metric}", "en") for metric in self.metrics) or self.of
        if self.start and self.end:
            when = f"{_day(self.start)} to {_day(self.end)}"
        else:
            when = _day(self.on) if self.on else "over the run"
        kind = "" if self.take in ("", "level") else f"{self.take} "
        runs = f" in `{self.run}`" if self.run else ""
        runs += f" less `{self.less}`" if self.less else ""
        return f"{kind}{said}, {when}{runs}, {'bp' if self.of.endswith('_bp') else 'bn'}"

    @property
    def short_name(self) -> str:
        """The name without its unit, for a sentence."""
        return self.name.rpartition(", ")[0]


@dataclass(frozen=True, slots=True)
class Found:
    """A figure as measured, rounded as the page prints it: compared is what a reader sees.

    `unscored` says why the run could not have failed it, empty where it could. `control` says what the control does
    with it, as `HOLDS` and its neighbours have it; empty where none was asked.
    """

    figure: Figure
    low: float
    median: float
    high: float
    published: float | None
    unscored: str = ""
    control: str = ""

    @property
    def is_held(self) -> bool | None:
        """Whether the figure passes; None where nothing is asked."""
        figure = self.figure
        if figure.asked:
            return figure.asked[0] <= self.median <= figure.asked[1]
        if self.published is None or figure.judge == "none":
            return None
        if figure.take == "miss":
            return self.median < self.published
        return (self.low <= self.published <= self.high) is (figure.judge == "band")

    @property
    def is_scored(self) -> bool:
        """Whether it counts: something is asked of it, and the event could have failed it."""
        return self.is_held is not None and not self.why_unscored

    @property
    def why_unscored(self) -> str:
        """Why it is no test of the scenario; empty where it is one."""
        if not self.unscored and self.control == SAME:
            return "the event does not move it"
        is_held_by_both = self.is_held and self.control == HOLDS
        return self.unscored or ("a world without the event holds it too" if is_held_by_both else "")

    @property
    def distance(self) -> float:
        """How far the median is from what is asked, or from what was published; 0 where nothing is asked."""
        if self.figure.asked:
            low, high = self.figure.asked
            return max(low - self.median, self.median - high, 0.0)
        return abs(self.median - self.published) if self.published is not None else 0.0

    @property
    def wrong(self) -> str:
        """What is wrong with the figure or with what its file says of it; empty where nothing is."""
        figure = self.figure
        if self.is_held is False and not figure.misses:
            return "is missed, and no cause is named"
        if self.is_held is not False and figure.misses:
            return "is held, so `misses` has to go"
        if figure.misses and self.distance > figure.at_most:
            return f"is missed by {self.distance:,.10g}, more than the {figure.at_most:,.10g} of `at_most`"
        return ""


@dataclass(frozen=True, slots=True)
class Declared:
    """The file of a page: its figures, the runs beside the scenario itself, and the pictures it shows."""

    name: str
    figures: tuple[Figure, ...]
    runs: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: tuple[str, ...] = ("reserves_usd", "why")

    def call(self, run: str, *, is_control: bool = False) -> tuple[tuple[str, ...], dict[str, Any]]:
        """Return what a run of the file is made from: scenario and overrides, and the setting of the priors.

        The control of a run is the same call with what the file's `control` overrides on top, or in its scenario.
        """
        told = self.runs[run] if run else {}
        scenario, overrides = told.get("scenario", self.name), told.get("set", [])
        if is_control and run != CONTROL:
            control = self.runs[CONTROL]
            scenario, overrides = control.get("scenario", scenario), [*overrides, *control.get("set", [])]
        return (scenario, *overrides), {"setting": told.get("setting", "middle")}

    def ran(self, run: str, *, is_control: bool = False) -> Ran:
        """Return a run of the file, or the control of it; the empty name is the scenario itself."""
        arguments, setting = self.call(run, is_control=is_control)
        return scenario_runs.run(*arguments, **setting)

    @property
    def control_says(self) -> str:
        """What the control has in place of the event, in words; empty where the page has none."""
        says: str = self.runs.get(CONTROL, {}).get("says", "")
        return says

    def has_control(self, figure: Figure) -> bool:
        """Whether a figure is held against the control; a run that must not hold its figure is a rival itself."""
        return CONTROL in self.runs and figure.judge == "band" and not self.unscored(figure)

    def unscored(self, figure: Figure) -> str:
        """Return why a figure is no test of the scenario; empty where it is one."""
        scenario = self.call(figure.run)[0][0]
        if figure.of == "identity":
            return "published lines are added up and no scenario is run"
        return figure.unscored or ("" if scenario == self.name else f"it is a run of `{scenario}`")


def place(name: str) -> Path:
    """Return the file that declares the figures of a page."""
    return FOLDER / f"{name}.toml"


def declared(name: str) -> Declared:
    """Read what a page declares; `on` with several days stands for a figure a day, one kind goes by its days."""
    said = tomllib.loads(place(name).read_text("utf-8"))
    figures = []
    for table in said.pop("figure"):
        days = _several(table.pop("on", None))
        most = _several(table.pop("at_most")) if "misses" in table else [0.0] * len(days)
        if "asked" in table:
            table["asked"] = tuple(table["asked"])
        figures += [Figure(**table, on=day, at_most=one) for day, one in zip(days, most, strict=True)]
    measures = list(dict.fromkeys(figure.measure for figure in figures))
    figures.sort(key=lambda figure: (measures.index(figure.measure), figure.on or figure.end or date.min))
    return Declared(name, tuple(figures), **said)


def identity(name: str) -> str:
    """Return what the figures of a page hang on, as a hash: its own file, the formulas, the programs of all its runs.

    A program holds the opening, the calendar and every parameter, so a changed one is noticed without simulating.
    """
    page = declared(name)
    digest = hashlib.sha256(place(name).read_bytes() + code_sha256().encode())
    calls = [page.call(run) for run in ("", *page.runs)]
    calls += [page.call(figure.run, is_control=True) for figure in page.figures if page.has_control(figure)]
    for arguments, setting in calls:
        digest.update(program_sha256(scenario_runs.program(*arguments, **setting)).encode())
    return digest.hexdigest()[:12]


@cache
def measure(name: str) -> tuple[Found, ...]:
    """Return every figure of a page, measured."""
    page = declared(name)
    return tuple(_measured(page, figure) for figure in page.figures)


def failures(name: str) -> list[str]:
    """Return every figure of a page that is missed without a cause, by more than recorded, or no longer, in words."""
    return [
        f"{found.figure.name} {found.wrong}: {found.published} published, {found.median} ({found.low} to {found.high})"
        for found in measure(name)
        if found.wrong
    ]


def _several(told: Any) -> list[Any]:
    """Return a value of the file as a list, where it is none."""
    return told if isinstance(told, list) else [told]


def _measured(page: Declared, figure: Figure) -> Found:
    values = _values(page, figure)
    found = _found(page, figure, values)
    if found.is_held is None or not page.has_control(figure):
        return found
    without = _values(page, figure, is_control=True)
    if np.array_equal(values, without):
        return replace(found, control=SAME)
    return replace(found, control=HOLDS if _found(page, figure, without).is_held else FAILS)


def _found(page: Declared, figure: Figure, values: "Paths") -> Found:
    """Hold what a figure is on every path against what was published."""
    low, median, high = (_rounded(float(value), figure) for value in np.quantile(values, BAND))
    came = _published(figure)
    published = None if came is None else _rounded(came, figure)
    return Found(figure, low, median, high, published, page.unscored(figure))


def _values(page: Declared, figure: Figure, *, is_control: bool = False) -> "Paths":
    """Return a figure on every path of its run, or of the control of that run."""
    if figure.of == "identity":
        assert figure.start and figure.end
        return np.array([scenario_runs.largest_gap(figure.start, figure.end)])
    if figure.take in ("miss", "bands"):
        months = scenario_months.errors(figure.of)
        return np.array([months.median_bn_or_bp if figure.take == "miss" else months.held_share * 100])
    values = _of_run(page.ran(figure.run, is_control=is_control), figure)
    return values - _of_run(page.ran(figure.less), figure) if figure.less else values


def _of_run(ran: Ran, figure: Figure) -> "Paths":
    """Return a figure of one run on every path."""
    if figure.of == "backlog":
        assert figure.on
        return np.array([ran.backlog(figure.on)])
    if figure.of.startswith("flow "):
        return np.array([ran.flow(figure.of.removeprefix("flow "), path) for path in range(FLOW_PATHS)])
    if figure.on:
        levels: Paths = np.sum([ran.values(metric, figure.on) for metric in figure.metrics], axis=0)
        return levels
    assert figure.start and figure.end
    if figure.take == "share above":
        return np.array([np.mean(ran.highest(figure.of, figure.start, figure.end) > figure.line) * 100])
    if figure.take == "days above":
        return ran.days_above(figure.of, figure.line, figure.start, figure.end)
    taken = getattr(ran, figure.take or "change")
    moved: Paths = np.sum([taken(metric, figure.start, figure.end) for metric in figure.metrics], axis=0)
    return moved


def _published(figure: Figure) -> float | None:
    """Return what was published of a figure; nothing of a difference between runs."""
    if figure.published is not None:
        return figure.published
    if figure.take == "miss":
        return scenario_months.errors(figure.of).no_change_bn_or_bp
    if figure.less or figure.take in ("share above", "bands") or not figure.metrics:
        return None
    if figure.take in ("highest", "lowest", "days above"):
        assert figure.start and figure.end
        seen = [value for on, value in scenario_runs.track(figure.of) if figure.start <= on <= figure.end]
        if figure.take == "days above":
            return float(sum(value > figure.line for value in seen)) if seen else None
        return (max if figure.take == "highest" else min)(seen) if seen else None
    levels = {on: _sum_published(figure, on) for on in (figure.on, figure.start, figure.end) if on}
    if None in levels.values():
        return None
    return levels[figure.on] if figure.on else levels[figure.end] - levels[figure.start]  # type: ignore[operator,index]


def _sum_published(figure: Figure, on: date) -> float | None:
    found = [scenario_runs.published(metric, on) for metric in figure.metrics]
    return None if None in found else sum(value for value in found if value is not None)


def _rounded(value: float, figure: Figure) -> float:
    """Round as the page prints: whole bp and bn, small amounts of other kinds to a tenth."""
    is_small = abs(value) < 20 and not figure.of.endswith("_bp")
    return round(value, 1 if is_small or figure.take == "miss" else 0) + 0.0


def _day(on: date) -> str:
    return written_day(on, "en", weekday=False, year=True)
