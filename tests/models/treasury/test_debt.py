"""Net debt flows from the best figures a frame has, and the usual ones of each kind of settlement day."""

from collections.abc import Callable
from datetime import date

import numpy as np

from tidegauge.frame import Frame, Track
from tidegauge.models.treasury import settlement
from tidegauge.models.treasury.debt import BILL_WEEKS, net_debt, outlooks
from tidegauge.models.treasury.features import grid
from tidegauge.models.treasury.groups import DEBT

ORIGIN = date(2024, 5, 30)
DAYS = len(grid().dates)


def test_debt_lines_count_first_and_the_change_of_cash_less_the_expected_flow_after_they_stop(
    planted: Frame, known_on: Callable[..., Frame]
) -> None:
    exact = net_debt(planted, np.zeros(DAYS))
    stopped = {series: planted[series].between(date(2019, 1, 2), ORIGIN) for series in DEBT}
    implied = net_debt(Frame(planted.as_of, {**planted.tracks, **stopped}), np.full(DAYS, 3e9))
    place = grid().dates.index(date(2024, 6, 4))
    assert exact[place] == 10e9
    assert implied[: place - 3].tolist() == exact[: place - 3].tolist() or np.array_equal(
        implied[: place - 3], exact[: place - 3], equal_nan=True
    )
    cash: Track = planted["tga"]
    moved = (
        cash.values[np.searchsorted(cash.periods, grid().numbers[place])]
        - cash.values[np.searchsorted(cash.periods, grid().numbers[place]) - 1]
    )
    assert implied[place] == moved - 3e9


def test_the_usual_sale_is_the_median_of_four_weeks_so_that_one_odd_sale_does_not_set_it() -> None:
    tuesdays = np.flatnonzero(settlement.kinds() == 1)
    flow = np.zeros(DAYS)
    flow[tuesdays] = 10e9
    odd = tuesdays[30]
    flow[odd] = 90e9
    after = outlooks(flow, np.array([odd]))
    assert after.usual[0, 1] == 10e9
    assert after.latest[0, 1] == 90e9


def test_an_outlook_knows_nothing_after_its_day_and_says_nothing_before_enough_settlements() -> None:
    tuesdays = np.flatnonzero(settlement.kinds() == 1)
    flow = np.where(settlement.kinds() == 1, 10e9, 0.0)
    later = flow.copy()
    later[tuesdays[30] :] = -50e9
    places = np.array([tuesdays[BILL_WEEKS - 2], tuesdays[30] - 1])
    assert np.array_equal(outlooks(flow, places).usual, outlooks(later, places).usual, equal_nan=True)
    assert np.isnan(outlooks(flow, places).usual[0, 1])
