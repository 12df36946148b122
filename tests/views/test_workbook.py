"""The Excel workbook: numbers are numbers, dates are dates, and no text becomes a formula or a link."""

import io
import sys
import zipfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.questions.test_answer import NOON, bundled

from tidegauge.errors import OutputNotPossible
from tidegauge.questions.answer import Answer
from tidegauge.questions.balance import drain
from tidegauge.questions.brief import brief
from tidegauge.views.tables import tables
from tidegauge.views.workbook import NAME_MAX, content
from tidegauge.words import LANGUAGES

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "=cmd|'/C calc'!A0",
    "http://example.org",
    "\x01\x0b",
    "'",
    "<b>&amp;",
    "潮" * 40_000,
)


@dataclass(frozen=True)
class Held:
    """What a cell can hold."""

    text: str
    whole: int
    share: float
    day: date
    moment: datetime
    yes: bool
    missing: None
    infinite: float


def answer_of(*found: Any) -> Answer:
    """Return an answer that holds some records."""
    return Answer("drain", datetime(2025, 11, 3, 17, tzinfo=UTC), tuple(found), {}, (), ())


def held(text: str = "plain", whole: int = 1) -> Held:
    """Return a record with one text."""
    moment = datetime(2025, 11, 3, 17, tzinfo=UTC)
    return Held(text, whole, 0.25, date(2025, 10, 31), moment, True, None, float("inf"))


def opened(book: bytes) -> dict[str, list[dict[str, tuple[str, str]]]]:
    """Return the rows of every sheet: column letter to (type, value) of each cell; shared strings are filled in."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert not [name for name in parts.namelist() if "hyperlink" in name.lower() or "vba" in name.lower()]
        shared = ["".join(one.itertext()) for one in ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))]
        names = [
            one.attrib["name"] for one in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        ]
        sheets = {}
        for n, name in enumerate(names, 1):
            tree = ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{n}.xml"))
            assert not list(tree.iter(f"{MAIN}f"))  # no formula anywhere
            assert not list(tree.iter(f"{MAIN}hyperlink"))
            sheets[name] = [_cells(row, shared) for row in tree.iter(f"{MAIN}row")]
    return sheets


def _cells(row: ElementTree.Element, shared: list[str]) -> dict[str, tuple[str, str]]:
    found = {}
    for cell in row.iter(f"{MAIN}c"):
        kind, value = cell.attrib.get("t", "n"), cell.findtext(f"{MAIN}v") or ""
        found[cell.attrib["r"].rstrip("0123456789")] = (kind, shared[int(value)] if kind == "s" else value)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_has_its_sheet_then_come_the_sources_and_what_was_asked(lang: str) -> None:
    answer = drain(bundled(), as_of=NOON)
    sheets = opened(content(answer, lang))
    made = tables(answer, lang)
    assert len(sheets) == len(made) + 2
    assert all(len(name) <= NAME_MAX for name in sheets)
    for table, rows in zip(made, sheets.values(), strict=False):
        assert [value for _, value in rows[0].values()] == list(table.heads)
        assert len(rows) == 1 + len(table.rows)
    sources, about = list(sheets.values())[-2:]
    assert len(sources) == 1 + len(answer.sources)
    assert about[0]["B"] == ("s", "drain")


def test_causes_are_numbers_that_add_up_in_the_sheet() -> None:
    answer = drain(bundled(), as_of=NOON)
    rows = next(iter(opened(content(answer, "en")).values()))
    column = next(letter for letter, (_, head) in rows[0].items() if head == "reserves (USD)")
    assert {row[column][0] for row in rows[1:]} == {"n"}
    assert sum(int(row[column][1]) for row in rows[1:]) == answer.answer.weeks[0].reserves_usd


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text_whatever_it_says(text: str) -> None:
    rows = next(iter(opened(content(answer_of(held(text)), "en")).values()))
    kind, shown = rows[1]["A"]
    assert kind == "s"
    assert shown[:20] == text[:20].replace("\x01\x0b", "_x0001__x000B_")
    assert len(shown) <= 32_767


def test_every_kind_of_cell_is_what_it_is() -> None:
    rows = next(iter(opened(content(answer_of(held(), held(whole=2**60)), "en")).values()))
    cells = rows[1]
    assert cells["B"] == ("n", "1")
    assert cells["C"] == ("n", "0.25")
    assert cells["D"] == ("n", "45961")  # 31 October 2025 as a day number of Excel
    assert cells["E"] == ("n", "45964.5")  # noon of 3 November in New York, which is 17:00 in UTC
    assert cells["F"] == ("b", "1")
    assert "G" not in cells  # missing stays missing
    assert cells["H"] == ("s", "inf")
    assert rows[2]["B"] == ("s", str(2**60))  # a number that a sheet would round is text


def test_the_same_answer_gives_the_same_bytes() -> None:
    answer = brief(bundled(), as_of=NOON)
    assert content(answer, "zh-Hant") == content(answer, "zh-Hant")


def test_what_is_bundled_and_what_is_found_is_told_in_the_language() -> None:
    answer = brief(bundled(), as_of=NOON)
    about = list(opened(content(answer, "zh-Hans")).values())[-1]
    told = "".join(value for row in about for _, value in row.values())
    assert "参考数据" in told
    assert replace(answer, bundled_until=None) != answer


def test_two_tables_of_one_name_get_two_sheets() -> None:
    @dataclass(frozen=True)
    class Twice:
        """Two lists whose titles are cut to the same name."""

        long_name_of_a_list_that_is_cut_off_a: tuple[Held, ...]
        Long_Name_Of_A_List_That_Is_Cut_Off: tuple[Held, ...]

    answer = replace(answer_of(), answer=Twice((held(),), (held(),)))
    names = list(opened(content(answer, "en")))
    assert len(names) == len({name.lower() for name in names}) == 4
    assert max(map(len, names)) <= NAME_MAX


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(OutputNotPossible, match="tidegauge\\[excel\\]"):
        content(answer_of(held()), "en")
