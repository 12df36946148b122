"""What runs of many paths say, as values: the shapes that `simulate` and `compare` answer with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tidegauge.questions.flows import Stream
from tidegauge.scenarios.compile.treasury import CASH_RUNS_OUT
from tidegauge.scenarios.program import BP_SCALE, METRICS, Watermark
from tidegauge.words.sentence import Amount, Fact, Sentence, Words

SHOWN = ("reserves_usd", "tga_usd", "on_rrp_usd", "srf_usd", "net_liquidity_usd", "sofr_iorb_bp")
"""The metrics that an answer holds day by day."""

QUANTILES = (5, 25, 50, 75, 95)
UNITS = {metric: "USD" if metric.endswith("_usd") else "bp" for metric in SHOWN} | {"median_usd": "USD"}

Values = tuple[float, ...]
Bands = Mapping[int, Values]


@dataclass(frozen=True, slots=True)
class Making:
    """How a run is made: how many paths, how far, from which seed, on what, with which keys of the scenario set.

    `parameters` is a file of estimates that `fit` wrote, to stand in place of the program's own.
    """

    paths: int = 1000
    days: int | None = None
    seed: int = 1
    workers: int | None = None
    dask: str | None = None
    keys: tuple[str, ...] = ()
    parameters: Path | None = None


class Odds(NamedTuple):
    """How many paths meet a condition, and by when half of those have; `kind` is watermark, stop or signal.

    `line` is the level of its metric [USD or bp], `days_more_than` how many days beyond it a path may have.
    `is_met_at_opening` says that a single day is asked for and the opening is beyond the line: the odds tell nothing.
    """

    id: str
    kind: str
    metric: str
    line: float
    days_more_than: int
    condition: Sentence
    probability_share: float
    half_by: date | None
    is_met_at_opening: bool = False


class LinePart(NamedTuple):
    """One line of the Fed's balance sheet and what its change did to reserves, mean of the paths [USD]."""

    id: str
    reserves_usd: int


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved reserves between two days, mean of the paths; the causes add up to the dollar."""

    start_on: date
    end_on: date
    start_usd: int
    end_usd: int
    causes: tuple[LinePart, ...]


class PriorShare(NamedTuple):
    """The part of the variance of a metric on a day that lies between settings of the priors."""

    metric: str
    on: date
    spread_share: float


class Priors(NamedTuple):
    """How much rests on judgement: medians of reserves at the end under three settings of the priors [USD].

    `shares` are those of the last day, `peak` that of the spread on the day on which its median is highest.
    """

    paths: int
    low_usd: int
    middle_usd: int
    high_usd: int
    shares: tuple[PriorShare, ...]
    peak: PriorShare


class Judged(NamedTuple):
    """How much of an answer rests on judgement: so many paths under each setting of the priors, and what they share."""

    paths: int
    shares: tuple[PriorShare, ...]


class HeldBack(NamedTuple):
    """Payments that a lapse of appropriations holds back by the end of one of its days.

    The share held back is a rule without a draw, so the median is what every path has.
    """

    on: date
    lapse_day: int
    median_usd: int


class Observed(NamedTuple):
    """What was observed of a metric on a day, or stands in the opening sheet [USD or bp]."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class PathFlows:
    """The Fed's own money between sectors on one path, over the whole run or a day of it."""

    path: int
    start_on: date
    end_on: date
    streams: tuple[Stream, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """An ensemble: quantiles of every day, odds, what moved reserves, what rests on priors; the residual must be 0."""

    scenario: str
    titles: Mapping[str, str]
    stories: Mapping[str, str]
    scenario_hash: str
    opening_on: date
    days: tuple[date, ...]
    paths: int
    paths_asked: int
    seed: int
    quantiles: Mapping[str, Bands]
    odds: tuple[Odds, ...]
    movement: Movement
    flows: PathFlows
    priors: Priors | None
    residual_usd: int
    history: Mapping[str, tuple[Observed, ...]]
    backlog: tuple[HeldBack, ...] = ()
    headline: tuple[Sentence, ...] = ()
    files: tuple[str, ...] = ()
    is_quick: bool = False
    """Whether neither the flows of a path nor the weight of the priors was asked for."""

    @property
    def is_partial(self) -> bool:
        """Whether the run was stopped: before its last path, or before the priors were weighed."""
        return self.paths < self.paths_asked or (self.priors is None and not self.is_quick)


class OddsPair(NamedTuple):
    """A condition under both scenarios of a comparison; `kind` as in `Odds`."""

    id: str
    kind: str
    condition: Sentence
    a_share: float
    b_share: float


@dataclass(frozen=True, slots=True)
class Side:
    """One scenario of a comparison."""

    scenario: str
    titles: Mapping[str, str]
    scenario_hash: str
    quantiles: Mapping[str, Bands]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two scenarios on the same draws: `difference` is b less a, path by path; `priors` is None if it was stopped."""

    a: Side
    b: Side
    opening_on: date
    days: tuple[date, ...]
    paths: int
    seed: int
    difference: Mapping[str, Bands]
    odds: tuple[OddsPair, ...]
    priors: Judged | None
    paths_asked: int
    headline: tuple[Sentence, ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether the comparison was stopped: before its last path, or before the priors were weighed."""
        return self.paths < self.paths_asked or self.priors is None


def readable(metric: str, recorded: Sequence[int]) -> Values:
    """Return recorded values in the unit people read: whole dollars, or basis points.

    >>> readable("sofr_iorb_bp", [-2500]), readable("tga_usd", [10])
    ((-2.5,), (10,))
    """
    if metric.endswith("_bp"):
        return tuple(int(value) / BP_SCALE for value in recorded)
    return tuple(int(value) for value in recorded)


def amount(metric: str, value: float, form: str = "level") -> Amount:
    """Return a value of a metric as a fact of a sentence."""
    return Amount(value, "usd" if metric.endswith("_usd") else "bp", form)


def condition(watermark: Watermark, line: float, n_days: int) -> Sentence:
    """Say what a watermark asks of a path of `n_days`; `line` is its threshold as people read it."""
    if watermark.name == CASH_RUNS_OUT:
        return Sentence("runs.condition.runs_out", {})
    metric = METRICS[watermark.metric]
    is_round = metric.endswith("_usd") and line % 10**11 == 0 and line >= 10**12
    written = amount(metric, line, "line" if is_round else "level")
    facts: dict[str, Fact] = {"metric": Words(f"runs.metric.{metric}"), "line": written}
    said = Sentence(f"runs.condition.{'above' if watermark.above else 'below'}", facts)
    if watermark.days_more_than:
        said = Sentence("runs.condition.lasting", {"condition": said, "days": watermark.days_more_than})
    if watermark.within < n_days:
        said = Sentence("runs.condition.within", {"condition": said, "days": watermark.within})
    return Sentence("runs.condition.stops", {"condition": said}) if watermark.stops else said
