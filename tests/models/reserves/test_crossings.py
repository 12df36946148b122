"""When a path crosses a line, as a distribution."""

import numpy as np

from tidegauge.models.base import LEVELS
from tidegauge.models.reserves.crossings import NEVER, crossing, error_paths
from tidegauge.models.rivals import RIVALS
from tidegauge.models.walk_forward import Table

DAYS = 20
SINKING = np.linspace(3.1, 2.9, DAYS)


def table(outcomes: dict[tuple[int, int], float]) -> Table:
    """Forecasts of 0 from some origins and horizons, with these outcomes; the day is origin + horizon."""
    keys = sorted(outcomes)
    origin, horizon = (np.array([key[part] for key in keys], np.int32) for part in (0, 1))
    zero = np.zeros(len(keys))
    return Table(
        origin, horizon.astype(np.int16), (origin + horizon).astype(np.int32), zero, zero + 1,
        np.zeros((len(keys), len(LEVELS))), np.zeros((len(keys), len(RIVALS))), np.array([outcomes[k] for k in keys]),
    )  # fmt: skip


def test_a_sure_path_crosses_on_its_day_and_a_line_it_never_meets_is_never_crossed() -> None:
    sure = np.zeros((50, DAYS))
    found = crossing(SINKING, sure, 3.0)
    assert found is not None
    assert set(found.horizon.tolist()) == {11}
    assert found.day_by(0.5) == 11
    never = crossing(SINKING, sure, 2.0)
    assert never is not None
    assert set(never.horizon.tolist()) == {NEVER}
    assert never.day_by(0.01) is None


def test_a_line_above_counts_when_it_is_asked_for() -> None:
    found = crossing(-SINKING, np.zeros((50, DAYS)), -3.0, falls=False)
    assert found is not None
    assert found.day_by(1.0) == 11


def test_a_path_that_crosses_and_comes_back_has_crossed() -> None:
    errors = np.zeros((50, DAYS))
    errors[:, 3] = -1.0
    found = crossing(np.full(DAYS, 3.05), errors, 3.0)
    assert found is not None
    assert found.share_by.tolist() == [0.0] * 3 + [1.0] * (DAYS - 3)


def test_errors_that_hang_together_cross_less_often_than_the_same_errors_drawn_day_by_day() -> None:
    draw = np.random.default_rng(11)
    together = np.repeat(draw.normal(size=(400, 1)), DAYS, axis=1)
    apart = draw.permuted(together, axis=0)
    whole, single = (crossing(np.full(DAYS, 3.0), errors, 2.0) for errors in (together, apart))
    assert whole is not None
    assert single is not None
    assert whole.share_by[-1] < 0.25 < 0.9 < single.share_by[-1]


def test_too_few_past_paths_give_no_distribution() -> None:
    assert crossing(SINKING, np.zeros((10, DAYS)), 3.0) is None


def test_error_paths_are_joined_between_figures_and_leave_out_what_is_not_known_yet() -> None:
    seen = table({(100, 5): 10.0, (100, 10): 20.0, (107, 5): 1.0, (107, 10): 2.0, (120, 5): 9.0, (120, 10): 9.0})
    paths = error_paths(seen, known_by=117)
    assert paths.shape == (2, 10)
    assert paths[0].tolist() == [2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0]


def test_an_origin_without_a_figure_near_the_end_gives_no_path() -> None:
    assert len(error_paths(table({(100, 5): 10.0, (100, 20): np.nan}), known_by=999)) == 0
