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
from tidegauge.scenarios.anchors import EPOCH, metric
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.simulate import Path


class Cause(NamedTuple):
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
    causes: tuple[Cause, ...]
    spread_bp: float
    spread_change_bp: float
    limit_lifted_on: date | None = None

    @property
    def change_usd(self) -> int:
        """How much the figure changed [USD]."""
        return self.after_usd - self.before_usd


def explain(path: Path, on: date, figure: str = "reserves_usd") -> DayExplained:
    """Take one day of a path apart.

    Parameters
    ----------
    path : Path
        From `simulate`, with the program, the seed and the number it had in the ensemble.
    on : date
        A simulated business day.
    figure : str, default "reserves_usd"
        One of METRICS that is an amount.

    Returns
    -------
    DayExplained
        Events of the day that moved the figure, summed by flow and kind, by size.

    Raises
    ------
    NoSuchDay
        The run has no such day.
    ValueError
        `figure` is no amount of METRICS: a spread is the outcome of a market, not a sum of events.
    """
    if figure not in METRICS or not figure.endswith("_usd"):
        raise ValueError(f"{figure} is not an amount among METRICS")
    program, day = path.program, day_of(path.program, on)
    amounts: defaultdict[tuple[str, str], int] = defaultdict(int)
    for posted in path.journal:
        if posted.day == day:
            amounts[posted.flow, posted.kind] += posted.amount_usd
    causes = (
        Cause(flow, kind, amount, amount * _effect(program, kind, figure)) for (flow, kind), amount in amounts.items()
    )
    spreads = [program.opening.sofr_iorb_bp, *(thousandths / 1000 for thousandths in path.series("sofr_iorb_bp"))]
    levels = (metric(program, figure, program.chart.opening_usd.tolist()), *path.series(figure))
    return DayExplained(
        path=path.number,
        on=on,
        metric=figure,
        before_usd=levels[day],
        after_usd=levels[day + 1],
        causes=tuple(sorted((one for one in causes if one.change_usd), key=_by_size)),
        spread_bp=spreads[day + 1],
        spread_change_bp=spreads[day + 1] - spreads[day],
        limit_lifted_on=_limit_lifted_on(path, day),
    )


def _limit_lifted_on(path: Path, day: int) -> date | None:
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


def _effect(program: Program, kind: str, figure: str) -> int:
    """Return what a dollar of an event does to a figure [USD]."""
    event, templates = program.event_kinds.index(kind), program.templates
    changes = [0] * len(program.chart.opening_usd)
    for place in range(int(templates.start[event]), int(templates.start[event + 1])):
        changes[int(templates.account[place])] += int(templates.sign[place])
    return metric(program, figure, changes)


def _by_size(cause: Cause) -> tuple[int, str, str]:
    """Order causes by size, then by name, so that the order is the same everywhere."""
    return -abs(cause.change_usd), cause.flow, cause.kind
