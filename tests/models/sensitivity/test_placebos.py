"""Pseudo-gauges keep the true ones' memory, know nothing of the returns, and are the same at every run."""

import numpy as np
from tests.models.sensitivity.conftest import Make

from tidegauge.models.sensitivity import placebos
from tidegauge.models.sensitivity.placebos import FAMILIES, FARTHEST_DATES, largest, outcome_weights


def test_random_walks_have_the_autocorrelation_of_the_gauges_and_their_company(make: Make) -> None:
    found = make(1, n=400)
    found.changes[:, 1] = found.changes[:, 0] + 0.1 * found.changes[:, 1]
    pseudo = placebos.Autoregression(found.drivers()).draw(np.random.default_rng(1), 200, 400)
    memory = np.mean([np.corrcoef(one[1:, 0], one[:-1, 0])[0, 1] for one in pseudo])
    company = np.mean([np.corrcoef(one[:, 0], one[:, 1])[0, 1] for one in pseudo])
    own = found.changes
    assert abs(memory - np.corrcoef(own[1:, 0], own[:-1, 0])[0, 1]) < 0.04
    assert company > 0.9


def test_the_same_seed_gives_the_same_placebos_whatever_their_number(make: Make) -> None:
    found = make(2)
    given = outcome_weights(found)
    few, many = (placebos.random_walks(found, given, draws=n).largest for n in (500, 700))
    np.testing.assert_array_equal(few, many[:500])


def test_a_planted_link_beats_nearly_all_placebos_and_none_does_not(make: Make) -> None:
    shares = []
    for effect in (1.6, 0.0):
        found = make(3, effect=effect)
        given = outcome_weights(found)
        seen = largest(placebos.observed(found, given))[0]
        walks, shifts = placebos.random_walks(found, given, draws=200), placebos.circular_shifts(found, given)
        shares.append([placebos.p_value(part.largest[:, 0], seen) for part in (walks, shifts)])
    assert max(shares[0]) < 0.05 < min(shares[1])


def test_a_link_shows_in_its_own_week_and_not_with_the_gauge_moved(make: Make) -> None:
    t = placebos.shifted_dates(make(4, effect=2.0))[:, 0, 0]
    assert int(np.abs(t).argmax()) == FARTHEST_DATES
    assert np.sum(np.abs(t) > 4) == 1


def test_the_largest_of_a_part_is_never_above_that_of_the_whole(make: Make) -> None:
    found = make(5)
    every = largest(placebos.observed(found, outcome_weights(found)))
    assert len(every) == 1 + len(FAMILIES)
    assert every[0] == every[1:].max()


def test_the_observed_value_counts_as_a_placebo_so_that_no_p_is_zero() -> None:
    assert placebos.p_value(np.zeros(99), 5.0) == 0.01
