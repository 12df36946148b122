"""Reservoir: the two sides of the Fed agree, and any event shows its postings or why it cannot."""

from dataclasses import replace
from typing import Any

import pytest
from tests.views.web.pages_for_tests import page_of

from tidegauge.questions.answer import Answer
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.page import given
from tidegauge.views.web.sections import reservoir
from tidegauge.views.web.templating import render
from tidegauge.words import LANGUAGES


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
