"""The signals: how many are on, in the order on, off, missing, each with its months."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.views.report import html, markdown, signals
from tidegauge.views.report.phrases import Phrases


@pytest.fixture
def phrases(answer: Answer) -> Phrases:
    return Phrases("en", answer.as_of)


def test_the_title_counts_only_signals_that_are_known(brief: Brief, phrases: Phrases) -> None:
    assert signals.title(brief, phrases) == "One of 2 signals is on; 1 lack figures"
    off = tuple(replace(state, on=False) for state in brief.signals)
    assert signals.title(replace(brief, signals=off), phrases) == "None of 3 signals is on"


def test_signals_that_are_on_come_first_and_missing_ones_last(brief: Brief, phrases: Phrases) -> None:
    turned = replace(brief, signals=brief.signals[::-1])
    assert [line.state for line in signals.lines(turned, phrases)] == ["on", "off", "missing"]


def test_a_missing_signal_has_no_figures(brief: Brief, phrases: Phrases) -> None:
    line = signals.lines(brief, phrases)[-1]
    assert (line.reading, line.since, line.base, line.spells) == ("–", "–", "–", "")


@pytest.mark.parametrize(
    ("direction", "inclusive", "sign"),
    [("above", True, "≥"), ("above", False, ">"), ("below", True, "≤"), ("below", False, "<")],
)
def test_the_side_of_the_line_is_shown(direction: str, inclusive: bool, sign: str) -> None:
    assert signals.sign(direction, inclusive=inclusive) == sign


def test_bars_are_as_high_as_the_share_of_days(phrases: Phrases) -> None:
    shares = {date(2018, 1, 1): 1.0, date(2018, 2, 1): 0.5, date(2018, 3, 1): 0.0}
    picture = signals.strip(shares, date(2018, 1, 1), date(2018, 12, 1), counted=date(2018, 1, 1), is_on=True)
    assert [float(height) for height in re.findall(r'height="([0-9.]+)"', picture)] == [15.0, 9.0]


def test_months_before_the_count_are_hatched() -> None:
    first, last = date(2018, 1, 1), date(2018, 12, 1)
    hatched = signals.strip({}, first, last, counted=date(2018, 9, 1), is_on=False)
    plain = signals.strip({}, first, last, counted=first, is_on=False)
    assert hatched.count("<path") > plain.count("<path") == 1


def test_a_signal_held_on_says_so_and_a_spell_may_be_older_than_the_count(brief: Brief, answer: Answer) -> None:
    first = brief.signals[0]
    reading = replace(first.reading, value=8.0)  # type: ignore[type-var]
    held = replace(first, is_past=False, reading=reading, reset=5.0, on_since=first.counted_from)
    brief = replace(brief, signals=(held,))
    (line,) = signals.lines(brief, Phrases("en", answer.as_of))
    assert line.held == "still on; off at +5 bp"
    assert line.since == "at least since 3 Apr 2018"
    shown = signals.table(brief, Phrases("en", answer.as_of)).rows[0]
    assert "◆ still on; off at +5 bp" in shown
    assert "at least since 3 Apr 2018" in shown
    for render in (html.render, markdown.render):
        page = render(replace(answer, answer=brief), "en")
        assert "still on; off at +5 bp" in page
        assert "at least since 3 Apr 2018" in page
