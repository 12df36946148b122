"""The identities of the ledger, one function each: whatever is posted, every gap is zero.

A check returns a gap in dollars for each thing it looks at, zeros included, so a reader sees what was held and a leak
names its place. All are exact: there is no tolerance, since there is no rounding.

Sources: Godley and Lavoie (2007), *Monetary Economics*, for rows, columns and stocks; the H.4.1 release for the Fed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from tidegauge.ledger.chart import ACCOUNTS, SECTORS, Account
from tidegauge.ledger.effects import MEASURES

if TYPE_CHECKING:
    from tidegauge.ledger.sheet import BalanceSheet

Gaps = Mapping[str, int]
"""What was looked at (an instrument, a sector, an account) and by how much it is out [USD]."""

Check = Callable[["BalanceSheet"], Gaps]

_WEIGHTS = {"asset": 1, "liability": -1, "net_worth": -1}


def instrument_rows(sheet: "BalanceSheet") -> Gaps:
    """What is held of an instrument is what is owed."""
    return _rows(sheet.level(*place) for place in ACCOUNTS)


def sector_columns(sheet: "BalanceSheet") -> Gaps:
    """What a sector holds less what it owes is its net worth."""
    return _columns(sheet.level(*place) for place in ACCOUNTS)


def flow_columns(sheet: "BalanceSheet") -> Gaps:
    """Transactions change a sector's net worth by its income and by nothing else."""
    return _columns(sheet.stock(place)[1] for place in ACCOUNTS)


def revaluation_rows(sheet: "BalanceSheet") -> Gaps:
    """What a price gives the holder of an instrument it takes from the issuer."""
    return _rows(sheet.stock(place)[2] for place in ACCOUNTS)


def stocks(sheet: "BalanceSheet") -> Gaps:
    """A stock is what it opened with, plus flows, plus revaluations."""
    return {" ".join(place): sheet.level(*place) - sum(sheet.stock(place)) for place in ACCOUNTS}


def journal(sheet: "BalanceSheet") -> Gaps:
    """What moved an account, event by event, is all that moved it."""
    moved: defaultdict[Account, int] = defaultdict(int)
    for entry in sheet.journal:
        for place, change in entry.changes.items():
            moved[place] += change
    return {" ".join(place): sum(sheet.stock(place)[1:]) - moved[place] for place in ACCOUNTS}


def transactions_create_no_net_worth(sheet: "BalanceSheet") -> Gaps:
    """One sector's income is another's outlay: over all sectors transactions and prices leave net worth unchanged."""
    accounts = [place for place in ACCOUNTS if place.side == "net_worth"]
    return {
        "flow": sum(sheet.stock(place)[1] for place in accounts),
        "revaluation": sum(sheet.stock(place)[2] for place in accounts),
    }


def reserves_are_what_the_fed_owes_to_nobody_else(sheet: "BalanceSheet") -> Gaps:
    """Reserves are Fed assets less every other liability and less capital: the identity of the H.4.1 release."""
    fed_assets = sum(sign * sheet.level(*place) for place, sign in MEASURES["fed_assets"].items())
    others = (
        "tga",
        "on_rrp",
        "foreign_repo_pool",
        "currency",
        "other_fed_deposits",
        "foreign_official_deposits",
        "other_fed_liabilities",
        "unmapped_fed_liabilities",
        "remittances_due",
    )
    owed = sum(sheet.level("fed", instrument, "liability") for instrument in others)
    capital = sheet.level("fed", "net_worth", "net_worth")
    return {"reserves": sheet.total("reserves") - (fed_assets - owed - capital)}


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        check.__name__: check
        for check in (
            instrument_rows,
            sector_columns,
            flow_columns,
            revaluation_rows,
            stocks,
            journal,
            transactions_create_no_net_worth,
            reserves_are_what_the_fed_owes_to_nobody_else,
        )
    }
)
"""Every identity, by name, the broadest first."""


def _rows(levels: Iterable[int]) -> Gaps:
    """Return assets less liabilities of each instrument, levels given in the order of the chart."""
    gaps: defaultdict[str, int] = defaultdict(int)
    for place, level in zip(ACCOUNTS, levels, strict=True):
        if place.side != "net_worth":
            gaps[place.instrument] += _WEIGHTS[place.side] * level
    return gaps


def _columns(levels: Iterable[int]) -> Gaps:
    """Return assets less liabilities less net worth of each sector, levels given in the order of the chart."""
    gaps = dict.fromkeys(SECTORS, 0)
    for place, level in zip(ACCOUNTS, levels, strict=True):
        gaps[place.sector] += _WEIGHTS[place.side] * level
    return gaps
