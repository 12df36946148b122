"""Panels made by hand: gauges and returns that have nothing to do with each other, unless a test plants a link."""

from collections.abc import Callable

import numpy as np
import pytest

from tidegauge.frame import days
from tidegauge.models.sensitivity.weeks import ASSETS, COMPONENTS, FIRST, GAUGES, WEEK, Panel

Make = Callable[..., Panel]
VOLATILITY = np.array([2.3, 2.9, 3.2, 8.0, 11.0, 2.2, 0.8, 0.9, 1.9, 2.6, 2.7, 1.2, 1.1])  # % a week, about as they are
SHARED = 0.6  # correlation of returns


def made(seed: int, *, n: int = 300, effect: float = 0.0, asset: int = 0, gauge: int = 0) -> Panel:
    """Return a panel in which `effect` [% per unit] of a gauge's change stands in the same week's return of an asset.

    Changes have the variance of 100 bn² a week and some memory; returns are correlated across assets and fat-tailed.
    """
    rng = np.random.default_rng(seed)
    changes = rng.normal(size=(n, len(GAUGES))) * 0.6
    changes[1:] += 0.3 * changes[:-1]
    market = rng.standard_t(5, (n, 2, 1))
    returns = VOLATILITY * (np.sqrt(SHARED) * market + np.sqrt(1 - SHARED) * rng.standard_t(5, (n, 2, len(ASSETS))))
    same, following = returns[:, 0], returns[:, 1]
    same[:, asset] += effect * changes[:, gauge]
    weeks = (days(FIRST) + WEEK * np.arange(n)).astype(np.int32)
    parts = rng.normal(size=(n, len(COMPONENTS)))
    prices = np.cumsum(same, axis=0)
    return Panel(weeks, np.cumsum(changes, axis=0), changes, changes.copy(), parts, same, following, prices, ())


@pytest.fixture
def make() -> Make:
    """Return the maker of panels."""
    return made
