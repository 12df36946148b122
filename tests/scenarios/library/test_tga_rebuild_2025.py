"""The rebuild of 2025: who pays for the rise of the Treasury's cash, and how far it goes."""

from datetime import date

import numpy as np
import pytest
from tests.scenarios.library.episode import lies_within, observed, run

START, END = date(2025, 7, 9), date(2025, 10, 29)


def changes() -> dict[str, float]:
    """Return the changes from the opening to the end, medians [bn]."""
    ran = run("tga_rebuild_2025")
    opened = {"tga_usd": "tga", "reserves_usd": "reserves", "on_rrp_usd": "on_rrp"}
    return {
        metric: float(np.median(ran.values(metric, END))) - observed(series, START) for metric, series in opened.items()
    }


def test_reserves_and_on_rrp_share_the_rise_as_they_did() -> None:
    change = changes()
    cash = change["tga_usd"]
    seen = {series: observed(series, END) - observed(series, START) for series in ("tga", "reserves", "on_rrp")}
    assert [round(seen[series]) for series in ("tga", "reserves", "on_rrp")] == pytest.approx([673, -514, -208], abs=2)
    assert lies_within(-change["reserves_usd"] / cash, (0.6, 1.0))  # 0.84 in the run, 0.76 seen
    assert lies_within(-change["on_rrp_usd"] / cash, (0.2, 0.5))  # 0.30 in the run, 0.31 seen


def test_on_rrp_is_nearly_used_up_by_october() -> None:
    assert run("tga_rebuild_2025").median("on_rrp_usd", date(2025, 10, 15)) < 80  # 40 in the run, 5 seen
    assert observed("on_rrp", date(2025, 10, 15)) < 20


@pytest.mark.parametrize("on", [date(2025, 7, 30), date(2025, 8, 27), date(2025, 9, 24), date(2025, 10, 1)])
def test_reserves_are_met_on_the_way(on: date) -> None:
    assert run("tga_rebuild_2025").median("reserves_usd", on) == pytest.approx(observed("reserves", on), abs=80)


def test_the_rise_stops_at_the_announced_aim_and_so_too_early() -> None:
    """Missed: the Treasury had named 850 bn and held 984 on 29 October."""
    missed = observed("tga", END) - run("tga_rebuild_2025").median("tga_usd", END)
    assert lies_within(missed, (60, 160))
    reserves_missed = run("tga_rebuild_2025").median("reserves_usd", END) - observed("reserves", END)
    assert abs(reserves_missed - missed) < 110
