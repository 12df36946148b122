"""Search: the smallest policy that meets a target, with how sure that is.

One lever is moved over a range. Every trial runs the same paths with the same draws (common random numbers), so two
trials differ by the policy alone and the measured probability hardly wobbles between neighbours. A coarse grid is tried
first: it shows whether more of the lever helps, hurts or does neither, and it catches a target that is met in the
middle only. Then the edge between meeting and missing is halved until it is one step wide.

A probability measured on n paths is uncertain. The edge is therefore found three times on the same trials: for the
measured value, and for the ends of its 95 % interval; the distance between them is the uncertainty of the answer.

Sources: Glasserman (2003), *Monte Carlo Methods in Financial Engineering*, 4.1 and 7.1, for common random numbers;
Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, for the interval.
Cost: at most grid + 3·log2(range / step / grid) trials, each a whole run.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from tidegauge.errors import UnknownLever
from tidegauge.scenarios.policies import announced
from tidegauge.scenarios.program import BP_SCALE
from tidegauge.scenarios.sample import Sample
from tidegauge.scenarios.scenario import CashTarget, Levers, Pace, Scenario, StandingRepo
from tidegauge.scenarios.target import Chance, Level, Target

Z_95 = 1.959963984540054
GRID = 5
BILLION = 1_000_000_000
EDGES = ("measured", "cautious", "hopeful")
QUANTILE_OF = {"median": 0.5, "q5": 0.05, "q25": 0.25, "q75": 0.75, "q95": 0.95}


class Lever(NamedTuple):
    """A policy that can be moved: its range and step in `unit`, and how a scenario is changed to have it."""

    id: str
    unit: str
    low: int
    high: int
    step: int
    set: Callable[[Levers, int, date], Levers]


def _pace(name: str) -> Callable[[Levers, int, date], Levers]:
    """Return the change that gives a lever of monthly steps one pace from a day on."""

    def set_(levers: Levers, value: int, start: date) -> Levers:
        steps: Any = {name: (Pace(start=start, pace_usd=value),)}
        return replace(levers, **steps)

    return set_


def _standing_repo(levers: Levers, value: int, start: date) -> Levers:
    terms = levers.standing_repo or StandingRepo()
    return replace(levers, standing_repo=replace(terms, over_upper_bp=float(value)))


def _cash_target(levers: Levers, value: int, start: date) -> Levers:
    aim = (CashTarget(on=start, amount_usd=value),)
    return replace(levers, treasury=replace(levers.treasury, rule="target", cash_target=aim))


LEVERS: Mapping[str, Lever] = {
    lever.id: lever
    for lever in (
        Lever("reserve_purchases", "usd", 0, 200 * BILLION, BILLION, _pace("reserve_purchases")),
        Lever("runoff_treasuries", "usd", 0, 100 * BILLION, BILLION, _pace("runoff_treasuries")),
        Lever("runoff_mbs", "usd", 0, 35 * BILLION, BILLION, _pace("runoff_mbs")),
        Lever("cash_target", "usd", 100 * BILLION, 1_500 * BILLION, 10 * BILLION, _cash_target),
        Lever("standing_repo", "bp", -25, 50, 1, _standing_repo),
    )
}
"""What can be searched; paces are USD a month from the first simulated day."""


class Reading(NamedTuple):
    """What a run says of a target: the measured value, and the ends of its 95 % interval (share, USD or bp)."""

    value: float
    low: float
    high: float


class Trial(NamedTuple):
    """One setting of the lever and what came of it; `meets` says so for each of `EDGES`."""

    value: int
    reading: Reading
    meets: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of a search.

    `best` is the setting that meets the target with the least policy, None where no setting of the range does;
    `cautious` and `hopeful` do so at the unfavourable and the favourable end of the interval. `effect` says what more
    of the lever does to the target: "helps", "hurts", "nothing" or "both". Where more of it hurts, the answer is the
    most that can be done with the target still met. A search that was stopped is not whole: it has trials, no answer.
    """

    best: int | None
    cautious: int | None
    hopeful: int | None
    effect: str
    trials: tuple[Trial, ...]
    is_whole: bool = True


def find_lever(id_: str) -> Lever:
    """Return a lever by id.

    Raises
    ------
    UnknownLever
        There is none of this name; the error lists those there are.
    """
    if id_ not in LEVERS:
        raise UnknownLever(lever=id_, known=", ".join(LEVERS))
    return LEVERS[id_]


def moved(scenario: Scenario, lever: Lever, value: int, start: date) -> Scenario:
    """Return the scenario with a lever at a value from a day on."""
    return replace(scenario, levers=lever.set(scenario.levers, value, start))


def standing(scenario: Scenario, lever: Lever, opening: date, start: date) -> int | None:
    """Return what a scenario itself has a lever at on a day [unit of the lever].

    None for the cash target, which is a path and no single value.

    >>> standing(Scenario(name="calm"), LEVERS["reserve_purchases"], date(2026, 3, 31), date(2026, 4, 1)) // BILLION
    40
    """
    own = getattr(scenario.levers, lever.id, None)
    if lever.id == "cash_target":
        return None
    if lever.id == "standing_repo":
        return round((own or StandingRepo()).over_upper_bp)
    paces: tuple[Pace, ...] = getattr(announced(opening), lever.id) if own is None else own
    return next((step.pace_usd for step in reversed(paces) if step.start <= start), 0)


def wilson(hits: int, n: int) -> Reading:
    """Return a measured probability with its 95 % interval.

    >>> [round(x, 3) for x in wilson(5, 100)]
    [0.05, 0.022, 0.112]
    """
    share, z2 = hits / n, Z_95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Reading(share, centre - half if hits else 0.0, centre + half if hits < n else 1.0)


def read_off(target: Target, sample: Sample) -> Reading:
    """Return what a sample says of a target; its last watermark, or its only cell, is the target's.

    Why: a quantile has an interval as a probability has one, by the order statistics around its rank.
    """
    if isinstance(target, Chance):
        met = sample.met_on[-1]
        return wilson(int((met >= 0).sum()), len(met))
    values = sorted(value / scale_of(target) for value in sample.values[0].tolist())
    n, share = len(values), QUANTILE_OF.get(target.statistic)
    if share is None:
        middle = sum(values) / n
        half = Z_95 * math.sqrt(sum((value - middle) ** 2 for value in values) / n / n)
        return Reading(middle, middle - half, middle + half)
    half = Z_95 * math.sqrt(share * (1 - share) / n)
    return Reading(*(values[min(n - 1, max(0, int(rank * n)))] for rank in (share, share - half, share + half)))


def scale_of(target: Level) -> int:
    """Return what one recorded unit of a target's metric is: paths record thousandths of a basis point."""
    return BP_SCALE if target.metric.endswith("_bp") else 1


def meets(target: Target, reading: Reading) -> Mapping[str, bool]:
    """Return whether a reading meets a target: as measured, at the worse end and at the better end of its interval."""
    wanted = target.share if isinstance(target, Chance) else target.threshold / scale_of(target)
    if target.above:
        ends = (reading.value, reading.low, reading.high)
        return {edge: end > wanted for edge, end in zip(EDGES, ends, strict=True)}
    ends = (reading.value, reading.high, reading.low)
    return {edge: end < wanted for edge, end in zip(EDGES, ends, strict=True)}


def search(lever: Lever, target: Target, measure: Callable[[int], Reading]) -> Found:
    """Return the least of a lever that meets a target.

    Parameters
    ----------
    lever : Lever
        Its range and step; "least" is nearest to zero for a pace or a rate, and to the low end otherwise.
    target : Target
        From `target.parse_target`.
    measure : callable
        Runs the scenario with the lever at a value and reads the target off; always on the same draws.

    Returns
    -------
    Found
        After Ctrl-C what had been tried.

    Raises
    ------
    KeyboardInterrupt
        It was stopped before the first trial was finished.

    Examples
    --------
    >>> from tidegauge.scenarios.target import parse_target
    >>> target = parse_target("P(ever(reserves_usd < 2.7tn)) < 0.05")
    >>> measure = lambda pace: wilson(max(0, 400 - 10 * (pace // BILLION)), 1000)
    >>> found = search(LEVERS["reserve_purchases"], target, measure)
    >>> found.best // BILLION, found.effect
    (36, 'helps')
    """
    tried: dict[int, Trial] = {}

    def trial(value: int) -> Trial:
        if value not in tried:
            reading = measure(value)
            tried[value] = Trial(value, reading, meets(target, reading))
        return tried[value]

    grid = _grid(lever)
    answers: dict[str, int | None] = {}
    try:
        for value in grid:
            trial(value)
        answers = {edge: _least(lever, grid, edge, trial) for edge in EDGES}
    except KeyboardInterrupt:
        if not tried:
            raise
    return Found(
        best=answers.get("measured"),
        cautious=answers.get("cautious"),
        hopeful=answers.get("hopeful"),
        effect=_effect([tried[value].reading.value for value in grid if value in tried], wants_more=target.above),
        trials=tuple(tried[value] for value in sorted(tried)),
        is_whole=bool(answers),
    )


def _grid(lever: Lever) -> list[int]:
    """Return values over the range on its steps, zero among them where the range holds it."""
    steps = (lever.high - lever.low) // lever.step
    values = {lever.low + lever.step * (steps * i // (GRID - 1)) for i in range(GRID)}
    return sorted(values | ({0} if lever.low <= 0 <= lever.high else set()))


def _least(lever: Lever, grid: list[int], edge: str, trial: Callable[[int], Trial]) -> int | None:
    """Return the value at the edge nearest to doing nothing, on the side that meets the target."""
    neutral = min(grid, key=abs)
    if trial(neutral).meets[edge] and all(trial(value).meets[edge] for value in grid):
        return neutral
    edges = [(a, b) for a, b in pairwise(grid) if trial(a).meets[edge] != trial(b).meets[edge]]
    if not edges:
        return None
    a, b = min(edges, key=lambda pair: min(abs(pair[0]), abs(pair[1])))
    good, bad = (a, b) if trial(a).meets[edge] else (b, a)
    while abs(good - bad) > lever.step:
        middle = lever.low + (good + bad - 2 * lever.low) // (2 * lever.step) * lever.step
        good, bad = (middle, bad) if trial(middle).meets[edge] else (good, middle)
    return good


def _effect(values: list[float], *, wants_more: bool) -> str:
    """Say what more of the lever does to the target, from the readings of the grid."""
    rises, falls = (any(sign * (b - a) > 0 for a, b in pairwise(values)) for sign in (1, -1))
    if rises == falls:
        return "both" if rises else "nothing"
    return "helps" if rises == wants_more else "hurts"
