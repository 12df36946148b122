"""Why reserves moved: each cause with the right sign, the parts adding up to the whole to the dollar."""

from datetime import UTC, date, datetime

import pytest
from tests.indicators.conftest import BEFORE, BN, WEDNESDAY, Wednesdays

from tidegauge.catalogue.series import find
from tidegauge.frame import Frame, track
from tidegauge.indicators.balance_sheet import ASSETS, LIABILITIES
from tidegauge.indicators.drain import ADDING, DRAINING, daily, weekly

MOMENT = datetime(2025, 11, 3, 22, tzinfo=UTC)


def effects(wednesdays: Wednesdays, **changed: int) -> dict[str, int]:
    """Return what each cause did to reserves, in billions."""
    week = weekly(wednesdays.frame(changed))
    assert week is not None
    return {cause.id: cause.reserves_usd // BN for cause in week.causes if cause.change_usd}


def test_a_fall_of_on_rrp_adds_to_reserves_dollar_for_dollar(wednesdays: Wednesdays) -> None:
    """Money funds take 100 bn out of ON RRP and it lands at the banks, other things equal."""
    assert effects(wednesdays, reverse_repos=-100, reserves=100) == {"on_rrp": 100}


def test_a_bill_purchase_of_the_fed_adds_to_reserves(wednesdays: Wednesdays) -> None:
    assert effects(wednesdays, treasuries_held=40, fed_assets=40, reserves=40) == {"treasuries_held": 40}


def test_a_rise_of_the_treasurys_cash_drains_reserves(wednesdays: Wednesdays) -> None:
    assert effects(wednesdays, tga_wednesday=79, reserves=-79) == {"tga_wednesday": -79}


def test_a_rise_of_the_foreign_pool_drains_reserves_and_leaves_on_rrp_alone(wednesdays: Wednesdays) -> None:
    changed = {"reverse_repos": 15, "foreign_repo_pool": 15, "reserves": -15}
    assert effects(wednesdays, **changed) == {"foreign_repo_pool": -15}


def test_every_line_is_on_one_side(wednesdays: Wednesdays) -> None:
    week = weekly(wednesdays.frame())
    assert week is not None
    assert {cause.id for cause in week.causes} == set(ADDING) | set(DRAINING)
    assert set(ADDING) & set(DRAINING) == set()


def test_the_causes_add_up_to_the_change_of_reserves_and_of_net_liquidity(wednesdays: Wednesdays) -> None:
    moved = {
        "fed_assets": -3, "treasuries_held": -5, "mbs_held": -4, "repos_outstanding": 7, "tga_wednesday": 79,
        "reverse_repos": 13, "foreign_repo_pool": -3, "currency": 1, "other_deposits": 4, "reserves": -102,
    }  # fmt: skip
    week = weekly(wednesdays.frame(moved))
    assert week is not None
    assert sum(cause.reserves_usd for cause in week.causes) == week.reserves_usd == -102 * BN
    assert sum(cause.net_liquidity_usd for cause in week.causes) == week.net_liquidity_usd == (-3 - 79 - 16) * BN
    assert [abs(cause.reserves_usd) for cause in week.causes] == sorted(
        (abs(cause.reserves_usd) for cause in week.causes), reverse=True
    )
    assert (week.start, week.end, week.missing) == (BEFORE, WEDNESDAY, ())


def test_net_liquidity_does_not_see_the_foreign_pool_or_currency(wednesdays: Wednesdays) -> None:
    week = weekly(wednesdays.frame({"reverse_repos": 15, "foreign_repo_pool": 15, "currency": 5, "reserves": -20}))
    assert week is not None
    assert (week.reserves_usd, week.net_liquidity_usd) == (-20 * BN, 0)


@pytest.mark.parametrize("line", ["currency", "tga_wednesday", "treasuries_held"])
def test_a_cause_that_is_not_known_is_named_and_not_taken_for_zero(wednesdays: Wednesdays, line: str) -> None:
    week = weekly(wednesdays.frame({"reserves": -10}, without=(line,)))
    assert week is not None
    assert line in week.missing
    assert line not in {cause.id for cause in week.causes}
    assert week.net_liquidity_usd == (None if line == "tga_wednesday" else 0)


def days(**levels: tuple[tuple[str, int], ...]) -> Frame:
    """Return daily series in billions."""
    tracks = {}
    for id_ in ("tga", "on_rrp", "srf"):
        points = [(date.fromisoformat(day), float(level * BN)) for day, level in levels.get(id_, ())]
        tracks[id_] = track(id_, find(id_).unit, points, MOMENT)
    return Frame(MOMENT, tracks)


def test_a_day_of_cash_says_what_it_did_and_that_reserves_are_not_known(wednesdays: Wednesdays) -> None:
    frame = days(
        tga=(("2025-10-30", 1_000), ("2025-10-31", 926)),
        on_rrp=(("2025-10-30", 20), ("2025-10-31", 52)),
        srf=(("2025-10-30", 0), ("2025-10-31", 50)),
    )
    found = daily(frame)
    assert found is not None
    assert {cause.id: cause.reserves_usd // BN for cause in found.causes} == {"tga": 74, "on_rrp": -32, "srf": 50}
    assert found.reserves_usd is None
    assert found.missing == ("reserves",)


def test_a_day_without_its_repo_figure_does_not_borrow_another_days() -> None:
    frame = days(tga=(("2025-10-30", 1_000), ("2025-10-31", 926)), srf=(("2025-10-30", 0),))
    found = daily(frame)
    assert found is not None
    assert found.missing == ("reserves", "on_rrp", "srf")
    assert daily(days(tga=(("2025-10-31", 926),))) is None
    assert daily(days()) is None


@pytest.mark.parametrize("line", ASSETS)
def test_a_rise_of_any_asset_adds_to_reserves(wednesdays: Wednesdays, line: str) -> None:
    assert effects(wednesdays, **{line: 7, "fed_assets": 7, "reserves": 7}) == {line: 7}


@pytest.mark.parametrize("line", [line for line in LIABILITIES if line not in ("reserves", "reverse_repos")])
def test_a_rise_of_any_other_liability_drains_reserves(wednesdays: Wednesdays, line: str) -> None:
    assert effects(wednesdays, **{line: 7, "reserves": -7}) == {line: -7}
