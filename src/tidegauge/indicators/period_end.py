"""SOFR − IORB beside itself without the calendar: is repo dear, or is it only the end of the month?

Two readings, because they answer two questions. The *ordinary* spread is the median of the days that are no period end
within the last 28 days (about 20 business days): where repo trades between the ends. It has no parameter to fit, moves
with the regime and stands still when one day jumps, so it is the one to trust. The *usual excess* says how far such an
end stood above the ordinary spread of its own time before, over the last twelve known ends of the same kind: it tells a
dear month-end from a normal one, but it is an average over regimes (1 bp in 2021–24, 7 to 9 in 2025) and comes second.
All spreads are whole basis points; a median of two middle days may end in a half.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from statistics import median

from tidegauge.business_days import CALENDARS
from tidegauge.frame import Frame, Track
from tidegauge.indicators import combine

WINDOW = timedelta(days=28)
ORDINARY_DAYS_MIN = 5
ENDS_MAX = 12
INPUTS = ("sofr", "iorb")


@dataclass(frozen=True, slots=True)
class PeriodEndSpread:
    """A spread and what is left of it without the calendar [bp]; None where too little was known.

    Attributes
    ----------
    period, raw_bp
        The last known day and its spread.
    kind : str
        What the day is (`turn_kind`), empty for an ordinary one.
    ordinary_bp, ordinary_days
        Median of the ordinary days of the last 28 days, this one included if it is ordinary, and their number.
    excess_bp
        ``raw_bp − ordinary_bp``.
    usual_excess_bp, ends_used
        Median excess of the last known days of the same kind before this one, and their number; None and 0 on an
        ordinary day.
    adjusted_bp
        ``raw_bp − usual_excess_bp`` on a period end, ``raw_bp`` on an ordinary day.
    """

    period: date
    raw_bp: int
    kind: str
    ordinary_bp: float | None
    ordinary_days: int
    excess_bp: float | None
    usual_excess_bp: float | None
    ends_used: int
    adjusted_bp: float | None


@lru_cache(maxsize=20_000)
def turn_kind(day: date) -> str:
    """Return what kind of period end a business day is: the last of its month, the first of the next, or "".

    A year-end is no quarter-end and a quarter-end no month-end: each kind has its own size. The first day after counts
    too, since repo stays dear on it (3 to 11 bp in 2018–2026).

    >>> turn_kind(date(2025, 10, 31)), turn_kind(date(2025, 11, 3)), turn_kind(date(2025, 11, 4))
    ('month_end', 'after_month_end', '')
    >>> turn_kind(date(2025, 9, 30)), turn_kind(date(2025, 12, 31))
    ('quarter_end', 'year_end')
    """
    calendar = CALENDARS["sifma"]
    if calendar.next_open(day).month != day.month:
        return _end_of(day.month)
    previous = calendar.previous_open(day)
    return f"after_{_end_of(previous.month)}" if previous.month != day.month else ""


def _end_of(month: int) -> str:
    if month == 12:
        return "year_end"
    return "quarter_end" if month % 3 == 0 else "month_end"


def sofr_iorb(frame: Frame) -> PeriodEndSpread | None:
    """Return SOFR − IORB with and without period ends on the last known day, or None when nothing is known."""
    if any(series not in frame for series in INPUTS):
        return None
    return without_period_ends(combine.spread_bp("sofr_iorb_bp", frame["sofr"], frame["iorb"]))


def without_period_ends(spread: Track) -> PeriodEndSpread | None:
    """Return the last value of a daily spread [bp] beside its period-end-adjusted readings.

    Parameters
    ----------
    spread : Track, shape (n,)
        Whole basis points by business day, as known at a moment: nothing later can be used.

    Notes
    -----
    Fewer than five ordinary days in a window leave its ordinary spread, and what is built on it, None.
    """
    observed = [(day, round(value)) for day, value in spread]
    if not observed:
        return None
    last = len(observed) - 1
    period, raw = observed[last]
    kind = turn_kind(period)
    ordinary, n = _ordinary(observed, last)
    ends = _excesses(observed[:last], kind) if kind else []
    usual = float(median(ends)) if ends else None
    return PeriodEndSpread(
        period=period,
        raw_bp=raw,
        kind=kind,
        ordinary_bp=ordinary,
        ordinary_days=n,
        excess_bp=None if ordinary is None else raw - ordinary,
        usual_excess_bp=usual,
        ends_used=len(ends),
        adjusted_bp=_adjusted(raw, kind, usual),
    )


def _adjusted(raw: int, kind: str, usual: float | None) -> float | None:
    """Return the spread less what such an end usually costs; unknown where no such end came before."""
    if not kind:
        return float(raw)
    return None if usual is None else raw - usual


def _ordinary(observed: list[tuple[date, int]], last: int) -> tuple[float | None, int]:
    """Return the median of the ordinary days within 28 days up to row `last`, and their number."""
    until = observed[last][0]
    values = []
    for day, value in reversed(observed[: last + 1]):
        if until - day >= WINDOW:
            break
        if not turn_kind(day):
            values.append(value)
    return (float(median(values)) if len(values) >= ORDINARY_DAYS_MIN else None), len(values)


def _excesses(observed: list[tuple[date, int]], kind: str) -> list[float]:
    """Return how far the last days of a kind stood above their own ordinary spread, latest first."""
    found: list[float] = []
    for row in range(len(observed) - 1, -1, -1):
        day, value = observed[row]
        if turn_kind(day) == kind and (ordinary := _ordinary(observed, row)[0]) is not None:
            found.append(value - ordinary)
        if len(found) == ENDS_MAX:
            break
    return found
