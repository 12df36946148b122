"""The T-accounts of the ledger's events, as they are asked for."""

import pytest
from tests.views.pictures.conftest import assert_readable

from tidegauge.ledger.events import EVENTS
from tidegauge.questions import ledger
from tidegauge.questions.desk import Desk
from tidegauge.views.pictures import event
from tidegauge.views.report.phrases import Phrases


@pytest.mark.parametrize("kind", ["tax_receipt_from_deposits", "margin_call_by_forced_sale", "swap_line_draw"])
def test_an_event_is_readable_at_every_width(phrases: Phrases, width: float, kind: str) -> None:
    sheet = event.sheet(ledger.explain(Desk(environment={}), event=kind), phrases)
    assert_readable(sheet.pictures[0].draw(width))


@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_every_event_can_be_drawn_and_every_posting_is_in_its_table(kind: str) -> None:
    asked = ledger.explain(Desk(environment={}), event=kind)
    picture = event.sheet(asked, Phrases("zh-Hant", asked.as_of)).pictures[0]
    assert picture.draw(1040).content
    assert len(picture.table.rows) == len(asked.answer.postings)


def test_the_title_says_what_reserves_do() -> None:
    said = {
        kind: event.sheet(ledger.explain(Desk(environment={}), event=kind), Phrases("en", None)).pictures[0].title  # type: ignore[arg-type]
        for kind in ("E01a", "E02", "E03c")
    }
    assert said == {
        "E01a": "Reserves fall by 100.0 bn",
        "E02": "Reserves rise by 100.0 bn",
        "E03c": "Reserves do not move",
    }
