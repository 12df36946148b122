"""The page of a search says the policy, how sure it is, and whether fresh draws confirm it."""

from dataclasses import replace
from datetime import date

import pytest
from tests.views.terminal.conftest import Drawn, answered
from tests.views.terminal.conftest import page as drawn_of

from tidegauge.frame import finding
from tidegauge.questions.runs import Making
from tidegauge.words import LANGUAGES, text
from tidegauge.words.sentence import say

MAKING = Making(paths=100, days=20, seed=7)
SAID = {"scenario": "baseline", "lever": "reserve_purchases", "making": MAKING}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_is_said_in_words_before_the_trials(drawn: Drawn, lang: str) -> None:
    page = drawn("search", lang=lang, target="median(reserves_usd) > 2.92tn at 20", **SAID)
    assert text("search.lever.reserve_purchases", lang) in page.splitlines()[0]
    assert text("search.page.trials", lang) in page
    assert "●" in page and "○" in page


def test_a_target_out_of_reach_and_one_that_needs_nothing_are_said_plainly(drawn: Drawn) -> None:
    page = drawn("search", target="median(reserves_usd) > 9tn at 20", **SAID)
    assert "No setting from 0 bn a month to 200 bn a month meets the target. The closest is 200 bn a month" in page
    reading = next(line for line in page.splitlines() if line.strip().startswith("200 bn a month  ")).split("  ")
    assert f"where it still reads {[part.strip() for part in reading if part][1]}" in page
    assert "it does not take this lever" in drawn("search", target="median(reserves_usd) > 1tn at 20", **SAID)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_search_that_was_stopped_says_so_and_what_it_had(drawn: Drawn, lang: str) -> None:
    answer = answered("search", target="median(reserves_usd) > 2.92tn at 20", **SAID)
    stopped = {
        "trials": replace(answer.answer, best=None, reading=None, under={}, fresh=(), is_confirmed=None),
        "checks": replace(answer.answer, under={}, fresh=answer.answer.fresh[:1], is_confirmed=None),
    }
    pages = {
        place: drawn_of(replace(answer, answer=replace(found, stopped_in=place)), lang)
        for place, found in stopped.items()
    }
    assert text("search.page.stopped", lang, n=len(answer.answer.trials)) in pages["trials"]
    assert text("search.page.unchecked", lang) in pages["checks"] and "●" in pages["trials"]
    assert all(text("search.page.unchecked", lang) not in page for page in (pages["trials"], drawn_of(answer, lang)))


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_no_gap_stands_before_chinese_words(drawn: Drawn, lang: str) -> None:
    page = drawn("search", lang=lang, target="median(reserves_usd) > 9tn at 20", **SAID)
    beyond = text("search.page.beyond", lang)
    assert beyond in page and f" {beyond}" not in page


def test_readings_stand_in_the_unit_of_the_target(drawn: Drawn) -> None:
    assert " bp" in drawn("search", target="q95(sofr_iorb_bp) < 40 at 20", **SAID)
    assert " %" in drawn("search", target="P(ever(sofr_iorb_bp > 40)) < 0.5", **SAID)
    basis_points = {**SAID, "lever": "standing_repo"}
    assert "+50 bp" in drawn("search", target="P(ever(sofr_iorb_bp > 40)) < 0.5", **basis_points)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_bears_on_the_answer_stands_beside_it_and_the_age_of_the_opening_below(drawn: Drawn, lang: str) -> None:
    answer = answered("search", target="P(ever(sofr_iorb_bp > 40)) < 0.5", **SAID)
    old = [
        finding("opening_old", name, date(2024, 12, 31), severity="warning", source="x", origin="y")
        for name in ("stablecoins", "bank_treasuries")
    ]
    page = "".join(drawn_of(replace(answer, findings=(*answer.findings, *old)), lang).split())

    def place(key: str, **facts: object) -> int:
        return page.rindex("".join(text(key, lang, **facts).split("§")[0].split()))

    overdone = next(say(one.detail, lang) for one in answer.findings if one.check == "spread_overdone")
    standing = place("search.page.standing_met", held="§", reading="", low="", high="")
    fresh, trials = place("search.page.confirmed", n=3, readings="§"), place("search.page.trials")
    assert standing < page.index("".join(overdone.split())) < fresh < trials
    assert all(one.subject not in page for one in old)
    assert trials < place("cli.finding.aged", n=2, first="§")
