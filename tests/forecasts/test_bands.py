"""Bands of a forecast come from kept errors: the kept band itself on a kept evening, nothing later, never invented."""

import numpy as np
import pytest

from tidegauge.forecasts import bands
from tidegauge.models.base import LEVELS, Forecast
from tidegauge.models.rivals import RIVALS
from tidegauge.models.walk_forward import Table

ORIGINS, HORIZONS = (100, 101), (1, 5)


@pytest.fixture
def table() -> Table:
    """Return two origins with two horizons; the band of the later one is twice as wide."""
    origin = np.repeat(np.array(ORIGINS, np.int32), 2)
    horizon = np.tile(np.array(HORIZONS, np.int16), 2)
    centre, scale = np.array([10.0, 20.0, 30.0, 40.0]), np.array([1.0, 2.0, 1.0, 2.0])
    width = np.array([1.0, 1.0, 2.0, 2.0])
    quantiles = centre[:, None] + (scale * width)[:, None] * np.linspace(-3, 2, len(LEVELS))
    rivals = np.zeros((4, len(RIVALS)))
    return Table(origin, horizon, origin + horizon.astype(np.int32), centre, scale, quantiles, rivals, centre)


def forecast(*scale: float) -> Forecast:
    """Return a forecast of as many days, centred on 40."""
    return Forecast(np.arange(len(scale), dtype=np.int32), np.full(len(scale), 40.0), np.array(scale))


def test_a_forecast_made_on_a_kept_evening_has_the_kept_band(table: Table) -> None:
    found = bands.around(forecast(1, 1, 1, 1, 2), bands.edges(table, 101))
    np.testing.assert_allclose(found[4], table.quantiles[3])


def test_an_evening_uses_no_band_that_was_kept_later(table: Table) -> None:
    kept = bands.edges(table, 100)
    assert kept is not None
    assert kept.origin == 100
    np.testing.assert_allclose(kept.distance[:, -1], [2.0, 2.0])


def test_a_day_between_kept_horizons_has_a_band_and_one_outside_has_none(table: Table) -> None:
    found = bands.around(forecast(1, 2, 3, 4, 5, 6), bands.edges(table, 101))
    np.testing.assert_allclose(found[2] - 40.0, 3 * 2 * np.linspace(-3, 2, len(LEVELS)))
    assert np.isnan(found[5]).all()


def test_before_the_first_kept_band_there_is_none(table: Table) -> None:
    assert bands.edges(table, 99) is None
    assert np.isnan(bands.around(forecast(1, 1), None)).all()


def test_a_forecast_without_a_band_is_passed_over(table: Table) -> None:
    blank = table._replace(quantiles=np.where(table.origin[:, None] == 101, np.nan, table.quantiles))
    kept = bands.edges(blank, 101)
    assert kept is not None
    assert kept.origin == 100
