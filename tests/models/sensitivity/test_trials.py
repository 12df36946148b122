"""The whole correction: a planted effect survives in its place and alone, and nothing survives where nothing is."""

import pytest
from tests.models.sensitivity.conftest import Make

from tidegauge.models.sensitivity import placebos, trials
from tidegauge.models.sensitivity.trials import Family, Trial
from tidegauge.models.sensitivity.weeks import Panel

DRAWS = 199


def judged(found: Panel) -> tuple[list[Trial], Family, list[Trial]]:
    given = placebos.outcome_weights(found)
    tried = trials.trials(found, draws=DRAWS)
    walks = placebos.random_walks(found, given, draws=DRAWS)
    whole = trials.families(tried, walks, placebos.circular_shifts(found, given))[0]
    return tried, whole, trials.surviving(tried, whole)


def test_a_planted_effect_is_found_where_it_was_planted_and_nowhere_else(make: Make) -> None:
    tried, _, surviving = judged(make(3, effect=2.2, asset=0, gauge=2))
    assert len(tried) == 208
    assert {(one.asset, one.gauge, one.timing) for one in surviving} == {("sp500", "tga", "same")}
    assert all(one.slope.low < 2.2 < one.slope.high for one in surviving)


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_where_nothing_is_planted_single_tests_find_something_and_the_family_does_not(make: Make, seed: int) -> None:
    tried, _, surviving = judged(make(seed))
    assert any(one.slope.p_value < 0.05 for one in tried)
    assert surviving == []


def test_one_correction_alone_is_not_enough() -> None:
    whole = Family("", "", 208, 5.0, 4.5, p_random_walks=0.01, p_circular_shifts=0.11)
    assert trials.surviving([], whole) == []
    one = object.__new__(Trial)
    object.__setattr__(one, "p_adjusted", 0.01)
    assert trials.surviving([one], whole) == []
    assert trials.surviving([one], Family("", "", 208, 5.0, 4.5, 0.01, 0.01)) == [one]


def test_the_story_gives_bitcoin_a_minus_on_treasury_cash_and_the_won_a_plus(make: Make) -> None:
    tried, _, _ = judged(make(4, n=200))
    signs = {(one.asset, one.gauge): one.story for one in tried}
    assert (signs["bitcoin", "tga"], signs["usdkrw", "tga"], signs["tlt", "tga"]) == (-1, 1, 0)
