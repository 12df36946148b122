"""The forecast of Treasury cash: planted truths, its conditional run, what it keeps from looking at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, micros
from tidegauge.models.base import as_of_origin, business_days_after
from tidegauge.models.treasury.cash import (
    DRIVERS,
    STEPS,
    STOCK_AFTER,
    FittedTreasuryCash,
    TreasuryCash,
    drivers,
    robust_ridge,
)
from tidegauge.models.treasury.debt import outlooks
from tidegauge.models.treasury.features import grid
from tidegauge.models.treasury.given_debt import CashGivenDebt
from tidegauge.models.treasury.groups import DEBT, DEBT_STOCK
from tidegauge.models.treasury.rehearsal import rehearse

Cut = Callable[..., Frame]
ORIGIN = date(2024, 5, 30)
AHEAD = business_days_after(ORIGIN, 65)


@pytest.fixture(scope="module")
def fitted(planted: Frame, known_on: Cut) -> FittedTreasuryCash:
    """The cash model fitted to the made-up Treasury at the origin."""
    return TreasuryCash().fit(known_on(planted, ORIGIN))


def scaled(frame: Frame, after: date) -> Frame:
    """Return a frame whose rows not yet known at the end of a day are doubled."""
    tracks = {}
    for series, track in frame.tracks.items():
        values = np.where(track.known_at > micros(as_of_origin(after)), 2 * track.values, track.values)
        tracks[series] = replace(track, values=values)
    return Frame(frame.as_of, tracks)


def truth(planted: Frame) -> np.ndarray:
    """The balances that came."""
    return np.array([point.value for day in AHEAD if (point := planted["tga"].at(day))])


def test_the_cash_of_a_treasury_that_sells_as_usual_is_forecast_within_a_few_billions(
    fitted: FittedTreasuryCash, planted: Frame, known_on: Cut
) -> None:
    said = fitted.predict(known_on(planted, ORIGIN), AHEAD)
    came = truth(planted)
    assert np.abs(said.centre - came)[:20].max() < 15e9
    assert np.ptp(came[:20]) > 50e9
    assert (np.diff(said.scale) >= 0).all()


def test_a_day_whose_balance_is_out_is_said_as_it_was_published(
    fitted: FittedTreasuryCash, planted: Frame, known_on: Cut
) -> None:
    """Reserves of last week are worked out from the Treasury's cash of last week, never from that of a later season."""
    known = known_on(planted, ORIGIN)
    last = known.latest("tga")
    assert last is not None
    week = [date(2024, 5, 22), date(2024, 5, 23), date(2024, 5, 24), last.period]
    said = fitted.predict(known, week)
    assert said.centre.tolist() == [point.value for day in week if (point := known["tga"].at(day))]
    assert (said.scale > 0).all()


def test_bills_that_settle_twice_a_week_carry_their_net_sale_into_the_balance(
    fitted: FittedTreasuryCash, planted: Frame, known_on: Cut
) -> None:
    known = known_on(planted, ORIGIN)
    tripled = planted["dts_debt_issues"].values + 20e9 * (planted["dts_debt_issues"].values > 100e9)
    issues = planted["dts_debt_issues"]
    more = replace(issues, values=tripled)
    sold = fitted.predict(known_on(Frame(planted.as_of, {**planted.tracks, "dts_debt_issues": more}), ORIGIN), AHEAD)
    extra = sold.centre - fitted.predict(known, AHEAD).centre
    assert extra[4] > 5e9
    assert extra[14] > extra[4]


def test_given_the_debt_flows_to_come_only_the_flow_forecast_errs(planted: Frame, known_on: Cut) -> None:
    known = known_on(planted, ORIGIN)
    given = CashGivenDebt(planted).fit(known)
    said = given.predict(known, AHEAD)
    assert np.abs(said.centre - truth(planted))[:20].max() < 10e9
    blind = CashGivenDebt(known).fit(known).predict(known, AHEAD)
    assert np.isnan(blind.centre).all()  # without published debt flows the condition says nothing


def test_rehearsals_see_only_what_was_known_on_their_day(planted: Frame, known_on: Cut) -> None:
    now, shaken_on = date(2022, 3, 1), date(2021, 12, 1)
    plain = rehearse(known_on(planted, now), 30)
    odd = rehearse(known_on(scaled(planted, shaken_on), now), 30)
    before = plain.places < plain.places[-1] - 70
    assert (np.diff(plain.places) > 0).all()  # each asks from a balance of its own
    assert before.sum() > 10
    assert np.array_equal(plain.places, odd.places)
    assert np.array_equal(plain.paths[before], odd.paths[before])
    assert not np.array_equal(plain.paths[-1], odd.paths[-1])


def test_when_the_statement_stops_but_the_balance_goes_on_so_does_the_forecast(
    fitted: FittedTreasuryCash, planted: Frame, known_on: Cut
) -> None:
    stop = date(2024, 1, 31)
    stopped = known_on(planted, stop).tracks
    frame = known_on(planted, ORIGIN)
    silent = Frame(frame.as_of, {**stopped, "tga": frame["tga"]})
    said = fitted.predict(silent, AHEAD)
    assert np.isfinite(said.centre).all()
    assert np.abs(said.centre - truth(planted))[:20].max() < 40e9
    assert not any(series in DEBT and silent[series].at(date(2024, 2, 6)) for series in silent.tracks)


def test_a_balance_that_is_months_old_leaves_later_days_open(
    fitted: FittedTreasuryCash, planted: Frame, known_on: Cut
) -> None:
    old = known_on(planted, date(2024, 3, 28))
    said = fitted.predict(Frame(known_on(planted, ORIGIN).as_of, old.tracks), AHEAD)
    assert np.isfinite(said.centre[0])
    assert np.isnan(said.centre[-1])


def test_too_little_history_is_refused_in_a_sentence(planted: Frame, known_on: Cut) -> None:
    with pytest.raises(TooLittleHistory):
        TreasuryCash().fit(known_on(planted, date(2021, 8, 2)))


def test_weights_follow_the_many_and_not_one_wild_month() -> None:
    draw = np.random.default_rng(5)
    rows = draw.normal(size=(800, len(DRIVERS)))
    aim = rows @ np.linspace(0.2, 0.7, len(DRIVERS)) + 0.1 * draw.normal(size=800)
    aim[:20] += 50.0
    found = robust_ridge(rows, aim, 1)
    assert found == pytest.approx(np.linspace(0.2, 0.7, len(DRIVERS)), abs=0.05)


def test_a_driver_that_never_moves_gets_no_weight() -> None:
    rows = np.random.default_rng(5).normal(size=(400, len(DRIVERS)))
    rows[:, 2] = 0.0
    assert robust_ridge(rows, rows @ np.ones(len(DRIVERS)), 1)[2] == pytest.approx(0.0)


def test_the_further_ahead_the_less_the_same_rows_say() -> None:
    rows = np.random.default_rng(5).normal(size=(400, len(DRIVERS)))
    near, month, quarter = (robust_ridge(rows, rows @ np.ones(len(DRIVERS)), step) for step in (1, 20, 65))
    assert (near > month).all() and (month > quarter).all()
    assert (quarter > 0.8).all()


def test_announced_cash_above_the_balance_is_a_driver_that_reads_no_later_balance() -> None:
    places = np.array([grid().dates.index(date(2025, 11, 20))])
    cash = np.full(len(grid().dates), 700e9)
    odd = cash.copy()
    odd[places[0] + 1 :] = 5e12
    outlook = outlooks(np.zeros(len(cash)), places)
    paths = np.zeros((1, 90))
    one, other = (drivers(values, paths, outlook, places)[0, :, DRIVERS.index("announced")] for values in (cash, odd))
    assert (one == 150e9).all()
    assert np.array_equal(one, other)


def test_where_debt_lines_stop_a_wild_debt_stock_moves_no_forecast_of_the_next_week(
    fitted: FittedTreasuryCash, planted: Frame, known_on: Cut
) -> None:
    """Under a debt limit the stock moves with the bookkeeping; at a day no stand-in erred less."""
    known = known_on(planted, ORIGIN)
    stopped = {series: known[series].between(date(2019, 1, 2), date(2024, 1, 2)) for series in DEBT}
    cash = known["tga"]
    said = []
    for step in (1e9, 60e9):
        stock = replace(cash, series=DEBT_STOCK, values=25e12 + step * np.arange(len(cash)))
        said.append(fitted.predict(Frame(known.as_of, {**known.tracks, **stopped, DEBT_STOCK: stock}), AHEAD).centre)
    near = STOCK_AFTER - 1  # the last balance is a day old
    assert np.array_equal(said[0][:near], said[1][:near])
    assert np.abs(said[0][near:20] - said[1][near:20]).min() > 1e9


def test_the_two_runs_have_ids_of_their_own() -> None:
    assert (TreasuryCash().id, TreasuryCash(announced=True).id) == ("treasury_cash", "treasury_cash_announced")
    assert STEPS > 65
