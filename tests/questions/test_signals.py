"""Signals and calendar as answers."""

from datetime import timedelta

from tests.questions.conftest import NOON, Small

from tidegauge.clock import NEW_YORK
from tidegauge.questions.desk import Desk
from tidegauge.questions.signals import calendar, signals


def test_every_signal_has_a_unit_and_is_on_off_or_unknown(desk: Desk) -> None:
    found = signals(desk, as_of=NOON)
    assert {state.id for state in found.answer} == set(found.units)
    assert {state.on for state in found.answer} <= {True, False, None}
    assert next(state for state in found.answer if state.id == "sofr_far_above_iorb").on is True


def test_without_figures_every_signal_is_unknown_and_none_is_off(small: Small) -> None:
    empty = small(vix={"2025-10-31": 17.4})
    states = {state.id: state.on for state in signals(empty, as_of=NOON).answer}
    assert states["vix_high"] is False
    assert states["sofr_far_above_iorb"] is None


def test_the_calendar_looks_ahead_as_many_days_as_asked(desk: Desk) -> None:
    today = NOON.astimezone(NEW_YORK).date()
    for days in (1, 10, 45):
        events = calendar(desk, as_of=NOON, days=days).answer
        assert events
        assert all(today <= event.on <= today + timedelta(days=days) for event in events)
        assert all(event.countdown_seconds >= 0 for event in events)
