"""Names that a scenario may use are those its run has: held against what programs are compiled from."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tidegauge.clock import end_of_day
from tidegauge.errors import InvalidScenario
from tidegauge.reference import figures
from tidegauge.scenarios.compile import INPUTS, compile_scenario
from tidegauge.scenarios.names import draws, flows, refuse_unknown
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS
from tidegauge.scenarios.scenario import AssetPurchase, Flow, Horizon, Lapse, Levers, Noise, Opening, Scenario, Shock
from tidegauge.store import Store

ON = date(2025, 9, 30)
BOUGHT = AssetPurchase(start=ON, pace_usd=10**9, instrument="coupons")


def scenario(**said: Any) -> Scenario:
    """Return a scenario of a few days with what a test says."""
    return Scenario(name="mine", opening=Opening(on=ON), horizon=Horizon(days=3), **said)


def test_the_names_are_those_of_the_program_that_the_scenario_becomes() -> None:
    own = Flow(mix={"government_outlay": 1.0}, noise=Noise(sd_usd=10**9, shock="mood"))
    full = scenario(
        lapses=(Lapse(start=date(2025, 10, 1), days=2),),
        levers=Levers(asset_purchases=(BOUGHT,), reinvest_mbs_in_bills_from=date(2025, 10, 1)),
        switches={"margin_spiral": True},
        flows={"stipends": own},
    )
    frame = Store(figures.FOLDER).frame(INPUTS, as_of=end_of_day(ON))
    program = compile_scenario(full, frame).program
    assert set(flows(full)) == set(program.flow_names) - set(BEHAVIOURAL_FLOWS)
    assert set(draws(full)) == set(program.shocks.names)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (
            {"shocks": (Shock(on=ON, flow="paay", amount_usd=1),)},
            "shocks.0.flow: there is no flow called paay. Did you",
        ),
        ({"flows": {"carry_unwind": Flow()}}, "flows.carry_unwind: carry_unwind is the name of a flow that comes out"),
        ({"flows": {"stipends": Flow()}}, "flows.stipends: stipends is a flow of its own and needs a mix of events"),
        ({"correlation": {"pay.yen": 0.1}}, "correlation.pay.yen: nothing in this scenario draws yen"),
    ],
)
def test_a_name_that_the_run_does_not_have_is_refused_where_it_stands(said: Mapping[str, Any], refusal: str) -> None:
    with pytest.raises(InvalidScenario) as refused:
        refuse_unknown(scenario(**said), lambda path: "mine.toml:4")
    assert str(refused.value).startswith(f"mine.toml:4, {refusal}")


@pytest.mark.parametrize(
    ("said", "way_out"),
    [
        ({"flows": {"mine": Flow()}}, "Add one, such as: mix = { government_outlay = 1.0 }."),
        ({"flows": {"zzqq": Flow()}}, "The flows that need none are withheld_taxes, "),
        (
            {"shocks": (Shock(on=ON, flow="backlog_repaid", amount_usd=1),)},
            "The flows of this scenario are withheld_taxes, ",
        ),
        ({"correlation": {"outlays.pay": 0.1}}, "Did you mean other_outlays? This scenario draws sofr, "),
        ({"correlation": {"pay.zzqq": 0.1}}, "This scenario draws sofr, "),
    ],
)
def test_the_way_out_of_an_unknown_name_is_the_nearest_or_the_names_that_are_known(
    said: Mapping[str, Any], way_out: str
) -> None:
    with pytest.raises(InvalidScenario) as refused:
        refuse_unknown(scenario(**said), lambda path: "mine.toml:4")
    assert f" {way_out}" in str(refused.value)


def test_a_pair_is_quoted_as_it_was_written() -> None:
    with pytest.raises(InvalidScenario, match=r"correlation\.yen\.pay: "):
        refuse_unknown(scenario(correlation={"pay.yen": 0.1}), ".".join, {"yen.pay"})
