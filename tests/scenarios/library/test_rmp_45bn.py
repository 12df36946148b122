"""45 instead of 40 bn a month: the difference is known, and small beside what the Treasury's cash does in a week."""

from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean

import numpy as np
import pytest
from tests.scenarios.library.episode import lies_within, observed, run

START, END = date(2025, 12, 17), date(2026, 3, 25)
MONTHS = 3.4  # from 12 December to 25 March


def test_it_adds_what_five_billion_a_month_add() -> None:
    more, less = run("rmp_45bn"), run("rmp_40bn")
    gap = float(np.median(more.values("fed_assets_usd", END) - less.values("fed_assets_usd", END)))
    assert gap == pytest.approx(5 * MONTHS, abs=2)
    reserves = float(np.median(more.values("reserves_usd", END) - less.values("reserves_usd", END)))
    assert lies_within(reserves, (gap - 4, gap + 2))  # less standing repo


def test_a_quiet_week_of_the_treasurys_cash_moves_more() -> None:
    wednesdays = [START + timedelta(days=7 * week) for week in range(15)]
    seen = [observed("tga_wednesday", on) for on in wednesdays]
    assert fmean(abs(later - earlier) for earlier, later in pairwise(seen)) > 5 * MONTHS


def test_it_is_no_better_and_no_worse_at_meeting_what_came() -> None:
    seen = observed("reserves", END)
    for name in ("rmp_40bn", "rmp_45bn"):
        assert run(name).median("reserves_usd", END) == pytest.approx(seen, abs=80)
