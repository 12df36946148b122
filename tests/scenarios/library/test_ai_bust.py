"""Shares fall: little of it reaches reserves, and the April of 2025 must not be called stress."""

from datetime import date

from tests.scenarios.library.episode import lies_within, observed, run, spread

END = date(2026, 6, 30)
APRIL_2025 = (
    "opening.on=2025-04-02",
    "horizon.days=20",
    "flows.non_withheld_taxes.scale=1",
    "flows.corporate_taxes.scale=1",
    'flows.flight_to_money_funds.amounts=[{from=2025-04-03,until=2025-04-30,every="week",amount="30bn"}]',
    'flows.credit_lines_drawn.amounts=[{from=2025-04-07,until=2025-04-30,every="week",amount="15bn"}]',
    'flows.margins_on_shares.amounts=[{from=2025-04-03,until=2025-04-16,every="day",amount="3bn"}]',
)
"""The same fall of shares in the week of 4 April 2025 (S&P 500 −9.1 %), when taxes were still those of a good year."""


def test_april_2025_stays_calm_as_it_did() -> None:
    ran = run("ai_bust", *APRIL_2025)
    for day in (8, 15, 16, 23, 29):
        on = date(2025, 4, day)
        assert spread("sofr", on) < 5.0
        assert ran.band("sofr_iorb_bp", on)[1] < 5.0
    assert lies_within(spread("sofr", date(2025, 4, 30)), ran.band("sofr_iorb_bp", date(2025, 4, 30)))


def test_reserves_fall_by_hundreds_of_billions_in_that_calm() -> None:
    ran, before, after = run("ai_bust", *APRIL_2025), date(2025, 4, 9), date(2025, 4, 30)
    seen = observed("reserves", after) - observed("reserves", before)
    fallen = ran.median("reserves_usd", after) - ran.median("reserves_usd", before)
    assert round(seen) == -484
    assert 1.2 * seen < fallen < 0.7 * seen


def test_the_bust_moves_reserves_by_less_than_200_bn_and_makes_the_quarter_end_dearer() -> None:
    ran, calm = run("ai_bust"), run("baseline", "opening.on=2026-03-31", "horizon.days=65")
    lost = calm.median("reserves_usd", END) - ran.median("reserves_usd", END)
    assert abs(lost) < 200.0  # lower taxes and lending by the Fed give back what the flight to money funds takes
    assert 0.0 <= ran.median("sofr_iorb_bp", END) - calm.median("sofr_iorb_bp", END) < 30.0
