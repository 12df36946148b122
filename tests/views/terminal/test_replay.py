"""A day of a path in the terminal: what moved reserves, the largest first, and the sum."""

import re
from datetime import date

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.clock import end_of_day
from tidegauge.questions.answer import subject_name
from tidegauge.questions.runs import Making
from tidegauge.scenarios import calendars
from tidegauge.scenarios.compile import mixes
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS
from tidegauge.words import LANGUAGES, keys, text
from tidegauge.words.sentence import Day, write

ASKED = {"scenario": "shutdown_2025", "path": 817, "day": date(2025, 10, 3), "as_of": None}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_is_named_and_the_sum_is_last(drawn: Drawn, lang: str) -> None:
    page = drawn("replay", lang=lang, days=4, seed=7, **ASKED)
    lines = [line for line in page.splitlines() if line.strip()]
    assert "817" in lines[1]
    assert "ledger.event" not in page
    assert any(text("replay.flow.withheld_taxes", lang) in line for line in lines)
    assert "_" not in page
    change = {"en": "change of reserves", "zh-Hans": "准备金变动", "zh-Hant": "準備金變動"}[lang]
    assert lines[-1].startswith(change)


def test_an_event_that_was_reversed_has_its_size_beside_it_and_no_second_minus(drawn: Drawn) -> None:
    """Its name says which way it went; what that did to reserves keeps its sign."""
    page = drawn("replay", lang="en", days=4, seed=7, **ASKED)
    sizes = re.findall(r"(\S+) (?:bn|mn) +[+−]\S+ (?:bn|mn)$", page, re.MULTILINE)
    assert "reversed" in page and sizes
    assert not any(size.startswith(("+", "−")) for size in sizes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_posted_late_is_said_with_the_day_it_was_due(drawn: Drawn, lang: str) -> None:
    """On the evening of 30 September 2025 its statement is not out: what was due then is posted on 1 October."""
    asked = {"path": 0, "day": date(2025, 10, 1), "as_of": end_of_day(date(2025, 9, 30))}
    page = drawn("replay", lang=lang, days=2, seed=7, **ASKED | asked)
    day = write(Day(date(2025, 9, 30), weekday=False, year=True), lang)
    said = text("cli.finding.subject_dated", lang, subject=subject_name("tga", lang), period=day, detail="")
    assert said.strip() in page
    assert text("findings.statement_missed", lang)[:12] in page


def test_every_flow_of_a_run_without_keys_has_a_name() -> None:
    flows = {*calendars.names(), *mixes.tables()["small"], *BEHAVIOURAL_FLOWS}
    assert {flow for flow in flows if f"replay.flow.{flow}" not in keys("en")} == set()


def test_defaults_are_those_of_a_run() -> None:
    assert (Making().paths, Making().seed, Making().days) == (1_000, 1, None)
