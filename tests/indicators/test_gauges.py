"""The gauges: what each means exactly, on hand-made figures."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.indicators.conftest import BEFORE, BN, WEDNESDAY, Wednesdays

from tidegauge.catalogue.series import find, load
from tidegauge.frame import Frame, Track, days, micros, track
from tidegauge.indicators import gauges
from tidegauge.indicators.gauges import BY_ID, GAUGES

MOMENT = datetime(2025, 11, 3, 17, tzinfo=UTC)
FIXED = [
    "reserves", "reserves_to_deposits", "tga", "on_rrp", "srf", "foreign_repo_pool", "fed_assets", "net_liquidity",
    "sofr",
    "sofr_iorb_bp", "sofr_upper_bp", "sofr_change_1d_bp", "effr_iorb_bp", "sofr_dispersion_bp", "stablecoin_supply",
    "term_spread_3m10y_bp", "hy_spread_bp", "vix", "usdjpy", "usdkrw", "weekly_drain",
]  # fmt: skip


def frame(**points: tuple[tuple[str, float], ...]) -> Frame:
    """Return a frame of series with their catalogue's units."""
    return Frame(
        MOMENT,
        {
            id_: track(id_, find(id_).unit, [(date.fromisoformat(day), value) for day, value in pairs], MOMENT)
            for id_, pairs in points.items()
        },
    )


def test_the_ids_of_the_public_interface_are_all_there_in_order() -> None:
    assert [gauge.id for gauge in GAUGES] == FIXED


def test_every_gauge_reads_series_of_the_catalogue_and_survives_an_empty_store() -> None:
    empty = Frame(MOMENT, {id_: track(id_, find(id_).unit, [], MOMENT) for id_ in gauges.inputs()})
    assert set(gauges.inputs()) <= set(load())
    for gauge in GAUGES:
        assert len(gauge.track(empty)) == 0, gauge.id


def test_net_liquidity_is_assets_less_cash_less_on_rrp_and_not_the_foreign_pool(wednesdays: Wednesdays) -> None:
    found = gauges.net_liquidity(wednesdays.frame({"fed_assets": 10, "reverse_repos": 15, "foreign_repo_pool": 15}))
    assert list(found) == [(BEFORE, (6_000 - 600 - 100.0) * BN), (WEDNESDAY, (6_010 - 600 - 100.0) * BN)]


def test_net_liquidity_stands_on_wednesday_levels_only() -> None:
    assert {find(series).basis for series in BY_ID["net_liquidity"].inputs} == {"wednesday_level"}


def test_the_weekly_drain_is_the_rise_of_the_treasurys_cash(wednesdays: Wednesdays) -> None:
    assert list(gauges.weekly_drain(wednesdays.frame({"tga_wednesday": 79}))) == [(WEDNESDAY, 79.0 * BN)]


def test_spreads_are_against_what_was_in_force() -> None:
    rates = frame(
        sofr=(("2025-10-29", 4.27), ("2025-10-31", 4.22)),
        iorb=(("2025-09-18", 4.15), ("2025-10-30", 3.90)),
        target_upper=(("2025-09-18", 4.25), ("2025-10-30", 4.00)),
    )
    assert [value for _, value in BY_ID["sofr_iorb_bp"].track(rates)] == [12.0, 32.0]
    assert [value for _, value in BY_ID["sofr_upper_bp"].track(rates)] == [2.0, 22.0]
    assert list(BY_ID["sofr_change_1d_bp"].track(rates)) == [(date(2025, 10, 31), -5.0)]


def test_the_dispersion_is_the_tails_of_one_day() -> None:
    tails = frame(sofr_p1=(("2025-10-30", 3.98), ("2025-10-31", 4.10)), sofr_p99=(("2025-10-31", 4.40),))
    assert list(gauges.sofr_dispersion(tails)) == [(date(2025, 10, 31), 30.0)]


def test_the_term_spread_is_ten_years_less_three_months() -> None:
    curve = frame(yield_10y=(("2025-10-31", 4.11),), yield_3m=(("2025-10-31", 3.89),))
    assert list(gauges.term_spread(curve)) == [(date(2025, 10, 31), 22.0)]


def test_a_high_yield_spread_in_per_cent_becomes_whole_basis_points() -> None:
    assert list(gauges.hy_spread(frame(hy_spread=(("2025-10-30", 2.94),)))) == [(date(2025, 10, 30), 294.0)]


def known(id_: str, *rows: tuple[str, float, str]) -> Track:
    """Return a track whose values became known at noon UTC of their own days."""
    built = track(id_, find(id_).unit, [(date.fromisoformat(day), value) for day, value, _ in rows], MOMENT)
    moments = [micros(datetime.fromisoformat(f"{at}T12:00:00+00:00")) for _, _, at in rows]
    built.known_at[:] = moments
    return built


def test_reserves_meet_the_deposits_that_were_known_when_they_came_out() -> None:
    reserves = known("reserves", ("2025-10-22", 3.0, "2025-10-23"), ("2025-10-29", 2.8, "2025-10-30"))
    deposits = known("deposits", ("2025-10-08", 10.0, "2025-10-17"), ("2025-10-15", 20.0, "2025-10-24"))
    found = gauges.reserves_to_deposits(Frame(MOMENT, {"reserves": reserves, "deposits": deposits}))
    assert [(day.day, round(value, 3)) for day, value in found] == [(22, 0.3), (29, 0.14)]


def test_the_last_reserves_meet_the_last_deposits_even_if_these_came_later() -> None:
    reserves = known("reserves", ("2025-10-29", 2.8, "2025-10-30"))
    deposits = known("deposits", ("2025-10-15", 20.0, "2025-10-24"), ("2025-10-22", 28.0, "2025-10-31"))
    found = gauges.reserves_to_deposits(Frame(MOMENT, {"reserves": reserves, "deposits": deposits}))
    assert [round(value, 3) for _, value in found] == [0.1]
    assert found.known_at.tolist() == [micros(datetime(2025, 10, 31, 12, tzinfo=UTC))]


def test_deposits_that_came_later_do_not_change_an_earlier_wednesday() -> None:
    reserves = known("reserves", ("2025-10-22", 3.0, "2025-10-23"), ("2025-10-29", 2.8, "2025-10-30"))
    older = [("2025-10-08", 10.0, "2025-10-17"), ("2025-10-15", 20.0, "2025-10-24")]
    short = Frame(MOMENT, {"reserves": reserves, "deposits": known("deposits", *older)})
    longer = Frame(
        MOMENT, {"reserves": reserves, "deposits": known("deposits", *older, ("2025-10-22", 40.0, "2025-10-31"))}
    )
    first, second = gauges.reserves_to_deposits(short), gauges.reserves_to_deposits(longer)
    assert first.values[0] == second.values[0]


@pytest.mark.parametrize("gauge", [gauge for gauge in GAUGES if gauge.ranked_since != gauges.RATES_SINCE])
def test_wednesday_gauges_are_ranked_from_the_first_wednesday(gauge: gauges.Gauge) -> None:
    assert gauge.ranked_since == date(2019, 1, 2)
    assert gauge.ranked_since.weekday() == 2
    assert find(gauge.inputs[0]).frequency == "week"


def test_periods_are_days_and_not_rows() -> None:
    built = track("sofr", find("sofr").unit, [(date(2025, 10, 31), 4.22)], MOMENT)
    assert built.periods.tolist() == [days(date(2025, 10, 31))]
    assert built.window(timedelta(days=1)).periods.tolist() == built.periods.tolist()


def test_federal_funds_are_measured_against_iorb_and_not_sofr() -> None:
    rates = frame(effr=(("2025-10-31", 3.86),), sofr=(("2025-10-31", 4.22),), iorb=(("2025-10-30", 3.90),))
    assert list(BY_ID["effr_iorb_bp"].track(rates)) == [(date(2025, 10, 31), -4.0)]


def test_every_other_gauge_is_ranked_from_the_first_sofr() -> None:
    assert {gauge.ranked_since for gauge in GAUGES} == {date(2018, 4, 2), date(2019, 1, 2)}
