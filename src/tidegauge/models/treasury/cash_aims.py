"""What cash the Treasury has said it will hold at the ends of quarters, and when the debt limit keeps it from that.

The Treasury publishes the balance that its borrowing estimates assume. Bills are sold until cash is near it, so over
weeks a balance far from it is pulled there. While the debt limit binds, the assumption waits for Congress and says
nothing.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tidegauge.models.base import day_numbers
from tidegauge.models.treasury.features import grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

PULL_MOST_USD = 300e9
"""A larger gap counts as this: in 2020 and 2021 cash stood 900 bn above what was assumed, for three quarters."""
BILLION = 1_000_000_000


class CashAim(NamedTuple):
    """One announcement: when it was made, where it stands, and the cash assumed by day [USD]."""

    announced_on: date
    source: str
    assumed_usd: Mapping[date, int]


@lru_cache(maxsize=1)
def cash_aims() -> tuple[CashAim, ...]:
    """Return every announcement in order."""
    return tuple(
        CashAim(
            entry["announced_on"],
            entry["source"],
            {date.fromisoformat(day): amount * BILLION for day, amount in entry["assumed"].items()},
        )
        for entry in sorted(_tables()["aims"], key=lambda entry: entry["announced_on"])
    )


@lru_cache(maxsize=4096)
def assumed_by(on: date) -> Mapping[date, int]:
    """Return the cash assumed for each day as announced by a day [USD], in order of the days; a later word replaces.

    >>> assumed_by(date(2024, 7, 29))[date(2024, 12, 31)]
    700000000000
    """
    found: dict[date, int] = {}
    for aim in cash_aims():
        if aim.announced_on <= on:
            found |= aim.assumed_usd
    return dict(sorted(found.items()))


def debt_limit_since(on: date) -> date | None:
    """Return the day since which the debt limit binds, None on a day when it does not.

    >>> debt_limit_since(date(2025, 3, 31)), debt_limit_since(date(2025, 7, 4))
    (datetime.date(2025, 1, 21), None)
    """
    spans = _tables()["debt_limit"]
    return next((span["binds_from"] for span in spans if span["binds_from"] <= on < span["ended_on"]), None)


def pulls(cash: "NDArray[np.float64]", places: "NDArray[np.int64]", steps: int) -> "NDArray[np.float64]":
    """Return how far each of the next days' assumed cash lies above the last balance [USD], shape (n_places, steps).

    The day's assumption is the one for the next day that has one, else the last; bounded by `PULL_MOST_USD`. Read as
    announced by the business day after the balance, on which the balance is published. 0 before any announcement and
    while the debt limit binds.

    Parameters
    ----------
    cash : array, shape (n_days,)
        Balance over the table of business days; known at every place.
    places : array of int, shape (n_places,)
        Places of the last known balance.
    steps : int
        Business days after the balance.
    """
    found = np.zeros((len(places), steps))
    for row, place in enumerate(places.tolist()):
        on = grid().dates[place + 1]
        assumed = assumed_by(on)
        if not assumed or debt_limit_since(on):
            continue
        ends = np.searchsorted(grid().numbers, day_numbers(list(assumed)), side="right") - 1
        following = np.searchsorted(ends, place + np.arange(1, steps + 1))
        level = np.array(list(assumed.values()), np.float64)[np.minimum(following, len(ends) - 1)]
        found[row] = np.clip(level - cash[place], -PULL_MOST_USD, PULL_MOST_USD)
    return found


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    """Return cash_aims.toml as it stands."""
    return tomllib.loads(Path(__file__).with_name("cash_aims.toml").read_text("utf-8"))
