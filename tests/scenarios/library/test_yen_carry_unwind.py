"""August 2024: carry trades unwind by tens of billions and reserves do not move by a dollar."""

from datetime import date

import numpy as np
from scenario_figures import declared, failures
from scenario_runs import observed

from tidegauge.scenarios.program import METRICS


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("yen_carry_unwind") == []


def test_the_yen_rose_by_four_per_cent() -> None:
    assert round(1.0 - observed("usdjpy", date(2024, 8, 5)) / observed("usdjpy", date(2024, 8, 1)), 3) == 0.041


def test_tens_of_billions_are_unwound_and_every_reserve_stays() -> None:
    page = declared("yen_carry_unwind")
    ran, calm = page.ran(""), page.ran("control")
    assert ran.flow("fx_carry_unwind") > 10.0
    assert calm.flow("fx_carry_unwind") == 0.0
    rows = [place for place, name in enumerate(METRICS) if name != "net_liquidity_usd"]
    assert np.array_equal(ran.figures[rows], calm.figures[rows])


def test_no_stress_is_called_in_the_week_of_the_jump() -> None:
    ran = declared("yen_carry_unwind").ran("")
    for on in (date(2024, 8, 5), date(2024, 8, 7), date(2024, 8, 14)):
        assert np.mean(ran.values("sofr_iorb_bp", on) > 10.0) < 0.1
