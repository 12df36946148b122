"""Program: a scenario made ready to run, as arrays; the one thing both engines read.

The readable reference (`simulate`) and the block kernel (`kernels`) take the same program and the same draws and end
with the same dollars. A program holds no text that changes an outcome, so its bytes are what a run's hash stands for.

Money is int64 whole USD, rates are float64 per cent a year, spreads float64 basis points. A *flow* is an amount a day
that is split over *parts*; each part posts one event of the ledger. A negative amount posts the event reversed.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tidegauge.scenarios.parameters import Parameters

METRICS = (
    "reserves_usd",
    "tga_usd",
    "on_rrp_usd",
    "srf_usd",
    "net_liquidity_usd",
    "sofr_iorb_bp",
    "effr_iorb_bp",
    "foreign_repo_pool_usd",
    "currency_usd",
    "fed_assets_usd",
    "deposits_usd",
    "bills_usd",
    "discount_window_usd",
    "stablecoins_usd",
    "open_market_repos_usd",
)
"""What every path records at the end of every day. All are int64: USD, or thousandths of a basis point for `_bp`."""

BP_SCALE = 1000
"""Recorded spreads are whole thousandths of a basis point, so that sums over paths do not depend on their order."""

BEHAVIOURAL_FLOWS = (
    "bill_redemptions",
    "bill_auctions",
    "late_payments",
    "interest_on_reserves",
    "interest_on_rrp",
    "policy_purchases",
    "open_market_repos",
    "forced_sales",
    "margin_calls",
    "carry_unwind",
    "fx_carry_unwind",
    "stablecoin_redemptions",
    "turned_away_deposits",
    "standing_repo",
    "discount_window",
    "on_rrp",
    "interbank_other",
    "interbank_foreign",
)
"""Flows whose amounts come out of the run itself; they stand after the scenario's own flows, in this order."""


class Days(NamedTuple):
    """What the calendar says of each simulated business day; every array has shape (n_days,)."""

    on: "NDArray[np.int32]"  # days since 1970-01-01
    gap_days: "NDArray[np.int64]"  # calendar days since the business day before
    is_bill_settlement: "NDArray[np.bool_]"
    is_month_end: "NDArray[np.bool_]"  # last business day of a month that ends no quarter
    is_quarter_end: "NDArray[np.bool_]"  # last business day of a quarter
    is_year_end: "NDArray[np.bool_]"  # last business day of a year; `is_quarter_end` holds too
    is_after_month_end: "NDArray[np.bool_]"  # first business day after `is_month_end`
    is_after_quarter_end: "NDArray[np.bool_]"  # first business day after `is_quarter_end`
    is_tax_date: "NDArray[np.bool_]"  # the 15th of April, June, September, December, or the next business day
    is_mid_month: "NDArray[np.bool_]"  # the 15th or the next business day where no tax is due


class Rates(NamedTuple):
    """Administered rates of each day [% a year]; every array has shape (n_days,)."""

    iorb_pct: "NDArray[np.float64]"
    standing_repo_pct: "NDArray[np.float64]"
    on_rrp_pct: "NDArray[np.float64]"
    upper_pct: "NDArray[np.float64]"
    primary_credit_pct: "NDArray[np.float64]"
    overnight_iorb_pct: "NDArray[np.float64]"  # of the business day before, which last night's reserves earned
    overnight_on_rrp_pct: "NDArray[np.float64]"


class Treasury(NamedTuple):
    """What the Treasury's cash policy looks at; arrays of shape (n_days,) unless said."""

    target_usd: "NDArray[np.int64]"  # cash the policy aims at: the announced assumption, interpolated
    outflow_ahead_usd: "NDArray[np.int64]"  # scheduled net non-debt outflow of the next five business days, signed
    net_ahead_usd: "NDArray[np.int64]"  # scheduled change of cash over the next ten days, bills rolled over
    coupons_maturing_ahead_usd: "NDArray[np.int64]"  # gross, next five business days, held by the public
    debt_limit_usd: "NDArray[np.int64]"  # room is limit − debt; a very large number where none binds
    lifted_z: "NDArray[np.float64]"  # the limit is gone on a path whose draw "debt_limit" is at most this; −inf: never
    lifted_target_usd: "NDArray[np.int64]"  # `target_usd` and `net_ahead_usd` once it is gone
    lifted_net_ahead_usd: "NDArray[np.int64]"
    bills_maturing_usd: "NDArray[np.int64]"  # of the opening stock, held by the public, and of what had been placed
    bills_placed_usd: "NDArray[np.int64]"  # by auctions held before the run, on the day they settle; −1: none were
    kept_usd: "NDArray[np.int64]"  # net sale of the last weeks, as far as a settlement still repeats it
    kept_share: "NDArray[np.float64]"  # by which a settlement repeats the last ones; the rest answers to cash
    tenor_days: "NDArray[np.int64]"  # (n_tenors,) business days to maturity of a bill sold in the run; five are a week
    tenor_share: "NDArray[np.float64]"  # (n_tenors,) of each bill settlement; sums to 1


class Flows(NamedTuple):
    """The scenario's own flows first, then `BEHAVIOURAL_FLOWS`; n_flows of them."""

    scheduled_usd: "NDArray[np.int64]"  # (n_days, n_flows); 0 for behavioural flows
    noise_usd: "NDArray[np.float64]"  # (n_days, n_flows) standard deviation of the day's surprise
    shock: "NDArray[np.int64]"  # (n_flows,) column of the draws, or −1 for no surprise
    persistence: "NDArray[np.float64]"  # (n_flows,) AR(1) coefficient of the surprise
    tails: "NDArray[np.float64]"  # (n_flows,) k of z + k·(z³ − 3z): 0 is normal, 0.05 fat
    part_flow: "NDArray[np.int64]"  # (n_parts,) in order of flow
    part_template: "NDArray[np.int64]"  # (n_parts,) which event
    part_low: "NDArray[np.float64]"  # (n_parts,) a part posts floor(high·amount) − floor(low·amount)
    part_high: "NDArray[np.float64]"


class Templates(NamedTuple):
    """Postings per dollar of each event, in compressed rows: those of event e are start[e]:start[e + 1]."""

    start: "NDArray[np.int64]"  # (n_events + 1,)
    account: "NDArray[np.int64]"
    sign: "NDArray[np.int64]"  # +1 or −1


class Chart(NamedTuple):
    """Where the kernel finds its figures among the accounts, and what must hold."""

    opening_usd: "NDArray[np.int64]"  # (n_accounts,) assets, liabilities and net worth, all as they stand in the sheet
    row: "NDArray[np.int64]"  # (n_accounts,) instrument of the account; −1 for net worth
    column: "NDArray[np.int64]"  # (n_accounts,) sector of the account
    sign: "NDArray[np.int64]"  # (n_accounts,) +1 asset, −1 liability, −1 net worth: rows and columns sum to zero
    non_negative: "NDArray[np.bool_]"  # (n_accounts,) stocks that cannot fall below zero
    metric_start: "NDArray[np.int64]"  # (n_metrics + 1,) compressed rows: the accounts a `_usd` metric adds up
    metric_account: "NDArray[np.int64]"
    metric_sign: "NDArray[np.int64]"


class Shocks(NamedTuple):
    """The random part: how many normal draws a path-day takes and how they move together."""

    names: tuple[str, ...]  # "sofr" and "effr" first; others that a behaviour takes (`compile.arrays`) by name
    root: "NDArray[np.float64]"  # (n_shocks, n_shocks) lower Cholesky factor of the correlation


class OpeningRates(NamedTuple):
    """What is known of rates and behaviour on the opening day."""

    sofr_iorb_bp: float  # last published
    effr_iorb_bp: float
    sofr_iorb_bp_plain: float  # of the last day known that the calendar says nothing of
    sofr_iorb_bp_usual: float  # median of the last 20 such days: the level that the intercept is solved for
    sofr_level_gap_bp: float  # by which that level, less what the curve explains, stood higher over two years
    effr_iorb_bp_mean20: float
    bank_assets_usd: int
    reserves_usd: int
    reserves_usd_mean20: int  # over the days of `sofr_iorb_bp_usual`
    on_rrp_usd_mean20: int


class Watermark(NamedTuple):
    """A condition on a path: more than `days_more_than` of the first `within` days with the metric beyond `threshold`.

    Every line, signal and search target is of this one kind; "ever below 2.7 tn" has `days_more_than` 0.
    """

    name: str
    metric: int
    above: bool
    threshold: int  # USD, or thousandths of a basis point
    days_more_than: int
    within: int
    stops: bool  # a path that meets it stands still from that day on


class Switches(NamedTuple):
    """Which behaviours are on."""

    treasury_policy: bool
    money_funds: bool
    funding_market: bool
    interest: bool
    dealers: bool
    hoarding: bool
    margin_spiral: bool
    carry_unwind: bool
    stablecoin_redemption: bool
    policy_reaction: bool
    fx_carry: bool
    interbank: bool


class Program(NamedTuple):
    """Everything a run needs but its seed and its number of paths."""

    name: str
    days: Days
    rates: Rates
    treasury: Treasury
    flow_names: tuple[str, ...]
    event_kinds: tuple[str, ...]  # the ledger's kind of every template
    flows: Flows
    templates: Templates
    chart: Chart
    shocks: Shocks
    opening: OpeningRates
    watermarks: tuple[Watermark, ...]
    switches: Switches
    parameters: "Parameters"
    backlog_usd: "NDArray[np.int64]"  # (n_days,) outlays held back by a lapse of appropriations, end of day
