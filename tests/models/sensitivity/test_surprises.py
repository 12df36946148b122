"""A surprise is what last week and last year did not say, and nothing from later weeks."""

import numpy as np

from tidegauge.models.sensitivity.surprises import LEAST, YEAR, surprises


def test_what_repeats_every_year_is_no_surprise_and_what_does_not_is_one() -> None:
    rng = np.random.default_rng(1)
    season, news = np.tile(rng.normal(size=YEAR), 6), rng.normal(size=6 * YEAR) * 0.3
    seen = surprises(season + news)
    assert np.nanstd(seen[4 * YEAR :]) < 0.6 * np.std(season + news)


def test_nothing_later_changes_a_surprise() -> None:
    changes = np.random.default_rng(2).normal(size=260)
    before = surprises(changes)
    later = changes.copy()
    later[200:] = np.random.default_rng(3).permutation(later[200:]) * 50
    np.testing.assert_array_equal(surprises(later)[:200], before[:200])


def test_the_first_year_and_a_gap_have_no_surprise_instead_of_an_invented_one() -> None:
    changes = np.random.default_rng(4).normal(size=200)
    changes[150] = np.nan
    seen = surprises(changes)
    assert np.isnan(seen[: YEAR + LEAST]).all()
    assert np.isnan(seen[[150, 151]]).all() and np.isfinite(seen[152])
    assert np.isnan(surprises(changes[:40])).all()
