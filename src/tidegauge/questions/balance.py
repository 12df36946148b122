"""Questions about the Fed's balance sheet: the identity of the week, and why reserves moved."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tidegauge.clock import in_new_york
from tidegauge.errors import MissingFigures
from tidegauge.frame import Frame
from tidegauge.indicators import balance_sheet as identity
from tidegauge.indicators import drain as causes
from tidegauge.questions.answer import Answer, origins
from tidegauge.questions.desk import Desk

INPUTS = tuple(dict.fromkeys((*identity.INPUTS, *causes.DAILY_INPUTS)))
UNITS = {"level_usd": "USD", "change_usd": "USD", "reserves_usd": "USD", "net_liquidity_usd": "USD"}


@dataclass(frozen=True, slots=True)
class DrainAnswer:
    """Why reserves moved: one entry a week, newest first, and the last day for which daily figures are known."""

    weeks: tuple[causes.Drain, ...]
    day: causes.Drain | None


def balance_sheet(desk: Desk, *, as_of: datetime | None = None) -> Answer:
    """Answer with the H.4.1 identity of the last Wednesday known, and the change over its week.

    Raises
    ------
    MissingFigures
        No Wednesday is known at that moment.
    """
    moment = desk.moment(as_of)
    frame = desk.frame(INPUTS, moment)
    sheet = identity.balance_sheet(frame)
    if sheet is None:
        raise MissingFigures(series="reserves", as_of=in_new_york(moment))
    findings = [*desk.findings(), *identity.unmapped_findings(frame, sheet.period)]
    return Answer("balance_sheet", moment, sheet, UNITS, origins(frame), tuple(findings), desk.bundled_until)


def drain(desk: Desk, *, as_of: datetime | None = None, weeks: int = 1) -> Answer:
    """Answer with what moved reserves and net liquidity in the last `weeks` H.4.1 weeks, and on the last known day.

    Raises
    ------
    MissingFigures
        No Wednesday is known at that moment.
    """
    moment = desk.moment(as_of)
    frame = desk.frame(INPUTS, moment)
    found = weeks_of(frame, weeks)
    if not found:
        raise MissingFigures(series="reserves", as_of=in_new_york(moment))
    answer = DrainAnswer(found, causes.daily(frame))
    return Answer("drain", moment, answer, UNITS, origins(frame), tuple(desk.findings()), desk.bundled_until)


def weeks_of(frame: Frame, weeks: int) -> tuple[causes.Drain, ...]:
    """Return the drains of the last weeks, newest first."""
    found: list[causes.Drain] = []
    day: date | None = None
    for _ in range(weeks):
        week = causes.weekly(frame, day)
        if week is None:
            break
        found.append(week)
        day = week.end - timedelta(days=1)
    return tuple(found)
