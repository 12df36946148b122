"""Beside a lamp: since when, as far as the count reaches, and why it is still on."""

from dataclasses import replace
from datetime import date

import pytest

from tidegauge.clock import parse_moment
from tidegauge.frame import Frame
from tidegauge.questions.shapes import SignalReading, SignalState
from tidegauge.signals.machine import evaluate
from tidegauge.views import lamp
from tidegauge.words import LANGUAGES

NOON = parse_moment("2025-11-03T12:00")
FIRST, LATER = date(2018, 4, 3), date(2025, 10, 27)


@pytest.fixture
def state() -> SignalState:
    """A signal that is on, its reading between reset and threshold."""
    missing = evaluate(Frame(NOON, {}), NOON)[0]
    return replace(
        missing,
        on=True,
        is_past=False,
        reading=SignalReading(8.0, "bp", LATER, NOON),
        threshold=10.0,
        reset=5.0,
        direction="above",
        on_since=LATER,
        counted_from=FIRST,
    )


def line(value: float, unit: str) -> str:
    return f"{value:g} {unit}"


def test_a_spell_as_old_as_the_count_may_be_older(state: SignalState) -> None:
    assert lamp.since(state, "en", date.isoformat) == "2025-10-27"
    first = replace(state, on_since=FIRST)
    said = [lamp.since(first, lang, date.isoformat) for lang in LANGUAGES]
    assert said == ["at least since 2018-04-03", "至少自2018-04-03", "至少自2018-04-03"]
    assert lamp.since(replace(state, on_since=None), "en", date.isoformat) == ""


def test_a_signal_held_by_its_reset_says_where_it_goes_off(state: SignalState) -> None:
    assert lamp.held(state, "en", line) == "still on; off at 5 bp"
    assert all(lamp.held(state, lang, line) for lang in LANGUAGES)
    below = replace(state, direction="below", reset=9.0)
    assert lamp.held(below, "en", line) == "still on; off at 9 bp"


def test_a_signal_that_waits_for_calm_days_names_no_level(state: SignalState) -> None:
    assert lamp.held(replace(state, reset=8.0), "en", line) == "still on; off after calm days"


@pytest.mark.parametrize("change", [{"on": False}, {"on": None}, {"is_past": True}, {"reading": None}])
def test_nothing_is_said_where_lamp_and_reading_agree(state: SignalState, change: dict[str, object]) -> None:
    assert lamp.held(replace(state, **change), "en", line) == ""  # type: ignore[arg-type]
