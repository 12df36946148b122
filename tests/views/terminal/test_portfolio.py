"""The page of a portfolio says the loss first, once that it is no advice, and then what the loss consists of."""

from pathlib import Path

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.questions.runs import Making
from tidegauge.words import LANGUAGES, text
from tidegauge.words.denomination import of_largest


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_two_holdings(drawn: Drawn, tmp_path: Path, lang: str) -> None:
    place = tmp_path / "held.csv"
    place.write_text("asset,amount\nsp500,6mn\ntlt,-3mn\n", "utf-8")
    page = drawn("portfolio", lang=lang, file=place, scenario="baseline", making=Making(paths=400, days=10, seed=7))
    advice = {"en": "not advice", "zh-Hans": "不构成建议", "zh-Hant": "不構成建議"}[lang]
    assert page.count(advice) == 1
    for factor in ("shared", "idiosyncratic", "funding_spread", "net_liquidity"):
        assert text(f"portfolio.factor.{factor}", lang) in page
    assert "".join(text("portfolio.page.last_day", lang).split()) in "".join(page.split())
    unit = of_largest([6_000_000], lang)
    assert text("portfolio.page.holdings", lang, unit=unit.name) in page
    held = next(line for line in page.splitlines() if unit.column([6_000_000])[0] in line and "–" not in line[:2])
    assert not any(word in held for word in ("mn", "万", "萬", "美元"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_returns_in_yen_are_said_to_be_so_and_dollar_ones_are_not(drawn: Drawn, tmp_path: Path, lang: str) -> None:
    yen = text("portfolio.page.foreign", lang, names="§")
    for held, is_said in (("nikkei225", True), ("sp500", False)):
        place = tmp_path / f"{held}.csv"
        place.write_text(f"asset,amount\n{held},6mn\n", "utf-8")
        page = drawn("portfolio", lang=lang, file=place, scenario="baseline", making=Making(paths=40, days=5, seed=7))
        parts = ["".join(part.split()) for part in yen.split("§")]
        assert (parts[1] in "".join(page.split())) is is_said
