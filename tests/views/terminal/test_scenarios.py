"""Scenario files in the terminal: the library, one page, a check; in three languages and within the width."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.views.terminal.conftest import Drawn

from tidegauge.scenarios import library
from tidegauge.words import LANGUAGES

TITLES = {
    "en": "Reserve-management purchases of 45 bn a month",
    "zh-Hans": "每月450亿美元的准备金管理购买",
    "zh-Hant": "每月450億美元的準備金管理購買",
}
DATED = {
    "en": "From what was known on 10 Dec 2025 over 71 business days to 25 Mar 2026.",
    "zh-Hans": "以2025年12月10日的已知情况为起点，历时 71 个营业日，至2026年3月25日。",
    "zh-Hant": "以2025年12月10日的已知情況為起點，歷時 71 個營業日，至2026年3月25日。",
}
VERDICTS = {"en": "It can be run.", "zh-Hans": "可以运行。", "zh-Hant": "可以執行。"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_library_is_one_line_a_scenario(drawn: Drawn, lang: str) -> None:
    page = drawn("scenario", "list", lang=lang, width=120)
    rows = {line.split()[0]: line for line in page.splitlines()[2:] if line.strip()}
    assert list(rows) == list(library.names())
    assert TITLES[lang] in rows["rmp_45bn"]
    assert rows["rmp_45bn"].split()[-2:] == ["2025-12-10", "71"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_tells_title_story_days_and_keys(drawn: Drawn, lang: str) -> None:
    page = drawn("scenario", "show", scenario="rmp_45bn", lang=lang)
    lines = page.splitlines()
    assert lines[0] == TITLES[lang]
    assert DATED[lang] in page
    assert '  reserve_purchases = [{ from = 2025-12-12, pace = "45bn" }]' in lines
    assert '  scarce = "reserves_usd < 2.7tn"' in lines


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_prose_keeps_to_the_width(drawn: Drawn, lang: str, width: int) -> None:
    page = drawn("scenario", "show", scenario="shutdown_2025", lang=lang, width=width)
    prose = [line for line in page.splitlines() if not line.startswith("  ")]
    assert max(map(cell_len, prose)) <= width


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_check_ends_with_its_verdict(drawn: Drawn, lang: str) -> None:
    page = drawn("scenario", "check", file=Path("reopening"), lang=lang)
    assert page.splitlines()[-1] == VERDICTS[lang]


def test_a_check_lists_what_it_found_before_its_verdict(drawn: Drawn, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("lapses = [{ from = 2025-10-01, days = 43 }, { from = 2025-11-01, days = 3 }]", "utf-8")
    page = drawn("scenario", "check", file=file).splitlines()
    assert page[0] == "mine"
    assert page[1].startswith("From what is known at the as-of over 65 business days.")
    found = next(line for line in page if line.startswith("overlap"))
    assert "it overlaps lapses.0 from 2025-11-01 on" in found
    assert page[-1] == "It cannot be run until the errors are mended."
