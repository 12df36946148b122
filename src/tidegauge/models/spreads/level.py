"""The dynamic model of a spread: where it stands, how fast it comes back, and what the calendar adds.

    s_t = level_t + gap_t + amplitude_t · w_t · θ'C_t + noise

`level` wanders slowly (hysteresis: no curve of reserves holds over the years), `gap` fades by `persistence` a day, C_t
are the kinds of day, θ their usual size, and w_t = shortage of spare cash + `floor` makes them grow as cash gets short.
`amplitude` wanders from 1: it learns within months when the calendar bites harder or less than θ·w says.

θ is fitted to the whole history of a frame as deviations from a running median; level, gap and amplitude by a Kalman
filter whose news are cut off at `CUT` standard deviations, so that one day such as 17 September 2019 moves nothing for
good. All in basis points and business days.

References
----------
Harvey (1989), "Forecasting, Structural Time Series Models and the Kalman Filter", Cambridge; West and Harrison (1997),
"Bayesian Forecasting and Dynamic Models", 2nd edition, Springer, on discounting and robust updates.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CUT = 3.0  # usual errors beyond which news count as just that many; of 3, 4, 6 and 10 the best on figures to 2024
MEDIAN_REACH = 10  # days either side: a month, in which special days are the minority
SHRINKAGE_DAYS = 2.0  # a kind of day seen twice keeps half of what it showed; a prior
SWING_HALF_LIFE_DAYS = 15
SWING_LEAST_BP = 0.4  # rates are published in whole basis points: no forecast is surer than the rounding
START_COVARIANCE = (4.0, 1.0, 0.25)  # bp² of level and gap, and of the amplitude; a prior, forgotten in weeks


@dataclass(frozen=True, slots=True)
class Settings:
    """How fast the parts move.

    Parameters
    ----------
    satiation, width : float
        Of the kink in spare cash over bank assets [percentage points].
    floor : float
        What of the calendar is left when cash is abundant, in the unit of the shortage.
    persistence : float
        Of the gap, a day.
    level_step, gap_step, amplitude_step, noise : float
        Variances of a day's step of level and gap [bp²] and amplitude, and of the noise [bp²].
    calendar_noise : float
        How large calendar terms turn out, as a share of themselves (one standard deviation).
    growth : float
        How much of the squared swing each further day adds.
    has_calendar : bool
        Whether kinds of day move the rate; without, θ is 0.
    """

    satiation: float = 17.0
    width: float = 2.0
    floor: float = 0.3
    persistence: float = 0.6
    level_step: float = 0.1
    gap_step: float = 1.0
    amplitude_step: float = 0.0005
    noise: float = 0.2
    calendar_noise: float = 0.5
    growth: float = 0.1
    has_calendar: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """Level [bp], gap [bp] and amplitude with their covariance, and the swing: the usual size of a day's error [bp]."""

    mean: "NDArray[np.float64]"
    covariance: "NDArray[np.float64]"
    swing: float


def opening(spread: float) -> State:
    """Return the state before anything was learnt, at a first spread [bp]."""
    return State(np.array([spread, 0.0, 1.0]), np.diag(START_COVARIANCE), 1.0)


def deviations(spread: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return each day less the median of the month around it [bp, shape (n,)].

    Looks ahead within the history it is given: for learning what was usual, never for a forecast.

    Examples
    --------
    >>> deviations(np.array([1.0, 1.0, 9.0, 1.0, np.nan])).tolist()
    [0.0, 0.0, 8.0, 0.0, nan]
    """
    padded = np.pad(spread, MEDIAN_REACH, constant_values=np.nan)
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * MEDIAN_REACH + 1)
    known = ~np.isnan(spread)
    found = np.full(len(spread), np.nan)
    usual: NDArray[np.float64] = np.nanmedian(around[known], axis=1)
    found[known] = spread[known] - usual
    return found


def usual_sizes(
    spread: "NDArray[np.float64]", weight: "NDArray[np.float64]", kinds: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    """Return θ, what a kind of day adds per unit of shortage [bp per percentage point, shape (n_kinds,)].

    Deviations are divided by the weight of their day, so that scarce years do not drown abundant ones, cut off at
    `CUT`, and fitted by ridge regression: a kind that never came keeps 0.

    Parameters
    ----------
    spread, weight : array, shape (n,)
        Spread [bp] and w [percentage points]; days where either is NaN are left out.
    kinds : array, shape (n, n_kinds)
    """
    outcome = deviations(spread) / weight
    is_whole = ~np.isnan(outcome)
    design, clipped = kinds[is_whole], np.clip(outcome[is_whole], -CUT, CUT)
    penalty = SHRINKAGE_DAYS * np.eye(design.shape[1])
    return np.asarray(np.linalg.solve(design.T @ design + penalty, design.T @ clipped), np.float64)


def follow(state: State, spread: "NDArray[np.float64]", push: "NDArray[np.float64]", settings: Settings) -> list[State]:
    """Return the state after each day [n of them].

    Parameters
    ----------
    state : State
        Before the first day.
    spread, push : array, shape (n,)
        The day's spread [bp], NaN where there is none, and w·θ'C, what the calendar was expected to add [bp].
    """
    fade = np.array([1.0, settings.persistence, 1.0])
    step = np.diag([settings.level_step, settings.gap_step, settings.amplitude_step])
    keep = 0.5 ** (1 / SWING_HALF_LIFE_DAYS)
    mean, covariance, swing = state.mean, state.covariance, state.swing
    found = []
    for value, pushed in zip(spread.tolist(), push.tolist(), strict=True):
        mean, covariance = fade * mean, fade[:, None] * covariance * fade + step
        if value == value:
            loading = np.array([1.0, 1.0, pushed])
            gain = covariance @ loading
            calendar_error = settings.calendar_noise * pushed
            variance = float(loading @ gain) + settings.noise + calendar_error**2
            news = value - float(loading @ mean)
            expected = float(np.hypot(swing, calendar_error))
            most = CUT * max(variance**0.5, expected)
            mean = mean + gain * (min(max(news, -most), most) / variance)
            covariance = covariance - np.outer(gain, gain) / variance
            size = min(abs(news), most) * swing / expected
            swing = max(keep * swing + (1 - keep) * size, SWING_LEAST_BP)
        found.append(State(mean, covariance, swing))
    return found


def table(states: list[State]) -> "NDArray[np.float64]":
    """Return states as rows of level, gap, amplitude and swing [shape (n, 4)]."""
    return np.array([[*state.mean.tolist(), state.swing] for state in states])


def projected(
    states: "NDArray[np.float64]", push: "NDArray[np.float64]", ahead: "NDArray[np.int64]", settings: Settings
) -> "NDArray[np.float64]":
    """Return the spread expected so many days after each state [bp, shape (n, n_ahead)].

    Parameters
    ----------
    states : array, shape (n, 4)
        Level, gap, amplitude, swing.
    push : array, shape (n, n_ahead)
        w·θ'C of the days ahead [bp].
    ahead : array of int, shape (n_ahead,)
        Business days from the state's day.
    """
    level, gap, amplitude = (states[:, [part]] for part in range(3))
    found: NDArray[np.float64] = level + gap * settings.persistence**ahead + amplitude * push
    return found


def expected_errors(
    states: "NDArray[np.float64]", push: "NDArray[np.float64]", ahead: "NDArray[np.int64]", settings: Settings
) -> "NDArray[np.float64]":
    """Return how large the error is expected to be relative to other days [bp, shape (n, n_ahead)], above 0."""
    swing = states[:, [3]]
    variance = swing**2 * (1 + settings.growth * ahead) + (settings.calendar_noise * push) ** 2
    return np.sqrt(variance)
