"""The hand-over: estimates beside what they replace, a file written whole, never over another, runs that say so."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tidegauge.clock import end_of_day
from tidegauge.errors import OutputNotPossible, TooLittleHistory, UsageError
from tidegauge.questions import making
from tidegauge.questions.desk import Desk
from tidegauge.questions.fit import fit
from tidegauge.questions.runs import Making
from tidegauge.scenarios import parameters_file
from tidegauge.scenarios.parameters import catalogue

SLOPE = "reserve_demand.slope_bp"


def test_every_estimate_stands_beside_what_it_replaces_with_its_error_and_sample(desk: Desk) -> None:
    found = fit(desk).answer
    assert found.regime == "2025-2026"
    assert len(found.parameters) + sum(map(len, found.stays.values())) == len(catalogue())
    assert 0.1 < found.fitted_share < 0.5
    (slope,) = (one for one in found.parameters if one.key == SLOPE)
    assert (slope.old, slope.old_low, slope.old_high) == (7.7, 4.6, 10.8)
    assert slope.standard_error is not None
    assert slope.low < slope.value < slope.high
    assert slope.sample_end <= date(2026, 4, 1)
    assert slope.n > 300


def test_an_estimate_that_left_its_old_range_is_said_to_have(desk: Desk) -> None:
    for one in fit(desk, as_of=end_of_day(date(2019, 9, 30))).answer.parameters:
        has_range = one.old_low != one.old_high
        assert one.is_outside == (not one.old_low <= one.value <= one.old_high if has_range else None), one.key


def test_an_estimate_as_of_an_earlier_day_knows_nothing_later(desk: Desk) -> None:
    moment = end_of_day(date(2019, 9, 16))
    found = fit(desk, as_of=moment).answer
    assert found.regime == "2018-2020"
    assert max(one.sample_end for one in found.parameters) < date(2019, 9, 17)


def test_the_file_is_what_a_run_reads(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "fitted.toml"
    found = fit(desk, out=out).answer
    assert found.file == str(out)
    assert sorted(tmp_path.iterdir()) == [out]
    made = making.ready(desk, "baseline", end_of_day(date(2026, 3, 31)), Making(days=3, parameters=out))
    own = making.ready(desk, "baseline", end_of_day(date(2026, 3, 31)), Making(days=3))
    slope = parameters_file.read(out).values[SLOPE].value
    assert made.program.parameters.reserve_demand.slope_bp == slope != own.program.parameters.reserve_demand.slope_bp
    assert made.under("high").parameters.reserve_demand.slope_bp == slope
    told = {one.check: one.detail.facts for one in made.findings}
    assert told["parameters_remade"]["n"] == len(found.parameters)
    assert "parameters_look_ahead" in told  # the file is as of 1 April, the opening of 31 March


def test_a_file_that_stands_is_not_replaced_unless_told(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "fitted.toml"
    out.write_text("mine", "utf-8")
    with pytest.raises(OutputNotPossible, match="stands there already"):
        fit(desk, out=out)
    assert out.read_text("utf-8") == "mine"
    fit(desk, out=out, overwrite=True)
    assert out.read_text("utf-8") != "mine"


def test_asking_again_writes_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    for name in ("one", "two"):
        fit(desk, out=tmp_path / f"{name}.toml")
    assert (tmp_path / "one.toml").read_bytes() == (tmp_path / "two.toml").read_bytes()


def test_a_name_without_its_ending_and_a_folder_that_is_a_file_are_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UsageError, match=r"\.toml"):
        fit(desk, out=tmp_path / "fitted")
    with pytest.raises(OutputNotPossible):
        fit(desk, out=tmp_path / "file" / "fitted.toml")


def test_a_moment_with_too_little_of_its_regime_is_refused(desk: Desk) -> None:
    with pytest.raises(TooLittleHistory, match="figures of sofr"):
        fit(desk, as_of=end_of_day(date(2025, 3, 3)))


def test_a_making_without_a_file_is_as_before() -> None:
    assert replace(Making(), parameters=Path("x.toml")).parameters != Making().parameters is None


def test_a_place_on_a_grid_says_so_and_says_where_a_wider_grid_might_fit_better(desk: Desk) -> None:
    found = {one.key: one for one in fit(desk).answer.parameters}
    calm, full = found["period_ends.calm_share"], found["period_ends.full_shortage_pct"]
    assert (calm.grid, full.grid) == ("inside", "edge")
    assert (full.low, full.high) == (0.8, 2.0)
    assert {one.grid for one in found.values() if one.standard_error is not None} == {None}
