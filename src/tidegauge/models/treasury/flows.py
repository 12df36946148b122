"""The Treasury's daily non-debt flows as a frame knows them: one row a group, and the rest.

The non-debt flow of a day is the change of the cash balance, less debt issued, plus debt redeemed. The cash flows of
debt are known from 12 September 2022. Before that the change of debt held by the public stands in: it counts bills at
par and moves with the bookkeeping of a debt-limit episode, so it serves only where exact days are too few.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.frame import Frame
from tidegauge.models.treasury.features import grid
from tidegauge.models.treasury.groups import CASH, DEBT, DEBT_STOCK, GROUPS, Group

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Flows:
    """Daily flows over the table of `features.grid`, in USD; into the Treasury above 0, NaN where unknown.

    `groups` has shape (n_groups, n_days), in the order of `GROUPS`; `net` is the whole exact non-debt flow and
    `rough` the one from debt held by the public, both of shape (n_days,).
    """

    groups: "NDArray[np.float64]"
    net: "NDArray[np.float64]"
    rough: "NDArray[np.float64]"


def on_grid(frame: Frame, series: str) -> "NDArray[np.float64]":
    """Return a series over the table of business days; NaN where it has no figure, days off the table left out."""
    numbers = grid().numbers
    values = np.full(len(numbers), np.nan)
    if series in frame:
        known = frame[series]
        places = np.minimum(np.searchsorted(numbers, known.periods), len(numbers) - 1)
        inside = numbers[places] == known.periods
        values[places[inside]] = known.values[inside]
    return values


def change(values: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the change from the business day before; NaN where either is unknown."""
    return np.diff(values, prepend=np.nan)


def group_flow(frame: Frame, group: Group) -> "NDArray[np.float64]":
    """Return the daily flow of one group over the table [USD]."""
    total: NDArray[np.float64] = np.sum([on_grid(frame, line) for line in group.lines], axis=0)
    for line in group.less:
        total = total - np.nan_to_num(on_grid(frame, line))
    return group.sign * total


def flows(frame: Frame) -> Flows:
    """Return the daily non-debt flows that `frame` knows."""
    cash = change(on_grid(frame, CASH))
    issued, redeemed = (on_grid(frame, series) for series in DEBT)
    return Flows(
        np.stack([group_flow(frame, group) for group in GROUPS]),
        cash - issued + redeemed,
        cash - change(on_grid(frame, DEBT_STOCK)),
    )


def last_known(values: "NDArray[np.float64]") -> int:
    """Return the position of the last known value, -1 for none."""
    known = np.flatnonzero(~np.isnan(values))
    return int(known[-1]) if len(known) else -1
