"""Plans, events and the chart of accounts as the arrays that both engines read."""

from collections.abc import Mapping, Sequence

import numpy as np

from tidegauge.ledger.chart import ACCOUNTS, DEPOSITS, INDEX, INSTRUMENTS, SECTORS, Account, is_non_negative
from tidegauge.ledger.events import EVENTS
from tidegauge.ledger.sheet import BalanceSheet
from tidegauge.scenarios.compile.mixes import Mix
from tidegauge.scenarios.compile.plans import Plan
from tidegauge.scenarios.compile.refusals import refusal
from tidegauge.scenarios.program import METRICS, Chart, Flows, Shocks, Templates
from tidegauge.scenarios.scenario import Scenario

ALWAYS_DRAWN = ("sofr", "effr")
UNCERTAIN = (
    "sofr_level", "effr_level", "period_end", "cash_aim", "sofr_slope", "effr_slope", "calendar_size", "debt_limit",
    "sofr_restlessness",
)  # fmt: skip
"""Draws of what nobody knows: levels, slopes and noise of rates, period-ends, the cash aimed at, an act of Congress."""

METRIC_ACCOUNTS: Mapping[str, tuple[tuple[int, Account], ...]] = {
    "reserves_usd": ((1, Account("fed", "reserves", "liability")),),
    "tga_usd": ((1, Account("fed", "tga", "liability")),),
    "on_rrp_usd": ((1, Account("fed", "on_rrp", "liability")),),
    "srf_usd": ((1, Account("fed", "standing_repo", "asset")),),
    "net_liquidity_usd": (
        *((1, place) for place in ACCOUNTS if place.sector == "fed" and place.side == "asset"),
        (-1, Account("fed", "tga", "liability")),
        (-1, Account("fed", "on_rrp", "liability")),
    ),
    "foreign_repo_pool_usd": ((1, Account("fed", "foreign_repo_pool", "liability")),),
    "currency_usd": ((1, Account("fed", "currency", "liability")),),
    "fed_assets_usd": tuple((1, place) for place in ACCOUNTS if place.sector == "fed" and place.side == "asset"),
    "deposits_usd": tuple((1, Account(bank, deposit, "liability")) for bank, deposit in DEPOSITS.items()),
    "bills_usd": ((1, Account("treasury", "bills", "liability")),),
    "discount_window_usd": ((1, Account("fed", "discount_window", "asset")),),
    "stablecoins_usd": ((1, Account("stablecoin_issuers", "stablecoins", "liability")),),
    "open_market_repos_usd": ((1, Account("fed", "open_market_repo", "asset")),),
}
"""The accounts that each `_usd` metric adds up, with their signs."""


def kinds(plans: Sequence[Plan], behaviours: Mapping[str, Mix]) -> tuple[str, ...]:
    """Return every kind of event that a run may post, in order of first use."""
    used = [kind for plan in plans for kind in plan.mix] + [kind for mix in behaviours.values() for kind in mix]
    return tuple(dict.fromkeys(used))


def flows(
    plans: Sequence[Plan], behaviours: Mapping[str, Mix], events: Sequence[str], shocks: Sequence[str], n_days: int
) -> Flows:
    """Return the flows of a run as arrays; behavioural ones come last and have no schedule."""
    mixes = [*(plan.mix for plan in plans), *behaviours.values()]
    scheduled = np.zeros((n_days, len(mixes)), np.int64)
    noise = np.zeros((n_days, len(mixes)), np.float64)
    for column, plan in enumerate(plans):
        scheduled[:, column] = plan.amounts[:n_days]
        if plan.shock:
            noise[:, column] = plan.noise[:n_days]
    quiet = [0.0] * len(behaviours)
    parts = [part for flow, mix in enumerate(mixes) for part in _parts(flow, mix, events)]
    columns = list(zip(*parts, strict=True))
    return Flows(
        scheduled_usd=scheduled,
        noise_usd=noise,
        shock=np.array([_column(plan.shock, shocks) for plan in plans] + [-1] * len(behaviours), np.int64),
        persistence=np.array([plan.persistence for plan in plans] + quiet, np.float64),
        tails=np.array([plan.tails for plan in plans] + quiet, np.float64),
        part_flow=np.array(columns[0], np.int64),
        part_template=np.array(columns[1], np.int64),
        part_low=np.array(columns[2], np.float64),
        part_high=np.array(columns[3], np.float64),
    )


def templates(events: Sequence[str]) -> Templates:
    """Return the postings of one dollar of each event, net worth included."""
    start, accounts, signs = [0], [], []
    for kind in events:
        event = EVENTS[kind](amount_usd=1)
        for posting in (*event.postings(), *event.net_worth_postings()):
            accounts.append(INDEX[Account(posting.sector, posting.instrument, posting.side)])
            signs.append(posting.change_usd)
        start.append(len(accounts))
    return Templates(*(np.array(column, np.int64) for column in (start, accounts, signs)))


def chart(sheet: BalanceSheet) -> Chart:
    """Return the chart of accounts with the levels of the opening sheet."""
    rows = {instrument: place for place, instrument in enumerate(INSTRUMENTS)}
    columns = {sector: place for place, sector in enumerate(SECTORS)}
    metrics = [METRIC_ACCOUNTS.get(metric, ()) for metric in METRICS]
    return Chart(
        opening_usd=np.array(sheet.levels, np.int64),
        row=np.array([rows.get(place.instrument, -1) for place in ACCOUNTS], np.int64),
        column=np.array([columns[place.sector] for place in ACCOUNTS], np.int64),
        sign=np.array([1 if place.side == "asset" else -1 for place in ACCOUNTS], np.int64),
        non_negative=np.array([is_non_negative(place) for place in ACCOUNTS], np.bool_),
        metric_start=np.cumsum([0, *(len(metric) for metric in metrics)], dtype=np.int64),
        metric_account=np.array([INDEX[place] for metric in metrics for _, place in metric], np.int64),
        metric_sign=np.array([sign for metric in metrics for sign, _ in metric], np.int64),
    )


def shocks(scenario: Scenario, plans: Sequence[Plan], drawn: Sequence[str]) -> Shocks:
    """Return the draws of a run and the lower Cholesky factor of their correlation.

    `drawn` are draws that behaviours take beside those of the two rates.

    Raises
    ------
    InvalidScenario
        A correlation names a draw that nothing uses, or the correlations cannot all hold at once.
    """
    names = tuple(dict.fromkeys((*ALWAYS_DRAWN, *drawn, *(plan.shock for plan in plans if plan.shock), *UNCERTAIN)))
    matrix = np.eye(len(names))
    for pair, value in scenario.correlation.items():
        first, _, second = pair.partition(".")
        for name in (first, second):
            if name not in names:
                raise refusal(scenario.name, f"correlation.{pair}", "draw", name, names)
        places = names.index(first), names.index(second)
        matrix[places] = matrix[places[::-1]] = value
    try:
        root = np.linalg.cholesky(matrix).astype(np.float64)
    except np.linalg.LinAlgError as error:
        raise refusal(scenario.name, "correlation", "correlation") from error
    return Shocks(names, root)


def _parts(flow: int, mix: Mix, events: Sequence[str]) -> list[tuple[int, int, float, float]]:
    """Return the parts of a flow: which event, and from where to where of the amount it posts."""
    bounds = [0.0]
    for share in mix.values():
        bounds.append(bounds[-1] + share)
    bounds[-1] = 1.0
    return [(flow, events.index(kind), bounds[place], bounds[place + 1]) for place, kind in enumerate(mix)]


def _column(shock: str, shocks: Sequence[str]) -> int:
    """Return the column of a draw, or −1 for none."""
    return shocks.index(shock) if shock else -1
