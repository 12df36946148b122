"""The debt limit of 2023: cash runs down to almost nothing in time, and ON RRP pays for most of the rebuild."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.scenarios.library.episode import lies_within, observed, run

from tidegauge.frame import from_days

SUSPENDED, START, END = date(2023, 6, 3), date(2023, 5, 31), date(2023, 8, 30)


def median_cash() -> dict[date, float]:
    """Return the median of the Treasury's cash by day [bn]."""
    ran = run("debt_limit_2023")
    return {on: ran.median("tga_usd", on) for on in map(from_days, ran.program.days.on.tolist())}


def test_cash_falls_below_60_bn_between_22_may_and_9_june() -> None:
    cash = median_cash()
    bound = {on: usd for on, usd in cash.items() if on <= SUSPENDED + timedelta(days=6)}
    lowest = min(bound, key=lambda on: bound[on])
    assert date(2023, 5, 22) <= lowest <= date(2023, 6, 9)
    assert bound[lowest] < 60
    assert bound[lowest] == pytest.approx(observed("tga", date(2023, 6, 2)), abs=40)  # 23 bn seen


def test_without_the_suspension_cash_is_not_rebuilt() -> None:
    on = date(2023, 6, 13)
    bound = run("debt_limit_2023", "levers.treasury.debt_limit_ends_on=2023-12-31", "horizon.days=27")
    assert bound.median("tga_usd", on) < run("debt_limit_2023").median("tga_usd", on) - 50


def test_on_rrp_takes_most_of_the_rebuild() -> None:
    ran = run("debt_limit_2023")
    cash, on_rrp = (float(np.median(ran.change(metric, START, END))) for metric in ("tga_usd", "on_rrp_usd"))
    seen_cash, seen_on_rrp = (observed(series, END) - observed(series, START) for series in ("tga", "on_rrp"))
    assert seen_cash == pytest.approx(452, abs=2)
    assert seen_on_rrp == pytest.approx(-558, abs=2)
    assert cash == pytest.approx(seen_cash, abs=120)
    assert lies_within(-on_rrp / cash, (0.5, 1.3))  # 1.0 in the run, 1.23 seen


def test_reserves_fall_where_they_hardly_moved() -> None:
    """Missed: in summer 2023 money funds left ON RRP faster than the Treasury sold bills, and paid for run-off too."""
    fall = float(np.median(run("debt_limit_2023").change("reserves_usd", START, END)))
    assert observed("reserves", END) - observed("reserves", START) == pytest.approx(-9, abs=2)
    assert lies_within(fall, (-330, -50))
