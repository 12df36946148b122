"""Refunds that the Treasury sees coming become bills, as in two seasons of tax refunds; unforeseen, reserves."""

from datetime import date

import numpy as np
import pytest
from scenario_figures import declared, failures
from scenario_runs import run

from tidegauge.reference import figures
from tidegauge.store import Store

END = date(2026, 10, 30)
REFUNDS = ("dts_tax_refunds_individual", "dts_tax_refunds_business")
SEASONS = {"season_2022": (date(2022, 2, 11), date(2022, 3, 31)), "season_2024": (date(2024, 2, 9), date(2024, 3, 28))}
NOTHING_REFUNDED = "flows.tariff_refunds.amounts=[]"
NO_RULE = ("levers.treasury.rule=none", "horizon.days=40")


def test_every_published_figure_of_the_page_is_held_or_its_miss_has_a_cause() -> None:
    assert failures("tariff_refunds") == []


@pytest.mark.parametrize("run_name", SEASONS)
def test_a_season_carries_the_refunds_that_were_paid(run_name: str) -> None:
    first, last = SEASONS[run_name]
    frame = Store(figures.FOLDER).frame(REFUNDS, as_of=figures.LAST_MOMENT)
    paid = sum(value for name in REFUNDS for on, value in frame[name].present() if first <= on <= last)
    assert declared("tariff_refunds").ran(run_name).flow("tariff_refunds") == pytest.approx(paid / 1e9, abs=1.0)


def test_bills_rise_by_what_is_paid_back_and_reserves_hardly_move() -> None:
    page = declared("tariff_refunds")
    ran, calm = page.ran(""), page.ran("control")
    paid = ran.flow("tariff_refunds")
    assert abs(float(np.median(ran.values("bills_usd", END) - calm.values("bills_usd", END))) - paid) < 0.1 * paid
    moved = np.abs(ran.values("reserves_usd", END) - calm.values("reserves_usd", END))
    assert np.mean(moved < 0.1 * paid) > 0.99  # now and then a dearer day brings the desk's repo a day sooner


def test_without_a_cash_policy_they_stay_in_reserves() -> None:
    ran, calm = run("tariff_refunds", *NO_RULE), run("tariff_refunds", *NO_RULE, NOTHING_REFUNDED)
    on = date(2026, 5, 22)
    gained = float(np.median(ran.values("reserves_usd", on) - calm.values("reserves_usd", on)))
    spent = float(np.median(calm.values("tga_usd", on) - ran.values("tga_usd", on)))
    assert spent > 0.0
    # Weekly share of reserves, September 2025 to March 2026: 0.98, standard error 0.07 (own estimate on H.4.1).
    assert 0.98 - 2 * 0.07 < gained / spent < 0.98 + 2 * 0.07
