"""The chart of accounts: which sectors there are, and who may owe and who may hold each instrument.

An account is one cell of the balance sheet matrix: a sector, an instrument and a side. Only pairs that the law or the
market allows are accounts, so money cannot be posted where it cannot be: no money fund has an account for reserves.
`outside` issues and holds what no sector of the map does (firms behind equities, foreign issuers, the odd lines of
H.4.1), so that every instrument has both ends and every row of the matrix sums to zero.

Source: sectors after Godley and Lavoie (2007), *Monetary Economics*; Fed lines after the H.4.1 release; who may hold a
reserve balance after the Federal Reserve Act, section 19(b), and who may use ON RRP and the standing repo after the
New York Fed's counterparty pages.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Literal, NamedTuple

from tidegauge.errors import UnknownAccount

Side = Literal["asset", "liability", "net_worth"]

NET_WORTH = "net_worth"
"""Instrument and side of the account that holds a sector's net worth."""


class Sector(NamedTuple):
    """A group of balance sheets that is seen as one; `alias` is the short name of the literature."""

    id: str
    alias: str


class Instrument(NamedTuple):
    """A kind of claim: who may owe it, who may hold it, and whether a stock of it may fall below zero."""

    id: str
    alias: str
    issuers: tuple[str, ...]
    holders: tuple[str, ...]
    non_negative: bool = True


class Account(NamedTuple):
    """One cell of the matrix. A sector's net worth is ``Account(sector, "net_worth", "net_worth")``."""

    sector: str
    instrument: str
    side: Side


SECTORS = MappingProxyType(
    {
        sector.id: sector
        for sector in (
            Sector("fed", "FED"),
            Sector("treasury", "UST"),
            Sector("large_banks", "LB"),
            Sector("other_banks", "OB"),
            Sector("foreign_banks", "FBO"),
            Sector("money_funds", "MMF"),
            Sector("dealers", "PD"),
            Sector("hedge_funds", "HF"),
            Sector("households", "HH"),  # with non-financial firms and unlevered asset managers
            Sector("foreign_official", "FO"),
            Sector("foreign_private", "FP"),
            Sector("stablecoin_issuers", "SC"),
            Sector("gses", "GSE"),  # Fannie Mae, Freddie Mac, Ginnie Mae pools and the Federal Home Loan Banks
            Sector("clearing_houses", "CCP"),
            Sector("outside", "OUT"),
        )
    }
)

_BANKS = ("large_banks", "other_banks", "foreign_banks")
_DEPOSITORS = (
    "households",
    "money_funds",
    "dealers",
    "hedge_funds",
    "foreign_official",
    "foreign_private",
    "stablecoin_issuers",
    "gses",
    "clearing_houses",
)
_FED, _TREASURY, _OUTSIDE, _HOUSEHOLDS = ("fed",), ("treasury",), ("outside",), ("households",)
_BUYERS_OF_TREASURIES = (*_FED, *_BANKS, *_DEPOSITORS)
_BUYERS_OF_EQUITIES = (
    *_BANKS,
    "dealers",
    "hedge_funds",
    "households",
    "foreign_official",
    "foreign_private",
    "stablecoin_issuers",
    "gses",
)
_REPO_LENDERS = (*_BANKS, "money_funds", "dealers", "foreign_official", "stablecoin_issuers", "gses")

INSTRUMENTS = MappingProxyType(
    {
        instrument.id: instrument
        for instrument in (
            Instrument("reserves", "RES", _FED, _BANKS),
            # the X-date is the day this would fall below zero: scenarios must be able to see it come, so it may
            Instrument("tga", "TGA", _FED, _TREASURY, non_negative=False),
            Instrument("on_rrp", "ONRRP", _FED, ("money_funds", "gses", "dealers", "large_banks")),
            Instrument("foreign_repo_pool", "FRRP", _FED, ("foreign_official",)),
            Instrument("currency", "CUR", _FED, ("households", "foreign_private", "large_banks", "other_banks")),
            Instrument("other_fed_deposits", "OTHFED", _FED, ("gses", "clearing_houses", "outside")),
            Instrument("foreign_official_deposits", "FODEP", _FED, ("foreign_official",)),
            Instrument("other_fed_assets", "OFA", _OUTSIDE, _FED, non_negative=False),
            Instrument("other_fed_liabilities", "OFL", _FED, _OUTSIDE, non_negative=False),
            Instrument("unmapped_fed_liabilities", "UFL", _FED, _OUTSIDE, non_negative=False),
            # below zero it is the Fed's deferred asset: earnings still to be made before remittances resume
            Instrument("remittances_due", "REMIT", _FED, _TREASURY, non_negative=False),
            Instrument("standing_repo", "SRF", (*_BANKS, "dealers"), _FED),
            Instrument("open_market_repo", "OMR", ("dealers",), _FED),
            Instrument("discount_window", "DW", _BANKS, _FED),
            Instrument("swap_lines", "SWAP", ("foreign_official",), _FED),
            Instrument("bills", "BILL", _TREASURY, _BUYERS_OF_TREASURIES),
            Instrument("coupons", "CPN", _TREASURY, _BUYERS_OF_TREASURIES),
            Instrument(
                "mbs",
                "MBS",
                ("gses",),
                (*_FED, *_BANKS, "money_funds", "dealers", "hedge_funds", "households", "foreign_official"),
            ),
            Instrument("mortgages", "MORT", _HOUSEHOLDS, (*_BANKS, "gses")),
            Instrument("large_bank_deposits", "DEP.LB", ("large_banks",), _DEPOSITORS),
            Instrument("other_bank_deposits", "DEP.OB", ("other_banks",), _DEPOSITORS),
            Instrument("foreign_bank_deposits", "DEP.FBO", ("foreign_banks",), _DEPOSITORS),
            Instrument(
                "money_fund_shares",
                "MMS",
                ("money_funds",),
                ("households", "hedge_funds", "foreign_private", "stablecoin_issuers", "gses"),
            ),
            Instrument("repo", "REPO", ("dealers", "hedge_funds", *_BANKS), _REPO_LENDERS),
            Instrument("stablecoins", "STB", ("stablecoin_issuers",), ("households", "hedge_funds", "foreign_private")),
            Instrument("loans", "LOAN", ("households", "hedge_funds"), (*_BANKS, "gses")),
            Instrument("equities", "EQ", _OUTSIDE, _BUYERS_OF_EQUITIES),
            Instrument("advances", "ADV", ("large_banks", "other_banks"), ("gses",)),
            Instrument("discount_notes", "GSED", ("gses",), (*_BANKS, "money_funds", "households")),
            Instrument("margin", "MARG", ("dealers", "clearing_houses"), ("hedge_funds", "dealers")),
            Instrument(
                "foreign_assets",
                "FXA",
                _OUTSIDE,
                ("hedge_funds", "households", "foreign_official", "foreign_private"),
                non_negative=False,  # no official figure gives the opening stock of each holder
            ),
            Instrument(
                "fx_loans",
                "FXLOAN",
                ("hedge_funds", "foreign_private"),
                ("foreign_official", "foreign_private"),
                non_negative=False,  # nor of these two
            ),
            Instrument("local_currency", "LCY", ("foreign_official",), ("foreign_private",), non_negative=False),
            Instrument("federal_funds", "FF", _BANKS, ("gses", *_BANKS)),
        )
    }
)

MAY_BE_SHORT = frozenset(
    (
        *(
            Account(sector, security, "asset")
            for sector in ("dealers", "hedge_funds")
            for security in ("bills", "coupons", "mbs", "equities")
        ),
        Account("dealers", "large_bank_deposits", "asset"),
    )
)
"""Stocks that may fall below zero: market makers and levered funds sell securities they have borrowed, and a dealer
whose repo is not renewed is carried by the bank that clears for it, so its deposit below zero is an overdraft."""

DEPOSITS = MappingProxyType(
    {
        "large_banks": "large_bank_deposits",
        "other_banks": "other_bank_deposits",
        "foreign_banks": "foreign_bank_deposits",
    }
)
"""The instrument that a deposit at each bank sector is."""


def _accounts() -> Iterator[Account]:
    for sector in SECTORS:
        for name, instrument in INSTRUMENTS.items():
            if sector in instrument.holders:
                yield Account(sector, name, "asset")
        for name, instrument in INSTRUMENTS.items():
            if sector in instrument.issuers:
                yield Account(sector, name, "liability")
        yield Account(sector, NET_WORTH, "net_worth")


ACCOUNTS = tuple(_accounts())
"""Every account there is, by sector: what it holds, what it owes, its net worth. The order of every array of levels."""

INDEX = MappingProxyType({account: place for place, account in enumerate(ACCOUNTS)})
"""Where an account stands in `ACCOUNTS`."""


def account(sector: str, instrument: str, side: Side) -> Account:
    """Return the account of a sector for an instrument on a side.

    Raises
    ------
    UnknownAccount
        No such sector or instrument, or the sector may not hold (or owe) the instrument.

    Examples
    --------
    >>> account("large_banks", "reserves", "asset")
    Account(sector='large_banks', instrument='reserves', side='asset')
    >>> account("money_funds", "reserves", "asset")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    tidegauge.errors.UnknownAccount: There is no account of money_funds for reserves on the side "asset". ...
    """
    found = Account(sector, instrument, side)
    if found not in INDEX:
        raise UnknownAccount(sector=sector, instrument=instrument, side=side)
    return found


def net_worth(sector: str) -> Account:
    """Return the account of a sector's net worth.

    Raises
    ------
    UnknownAccount
        No such sector.

    Examples
    --------
    >>> net_worth("fed")
    Account(sector='fed', instrument='net_worth', side='net_worth')
    """
    return account(sector, NET_WORTH, "net_worth")


def is_non_negative(account: Account) -> bool:
    """Say whether a level of an account below zero is a mistake.

    Examples
    --------
    >>> is_non_negative(account("large_banks", "reserves", "asset")), is_non_negative(net_worth("fed"))
    (True, False)
    """
    if account.side == NET_WORTH or account in MAY_BE_SHORT:
        return False
    return INSTRUMENTS[account.instrument].non_negative
