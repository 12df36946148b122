"""Scenario files as answers: the library, one in full, what a check finds, and the exit codes of the commands."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tidegauge.errors import InvalidScenario, MalformedScenario, UnknownScenario
from tidegauge.questions.answer import envelope
from tidegauge.questions.desk import Desk
from tidegauge.questions.scenarios import ScenarioCard, ScenarioCheck, ScenarioPage, check, list_scenarios, show
from tidegauge.scenarios import library
from tidegauge.views import cli
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say

SOUND = """
[title]
en = "Mine"
zh-Hans = "我的"
zh-Hant = "我的"
[story]
en = "…"
zh-Hans = "…"
zh-Hant = "…"
"""
IDLE = "[opening]\non = 2025-09-30\n[horizon]\ndays = 20\n[levers]\nrates = [{ on = 2026-01-30, change_bp = -25 }]"
UNKNOWN_FLOW = 'shocks = [{ on = 2025-10-10, flow = "paay", amount = "1bn" }]'
LATE = "[levers]\nrates = [{ on = 2036-01-02, change_bp = -25 }]"
OVERLAPPING = "lapses = [{ from = 2025-10-01, days = 43 }, { from = 2025-11-01, days = 3 }]\nopening.on = 2025-09-30"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the place of a scenario file."""
    return tmp_path / "mine.toml"


def test_the_list_names_every_scenario_with_title_and_days(desk: Desk) -> None:
    cards: tuple[ScenarioCard, ...] = list_scenarios(desk).answer
    assert [card.name for card in cards] == list(library.names())
    shutdown = next(card for card in cards if card.name == "shutdown_2025")
    assert (shutdown.opening, shutdown.last_day, shutdown.days) == (date(2025, 9, 30), date(2026, 1, 7), 66)
    assert shutdown.title["zh-Hant"] == "2025年秋季政府停擺（示意，未經檢驗）"
    assert next(card for card in cards if card.name == "baseline").opening is None


def test_a_page_holds_everything_a_scenario_says_its_includes_merged_in(desk: Desk) -> None:
    page: ScenarioPage = show(desk, scenario="reopening").answer
    assert page.said["lapses"] == [{"from": date(2025, 10, 1), "days": 43}]
    assert page.said["watermarks"]["scarce"] == "reserves_usd < 2.7tn"
    assert page.said["opening"] == {"on": date(2025, 11, 12)}
    assert tomllib.loads(page.toml) == page.said
    assert {"title", "story", "include"}.isdisjoint(page.said)
    assert "700 bn" in page.story["en"]


def test_a_page_can_be_put_into_json(desk: Desk) -> None:
    shown = json.loads(json.dumps(envelope(show(desk, scenario="rmp_45bn"), "en")))
    assert shown["question"] == "scenario.show"
    assert shown["answer"]["said"]["levers"] == {"reserve_purchases": [{"from": "2025-12-12", "pace": "45bn"}]}
    assert len(shown["answer"]["scenario"]["hash"]) == 64


def test_a_scenario_that_speaks_one_language_is_shown_in_it(desk: Desk, file: Path) -> None:
    file.write_text("[title]\nzh-Hans = '我的'", "utf-8")
    page: ScenarioPage = show(desk, scenario=str(file)).answer
    assert dict(page.scenario.title) == dict.fromkeys(LANGUAGES, "我的")
    assert dict(page.story) == dict.fromkeys(LANGUAGES, "")


@pytest.mark.parametrize(
    ("text", "found", "is_runnable"),
    [
        (SOUND, [], True),
        (IDLE + SOUND, [("outside", "levers.rates.0.on", "warning")], True),
        (OVERLAPPING + SOUND, [("overlap", "lapses.1", "error")], False),
        ("", [("unspoken", "title", "note"), ("unspoken", "story", "note")], True),
    ],
)
def test_a_check_finds_what_is_wrong_and_what_is_idle(
    text: str, found: list[tuple[str, str, str]], is_runnable: bool, desk: Desk, file: Path
) -> None:
    file.write_text(text, "utf-8")
    answer = check(desk, file=file)
    done: ScenarioCheck = answer.answer
    assert [(one.check, one.subject, one.severity) for one in answer.findings] == found
    assert done.is_runnable is is_runnable
    assert all(say(one.detail, lang) for one in answer.findings for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "exit_code", "said"),
    [
        (SOUND, 0, "It can be run."),
        ("", 0, "It can be run."),
        (IDLE + SOUND, 1, "2026-01-30 lies outside the run"),
        (OVERLAPPING + SOUND, 1, "It cannot be run until the errors are mended."),
        (UNKNOWN_FLOW, 4, "mine.toml:1, shocks.0.flow: there is no flow called paay. Did you mean pay?"),
        ("[correlation]\ntaxes.pay = 0.5", 4, "mine.toml:2, correlation.taxes.pay: nothing in this scenario draws"),
        ('#\n[correlation]\n"pay.taxes" = -0.2', 4, "mine.toml:3, correlation.pay.taxes: nothing in this scenario"),
        (LATE + SOUND, 1, "2036-01-02 lies outside the run"),
        ("[horizon]\ndays = 0", 4, "mine.toml:2, horizon.days: 0 lies outside 1 to 2600."),
        ("[horizon", 4, "mine.toml is not TOML: line 1, column 9"),
        ("[watermarks]\na = 'x < 1'", 4, "watermarks.a"),
        (None, 4, "there is no such file"),
    ],
)
def test_the_check_command_leaves_with_the_code_of_the_interface(
    text: str | None, exit_code: int, said: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        file.write_text(text, "utf-8")
    assert cli.run(["scenario", "check", str(file)]) == exit_code
    shown = capsys.readouterr()
    assert said in " ".join((shown.out + shown.err).split())


def test_a_file_without_the_ending_is_still_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").write_text(SOUND, "utf-8")
    assert cli.run(["scenario", "check", str(tmp_path / "mine")]) == 0
    assert "It can be run." in capsys.readouterr().out


def test_an_unknown_scenario_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["scenario", "show", "rmp_45", "--json"]) == 2
    error = json.loads(capsys.readouterr().err)["error"]
    assert (error["code"], error["facts"]["nearest"]) == ("unknown_scenario", "rmp_45bn")


@pytest.mark.parametrize(
    ("text", "error"),
    [("[levrs]", InvalidScenario), ("levers = [", MalformedScenario)],
)
def test_a_file_that_cannot_be_read_is_an_error_and_no_finding(
    text: str, error: type[Exception], desk: Desk, file: Path
) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(error):
        check(desk, file=file)
    with pytest.raises(error):
        show(desk, scenario=str(file))


def test_a_name_that_is_no_file_is_unknown(desk: Desk) -> None:
    with pytest.raises(UnknownScenario):
        check(desk, file=Path("baselin"))
