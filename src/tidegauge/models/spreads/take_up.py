"""How likely standing repo is used on the next business day: SOFR's paths, and how often it was used so near its rate.

The Standing Repo Facility lends at the top of the target range. SOFR is the middle of a market: the nearer it comes to
that rate, the more borrowers pay more already. So the probability is the mean, over SOFR's paths, of how often take-up
came at that distance: at or above the rate, within 5 bp below it, or farther.

The history starts with the morning operations of 26 June 2025, before which the facility was all but unused. How much
is borrowed is not said: eight days of use since the aggregate limit was lifted in December 2025 carry no size.
"""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.clock import in_new_york
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, days
from tidegauge.models.base import business_days_after
from tidegauge.models.spreads import distribution
from tidegauge.models.spreads.model import SOFR

if TYPE_CHECKING:
    from numpy.typing import NDArray

ID = "standing_repo_take_up"
INPUTS = (*SOFR.inputs, "srf", "srf_rate")
MORNING_OPERATIONS = date(2025, 6, 26)  # New York Fed, operating policy: daily morning settlement from this day
USED_USD = 1e9  # test operations and single small bids are less
EDGES_BP = (-5.5, -0.5)  # between whole basis points: farther, near, at or above
DAYS_LEAST = 40


class Record(NamedTuple):
    """How good the odds were: Brier skill over the share so far with its 5 and 95 % ends, the days, and their last."""

    skill: float
    low: float
    high: float
    days: int
    days_used: int
    until: date


RECORD = Record(0.34, 0.21, 0.42, 149, 32, date(2026, 3, 31))  # bench/spread_forecast.py


class Odds(NamedTuple):
    """The probability of a use within a day beside the share of days so far that had one; both of a day since 2025."""

    probability: float
    share_so_far: float


def take_up_odds(frame: Frame, origin: date) -> Odds:
    """Return how likely standing repo lends more than 1 bn on the business day after an origin.

    Parameters
    ----------
    frame : Frame
        `INPUTS` as of the end of the origin or later: rates [% a year], amounts [USD].
    origin : date
        The last business day that is over.

    Raises
    ------
    TooLittleHistory
        Fewer than `DAYS_LEAST` days since `MORNING_OPERATIONS` have a rate and an amount, or SOFR cannot be forecast.
    """
    distance, is_used = _history(frame)
    if len(distance) < DAYS_LEAST:
        as_of = in_new_york(frame.as_of)
        raise TooLittleHistory(model=ID, needed=DAYS_LEAST, series="srf", found=len(distance), as_of=as_of)
    fitted = SOFR.fit(frame)
    centre, scale = fitted.expected(frame, business_days_after(origin, 1))
    rate_over_iorb = 100 * (frame["srf_rate"].present().values[-1] - frame["iorb"].present().values[-1])
    ways = distribution.paths(centre, scale, fitted.errors[:, :1])[:, 0] - rate_over_iorb
    probability = float(frequencies(distance, is_used)[np.digitize(ways, EDGES_BP)].mean())
    return Odds(probability, float((is_used.sum() + 0.5) / (len(is_used) + 1)))


def frequencies(distance: "NDArray[np.float64]", is_used: "NDArray[np.bool_]") -> "NDArray[np.float64]":
    """Return how often standing repo was used far below its rate, near it, and at or above it [shape (3,)].

    Half a day is added to both sides (Jeffreys' prior), so nothing is certain.

    Parameters
    ----------
    distance : array, shape (n,)
        SOFR over the standing repo rate [bp].
    is_used : array of bool, shape (n,)

    Examples
    --------
    >>> frequencies(np.array([-20.0, -3.0, 0.0]), np.array([False, True, True])).tolist()
    [0.25, 0.75, 0.75]
    """
    place = np.digitize(distance, EDGES_BP)
    kinds = len(EDGES_BP) + 1
    used = np.bincount(place, is_used.astype(np.float64), kinds)
    found: NDArray[np.float64] = (used + 0.5) / (np.bincount(place, minlength=kinds) + 1)
    return found


def _history(frame: Frame) -> "tuple[NDArray[np.float64], NDArray[np.bool_]]":
    """Return SOFR over the standing repo rate [bp] and whether it was used, on each day that has both."""
    sofr, amount, rate = (frame[series].present() for series in ("sofr", "srf", "srf_rate"))
    shared, here, there = np.intersect1d(sofr.periods, amount.periods, return_indices=True)
    is_late = shared >= days(MORNING_OPERATIONS)
    row = np.searchsorted(rate.periods, shared[is_late], side="right") - 1
    distance = np.rint(100 * (sofr.values[here[is_late]] - rate.values[row]))
    return distance, amount.values[there[is_late]] > USED_USD
