"""A rival's distribution is its own past errors as then known: nothing later moves it, and too few make none."""

import numpy as np
import pytest

from tidegauge.forecasts.rival_crps import PUBLISHED_AFTER_DAYS, rival_crps
from tidegauge.models.base import LEVELS
from tidegauge.models.conformal import ERRORS_LEAST
from tidegauge.models.rivals import RIVALS
from tidegauge.models.walk_forward import Table

DAYS = 600


def said(outcome: np.ndarray) -> Table:
    """Return forecasts of nil, one a day for the day after."""
    origin = np.arange(len(outcome), dtype=np.int32)
    nil = np.zeros(len(outcome))
    rivals = np.zeros((len(outcome), len(RIVALS)))
    bands = np.zeros((len(outcome), len(LEVELS)))
    return Table(origin, np.ones(len(origin), np.int16), origin + 1, nil, nil + 1, bands, rivals, outcome)


@pytest.fixture(scope="module")
def came() -> np.ndarray:
    """Outcomes from a standard normal."""
    return np.random.default_rng(1).normal(size=DAYS)


def test_normal_errors_give_about_the_crps_of_the_normal(came: np.ndarray) -> None:
    table = said(came)
    found = rival_crps(table, 0, table.origin[200:])
    assert found.mean() == pytest.approx(1 / np.sqrt(np.pi), rel=0.08)  # E CRPS of N(0, 1) under itself


def test_a_rival_that_is_sure_and_right_scores_better_than_its_absolute_error(came: np.ndarray) -> None:
    table = said(came)
    assert rival_crps(table, 0, table.origin[200:]).mean() < 0.8 * np.abs(came[200:]).mean()
    assert rival_crps(said(np.zeros(DAYS)), 0, table.origin[200:]).max() == 0


def test_what_came_within_a_week_before_an_origin_and_later_moves_nothing(came: np.ndarray) -> None:
    table, at = said(came), 300
    changed = came.copy()
    later = table.day > at - PUBLISHED_AFTER_DAYS
    changed[later & (table.origin != at)] = 1e6
    assert rival_crps(said(changed), 0, table.origin[[at]]) == rival_crps(table, 0, table.origin[[at]])
    changed[np.flatnonzero(~later)[-30:]] = 1e6
    assert rival_crps(said(changed), 0, table.origin[[at]]) > rival_crps(table, 0, table.origin[[at]])


def test_too_few_errors_make_no_distribution(came: np.ndarray) -> None:
    table = said(came)
    first = ERRORS_LEAST - 1 + PUBLISHED_AFTER_DAYS
    assert np.isnan(rival_crps(table, 0, table.origin)).tolist() == (table.origin <= first).tolist()
