"""Reservoir: the two sides of the Fed agree, and any event shows its postings or why it cannot."""

import re
from dataclasses import replace
from typing import Any

import pytest
from tests.views.web.pages_for_tests import page_of

from tidegauge.questions.answer import Answer
from tidegauge.questions.forecast import DayAhead
from tidegauge.questions.forecast_reserves import Crossing, ReserveDay
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.page import given
from tidegauge.views.web.sections import reservoir
from tidegauge.views.web.templating import render
from tidegauge.words import LANGUAGES, numbers, text


def test_what_the_fed_holds_is_what_it_owes(bundled_answers: Answers) -> None:
    sheet = reservoir.context(page_of(bundled_answers))["sheet"]
    for level in ("level_usd", "change_usd"):
        sides = [sum(getattr(line, level) for line in sheet[side]) for side in ("assets", "owed")]
        assert sides == [getattr(sheet["total"], level)] * 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_event_is_shown_with_every_posting(bundled_answers: Answers, lang: str) -> None:
    shown = reservoir.context(page_of(bundled_answers, lang=lang, event="e01B", amount="500亿"))["event"]
    answer = bundled_answers.ask("ledger.explain", event="E01b", amount="500亿").answer
    assert shown["chosen"] == answer.event == "tax_receipt_from_money_funds"
    assert len(shown["section"].table.plain) - 1 == len(answer.postings)


def test_beside_an_event_stands_the_like_of_it_that_moves_reserves_otherwise(bundled_answers: Answers) -> None:
    known = bundled_answers.ask("ledger.events").answer
    for name in (one.event for one in known):
        pair = reservoir.paired(name, known)
        assert not pair or name in {one.event for one in pair}
        assert len({one.effects for one in pair}) == len(pair) != 1
    pairs = {name: [one.event for one in reservoir.paired(name, known)] for name in ("soma_rollover", "mbs_paydown")}
    assert pairs == {"soma_rollover": [], "mbs_paydown": ["mbs_paydown", "mbs_paydown_reinvested"]}
    bill = reservoir.paired("auction_bought_by_bank", known)
    assert [(one.event, one.effects.reserves) for one in bill] == [
        ("auction_bought_by_bank", -1),
        ("auction_bought_by_money_fund_from_on_rrp", 0),
    ]


@pytest.mark.parametrize(
    ("said", "named"), [({"event": "tax_recept_from_deposits"}, "tax_receipt"), ({"amount": "lots"}, "lots")]
)
def test_what_cannot_be_read_is_refused_beside_its_field(
    bundled_answers: Answers, said: dict[str, str], named: str
) -> None:
    shown = reservoir.context(page_of(bundled_answers, **said))["event"]
    assert named in shown["refused"]
    assert shown["picture"] is None


def test_where_no_week_is_known_there_is_no_picture_of_one(bundled_answers: Answers) -> None:
    brief = replace(bundled_answers.ask("brief").answer, week=None, balance_sheet=None)

    class Blank:
        """Answers with a brief of which no week is known."""

        def ask(self, question: str, **said: Any) -> Answer:
            """Return the answer to a question by its name."""
            answer = bundled_answers.ask(question, **said)
            return replace(answer, answer=brief) if question == "brief" else answer

    shown = reservoir.context(replace(page_of(bundled_answers), answers=Blank()))
    assert (shown["flows"], shown["sheet"]) == (None, None)
    assert render("sections/reservoir.html.j2", shown | given(page_of(bundled_answers)))


def sent(html: str) -> list[set[str]]:
    """Return what each form of a page sends beside what a reader fills in."""
    forms = re.findall(r"<form.*?</form>", html, re.DOTALL)
    return [set(re.findall(r'<input type="hidden" (name="\w+" value="[^"]*")>', form)) for form in forms]


class _Answers:
    """Answers on the bundled figures, with a forecast of reserves that costs nothing."""

    def __init__(self, answers: Answers, *, scored_later: bool = False) -> None:
        self.answers, self.scored_later, self.asked = answers, scored_later, list[str]()

    def ask(self, question: str, **said: Any) -> Answer:
        self.asked.append(question)
        if question != "forecast.reserves":
            return self.answers.ask(question, **said)
        like = self.answers.ask("forecast.spread", **said)
        first, last = like.answer[0], like.answer[-1]
        line = Crossing("reserves_below_3tn", 3 * 10**12, False, 0.42, 0.31, last.date, None, None, 76)
        shared = {name: getattr(first, name) for name in DayAhead.__slots__}
        days = (ReserveDay(**shared), ReserveDay(**shared, crossings=(line,)))
        found = tuple(one for one in like.findings if self.scored_later or one.check != "forecast_scored_later")
        return replace(like, question=question, answer=days, findings=found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_odds_of_reserves_stand_open_with_their_record_once_asked_for(bundled_answers: Answers, lang: str) -> None:
    answers = _Answers(bundled_answers)
    page = replace(page_of(bundled_answers, lang=lang, ahead="1"), answers=answers)
    shown = reservoir.context(page)["ahead"]
    ((_, _, (odds,)),) = shown["odds"]
    assert odds.rows[0][1:3] == (numbers.share(0.42, lang), numbers.share(0.31, lang))
    assert text("forecast.crossings_record", lang) in shown["piece"].remarks
    html = render("sections/reservoir.html.j2", given(page) | reservoir.context(page))
    assert html.index(odds.rows[0][1]) < html.index("<details>", html.index('id="h-ahead"'))


def test_without_scripts_a_form_keeps_what_stands_open_in_the_other_part(bundled_answers: Answers) -> None:
    """The odds do not hang on the button, and asking for them or for an event does not shut the other."""
    answers = _Answers(bundled_answers)
    shut = replace(page_of(bundled_answers, event="mbs_paydown", amount="5 bn"), answers=answers)
    asking, *_ = sent(render("sections/reservoir.html.j2", given(shut) | reservoir.context(shut)))
    assert {'name="ahead" value="1"', 'name="event" value="mbs_paydown"', 'name="amount" value="5 bn"'} <= asking
    opened = replace(shut, said={**shut.said, "ahead": "1"})
    choosing = sent(render("sections/reservoir.html.j2", given(opened) | reservoir.context(opened)))
    assert ['name="ahead" value="1"' in form for form in choosing] == [True, True]


def test_a_record_of_the_odds_that_was_measured_later_is_not_shown(bundled_answers: Answers) -> None:
    page = replace(page_of(bundled_answers, ahead="1"), answers=_Answers(bundled_answers, scored_later=True))
    shown = reservoir.context(page)["ahead"]
    assert shown["odds"]
    assert not shown["piece"].remarks


def test_the_page_does_not_wait_for_the_odds_nobody_asked_for(bundled_answers: Answers) -> None:
    answers = _Answers(bundled_answers)
    page = replace(page_of(bundled_answers), answers=answers)
    assert 'name="ahead"' in render("sections/reservoir.html.j2", given(page) | reservoir.context(page))
    assert "forecast.reserves" not in answers.asked
