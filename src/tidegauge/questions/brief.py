"""The reading of the day: what changed and why, the gauges, the signals, what is scheduled, what is missing.

Everything is computed from one frame, so nothing in a brief was known after its as-of. Same figures, same brief.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tidegauge.clock import NEW_YORK, in_new_york
from tidegauge.errors import InvalidMoment, MissingFigures
from tidegauge.frame import Frame, Point, Track, from_days
from tidegauge.indicators import balance_sheet as identity
from tidegauge.indicators import drain as causes
from tidegauge.indicators import gauges, period_end, watermarks
from tidegauge.questions import narrative
from tidegauge.questions.answer import Answer, origins
from tidegauge.questions.balance import INPUTS as BALANCE_INPUTS
from tidegauge.questions.desk import Desk
from tidegauge.questions.forecast_line import cash_ahead
from tidegauge.questions.gauges import GaugeReading, read_all
from tidegauge.questions.since import Change, changes_between
from tidegauge.signals import calendar, machine
from tidegauge.words.sentence import Sentence

RATE_INPUTS = (
    "srf_morning",
    "sofr",
    "sofr_p1",
    "sofr_p99",
    "effr",
    "tgcr",
    "iorb",
    "on_rrp_rate",
    "srf_rate",
    "target_upper",
)
CHART_SPAN = timedelta(days=400)
SCHEDULE_DAYS = 45
WEEKLY_RELEASES = ("h41", "h8")


@dataclass(frozen=True, slots=True)
class RateDay:
    """Overnight rates of one day against IORB [bp]; None where a figure does not exist."""

    period: date
    sofr: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Steps:
    """An administered rate against IORB over time: (first day, bp)."""

    id: str
    steps: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One page: sentences first, then the evidence."""

    headline: tuple[Sentence, ...]
    now: tuple[Sentence, ...]
    weeks: tuple[Sentence, ...]
    months: tuple[Sentence, ...]
    year: tuple[Sentence, ...]
    missing: tuple[Sentence, ...]
    gauges: tuple[GaugeReading, ...]
    week: causes.Drain | None
    day: causes.Drain | None
    balance_sheet: identity.BalanceSheet | None
    reserves: tuple[tuple[date, float], ...]
    watermarks: tuple[watermarks.Watermark, ...]
    rates: tuple[RateDay, ...]
    steps: tuple[Steps, ...]
    period_end: period_end.PeriodEndSpread | None
    signals: tuple[machine.SignalState, ...]
    schedule: tuple[calendar.Event, ...]
    since: datetime | None
    changes: tuple[Change, ...] | None


def inputs() -> tuple[str, ...]:
    """Return every series the brief reads."""
    parts = (gauges.inputs(), BALANCE_INPUTS, RATE_INPUTS, machine.inputs(), calendar.SETTLEMENTS, watermarks.INPUTS)
    return tuple(dict.fromkeys(series for part in parts for series in part))


def brief(
    desk: Desk, *, as_of: datetime | None = None, since: datetime | None = None, replay_at: datetime | None = None
) -> Answer:
    """Answer with the reading of the day as known at a moment; `since` adds which release changed which reading.

    Raises
    ------
    InvalidMoment
        The moment lies in the future, or `since` is later than it.
    MissingFigures
        Nothing at all was known at that moment.
    """
    moment = desk.moment(as_of)
    if since is not None and since > moment:
        raise InvalidMoment(text=since.astimezone(NEW_YORK).isoformat(), detail="`since` is later than the as-of")
    frame = desk.frame(inputs(), moment, replay_at)
    if not any(len(track) for track in frame.tracks.values()):
        raise MissingFigures(series="any gauge", as_of=in_new_york(moment))
    earlier = None if since is None else desk.frame(inputs(), since, replay_at)
    answer = write(frame, earlier)
    if replay_at is None:
        answer = replace(answer, weeks=(*answer.weeks, *cash_ahead(desk, moment)))
    units = {reading.id: reading.unit for reading in answer.gauges}
    return Answer("brief", moment, answer, units, origins(frame), tuple(desk.findings()), desk.bundled_until)


def write(frame: Frame, earlier: Frame | None = None) -> Brief:
    """Write the brief of a frame; `earlier` is the frame that changes are counted from."""
    states = machine.evaluate(frame, frame.as_of)
    readings = read_all(frame, states)
    by_id = {reading.id: reading for reading in readings}
    week, daily, sheet = causes.weekly(frame), causes.daily(frame), identity.balance_sheet(frame)
    turn = period_end.sofr_iorb(frame)
    today = frame.as_of.astimezone(NEW_YORK).date()
    schedule = tuple(
        event for event in calendar.scheduled(frame, frame.as_of, SCHEDULE_DAYS) if _is_worth_a_line(event, today)
    )
    marks = watermarks.watermarks(frame)
    return Brief(
        headline=narrative.headline(by_id, today),
        now=narrative.now(week, daily, calendar.in_progress(frame.as_of)) + narrative.repo(turn, _so_far(frame, today)),
        weeks=narrative.weeks(by_id, schedule),
        months=narrative.months(frame, marks),
        year=narrative.year(by_id, frame),
        missing=narrative.missing(readings, sheet, frame),
        gauges=readings,
        week=week,
        day=daily,
        balance_sheet=sheet,
        reserves=tuple(frame["reserves"].between(today - CHART_SPAN, today)),
        watermarks=marks,
        rates=_rates(frame, today),
        steps=tuple(_steps(frame, id_, today) for id_ in ("target_upper", "srf_rate", "on_rrp_rate")),
        period_end=turn,
        signals=states,
        schedule=schedule,
        since=None if earlier is None else earlier.as_of,
        changes=None if earlier is None else changes_between(earlier, frame),
    )


def _is_worth_a_line(event: calendar.Event, today: date) -> bool:
    """Keep today's releases hour by hour; of later ones only those that do not come every day."""
    return event.kind != "release" or event.on == today or event.id.split(":")[0] in WEEKLY_RELEASES


def _so_far(frame: Frame, today: date) -> Point | None:
    """Return today's morning operation of the standing repo facility, while the day's total is not known yet."""
    return None if frame["srf"].at(today) is not None else frame["srf_morning"].at(today)


def _rates(frame: Frame, today: date) -> tuple[RateDay, ...]:
    """Return SOFR and its 1st and 99th percentile against IORB over the span of the chart."""

    def against_iorb(series: str) -> dict[date, int]:
        track: Track = gauges.spread(series, "iorb")(frame).between(today - CHART_SPAN, today)
        return {day: round(value) for day, value in track}

    low, high = against_iorb("sofr_p1"), against_iorb("sofr_p99")
    return tuple(RateDay(day, bp, low.get(day), high.get(day)) for day, bp in against_iorb("sofr").items())


def _steps(frame: Frame, series: str, today: date) -> Steps:
    """Return an administered rate against IORB wherever either changed."""
    days = sorted(
        {from_days(int(day)) for id_ in (series, "iorb") for day in frame[id_].periods if from_days(int(day)) <= today}
    )
    steps: list[tuple[date, int]] = []
    for day in days:
        rate, base = frame[series].on_or_before(day), frame["iorb"].on_or_before(day)
        if rate is not None and base is not None:
            steps.append((day, round(rate.value * 100) - round(base.value * 100)))
    kept = [step for i, step in enumerate(steps) if i == 0 or step[1] != steps[i - 1][1]]
    return Steps(series, tuple(kept))
