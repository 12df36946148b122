"""Files and what they include: order, places, circles, and text that is no scenario at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidegauge.errors import InputFileError, InvalidScenario, MalformedScenario, ScenarioError, TidegaugeError
from tidegauge.scenarios import layers, library
from tidegauge.scenarios.interpret import interpret
from tidegauge.scenarios.scenario import Scenario
from tidegauge.words import error_text

MALFORMED = [
    # the text | line, column | what the parser of TOML says
    ("[horizon]\ndays = ", 2, 8, "invalid value"),
    ("[horizon]\ndays 65", 2, 6, "expected '=' after a key in a key/value pair"),
    ("[horizon\ndays = 65", 1, 9, "expected ']' at the end of a table declaration"),
    ('title = { en = "A', 1, 18, "unterminated string"),
    ("[opening]\non = 2025-02-30", 2, 6, "2025-02-30 is no day of the calendar"),
    ("[opening]\non = 2025-13-01", 2, 6, "2025-13-01 is no day of the calendar"),
    ("[opening]\non = 2025-9-30", 2, 6, "2025-9-30 is no day of the calendar"),
    ("[levers]\nrates = [\n  { on = 2025-10-30 },", 3, 23, "invalid value"),
    ("[horizon]\ndays = 1\ndays = 2", 3, 9, "cannot overwrite a value"),
]


def write(folder: Path, **texts: str) -> None:
    """Write some scenario files."""
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")


def read(folder: Path, name: str) -> Scenario:
    """Read one of them."""
    return library.read(str(folder / f"{name}.toml"))


@pytest.mark.parametrize(("text", "line", "column", "detail"), MALFORMED)
def test_a_file_that_is_not_toml_is_told_line_and_column(text: str, line: int, column: int, detail: str) -> None:
    with pytest.raises(MalformedScenario) as raised:
        layers.parse(text, "mine.toml")
    error = raised.value
    assert (error.facts["line"], error.facts["column"]) == (line, column)
    assert detail in str(error).lower()
    assert str(error).startswith(f"mine.toml is not TOML: line {line}, column {column}: ")
    assert f"第 {line} 行第 {column} 列" in error_text(error, "zh-Hans")[0]
    assert error.exit_code == 4


def test_what_is_included_comes_first_and_later_keys_win(tmp_path: Path) -> None:
    write(
        tmp_path,
        low="[horizon]\ndays = 10\n[switches]\nhoarding = true\ndealers = true\n[title]\nen = 'low'",
        high="[horizon]\ndays = 20\n[switches]\nhoarding = false",
        mine="include = ['low.toml', 'high.toml']\n[opening]\non = 2025-09-30",
    )
    mine = read(tmp_path, "mine")
    assert mine.horizon.days == 20
    assert mine.switches == {"hoarding": False, "dealers": True}
    assert mine.opening.on is not None


def test_title_and_story_are_not_inherited(tmp_path: Path) -> None:
    write(
        tmp_path, low="[title]\nen = 'low'\n[story]\nen = 'once'", mine="include = ['low.toml']\n[story]\nen = 'mine'"
    )
    mine = read(tmp_path, "mine")
    assert (mine.title, mine.story) == ({}, {"en": "mine"})


def test_lists_and_mixes_replace_tables_merge(tmp_path: Path) -> None:
    write(
        tmp_path,
        low="""
        [flows.taxes]
        scale = 2
        mix = { E01a = 0.9, E01b = 0.1 }
        amounts = [{ on = 2025-10-15, amount = "1bn" }, { on = 2025-10-16, amount = "2bn" }]
        """,
        mine="""
        include = ["low.toml"]
        [flows.taxes]
        mix = { E01a = 1.0 }
        amounts = [{ on = 2025-10-17, amount = "3bn" }]
        """,
    )
    flow = read(tmp_path, "mine").flows["taxes"]
    assert (flow.scale, flow.mix) == (2.0, {"tax_receipt_from_deposits": 1.0})
    assert [amount.amount_usd for amount in flow.amounts] == [3_000_000_000]


def test_a_flow_called_mix_is_merged_like_any_other(tmp_path: Path) -> None:
    write(
        tmp_path,
        low="[flows.mix]\nscale = 2\nmix = { government_outlay = 1.0 }",
        mine="include = ['low.toml']\n[flows.mix]\ncalendar = 'withheld_taxes'",
    )
    flow = read(tmp_path, "mine").flows["mix"]
    assert (flow.scale, flow.calendar) == (2.0, "withheld_taxes")


def test_a_file_included_twice_is_read_once_at_its_first_place(tmp_path: Path) -> None:
    write(
        tmp_path,
        base="[horizon]\ndays = 10",
        left="include = ['base.toml']\n[horizon]\ndays = 20",
        right="include = ['base.toml']\n[market]\non = true",
        mine="include = ['left.toml', 'right.toml']",
    )
    assert read(tmp_path, "mine").horizon.days == 20


@pytest.mark.parametrize(
    ("texts", "circle"),
    [
        ({"mine": "include = ['mine.toml']"}, "mine → mine"),
        ({"mine": "include = ['b.toml']", "b": "include = ['c.toml']", "c": "include = ['mine.toml']"}, "mine → b → c"),
    ],
)
def test_a_circle_of_includes_is_refused(texts: dict[str, str], circle: str, tmp_path: Path) -> None:
    write(tmp_path, **texts)
    with pytest.raises(InvalidScenario, match=f"include.0: it includes itself: {circle}"):
        read(tmp_path, "mine")


def test_a_chain_of_includes_has_an_end(tmp_path: Path) -> None:
    chain = {f"f{n}": f"include = ['f{n + 1}.toml']" for n in range(layers.FILES_MAX)}
    write(tmp_path, **chain, **{f"f{layers.FILES_MAX}": ""})
    with pytest.raises(InvalidScenario, match="the scenario includes 50 files or more"):
        read(tmp_path, "f0")
    assert read(tmp_path, "f1").horizon.days == 65


@pytest.mark.parametrize("said", ["../low.toml", "/etc/passwd", "low", "", "low\\u0000.toml", "absent.toml"])
def test_only_the_library_and_files_beside_it_can_be_included(said: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path, low="")
    write(tmp_path / "in", mine=f'include = ["{said}"]')
    with pytest.raises(InvalidScenario, match="neither in the library nor a file beside this one"):
        read(tmp_path / "in", "mine")


def test_a_mistake_in_an_included_file_is_placed_there(tmp_path: Path) -> None:
    write(tmp_path, low="[horizon]\n\ndays = 0", mine="include = ['low.toml']\n[market]\non = true")
    with pytest.raises(InvalidScenario, match=r"/low\.toml:3, horizon\.days: 0 lies outside"):
        read(tmp_path, "mine")


def test_a_mistake_in_an_included_file_that_is_put_right_is_none(tmp_path: Path) -> None:
    write(tmp_path, low="[horizon]\ndays = 0", mine="include = ['low.toml']\n[horizon]\ndays = 5")
    assert read(tmp_path, "mine").horizon.days == 5


@pytest.mark.parametrize(
    ("content", "place", "detail"),
    [
        (b"a = 1\nb = '\xff'", "mine.toml:2", "it is no UTF-8 text"),
        (b"x" * 1_000_001, "mine.toml", "it is longer than 1,000,000 bytes"),
        (b"a = " + b"[" * 100_000, "mine.toml", "it is nested too deeply"),
        (b"[parameters.values]\n" + b".".join([b"a"] * 90_000) + b" = 1", "mine.toml", "it is nested too deeply"),
        (b"a = { b" + b' . "c d"' * 90_000 + b" = 1 }", "mine.toml", "it is nested too deeply"),
        (b"a = " + b"[" * 30 + b"]" * 30, "mine.toml", "it is nested too deeply"),
        (None, "mine.toml", "there is no such file"),
    ],
)
def test_a_file_that_is_no_text_is_refused(content: bytes | None, place: str, detail: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "mine.toml").write_bytes(content)
    with pytest.raises(InputFileError, match=rf"{place} cannot be read: {detail}"):
        read(tmp_path, "mine")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").mkdir()
    with pytest.raises(InputFileError, match="Is a directory"):
        read(tmp_path, "mine")


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"\xef\xbb\xbf[horizon]\r\ndays = 20\r\n")
    assert read(tmp_path, "mine").horizon.days == 20


def test_places_are_found_in_tables_lists_and_statements_over_several_lines() -> None:
    text = """# a comment
[[shocks]]
on = 2025-10-10
[[shocks]]
flow = "x"

[levers]
rates = [
  { on = 2025-10-30, change_bp = -25 },
  # between
  { on = 2025-12-11, change_bp = -25 },
]
[levers.treasury]
rule = '''
[horizon]
'''
"""
    lines = layers.parse(text, "mine.toml").lines
    assert lines["shocks.0.on"] == 3
    assert lines["shocks.1"] == 4
    assert lines["shocks.1.flow"] == 5
    assert lines["levers.rates.1.change_bp"] == 8
    assert lines["levers.treasury.rule"] == 14
    assert "horizon" not in lines


BUNDLED = [(layers.LIBRARY / f"{name}.toml").read_text("utf-8") for name in layers.names()]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(BUNDLED), st.integers(0, 3000), st.integers(0, 6), st.text(max_size=6))
def test_a_scenario_with_a_few_letters_changed_never_ends_in_a_traceback(
    text: str, start: int, length: int, typed: str
) -> None:
    spoilt = text[:start] + typed + text[start + length :]
    try:
        layer = layers.parse(spoilt, "mine.toml")
        assert isinstance(interpret(layers.merged([layer]), name="mine", place=lambda path: "here"), Scenario)
    except TidegaugeError as error:
        assert isinstance(error, ScenarioError | InputFileError)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_layer_or_one_sentence(text: str) -> None:
    try:
        layers.parse(text, "mine.toml")
    except MalformedScenario as error:
        assert int(str(error.facts["line"])) <= text.count("\n") + 1


def test_a_file_without_an_end_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").symlink_to("/dev/zero")
    with pytest.raises(InputFileError, match="longer than 1,000,000 bytes"):
        read(tmp_path, "mine")


@pytest.mark.parametrize(
    ("text", "line", "column", "chinese"),
    [
        ("[horizon]\ndays = 1" + "0" * 5000, 2, 8, "数字的位数过多，无法读取"),
        ('name = "\x1b[31m"', 1, 9, "此处不能写 '\\x1b'"),
        ("# \x01", 1, 3, "此处不能写 '\\x01'"),
        ("[horizon]\n[horizon]", 2, 9, "'horizon' 出现两次"),
        ("a = { b = 1, b = 2 }", 1, 19, "'b' 出现两次"),
        ('a = "\\uZZ"', 1, 8, "\\u 之后应为十六进制数字"),
    ],
)
def test_what_the_parser_of_toml_says_is_said_in_chinese(text: str, line: int, column: int, chinese: str) -> None:
    with pytest.raises(MalformedScenario) as raised:
        layers.parse(text, "mine.toml")
    assert (raised.value.facts["line"], raised.value.facts["column"]) == (line, column)
    assert (
        error_text(raised.value, "zh-Hans")[0] == f"mine.toml 不是有效的 TOML：第 {line} 行第 {column} 列：{chinese}。"
    )


def test_what_the_system_says_of_a_file_is_said_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").mkdir()
    with pytest.raises(InputFileError) as raised:
        read(tmp_path, "mine")
    assert error_text(raised.value, "zh-Hant")[0] == f"無法讀取 {tmp_path}/mine.toml：是一個資料夾。"
