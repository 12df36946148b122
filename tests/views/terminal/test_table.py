"""Tables and prose of every answer: no amount is torn, whatever the language and the width."""

import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.views.terminal.conftest import NOON

from tidegauge.clock import parse_moment
from tidegauge.questions import registry
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.questions.runs import Making
from tidegauge.reference import figures
from tidegauge.store import Store
from tidegauge.views import terminal
from tidegauge.views.terminal.table import LONG, table
from tidegauge.words import LANGUAGES, text

FEW = Making(paths=4, days=12, seed=7)
SPRING = parse_moment("2026-03-31")
ASKED: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("brief",), {}),
    (("signals",), {}),
    (("calendar",), {}),
    (("balance-sheet",), {}),
    (("drain",), {}),
    (("series", "show"), {"series": "tga"}),
    (("ledger", "events"), {}),
    (("ledger", "explain"), {"event": "auction_bought_by_nonbank", "amount": "100bn"}),
    (("ledger", "opening"), {}),
    (("scenario", "list"), {}),
    (("scenario", "show"), {"scenario": "shutdown_2025"}),
    (("scenario", "check"), {"file": Path("reopening")}),
    (("simulate",), {"scenario": "shutdown_2025", "making": FEW}),
    (("compare",), {"a": "no_rmp", "b": "rmp_45bn", "making": FEW}),
    (("replay",), {"scenario": "bank_absorption", "path": 1, "day": date(2024, 1, 5), "as_of": None, "making": FEW}),
    (
        ("search",),
        {"scenario": "baseline", "lever": "reserve_purchases", "target": "median(reserves_usd) > 2.92tn at 12"}
        | {"making": FEW},
    ),
    (("hindcast",), {"start": date(2025, 7, 2), "end": date(2025, 11, 26), "as_of": SPRING}),
    (("recession",), {"as_of": SPRING}),
    (("stress",), {"as_of": SPRING}),
    (("analogues",), {"as_of": SPRING}),
    (("episodes",), {"as_of": SPRING, "episode": ("september_2019", "late_october_2025")}),
)
WORDS = "tn|bn|mn|USD|万亿|亿|万|兆|億|萬"
FIGURE = re.compile(rf"[+−]?[0-9](?:[0-9,.]*[0-9])?(?: ?(?:(?:{WORDS})(?:美元)?|美元))?")
ALONE = re.compile(rf"(?:^ *|  )(?:{WORDS})(?![A-Za-z\u3400-\u9fff])", re.MULTILINE)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Answer]:
    """Return an answer of every question that has amounts, asked once."""
    held = tmp_path_factory.mktemp("held") / "held.csv"
    held.write_text("asset,amount\nsp500,10mn\nusdjpy,3mn\n", "utf-8")
    portfolio = (("portfolio",), {"file": held, "scenario": "shutdown_2025", "making": FEW})
    desk = Desk(environment={})
    desk._store, desk._bundled = Store(figures.FOLDER), True
    found = {}
    for command, said in (*ASKED, portfolio):
        question = registry.find(command)
        dated = {"as_of": NOON} if "as_of" in {parameter.name for parameter in question.parameters} else {}
        found[question.name] = question.ask(desk, **(dated | said))
    return found


def page(answer: Answer, lang: str, width: int) -> str:
    """Return the page of an answer."""
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, emoji=False, markup=False)
    terminal.PAGES[answer.question](answer, lang, console)
    return out.getvalue()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_amount_is_torn(answers: Mapping[str, Answer], lang: str, width: int) -> None:
    for name, answer in answers.items():
        whole = set(FIGURE.findall(page(answer, lang, 1_000)))
        drawn = page(answer, lang, width)
        assert set(FIGURE.findall(drawn)) - whole == set(), name
        assert ALONE.findall(drawn) == [], name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_of_a_long_list_that_holds_an_amount_has_room(answers: Mapping[str, Answer], lang: str) -> None:
    lines = [line for line in page(answers["calendar"], lang, 80).splitlines() if FIGURE.search(line)]
    assert len(lines) > LONG
    assert max(cell_len(line.rstrip()) for line in lines) <= 80


def drawn(width: int, **said: Any) -> str:
    """Return a table of two rows in Chinese."""
    out = io.StringIO()
    rows = [("SOFR 高于目标区间上限", "2.997 万亿", "−1,073 亿"), ("准备金", "3.082 万亿", "+896 亿")]
    table(Console(file=out, width=width), "zh-Hans", ("name", "level", "change"), rows, **said)
    return out.getvalue()


def test_words_give_way_before_figures() -> None:
    lines = drawn(38, right=("level", "change")).splitlines()
    assert max(cell_len(line.rstrip()) for line in lines) <= 38
    assert any("2.997 万亿  −1,073 亿" in line for line in lines)
    assert "SOFR 高于目标区间上限" not in drawn(38)


def test_a_column_that_can_be_spared_goes_before_the_table_does_and_is_named() -> None:
    assert "2.997 万亿" not in drawn(30, spare=("level",))
    assert "宽度不足，未列出：余额" in drawn(30, spare=("level",))
    assert "−1,073 亿" in drawn(30, spare=("level",)).splitlines()[3]


def test_without_room_a_row_is_a_paragraph() -> None:
    assert drawn(26).splitlines()[:3] == ["SOFR 高于目标区间上限", "  余额，美元 2.997 万亿", "  一周变化 −1,073 亿"]


def test_the_first_amount_of_a_table_names_the_currency() -> None:
    assert text("numbers.form.head_usd", "zh-Hans", head="余额") in drawn(80)
    assert drawn(80).count("美元") == 1
