"""Scoreboard and sources: every score with losers as losers, nothing scored later than the moment, every series."""

from dataclasses import replace

from tests.views.web.pages_for_tests import page_of

from tidegauge.views.web.answers import Answers
from tidegauge.views.web.sections import scoreboard


def test_every_score_has_its_mark_and_a_loser_is_a_cross_left_of_the_line(bundled_answers: Answers) -> None:
    page = replace(page_of(bundled_answers), as_of=None)
    found = page.ask("scoreboard").answer.scores
    spec = scoreboard.context(page)["scores"].spec
    marks = spec["data"][0]
    assert len(marks["x"]) == len(found) > 0
    lost = [n for n, score in enumerate(found) if score.verdict == "loses"]
    assert lost, "the bundled scores have losers"
    assert [n for n, symbol in enumerate(marks["marker"]["symbol"]) if symbol == "x"] == lost
    assert all(marks["x"][n] < 0 for n in lost)


def test_the_rows_are_the_scores(bundled_answers: Answers) -> None:
    page = replace(page_of(bundled_answers), as_of=None)
    found = page.ask("scoreboard").answer.scores
    rows = scoreboard.context(page)["scores"].section.table.plain[1:]
    assert [(row[0], row[1], row[6]) for row in rows] == [(one.model, one.horizon, one.skill) for one in found]


def test_scores_measured_after_the_moment_are_not_shown(bundled_answers: Answers) -> None:
    shown = scoreboard.context(page_of(bundled_answers))["scores"]
    assert shown.is_unknown
    assert shown.spec is None


def test_a_series_that_was_not_known_has_a_dash_for_its_last_period(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers, "2019-09-16T12:00")
    cards = page.ask("series.list").answer
    rows = scoreboard.context(page)["series"].section.table.rows
    assert len(rows) == len(cards)
    assert [row[5] == "–" for row in rows] == [card.period is None for card in cards]


def test_the_gravest_findings_come_first_and_none_is_left_out(bundled_answers: Answers) -> None:
    page = page_of(bundled_answers)
    answer = page.ask("doctor")
    *notes, last = answer.findings
    graver = replace(answer, findings=(*notes, last._replace(severity="error", check="zebra")))
    assert scoreboard.by_gravity(graver)[0].check == "zebra"
    assert len(scoreboard.context(page)["found"].section.table.rows) == len(answer.findings)
