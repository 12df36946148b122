"""Calendar terms of the SOFR spread: period-ends, the day after, tax dates and mid-months.

    calendar_t = m(g)·D_t·B·A_t,      m(g) = calm + (1 − calm)·min(1, g / g_full),        A_t = exp(s·z − s²/2)

D is estimated by regime; m lets a period-end be quiet when reserves are satiated, because dealers' limits bind only
when cash is short elsewhere too (31 March 2026 and the month-ends of early 2025 against those of late 2025). `calm` is
1 in regimes whose own sample had satiated reserves throughout. A is what nobody foresees of a day: 1 on average,
never below zero, now and then two or three; its draw is "period_end". B is how far the estimates of D are off: 1 plus
their standard error times a draw that a path takes once, on its first day ("calendar_size"), never below zero. EFFR has
no calendar term above 1.2 bp, so none is used.

Switched off with `dealers`: no calendar term at all.

References
----------
Own estimates on figures to 2026-03-31 (New York Fed SOFR, Board IORB), regressions with HAC errors; Correa, Du and Liao
(2020), NBER 27491, for why period-ends bite.
"""

from typing import NamedTuple

from tidegauge.scenarios.arithmetic import exp
from tidegauge.scenarios.behaviour.bounds import larger, smaller


class PeriodEnds(NamedTuple):
    """The D of each kind of day [bp] and how much of it remains when reserves are satiated."""

    month_end_bp: float
    quarter_end_bp: float
    year_end_bp: float
    after_month_end_bp: float
    after_quarter_end_bp: float
    tax_date_bp: float
    mid_month_bp: float
    calm_share: float  # of D left at g = 0
    full_shortage_pct: float  # g at which the whole of D holds
    amplitude_sd: float  # s, of the logarithm of A
    size_error: float  # standard error of D, as a share of D


class DayKind(NamedTuple):
    """What the calendar says of a day; the fields of `program.Days` of the same names."""

    is_month_end: bool
    is_quarter_end: bool
    is_year_end: bool
    is_after_month_end: bool
    is_after_quarter_end: bool
    is_tax_date: bool
    is_mid_month: bool


def calendar_bp(day: DayKind, p: PeriodEnds) -> float:
    """Return D of a day [bp]; a day that is two things takes both."""
    term = 0.0
    if day.is_year_end:
        term = p.year_end_bp
    elif day.is_quarter_end:
        term = p.quarter_end_bp
    elif day.is_month_end:
        term = p.month_end_bp
    term = term + (p.after_month_end_bp if day.is_after_month_end else 0.0)
    term = term + (p.after_quarter_end_bp if day.is_after_quarter_end else 0.0)
    term = term + (p.tax_date_bp if day.is_tax_date else 0.0)
    return term + (p.mid_month_bp if day.is_mid_month else 0.0)


def weight(shortage_pct: float, p: PeriodEnds) -> float:
    """Return m: the share of D that holds at a shortage of reserves g [percentage points]."""
    return p.calm_share + (1.0 - p.calm_share) * smaller(1.0, shortage_pct * (1.0 / p.full_shortage_pct))


def amplitude(z: float, p: PeriodEnds) -> float:
    """Return A: how large a calendar term turns out, as a multiple of its mean, from a standard normal draw."""
    return exp(p.amplitude_sd * z - 0.5 * p.amplitude_sd * p.amplitude_sd)


def drawn_size(z: float, p: PeriodEnds) -> float:
    """Return B: the size of a path's calendar terms, as a multiple of their estimates, from a standard normal draw."""
    return larger(0.0, 1.0 + p.size_error * z)
