"""The bands of SOFR over IORB hold, over six past stretches, as many days as their own paths would."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from tidegauge.clock import end_of_day
from tidegauge.reference import figures
from tidegauge.scenarios import sample
from tidegauge.scenarios.compile import INPUTS as KNOWN
from tidegauge.scenarios.hindcast.episodes import stretches as named
from tidegauge.scenarios.hindcast.forecast import BANDS, INPUTS, VARIABLES, foresee
from tidegauge.scenarios.program import Program
from tidegauge.scenarios.sample import Cell, Sample
from tidegauge.store import Store

PATHS, WORLDS = 400, 4_000
PLACE = tuple(VARIABLES).index("sofr_iorb_bp")


@pytest.fixture(scope="module")
def stretches() -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Return for each stretch what came and what each path says, on the days with a figure [bp]."""
    store, found = Store(figures.FOLDER), []
    happened = store.frame(INPUTS, as_of=figures.LAST_MOMENT)
    for one in named().values():
        drawn: list[Sample] = []

        def draw(program: Program, cells: Sequence[Cell], kept: list[Sample] = drawn) -> Sample:
            kept.append(sample.draw(program, cells, paths=PATHS, seed=7))
            return kept[0]

        scores, compiled = foresee(
            store.frame(KNOWN, as_of=end_of_day(one.start)), happened, one.start, one.end, draw=draw
        )
        spread = scores[PLACE]
        days = compiled.program.days.on.tolist()
        courses = drawn[0].values.reshape(len(VARIABLES), len(days), PATHS)[PLACE] / 1000.0
        rows = [days.index(np.datetime64(forecast.on, "D").astype(int)) for forecast in spread.forecasts]
        found.append((np.array([forecast.observed for forecast in spread.forecasts]), courses[rows]))
    return found


@pytest.mark.parametrize("share", BANDS)
def test_a_band_of_sofr_holds_as_many_days_as_its_paths_do(
    stretches: list[tuple[NDArray[np.float64], NDArray[np.float64]]], share: float
) -> None:
    """Days of one stretch are alike: pooled, a right 50 % band holds anything from a third to two thirds of them."""
    random, days = np.random.default_rng(7), sum(len(outcome) for outcome, _ in stretches)
    held, worlds = 0, np.zeros(WORLDS)
    for outcome, courses in stretches:
        low, high = np.quantile(courses, ((1 - share) / 2, (1 + share) / 2), axis=1)
        held += int(((low <= outcome) & (outcome <= high)).sum())
        inside = ((low[:, None] <= courses) & (courses <= high[:, None])).sum(axis=0)
        worlds += random.choice(inside, WORLDS)
    least, most = np.quantile(worlds / days, (0.05, 0.95))
    assert most - least < 0.4  # wide enough for chance, not for anything
    assert least <= held / days <= most
