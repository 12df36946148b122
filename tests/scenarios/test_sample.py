"""A sample keeps of each path what the readable engine says of it, whatever the number of paths."""

import signal
import threading
import time

import numpy as np
import pytest
from tests.scenarios.small import program

from tidegauge.scenarios import sample
from tidegauge.scenarios.ensemble import CHUNK_PATHS
from tidegauge.scenarios.program import METRICS, Program, Watermark
from tidegauge.scenarios.sample import Cell, draw
from tidegauge.scenarios.simulate import simulate

CELLS = [Cell("reserves_usd", 3), Cell("sofr_iorb_bp", 9), Cell("reserves_usd", 9)]
DEAR = Watermark("dear", METRICS.index("sofr_iorb_bp"), True, 0, 2, 8, False)


def made() -> Program:
    return program(10)._replace(watermarks=(DEAR,))


def test_a_sample_holds_the_figures_of_the_readable_engine() -> None:
    found = draw(made(), CELLS, paths=3, seed=7)
    assert found.values.shape == (3, 3)
    for path in range(3):
        alone = simulate(made(), seed=7, path=path)
        assert found.values[:, path].tolist() == [alone.series(cell.metric)[cell.day] for cell in CELLS]


def test_a_watermark_is_met_on_the_day_its_days_are_full() -> None:
    found = draw(made(), [Cell("sofr_iorb_bp", day) for day in range(8)], paths=40, seed=7)
    beyond = np.cumsum(found.values > 0, axis=0) > 2
    met = np.where(beyond.any(axis=0), beyond.argmax(axis=0), -1)
    assert found.met_on[0].tolist() == met.tolist()


def test_a_path_is_the_same_among_few_and_among_many() -> None:
    few, many = (draw(made(), CELLS, paths=paths, seed=7).values for paths in (5, 700))
    assert np.array_equal(few, many[:, :5])


def test_a_sample_that_is_stopped_keeps_the_paths_that_were_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, is_asked_to_stop = sample.part, threading.Event()

    def slow(program: Program, cells: list[Cell], seed: int, stretch: tuple[int, int]) -> sample.Sample:
        if stretch[0]:
            is_asked_to_stop.wait()
            time.sleep(0.02)
        return whole(program, cells, seed, stretch)

    def stop(done: int, total: int) -> None:
        if done == CHUNK_PATHS:
            signal.raise_signal(signal.SIGINT)
            is_asked_to_stop.set()

    monkeypatch.setattr(sample, "part", slow)
    asked = 40 * CHUNK_PATHS
    found = draw(made(), CELLS, paths=asked, seed=7, workers=1, progress=stop)
    finished = found.values.shape[1]
    assert CHUNK_PATHS <= finished < asked and finished == found.met_on.shape[1]
    assert np.array_equal(found.values, draw(made(), CELLS, paths=finished, seed=7).values)
