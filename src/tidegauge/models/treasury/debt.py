"""What Treasury debt brought in or took out each day, from the best figures that a frame has.

In order: debt issued less debt redeemed in cash, exact; the change of the cash balance less the non-debt flow expected
of the day, which carries that forecast's error of about 5 bn a day; and the change of debt held by the public, which
counts bills at par and, under a debt limit, moves with the bookkeeping.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.frame import Frame
from tidegauge.models.treasury import settlement
from tidegauge.models.treasury.flows import change, on_grid
from tidegauge.models.treasury.groups import CASH, DEBT, DEBT_STOCK

if TYPE_CHECKING:
    from numpy.typing import NDArray

BILL_WEEKS = 4
"""Settlements of the same weekday whose median is the usual net sale of bills: the life of the shortest bill."""
COUPON_DAYS = {3: 4, 4: 6, 5: 6}
"""Coupon days of the same kind whose median is the usual one: a year of refundings, half a year or more of others."""
MONTH_DAYS = 20


@dataclass(frozen=True, slots=True)
class Outlook:
    """Net debt flows as known on some days [USD].

    `usual` is the median of the last ones and `latest` the last one of each kind of settlement day, by place in
    `settlement.KINDS`, NaN where never seen, shape (n_places, n_kinds); `month` sums the last 20 business days,
    unknown ones as none, shape (n_places,).
    """

    usual: "NDArray[np.float64]"
    latest: "NDArray[np.float64]"
    month: "NDArray[np.float64]"


def net_debt(frame: Frame, expected: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return the net cash flow of debt on each business day of the table [USD], into the Treasury above 0.

    Parameters
    ----------
    frame : Frame
        Holds the cash balance, the debt lines and debt held by the public.
    expected : array, shape (n_days,)
        The non-debt flow expected of each day; NaN on days on which the debt stock is to stand in for the debt lines.
    """
    issued, redeemed = (on_grid(frame, series) for series in DEBT)
    exact = issued - redeemed
    stock = change(on_grid(frame, DEBT_STOCK))
    implied = change(on_grid(frame, CASH)) - expected
    return np.where(~np.isnan(exact), exact, np.where(~np.isnan(implied), implied, stock))


def outlooks(flow: "NDArray[np.float64]", places: "NDArray[np.int64]") -> Outlook:
    """Return the outlook as known at each of some places.

    Examples
    --------
    >>> steady = np.where(settlement.kinds() == 1, 10e9, 0.0)
    >>> float(outlooks(steady, np.array([500])).usual[0, 1])
    10000000000.0
    """
    shape = (len(places), len(settlement.KINDS))
    usual, latest = np.full(shape, np.nan), np.full(shape, np.nan)
    for kind in (*settlement.BILLS, *settlement.COUPONS):
        days = np.flatnonzero((settlement.kinds() == kind) & ~np.isnan(flow))
        window = COUPON_DAYS.get(kind, BILL_WEEKS)
        if len(days) < window:
            continue
        medians = np.median(np.lib.stride_tricks.sliding_window_view(flow[days], window), axis=1)
        seen = np.searchsorted(days, places, side="right")
        enough = seen >= window
        usual[enough, kind] = medians[seen[enough] - window]
        latest[enough, kind] = flow[days][seen[enough] - 1]
    summed = np.cumsum(np.nan_to_num(flow))
    return Outlook(usual, latest, summed[places] - summed[np.maximum(places - MONTH_DAYS, 0)])
