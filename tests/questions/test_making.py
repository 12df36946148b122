"""A scenario made ready: whose opening holds, and that nothing later is read."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tidegauge.clock import end_of_day
from tidegauge.errors import InvalidMoment, InvalidScenario, UnknownScenario
from tidegauge.questions.desk import Desk
from tidegauge.questions.making import ready
from tidegauge.questions.runs import Making
from tidegauge.questions.scenarios import ScenarioCheck, check
from tidegauge.questions.simulate import simulate
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say

SHORT = Making(days=5)


def test_a_scenarios_own_opening_holds(desk: Desk) -> None:
    made = ready(desk, "shutdown_2025", None, SHORT)
    assert made.opening_on == date(2025, 9, 30)
    assert made.frame.as_of == end_of_day(date(2025, 9, 30))
    assert len(made.program.days.on) == 5


def test_an_as_of_moves_the_opening(desk: Desk) -> None:
    made = ready(desk, "shutdown_2025", end_of_day(date(2025, 12, 15)), SHORT)
    assert made.opening_on == date(2025, 12, 15)


def test_without_either_the_last_known_moment_is_the_opening(desk: Desk) -> None:
    assert ready(desk, "baseline", None, SHORT).opening_on == date(2026, 4, 1)


def test_nothing_known_later_is_read(desk: Desk) -> None:
    made = ready(desk, "shutdown_2025", None, SHORT)
    assert all(origin.known_at <= made.frame.as_of for origin in made.origins)


@pytest.mark.parametrize(
    ("name", "on", "is_said"),
    [
        ("baseline", date(2025, 12, 15), True),
        ("baseline", date(2025, 9, 30), False),
        ("foreign_official_selling", date(2025, 12, 15), False),  # watches no spread
    ],
)
def test_odds_of_a_high_spread_come_with_what_runs_of_that_opening_overdo(
    desk: Desk, name: str, on: date, is_said: bool
) -> None:
    made = ready(desk, name, end_of_day(on), SHORT)
    assert ("spread_overdone" in {one.check for one in made.findings}) is is_said


def test_what_a_call_sets_is_said_and_the_assumption_is_the_scenarios_own(desk: Desk) -> None:
    """Without its lapse a shutdown assumes one still, so the answer names what was taken out."""
    changed = replace(SHORT, paths=2, keys=("lapses=[]", "horizon.days = 5"))
    answer = simulate(desk, scenario="shutdown_2025", making=changed, quick=True)
    said = next(one for one in answer.findings if one.check == "keys_changed").detail
    assert say(said, "en").startswith("Changed for this call: lapses = [], horizon.days = 5.")
    assert say(answer.answer.headline[-1], "en").startswith("The scenario as written assumes: Appropriations lapse")
    assert all("lapses = []" in say(said, lang) for lang in LANGUAGES)
    assert not any(one.check == "keys_changed" for one in ready(desk, "shutdown_2025", None, SHORT).findings)


def test_an_opening_in_the_future_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidMoment, match="future"):
        ready(desk, "baseline", end_of_day(date(2090, 1, 2)), SHORT)


def test_priors_move_at_both_ends_and_the_scenario_does_not(desk: Desk) -> None:
    made = ready(desk, "shutdown_2025", None, SHORT)
    low, high = made.under("low"), made.under("high")
    assert low.parameters != made.program.parameters != high.parameters
    assert (low.chart.opening_usd == high.chart.opening_usd).all()


def test_keys_are_set_and_change_the_hash(desk: Desk) -> None:
    usual = ready(desk, "shutdown_2025", None, SHORT)
    changed = ready(desk, "shutdown_2025", None, Making(days=5, keys=("lapses.0.days=60",)))
    assert changed.scenario.lapses[0].days == 60
    assert usual.scenario_hash != changed.scenario_hash


def test_the_hash_is_that_of_the_check_whatever_the_call_says_beside_the_scenario(desk: Desk) -> None:
    checked = check(desk, file=Path("baseline")).answer
    assert isinstance(checked, ScenarioCheck)
    moved = ready(desk, "baseline", end_of_day(date(2025, 12, 15)), Making(days=9, seed=3))
    assert ready(desk, "baseline", None, SHORT).scenario_hash == moved.scenario_hash == checked.scenario.hash


@pytest.mark.parametrize(
    ("name", "keys", "error"),
    [("shutdon_2025", (), UnknownScenario), ("baseline", ("horizon.dais=3",), InvalidScenario)],
)
def test_what_cannot_be_found_or_set_is_named(desk: Desk, name: str, keys: tuple[str, ...], error: type) -> None:
    with pytest.raises(error):
        ready(desk, name, None, Making(keys=keys))
