"""Hindsight through the public door: what is compared, what is refused, and that the opening looks at nothing later."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tidegauge.clock import parse_moment
from tidegauge.errors import InvalidMoment, MissingFigures, UnknownEpisode, UsageError
from tidegauge.questions.answer import envelope
from tidegauge.questions.desk import Desk
from tidegauge.questions.hindcast import Hindcast, _left_out, hindcast
from tidegauge.questions.runs import Making
from tidegauge.scenarios.hindcast.observed import LEFT_OUT, Wednesday

FEW = Making(paths=64, seed=7)
BILLION = 1_000_000_000


def found(desk: Desk, **said: object) -> Hindcast:
    answer = hindcast(desk, **said).answer  # type: ignore[arg-type]
    assert isinstance(answer, Hindcast)
    return answer


def test_the_stretch_of_the_issue_ends_within_2_bn_of_every_wednesday(desk: Desk) -> None:
    observed = found(desk, start=date(2025, 7, 2), end=date(2025, 11, 26)).observed
    assert observed is not None
    assert len(observed.wednesdays) == 22
    assert observed.largest_gap_usd < 2 * BILLION
    assert set(observed.largest_gap_without_usd) == {"other_liabilities", "other_deposits"}


def test_the_opening_is_what_was_known_that_evening(desk: Desk) -> None:
    assert found(desk, start=date(2025, 7, 2), end=date(2025, 7, 9)).wednesday == date(2025, 6, 25)
    assert found(desk, start=date(2025, 7, 3), end=date(2025, 7, 9)).wednesday == date(2025, 7, 2)


def test_an_as_of_inside_the_stretch_ends_the_comparison(desk: Desk) -> None:
    cut = found(desk, episode="rebuild_2025", as_of=parse_moment("2025-08-01"))
    assert cut.end == date(2025, 8, 1)
    assert cut.observed is not None and cut.observed.wednesdays[-1].on == date(2025, 7, 30)


def test_the_forecast_is_scored_on_every_variable(desk: Desk) -> None:
    foreseen = found(desk, start=date(2025, 12, 3), end=date(2026, 1, 14), flows="forecast", making=FEW).foreseen
    assert foreseen is not None
    assert [score.metric for score in foreseen.scores] == [
        "reserves_usd",
        "tga_usd",
        "on_rrp_usd",
        "sofr_iorb_bp",
        "srf_usd",
    ]
    for score in foreseen.scores:
        assert len(score.forecasts) == (6 if score.metric == "reserves_usd" else 28)
        assert score.loses == (score.error > score.error_no_change)
        assert all(list(forecast.quantiles) == sorted(forecast.quantiles) for forecast in score.forecasts)


def test_the_spike_of_september_2019_is_among_the_days_that_are_scored(desk: Desk) -> None:
    """It came on a Tuesday: bands judged on Wednesdays alone would never have met it."""
    foreseen = found(desk, episode="september_2019", flows="forecast", making=FEW).foreseen
    assert foreseen is not None
    (spread,) = (score for score in foreseen.scores if score.metric == "sofr_iorb_bp")
    (spike,) = (one for one in spread.forecasts if one.on == date(2019, 9, 17))
    assert spike.observed == 315
    assert not spike.quantiles[0] <= spike.observed <= spike.quantiles[-1]
    assert spread.coverage[0.9] < 1


def test_leaving_a_line_out_costs_what_the_wednesdays_show(desk: Desk) -> None:
    stretch = found(desk, start=date(2025, 7, 2), end=date(2025, 11, 26))
    deposits = next(one for one in stretch.left_out if one.line == "other_deposits")
    assert stretch.observed is not None
    gaps = {one.on: abs(one.without_usd["other_deposits"] - one.observed_usd) for one in stretch.observed.wednesdays}
    ranked = sorted(gaps.values(), reverse=True)
    assert (deposits.largest_on, deposits.largest_usd, deposits.next_usd) == (date(2025, 9, 24), *ranked[:2])
    assert (deposits.last_on, deposits.last_usd) == (date(2025, 11, 26), gaps[date(2025, 11, 26)])


def test_a_wednesday_without_every_figure_does_not_count_among_the_gaps() -> None:
    def wednesday(day: int, gap_bn: int, *unknown: str) -> Wednesday:
        without = dict.fromkeys(LEFT_OUT, (3000 + gap_bn) * BILLION)
        return Wednesday(date(2025, 12, day), 3_000 * BILLION, 3_000 * BILLION, 0, without, unknown)

    found = list(
        _left_out([wednesday(3, 12), wednesday(10, 40, "currency"), wednesday(17, 5), wednesday(24, 90, "tga")])
    )
    assert [one.line for one in found] == list(LEFT_OUT)
    assert {(one.largest_usd, one.next_usd, one.last_on.day, one.last_usd) for one in found} == {
        (12 * BILLION, 5 * BILLION, 17, 5 * BILLION)
    }


def test_a_forecast_says_how_much_rests_on_priors_and_whether_its_parameters_came_later(desk: Desk) -> None:
    told = found(desk, start=date(2025, 12, 3), end=date(2025, 12, 31), flows="forecast", making=FEW)
    assert told.fitted_later and told.priors is not None and told.foreseen is not None
    assert {one.metric for one in told.priors.shares} == {"reserves_usd", "sofr_iorb_bp"}
    spread = next(score for score in told.foreseen.scores if score.metric == "sofr_iorb_bp").forecasts
    highest = max(spread, key=lambda one: one.quantiles[2]).on
    assert next(one.on for one in told.priors.shares if one.metric == "sofr_iorb_bp") == highest
    driven = found(desk, start=date(2025, 12, 3), end=date(2025, 12, 31))
    assert driven.priors is None and not driven.fitted_later


def test_a_forecast_is_the_same_on_any_number_of_threads(desk: Desk) -> None:
    said = {"start": date(2025, 12, 3), "end": date(2025, 12, 17), "flows": "forecast"}
    assert found(desk, making=FEW, **said) == found(desk, making=replace(FEW, workers=1), **said)


def test_the_forecast_knows_nothing_of_what_came_after(desk: Desk) -> None:
    said = {"start": date(2025, 12, 3), "end": date(2025, 12, 17), "flows": "forecast", "making": FEW}
    early, late = (found(desk, as_of=parse_moment(moment), **said) for moment in ("2025-12-20", "2026-03-31"))
    assert early.foreseen is not None and late.foreseen is not None
    assert early.foreseen.scores[0].forecasts == late.foreseen.scores[0].forecasts


def test_an_answer_is_plain_json(desk: Desk) -> None:
    told = envelope(hindcast(desk, start=date(2025, 12, 3), end=date(2025, 12, 17)), "zh-Hant")
    assert json.loads(json.dumps(told, allow_nan=False))["answer"]["observed"]["wednesdays"][0]["on"] == "2025-12-03"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"start": date(2025, 7, 2)},
        {"episode": "rebuild_2025", "end": date(2025, 7, 2)},
        {"start": date(2025, 7, 2), "end": date(2025, 7, 2)},
        {"start": date(2025, 7, 4), "end": date(2025, 7, 6)},
        {"start": date(2019, 7, 2), "end": date(2025, 7, 2)},
    ],
)
def test_a_stretch_that_is_none_is_refused(desk: Desk, said: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        found(desk, **said)


def test_unknown_names_later_days_and_days_before_all_figures_are_refused(desk: Desk) -> None:
    with pytest.raises(UnknownEpisode):
        found(desk, episode="rebuild")
    with pytest.raises(InvalidMoment):
        found(desk, start=date(2026, 4, 1), end=date(2026, 4, 15))
    with pytest.raises(MissingFigures):
        found(desk, start=date(2017, 4, 5), end=date(2018, 4, 4))
