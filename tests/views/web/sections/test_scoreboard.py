"""Scoreboard and sources: every score with losers as losers, nothing scored later than the moment, every series."""

import inspect
import re
from dataclasses import replace

import pytest
from markupsafe import escape
from tests.views.web.pages_for_tests import page_of

from tidegauge.catalogue.series import load
from tidegauge.indicators import balance_sheet
from tidegauge.questions import desk, doctor
from tidegauge.store import store
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.sections import scoreboard
from tidegauge.words import LANGUAGES, keys


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


def test_every_score_says_what_share_of_outcomes_its_bands_held(bundled_answers: Answers) -> None:
    """A band that claims 95 % and holds 60 is seen at once: the share out of sample stands in the row of the score."""
    page = replace(page_of(bundled_answers), as_of=None)
    found = page.ask("scoreboard").answer
    heads = [page.words(f"cli.head.score_inside_{level}") for level in (80, 95)]
    shown = [
        tuple(int(re.findall(r"\d+", row[table.head.index(head)])[0]) for head in heads)
        for _, _, tables in scoreboard.context(page)["scores"].parts
        for table in tables
        if heads[0] in table.head
        for row in table.rows
    ]
    measured = [(score.coverage_80, score.coverage_95) for score in (*found.scores, *found.conditional)]
    assert sorted(shown) == sorted(tuple(round(100 * share) for share in pair) for pair in measured)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_finding_names_its_check_and_its_series_and_keeps_the_id_on_hover(
    bundled_answers: Answers, lang: str
) -> None:
    page = replace(page_of(bundled_answers), lang=lang)
    found = scoreboard.by_gravity(page.ask("doctor"))
    shown = scoreboard.context(page)["found"].section.table
    assert any(one.subject in load() for one in found)
    for one, row in zip(found, shown.rows, strict=True):
        assert row[1] == page.words(f"web_sections.check.{one.check}")
        if one.subject in load():
            assert row[2] == f'<span title="{one.subject}">{escape(load()[one.subject].name(lang))}</span>'
    assert [row[1:3] for row in shown.plain[1:]] == [(one.check, one.subject) for one in found]


def test_every_check_of_the_self_examination_has_words() -> None:
    """The names are read from the modules that examine, so that a check added there without words is seen."""
    sources = "".join(inspect.getsource(module) for module in (doctor, desk, store, balance_sheet))
    checks = set(re.findall(r'finding\(\s*"(\w+)"', sources))
    assert {"late", "units", "h41_identity"} <= checks
    for lang in LANGUAGES:
        assert {f"web_sections.check.{check}" for check in checks} <= keys(lang)
