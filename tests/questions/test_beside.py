"""A run beside the forecast of cash: said where it leaves the band, of the worst day, only of announced policy."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.questions.conftest import NOON

from tidegauge.clock import parse_moment
from tidegauge.errors import TooLittleHistory
from tidegauge.questions import beside, forecast
from tidegauge.questions.answer import Answer
from tidegauge.questions.beside import beside_forecast
from tidegauge.questions.desk import Desk
from tidegauge.questions.forecast import DayAhead
from tidegauge.questions.runs import Making, Simulation
from tidegauge.questions.simulate import simulate
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say

FEW = Making(paths=20, days=5)
DAYS = (date(2025, 11, 4), date(2025, 11, 5), date(2025, 11, 6))


@pytest.fixture(scope="module")
def run() -> Simulation:
    found: Simulation = simulate(Desk(environment={}), scenario="baseline", as_of=NOON, making=FEW, quick=True).answer
    return found


def ahead(*centres: float) -> list[DayAhead]:
    """Return days whose band is 10 bn on either side of a centre [bn]."""
    return [
        DayAhead(day, n, False, bn * 1e9, (bn - 10) * 1e9, (bn + 10) * 1e9, None, None, "", None, "USD", "", None)
        for n, (day, bn) in enumerate(zip(DAYS, centres, strict=True), 1)
    ]


def with_cash(run: Simulation, *medians: float) -> Simulation:
    """Return a run whose median cash is given [bn]."""
    return replace(run, days=DAYS, quantiles={"tga_usd": {50: [bn * 1e9 for bn in medians]}})


def test_within_the_band_there_is_nothing_to_say(run: Simulation) -> None:
    assert beside_forecast(with_cash(run, 805, 890, 910), ahead(800, 899, 900)) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_day_they_are_furthest_apart_is_named_with_both_figures(run: Simulation, lang: str) -> None:
    (found,) = beside_forecast(with_cash(run, 820, 631, 840), ahead(800, 823, 900))
    facts = found.detail.facts
    assert [facts[name].value for name in ("run", "forecast", "low", "high")] == [631e9, 823e9, 813e9, 833e9]
    assert facts["day"].on == DAYS[1]
    said = say(found.detail, lang)
    assert all(figure in said for figure in (["631", "823"] if lang == "en" else ["6,310", "8,230"]))


def test_only_a_run_of_announced_policy_as_it_stands_is_held_beside_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[datetime] = []

    def far(desk: Desk, *, as_of: datetime) -> Answer:
        asked.append(as_of)
        return Answer("forecast.tga", as_of, tuple(ahead(9_000, 9_000, 9_000)), {}, (), ())

    monkeypatch.setattr(beside.forecast, "tga", far)

    def checks(scenario: str, making: Making, *, quick: bool = False) -> set[str]:
        return {one.check for one in simulate(desk, scenario=scenario, as_of=NOON, making=making, quick=quick).findings}

    assert "run_beside_forecast" in checks("baseline", FEW)
    assert asked == [NOON]
    moved = replace(FEW, keys=("levers.treasury.rule=none",))
    assert "run_beside_forecast" not in checks("baseline", moved) | checks("no_rmp", FEW) | checks(
        "baseline", FEW, quick=True
    )
    assert asked == [NOON]


def test_where_no_forecast_can_be_made_the_run_stands_alone(desk: Desk) -> None:
    then = parse_moment("2019-09-16")
    with pytest.raises(TooLittleHistory):
        forecast.tga(desk, as_of=then)
    answer = simulate(desk, scenario="baseline", as_of=then, making=FEW)
    assert "run_beside_forecast" not in {one.check for one in answer.findings}
