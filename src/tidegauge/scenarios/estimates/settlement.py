"""What paying for Treasury securities does to SOFR while reserves are ample, by least squares on daily changes.

    Δ(SOFR − IORB) = α + b·net debt cash + c·all other cash flows + D + u        cash in 100 bn of USD

Only days up to the start of the last regime count: after it reserves were short, and the effect grew with the shortage.
"""

from datetime import date, timedelta

import numpy as np

from tidegauge.frame import Frame, days
from tidegauge.models.fits.covariance import newey_west, newey_west_lags
from tidegauge.models.fits.least_squares import ols
from tidegauge.models.spreads.drivers import on_calendar
from tidegauge.scenarios.estimates.curve_figures import CurveFigures
from tidegauge.scenarios.estimates.estimate import Estimate, Sample, estimate
from tidegauge.scenarios.parameters import regimes

INPUTS = ("tga", "dts_debt_issues", "dts_debt_redemptions")
FIRST_DAY = date(2022, 9, 12)
"""First day of the debt lines of the Daily Treasury Statement that are at hand."""
DAYS_LEAST = 200
UNIT_USD = 100e9
SOURCE = "own least squares of daily changes on the Daily Treasury Statement's cash flows, Newey–West errors"


def of_settlements(frame: Frame, figures: CurveFigures) -> list[Estimate]:
    """Return the effect of 100 bn of net new securities; nothing where too few days of the statement are known."""
    numbers = np.array([days(day) for day in figures.dates], np.int32)
    cash, issued, redeemed = (on_calendar(frame[series], numbers) for series in INPUTS)
    debt = (issued - redeemed) / UNIT_USD
    other = np.diff(cash, prepend=np.nan) / UNIT_USD - debt
    drivers = np.column_stack([debt, other, *figures.calendar.values()])
    last = regimes()[-1].start - timedelta(days=1)
    inside = ~np.isnan(drivers).any(axis=1) & (numbers >= days(FIRST_DAY)) & (numbers <= days(last))
    change = np.diff(figures.sofr, prepend=np.nan)
    if inside.sum() < DAYS_LEAST:
        return []
    fit = ols(change[inside], drivers[inside], ("net debt cash", "other cash", *figures.calendar))
    meat = newey_west(fit.scores, newey_west_lags(fit.rows))
    error = float(np.sqrt((fit.bread @ meat @ fit.bread)[1, 1]))
    used = [day for day, is_in in zip(figures.dates, inside, strict=True) if is_in]
    sample = Sample(fit.rows, used[0], used[-1], ("sofr", "iorb", *INPUTS))
    return [estimate("reserve_demand.settlement_bp", float(fit.coefficients[1]), error, sample, SOURCE, least=0.0)]
