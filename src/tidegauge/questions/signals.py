"""Questions about alarms and dates: every signal with its base rate, and what is scheduled."""

from datetime import datetime

from tidegauge.questions.answer import Answer, origins, unit_name
from tidegauge.questions.desk import Desk
from tidegauge.signals import calendar as dates
from tidegauge.signals import machine


def signals(desk: Desk, *, as_of: datetime | None = None) -> Answer:
    """Answer with the state of every signal: on or off, since when, how often it was on, what it marked."""
    moment = desk.moment(as_of)
    frame = desk.frame(machine.inputs(), moment)
    states = machine.evaluate(frame, moment)
    units = {state.id: unit_name(state.unit) for state in states}
    return Answer("signals", moment, states, units, origins(frame), tuple(desk.findings()), desk.bundled_until)


def calendar(desk: Desk, *, as_of: datetime | None = None, days: int = 45) -> Answer:
    """Answer with what was scheduled at a moment for the next `days` days, as known then, with countdowns."""
    moment = desk.moment(as_of)
    frame = desk.frame(dates.SETTLEMENTS, moment)
    events = dates.scheduled(frame, moment, days)
    units = {"amount_usd": "USD", "countdown_seconds": "s"}
    return Answer("calendar", moment, events, units, origins(frame), tuple(desk.findings()), desk.bundled_until)
