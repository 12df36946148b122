"""The question of the yield curve and recessions: what the probit says, and how often it was wrong."""

from dataclasses import dataclass
from datetime import date, datetime

from tidegauge.clock import NEW_YORK
from tidegauge.errors import MissingFigures
from tidegauge.frame import Finding, Frame, finding
from tidegauge.models import recession as model
from tidegauge.models.recession import Alarm, Approach, Month, Record
from tidegauge.questions.answer import Answer, origins
from tidegauge.questions.desk import Desk
from tidegauge.words import sentence

__all__ = ["Alarm", "Approach", "Fallback", "Month", "Recession", "Record", "recession"]

UNITS = {
    "slope_pct": "pct",
    "probability": "share",
    "deepest_pct": "pct",
    "slope_at_peak_pct": "pct",
    "brier": "share",
    "right_by_chance": "share",
}


@dataclass(frozen=True, slots=True)
class Fallback:
    """What the constant-maturity yield in the bill's place costs: gaps of P where a month has both."""

    months: int
    mean_gap: float
    largest_gap: float


@dataclass(frozen=True, slots=True)
class Recession:
    """The probability of a recession in twelve months, and the record of the alarm.

    `latest` is the last whole month and the answer; `running` the month so far. `alarms` are spells at or above
    `alarm_line`; `right_by_chance` is how often spells as long as those that are over would have been followed by a
    peak wherever they began; `approaches` how the curve stood before each peak; `record` is out of sample.
    Announcements are known up to `listed_until`, and the parameters rest on figures up to `fitted_until`.
    """

    latest: Month
    running: Month | None
    alarm_line: float
    base_rate: float
    record: Record
    alarms: tuple[Alarm, ...]
    right_by_chance: float | None
    listed_until: date
    fitted_until: date
    approaches: tuple[Approach, ...]
    fallback: Fallback | None
    months: tuple[Month, ...]


def recession(desk: Desk, *, as_of: datetime | None = None) -> Answer:
    """Answer with P(recession in twelve months) of the last whole month.

    Raises
    ------
    MissingFigures
        No whole month of the 10-year yield and a 3-month rate is known.
    """
    moment = desk.moment(as_of)
    frame = desk.frame(model.INPUTS, moment)
    for series in ("yield_10y", "yield_3m"):
        frame.require(series)
    months = model.monthly(frame)
    whole = [one for one in months if one.is_whole]
    if not whole:
        raise MissingFigures(series="yield_10y", as_of=moment)
    today = moment.astimezone(NEW_YORK).date()
    known, told_until = model.recessions(moment), min(today, model.LISTED_UNTIL)
    alarms = model.alarms(months, known, told_until)
    over = [one for one in alarms if one.verdict != "open"]
    found = Recession(
        latest=whole[-1],
        running=None if months[-1].is_whole else months[-1],
        alarm_line=model.ALARM,
        base_rate=model.base_rate(),
        record=model.record(months, known, told_until),
        alarms=tuple(alarms),
        right_by_chance=model.right_by_chance(over, months, known),
        listed_until=told_until,
        fitted_until=model.FITTED_UNTIL,
        approaches=tuple(model.approaches(months, known)),
        fallback=_fallback(frame),
        months=tuple(months),
    )
    findings = (*desk.findings(), *_notes(found, today))
    return Answer("recession", moment, found, UNITS, origins(frame), findings, desk.bundled_until)


def _fallback(frame: Frame) -> Fallback | None:
    """Return how far P from the constant-maturity yield lies from P from the bill; None where one is unknown."""
    if "bill_3m" not in frame:
        return None
    other = {one.month: one.probability for one in model.monthly(frame, "yield_3m")}
    gaps = [abs(one.probability - other[one.month]) for one in model.monthly(frame, "bill_3m") if one.month in other]
    return Fallback(len(gaps), sum(gaps) / len(gaps), max(gaps)) if gaps else None


def _notes(found: Recession, today: date) -> list[Finding]:
    """Return what a reader must know: months on the fallback, parameters of later years, the end of the list."""
    notes = []
    fallen_back = [one.month for one in found.months if one.bill == "yield_3m"]
    if fallen_back:
        first, last = fallen_back[0], fallen_back[-1]
        ends = {"first": sentence.Month(first), "last": sentence.Month(last)}
        notes.append(finding("recession_fallback", "bill_3m", last, severity="warning", n=len(fallen_back), **ends))
    if today <= model.FITTED_UNTIL:
        notes.append(finding("recession_later_parameters", "yield_10y", today, severity="warning"))
    if today > found.listed_until:
        until, said = found.listed_until, sentence.Day(found.listed_until, year=True)
        notes.append(finding("recession_list_ends", "nber", until, severity="warning", until=said))
    return notes
