"""The recession question: the last whole month, the fallback said aloud, and the false alarm of 2022 to 2024."""

import re
from datetime import date

import pytest
from tests.questions.conftest import Small

from tidegauge.clock import parse_moment
from tidegauge.errors import MissingFigures
from tidegauge.questions.desk import Desk
from tidegauge.questions.recession import Recession, recession
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say

MARCH = parse_moment("2026-03-31")
DAYS = {f"2024-05-{day:02}": 5.0 for day in (1, 2, 3, 31)}


def found(desk: Desk, as_of: str = "2026-03-31") -> Recession:
    answer = recession(desk, as_of=parse_moment(as_of)).answer
    assert isinstance(answer, Recession)
    return answer


def test_the_alarm_of_2022_to_2024_was_followed_by_no_recession(desk: Desk) -> None:
    alarm = next(alarm for alarm in found(desk).alarms if alarm.first == date(2022, 11, 1))
    assert (alarm.last, alarm.months, alarm.verdict, alarm.peak) == (date(2024, 11, 1), 25, "false", None)
    assert alarm.highest > 0.69


def test_the_same_alarm_was_open_while_it_lasted(desk: Desk) -> None:
    assert found(desk, "2024-01-15").alarms[-1].verdict == "open"


def test_the_answer_is_the_last_whole_month_and_the_month_so_far_stands_beside_it(desk: Desk) -> None:
    answer = found(desk)
    assert answer.latest.month == date(2026, 2, 1)
    assert answer.running is not None and answer.running.month == date(2026, 3, 1)


def test_after_the_list_of_announcements_ends_no_alarm_is_called_false(desk: Desk) -> None:
    """The spell of spring 2025 ends its twelve months in April 2026, a month after the list."""
    answer = recession(desk, as_of=parse_moment("2026-11-20"))
    assert answer.answer.alarms[-1].verdict == "open"
    assert "recession_list_ends" in {note.check for note in answer.findings}
    assert "recession_list_ends" not in {note.check for note in recession(desk, as_of=MARCH).findings}


def test_parameters_that_nobody_had_at_the_time_are_said_to_be_later(small: Small) -> None:
    days = {day.replace("2024", "2006"): value for day, value in DAYS.items()}
    answer = recession(small(yield_10y=days, yield_3m=days), as_of=parse_moment("2006-07-01"))
    assert "recession_later_parameters" in {note.check for note in answer.findings}


def test_months_on_the_fallback_are_said_and_months_on_the_bill_are_not(small: Small) -> None:
    desk = small(yield_10y=DAYS, yield_3m=DAYS)
    notes = [note.check for note in recession(desk, as_of=parse_moment("2024-07-01")).findings]
    assert notes == ["recession_fallback"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_months_and_days_in_its_notes_are_written_for_readers(small: Small, lang: str) -> None:
    desk = small(yield_10y=DAYS, yield_3m=DAYS)
    notes = recession(desk, as_of=parse_moment("2026-11-20")).findings
    said = {note.check: say(note.detail, lang) for note in notes}
    assert {"recession_fallback", "recession_list_ends"} <= set(said)
    assert not any(re.search(r"[0-9]{4}-[0-9]{2}", words) for words in said.values()), said


def test_the_cost_of_the_fallback_is_measured_where_a_month_has_both(small: Small) -> None:
    answer = found(small(yield_10y=DAYS, yield_3m=DAYS, bill_3m=DAYS), "2024-07-01")
    assert answer.fallback is not None and answer.fallback.months == 1
    assert 0 < answer.fallback.mean_gap == answer.fallback.largest_gap < 0.05  # 5.00 % of yield against 5.13 of a bill
    assert answer.latest.bill == "bill_3m"


def test_without_figures_the_series_is_named(small: Small) -> None:
    with pytest.raises(MissingFigures) as caught:
        recession(small(yield_3m=DAYS), as_of=MARCH)
    assert caught.value.facts["series"] == "yield_10y"
