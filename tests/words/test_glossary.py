"""One term, one word: finance terms that a Chinese reader would take for something else, or that would wander."""

from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "tidegauge"

REFUSED = {  # what must not stand: what stands instead
    "套利交易": "套息交易",  # arbitrage, not carry
    "付息国债": "附息国债",
    "付息公債": "附息公債",
    "国库券": "短期国债",
    "短期公債": "國庫券",
    "短期國債": "國庫券",
    "财政部账户": "财政部一般账户",
    "財政部帳戶": "財政部一般帳戶",
    "每日财政报告": "每日财政报表",
    "每日財政報告": "每日財政報表",
}
MAINLAND = {  # words of the mainland that converting characters leaves in Traditional text: what Taiwan says
    "信息": "資訊",
    "情景": "情境",
    "數據": "資料",
    "水平": "水準",
    "缺失": "缺漏",
    "網絡": "網路",
    "賬": "帳",
    "軟件": "軟體",
    "運行": "執行",
    "默認": "預設",
    "程序": "程式",
    "服務器": "伺服器",
    "釋出": "發布",
}
FILES = sorted(PACKAGE.rglob("*.toml"))


@pytest.mark.parametrize("refused", REFUSED)
def test_a_term_has_one_word(refused: str) -> None:
    found = [path.relative_to(PACKAGE).as_posix() for path in FILES if refused in path.read_text("utf-8")]
    assert found == [], f"write {REFUSED[refused]}"


@pytest.mark.parametrize("refused", MAINLAND)
def test_traditional_words_are_those_of_taiwan(refused: str) -> None:
    found = [path.name for path in FILES if path.parent.name == "zh-Hant" and refused in path.read_text("utf-8")]
    assert found == [], f"write {MAINLAND[refused]}"


@pytest.mark.parametrize("kept", sorted(set(REFUSED.values())))
def test_the_word_of_a_term_is_in_use(kept: str) -> None:
    assert any(kept in path.read_text("utf-8") for path in FILES)
