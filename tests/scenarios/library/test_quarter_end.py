"""Quarter-ends: repo is dearer on the day and calm again after it, but the run overstates the quiet ones."""

from datetime import date
from statistics import fmean

import pytest
from tests.scenarios.library.episode import lies_within, observed, run, spread

ENDS = {  # opening: the business day before, the quarter-end
    "2025-09-11": (date(2025, 9, 29), date(2025, 9, 30)),
    "2025-12-11": (date(2025, 12, 30), date(2025, 12, 31)),
    "2026-03-12": (date(2026, 3, 30), date(2026, 3, 31)),
}


def misses() -> list[float]:
    """Return how far the median spread of each quarter-end lies above what was seen [bp]."""
    return [
        run("quarter_end", f"opening.on={opening}").median("sofr_iorb_bp", on) - spread("sofr", on)
        for opening, (_, on) in ENDS.items()
    ]


@pytest.mark.parametrize("opening", ENDS)
def test_repo_is_dearer_on_the_day(opening: str) -> None:
    before, on = ENDS[opening]
    ran = run("quarter_end", f"opening.on={opening}")
    seen = spread("sofr", on) - spread("sofr", before)
    rise = ran.median("sofr_iorb_bp", on) - ran.median("sofr_iorb_bp", before)
    assert seen > 0
    assert lies_within(rise, (3, 30))


def test_the_treasurys_cash_and_the_day_after_are_met_in_september() -> None:
    ran = run("quarter_end")
    assert ran.median("tga_usd", date(2025, 9, 30)) == pytest.approx(observed("tga", date(2025, 9, 30)), abs=50)
    assert ran.median("reserves_usd", date(2025, 10, 1)) == pytest.approx(
        observed("reserves", date(2025, 10, 1)), abs=40
    )
    assert ran.median("sofr_iorb_bp", date(2025, 10, 1)) == pytest.approx(spread("sofr", date(2025, 10, 1)), abs=6)


def test_the_tax_date_before_it_is_met() -> None:
    on = date(2025, 9, 15)
    assert run("quarter_end").median("sofr_iorb_bp", on) == pytest.approx(spread("sofr", on), abs=6)


def test_quiet_quarter_ends_are_overstated() -> None:
    """Missed: 16, 23 and 17 bp in the run, 9, 22 and 3 seen; 49 bn of standing repo on 31 March 2026, none seen."""
    assert lies_within(fmean(misses()), (4, 16))
    assert lies_within(max(misses()), (10, 24))
    quiet = run("quarter_end", "opening.on=2026-03-12").median("srf_usd", date(2026, 3, 31))
    assert lies_within(quiet, (30, 100))
