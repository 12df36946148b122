"""The question of the overnight spreads: SOFR, TGCR or EFFR over the interest on reserves, and what only they tell.

Beside its days ahead an answer carries, on the days they are about, how likely a spike of SOFR is, how likely standing
repo is used on the next business day, and the instrumented slope of EFFR in reserves as of the evening of the forecast.
"""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from tidegauge.errors import ConstantSeries, TooLittleHistory
from tidegauge.forecasts import registry
from tidegauge.frame import Finding, finding
from tidegauge.models.spreads import slope, spike, take_up
from tidegauge.models.spreads.model import SOFR
from tidegauge.models.targets import TARGETS
from tidegauge.questions.answer import Answer, origins
from tidegauge.questions.desk import Desk
from tidegauge.questions.forecast import DayAhead, ahead, evening

UNITS = {"spike_probability": "share", "probability": "share", "slope": "bp/%"}


@dataclass(frozen=True, slots=True)
class StandingRepo:
    """How likely standing repo lends more than 1 bn on a day, beside the share of days so far with such a use.

    `brier_skill` is how good these odds were over that share, 1 − Brier score ÷ its Brier score, with the 5 and 95 %
    ends of a bootstrap by blocks, over `scored_days` days to `scored_until`, `scored_uses` of them with a use.
    """

    probability: float
    base_rate: float
    brier_skill: float
    skill_low: float
    skill_high: float
    scored_days: int
    scored_uses: int
    scored_until: date


@dataclass(frozen=True, slots=True)
class ReserveSlope:
    """What reserves of 1 % of bank assets more do to EFFR − IORB [bp], over the weeks to `week`; `se` its error.

    Our own instrumented estimate on public weeks: a proxy of the New York Fed's Reserve Demand Elasticity, not that.
    `low` and `high` are a band of 90 %; `is_weak` says that the instrument tells too little for it to hold.
    """

    week: date
    slope: float
    se: float
    low: float
    high: float
    first_stage_f: float
    weeks: int
    is_weak: bool


@dataclass(frozen=True, slots=True)
class SpreadDay(DayAhead):
    """One business day of a spread's forecast.

    `spike_probability` is that of one SOFR − IORB above 10 bp or more up to the day, beside `spike_base_rate`, the
    share of past windows of that length with one; None on other days and for other rates. `standing_repo` and `slope`
    stand on the first day ahead; None where too little is known.
    """

    spike_probability: float | None = None
    spike_base_rate: float | None = None
    standing_repo: StandingRepo | None = None
    slope: ReserveSlope | None = None


def spread(desk: Desk, *, rate: str = "sofr", horizon: int = 20, as_of: datetime | None = None) -> Answer:
    """Answer with a rate over IORB on each of the next business days, the odds of a spike and of standing repo's use.

    Raises
    ------
    TooLittleHistory
        Fewer than about four months of the rate are known, or the last one is old.
    HorizonBeyondCalendar
        The last day lies after the calendars' checked years.
    """
    answer = ahead(desk, "spread", registry.SPREADS[rate], horizon, as_of)
    notes: list[Finding] = [finding("effr_no_better", registry.SPREADS[rate])] if rate == "effr" else []
    spikes = _spikes(desk, answer.as_of) if rate == "sofr" else {}
    first: dict[str, Any] = {"standing_repo": _standing_repo(desk, answer.as_of, notes)}
    first["slope"] = _slope(desk, answer.as_of, notes)
    rows = tuple(
        _day(row, **(spikes.get(row.horizon, {}) | (first if row.horizon == 1 else {}))) for row in answer.answer
    )
    used = desk.frame((*take_up.INPUTS, *slope.INPUTS), answer.as_of)
    sources = tuple(dict.fromkeys((*answer.sources, *origins(used))))
    units = {**answer.units, **UNITS}
    return replace(answer, answer=rows, units=units, sources=sources, findings=(*answer.findings, *notes))


def _day(row: DayAhead, **more: Any) -> SpreadDay:
    """Return a day with what only a spread tells."""
    return SpreadDay(**{field.name: getattr(row, field.name) for field in fields(DayAhead)}, **more)


def _spikes(desk: Desk, moment: datetime) -> dict[int, dict[str, float]]:
    """Return the probability of a spike and its base rate by window."""
    frame = desk.frame(SOFR.inputs, moment)
    spread_bp = TARGETS[SOFR.target].track(frame).present().values
    chances = SOFR.fit(frame).spikes(frame, evening(moment)).tolist()
    rates = [float(spike.base_rate(spike.came(spread_bp, window), window)[-1]) for window in spike.WINDOWS]
    return {
        window: {"spike_probability": round(chance, 4), "spike_base_rate": round(rate, 4)}
        for window, chance, rate in zip(spike.WINDOWS, chances, rates, strict=True)
    }


def _standing_repo(desk: Desk, moment: datetime, notes: list[Finding]) -> StandingRepo | None:
    """Return the odds of standing repo on the first day ahead; None, and a note, where too few days are known."""
    try:
        odds = take_up.take_up_odds(desk.frame(take_up.INPUTS, moment), evening(moment))
    except TooLittleHistory:
        notes.append(finding("standing_repo_without_odds", "srf", n=take_up.DAYS_LEAST))
        return None
    return StandingRepo(round(odds.probability, 4), round(odds.share_so_far, 4), *take_up.RECORD)


def _slope(desk: Desk, moment: datetime, notes: list[Finding]) -> ReserveSlope | None:
    """Return the slope as of a moment; None, and a note, where too few weeks are known or EFFR stood still."""
    try:
        found = slope.instrumented_slope(desk.frame(slope.INPUTS, moment))
    except (TooLittleHistory, ConstantSeries):
        notes.append(finding("slope_without_weeks", slope.ID, n=slope.WINDOW_WEEKS))
        return None
    return ReserveSlope(
        week=found.week,
        slope=round(found.slope, 4),
        se=round(found.se, 4),
        low=round(found.low, 4),
        high=round(found.high, 4),
        first_stage_f=round(found.first_stage_f, 1),
        weeks=found.weeks,
        is_weak=found.is_weak,
    )
