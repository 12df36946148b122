"""The scoreboard: nothing to show is said, what is shown names its rivals, and asking again gives the same bytes."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tidegauge.errors import NoScores, UnknownModel
from tidegauge.forecasts import registry
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
