"""One way to write a scenario: what is printed reads back, and the hash is of what is said, not of how."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scenarios.legal import SCENARIOS

from tidegauge.scenarios import canon, library
from tidegauge.scenarios.interpret import interpret
from tidegauge.scenarios.scenario import Scenario
from tidegauge.units import parse_amount


def read_back(text: str) -> Scenario:
    """Return the scenario of a canonical text."""
    return interpret(tomllib.loads(text), name="drawn", place=lambda path: "here")


@settings(max_examples=150, deadline=None)
@given(SCENARIOS)
def test_what_is_printed_reads_back_to_the_same_scenario(scenario: Scenario) -> None:
    text = canon.write(scenario)
    again = read_back(text)
    assert again == scenario
    assert canon.write(again) == text
    assert tomllib.loads(text) == canon.table(scenario)
    assert canon.identity(again) == canon.identity(scenario)


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_an_amount_is_written_without_losing_a_dollar(usd: int) -> None:
    assert parse_amount(canon.amount(usd)) == usd


ONE = """
[levers]
reserve_purchases = [{ from = 2025-12-12, pace = "40bn" }]
[flows.taxes]
mix = { tax_receipt_from_deposits = 0.9, tax_receipt_from_money_funds = 0.1 }
[flows.outlays]
scale = 1.5
"""
SAME = """
# another order, other words for the same amount, a default spelled out, an alias, a title
title = { en = "Something" }
flows.outlays = { scale = 1.5, amounts = [] }
[flows.taxes]
mix.tax_receipt_from_money_funds = 0.1
mix.E01a = 0.9
scale = 1
[horizon]
days = 65
[[levers.reserve_purchases]]
pace = "40,000,000,000"
from = 2025-12-12
"""


def said(text: str) -> str:
    """Return the hash of a text."""
    return canon.identity(read_back(text))


def test_formatting_order_and_spelled_out_defaults_do_not_change_the_hash() -> None:
    assert said(ONE) == said(SAME)


def test_anything_that_changes_an_outcome_changes_the_hash() -> None:
    others = [
        ONE.replace("40bn", "40.000000001bn"),
        ONE.replace("2025-12-12", "2025-12-15"),
        ONE.replace("1.5", "1.5000000000000002"),
        ONE.replace("outlays", "outlay"),
        ONE + '[watermarks]\nscarce = "reserves_usd < 2.7tn"',
        ONE + "[horizon]\ndays = 66",
        ONE.replace('[{ from = 2025-12-12, pace = "40bn" }]', "[]"),
    ]
    assert len({said(text) for text in (ONE, *others)}) == len(others) + 1


def test_the_hash_is_that_of_the_canonical_text() -> None:
    text = '[levers]\nreserve_purchases=[{pace="40bn",from=2025-12-12}]\n[horizon]\ndays=20'
    canonical = '[horizon]\ndays = 20\n\n[levers]\nreserve_purchases = [{ from = 2025-12-12, pace = "40bn" }]\n'
    assert said(text) == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_split_into_included_files_does_not_change_the_hash(tmp_path: Path) -> None:
    place = tmp_path / "whole.toml"
    for name in library.names():
        found = library.find(name)
        place.write_text(canon.write(found), "utf-8")
        again = library.find(str(place))
        assert canon.identity(again) == canon.identity(found)
        assert (again.title, again.story) == (found.title, found.story)


def test_a_long_list_is_printed_a_part_a_line() -> None:
    table: dict[str, Any] = {"lapses": [{"from": "2025-10-01", "days": 43}] * 2}
    assert "\n".join(canon._lines(table, ())).splitlines()[1] == '  { from = "2025-10-01", days = 43 },'
