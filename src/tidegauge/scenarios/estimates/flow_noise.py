"""How large the daily surprises of taxes and payments are, over those that the fiscal calendars have.

A day's surprise is the net non-debt flow (change of cash less net debt issued) less what the calendars schedule for the
day, as foreseen on the first of its month. Its mean size over what the calendars' standard deviations let expect of a
normal one is the multiple; its error allows for memory over the days (Newey and West).
"""

import math
from collections import defaultdict
from datetime import date

import numpy as np

from tidegauge.frame import Frame, from_days
from tidegauge.models.fits.covariance import newey_west, newey_west_lags
from tidegauge.models.targets import TARGETS
from tidegauge.scenarios import calendars
from tidegauge.scenarios.estimates.estimate import Estimate, Sample, estimate

TARGET = TARGETS["net_non_debt_flow"]
INPUTS = TARGET.inputs
DAYS = 250
"""Business days of the sample: a year, so that every season counts once."""
SIZE_OF_NORMAL = math.sqrt(2 / math.pi)
"""Mean size of a normal surprise over its standard deviation."""
SOURCE = "own: the Daily Treasury Statement less the fiscal calendars, a year of days; Newey–West errors"


def of_flows(frame: Frame) -> list[Estimate]:
    """Return the multiple over the last year of known flows; nothing where fewer days than that are known."""
    track = TARGET.track(frame).present()
    if len(track) < DAYS:
        return []
    days = [from_days(int(number)) for number in track.periods[-DAYS:]]
    expected = np.array([scheduled(day) for day in days])
    surprise = np.abs(track.values[-DAYS:] - expected[:, 0])
    usual = SIZE_OF_NORMAL * expected[:, 1]
    multiple = float(surprise.mean() / usual.mean())
    scores = (surprise - multiple * usual)[:, None] / usual.mean()
    error = math.sqrt(float(newey_west(scores, newey_west_lags(DAYS))[0, 0])) / DAYS
    sample = Sample(DAYS, days[0], days[-1], INPUTS)
    return [estimate("treasury.flow_noise", multiple, error, sample, SOURCE, least=0.0)]


def scheduled(day: date) -> tuple[float, float]:
    """Return what the fiscal calendars expect of a day, debt apart, and the standard deviation of its surprise [USD].

    Calendars that share a shock err together, the others apart.

    >>> expected, sd = scheduled(date(2025, 4, 15))
    >>> expected > 100e9, 5e9 < sd < 50e9
    (True, True)
    """
    expected, errors = 0.0, defaultdict[str, float](float)
    for name in calendars.names():
        sign = calendars.SIGNS.get(calendars.kind(name))
        if sign is not None:
            (amount,) = calendars.amounts(name, [day], day.replace(day=1))
            noise = calendars.noise(name)
            expected += sign * amount
            errors[noise.shock] += sign * (noise.sd_usd + noise.of_amount * amount)
    return expected, math.sqrt(sum(error**2 for error in errors.values()))
