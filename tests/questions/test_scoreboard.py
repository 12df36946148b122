"""The scoreboard: nothing to show is said, what is shown names its rivals, and asking again gives the same bytes."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tidegauge.errors import NoScores, UnknownModel
from tidegauge.forecasts import bundle, kept, registry
from tidegauge.frame import days
from tidegauge.questions import standing
from tidegauge.questions.answer import envelope
from tidegauge.questions.backtest import backtest
from tidegauge.questions.desk import Desk
from tidegauge.questions.scoreboard import scoreboard
from tidegauge.reference import figures


def test_without_a_back_test_the_scoreboard_names_the_command_that_makes_one(desk: Desk, tmp_path: Path) -> None:
    desk.root = tmp_path
    with pytest.raises(NoScores, match="backtest MODEL"):
        scoreboard(desk)


def test_an_unknown_model_is_answered_with_the_nearest(desk: Desk) -> None:
    with pytest.raises(UnknownModel, match="Did you mean treasury_cash"):
        backtest(desk, model="tresury_cash")


def test_every_horizon_stands_with_its_rivals_and_asking_again_gives_the_same_bytes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weekly = replace(registry.find("effr_spread"), first_origin=date(2023, 1, 3), every=5)
    monkeypatch.setitem(registry.MODELS, "effr_spread", weekly)
    desk.root = tmp_path
    backtest(desk, model="effr_spread", workers=1)
    first, again = (json.dumps(envelope(scoreboard(desk), "en")) for _ in range(2))
    assert first == again
    answer = scoreboard(desk).answer
    assert [score.horizon for score in answer.scores] == [1, 2, 5, 10, 20]
    assert all(len(score.rivals) == 5 and score.n > 100 for score in answer.scores)
    assert answer.better == 0  # nothing beats the last known value


def test_one_own_back_test_without_a_store_leaves_every_other_model_its_bundled_score_and_band(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (saved,) = (one for one in bundle.tables() if one.facts.model == "sofr_spread")
    recent = saved.table.rows(saved.table.origin >= days(date(2024, 1, 1)))
    kept.write(tmp_path, replace(saved, table=recent))
    monkeypatch.setattr(Desk, "writable_root", tmp_path)
    scored = {(score.model, score.horizon): score for score in standing.scores(desk)}
    bundled = {(score.model, score.horizon): score for score in bundle.scores()}
    assert scored.keys() == bundled.keys()
    assert scored["sofr_spread", 5].n < bundled["sofr_spread", 5].n
    assert scored["treasury_cash", 5].mae == bundled["treasury_cash", 5].mae
    tables = standing.tables(desk)
    assert tables.keys() == registry.BANDED
    assert len(tables["sofr_spread"].table.day) == len(recent.day)


def test_a_model_that_is_its_rival_is_called_no_better_and_no_loser(desk: Desk) -> None:
    verdicts = {score.verdict for score in scoreboard(desk).answer.scores if score.model == "effr_spread"}
    assert verdicts == {"equals"}


def test_without_a_store_the_scoreboard_that_comes_with_the_program_is_shown_with_its_losers(desk: Desk) -> None:
    answer = scoreboard(desk)
    assert answer.answer.missing == ()
    assert answer.as_of == figures.LAST_MOMENT
    for score in answer.answer.scores:
        assert (score.mae > score.rivals[score.strongest]) == (score.verdict == "loses")
    assert {score.verdict for score in answer.answer.scores} >= {"better", "loses"}


def test_a_condition_stands_apart_is_marked_and_counts_for_no_forecast(desk: Desk) -> None:
    found = scoreboard(desk).answer
    assert {score.model for score in found.conditional} == {"treasury_cash_given_debt"}
    assert all(score.is_conditional for score in found.conditional)
    assert not any(score.is_conditional for score in found.scores)
    assert found.models == len({score.model for score in found.scores})
    assert set(registry.SHOWN.values()).isdisjoint(score.model for score in found.conditional)


def test_every_regime_of_every_horizon_is_held_to_its_own_strongest_rival(desk: Desk) -> None:
    for score in scoreboard(desk).answer.scores:
        assert [part.regime for part in score.regimes] == [
            "tax_dates", "period_ends", "spring", "debt_limit", "shutdown", "other", "categories", "after_categories"
        ]  # fmt: skip
        assert sum(part.n for part in score.regimes[-2:]) == score.n
        for part in score.regimes:
            assert (part.strongest in score.rivals) == (part.n > 0)
            assert (part.skill < 0) == (part.verdict == "loses")
            assert part.windows <= part.n
            assert not part.p_holm < part.p_value


def test_one_model_can_be_asked_for_alone_with_the_p_values_of_the_whole_board(desk: Desk) -> None:
    whole = {(score.model, score.horizon): score.p_holm for score in scoreboard(desk).answer.scores}
    alone = scoreboard(desk, model="sofr_spread").answer
    assert {score.model for score in alone.scores} == {"sofr_spread"}
    assert all(score.p_holm == whole["sofr_spread", score.horizon] for score in alone.scores)
    with pytest.raises(UnknownModel, match="sofr_spread"):
        scoreboard(desk, model="sofr_spraed")


def test_bundled_scores_are_the_same_bytes_when_asked_again(desk: Desk) -> None:
    first, again = (json.dumps(envelope(scoreboard(desk), "en")) for _ in range(2))
    assert first == again


@pytest.mark.parametrize(("said", "model"), registry.SHOWN.items())
def test_a_model_can_be_called_by_the_word_its_forecast_is_asked_with(desk: Desk, said: str, model: str) -> None:
    assert {score.model for score in scoreboard(desk, model=said).answer.scores} == {model}


def test_another_process_gives_the_same_bytes() -> None:
    """Python deals names into sets anew in every process; the order of sources may not follow."""
    call = (sys.executable, "-m", "tidegauge", "scoreboard", "--json")
    said = [subprocess.run(call, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed}) for seed in "12"]
    assert said[0].stdout == said[1].stdout != b""
