"""The page of `demand`: who holds and who bought in columns, and what would show more by name."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from rich.console import Console
from tests.views.terminal.conftest import Drawn, answered, page

from tidegauge.questions.demand import Bought
from tidegauge.views.terminal import demand
from tidegauge.words import LANGUAGES, text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_buyers_and_holders_are_shown_and_a_table_of_no_auction_is_not(drawn: Drawn, lang: str) -> None:
    printed = drawn("demand", lang=lang)
    assert text("demand.holders", lang) in printed
    assert text("cli.head.demand_before", lang) in printed
    answer = answered("demand")
    unsold = page(replace(answer, answer=replace(answer.answer, auctions=()), findings=()), lang)
    assert text("cli.head.demand_before", lang) not in unsold
    assert {"en": "−118.6 bn", "zh-Hans": "−1,186 亿", "zh-Hant": "−1,186 億"}[lang] in printed


def test_a_share_that_is_not_told_is_a_dash() -> None:
    answer = answered("demand")
    day = date(2025, 10, 28)
    bills = Bought("bills", day, day, 1, 60_000_000_000, 0.25, None, None, None)
    console = Console(file=StringIO(), width=100)
    demand.page(replace(answer, answer=replace(answer.answer, auctions=(bills,))), "en", console)
    row = next(line for line in console.file.getvalue().splitlines() if line.startswith("bills "))
    assert row.split() == ["bills", "60.00", "bn", "25.0", "%", "–", "–", "–"]
