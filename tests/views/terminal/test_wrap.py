"""Lines of prose: figures stay whole, no line begins with a closing mark, nothing is lost."""

import pytest
from rich.cells import cell_len
from tests.views.terminal.conftest import Drawn

from tidegauge.views.terminal.wrap import CLOSING, wrap

PROSE = (
    "准备金减少 1,017 亿，至 2.828 万亿（10月29日（周三））。SOFR 比准备金利率高 32 个基点，为 4.22%；"
    "净流动性（美联储资产 − TGA − 隔夜逆回购；不是准备金）变动 −968 亿、即占比 15.3%。"
)
WHOLE = ("1,017 亿", "2.828 万亿", "32 个基点", "4.22%", "−968 亿", "10月29日", "15.3%")


@pytest.mark.parametrize("width", range(12, 90))
def test_figures_stay_whole_and_marks_stay_behind(width: int) -> None:
    lines = wrap(PROSE, width)
    assert all(any(figure in line for line in lines) for figure in WHOLE)
    assert [line for line in lines if line[0] in CLOSING or line[0] == " "] == []
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == PROSE.replace(" ", "")


def test_english_breaks_at_spaces_and_keeps_units() -> None:
    assert wrap("SOFR stood 32 bp above the 4.22 % of before.", 13) == [
        "SOFR stood",
        "32 bp above",
        "the 4.22 % of",
        "before.",
    ]


def test_what_cannot_be_broken_is_torn_at_the_edge_or_left_wide() -> None:
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]
    assert wrap("abcdefgh ij", 3, tear=False) == ["abcdefgh", "ij"]
    assert wrap("", 10) == []


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("command", ["brief", "signals", "calendar"])
@pytest.mark.parametrize("width", [80, 97])
def test_no_line_of_a_page_begins_with_a_closing_mark(drawn: Drawn, lang: str, command: str, width: int) -> None:
    lines = [line.strip() for line in drawn(command, lang=lang, width=width).splitlines()]
    assert [line for line in lines if line[:1] in tuple(CLOSING)] == []


def test_a_no_break_space_holds_a_figure_together() -> None:
    figures = ["78\u00a0±\u00a02\u00a0%", "−13\u00a0%\u00a0✗"]
    assert wrap(" ".join(figures), 1, tear=False) == figures


def test_a_term_of_three_months_is_never_torn() -> None:
    assert wrap("less the 3-month bill", 10) == ["less the", "3-month", "bill"]


def test_a_weekday_stays_with_its_date_where_there_is_room() -> None:
    assert wrap("截至10月29日（周三）", 16) == ["截至", "10月29日（周三）"]


def test_a_title_is_not_broken_inside_a_short_word() -> None:
    assert wrap("预期，美元", 8, title=True) == ["预期，", "美元"]


def test_a_month_is_never_torn_at_its_hyphen() -> None:
    assert wrap("recession, peak 2026-03.", 20) == ["recession, peak", "2026-03."]
