"""Back-tests on the bundled figures: the same bytes however they are run, kept when interrupted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from tidegauge.errors import ConstantSeries, UsageError
from tidegauge.forecasts import backtest, kept
from tidegauge.forecasts.backtest import Job
from tidegauge.forecasts.registry import Entry
from tidegauge.forecasts.score import scoreboard
from tidegauge.frame import Frame
from tidegauge.models.base import Conditional, Forecast, day_numbers
from tidegauge.models.rivals import Naive
from tidegauge.models.targets import TARGETS
from tidegauge.reference import figures


@dataclass(frozen=True, slots=True)
class Told:
    """A model that says what a later frame has."""

    realised: Frame
    id: ClassVar[str] = "tga_given_itself"
    target: ClassVar[str] = "tga"
    inputs: ClassVar[tuple[str, ...]] = ("tga",)

    def fit(self, frame: Frame) -> "Told":
        """Learn nothing."""
        return self

    def predict(self, frame: Frame, days: Sequence[date]) -> Forecast:
        """Return what came."""
        known, wanted = self.realised["tga"], day_numbers(days)
        place = np.minimum(np.searchsorted(known.periods, wanted), len(known) - 1)
        came = np.where(known.periods[place] == wanted, known.values[place], np.nan)
        return Forecast(wanted, came, np.ones(len(wanted)))


ENTRY = Entry(Naive("tga_random_walk", "tga"), (1, 5), date(2024, 1, 2), scored_from=date(2024, 6, 3))


def job(root: Path) -> Job:
    """Return a short back-test on the bundled figures."""
    return Job(ENTRY, figures.FOLDER, root, figures.LAST_MOMENT)


def test_the_same_bytes_come_from_one_process_from_two_and_again(tmp_path: Path) -> None:
    for name, workers in (("one", 1), ("two", 2), ("one", 1)):
        backtest.run(job(tmp_path / name), workers=workers)
    files = [kept.place(tmp_path / name, "tga_random_walk").read_bytes() for name in ("one", "two")]
    assert files[0] == files[1]


def test_an_interrupted_run_keeps_what_it_finished_and_makes_only_the_rest(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backtest.run(job(tmp_path), progress=stop)
    assert not kept.read_all(tmp_path)
    told: list[int] = []
    backtest.run(job(tmp_path), progress=lambda done, total: told.append(done))
    assert told[0] == 3
    backtest.run(job(tmp_path / "afresh"))
    one, other = (kept.place(root, "tga_random_walk").read_bytes() for root in (tmp_path, tmp_path / "afresh"))
    assert one == other
    assert [place.name for place in (tmp_path / "scores").iterdir()] == ["tga_random_walk.npz"]


def test_a_run_over_chosen_days_is_not_kept_for_the_scoreboard(tmp_path: Path) -> None:
    done = backtest.run(replace(job(tmp_path), start=date(2025, 1, 2), end=date(2025, 2, 3)))
    assert len(done.table.day) > 0
    assert kept.read_all(tmp_path) == []


def test_origins_after_the_figures_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        backtest.run(replace(job(tmp_path), start=date(2030, 1, 2)))


def test_peers_11_coverage_out_of_sample_is_measured_and_printed_with_its_error(tmp_path: Path) -> None:
    found = scoreboard([backtest.run(job(tmp_path))], {"march": [date(2025, 3, 3)]})
    for score in found:
        assert abs(score.coverage_80 - 0.8) < 3 * score.coverage_80_se
        assert abs(score.coverage_95 - 0.95) < 3 * score.coverage_95_se
    assert [score.windows > 80 for score in found] == [True, True]


def test_a_random_walk_loses_to_half_of_last_years_change_and_is_shown_so(tmp_path: Path) -> None:
    summer = [date(2025, 6, 2) + timedelta(days=n) for n in range(90)]
    found = scoreboard([backtest.run(job(tmp_path))], {"summer": summer, "never": []})
    assert {score.verdict for score in found} == {"loses"}
    assert all(score.mae >= score.rivals[score.strongest] for score in found)
    for score in found:
        in_summer, never = score.regimes
        assert (in_summer.verdict, in_summer.mae >= in_summer.rival_mae) == ("loses", True)
        assert 50 < in_summer.n < 70
        assert in_summer.p_holm >= in_summer.p_value
        assert (never.n, never.strongest, never.verdict) == (0, "", "none")


def test_a_condition_is_given_what_came_is_marked_so_and_is_no_forecast(tmp_path: Path) -> None:
    """Given the outcome itself it makes no error, from the judging frame and not from the origins' own."""
    truth = Conditional("tga_given_itself", "tga", ("tga",), Told)
    entry = replace(ENTRY, model=truth, first_origin=date(2025, 6, 2))
    done = backtest.run(replace(job(tmp_path), entry=entry))
    assert done.facts.is_conditional
    scores = scoreboard([done, backtest.run(job(tmp_path))], {})
    assert [(score.model, score.is_conditional, score.mae == 0) for score in scores if score.horizon == 1] == [
        ("tga_given_itself", True, True),
        ("tga_random_walk", False, False),
    ]
    assert min(score.n for score in scores if score.is_conditional) > 190  # also of what came just before the judging
    assert "Frame(" not in repr(truth)
    with pytest.raises(TypeError, match="a condition, not a forecast"):
        _ = entry.forecaster


def test_a_target_that_never_moved_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = TARGETS["tga"]
    still = replace(target, track=lambda frame: replace(frame["tga"], values=np.ones(len(frame["tga"]))))
    monkeypatch.setitem(TARGETS, "tga", still)
    with pytest.raises(ConstantSeries, match="tga does not move"):
        backtest.run(job(tmp_path))
