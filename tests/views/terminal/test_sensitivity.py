"""The page of sensitivity: the verdict before any figure, in every language and at every width."""

import io

import pytest
from rich.console import Console
from tests.views.sensitivity_for_tests import answered

from tidegauge.views.terminal.sensitivity import page
from tidegauge.words import LANGUAGES, text
from tidegauge.words.sentence import say


def drawn(lang: str, width: int = 200) -> str:
    """Return the page as text."""
    told = io.StringIO()
    page(answered(), lang, Console(file=told, width=width, highlight=False, emoji=False, markup=False))
    return told.getvalue()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_verdict_comes_first_and_every_asset_has_its_effect(lang: str) -> None:
    said = drawn(lang, 400)
    assert said.splitlines()[0] == say(answered().answer.headline[0], lang)
    rows = [line for line in said.splitlines() if line.startswith(text("sensitivity.asset.usdkrw", lang))]
    assert len(rows) >= 2  # effects, and parts of net liquidity


def test_an_effect_stands_with_its_interval_and_the_correction() -> None:
    said = drawn("en")
    assert "S&P 500" in said and "+0.17 % [−0.11 to +0.44]" in said
    assert "p alone" in said and "p of all" in said


def test_caveats_are_on_the_page() -> None:
    said = " ".join(drawn("en").split())
    assert "TLT is not" in said and "without 26 February to 24 June 2020" in said


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, drawn("en", width).splitlines())) <= width
