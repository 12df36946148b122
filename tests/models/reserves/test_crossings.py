"""When a path first falls below a line, as a distribution."""

import numpy as np
import pytest

from tidegauge.models.base import LEVELS
from tidegauge.models.reserves.crossings import PATHS_LEAST, error_paths, shares_below
from tidegauge.models.rivals import RIVALS
from tidegauge.models.walk_forward import Table

DAYS = 20
SINKING = np.linspace(3.1, 2.9, DAYS)
LATER = 10**6


def table(outcomes: dict[tuple[int, int], float]) -> Table:
    """Forecasts of 0 from some origins and horizons, with these outcomes; the day is origin + horizon."""
    keys = sorted(outcomes)
    origin, horizon = (np.array([key[part] for key in keys], np.int32) for part in (0, 1))
    zero = np.zeros(len(keys))
    return Table(
        origin, horizon.astype(np.int16), (origin + horizon).astype(np.int32), zero, zero + 1,
        np.zeros((len(keys), len(LEVELS))), np.zeros((len(keys), len(RIVALS))), np.array([outcomes[k] for k in keys]),
    )  # fmt: skip


def like(path: dict[int, float], count: int, first: int = 100) -> dict[tuple[int, int], float]:
    """The same outcomes by horizon from some origins, a week apart."""
    return {(first + 7 * n, horizon): error for n in range(count) for horizon, error in path.items()}


def test_a_sure_path_crosses_on_its_day_and_stays_crossed_and_a_line_it_never_meets_is_never_crossed() -> None:
    sure = np.zeros((50, DAYS))
    assert shares_below(SINKING, sure, 3.0).tolist() == [0.0] * 10 + [1.0] * 10
    assert not shares_below(SINKING, sure, 2.0).any()


def test_a_path_that_crosses_and_comes_back_has_crossed() -> None:
    errors = np.zeros((50, DAYS))
    errors[:, 3] = -1.0
    assert shares_below(np.full(DAYS, 3.05), errors, 3.0).tolist() == [0.0] * 3 + [1.0] * (DAYS - 3)


def test_errors_that_hang_together_cross_less_often_than_the_same_errors_drawn_day_by_day() -> None:
    draw = np.random.default_rng(11)
    together = np.repeat(draw.normal(size=(400, 1)), DAYS, axis=1)
    whole, single = (
        shares_below(np.full(DAYS, 3.0), errors, 2.0)[-1] for errors in (together, draw.permuted(together, axis=0))
    )
    assert whole < 0.25 < 0.9 < single


def test_error_paths_are_joined_between_figures_and_read_nothing_that_was_not_known_yet() -> None:
    seen = table(like({5: 10.0, 10: 20.0}, PATHS_LEAST) | {(900, 5): 9.0, (900, 10): 9.0})
    paths = error_paths(seen, known_by=905, longest=10)
    assert paths.shape == (PATHS_LEAST + 1, 10)
    assert paths[0].tolist() == [2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0]
    assert paths[-1].max() == 9.0
    assert len(error_paths(seen, known_by=899, longest=10)) == PATHS_LEAST


def test_a_path_is_cut_to_what_enough_origins_reach() -> None:
    seen = table(like({5: 1.0, 40: 1.0}, PATHS_LEAST - 1) | like({5: 1.0, 20: 1.0}, 5, first=5_000))
    assert error_paths(seen, LATER, 40).shape == (PATHS_LEAST + 4, 25)
    assert error_paths(seen, LATER, 10).shape == (PATHS_LEAST + 4, 10)


@pytest.mark.parametrize("path", [{20: 1.0}, {5: 1.0, 20: np.nan}])
def test_an_origin_without_a_figure_near_either_end_gives_no_path(path: dict[int, float]) -> None:
    others = like({5: 1.0, 20: 1.0}, PATHS_LEAST, first=5_000)
    assert len(error_paths(table(like(path, 10) | others), LATER, 20)) == PATHS_LEAST


def test_too_few_past_paths_give_none() -> None:
    assert len(error_paths(table(like({5: 1.0, 20: 1.0}, PATHS_LEAST - 1)), LATER, 20)) == 0
    assert len(error_paths(table(like({5: 1.0}, 1)).rows(np.zeros(1, bool)), LATER, 20)) == 0
