"""The record: what a spell marks, what is a false alarm, and what cannot be said yet."""

from datetime import date

from tidegauge.clock import parse_moment
from tidegauge.signals.record import Spell, record, verdict
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say

FIRST, LAST = date(2018, 4, 3), date(2026, 3, 31)


def spell(start: str, end: str) -> Spell:
    """Return a closed spell."""
    last = date.fromisoformat(end)
    return Spell(date.fromisoformat(start), last, 11.0, last, last)


def test_a_spell_that_ended_within_four_weeks_before_stress_marked_it_with_its_lead() -> None:
    judged = record((spell("2019-08-30", "2019-08-30"),), FIRST, LAST, parse_moment("2019-09-30"))
    assert [(mark.episode, mark.lead_days) for mark in judged.hits] == [("september_2019", 17)]
    assert judged.missed == ("year_end_2018", "april_2019")
    assert judged.false_alarms == 0


def test_a_spell_without_stress_is_a_false_alarm_once_four_weeks_are_over() -> None:
    lonely = (spell("2019-07-01", "2019-07-02"),)
    early, late = (record(lonely, FIRST, LAST, parse_moment(day)) for day in ("2019-07-30", "2019-07-31"))
    assert (early.false_alarms, early.undecided) == (0, 1)
    assert (late.false_alarms, late.undecided) == (1, 0)


def test_stress_that_was_not_known_yet_is_neither_hit_nor_missed() -> None:
    judged = record((), FIRST, LAST, parse_moment("2019-09-16"))
    assert "september_2019" not in judged.missed


def test_stress_before_the_series_began_is_not_missed() -> None:
    judged = record((), date(2025, 1, 1), LAST, parse_moment("2025-08-01"))
    assert judged.missed == ("quarter_end_2025_06",)


def test_a_signal_that_was_on_in_april_2025_alarmed_at_a_drain_without_stress() -> None:
    judged = record((spell("2025-04-16", "2025-04-30"),), FIRST, LAST, parse_moment("2025-06-01"))
    assert judged.fired_on == ("quiet_april_2025",)
    assert "false alarm" in say(verdict(judged), "en")
    assert "15–30 April 2025" in say(verdict(judged), "en")


def test_the_verdict_is_said_in_every_language() -> None:
    for spells in ((), (spell("2025-04-16", "2025-04-30"),)):
        for moment in ("2025-01-01", "2026-05-01"):
            judged = verdict(record(spells, FIRST, LAST, parse_moment(moment)))
            assert all(say(judged, lang) for lang in LANGUAGES)
