"""What an event does to the figures people watch: reserves, the TGA, net liquidity, deposits.

Reserves are one of the Fed's ten liabilities here, so they change by the change in Fed assets less the change in every
other liability. "Net liquidity" subtracts only two of them, so the two part company whenever currency, the
foreign repo pool or other deposits move: an event's effects show both.

Source: the H.4.1 release, tables 1 and 5, whose identity this is.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from tidegauge.ledger.chart import ACCOUNTS, DEPOSITS, Account
from tidegauge.ledger.event import Posting

Measure = Mapping[Account, int]
"""Accounts to add up, each with +1 or −1."""


class Effects(NamedTuple):
    """Changes in the figures people watch [USD]."""

    reserves: int
    tga: int
    on_rrp: int
    foreign_repo_pool: int
    currency: int
    other_deposits: int  # at the Fed: of agencies, clearing houses and foreign official accounts
    fed_assets: int
    fed_net_worth: int
    net_liquidity: int  # Fed assets − TGA − ON RRP
    deposits: int  # at banks


def _owed_by_fed(*instruments: str) -> Measure:
    return {Account("fed", instrument, "liability"): 1 for instrument in instruments}


def _measures() -> dict[str, Measure]:
    """Return each measure as signed accounts; all of them can be read off postings or off a sheet."""
    fed_assets = {place: 1 for place in ACCOUNTS if place.sector == "fed" and place.side == "asset"}
    fed_owes = {place: -1 for place in ACCOUNTS if place.sector == "fed" and place.side == "liability"}
    tga, on_rrp = _owed_by_fed("tga"), _owed_by_fed("on_rrp")
    return {
        "reserves": _owed_by_fed("reserves"),
        "tga": tga,
        "on_rrp": on_rrp,
        "foreign_repo_pool": _owed_by_fed("foreign_repo_pool"),
        "currency": _owed_by_fed("currency"),
        "other_deposits": _owed_by_fed("other_fed_deposits", "foreign_official_deposits"),
        "fed_assets": fed_assets,
        "fed_net_worth": fed_assets | fed_owes,
        "net_liquidity": fed_assets | dict.fromkeys((*tga, *on_rrp), -1),
        "deposits": {Account(bank, deposit, "liability"): 1 for bank, deposit in DEPOSITS.items()},
    }


MEASURES: Mapping[str, Measure] = MappingProxyType(_measures())
"""Each field of `Effects` as the accounts it adds up and their signs."""


def effects(postings: Iterable[Posting]) -> Effects:
    """Return what postings do to each measure [USD].

    The Fed's net worth is what its assets and liabilities come to, so it needs no declaration to be right.

    Examples
    --------
    >>> from tidegauge.ledger.events import find
    >>> found = effects(find("currency_demand")(amount_usd=100).postings())
    >>> found.reserves, found.net_liquidity
    (-100, 0)
    """
    changes: dict[Account, int] = {}
    for sector, instrument, side, change in postings:
        place = Account(sector, instrument, side)
        changes[place] = changes.get(place, 0) + change
    return Effects(
        **{
            name: sum(sign * changes.get(place, 0) for place, sign in measure.items())
            for name, measure in MEASURES.items()
        }
    )
