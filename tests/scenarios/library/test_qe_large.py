"""Spring 2020: a trillion ends in reserves and in the Treasury's account; the split is missed, the sum is not."""

from datetime import date

import pytest
from tests.scenarios.library.episode import observed, run, spread

END = date(2020, 4, 8)
LINES = (("reserves_usd", "reserves"), ("tga_usd", "tga"), ("on_rrp_usd", "on_rrp"))


def test_reserves_cash_and_on_rrp_together_end_within_60_bn() -> None:
    ran = run("qe_large")
    driven = sum(ran.median(metric, END) for metric, _ in LINES)
    assert abs(driven - sum(observed(series, END) for _, series in LINES)) < 60.0


def test_reserves_alone_are_missed_by_what_the_treasury_borrowed_faster() -> None:
    ran = run("qe_large")
    missed = ran.median("reserves_usd", END) - observed("reserves", END)
    cash = observed("tga", END) - ran.median("tga_usd", END)
    assert 250.0 < missed < 500.0
    assert 0.7 < cash / missed < 1.1


def test_the_rate_falls_to_or_below_the_rate_on_reserves() -> None:
    ran = run("qe_large")
    assert spread("sofr", END) == pytest.approx(-9.0)
    assert -10.0 < ran.median("sofr_iorb_bp", END) < 2.0
    assert ran.band("sofr_iorb_bp", END)[1] < 5.0


def test_fed_assets_rise_as_they_rose_within_150_bn() -> None:
    assert abs(run("qe_large").median("fed_assets_usd", END) - observed("fed_assets", END)) < 150.0
