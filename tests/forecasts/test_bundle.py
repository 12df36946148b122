"""The back-tests that come with the program: small, of one moment, read back as written, made again to the digit."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from tidegauge.errors import UsageError
from tidegauge.forecasts import backtest, bundle, kept, registry
from tidegauge.forecasts.backtest import Job
from tidegauge.forecasts.score import scoreboard
from tidegauge.frame import from_days
from tidegauge.models import walk_forward
from tidegauge.models.walk_forward import Stretch
from tidegauge.reference import figures
from tidegauge.store import Store

BYTES_MOST = 600_000


def short(root: Path) -> kept.Kept:
    """Return a short back-test of EFFR on the bundled figures."""
    entry = replace(registry.find("effr_spread"), horizons=(1, 5), first_origin=date(2025, 9, 2))
    return backtest.run(Job(replace(entry, scored_from=date(2026, 1, 2)), figures.FOLDER, root, figures.LAST_MOMENT))


def test_the_bundled_back_tests_are_small_and_of_the_moment_at_which_the_figures_end() -> None:
    assert sum(place.stat().st_size for place in (bundle.ROOT / kept.FOLDER).iterdir()) < BYTES_MOST
    saved = bundle.tables()
    assert {one.facts.model for one in saved} == registry.BANDED
    for one in saved:
        assert datetime.fromisoformat(one.facts.judged_at) == figures.LAST_MOMENT
        assert len(one.facts.identity) == 64


def test_every_model_and_horizon_stands_on_the_bundled_scoreboard() -> None:
    found = {(score.model, score.horizon) for score in bundle.scores()}
    assert found == {(name, horizon) for name, entry in registry.MODELS.items() for horizon in entry.horizons}


def test_scores_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    done = short(tmp_path)
    scores = scoreboard([done], {"march": [date(2026, 3, 3)]})
    bundle.write([done], scores, tmp_path / "package")
    for one, again in zip(scores, bundle.scores(tmp_path / "package"), strict=True):
        assert (one.model, one.horizon, one.first_origin, one.verdict) == (
            again.model, again.horizon, again.first_origin, again.verdict,
        )  # fmt: skip
        assert again.mae == pytest.approx(one.mae, rel=1e-4)
        assert again.regimes[0].n == one.regimes[0].n
        assert np.isnan(again.p_value) == np.isnan(one.p_value)


def test_a_thinned_table_keeps_one_origin_of_each_month_and_the_last_week(tmp_path: Path) -> None:
    """Of a target with a figure a day that is the first."""
    thin = bundle.thinned(short(tmp_path).table)
    origins = [from_days(int(number)) for number in np.unique(thin.origin)]
    assert origins[:3] == [date(2025, 9, 2), date(2025, 10, 1), date(2025, 11, 3)]
    assert origins[-5:] == [date(2026, 3, day) for day in (26, 27, 30, 31)] + [date(2026, 4, 1)]


def test_of_a_target_with_a_figure_a_week_the_month_keeps_the_origin_that_most_is_known_of(tmp_path: Path) -> None:
    table = short(tmp_path).table
    is_wednesday = np.array([from_days(int(day)).weekday() == 2 for day in table.day])
    thin = bundle.thinned(table._replace(outcome=np.where(is_wednesday, table.outcome, np.nan)))
    origins = [from_days(int(number)) for number in np.unique(thin.origin)]
    assert [day.isoformat() for day in origins[:3]] == ["2025-09-02", "2025-10-07", "2025-11-04"]


def test_a_back_test_judged_at_another_moment_is_not_bundled(tmp_path: Path) -> None:
    done = short(tmp_path)
    early = replace(done, facts=replace(done.facts, judged_at=datetime(2026, 1, 2, tzinfo=UTC).isoformat()))
    with pytest.raises(UsageError, match="effr_spread"):
        bundle.write([early], [], tmp_path / "package")


@pytest.mark.slow
def test_the_bundled_forecasts_are_made_again_from_the_publishers_files(publishers: Path) -> None:
    """The origins of the last week, fitted on the last refit day as then: the same centres to the kept digits.

    The bundled table starts in 2018 and would give other weights.
    """
    store = Store(publishers)
    for saved in bundle.tables():
        entry = registry.find(saved.facts.model)
        last = np.unique(saved.table.origin)[-3:]
        origins = tuple(from_days(int(number)) for number in last)
        refit = walk_forward.half_yearly(entry.first_origin, origins[-1])[-1]
        with threadpool_limits(1):
            again = walk_forward.forecasts(
                entry.model,
                lambda moment, inputs=entry.inputs: store.frame(inputs, as_of=moment),  # type: ignore[misc]
                Stretch(refit, origins, entry.horizons),
            )
        kept_rows = saved.table.rows(np.isin(saved.table.origin, last))
        np.testing.assert_allclose(kept_rows.centre, again.centre, rtol=1e-4, atol=1e-3)
        np.testing.assert_allclose(kept_rows.rivals, again.rivals, rtol=1e-4, atol=1e-3)
