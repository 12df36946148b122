"""Balance sheets for tests: one with every claim the chart allows."""

from tidegauge.ledger.chart import INSTRUMENTS
from tidegauge.ledger.event import Claim
from tidegauge.ledger.sheet import BalanceSheet


def full(amount_usd: int = 1_000) -> BalanceSheet:
    """Return a sheet on which every possible holder has `amount_usd` of every instrument from every possible issuer."""
    return BalanceSheet(
        Claim(instrument.id, holder=holder, issuer=issuer, amount_usd=amount_usd)
        for instrument in INSTRUMENTS.values()
        for issuer in instrument.issuers
        for holder in instrument.holders
        if holder != issuer
    )
