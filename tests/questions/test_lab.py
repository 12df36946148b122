"""Levers stand where the scenario has them, and moved they say in its language what they are called."""

from datetime import date

import pytest
from tests.questions.conftest import NOON

from tidegauge.errors import ContradictoryLevers, UsageError
from tidegauge.questions import lab
from tidegauge.questions.lab import Lever
from tidegauge.questions.pasted import Pasted
from tidegauge.scenarios import canon, library
from tidegauge.scenarios.scenario import Scenario


def standing(scenario: str | Pasted) -> dict[str, Lever]:
    return {lever.id: lever for lever in lab.levers(scenario, as_of=None, latest=NOON)}


def pulled(scenario: str, **values: float) -> Scenario:
    levers = lab.levers(scenario, as_of=None, latest=NOON)
    moved = {id_.replace("flow_", "flow-", 1): value for id_, value in values.items()}
    return library.find(scenario, lab.keys(levers, moved))


@pytest.mark.parametrize("name", library.names())
def test_every_lever_of_every_scenario_can_be_moved_and_what_it_says_is_the_language(name: str) -> None:
    scenario = library.read(name)
    for lever in standing(name).values():
        assert lever.low <= lever.value <= lever.high
        assert (lever.value - lever.low) / lever.step == pytest.approx(round((lever.value - lever.low) / lever.step))
        for value in (lever.low, lever.high):
            if value != lever.value:
                assert canon.identity(library.changed(scenario, lever.says(value))) != canon.identity(scenario), (
                    lever.id
                )


@pytest.mark.parametrize("name", library.names())
def test_a_lever_of_the_scenarios_own_put_back_where_it_stood_changes_nothing(name: str) -> None:
    scenario = library.read(name)
    own = [lever for lever in standing(name).values() if lever.flow or lever.id == "days"]
    own += [standing(name)["shutdown"]] if scenario.lapses else []
    own += [standing(name)["qe"]] if scenario.levers.asset_purchases else []
    assert own
    for lever in own:
        assert canon.identity(library.changed(scenario, lever.says(lever.value))) == canon.identity(scenario), lever.id


def test_what_the_scenario_leaves_to_policy_stands_as_announced_by_its_opening() -> None:
    before, after = standing("shutdown_2025"), standing("rmp_40bn")
    assert (before["rmp"].value, before["runoff"].value) == (0, 5)
    assert (after["rmp"].value, after["runoff"].value) == (40, 0)
    assert before["tga"].value == 850


def test_an_as_of_moves_the_opening_and_with_it_the_days_that_levers_name() -> None:
    levers = lab.levers("shutdown_2025", as_of=NOON, latest=NOON)
    (rates,) = [lever for lever in levers if lever.id == "rates"]
    assert rates.says(-25) == ("levers.rates.0={ on = 2025-11-04, change_bp = -25 }",)


def test_moved_levers_say_what_they_are_called() -> None:
    assert [step.pace_usd for step in pulled("rmp_40bn", rmp=60).levers.reserve_purchases or ()] == [60 * 10**9]
    assert (pulled("shutdown_2025", tga=600).levers.treasury.cash_target or ())[0].amount_usd == 600 * 10**9
    assert pulled("shutdown_2025", shutdown=60).lapses[0].days == 60
    assert pulled("baseline", shutdown=20).lapses[0].start == date(2025, 11, 4)
    assert (pulled("qt_to_rmp", rates=-50).levers.rates or ())[-1].on == date(2025, 12, 12)
    assert pulled("baseline", cash=-5).flows["extra_cash"].amounts[0].amount_usd == -5 * 10**9
    assert pulled("baseline", days=30).horizon.days == 30
    assert [step.pace_usd for step in pulled("qt_to_rmp", runoff=10).levers.runoff_treasuries or ()] == [
        5 * 10**9,
        10 * 10**9,
    ]


def test_a_flow_named_after_another_moves_with_it() -> None:
    before, after = library.find("stablecoin_boom").flows, pulled("stablecoin_boom", flow_mint=8).flows
    for name in ("mint", "mint_reserves"):
        assert after[name].amounts[0].amount_usd == 2 * before[name].amounts[0].amount_usd
    assert "flow-mint_reserves" not in standing("stablecoin_boom")


def test_flows_of_many_amounts_and_factors_move_in_proportion() -> None:
    before = library.find("foreign_official_selling").flows["foreign_official_sales"].amounts
    after = pulled("foreign_official_selling", flow_foreign_official_sales=50).flows["foreign_official_sales"].amounts
    assert [2 * one.amount_usd for one in after] == [one.amount_usd for one in before]
    assert pulled("ai_bust", flow_corporate_taxes=50).flows["corporate_taxes"].scale == pytest.approx(0.45)


def test_purchases_of_several_kinds_keep_their_proportion() -> None:
    paces = [one.pace_usd for one in pulled("qe_small", qe=60).levers.asset_purchases or ()]
    assert paces == [40 * 10**9, 20 * 10**9]


def test_levers_that_contradict_each_other_are_refused_by_the_scenario_itself() -> None:
    with pytest.raises(ContradictoryLevers):
        pulled("qe_small", runoff=20)


def test_a_treasury_that_only_rolls_bills_over_has_no_aim_to_move() -> None:
    assert "tga" not in standing("qe_small")


@pytest.mark.parametrize("said", ["101", "-1", "nan", "inf", "1e400", "forty", "４０", "1_0", "0x10", "9" * 400, "<b>"])
def test_what_is_no_number_between_the_ends_is_refused_with_the_ends(said: str) -> None:
    with pytest.raises(UsageError, match=r"rmp = .* is no number from 0 to 100"):
        lab.moved(tuple(standing("baseline").values()), {"rmp": said})


def test_what_is_not_said_or_stands_where_it_stood_is_not_moved() -> None:
    said = {"rmp": "", "tga": "850", "days": "65", "shutdown": "10", "lang": "en", "flow-none": "3"}
    assert lab.moved(tuple(standing("baseline").values()), said) == {"shutdown": 10}


def test_pasted_text_has_levers_too() -> None:
    mine = Pasted("mine.toml", '[levers]\nreserve_purchases = [{ from = 2026-01-05, pace = "33bn" }]')
    assert standing(mine)["rmp"].value == 33
