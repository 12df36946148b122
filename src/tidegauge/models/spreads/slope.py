"""The instrumented slope: what reserves of 1 % of bank assets more do to EFFR − IORB. A proxy, not the Fed's estimate.

Reserves and rates move each other: when banks want more reserves rates rise, and the Fed may supply more. So only that
part of reserves is used which others decided: the surprise in what the Treasury, holders of notes and foreign central
banks took out of reserves, a week before.

    drain_t     = −Δ (TGA + currency + foreign repo pool) over bank assets [percentage points], week to Wednesday t
    surprise_t  = what is left of drain_t after its own four last weeks
    s_t − s_{t−2} = a + slope · (x_t − x_{t−2}) + controls,  x_t − x_{t−2} instrumented by surprise_{t−1}

x is reserves over bank assets [%] and s the week's mean of EFFR − IORB [bp]; the controls are the two changes a week
before. Newey–West errors, since changes over two weeks overlap. Windows of two years; below 10 an F of the first stage
says that the instrument is weak and the band too narrow (Stock and Yogo 2005).

The New York Fed's Reserve Demand Elasticity uses the same idea on daily confidential reserves, with time-varying
coefficients and stochastic volatility; on 104 public weeks this one is far less sharp.

References
----------
Afonso, Giannone, La Spada and Williams (2022), "Scarce, Abundant, or Ample? A Time-Varying Model of the Reserve Demand
Curve", FRBNY Staff Report 1019. Stock and Yogo (2005), "Testing for Weak Instruments in Linear IV Regression".
"""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.clock import in_new_york
from tidegauge.errors import ConstantSeries, TooLittleHistory
from tidegauge.frame import Frame, Track, from_days
from tidegauge.models.fits.covariance import newey_west
from tidegauge.models.targets import TARGETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

ID = "reserve_slope"
DRAINS = ("tga_wednesday", "currency", "foreign_repo_pool")
INPUTS = ("effr", "iorb", "reserves", "bank_assets", *DRAINS)
WINDOW_WEEKS = 104
OWN_WEEKS = 4
SPAN = 2  # weeks over which changes are taken: the surprise lies in the first, its effect is read in the second
HAC_LAGS = 8
WEAK_F = 10.0  # Stock and Yogo (2005): a rule of thumb for one instrument


class Slope(NamedTuple):
    """The slope over the weeks to `week`; `slope`, `low` and `high` [bp per 1 % of bank assets], a band of 90 %.

    `first_stage_f` says how much the surprise moves reserves; `is_weak` whether that is below `WEAK_F`.
    """

    week: date
    slope: float
    se: float
    low: float
    high: float
    first_stage_f: float
    weeks: int

    @property
    def is_weak(self) -> bool:
        """Whether the instrument says too little for the band to hold."""
        return self.first_stage_f < WEAK_F


def instrumented_slope(frame: Frame, *, weeks: int = WINDOW_WEEKS) -> Slope:
    """Return the slope over the last weeks that a frame knows in full.

    Parameters
    ----------
    frame : Frame
        `INPUTS`: rates [% a year], amounts [USD].
    weeks : int
        How many of the last weeks.

    Raises
    ------
    TooLittleHistory
        Fewer whole weeks are known.
    ConstantSeries
        EFFR stayed where it was against IORB: nothing to learn a slope from.
    """
    outcome, driver, surprise, wednesdays = _columns(frame)
    design = np.stack([np.ones(len(outcome)), driver, _earlier(outcome, SPAN), _earlier(driver, SPAN)], axis=1)
    instruments = design.copy()
    instruments[:, 1] = _earlier(surprise, 1)
    is_whole = np.isfinite(np.column_stack([outcome, design, instruments])).all(axis=1)
    rows = np.flatnonzero(is_whole)[-weeks:]
    if len(rows) < weeks:
        raise TooLittleHistory(
            model=ID, needed=weeks, series=", ".join(INPUTS), found=len(rows), as_of=in_new_york(frame.as_of)
        )
    if not outcome[rows].any():
        first, last = (from_days(int(wednesdays[row])) for row in (rows[0], rows[-1]))
        raise ConstantSeries(model=ID, series="effr_iorb_bp", first=first, last=last)
    value, se = two_stage(outcome[rows], design[rows], instruments[rows])
    reach = 1.645 * se
    strength = _first_stage(driver[rows], instruments[rows])
    return Slope(from_days(int(wednesdays[rows[-1]])), value, se, value - reach, value + reach, strength, weeks)


def two_stage(
    outcome: "NDArray[np.float64]", design: "NDArray[np.float64]", instruments: "NDArray[np.float64]"
) -> tuple[float, float]:
    """Return the coefficient of column 1 and its Newey–West error, as many instruments as columns.

    Parameters
    ----------
    outcome : array, shape (n,)
    design, instruments : array, shape (n, k)
        Column 0 is 1; the two differ in column 1 only.

    Examples
    --------
    >>> pushed = np.array([1.0, -1.0, 2.0, -2.0, 0.5, -0.5])
    >>> ones = np.ones(6)
    >>> found, _ = two_stage(3 * pushed, np.stack([ones, pushed], axis=1), np.stack([ones, pushed], axis=1))
    >>> round(found, 9)
    3.0
    """
    inverse = np.linalg.inv(instruments.T @ design)
    coefficients = inverse @ (instruments.T @ outcome)
    scores = instruments * (outcome - design @ coefficients)[:, None]
    covariance = inverse @ newey_west(scores, HAC_LAGS) @ inverse.T
    return float(coefficients[1]), float(np.sqrt(covariance[1, 1]))


def _first_stage(driver: "NDArray[np.float64]", instruments: "NDArray[np.float64]") -> float:
    """Return the squared Newey–West t value of the surprise in the first stage."""
    strength, se = two_stage(driver, instruments, instruments)
    return (strength / se) ** 2


def _columns(
    frame: Frame,
) -> "tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int32]]":
    """Return changes of the spread and of reserves over two weeks, the drain's surprise, and the Wednesdays."""
    wednesdays = frame["reserves"].present().periods
    assets = _on(frame["bank_assets"], wednesdays)
    share = 100 * _on(frame["reserves"], wednesdays) / assets
    taken = sum((_on(frame[series], wednesdays) for series in DRAINS), np.zeros(len(wednesdays)))
    drain = -100 * (taken - _earlier(taken, 1)) / assets
    spread = _week_means(TARGETS["effr_iorb_bp"].track(frame).present(), wednesdays)
    return spread - _earlier(spread, SPAN), share - _earlier(share, SPAN), _surprise(drain), wednesdays


def _surprise(drain: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return what is left of each week after a regression on its own last weeks; NaN where one is missing."""
    own = np.stack([np.ones(len(drain)), *(_earlier(drain, lag) for lag in range(1, OWN_WEEKS + 1))], axis=1)
    is_whole = np.isfinite(np.column_stack([drain, own])).all(axis=1)
    left = np.full(len(drain), np.nan)
    if is_whole.any():
        coefficients = np.linalg.lstsq(own[is_whole], drain[is_whole])[0]
        left[is_whole] = drain[is_whole] - own[is_whole] @ coefficients
    return left


def _earlier(values: "NDArray[np.float64]", weeks: int) -> "NDArray[np.float64]":
    """Return values so many weeks before; NaN where there were none."""
    moved = np.full(len(values), np.nan)
    moved[weeks:] = values[:-weeks]
    return moved


def _on(track: Track, wednesdays: "NDArray[np.int32]") -> "NDArray[np.float64]":
    """Return a weekly track on some Wednesdays; NaN where it has none."""
    track = track.present()
    found = np.full(len(wednesdays), np.nan)
    _, here, there = np.intersect1d(wednesdays, track.periods, return_indices=True)
    found[here] = track.values[there]
    return found


def _week_means(track: Track, wednesdays: "NDArray[np.int32]") -> "NDArray[np.float64]":
    """Return the mean of the seven days to each Wednesday; NaN where none is known."""
    sums = np.concatenate([[0.0], np.cumsum(track.values)])
    last = np.searchsorted(track.periods, wednesdays, side="right")
    first = np.searchsorted(track.periods, wednesdays - 6)
    return np.where(last > first, (sums[last] - sums[first]) / np.maximum(last - first, 1), np.nan)
