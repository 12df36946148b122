"""August 2024: carry trades unwind by tens of billions and reserves do not move by a dollar."""

from datetime import date

import numpy as np
from tests.scenarios.library.episode import observed, run, spread

from tidegauge.scenarios.program import METRICS

JUMP, WEDNESDAY, END = date(2024, 8, 5), date(2024, 8, 7), date(2024, 8, 29)
NOTHING_UNWOUND = 'parameters.values."fx.share"=0.0'


def test_the_yen_rose_by_four_per_cent() -> None:
    assert round(1.0 - observed("usdjpy", JUMP) / observed("usdjpy", date(2024, 8, 1)), 3) == 0.041


def test_tens_of_billions_are_unwound_and_every_reserve_stays() -> None:
    ran, calm = run("yen_carry_unwind"), run("yen_carry_unwind", NOTHING_UNWOUND)
    assert 20.0 < ran.flow("fx_carry_unwind") < 200.0
    assert calm.flow("fx_carry_unwind") == 0.0
    rows = [place for place, name in enumerate(METRICS) if name != "net_liquidity_usd"]
    assert np.array_equal(ran.figures[rows], calm.figures[rows])


def test_sofr_of_the_week_stays_below_iorb_as_it_did() -> None:
    ran = run("yen_carry_unwind")
    for on in (JUMP, WEDNESDAY, date(2024, 8, 14)):
        assert spread("sofr", on) < 0.0
        assert ran.median("sofr_iorb_bp", on) < 0.0
        assert abs(ran.median("sofr_iorb_bp", on) - spread("sofr", on)) < 5.0


def test_reserves_of_7_august_are_missed_by_the_treasurys_cash_and_on_rrp() -> None:
    ran = run("yen_carry_unwind")
    missed = observed("reserves", WEDNESDAY) - ran.median("reserves_usd", WEDNESDAY)
    named = sum(ran.median(f"{line}_usd", WEDNESDAY) - observed(line, WEDNESDAY) for line in ("tga", "on_rrp"))
    assert 30.0 < missed < 90.0
    assert abs(missed - named) < 30.0
