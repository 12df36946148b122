"""A sample keeps of each path what the readable engine says of it, whatever the number of paths."""

import numpy as np
from tests.scenarios.small import program

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
