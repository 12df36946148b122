"""A crew: the same options and the same bits in every question that runs paths."""

import inspect
from datetime import date

import numpy as np
import pytest
from tests.scenarios import small

from tidegauge.errors import NoScheduler
from tidegauge.questions.crew import crew
from tidegauge.questions.desk import Desk
from tidegauge.questions.registry import QUESTIONS, found
from tidegauge.questions.runs import Making
from tidegauge.scenarios.sample import Cell

RUNNING = [question for question in QUESTIONS if any(one.name == "dask" for one in question.parameters)]
OF_DATES = {"hindcast"}  # its stretch says how far it runs, and of what
SAID = {
    "start": date(2025, 12, 3),
    "end": date(2025, 12, 17),
    "flows": "forecast",
    "a": "baseline",
    "b": "baseline",
    "lever": "runoff_mbs",
    "target": "mean(tga_usd) > 1tn at 1",
}


def test_no_figure_depends_on_the_number_of_threads() -> None:
    cells = [Cell("reserves_usd", 3)]
    drawn = []
    for workers in (1, 3):
        with crew(Making(paths=300, workers=workers)) as team:
            drawn.append(team.sample(small.program(5), cells).values)
    assert np.array_equal(*drawn)


def test_every_question_that_runs_ensembles_takes_the_same_options() -> None:
    assert {question.name for question in RUNNING} == {"simulate", "compare", "search", "portfolio", "hindcast"}
    for question in RUNNING:
        names = [one.name for one in question.parameters if one.within == "making"]
        wanted = ["paths", "days", "seed", "workers", "dask", "keys", "parameters"]
        assert names == [name for name in wanted if question.name not in OF_DATES or name not in ("days", "keys")]


@pytest.mark.parametrize("question", RUNNING, ids=lambda question: question.name)
def test_an_address_that_is_none_is_told_by_every_question(desk: Desk, tmp_path, question) -> None:  # type: ignore[no-untyped-def]
    pytest.importorskip("distributed")
    holdings = tmp_path / "held.csv"
    holdings.write_text("asset,amount\nsp500,1mn\n")
    said = SAID | {"scenario": "baseline", "file": holdings}
    taken = inspect.signature(found(question.function)).parameters
    options = {"dask": "foo", "paths": 10} | ({} if question.name in OF_DATES else {"days": 5})
    with pytest.raises(NoScheduler, match="tcp://host:8786"):
        question.ask(desk, **options, **{name: said[name] for name in said if name in taken})
