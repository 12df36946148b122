"""A search through the public door: it finds a policy, confirms it on fresh draws, and refuses what makes no sense."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tidegauge.clock import parse_moment
from tidegauge.errors import InvalidTarget, UnknownLever, UnknownScenario, UsageError
from tidegauge.questions import crew
from tidegauge.questions import search as policy
from tidegauge.questions.answer import envelope
from tidegauge.questions.desk import Desk
from tidegauge.questions.runs import Making
from tidegauge.questions.search import Search, find_policy

BILLION = 1_000_000_000
JANUARY = parse_moment("2026-01-14T23:59")
MAKING = Making(paths=200, days=20, seed=7)
NEVER = "q95(sofr_iorb_bp) < 500 at 20"
"""A target that is met anyway."""


def found(desk: Desk, lever: str, target: str, **said: object) -> Search:
    answer = find_policy(desk, scenario="baseline", lever=lever, target=target, making=MAKING, **said).answer  # type: ignore[arg-type]
    assert isinstance(answer, Search)
    return answer


def test_purchases_that_lift_reserves_are_found_and_confirmed_on_fresh_seeds(desk: Desk) -> None:
    free = found(desk, "reserve_purchases", "median(reserves_usd) > 1tn at 20")
    level = next(trial.reading.value for trial in free.trials if trial.value == 0)
    wanted = round(level / BILLION) + 40
    search = found(desk, "reserve_purchases", f"median(reserves_usd) > {wanted}bn at 20")
    assert search.effect == "helps"
    assert search.best is not None and 20 * BILLION <= search.best <= 80 * BILLION  # a month has some twenty days
    below = max(trial.value for trial in search.trials if not trial.meets["measured"])
    assert search.best - below == BILLION  # to the step
    assert len(search.fresh) == 3 and len({trial.reading.value for trial in search.fresh}) == 3
    assert set(search.under) == {"low", "high"}


def test_a_target_on_more_days_than_the_run_has_is_refused_and_not_called_met(desk: Desk) -> None:
    with pytest.raises(UsageError, match="looks 71 days ahead"):
        found(desk, "reserve_purchases", "P(days(sofr_iorb_bp > 10) > 70) < 0.1")


@pytest.mark.parametrize(("readings", "is_confirmed"), [((2, 5, 1), False), ((2, 5, 3), True), ((6, 1, 2), True)])
def test_fresh_draws_confirm_an_answer_only_if_together_they_meet_the_target(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, readings: tuple[int, ...], is_confirmed: bool
) -> None:
    def fresh(self: object, answer: policy.search.Found) -> tuple[policy.search.Trial, ...]:
        assert answer.best is not None
        tn = (policy.search.Reading(*[value * 1000.0 * BILLION] * 3) for value in readings)
        return tuple(policy.search.Trial(answer.best, reading, {}) for reading in tn)

    monkeypatch.setattr(policy._Runs, "fresh", fresh)
    assert found(desk, "reserve_purchases", "median(reserves_usd) > 2.7tn at 20").is_confirmed is is_confirmed


def test_fresh_draws_run_the_answer_as_a_search_on_their_own_seeds_would(desk: Desk) -> None:
    """A target that is met anyway is answered with nothing, which a search on the fresh seed measures too."""
    search = found(desk, "reserve_purchases", NEVER)
    for n, trial in enumerate(search.fresh, start=1):
        fresh = replace(MAKING, seed=MAKING.seed + n * policy.FRESH_STEP)
        again = find_policy(desk, scenario="baseline", lever="reserve_purchases", target=NEVER, making=fresh).answer
        assert trial.reading == again.reading != search.reading


def test_fresh_draws_run_the_answer_itself_and_not_a_smaller_policy(desk: Desk) -> None:
    free = found(desk, "reserve_purchases", "median(reserves_usd) > 1tn at 20").reading
    assert free is not None
    search = found(desk, "reserve_purchases", f"median(reserves_usd) > {round(free.value / BILLION) + 120}bn at 20")
    assert all(trial.value == search.best for trial in search.fresh)
    assert all(abs(trial.reading.value - free.value - 120 * BILLION) < 60 * BILLION for trial in search.fresh)


def test_priors_at_their_tighter_end_ask_for_more_policy_than_at_the_looser(desk: Desk) -> None:
    target = "P(days(sofr_iorb_bp > 10) > 5 in 20) < 0.1"
    under = found(desk, "reserve_purchases", target, as_of=JANUARY).under
    assert under["high"].best is None or (under["low"].best or 0) < under["high"].best


@pytest.mark.parametrize(("finished", "stopped_in"), [(3, "trials"), (5, "checks"), (7, "checks"), (9, "checks")])
def test_a_search_that_is_stopped_keeps_what_it_had_and_says_where_it_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, finished: int, stopped_in: str
) -> None:
    whole, left = crew.sample.draw, [finished]

    def stopping(*asked: Any, paths: int, **more: Any) -> object:
        left[0] -= 1
        return whole(*asked, paths=paths if left[0] >= 0 else paths // 2, **more)

    monkeypatch.setattr(crew.sample, "draw", stopping)
    search = found(desk, "reserve_purchases", NEVER)
    assert (search.stopped_in, search.is_partial, search.is_confirmed) == (
        stopped_in,
        True,
        True if finished >= 8 else None,
    )
    assert len(search.trials) == min(finished, 5) and len(search.fresh) == max(0, min(finished - 5, 3))
    assert (search.best, search.under) == (None if stopped_in == "trials" else 0, {})


def test_a_search_for_a_calm_spread_says_that_runs_of_such_an_opening_overdo_tension(desk: Desk) -> None:
    for target, times in ((NEVER, 1), ("median(reserves_usd) > 1tn at 20", 0)):
        said = find_policy(
            desk, scenario="foreign_official_selling", lever="runoff_mbs", target=target, as_of=JANUARY, making=MAKING
        )
        assert [one.check for one in said.findings].count("spread_overdone") == times


def test_run_off_is_answered_with_the_most_that_can_be_done(desk: Desk) -> None:
    free = found(desk, "runoff_mbs", "median(reserves_usd) > 1tn at 20")
    assert free.best == 0 and all(trial.meets["measured"] for trial in free.trials)
    level = next(trial.reading.value for trial in free.trials if trial.value == 0)
    search = found(desk, "runoff_mbs", f"median(reserves_usd) > {round(level / BILLION) - 10}bn at 20")
    assert search.effect == "hurts"
    assert search.best is not None and 0 < search.best < 35 * BILLION


def test_a_target_out_of_reach_has_no_answer(desk: Desk) -> None:
    search = found(desk, "reserve_purchases", "median(reserves_usd) > 9tn at 20")
    assert (search.best, search.fresh, search.is_confirmed, search.reading) == (None, (), None, None)
    assert search.closest is not None and search.closest.value == 200 * BILLION  # most purchases lift reserves most


def test_the_closest_miss_of_a_chance_is_the_one_least_on_the_wrong_side(desk: Desk) -> None:
    search = found(desk, "reserve_purchases", "P(ever(reserves_usd < 9tn) in 20) < 0.5")
    assert search.closest is not None
    assert search.closest.reading.value == min(trial.reading.value for trial in search.trials)
    assert found(desk, "runoff_mbs", "median(reserves_usd) > 1tn at 20").closest is None


def test_the_same_call_gives_the_same_answer_and_is_plain_json(desk: Desk) -> None:
    said = {"lever": "standing_repo", "target": "P(ever(sofr_iorb_bp > 25) in 20) < 0.5"}
    first, second = (find_policy(desk, scenario="baseline", making=MAKING, **said) for _ in range(2))
    assert first.answer == second.answer
    assert json.loads(json.dumps(envelope(first, "zh-Hans"), allow_nan=False))["answer"]["reading_unit"] == "share"


@pytest.mark.parametrize(
    ("lever", "target", "error"),
    [
        ("rates", "median(reserves_usd) > 1tn at 20", UnknownLever),
        ("runoff_mbs", "median(reserves_usd) > 1tn", InvalidTarget),
        ("runoff_mbs", "median(reserves_usd) > 1tn at 21", UsageError),
        ("runoff_mbs", "P(ever(tga_usd < 0) in 60) < 0.1", UsageError),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(desk: Desk, lever: str, target: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        found(desk, lever, target)


def test_an_unknown_scenario_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownScenario):
        find_policy(desk, scenario="bassline", lever="runoff_mbs", target="median(tga_usd) > 1tn at 1")


def test_what_is_announced_is_run_too_and_a_trial_replaces_it(desk: Desk) -> None:
    search = found(desk, "reserve_purchases", "median(reserves_usd) > 1tn at 20", as_of=JANUARY)
    assert search.standing_value == 40 * BILLION and search.standing is not None  # announced on 10 December 2025
    assert search.standing.meets
    readings = {trial.value: trial.reading.value for trial in search.trials}
    assert readings[0] < search.standing.reading.value < readings[50 * BILLION]


def test_cash_that_follows_a_path_is_left_on_it_without_a_single_value(desk: Desk) -> None:
    search = found(desk, "cash_target", "median(reserves_usd) > 9tn at 20")
    assert search.standing_value is None and search.standing is not None and not search.standing.meets
