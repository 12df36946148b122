"""Small programs made by hand, for tests of the engines before and beside the compiler.

`program()` gives a quiet economy of a few trillion dollars with no flow of its own; arguments change one thing at a
time. The levels are round figures of early 2026 and stand for nothing else.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from tidegauge.ledger.chart import ACCOUNTS, INDEX, INSTRUMENTS, SECTORS, Account, is_non_negative
from tidegauge.ledger.effects import MEASURES
from tidegauge.ledger.event import Claim
from tidegauge.ledger.events import EVENTS
from tidegauge.ledger.sheet import BalanceSheet
from tidegauge.scenarios.behaviour.treasury import NOT_PLACED
from tidegauge.scenarios.parameters import load
from tidegauge.scenarios.program import (
    BEHAVIOURAL_FLOWS,
    METRICS,
    Chart,
    Days,
    Flows,
    OpeningRates,
    Program,
    Rates,
    Shocks,
    Switches,
    Templates,
    Treasury,
    Watermark,
)

BN = 10**9
NO_LIMIT = 10**18

CLAIMS = (  # instrument, holder, issuer, bn
    ("reserves", "large_banks", "fed", 1_400),
    ("reserves", "other_banks", "fed", 700),
    ("reserves", "foreign_banks", "fed", 900),
    ("tga", "treasury", "fed", 850),
    ("on_rrp", "money_funds", "fed", 5),
    ("foreign_repo_pool", "foreign_official", "fed", 330),
    ("currency", "households", "fed", 2_445),
    ("bills", "fed", "treasury", 380),
    ("bills", "money_funds", "treasury", 3_000),
    ("bills", "households", "treasury", 2_500),
    ("bills", "stablecoin_issuers", "treasury", 150),
    ("bills", "dealers", "treasury", 100),
    ("bills", "large_banks", "treasury", 300),
    ("coupons", "fed", "treasury", 3_995),
    ("coupons", "households", "treasury", 9_000),
    ("coupons", "hedge_funds", "treasury", 1_200),
    ("coupons", "large_banks", "treasury", 1_800),
    ("coupons", "money_funds", "treasury", 100),
    ("coupons", "dealers", "treasury", 300),
    ("mbs", "fed", "gses", 2_000),
    ("repo", "money_funds", "dealers", 2_800),
    ("repo", "dealers", "hedge_funds", 1_100),
    ("large_bank_deposits", "households", "large_banks", 9_000),
    ("large_bank_deposits", "money_funds", "large_banks", 600),
    ("large_bank_deposits", "dealers", "large_banks", 300),
    ("large_bank_deposits", "hedge_funds", "large_banks", 200),
    ("large_bank_deposits", "stablecoin_issuers", "large_banks", 30),
    ("other_bank_deposits", "households", "other_banks", 6_000),
    ("foreign_bank_deposits", "households", "foreign_banks", 1_300),
    ("foreign_bank_deposits", "foreign_private", "foreign_banks", 800),
    ("money_fund_shares", "households", "money_funds", 6_100),
    ("stablecoins", "households", "stablecoin_issuers", 180),
    ("loans", "households", "large_banks", 0),
    ("loans", "large_banks", "households", 6_000),
    ("equities", "hedge_funds", "outside", 800),
    ("fx_loans", "foreign_private", "hedge_funds", 300),
)
CLAIMS = tuple(claim for claim in CLAIMS if claim[3])

MIXES: Mapping[str, Mapping[str, float]] = {
    "bill_redemptions": {"redemption_to_nonbank": 0.6, "redemption_to_money_fund_into_deposits": 0.4},
    "bill_auctions": {"auction_bought_by_nonbank": 0.6, "auction_bought_by_money_fund_from_deposits": 0.4},
    "late_payments": {"government_outlay": 1.0},
    "interest_on_reserves": {"interest_on_reserves": 1.0},
    "interest_on_rrp": {"interest_on_on_rrp": 1.0},
    "policy_purchases": {"reserve_management_purchase": 1.0},
    "open_market_repos": {"open_market_repo_by_dealer": 1.0},
    "forced_sales": {"margin_call_by_forced_sale": 1.0},
    "margin_calls": {"margin_call_into_bank_deposit": 1.0},
    "carry_unwind": {"basis_unwind": 1.0},
    "fx_carry_unwind": {"yen_carry_unwind": 1.0},
    "stablecoin_redemptions": {
        "stablecoin_redemption_by_bill_sale": 0.7,
        "stablecoin_redemption_by_maturing_bills": 0.3,
    },
    "turned_away_deposits": {"money_fund_inflow_into_on_rrp": 1.0},
    "standing_repo": {"standing_repo_draw_by_bank": 0.3, "standing_repo_draw_by_dealer": 0.7},
    "discount_window": {"discount_window_draw": 1.0},
    "on_rrp": {"on_rrp_shift_into_repo": 1.0},
    "interbank_other": {"deposit_moved_to_other_bank": 1.0},
    "interbank_foreign": {"deposit_moved_to_foreign_bank": 1.0},
}


class Flow(NamedTuple):
    """A flow of a small program: what it posts, bn on days, and its noise."""

    mix: Mapping[str, float]
    bn: Mapping[int, float] = {}
    sd_bn: float = 0.0
    shock: str = ""
    persistence: float = 0.0
    tails: float = 0.0


QUIET = Switches(
    treasury_policy=False,
    money_funds=True,
    funding_market=True,
    interest=False,
    dealers=False,
    hoarding=False,
    margin_spiral=False,
    carry_unwind=False,
    stablecoin_redemption=False,
    policy_reaction=False,
    fx_carry=False,
    interbank=True,
)

TAXES = {"tax_receipt_from_deposits": 0.9, "tax_receipt_from_money_funds": 0.1}
OUTLAYS = {"government_outlay": 1.0}


def program(
    n_days: int = 10,
    *,
    flows: Mapping[str, Flow] | None = None,
    switches: Switches = QUIET,
    opening_on: date = date(2026, 3, 31),
    values: Mapping[str, float] | None = None,
    claims: Mapping[tuple[str, str, str], float] | None = None,
    **changes: Any,
) -> Program:
    """Return a small program.

    `claims` replaces opening claims (instrument, holder, issuer) by amounts in bn. `changes` replaces whole arrays or
    fields by name: those of `Days`, `Rates` and `Treasury` (a number fills the array, a mapping sets days), those of
    `Opening`, and `watermarks`, `regime`, `setting`.
    """
    own = dict(flows or {})
    names = (*own, *BEHAVIOURAL_FLOWS)
    shocks = (
        "sofr",
        "effr",
        *sorted({flow.shock for flow in own.values() if flow.shock} | changes.pop("draws", set())),
    )
    kinds, templates = _templates([flow.mix for flow in own.values()] + [MIXES[name] for name in BEHAVIOURAL_FLOWS])
    sheet = opening_sheet(claims or {})
    setting, regime = changes.pop("setting", "middle"), changes.pop("regime", None)
    marks: Sequence[Watermark] = changes.pop("watermarks", ())
    made = Program(
        name="small",
        days=_arrays(Days, _days(opening_on, n_days), changes),
        rates=_arrays(Rates, _rates(n_days), changes),
        treasury=_arrays(Treasury, _treasury(n_days), changes),
        flow_names=names,
        event_kinds=kinds,
        flows=_flows(n_days, own, names, kinds, shocks),
        templates=templates,
        chart=_chart(sheet),
        shocks=Shocks(shocks, changes.pop("root", np.eye(len(shocks)))),
        opening=_opening(sheet, changes),
        watermarks=tuple(marks),
        switches=switches,
        parameters=load(opening_on, setting, values, regime=regime),
        backlog_usd=np.zeros(n_days, np.int64),
    )
    assert not changes, f"nothing is called {sorted(changes)}"
    return made


def opening_sheet(claims: Mapping[tuple[str, str, str], float]) -> BalanceSheet:
    """Return the opening sheet with some claims replaced."""
    amounts = {tuple(claim[:3]): claim[3] for claim in CLAIMS} | dict(claims)
    return BalanceSheet(
        Claim(instrument, holder=holder, issuer=issuer, amount_usd=round(bn * BN))
        for (instrument, holder, issuer), bn in amounts.items()
    )


def quiet(**on: bool) -> Switches:
    """Return the quiet switches with some turned."""
    return QUIET._replace(**on)


def _arrays(cls: Any, fields: dict[str, Any], changes: dict[str, Any]) -> Any:
    """Return a NamedTuple of arrays after changes: a mapping sets days, anything else the whole array."""
    for name in cls._fields:
        if name in changes:
            change = changes.pop(name)
            if isinstance(change, Mapping):
                for day, value in change.items():
                    fields[name][day] = value
            else:
                fields[name] = np.array(np.broadcast_to(change, fields[name].shape), fields[name].dtype)
    return cls(**fields)


def _days(opening_on: date, n_days: int) -> dict[str, Any]:
    """Return weekdays after the opening; no holiday and no period-end unless a test says so."""
    on: list[date] = []
    day = opening_on
    while len(on) < n_days:
        day += timedelta(days=1)
        if day.weekday() < 5:
            on.append(day)
    before = [opening_on, *on[:-1]]
    flags = {name: np.zeros(n_days, np.bool_) for name in Days._fields if name.startswith("is_")}
    return {
        **flags,
        "on": np.array([(day - date(1970, 1, 1)).days for day in on], np.int32),
        "gap_days": np.array([(day - last).days for day, last in zip(on, before, strict=True)], np.int64),
        "is_bill_settlement": np.array([day.weekday() in (1, 3) for day in on], np.bool_),
    }


def _rates(n_days: int) -> dict[str, Any]:
    levels = {
        "iorb_pct": 3.65,
        "standing_repo_pct": 3.75,
        "on_rrp_pct": 3.5,
        "upper_pct": 3.75,
        "primary_credit_pct": 3.75,
        "overnight_iorb_pct": 3.65,
        "overnight_on_rrp_pct": 3.5,
    }
    return {name: np.full(n_days, level) for name, level in levels.items()}


def _treasury(n_days: int) -> dict[str, Any]:
    zeros = {name: np.zeros(n_days, np.int64) for name in Treasury._fields if name.endswith("_ahead_usd")}
    return {
        **zeros,
        "target_usd": np.full(n_days, 850 * BN, np.int64),
        "debt_limit_usd": np.full(n_days, NO_LIMIT, np.int64),
        "lifted_z": np.full(n_days, -np.inf),
        "lifted_target_usd": np.full(n_days, 850 * BN, np.int64),
        "bills_maturing_usd": np.full(n_days, 50 * BN, np.int64),
        "bills_placed_usd": np.full(n_days, NOT_PLACED, np.int64),
        "kept_usd": np.zeros(n_days, np.int64),
        "kept_share": np.zeros(n_days),
        "tenor_days": np.array([20, 40, 65, 130], np.int64),
        "tenor_share": np.array([0.4, 0.3, 0.2, 0.1]),
    }


def _opening(sheet: BalanceSheet, changes: dict[str, Any]) -> OpeningRates:
    usual: dict[str, Any] = {
        "sofr_iorb_bp": 0.0,
        "effr_iorb_bp": -1.0,
        "sofr_iorb_bp_plain": changes.get("sofr_iorb_bp", 0.0),
        "sofr_iorb_bp_usual": 0.0,
        "sofr_level_gap_bp": 0.0,
        "effr_iorb_bp_mean20": -1.0,
        "bank_assets_usd": 25_000 * BN,
        "reserves_usd": sheet.level("fed", "reserves", "liability"),
        "reserves_usd_mean20": sheet.level("fed", "reserves", "liability"),
        "on_rrp_usd_mean20": sheet.level("fed", "on_rrp", "liability"),
    }
    return OpeningRates(**{name: changes.pop(name, value) for name, value in usual.items()})


def _templates(mixes: Sequence[Mapping[str, float]]) -> tuple[tuple[str, ...], Templates]:
    """Return the kinds used and their postings per dollar."""
    kinds = tuple(dict.fromkeys(kind for mix in mixes for kind in mix))
    start, account, sign = [0], [], []
    for kind in kinds:
        event = EVENTS[kind](amount_usd=1)
        for sector, instrument, side, change in (*event.postings(), *event.net_worth_postings()):
            account.append(INDEX[Account(sector, instrument, side)])
            sign.append(change)
        start.append(len(account))
    return kinds, Templates(*(np.array(column, np.int64) for column in (start, account, sign)))


def _flows(
    n_days: int, own: Mapping[str, Flow], names: Sequence[str], kinds: Sequence[str], shocks: Sequence[str]
) -> Flows:
    scheduled, noise = np.zeros((n_days, len(names)), np.int64), np.zeros((n_days, len(names)))
    shock = np.full(len(names), -1, np.int64)
    persistence, tails = np.zeros(len(names)), np.zeros(len(names))
    parts: list[tuple[int, int, float, float]] = []
    for number, name in enumerate(names):
        flow = own.get(name) or Flow(MIXES[name])
        for day, bn in flow.bn.items():
            scheduled[day, number] = round(bn * BN)
        noise[:, number] = flow.sd_bn * BN
        shock[number] = shocks.index(flow.shock) if flow.shock else -1
        persistence[number], tails[number] = flow.persistence, flow.tails
        low = 0.0
        for place, (kind, share) in enumerate(flow.mix.items()):
            high = 1.0 if place == len(flow.mix) - 1 else low + share
            parts.append((number, kinds.index(kind), low, high))
            low = high
    part_flow, part_template, part_low, part_high = zip(*parts, strict=True)
    return Flows(
        scheduled, noise, shock, persistence, tails,
        np.array(part_flow, np.int64), np.array(part_template, np.int64), np.array(part_low), np.array(part_high),
    )  # fmt: skip


def _chart(sheet: BalanceSheet) -> Chart:
    """Return the chart of the ledger with a sheet's levels."""
    instruments, sectors = list(INSTRUMENTS), list(SECTORS)
    start, account, sign = [0], [], []
    for name in METRICS:
        for place, weight in METRIC_ACCOUNTS.get(name, {}).items():
            account.append(INDEX[place])
            sign.append(weight)
        start.append(len(account))
    return Chart(
        opening_usd=np.array(sheet.levels, np.int64),
        row=np.array([-1 if place.side == "net_worth" else instruments.index(place.instrument) for place in ACCOUNTS]),
        column=np.array([sectors.index(place.sector) for place in ACCOUNTS]),
        sign=np.array([1 if place.side == "asset" else -1 for place in ACCOUNTS]),
        non_negative=np.array([is_non_negative(place) for place in ACCOUNTS], np.bool_),
        metric_start=np.array(start, np.int64),
        metric_account=np.array(account, np.int64),
        metric_sign=np.array(sign, np.int64),
    )


def _issued(instrument: str) -> dict[Account, int]:
    return {place: 1 for place in ACCOUNTS if place.instrument == instrument and place.side == "liability"}


METRIC_ACCOUNTS: Mapping[str, Mapping[Account, int]] = {
    "reserves_usd": MEASURES["reserves"],
    "tga_usd": MEASURES["tga"],
    "on_rrp_usd": MEASURES["on_rrp"],
    "srf_usd": _issued("standing_repo"),
    "net_liquidity_usd": MEASURES["net_liquidity"],
    "foreign_repo_pool_usd": MEASURES["foreign_repo_pool"],
    "currency_usd": MEASURES["currency"],
    "fed_assets_usd": MEASURES["fed_assets"],
    "deposits_usd": MEASURES["deposits"],
    "bills_usd": _issued("bills"),
    "discount_window_usd": _issued("discount_window"),
    "stablecoins_usd": _issued("stablecoins"),
    "open_market_repos_usd": _issued("open_market_repo"),
}
