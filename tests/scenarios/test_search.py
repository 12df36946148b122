"""The search finds the edge between meeting and missing, from either side, and says how sure it is."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.errors import UnknownLever
from tidegauge.scenarios.scenario import Scenario
from tidegauge.scenarios.search import BILLION, LEVERS, Found, Reading, find_lever, meets, moved, search, wilson
from tidegauge.scenarios.target import parse_target

PURCHASES, RUN_OFF = LEVERS["reserve_purchases"], LEVERS["runoff_treasuries"]
RARE = parse_target("P(ever(reserves_usd < 2.7tn)) < 0.05")
HIGH = parse_target("median(reserves_usd) > 2.9tn at 60")
START = date(2025, 12, 1)


def exactly(value: float) -> Reading:
    return Reading(value, value, value)


@given(st.integers(1, 200))
def test_the_least_purchases_that_help_enough_are_found_to_the_step(edge: int) -> None:
    found = search(PURCHASES, RARE, lambda pace: exactly(0.01 if pace >= edge * BILLION else 0.2 - pace / 1e13))
    assert (found.best, found.effect) == (edge * BILLION, "helps")


@given(st.integers(0, 99))
def test_the_most_run_off_that_does_no_harm_is_found_to_the_step(edge: int) -> None:
    found = search(RUN_OFF, RARE, lambda pace: exactly(0.01 if pace <= edge * BILLION else 0.06 + pace / 1e13))
    assert (found.best, found.effect) == (edge * BILLION, "hurts")


def stopping(after: int) -> Callable[[int], Reading]:
    """Return a measurement that is interrupted at the next value after so many."""
    left = [after]

    def measure(pace: int) -> Reading:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return exactly(0.2 - pace / 1e13)

    return measure


def test_a_search_that_is_stopped_keeps_its_trials_and_has_no_answer_yet() -> None:
    found = search(PURCHASES, RARE, stopping(after=3))
    assert (found.is_whole, found.best, found.cautious, found.hopeful) == (False, None, None, None)
    assert [trial.value for trial in found.trials] == [0, 50 * BILLION, 100 * BILLION]
    with pytest.raises(KeyboardInterrupt):
        search(PURCHASES, RARE, stopping(after=0))


def test_nothing_is_needed_where_the_target_is_met_anyway_and_none_is_found_where_it_never_is() -> None:
    assert search(PURCHASES, RARE, lambda pace: exactly(0.0)) == Found(
        0, 0, 0, "nothing", search(PURCHASES, RARE, lambda pace: exactly(0.0)).trials
    )
    assert search(PURCHASES, RARE, lambda pace: exactly(0.9)).best is None


def test_a_target_met_in_the_middle_only_is_found_and_the_effect_says_both() -> None:
    found = search(PURCHASES, RARE, lambda pace: exactly(abs(pace - 100 * BILLION) / (1000 * BILLION)))
    assert (found.best, found.effect) == (51 * BILLION, "both")


def test_the_interval_of_the_probability_becomes_an_interval_of_the_policy() -> None:
    found = search(PURCHASES, RARE, lambda pace: wilson(max(0, 200 - 2 * (pace // BILLION)), 1000))
    assert found.hopeful is not None and found.best is not None and found.cautious is not None
    assert found.hopeful < found.best == 76 * BILLION < found.cautious
    assert [trial.value for trial in found.trials] == sorted({trial.value for trial in found.trials})


def test_a_level_is_met_above_its_threshold() -> None:
    reading = Reading(2.95e12, 2.89e12, 3.0e12)
    assert meets(HIGH, reading) == {"measured": True, "cautious": False, "hopeful": True}


def test_the_interval_of_a_probability_is_wilsons() -> None:
    assert wilson(0, 1000).low == 0.0
    assert wilson(0, 1000).high == pytest.approx(0.003827, abs=1e-6)  # z² / (n + z²)
    assert wilson(1000, 1000).high == 1.0


def test_every_lever_changes_its_own_policy_only() -> None:
    before = Scenario(name="a test")
    changed = {id_: moved(before, lever, lever.high, START).levers for id_, lever in LEVERS.items()}
    assert changed["reserve_purchases"].reserve_purchases[0].pace_usd == 200 * BILLION  # type: ignore[index]
    assert changed["runoff_mbs"].runoff_mbs[0].start == START  # type: ignore[index]
    assert changed["standing_repo"].standing_repo.over_upper_bp == 50  # type: ignore[union-attr]
    assert changed["cash_target"].treasury.cash_target[0].amount_usd == 1_500 * BILLION  # type: ignore[index]
    assert changed["reserve_purchases"].runoff_mbs is None


def test_an_unknown_lever_lists_those_there_are() -> None:
    with pytest.raises(UnknownLever, match="reserve_purchases"):
        find_lever("rates")
