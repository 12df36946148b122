"""Watermarks: distances with their sign, shares with their denominator, and a drift that is only arithmetic."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tidegauge.catalogue.series import find
from tidegauge.frame import Frame, Track, days, micros, track
from tidegauge.indicators.watermarks import (
    LINES,
    reserves_to_bank_assets,
    reserves_to_gdp,
    watermarks,
)
from tidegauge.units import UNITS

MOMENT = datetime(2025, 11, 3, 17, tzinfo=UTC)
WEDNESDAY = date(2025, 10, 29)


def usd(series: str, *points: tuple[date, float]) -> Track:
    """Return a track in dollars."""
    return track(series, UNITS["usd"], points, MOMENT)


def a_frame(now: float = 2.827909e12, before: float = 3.3e12) -> Frame:
    """Return reserves of two Wednesdays 13 weeks apart, with both denominators."""
    tracks = {
        "reserves": usd("reserves", (WEDNESDAY - timedelta(weeks=13), before), (WEDNESDAY, now)),
        "tga": usd("tga", (date(2025, 10, 30), 1.000632e12)),
        "gdp": usd("gdp", (date(2025, 6, 30), 30.4857e12)),
        "bank_assets": usd("bank_assets", (date(2025, 10, 22), 24.4833e12)),
    }
    return Frame(MOMENT, tracks)


def test_distances_are_reading_minus_line() -> None:
    marks = {mark.id: mark for mark in watermarks(a_frame())}
    assert marks["reserves_3tn"].distance_usd == -172_091_000_000
    assert marks["reserves_2_7tn"].distance_usd == 127_909_000_000
    assert (marks["reserves_3tn"].is_past, marks["reserves_2_7tn"].is_past) == (True, False)
    assert (marks["tga_1tn"].distance_usd, marks["tga_1tn"].is_past) == (632_000_000, True)


def test_a_share_says_what_it_was_divided_by() -> None:
    mark = watermarks(a_frame())[0]
    assert mark.of_gdp is not None
    assert mark.of_bank_assets is not None
    assert round(mark.of_gdp.value, 4) == 0.0928
    assert (mark.of_gdp.period, mark.of_gdp.vintages) == (date(2025, 6, 30), "latest")
    assert (round(mark.of_bank_assets.value, 4), mark.of_bank_assets.period) == (0.1155, date(2025, 10, 22))


def test_a_share_line_moves_with_its_denominator() -> None:
    mark = {mark.id: mark for mark in watermarks(a_frame())}["reserves_9pct_gdp"]
    assert mark.level_usd == round(0.09 * 30.4857e12)


def test_the_weeks_at_this_drift_are_a_division_and_only_towards_the_line() -> None:
    marks = {mark.id: mark for mark in watermarks(a_frame(now=2.8e12, before=3.06e12))}
    assert marks["reserves_2_7tn"].drift_usd_per_week == pytest.approx(-20e9)
    assert marks["reserves_2_7tn"].weeks_at_drift == pytest.approx(5.0)
    assert marks["reserves_3tn"].weeks_at_drift is None  # already below, and falling
    assert marks["tga_1tn"].drift_usd_per_week is None  # one value has no drift


def test_a_level_that_stands_still_never_arrives() -> None:
    marks = watermarks(a_frame(now=2.8e12, before=2.8e12))
    assert marks[1].weeks_at_drift is None


def test_lines_without_figures_are_left_out_and_unknown_denominators_leave_gaps() -> None:
    assert watermarks(Frame(MOMENT, {})) == ()
    alone = Frame(MOMENT, {"reserves": a_frame()["reserves"]})
    marks = {mark.id: mark for mark in watermarks(alone)}
    assert marks["reserves_9pct_gdp"].distance_usd is None
    assert marks["reserves_3tn"].of_gdp is None
    assert len(marks) == sum(line.series == "reserves" for line in LINES)


def test_a_past_wednesday_is_divided_by_the_denominator_published_by_then() -> None:
    wednesdays = [date(2025, 7, 23), date(2025, 7, 30)]
    tracks = {
        "reserves": usd("reserves", *((day, 3.0e12) for day in wednesdays)),
        "gdp": usd("gdp", (date(2025, 3, 31), 30e12), (date(2025, 6, 30), 60e12)),  # out on 30 July
    }
    assert [value for _, value in reserves_to_gdp(Frame(MOMENT, tracks))] == [0.1, 0.05]


def test_a_revision_of_the_denominator_does_not_move_the_match() -> None:
    gdp = usd("gdp", (date(2025, 3, 31), 30e12))
    revised = Track("gdp", gdp.unit, gdp.periods, gdp.values, gdp.known_at + 10, gdp.known_by)
    reserves = usd("reserves", (date(2025, 7, 23), 3.0e12))
    for base in (gdp, revised):
        found = reserves_to_gdp(Frame(MOMENT, {"reserves": reserves, "gdp": base}))
        assert list(found) == [(date(2025, 7, 23), 0.1)]


def test_a_wednesday_before_any_denominator_has_no_share() -> None:
    tracks = {
        "reserves": usd("reserves", (date(2025, 1, 8), 3.0e12)),
        "bank_assets": usd("bank_assets", (date(2025, 10, 22), 24e12)),
    }
    assert len(reserves_to_bank_assets(Frame(MOMENT, tracks))) == 0


def test_bank_assets_are_those_of_the_friday_before_the_balance_sheet_and_for_the_last_one_those_known_now() -> None:
    after = WEDNESDAY + timedelta(days=7)
    tracks = {
        "reserves": usd("reserves", (WEDNESDAY, 3.0e12), (after, 3.0e12)),
        "bank_assets": usd("bank_assets", (date(2025, 10, 15), 20e12), (date(2025, 10, 22), 30e12)),
    }
    found = reserves_to_bank_assets(Frame(MOMENT, tracks))
    assert [value for _, value in found] == [0.15, 0.1]  # H.8 for 22 October came out a day after the H.4.1
    assert found.periods.tolist() == [days(WEDNESDAY), days(after)]
    assert micros(find("bank_assets").release.known_at(date(2025, 10, 22))) > micros(
        find("reserves").release.known_at(WEDNESDAY)
    )
