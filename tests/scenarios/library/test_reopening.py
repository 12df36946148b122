"""The reopening of November 2025: what returns is the backlog of the last day, not 700 bn of Treasury cash."""

from datetime import date

import numpy as np
import pytest
from tests.scenarios.library.episode import lies_within, observed, run, spread

LAST_EVENING = date(2025, 11, 12)
LOW, HIGH = date(2025, 7, 11), date(2025, 10, 30)


def repaid_bn() -> float:
    """Return what the run pays out of the backlog [bn]."""
    program = run("reopening").program
    return float(program.flows.scheduled_usd[:, program.flow_names.index("backlog_repaid")].sum() / 1e9)


def test_the_backlog_of_the_last_day_returns_and_not_the_rise_of_the_treasurys_account() -> None:
    risen = observed("tga", HIGH) - observed("tga", LOW)
    assert risen == pytest.approx(718, abs=2)
    assert repaid_bn() == pytest.approx(54, abs=5)  # CBO, letter of 29 October 2025, after six weeks
    assert run("reopening").program.backlog_usd[-1] == 0


@pytest.mark.parametrize("on", [date(2025, 11, 19), date(2025, 11, 26), date(2025, 12, 3)])
def test_reserves_move_by_tens_of_billions_as_they_did(on: date) -> None:
    ran = run("reopening")
    seen = observed("reserves", on) - observed("reserves", LAST_EVENING)
    change = ran.values("reserves_usd", on) - ran.values("reserves_usd", date(2025, 11, 13))
    assert float(np.median(change)) == pytest.approx(seen, abs=70)
    assert float(np.max(change)) < 500  # nowhere near 700 on any path


def test_cash_stays_near_the_aim() -> None:
    ran = run("reopening")
    for on in (date(2025, 11, 19), date(2025, 11, 26), date(2025, 12, 3)):
        assert ran.median("tga_usd", on) == pytest.approx(observed("tga", on), abs=50)


def test_the_calm_after_november_is_missed() -> None:
    """The run starts from the mean spread of twenty tense days (10 bp) and stays there; the market did not."""
    on = date(2025, 12, 24)
    missed = run("reopening").median("sofr_iorb_bp", on) - spread("sofr", on)
    assert lies_within(missed, (2, 12))  # 7 against 1 bp
