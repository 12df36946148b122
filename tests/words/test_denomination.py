"""One unit for a table: nothing jumps between millions and billions, in three scripts."""

import pytest

from tidegauge.words import LANGUAGES
from tidegauge.words.denomination import billions, of_largest

BN = 10**9


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_small_amount_stands_in_the_unit_of_the_large_one(lang: str) -> None:
    written = of_largest([800 * BN, 26_000_000], lang).column([800 * BN, 26_000_000, 0, None])
    assert not any(letter.isalpha() for cell in written for letter in cell)
    assert written[3] == "–"


def test_the_decimals_of_a_column_are_those_of_its_largest_amount() -> None:
    assert billions("en").column([2_827_909_000_000, 94_720_000_000]) == ["2,828", "95"]
    assert billions("zh-Hans").column([94_720_000_000, 904_000_000]) == ["947.2", "9.0"]


def test_a_small_portfolio_is_written_in_dollars_and_a_large_one_in_millions() -> None:
    held = [6_000_000, -51_919]  # in millions the second would be −0.05
    assert of_largest(held, "en").column(held) == ["6,000,000", "−51,919"]
    assert of_largest([600 * 10**6], "en").word == "mn"


@pytest.mark.parametrize(("lang", "name"), [("en", "bn US dollars"), ("zh-Hans", "亿美元"), ("zh-Hant", "億美元")])
def test_the_title_names_the_currency(lang: str, name: str) -> None:
    assert billions(lang).name == name
