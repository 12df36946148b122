"""September 2019: the spike comes out of the calendar and the curve, a day early and half as high as it was."""

from datetime import date

import numpy as np
from tests.scenarios.library.episode import Ran, observed, run, spread

FRIDAY, SPIKE, LATER = date(2019, 9, 13), date(2019, 9, 17), date(2019, 9, 20)
PEAK_BP = 315.0
"""SOFR of 5.25 % over IOER of 2.10 % on 17 September 2019 (New York Fed, Board)."""


def height(ran: Ran) -> float:
    """Return the median of the highest spread of 16 to 18 September."""
    return float(np.median(ran.peak("sofr_iorb_bp", date(2019, 9, 16), date(2019, 9, 18))))


def test_what_was_published_is_what_the_page_says() -> None:
    assert round(spread("sofr", SPIKE)) == PEAK_BP
    assert round(spread("sofr", SPIKE) - spread("sofr", date(2019, 9, 16))) == 282
    assert round(observed("reserves", date(2019, 9, 18))) == 1_385


def test_the_rate_jumps_by_more_than_a_hundred_and_is_back_within_three_days() -> None:
    ran = run("sept_2019")
    assert ran.median("sofr_iorb_bp", FRIDAY) < 30.0
    assert height(ran) > 100.0
    assert np.mean(ran.peak("sofr_iorb_bp", date(2019, 9, 16), SPIKE) > 100.0) > 0.9
    assert ran.median("sofr_iorb_bp", LATER) < 30.0
    assert np.mean(ran.values("sofr_iorb_bp", LATER) > 100.0) < 0.2


def test_the_desk_lends_75_bn_the_day_after_and_not_before() -> None:
    ran = run("sept_2019")
    assert ran.median("srf_usd", date(2019, 9, 16)) == 0.0
    assert ran.median("srf_usd", SPIKE) == 75.0


def test_the_drain_is_the_one_that_came_within_40_bn() -> None:
    ran = run("sept_2019")
    drained = -float(np.median(ran.change("tga_usd", FRIDAY, date(2019, 9, 16))))
    seen = observed("tga", FRIDAY) - observed("tga", date(2019, 9, 16))
    assert abs(drained - seen) < 40.0


def test_the_height_is_missed_and_hangs_on_priors() -> None:
    assert 0.3 < height(run("sept_2019")) / PEAK_BP < 0.6
    assert height(run("sept_2019", setting="low")) < 30.0
    assert 0.7 < height(run("sept_2019", setting="high")) / PEAK_BP < 1.2


def test_federal_funds_follow_at_a_distance() -> None:
    ran = run("sept_2019")
    funds = ran.median("effr_iorb_bp", date(2019, 9, 16))
    assert 5.0 < funds < 30.0  # EFFR rose from 4 to 15 bp over IOER on the 16th and to 20 on the 17th
    assert spread("effr", SPIKE) < 25.0
