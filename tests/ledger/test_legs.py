"""The two halves of every payment through a bank."""

import pytest

from tidegauge.ledger.chart import DEPOSITS
from tidegauge.ledger.legs import TREASURY_IS_PAID, TREASURY_PAYS, Leg, paid_into_deposit, pays_from_deposit


@pytest.mark.parametrize("bank", DEPOSITS)
def test_a_payment_moves_the_deposit_and_the_banks_reserves_together(bank: str) -> None:
    assert pays_from_deposit("households", bank) == (
        Leg(-1, DEPOSITS[bank], "households", bank),
        Leg(-1, "reserves", bank, "fed"),
    )
    assert paid_into_deposit("households", bank) == (
        Leg(1, DEPOSITS[bank], "households", bank),
        Leg(1, "reserves", bank, "fed"),
    )


def test_the_treasurys_account_is_a_liability_of_the_fed() -> None:
    assert Leg(1, "tga", "treasury", "fed") == TREASURY_IS_PAID
    assert Leg(-1, "tga", "treasury", "fed") == TREASURY_PAYS
