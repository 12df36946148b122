"""What is said of runs that overdo tension is what back-tests show, and only where it bears on what is asked."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from bench.band_coverage import openings
from bench.days_above import counts, means

from tidegauge.clock import end_of_day
from tidegauge.frame import from_days
from tidegauge.indicators.combine import spread_bp
from tidegauge.reference import figures
from tidegauge.scenarios import library, overdone
from tidegauge.scenarios.compile import INPUTS, compile_scenario
from tidegauge.scenarios.ensemble import simulate_paths
from tidegauge.scenarios.overdone import FIRST, LAST
from tidegauge.scenarios.program import BP_SCALE, METRICS
from tidegauge.scenarios.scenario import Opening
from tidegauge.store import Store


def test_every_opening_since_the_autumn_of_2025_calls_more_tense_days_than_came_about_as_many_as_is_said() -> None:
    """Where this turns red the market or the model has changed, and the warning is to be measured anew or dropped."""
    found = list(counts(list(openings(FIRST, LAST, 3)), paths=100))
    assert all(one.called[1] > one.came for one in found)
    called, came = means(found)
    assert called == pytest.approx(overdone.DAYS_CALLED, abs=3)
    assert came == pytest.approx(overdone.DAYS_CAME, abs=1)


def test_standing_repo_is_overdone_and_effr_underdone_by_about_as_much_as_is_said() -> None:
    happened = Store(figures.FOLDER).frame((*INPUTS, "srf"), as_of=figures.LAST_MOMENT)
    effr = spread_bp("effr_iorb_bp", happened["effr"], happened["iorb"])
    called, came, below = [], [], []
    for day in openings(FIRST, LAST, overdone.EVERY):
        frame = Store(figures.FOLDER).frame(INPUTS, as_of=end_of_day(day))
        opened = replace(library.find("baseline"), opening=Opening(on=day))
        program = compile_scenario(opened, frame, days=60).program
        paths = simulate_paths(program, seed=7, paths=128).figures
        on = [from_days(int(number)) for number in program.days.on]
        known = [
            place for place, one in enumerate(on) if effr.at(one) is not None and happened["srf"].at(one) is not None
        ]
        drawn = (paths[METRICS.index("srf_usd")][known] > overdone.REPO_LINE_USD).sum(axis=0)
        called.append(float(np.median(drawn)))
        came.append(sum(happened["srf"].at(on[place]).value > overdone.REPO_LINE_USD for place in known))
        median = np.median(paths[METRICS.index("effr_iorb_bp")][known], axis=1) / BP_SCALE
        below.append(float(np.mean([effr.at(on[place]).value for place in known] - median)))
    assert np.mean(called) == pytest.approx(overdone.REPO_CALLED, abs=6)
    assert np.mean(came) == pytest.approx(overdone.REPO_CAME, abs=1)
    assert np.mean(below) == pytest.approx(overdone.EFFR_BELOW_BP, abs=0.6) and min(below) > 0.0


def test_the_openings_counted_are_the_wednesdays_between() -> None:
    assert len(list(openings(FIRST, LAST, 1))) == overdone.OPENINGS


def test_the_openings_before_called_no_more_than_came() -> None:
    """The control: a warning that held for every opening would say nothing of these."""
    found = list(counts([FIRST - timedelta(weeks=n) for n in (2, 3, 4)], paths=100))
    assert all(one.called[1] <= one.came for one in found)


@pytest.mark.parametrize(
    ("opening", "asked", "is_said"),
    [
        (FIRST, ["reserves_usd", "sofr_iorb_bp"], True),
        (LAST + timedelta(days=30), ["sofr_iorb_bp"], True),
        (FIRST - timedelta(days=1), ["sofr_iorb_bp"], False),
        (date(2019, 9, 13), ["sofr_iorb_bp"], False),
        (FIRST, ["reserves_usd"], False),
        (LAST, ["srf_usd"], True),
        (LAST, ["effr_iorb_bp"], True),
        (FIRST - timedelta(days=1), ["srf_usd", "effr_iorb_bp"], False),
        (FIRST, [], False),
    ],
)
def test_it_is_said_of_such_openings_when_the_spread_is_asked_for(
    opening: date, asked: list[str], is_said: bool
) -> None:
    assert bool(overdone.overdone(opening, asked)) is is_said
