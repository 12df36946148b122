"""Mixes: which events of the ledger a flow posts, and the share of each."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from tidegauge.ledger.chart import INSTRUMENTS, Account
from tidegauge.ledger.sheet import BalanceSheet

Mix = Mapping[str, float]

_BILLION = 1_000_000_000

REPO_REPAID_MAX = 0.4
"""Share of money funds' repo that purchases for reserves let dealers repay; rates move funds out of it too. A prior."""

COUPON_EVENTS = {
    "fed": "coupon_to_fed",
    "large_banks": "coupon_to_bank",
    "other_banks": "coupon_to_bank",
    "foreign_banks": "coupon_to_bank",
    "money_funds": "coupon_to_money_fund",
    "foreign_private": "coupon_to_foreign_private",
    "foreign_official": "coupon_to_foreign_private",  # they reinvest: the pool shows no drift from coupons
}
"""Which event pays a holder its coupon; every other holder is a nonbank."""


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Any]:
    """Return mixes.toml as it stands."""
    return tomllib.loads(Path(__file__).with_name("mixes.toml").read_text("utf-8"))


def of_calendar(kind: str, sheet: BalanceSheet) -> Mix:
    """Return what a fiscal calendar of a kind posts; interest goes to who holds the coupons in the opening sheet."""
    return _interest(sheet) if kind == "interest" else dict(tables()["calendars"][kind])


def of_behaviour(flow: str, sheet: BalanceSheet) -> Mix:
    """Return what a flow that comes out of the run posts."""
    if flow in ("bill_auctions", "bill_redemptions"):
        return _bills("auction" if flow == "bill_auctions" else "redemption", sheet)
    return dict(tables()["behavioural"][flow])


def of_purchase(instrument: str, seller: str) -> Mix:
    """Return what a purchase by the Fed posts.

    >>> of_purchase("coupons", "banks")
    {'fed_purchase_from_bank': 1.0}
    """
    return {tables()["purchases"][instrument][seller]: 1.0}


def of_reserve_purchases(total_usd: int, sheet: BalanceSheet) -> Mix:
    """Return who sells the Fed what it buys for reserves over a whole run [USD].

    Dealers do, and repay the repo that carried the bills; but over years a programme is larger than what money funds
    lend them, and a run would end below zero. So at most `REPO_REPAID_MAX` of that is repaid, and other holders sell
    the rest: reserves and deposits rise alike.
    """
    lent = sheet.level("money_funds", "repo", "asset")
    share = min(1.0, REPO_REPAID_MAX * max(0, lent) / total_usd) if total_usd > 0 else 1.0
    mix = {"reserve_management_purchase": share, "fed_purchase_from_nonbank": 1.0 - share}
    return {kind: part for kind, part in mix.items() if part > 0.0}


def _bills(side: str, sheet: BalanceSheet) -> Mix:
    """Return who buys bills or is repaid, by the level of ON RRP at the opening.

    Nobody is repaid a larger share than it holds: a long paydown would otherwise end below zero.
    """
    said, level = tables()["bills"], sheet.total("on_rrp")
    out_of_on_rrp = next(step["share"] for step in said["on_rrp"] if level >= step["above"] * _BILLION)
    held = {"bank": "large_banks", "foreign_private": "foreign_private"}
    public = sheet.total("bills") - sheet.level("fed", "bills", "asset")
    shares = {
        who: min(said[who], max(0, sheet.level(sector, "bills", "asset")) / public) for who, sector in held.items()
    }
    shares["on_rrp"] = out_of_on_rrp
    shares["nonbank"] = 1.0 - sum(shares.values())
    return {said[side][who]: share for who, share in shares.items() if share > 0.0}


def _interest(sheet: BalanceSheet) -> Mix:
    """Return who is paid coupons."""
    paid: dict[str, int] = {}
    for holder in INSTRUMENTS["coupons"].holders:
        held = max(0, sheet.level(*Account(holder, "coupons", "asset")))
        event = COUPON_EVENTS.get(holder, "coupon_to_nonbank")
        paid[event] = paid.get(event, 0) + held
    total = sum(paid.values())
    return {event: held / total for event, held in paid.items() if held}
