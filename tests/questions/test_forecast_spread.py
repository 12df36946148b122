"""The question of the spreads: a rate a name, the odds the evening before what came, and the proxy called a proxy."""

from datetime import date

import pytest

from tidegauge.clock import parse_moment
from tidegauge.forecasts import registry
from tidegauge.models.spreads import slope
from tidegauge.questions.answer import Answer, envelope
from tidegauge.questions.desk import Desk
from tidegauge.questions.forecast_spread import SpreadDay, spread


def first(answer: Answer) -> SpreadDay:
    """Return the first day ahead."""
    found: SpreadDay = next(row for row in answer.answer if row.horizon == 1)
    return found


def test_the_day_before_a_month_end_under_strain_a_spike_is_far_likelier_than_its_base_rate(desk: Desk) -> None:
    """31 October 2025 came at 32 bp; the middle of April 2025, with taxes due, was calm."""
    before = {row.horizon: row for row in spread(desk, horizon=20, as_of=parse_moment("2025-10-30")).answer}
    calm = {row.horizon: row for row in spread(desk, horizon=20, as_of=parse_moment("2025-04-14")).answer}
    assert [n for n, row in before.items() if row.spike_probability is not None] == [1, 5, 20]
    for found, is_strained in ((before[1], True), (calm[1], False)):
        assert found.spike_probability is not None
        assert found.spike_base_rate is not None
        assert (found.spike_probability > 5 * found.spike_base_rate) == is_strained


@pytest.mark.parametrize(
    ("evening", "least", "most"), [("2025-10-30", 0.8, 1), ("2026-02-13", 0.2, 0.4), ("2025-09-12", 0, 0.2)]
)
def test_the_odds_of_standing_repo_are_those_of_the_evening_before(
    desk: Desk, evening: str, least: float, most: float
) -> None:
    """31 October 2025 lent 50.4 bn; 17 February 2026 30.5 bn, hardly warned of; 15 September 2025 1.5 bn, missed."""
    row = first(spread(desk, horizon=2, as_of=parse_moment(evening)))
    assert row.standing_repo is not None
    assert least < row.standing_repo.probability < most
    assert row.standing_repo.base_rate < row.standing_repo.probability
    assert row.standing_repo.skill_low < row.standing_repo.brier_skill < row.standing_repo.skill_high


def test_a_moment_within_a_day_asks_for_the_day_that_has_begun(desk: Desk) -> None:
    moments = ("2026-02-17T06:00-05:00", "2026-02-13")
    morning, evening = (first(spread(desk, horizon=1, as_of=parse_moment(moment))) for moment in moments)
    assert morning.date == evening.date == date(2026, 2, 17)
    assert morning.standing_repo is not None
    assert evening.standing_repo is not None
    assert morning.standing_repo.probability == pytest.approx(evening.standing_repo.probability, abs=0.01)


def test_before_there_is_anything_to_learn_from_odds_and_slope_are_missing_and_said_to_be(desk: Desk) -> None:
    answer = spread(desk, horizon=1, as_of=parse_moment("2019-09-16"))
    assert first(answer).standing_repo is None
    assert first(answer).slope is None
    assert {"standing_repo_without_odds", "slope_without_weeks"} <= {finding.check for finding in answer.findings}


def test_the_slope_has_an_error_and_stands_on_the_first_day_alone(desk: Desk) -> None:
    answer = spread(desk, horizon=3, as_of=parse_moment("2025-10-30"))
    found = first(answer).slope
    assert found is not None
    assert found.low < found.slope < found.high
    assert found.high - found.low == pytest.approx(2 * 1.645 * found.se, abs=1e-3)
    assert found.weeks == slope.WINDOW_WEEKS
    assert [row.slope is None for row in answer.answer if row.horizon != 1] == [True] * (len(answer.answer) - 1)


@pytest.mark.parametrize("rate", registry.SPREADS)
def test_each_rate_is_forecast_by_its_own_model_with_bands_and_only_sofr_has_spikes(desk: Desk, rate: str) -> None:
    rows = envelope(spread(desk, rate=rate, horizon=5, as_of=parse_moment("2026-02-13")), "en")["answer"]
    assert {row["model"] for row in rows} == {f"{rate}_spread"}
    assert all(row["low_95"] <= row["low_80"] <= row["high_80"] <= row["high_95"] for row in rows if row["horizon"] > 0)
    assert any(row["spike_probability"] is not None for row in rows) == (rate == "sofr")


def test_of_effr_it_is_said_that_nothing_beats_its_last_value_and_its_forecast_is_that(desk: Desk) -> None:
    answer = spread(desk, rate="effr", horizon=5, as_of=parse_moment("2025-11-14"))
    assert "effr_no_better" in {finding.check for finding in answer.findings}
    assert all(row.value == row.rival_value for row in answer.answer)
    assert {row.measured.verdict for row in answer.answer if row.measured} == {"equals"}
