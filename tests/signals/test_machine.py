"""The state machine: exact lines, hysteresis, base rates of what was known, and no look-ahead."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.clock import parse_moment
from tidegauge.frame import Frame, Track, track
from tidegauge.signals.machine import SignalState, evaluate, inputs, known_by, state, switched
from tidegauge.signals.signal import load_signals
from tidegauge.units import UNITS
from tidegauge.words import LANGUAGES
from tidegauge.words.sentence import say

Build = Callable[..., Frame]
SIGNALS = {signal.id: signal for signal in load_signals()}
FAR = SIGNALS["sofr_far_above_iorb"]
SOFR = {
    "2025-10-28": 4.31,
    "2025-10-29": 4.27,
    "2025-10-30": 4.04,
    "2025-10-31": 4.22,
    "2025-11-03": 4.13,
    "2025-11-04": 4.00,
    "2025-11-05": 3.91,
    "2025-11-12": 3.98,
    "2025-11-13": 4.00,
}
IORB = {"2025-09-18": 4.15, "2025-10-30": 3.90}


def one(frame: Frame, id_: str, moment: str) -> SignalState:
    """Return the state of one signal as of a moment."""
    return next(found for found in evaluate(frame, parse_moment(moment)) if found.id == id_)


def daily(values: list[float], unit: str = "bp") -> Track:
    """Return a track of consecutive days from 1 January 2024."""
    points = [(date(2024, 1, 1) + timedelta(days=n), value) for n, value in enumerate(values)]
    return track("x", UNITS[unit], points, datetime(2024, 1, 1, tzinfo=UTC))


def test_exactly_ten_basis_points_is_not_above_ten(build: Build) -> None:
    frame = build(sofr=SOFR, iorb=IORB)
    for morning, spread in (("2025-11-05T09:00", 10), ("2025-11-14T09:00", 10)):
        found = one(frame, "sofr_far_above_iorb", morning)
        assert found.reading is not None
        assert (found.reading.value, found.on) == (spread, False)


def test_month_end_october_2025_is_on_only_after_it_was_published(build: Build) -> None:
    frame = build(sofr=SOFR, iorb=IORB)
    assert one(frame, "sofr_far_above_iorb", "2025-11-03T07:59").reading.value == 14  # 30 October
    found = one(frame, "sofr_far_above_iorb", "2025-11-03T12:00")
    assert found.reading is not None
    assert (found.on, found.reading.value, found.reading.period) == (True, 32, date(2025, 10, 31))
    assert found.on_since == date(2025, 10, 28)


def test_the_base_rate_counts_only_what_was_known(build: Build) -> None:
    frame = build(sofr=SOFR, iorb=IORB)
    early, late = (one(frame, "sofr_far_above_iorb", day) for day in ("2025-11-03T12:00", "2025-11-30"))
    assert (early.n_on, early.n, early.base_rate) == (4, 4, 1.0)
    assert (late.n_on, late.n) == (5, 9)
    assert late.base_rate == pytest.approx(5 / 9)


def test_an_earlier_moment_never_shows_a_later_spell(build: Build) -> None:
    frame = build(srf={"2025-10-30": 0.0, "2025-10-31": 50.35e9, "2025-11-03": 0.0, "2025-12-31": 74.6e9})
    for moment, spells in (("2025-10-31T13:00", 0), ("2025-10-31T14:00", 1), ("2025-12-30", 1), ("2026-01-02", 2)):
        assert len(one(frame, "srf_in_use", moment).spells) == spells


def test_a_spell_has_its_days_and_its_furthest_reading(build: Build) -> None:
    frame = build(sofr=SOFR, iorb=IORB)
    (spell,) = one(frame, "sofr_far_above_iorb", "2025-11-30").spells
    assert (spell.start, spell.end) == (date(2025, 10, 28), date(2025, 11, 3))
    assert (spell.extreme, spell.extreme_on) == (32, date(2025, 10, 31))
    assert one(frame, "sofr_far_above_iorb", "2025-11-04T09:00").spells[0].end is None


def test_reserves_that_hover_at_the_line_stay_one_spell_until_they_are_well_above(build: Build) -> None:
    reserves = {"2025-10-15": 2.99e12, "2025-10-22": 3.01e12, "2025-10-29": 2.98e12, "2025-11-05": 3.06e12}
    frame = build(reserves=reserves)
    between = one(frame, "reserves_below_3tn", "2025-10-24")
    assert (between.on, between.is_past) == (True, False)
    after = one(frame, "reserves_below_3tn", "2025-11-10")
    assert (after.on, len(after.spells), after.n_on, after.n_past) == (False, 1, 3, 2)


def test_a_quarter_end_does_not_bring_the_on_rrp_buffer_back(build: Build) -> None:
    on_rrp = {"2025-12-29": 10e9, "2025-12-30": 20e9, "2025-12-31": 106e9, "2026-01-02": 6e9}
    assert one(build(on_rrp=on_rrp), "on_rrp_gone", "2025-12-31").on is True
    lasting = on_rrp | {f"2026-01-{day:02}": 150e9 for day in (5, 6, 7, 8, 9, 12)}
    assert one(build(on_rrp=lasting), "on_rrp_gone", "2026-01-08").on is True
    assert one(build(on_rrp=lasting), "on_rrp_gone", "2026-01-09").on is False  # a week after the last low day


def test_missing_figures_make_a_signal_missing_and_never_off(build: Build) -> None:
    states = {found.id: found for found in evaluate(build(srf={"2025-10-31": 50.35e9}), parse_moment("2025-10-31"))}
    assert states["srf_in_use"].on is True
    for id_ in ("nvidia_capex_outgrows_revenue", "builders_capex_outgrows_revenue", "hy_spread_wide"):
        found = states[id_]
        assert (found.on, found.reading, found.n, found.base_rate) == (None, None, 0, None)


def test_a_series_that_ended_long_ago_says_nothing_about_today(build: Build) -> None:
    found = one(build(vix={"2025-01-02": 17.0}), "vix_high", "2025-11-03")
    assert (found.on, found.is_stale, found.on_since) == (None, True, None)


def test_a_day_marked_missing_is_no_reading(build: Build) -> None:
    found = one(build(srf={"2025-10-30": 2e9, "2025-10-31": float("nan")}), "srf_in_use", "2025-11-01")
    assert found.reading is not None
    assert (found.reading.period, found.n) == (date(2025, 10, 30), 1)


def test_months_show_the_share_of_days_on_and_gaps_as_gaps(build: Build) -> None:
    frame = build(srf={"2025-08-01": 0.0, "2025-10-30": 0.0, "2025-10-31": 2e9})
    months = one(frame, "srf_in_use", "2025-10-31").months
    assert [(month.start, month.share_on, month.n) for month in months] == [
        (date(2025, 8, 1), 0.0, 1),
        (date(2025, 9, 1), None, 0),
        (date(2025, 10, 1), 0.5, 2),
    ]


def test_a_week_in_which_the_treasury_took_more_than_a4_says_is_a_drain(build: Build) -> None:
    frame = build(tga_wednesday={"2025-10-22": 905.074e9, "2025-10-29": 983.859e9})
    found = one(frame, "weekly_drain_large", "2025-10-31")
    assert found.reading is not None
    assert (found.on, found.reading.value) == (True, 78.785e9)


def test_ai_builders_who_invest_faster_than_they_earn_are_on(build: Build) -> None:
    years = {f"{name}_{item}_year": {"2023-12-31": 100.0, "2024-12-31": 100.0 + 40 * (item == "capex")}
             for name in ("amzn", "googl", "meta", "msft") for item in ("capex", "revenue")}  # fmt: skip
    found = one(build(**years), "builders_capex_outgrows_revenue", "2025-06-30")
    assert found.reading is not None
    assert found.on is True
    assert found.reading.value == pytest.approx(0.4)


def test_standing_repo_at_a_month_end_is_not_use_between_period_ends(build: Build) -> None:
    frame = build(srf={"2025-10-29": 0.0, "2025-10-31": 50e9, "2025-11-03": 22e9, "2025-11-12": 6e9})
    assert one(frame, "srf_between_period_ends", "2025-11-04").on is False
    assert one(frame, "srf_between_period_ends", "2025-11-12").on is True


def test_a_dollar_that_loses_three_per_cent_in_yen_within_a_week_is_a_jump(build: Build) -> None:
    frame = build(usdjpy={"2024-07-29": 154.0, "2024-08-05": 143.0})
    found = one(frame, "yen_jumps", "2024-08-13")
    assert found.reading is not None
    assert found.on is True
    assert found.reading.value == pytest.approx((143 / 154 - 1) * 100)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=60), st.lists(st.floats(-50, 50), max_size=20))
def test_later_figures_never_change_a_past_state(past: list[float], later: list[float]) -> None:
    for signal in (FAR, SIGNALS["curve_inverted"], replace(FAR, reset=4.0, off_after_days=5)):
        assert switched(signal, daily(past + later))[: len(past)] == switched(signal, daily(past))


@given(st.lists(st.integers(-30, 30), min_size=1, max_size=80))
def test_without_a_reset_a_signal_is_on_exactly_when_its_reading_is_past(values: list[int]) -> None:
    assert switched(FAR, daily([float(value) for value in values])) == [value > 10 for value in values]


@given(st.lists(st.integers(-30, 30), min_size=1, max_size=80))
def test_a_reset_only_ever_lengthens_spells(values: list[int]) -> None:
    readings = daily([float(value) for value in values])
    plain, held = switched(FAR, readings), switched(replace(FAR, reset=0.0, off_after_days=3), readings)
    assert all(is_held for is_plain, is_held in zip(plain, held, strict=True) if is_plain)


def test_what_became_known_later_is_cut_from_a_later_frame(build: Build) -> None:
    frame = build(srf={"2025-10-31": 50.35e9, "2025-11-03": 22e9})
    assert list(known_by(frame, parse_moment("2025-11-03T12:00"))["srf"]) == [(date(2025, 10, 31), 50.35e9)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_state_can_be_said(build: Build, lang: str) -> None:
    for found in evaluate(build(sofr=SOFR, iorb=IORB), parse_moment("2025-11-03")):
        for sentence in (found.name, found.meaning, found.verdict):
            assert say(sentence, lang)


def test_inputs_are_named_once() -> None:
    assert len(inputs()) == len(set(inputs()))
    assert {"sofr", "iorb", "on_rrp", "yield_3m", "nvda_capex_year"} <= set(inputs())


@pytest.mark.parametrize(
    ("first", "last", "on", "n"),
    [
        ("2018-04-01", "2020-02-29", 39, 477),
        ("2020-07-01", "2023-12-31", 0, 874),
        ("2024-01-01", "2025-08-31", 2, 416),
        ("2025-09-01", "2026-03-31", 17, 144),
    ],
)
def test_base_rates_of_the_stored_figures(
    build: Build, stored: Callable[[str], dict[str, float]], first: str, last: str, on: int, n: int
) -> None:
    steps = stored("fred/IOER_IORB_STEPS.csv")
    sofr = {day: value for day, value in stored("fred/SOFR.csv").items() if first <= day <= last}
    moment = parse_moment("2026-04-02")
    found = state(FAR, known_by(build(sofr=sofr, iorb=steps), moment))
    assert (found.n_on, found.n) == (on, n)


def test_standing_repo_of_ten_billion_was_rare_before_november_2025(
    build: Build, stored: Callable[[str], dict[str, float]]
) -> None:
    srf = {day: value * 1e9 for day, value in stored("nyfed/srf_accepted_daily.csv").items()}
    found = one(build(srf=srf), "srf_heavy", "2025-11-03T12:00")
    assert (found.n_on, found.n, found.on_since) == (3, 1064, date(2025, 10, 31))


def test_the_record_knows_no_stress_of_the_future(build: Build, stored: Callable[[str], dict[str, float]]) -> None:
    frame = build(sofr=stored("fred/SOFR.csv"), iorb=stored("fred/IOER_IORB_STEPS.csv"))
    found = one(frame, "sofr_far_above_iorb", "2019-09-30")
    assert {mark.episode for mark in found.record.hits} <= {"year_end_2018", "april_2019", "september_2019"}
    assert found.record.fired_on == found.record.quiet_on == ()


def test_the_spread_signal_stayed_off_on_every_quiet_control(
    build: Build, stored: Callable[[str], dict[str, float]]
) -> None:
    frame = build(sofr=stored("fred/SOFR.csv"), iorb=stored("fred/IOER_IORB_STEPS.csv"))
    found = one(frame, "sofr_far_above_iorb", "2026-04-02")
    assert found.record.fired_on == ()
    assert len(found.record.quiet_on) == 3


def test_states_do_not_depend_on_the_order_of_the_frame(build: Build) -> None:
    frame = build(sofr=SOFR, iorb=IORB, srf={"2025-10-31": 5e9})
    turned = Frame(frame.as_of, dict(reversed(list(frame.tracks.items()))))
    moment = parse_moment("2025-11-03")
    assert evaluate(frame, moment) == evaluate(turned, moment)


def test_values_are_plain_numbers(build: Build) -> None:
    found = one(build(srf={"2025-10-31": 5e9}), "srf_in_use", "2025-10-31")
    assert not isinstance(found.base_rate, np.floating)
    assert type(found.on) is bool


def test_what_is_known_at_the_very_moment_counts(build: Build) -> None:
    frame = build(srf={"2025-10-31": 50.35e9})
    assert one(frame, "srf_in_use", "2025-10-31T13:45").on is True
    assert one(frame, "srf_in_use", "2025-10-31T13:44:59").on is None


def test_a_reading_is_stale_on_the_thirteenth_day(build: Build) -> None:
    frame = build(srf={"2025-10-31": 50.35e9})
    assert one(frame, "srf_in_use", "2025-11-12").is_stale is False
    assert one(frame, "srf_in_use", "2025-11-13").is_stale is True


def test_readings_before_the_base_rate_begins_are_not_counted(build: Build) -> None:
    found = one(build(srf={"2021-07-28": 5e9, "2021-07-29": 0.0}), "srf_in_use", "2021-07-30")
    assert (found.n, found.n_on, found.counted_from) == (1, 0, date(2021, 7, 29))


def test_tri_party_repo_is_measured_against_iorb_by_its_own_rate(build: Build) -> None:
    frame = build(tgcr={"2025-10-31": 4.13}, sofr={"2025-10-31": 4.22}, iorb=IORB)
    found = one(frame, "tgcr_above_iorb", "2025-11-03T12:00")
    assert found.reading is not None
    assert (found.on, found.reading.value) == (True, 23)


@pytest.mark.parametrize("builder", ["amzn", "googl", "meta", "msft"])
def test_every_builder_counts(build: Build, builder: str) -> None:
    years = {
        f"{name}_{item}_year": {"2023-12-31": 100.0, "2024-12-31": 100.0 + 40 * (item == "capex" and name == builder)}
        for name in ("amzn", "googl", "meta", "msft")
        for item in ("capex", "revenue")
    }
    found = one(build(**years), "builders_capex_outgrows_revenue", "2025-06-30")
    assert found.reading is not None
    assert found.reading.value == pytest.approx(0.1)
