"""Why a figure moved on a day of a path: any one of a million paths is simulated again and its day taken apart.

A path is a function of its program, the seed and its number, so nothing has to be kept of an ensemble to answer "why
did reserves fall on 15 April on path 817?". The answer is the day's events with what each did to the figure, largest
first; they add up to the change to the dollar.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tidegauge.errors import NoSuchDay
from tidegauge.scenarios import anchors
from tidegauge.scenarios.anchors import EPOCH
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.simulate import SimulatedPath


class PostedPart(NamedTuple):
    """What one kind of event, posted by one flow, did to a figure in a day."""

    flow: str
    kind: str
    amount_usd: int  # posted; negative: reversed
    change_usd: int  # of the figure


@dataclass(frozen=True, slots=True)
class DayExplained:
    """The change of a figure on one day of one path; `causes` add up to it, the largest first.

    `spread_bp` is SOFR over IORB at the end of the day, `spread_change_bp` its change since the day before; the change
    of the first day is from the opening's. `limit_lifted_on` is the first day without the debt limit of the opening,
    once the path has come so far.
    """

    path: int
    on: date
    metric: str
    before_usd: int
    after_usd: int
    causes: tuple[PostedPart, ...]
    spread_bp: float
    spread_change_bp: float
    limit_lifted_on: date | None = None

    @property
    def change_usd(self) -> int:
        """How much the figure changed [USD]."""
        return self.after_usd - self.before_usd


def explain(path: SimulatedPath, on: date, metric: str = "reserves_usd") -> DayExplained:
    """Take one day of a path apart.

    Parameters
    ----------
    path : SimulatedPath
        From `simulate`, with the program, the seed and the number it had in the ensemble.
    on : date
        A simulated business day.
    metric : str, default "reserves_usd"
        One of METRICS that is an amount.

    Returns
    -------
    DayExplained
        Events of the day that moved it, summed by flow and kind, by size.

    Raises
    ------
    NoSuchDay
        The run has no such day.
    ValueError
        `metric` is no amount of METRICS: a spread is the outcome of a market, not a sum of events.
    """
    if metric not in METRICS or not metric.endswith("_usd"):
        raise ValueError(f"{metric} is not an amount among METRICS")
    program, day = path.program, day_of(path.program, on)
    amounts: defaultdict[tuple[str, str], int] = defaultdict(int)
    for posted in path.journal:
        if posted.day == day:
            amounts[posted.flow, posted.kind] += posted.amount_usd
    causes = (
        PostedPart(flow, kind, amount, amount * _effect(program, kind, metric))
        for (flow, kind), amount in amounts.items()
    )
    spreads = [program.opening.sofr_iorb_bp, *(thousandths / 1000 for thousandths in path.series("sofr_iorb_bp"))]
    levels = (anchors.metric(program, metric, program.chart.opening_usd.tolist()), *path.series(metric))
    return DayExplained(
        path=path.number,
        on=on,
        metric=metric,
        before_usd=levels[day],
        after_usd=levels[day + 1],
        causes=tuple(sorted((one for one in causes if one.change_usd), key=_by_size)),
        spread_bp=spreads[day + 1],
        spread_change_bp=spreads[day + 1] - spreads[day],
        limit_lifted_on=_limit_lifted_on(path, day),
    )


def _limit_lifted_on(path: SimulatedPath, day: int) -> date | None:
    """Return the day on which the debt limit was gone, None while it still binds."""
    lifted = path.limit_lifted_on
    if lifted is None or lifted > day:
        return None
    return EPOCH + timedelta(days=int(path.program.days.on[lifted]))


def day_of(program: Program, on: date) -> int:
    """Return the number of a simulated day.

    Raises
    ------
    NoSuchDay
        The run has no such day.
    """
    days = [EPOCH + timedelta(days=number) for number in program.days.on.tolist()]
    if on not in days:
        choice = min(days, key=lambda day: abs(day - on))
        raise NoSuchDay(day=on, first=days[0], last=days[-1], choice=choice)
    return days.index(on)


def _effect(program: Program, kind: str, metric: str) -> int:
    """Return what a dollar of an event does to a metric [USD]."""
    event, templates = program.event_kinds.index(kind), program.templates
    changes = [0] * len(program.chart.opening_usd)
    for place in range(int(templates.start[event]), int(templates.start[event + 1])):
        changes[int(templates.account[place])] += int(templates.sign[place])
    return anchors.metric(program, metric, changes)


def _by_size(cause: PostedPart) -> tuple[int, str, str]:
    """Order causes by size, then by name, so that the order is the same everywhere."""
    return -abs(cause.change_usd), cause.flow, cause.kind
