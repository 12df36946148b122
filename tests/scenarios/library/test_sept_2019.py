"""September 2019: the spike comes out of the calendar and the curve, a day early; its height rests on priors."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures

FRIDAY, TAX_DAY, SPIKE, LATER = (date(2019, 9, day) for day in (13, 16, 17, 20))
SCARE_BP = 100.0
"""A spread that nobody calls noise: the largest before 2019 was 60 bp, on a year-end (New York Fed, Board)."""


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("sept_2019") == []


def test_the_rate_jumps_by_more_than_a_hundred_and_is_back_within_three_days() -> None:
    ran = declared("sept_2019").ran("")
    assert np.mean(ran.values("sofr_iorb_bp", FRIDAY) > SCARE_BP) < 0.1
    assert np.mean(ran.highest("sofr_iorb_bp", TAX_DAY, SPIKE) > SCARE_BP) > 0.5
    assert np.mean(ran.values("sofr_iorb_bp", LATER) > SCARE_BP) < 0.2


def test_the_desk_lends_the_day_after_and_not_before() -> None:
    ran = declared("sept_2019").ran("")
    assert ran.median("open_market_repos_usd", TAX_DAY) == 0.0
    assert ran.median("srf_usd", SPIKE) == 0.0  # there was no standing facility
    assert ran.median("open_market_repos_usd", SPIKE) == 75.0  # what it offered on 17 September 2019 (New York Fed)


def test_the_height_hangs_on_priors() -> None:
    page = declared("sept_2019")
    height = {
        run: float(np.median(page.ran(run).highest("sofr_iorb_bp", TAX_DAY, SPIKE))) for run in ("looser", "tighter")
    }
    assert height["looser"] < SCARE_BP < height["tighter"]


def test_federal_funds_follow_at_a_distance() -> None:
    ran = declared("sept_2019").ran("")
    assert np.all(ran.values("effr_iorb_bp", TAX_DAY) < ran.values("sofr_iorb_bp", TAX_DAY))
