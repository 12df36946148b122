"""What every model keeps to: fit on a frame, then say the next business days of one target from a later frame.

    model.fit(frame) -> Fitted        parameters, from nothing but the frame
    fitted.predict(frame, days) -> Forecast

An origin is a business day of the Reserve Banks; its frame holds what was known at the end of that day in New York.
Horizon 1 is the first business day after it. A day that has begun but is not published yet is forecast too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

import numpy as np

from tidegauge.business_days import CALENDARS
from tidegauge.clock import end_of_day
from tidegauge.errors import HorizonBeyondCalendar
from tidegauge.frame import Frame, days

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

LEVELS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975)
"""The quantile levels at which every distribution is given; the outer pairs are the 95, 90 and 80 % bands."""

LAST_CHECKED_DAY = date(2027, 12, 31)  # the calendars are checked to here, see business_days
FED = CALENDARS["fed"]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The next business days of one target, as seen from one origin.

    Parameters
    ----------
    days : array of int32, shape (n,)
        Days since 1970-01-01; element h - 1 is the h-th business day after the origin.
    centre : array of float64, shape (n,)
        The point forecast, in the unit of the target [USD or bp]; NaN where the model cannot say.
    scale : array of float64, shape (n,)
        Above 0: how large the model expects the error to be relative to other days, in any unit. A band is
        centre + scale × a quantile of past errors, each divided by the scale of its own day.
    quantiles : array of float64, shape (len(LEVELS), n), or None
        At `LEVELS`, where the model has a distribution of its own.
    """

    days: "NDArray[np.int32]"
    centre: "NDArray[np.float64]"
    scale: "NDArray[np.float64]"
    quantiles: "NDArray[np.float64] | None" = None


class Fitted(Protocol):
    """A model with its parameters."""

    def predict(self, frame: Frame, days: Sequence[date]) -> Forecast:
        """Return the forecast of `days`, business days in order after the frame's as-of."""


class Model(Protocol):
    """A way to forecast one target; `inputs` are the series its frames have to hold."""

    @property
    def id(self) -> str:
        """The permanent id, lower snake case."""

    @property
    def target(self) -> str:
        """The id of what is forecast, one of `targets.TARGETS`."""

    @property
    def inputs(self) -> tuple[str, ...]:
        """The series that frames of this model hold; one without figures gives an empty track."""

    def fit(self, frame: Frame) -> Fitted:
        """Return the model fitted to nothing but `frame`.

        Raises
        ------
        TooLittleHistory, ConstantSeries
            The frame does not carry the model.
        """


@dataclass(frozen=True, slots=True)
class Conditional:
    """A run that is handed figures nobody knew at its origins: a condition, never a forecast.

    It has no `fit`, so it cannot stand where a `Model` is asked for; `given` makes it one from a later frame. A
    back-test reads that frame as of the moment of judging.

    Parameters
    ----------
    id, target, inputs
        As of a `Model`.
    given : callable, Frame -> Model
        Named, since its name is part of the identity of what is kept.
    """

    id: str
    target: str
    inputs: tuple[str, ...]
    given: Callable[[Frame], Model]


def as_of_origin(day: date) -> "datetime":
    """Return the moment a forecast made on `day` stands at: the end of the day in New York, in UTC."""
    return end_of_day(day)


def business_days_after(origin: date, count: int) -> list[date]:
    """Return the `count` business days of the Reserve Banks after `origin`; element h - 1 is horizon h.

    Raises
    ------
    HorizonBeyondCalendar
        The last of them lies after the calendars' checked years.

    Examples
    --------
    >>> [day.isoformat() for day in business_days_after(date(2025, 11, 26), 2)]
    ['2025-11-28', '2025-12-01']
    """
    found: list[date] = []
    day = origin
    for _ in range(count):
        day = FED.next_open(day)
        if day > LAST_CHECKED_DAY:
            raise HorizonBeyondCalendar(horizon=count, origin=origin, last=LAST_CHECKED_DAY)
        found.append(day)
    return found


def day_numbers(dates: Sequence[date]) -> "NDArray[np.int32]":
    """Return days since 1970-01-01 of some dates [int32, shape (n,)]."""
    return np.array([days(day) for day in dates], np.int32)
