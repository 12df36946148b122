"""Refunds that the Treasury sees coming become bills; the tax season of 2026 shows that cash paid out is reserves."""

from datetime import date

import numpy as np
from tests.scenarios.library.episode import lies_within, observed, run

END = date(2026, 8, 31)
NOTHING_REFUNDED = "flows.tariff_refunds.amounts=[]"
NO_RULE = "levers.treasury.rule=none"
SEASON = ("opening.on=2026-02-11", "horizon.days=33")
FROM, TO = date(2026, 2, 18), date(2026, 3, 11)


def test_bills_rise_by_what_is_paid_back_and_reserves_hardly_move() -> None:
    ran, calm = run("tariff_refunds"), run("tariff_refunds", NOTHING_REFUNDED)
    paid = ran.flow("tariff_refunds")
    assert 50.0 < paid < 60.0
    assert abs(float(np.median(ran.values("bills_usd", END) - calm.values("bills_usd", END))) - paid) < 5.0
    assert np.all(np.abs(ran.values("reserves_usd", END) - calm.values("reserves_usd", END)) < 5.0)


def test_without_a_cash_policy_they_stay_in_reserves() -> None:
    ran = run("tariff_refunds", NO_RULE, "horizon.days=40")
    calm = run("tariff_refunds", NO_RULE, "horizon.days=40", NOTHING_REFUNDED)
    on = date(2026, 5, 22)
    gained = float(np.median(ran.values("reserves_usd", on) - calm.values("reserves_usd", on)))
    spent = float(np.median(calm.values("tga_usd", on) - ran.values("tga_usd", on)))
    assert spent > 8.0
    assert 0.84 < gained / spent < 1.12  # weekly share of reserves, September 2025 to March 2026: 0.98 (0.07), H.4.1


def test_the_refund_season_of_2026_moves_cash_and_reserves_as_it_did() -> None:
    ran = run("baseline", *SEASON)
    for metric, series in (("tga_usd", "tga"), ("reserves_usd", "reserves")):
        low, high = (float(edge) for edge in np.quantile(ran.change(metric, FROM, TO), (0.1, 0.9)))
        assert lies_within(observed(series, TO) - observed(series, FROM), (low, high))
