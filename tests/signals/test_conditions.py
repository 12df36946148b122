"""Conditions: every gauge is one, and a track exists only when all its inputs do."""

from collections.abc import Callable

import pytest

from tidegauge.catalogue.series import find
from tidegauge.frame import Frame
from tidegauge.indicators.gauges import GAUGES
from tidegauge.signals.conditions import CONDITIONS, known_track

Build = Callable[..., Frame]


def test_every_gauge_is_a_condition() -> None:
    assert {gauge.id for gauge in GAUGES} <= CONDITIONS.keys()


def test_every_input_is_in_the_catalogue() -> None:
    for condition in CONDITIONS.values():
        assert [find(series).id for series in condition.inputs] == list(condition.inputs)


def test_one_missing_input_leaves_no_track(build: Build) -> None:
    assert known_track(build(sofr={"2025-10-31": 4.22}), "sofr_iorb_bp") is None
    nothing = build(sofr={"2025-10-31": float("nan")}, iorb={"2025-10-30": 3.9})
    assert known_track(nothing, "sofr_iorb_bp") is None


def test_a_week_move_compares_with_the_last_price_a_week_before(build: Build) -> None:
    track = known_track(
        build(vix={}, usdkrw={"2025-10-01": 1400.0, "2025-10-03": 1500.0, "2025-10-09": 1414.0}), "usdkrw_week_move"
    )
    assert track is not None
    assert [round(value, 9) for _, value in track] == [1.0]


def test_growth_counts_only_years_every_company_has_filed(build: Build) -> None:
    years = {f"{name}_{item}_year": {"2022-12-31": 10.0, "2023-12-31": 10.0, "2024-12-31": 20.0}
             for name in ("amzn", "googl", "meta", "msft") for item in ("capex", "revenue")}  # fmt: skip
    del years["meta_capex_year"]["2024-12-31"]
    track = known_track(build(**years), "hyperscaler_growth_gap")
    assert track is not None
    assert [(day.year, value) for day, value in track] == [(2023, pytest.approx(0.0))]


def test_a_growth_gap_is_known_when_the_last_filing_is(build: Build) -> None:
    years = {
        "nvda_capex_year": {"2024-01-31": 1.0, "2025-01-31": 3.0},
        "nvda_revenue_year": {"2024-01-31": 1.0, "2025-01-31": 2.0},
    }
    track = known_track(build(**years), "nvda_growth_gap")
    assert track is not None
    point = track.latest()
    assert point is not None
    assert (point.value, point.known_at) == (1.0, find("nvda_capex_year").release.known_at(point.period))
