"""What the calendar, the administered rates and the published spreads say of each simulated business day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from tidegauge.business_days import CALENDARS
from tidegauge.clock import in_new_york
from tidegauge.errors import MissingFigures
from tidegauge.frame import Frame, Track
from tidegauge.frame import days as day_number
from tidegauge.scenarios.behaviour.period_ends import DayKind
from tidegauge.scenarios.behaviour.reserve_demand import ReserveDemand, curve_bp, on_rrp_bp, reserves_pct
from tidegauge.scenarios.compile.bill_ladder import is_settlement
from tidegauge.scenarios.compile.level import BACK, SpreadLevel, spread_level
from tidegauge.scenarios.program import Days, OpeningRates, Rates
from tidegauge.scenarios.scenario import RateStep, StandingRepo

if TYPE_CHECKING:
    from numpy.typing import NDArray

INPUTS = ("iorb", "target_upper", "on_rrp_rate", "srf_rate", "sofr", "effr", "bank_assets", "reserves", "on_rrp")
FED = CALENDARS["fed"]
TAX_MONTHS = (4, 6, 9, 12)
MEAN_DAYS = 20
TWO_MONTHS = timedelta(days=3 * MEAN_DAYS)

PRIMARY_CREDIT_AT_TOP_FROM = date(2020, 3, 16)
PRIMARY_CREDIT_BEFORE_PCT = 0.5
"""Over the top of the range; since 16 March 2020 the primary credit rate is the top itself (Board, 15 March 2020)."""


def calendar(days: Sequence[date], missed: Sequence[date] = ()) -> Days:
    """Return what the calendar says of some consecutive business days.

    Bills that settled on a `missed` day, whose statement was not out, are posted on the first.
    """
    before = [FED.previous_open(days[0]), *days[:-1]]
    after = [*days[1:], FED.next_open(days[-1])]
    month_ends = [day.month != following.month for day, following in zip(days, after, strict=True)]
    after_month_ends = [day.month != earlier.month for day, earlier in zip(days, before, strict=True)]
    middle = [FED.on_or_after(day.replace(day=15)) == day for day in days]
    settles = [is_settlement(day) for day in days]
    settles[0] = settles[0] or any(is_settlement(day) for day in missed)
    return Days(
        on=np.array([day_number(day) for day in days], np.int32),
        gap_days=np.array([(day - earlier).days for day, earlier in zip(days, before, strict=True)], np.int64),
        is_bill_settlement=_flags(settles),
        is_month_end=_flags(ends and day.month % 3 for day, ends in zip(days, month_ends, strict=True)),
        is_quarter_end=_flags(ends and not day.month % 3 for day, ends in zip(days, month_ends, strict=True)),
        is_year_end=_flags(ends and day.month == 12 for day, ends in zip(days, month_ends, strict=True)),
        is_after_month_end=_flags(
            begins and earlier.month % 3 for earlier, begins in zip(before, after_month_ends, strict=True)
        ),
        is_after_quarter_end=_flags(
            begins and not earlier.month % 3 for earlier, begins in zip(before, after_month_ends, strict=True)
        ),
        is_tax_date=_flags(is_middle and day.month in TAX_MONTHS for day, is_middle in zip(days, middle, strict=True)),
        is_mid_month=_flags(
            is_middle and day.month not in TAX_MONTHS for day, is_middle in zip(days, middle, strict=True)
        ),
    )


def rates(
    frame: Frame, on: date, days: Sequence[date], steps: Sequence[RateStep], facility: StandingRepo | None
) -> Rates:
    """Return the administered rates of each day [% a year]: the last known ones, moved by the scenario's steps.

    A change that had been announced by the opening and takes effect later is in the frame with its day; steps of the
    scenario add to it from the opening on. `facility` is None where the scenario says nothing of standing repo.

    Raises
    ------
    MissingFigures
        The rate on reserves or the target range is not known.
    """
    moved = np.array([sum(step.change_bp for step in steps if on < step.on <= day) / 100.0 for day in days])
    upper = _path(frame, "target_upper", days)
    primary = upper if on >= PRIMARY_CREDIT_AT_TOP_FROM else upper + PRIMARY_CREDIT_BEFORE_PCT
    has_facility = facility is None and frame["srf_rate"].on_or_before(days[0]) is not None
    standing = _path(frame, "srf_rate", days) if has_facility else upper
    over = 0.0 if facility is None else facility.over_upper_bp / 100.0
    iorb, on_rrp = (_path(frame, series, [on, *days]) for series in ("iorb", "on_rrp_rate"))
    moved_before = np.array([0.0, *moved[:-1]])
    return Rates(
        iorb_pct=iorb[1:] + moved,
        standing_repo_pct=standing + over + moved,
        on_rrp_pct=on_rrp[1:] + moved,
        upper_pct=upper + moved,
        primary_credit_pct=primary + moved,
        overnight_iorb_pct=iorb[:-1] + moved_before,
        overnight_on_rrp_pct=on_rrp[:-1] + moved_before,
    )


def opening_rates(frame: Frame, on: date, level: SpreadLevel, reserves_usd: int, on_rrp_usd: int) -> OpeningRates:
    """Return what was known of rates and of banks' size at the end of `on`.

    The usual level is that of *plain* days, on which the calendar says nothing: a period-end is a term of its own, and
    the last twenty days may hold two of them or none (`compile.level`). Reserves and ON RRP are averaged over the same
    days, because a level of the spread belongs to the reserves it was seen with, not to those of the opening alone.
    SOFR is published the next morning, so at the end of a day the day before is the last one known.

    Raises
    ------
    MissingFigures
        Banks' assets or a rate are not known.
    """
    sofr, effr = (_spreads(frame, series, on) for series in ("sofr", "effr"))
    plain, plain_effr = (dict(list(_plain(spreads).items())[-MEAN_DAYS:]) for spreads in (sofr, effr))
    assets = frame["bank_assets"].on_or_before(on)
    if assets is None:
        raise MissingFigures(series="bank_assets", as_of=in_new_york(frame.as_of))
    return OpeningRates(
        sofr_iorb_bp=next(reversed(sofr.values())),
        effr_iorb_bp=next(reversed(effr.values())),
        sofr_iorb_bp_plain=next(reversed(plain.values())),
        sofr_iorb_bp_usual=level.level_bp,
        sofr_level_gap_bp=level.gap_bp,
        effr_iorb_bp_mean20=sum(plain_effr.values()) / len(plain_effr),
        bank_assets_usd=round(assets.value),
        reserves_usd=reserves_usd,
        reserves_usd_mean20=_mean_usd(frame["reserves"], plain, reserves_usd),
        on_rrp_usd_mean20=_mean_usd(frame["on_rrp"], plain, on_rrp_usd),
    )


def level(frame: Frame, on: date, demand: ReserveDemand) -> SpreadLevel:
    """Return where the level of SOFR stands at the end of `on`, where it comes back to, and how restless it is."""
    plain = _plain(_spreads(frame, "sofr", on, BACK))
    reserves, assets, on_rrp = (_carried(frame[series], plain) for series in ("reserves", "bank_assets", "on_rrp"))
    explained = [
        curve_bp(reserves_pct(held, size), demand) + on_rrp_bp(parked, demand) if size else 0.0
        for held, size, parked in zip(reserves, assets, on_rrp, strict=True)
    ]
    return spread_level(list(plain.values()), explained)


def _carried(stock: Track, days: Iterable[date]) -> list[float]:
    """Return the last known level of a stock on each day [USD], 0 before the first."""
    points = [stock.on_or_before(day) for day in days]
    return [0.0 if point is None else point.value for point in points]


def _spreads(frame: Frame, series: str, on: date, back: timedelta = TWO_MONTHS) -> dict[date, float]:
    """Return the spreads of a rate over the rate on reserves [bp] of a stretch up to `on`, oldest first."""
    window = frame[series].between(on - back, on)
    pairs = [(day, rate, frame["iorb"].on_or_before(day)) for day, rate in window]
    found = {day: round((rate - iorb.value) * 100.0, 6) for day, rate, iorb in pairs if iorb is not None}
    if not found:
        raise MissingFigures(series=series, as_of=in_new_york(frame.as_of))
    return found


def _plain(spreads: Mapping[date, float]) -> dict[date, float]:
    """Return the spreads of days that the calendar says nothing of; all of them where it speaks of each."""
    on = list(spreads)
    said = calendar(on)
    speaks = np.any([getattr(said, name) for name in DayKind._fields], axis=0)
    return {day: spreads[day] for day, is_said in zip(on, speaks.tolist(), strict=True) if not is_said} or dict(spreads)


def _mean_usd(stock: Track, days: Iterable[date], otherwise_usd: int) -> int:
    """Return the mean of a stock over days [USD], each with its last known level; `otherwise_usd` where none is."""
    points = [stock.on_or_before(day) for day in days]
    known = [point.value for point in points if point is not None]
    return round(sum(known) / len(known)) if known else otherwise_usd


def _path(frame: Frame, series: str, days: Sequence[date]) -> "NDArray[np.float64]":
    """Return the rate in force on each day, as far as it is known."""
    points = [frame[series].on_or_before(day) for day in days]
    if points[0] is None:
        raise MissingFigures(series=series, as_of=in_new_york(frame.as_of))
    return np.array([point.value for point in points if point is not None])


def _flags(values: Iterable[object]) -> "NDArray[np.bool_]":
    """Return truths as an array."""
    return np.array([bool(value) for value in values], np.bool_)
