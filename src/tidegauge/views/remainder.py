"""What the rows of a drain leave open: lines that are not published yet, as one row, so that columns add up."""

from typing import NamedTuple

from tidegauge.questions.shapes import Drain

TOTALS = ("fed_assets", "reserves")
UNPUBLISHED = "unpublished"
"""Id of that row among those of the causes."""


class Remainder(NamedTuple):
    """How many lines are not published, and what they must have done together [USD]."""

    n: int
    reserves_usd: int
    net_liquidity_usd: int | None


def remainder(drain: Drain) -> Remainder | None:
    """Return the difference between the total and the causes; None where no line is missing or no total is known.

    Exact, since the lines of the balance sheet add up: what is not explained is a line of its own.
    """
    lines = [line for line in drain.missing if line not in TOTALS]
    if not lines or drain.reserves_usd is None:
        return None
    reserves = drain.reserves_usd - sum(cause.reserves_usd for cause in drain.causes)
    net = drain.net_liquidity_usd
    if net is not None:
        net -= sum(cause.net_liquidity_usd for cause in drain.causes)
    return Remainder(len(lines), reserves, net)


def effects(drain: Drain) -> list[tuple[str, int]]:
    """Return what each cause did to reserves [USD], and last what is left open; they add up to the change.

    >>> from datetime import date
    >>> from tidegauge.questions.shapes import Cause
    >>> tga = Cause("tga_wednesday", -38, 38, 38)
    >>> effects(Drain(date(2026, 3, 18), date(2026, 3, 25), "wednesday_level", 37, None, (tga,), ("loans",)))
    [('tga_wednesday', 38), ('unpublished', -1)]
    """
    found = [(cause.id, cause.reserves_usd) for cause in drain.causes]
    rest = remainder(drain)
    return found if rest is None else [*found, (UNPUBLISHED, rest.reserves_usd)]
