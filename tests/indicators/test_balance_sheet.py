"""The H.4.1 identity closes by construction, and what is not published stays unknown."""

from datetime import date, timedelta

import pytest
from tests.indicators.conftest import BEFORE, BN, WEDNESDAY, Wednesdays

from tidegauge.indicators.balance_sheet import (
    ASSETS,
    LIABILITIES,
    UNMAPPED_CHANGE_MAX_USD,
    balance_sheet,
    unmapped_findings,
)


def test_what_the_fed_owns_is_what_it_owes_to_the_dollar(wednesdays: Wednesdays) -> None:
    sheet = balance_sheet(wednesdays.frame({"reserves": -100, "fed_assets": -100, "treasuries_held": -100}))
    assert sheet is not None
    owed = sum(line.level_usd or 0 for line in sheet.lines if line.side == "liability")
    owned = sum(line.level_usd or 0 for line in sheet.lines if line.side == "asset" and line.id != "fed_assets")
    assert owed == owned == sheet.line("fed_assets").level_usd == 5_900 * BN
    assert sheet.missing == ()
    assert sheet.period == WEDNESDAY


@pytest.mark.parametrize("leak", [*ASSETS, *LIABILITIES])
def test_a_planted_leak_of_one_line_shows_up_where_nothing_explains_it(wednesdays: Wednesdays, leak: str) -> None:
    """One billion in one cell and nowhere else: it must land in the part that no line explains."""
    true, leaking = balance_sheet(wednesdays.frame()), balance_sheet(wednesdays.frame({leak: 1}))
    assert true is not None
    assert leaking is not None
    rest = "other_assets" if leak in ASSETS else "unmapped"
    assert (leaking.line(rest).level_usd or 0) - (true.line(rest).level_usd or 0) == -1 * BN


def test_on_rrp_is_all_reverse_repos_less_the_foreign_pool(wednesdays: Wednesdays) -> None:
    sheet = balance_sheet(wednesdays.frame({"reverse_repos": 30, "foreign_repo_pool": 10}))
    assert sheet is not None
    assert (sheet.line("on_rrp").level_usd, sheet.line("on_rrp").change_usd) == (120 * BN, 20 * BN)


def test_changes_run_from_wednesday_to_wednesday(wednesdays: Wednesdays) -> None:
    sheet = balance_sheet(wednesdays.frame({"tga_wednesday": 79, "reserves": -79}))
    assert sheet is not None
    assert (sheet.line("tga_wednesday").change_usd, sheet.line("reserves").change_usd) == (79 * BN, -79 * BN)


@pytest.mark.parametrize("line", ["currency", "swaps", "reverse_repos", "other_deposits"])
def test_a_line_that_was_not_published_is_missing_and_never_filled(wednesdays: Wednesdays, line: str) -> None:
    sheet = balance_sheet(wednesdays.frame(without=(line,)))
    assert sheet is not None
    shown = {"reverse_repos": "on_rrp"}.get(line, line)
    assert (sheet.line(shown).level_usd, sheet.line(shown).change_usd) == (None, None)
    assert shown in sheet.missing
    rest = "other_assets" if line in ASSETS else "unmapped"
    assert sheet.line(rest).level_usd is None  # what is left over cannot be known either
    assert sheet.line("reserves").level_usd == 2_800 * BN


def test_the_first_wednesday_has_levels_and_no_changes(wednesdays: Wednesdays) -> None:
    sheet = balance_sheet(wednesdays.frame(), BEFORE)
    assert sheet is not None
    assert sheet.period == BEFORE
    assert all(line.change_usd is None and line.level_usd is not None for line in sheet.lines)


def test_before_all_wednesdays_there_is_no_sheet(wednesdays: Wednesdays) -> None:
    assert balance_sheet(wednesdays.frame(), BEFORE - timedelta(days=1)) is None


def test_a_jump_of_what_no_line_explains_is_a_finding(wednesdays: Wednesdays) -> None:
    small, large = wednesdays.frame({"fed_assets": 3}), wednesdays.frame({"fed_assets": 4})
    assert UNMAPPED_CHANGE_MAX_USD == 3_500_000_000
    assert unmapped_findings(small, date(2025, 1, 1)) == []
    (odd,) = unmapped_findings(large, date(2025, 1, 1))
    assert (odd.check, odd.subject, odd.period, odd.severity) == ("h41_identity", "reserves", WEDNESDAY, "warning")
    assert unmapped_findings(large, WEDNESDAY + timedelta(days=1)) == []
