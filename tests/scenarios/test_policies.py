"""Announced policy: a day knows what had been announced by its end, and nothing later."""

from datetime import date, timedelta

import pytest

from tidegauge.models.reserves.policy import announcements
from tidegauge.scenarios.policies import announced, debt_limit_room_usd, purchases_read
from tidegauge.scenarios.scenario import NEVER
from tidegauge.words.sentence import say

BN = 1_000_000_000


def test_the_end_of_run_off_is_known_from_the_day_it_was_announced() -> None:
    before, after = announced(date(2025, 10, 28)), announced(date(2025, 10, 29))
    assert before.runoff_treasuries is not None and before.runoff_treasuries[-1].pace_usd == 5 * BN
    assert after.runoff_treasuries is not None and after.runoff_treasuries[-1].start == date(2025, 12, 1)
    assert after.runoff_treasuries[-1].pace_usd == 0
    assert before.reinvest_mbs_in_bills_from == NEVER
    assert after.reinvest_mbs_in_bills_from == date(2025, 12, 1)


def test_reserve_management_purchases_are_not_foreseen() -> None:
    assert announced(date(2025, 12, 9)).reserve_purchases == ()
    pace, _ = announced(date(2025, 12, 10)).reserve_purchases or ()
    assert (pace.start, pace.pace_usd) == (date(2025, 12, 12), 40 * BN)


def test_purchases_do_not_go_on_at_the_raised_pace_without_end_and_a_run_says_what_of_that_is_read() -> None:
    """The statement of 10 December 2025 gives neither the day nor the pace after the rise of April."""
    raised, reduced = announced(date(2026, 3, 31)).reserve_purchases or ()
    assert date(2026, 4, 15) < reduced.start and reduced.pace_usd < 0.6 * raised.pace_usd
    (said,) = purchases_read(date(2026, 3, 31), date(2026, 7, 2), None)
    assert say(said.detail, "en").count("a prior") == 1
    assert purchases_read(date(2026, 3, 31), date(2026, 4, 14), None) == ()
    assert purchases_read(date(2026, 3, 31), date(2026, 7, 2), [raised]) == ()


def test_the_purchases_of_march_2020_end_those_of_bills() -> None:
    before, after = announced(date(2020, 3, 14)), announced(date(2020, 4, 1))
    assert before.reserve_purchases and not before.asset_purchases
    assert after.reserve_purchases == ()
    assert sum(3 * one.pace_usd for one in after.asset_purchases or ()) == pytest.approx(700 * BN, abs=3 * BN)


def test_the_taper_takes_15_bn_a_month_from_the_day_it_was_announced() -> None:
    paces: dict[date, int] = {}
    for one in announced(date(2021, 11, 20)).asset_purchases or ():
        paces[one.start] = paces.get(one.start, 0) + one.pace_usd // BN
    assert list(paces.values()) == [120, 105, 90, 75, 60, 45, 30, 15]
    assert len(announced(date(2021, 11, 2)).asset_purchases or ()) == 2


def test_a_later_borrowing_estimate_replaces_the_aim_for_the_same_quarter() -> None:
    aims = {aim.on: aim.amount_usd for aim in announced(date(2024, 7, 29)).treasury.cash_target or ()}
    assert aims[date(2024, 9, 30)] == 850 * BN and aims[date(2024, 12, 31)] == 700 * BN
    later = {aim.on: aim.amount_usd for aim in announced(date(2026, 2, 2)).treasury.cash_target or ()}
    assert later[date(2026, 3, 31)] == 850 * BN and later[date(2026, 6, 30)] == 900 * BN


def test_nothing_is_used_before_its_announcement() -> None:
    for said in announcements(date.max):
        assert said not in list(announcements(said.announced_on - timedelta(days=1)))
        assert said in list(announcements(said.announced_on))


def test_every_announcement_names_its_source_and_how_it_was_read() -> None:
    for said in announcements(date.max):
        assert said.source and said.mark in {"read", "recalled"} and said.sets


def test_the_debt_limit_leaves_room_only_for_extraordinary_measures_in_an_episode() -> None:
    assert debt_limit_room_usd(date(2023, 1, 19)) == 335 * BN
    assert 100 * BN < (debt_limit_room_usd(date(2023, 3, 1)) or 0) < 110 * BN  # measures are used first
    assert debt_limit_room_usd(date(2023, 6, 2)) == 80 * BN
    assert debt_limit_room_usd(date(2023, 6, 3)) is None
    assert debt_limit_room_usd(date(2025, 3, 31)) is not None
