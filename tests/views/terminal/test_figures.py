"""Balance sheet, drain and series in the terminal: every line, the true minus, and no digit lost."""

import re

import pytest
from tests.views.terminal.conftest import Drawn

from tidegauge.catalogue.series import load
from tidegauge.clock import parse_moment
from tidegauge.views.terminal import figures
from tidegauge.words import LANGUAGES, numbers, text


def test_the_drain_shows_every_cause_and_the_total(drawn: Drawn) -> None:
    page = drawn("drain")
    total = next(line for line in page.splitlines() if line.startswith(text("cli.done.total", "en")))
    assert ("−101.7 bn" in total, "−96.8 bn" in total) == (True, True)
    for line in ("tga_wednesday", "on_rrp", "currency", "other_deposits", "unmapped"):
        assert text(f"lines.{line}", "en") in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_balance_sheet_shows_every_line(drawn: Drawn, lang: str) -> None:
    page = drawn("balance-sheet", lang=lang, width=200)
    for line in ("fed_assets", "reserves", "tga_wednesday", "on_rrp", "foreign_repo_pool", "unmapped"):
        assert text(f"lines.{line}", lang) in page


def test_a_line_that_is_not_known_is_a_dash(drawn: Drawn) -> None:
    assert figures.money(None, "en") == numbers.MISSING
    page = drawn("balance-sheet", as_of=parse_moment("2026-04-01"))
    assert any(line.rstrip().endswith(numbers.MISSING) for line in page.splitlines())


def test_a_series_is_shown_with_every_digit_and_when_it_was_known(drawn: Drawn) -> None:
    page = drawn("series", "show", series="tga")
    assert "1,000.632 bn" in page
    assert "31 Oct 2025, 16:00" in page
    assert len([line for line in page.splitlines() if line.startswith("20")]) == figures.SHOWN_VALUES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_has_a_line_for_every_series(drawn: Drawn, lang: str) -> None:
    page = drawn("series", "list", lang=lang, width=400)
    told = {line.split()[0] for line in page.splitlines() if line.strip()}
    assert set(load()) - told == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lines_not_published_stand_as_a_row_of_their_own(drawn: Drawn, lang: str) -> None:
    page = drawn("drain", lang=lang, as_of=parse_moment("2026-04-01"))
    assert text("cli.done.unpublished", lang, n=9) in page


def line_of(page: str, name: str) -> str:
    """Return the line of a page that begins with a name."""
    return next(line for line in page.splitlines() if line.startswith(name))


def test_a_cause_shows_its_own_change_and_what_that_did(drawn: Drawn) -> None:
    line = line_of(drawn("drain"), text("lines.tga_wednesday", "en"))
    assert re.findall(r"[+−][0-9.,]+ bn", line) == ["+78.8 bn", "−78.8 bn", "−78.8 bn"]


def test_a_line_of_the_balance_sheet_shows_level_and_change(drawn: Drawn) -> None:
    line = line_of(drawn("balance-sheet"), text("lines.tga_wednesday", "en"))
    assert re.findall(r"[+−]?[0-9.,]+ bn", line) == ["984 bn", "+78.8 bn"]
