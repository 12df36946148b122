"""Two scenarios on the same draws: exact differences, no luck between them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tidegauge.clock import end_of_day
from tidegauge.errors import UsageError
from tidegauge.questions import crew
from tidegauge.questions.compare import compare
from tidegauge.questions.desk import Desk
from tidegauge.questions.runs import Comparison, Making
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say

OPENING = end_of_day(date(2025, 9, 30))
SMALL = Making(paths=4, days=6, seed=3)


def asked(desk: Desk, a: str, b: str, making: Making = SMALL) -> Comparison:
    found = compare(desk, a=a, b=b, as_of=OPENING, making=making).answer
    assert isinstance(found, Comparison)
    return found


def test_a_scenario_does_not_differ_from_itself(desk: Desk) -> None:
    found = asked(desk, "baseline", "baseline")
    assert all(value == 0 for bands in found.difference.values() for line in bands.values() for value in line)
    assert found.a.quantiles == found.b.quantiles


def test_a_shutdown_lets_cash_pile_up_while_it_lasts_and_drains_reserves_by_as_much(desk: Desk) -> None:
    """Nobody knows how long a lapse lasts: the Treasury may not pay down bills out of what it has yet to hold back."""
    found = asked(desk, "baseline", "shutdown_2025", Making(paths=40, days=28, seed=3))
    cash, reserves = (found.difference[metric][50] for metric in ("tga_usd", "reserves_usd"))
    for day in (5, 10, 20, 28):
        assert reserves[day - 1] < 0 < cash[day - 1], day
    assert cash[19] > cash[4]


def test_the_other_way_round_turns_the_sign(desk: Desk) -> None:
    there, back = asked(desk, "baseline", "shutdown_2025"), asked(desk, "shutdown_2025", "baseline")
    forwards, backwards = (found.difference["reserves_usd"] for found in (there, back))
    assert forwards[5] == tuple(-value for value in backwards[95])


def test_what_two_scenarios_share_of_priors_cancels_in_their_difference(desk: Desk) -> None:
    same, apart = (asked(desk, "baseline", b, Making(paths=40, days=12, seed=3)) for b in ("baseline", "shutdown_2025"))
    assert [one.spread_share for one in same.priors.shares] == [0.0, 0.0]
    assert {one.metric: one.on for one in apart.priors.shares}["reserves_usd"] == apart.days[-1]
    assert any(one.spread_share > 0 for one in apart.priors.shares)


def test_a_condition_that_the_opening_meets_is_left_out(desk: Desk) -> None:
    found = asked(desk, "baseline", "shutdown_2025")  # ON RRP stood far below 100 bn on 30 September 2025
    assert "on_rrp_below_100bn" not in {one.id for one in found.odds}


def test_the_same_call_gives_the_same_answer(desk: Desk) -> None:
    assert asked(desk, "baseline", "rmp_40bn") == asked(desk, "baseline", "rmp_40bn")


@pytest.mark.parametrize(("finished", "paths"), [((8, 5), 5), ((8, 8, 4), 8), ((8, 8, 8, 8, 3), 8)])
def test_a_comparison_that_is_stopped_is_of_the_paths_that_both_have_finished(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, finished: tuple[int, ...], paths: int
) -> None:
    whole, left = crew.sample.draw, list(finished)

    def stopping(*asked: Any, **more: Any) -> object:
        return whole(*asked, **more | {"paths": left.pop(0)})

    eight = replace(SMALL, paths=8)
    monkeypatch.setattr(crew.sample, "draw", stopping)
    found = asked(desk, "baseline", "shutdown_2025", eight)
    monkeypatch.undo()
    assert (found.paths, found.paths_asked, found.priors, found.is_partial) == (paths, 8, None, True)
    assert f"stopped after {paths} of 8 paths" in say(found.headline[-1], "en")
    fewer = asked(desk, "baseline", "shutdown_2025", replace(SMALL, paths=paths))
    assert (found.difference, found.a.quantiles) == (fewer.difference, fewer.a.quantiles)
    assert not fewer.is_partial


def test_a_comparison_stopped_before_its_second_scenario_has_nothing_to_say(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = crew.sample.draw
    monkeypatch.setattr(crew.sample, "draw", lambda *asked, paths, **more: whole(*asked, paths=paths - 1, **more))
    with pytest.raises(KeyboardInterrupt):
        asked(desk, "baseline", "shutdown_2025")


def test_different_openings_need_an_as_of(desk: Desk) -> None:
    with pytest.raises(UsageError, match="open on different days"):
        compare(desk, a="baseline", b="shutdown_2025", making=SMALL)


def test_more_paths_than_can_be_held_are_refused(desk: Desk) -> None:
    with pytest.raises(UsageError, match="100,000"):
        compare(desk, a="baseline", b="rmp_40bn", making=Making(paths=100_001))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_finding_names_both(desk: Desk, lang: str) -> None:
    found = asked(desk, "baseline", "shutdown_2025")
    said = say(found.headline[0], lang)
    assert found.a.titles[lang] in said and found.b.titles[lang] in said


def test_each_condition_is_asked_once_though_one_horizon_is_a_day_longer(desk: Desk) -> None:
    found = asked(desk, "baseline", "shutdown_2025", Making(paths=40, seed=3))  # 65 and 66 business days
    conditions = [say(one.condition, "en") for one in found.odds]
    assert len(conditions) > 3 and len(conditions) == len(set(conditions))
    assert len(found.days) == 65 and not any("in 6" in condition for condition in conditions)
