"""What a path carries from one day to the next beside its balance sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from tidegauge.errors import StockRunsOut
from tidegauge.ledger.chart import ACCOUNTS
from tidegauge.ledger.event import Claim
from tidegauge.ledger.sheet import BalanceSheet
from tidegauge.scenarios.anchors import EPOCH, PLACES, Anchors, metric
from tidegauge.scenarios.program import Program
from tidegauge.words import Phrase


@dataclass(slots=True)
class State:
    """The memory of a path; every figure is as of the end of the last day simulated, or of the opening.

    Spreads are bp over IORB. `standing_repo_usd` and `discount_window_usd` are what is repaid the next morning; term
    credit that stood at the window on the opening stays in the sheet.
    """

    surprises: list[float]  # of each flow
    ladder: list[int]  # bills that mature on each day [USD]
    residual_bp: float
    effr_residual_bp: float
    spread_bp: float
    effr_bp: float
    mean_spread_bp: float
    mean_reserves_usd: float
    reserves_usd: int
    deposits_usd: int
    on_rrp_usd: int
    public_debt_usd: int  # marketable, held outside the Fed
    stablecoins_usd: int
    standing_repo_usd: int
    money_funds_on_rrp_usd: int
    take_up_usd: float
    on_rrp_shift_usd: float
    margin_required_usd: float
    equity_usd: float
    variance: float
    discount_window_usd: int = 0
    open_market_repos_usd: int = 0
    turned_away_usd: int = 0  # deposits, by banks, and by way of money funds in ON RRP
    redeemed_usd: int = 0  # bills, since the last settlement
    waiting_usd: int = 0  # payments of the Treasury that its cash did not reach
    cushion_days: int = 0
    scarce_days: int = 0
    margin_paid_usd: int = 0
    peg_bp: float = 0.0
    level_bp: float = 0.0  # of SOFR over its intercept
    effr_level_bp: float = 0.0
    slope_bp: float = 0.0  # β and b of this path, drawn on its first day
    effr_slope_bp: float = 0.0
    calendar_size: float = 1.0  # B of `period_ends`
    restlessness: float = 1.0  # N of `reserve_demand`
    market_level_bp: float = 0.0  # of `funding.GivenDay`: with the spread, where the next search begins
    aim_usd: float = 0.0  # cash the Treasury aims at beyond what it announced
    debt_limit_z: float = 0.0  # the earlier the limit is lifted on this path, the lower; drawn on its first day
    yen_returns: tuple[float, float, float] = (0.0, 0.0, 0.0)  # the last three days, latest last
    coupons_sold_usd: int = 0  # by levered funds, today
    yen_unwound_usd: int = 0
    is_stopped: bool = False
    hits: list[int] = field(default_factory=list)  # days beyond each watermark's threshold


def opening_state(program: Program, anchor: Anchors) -> State:
    """Return the state of the opening day."""
    levels = program.chart.opening_usd.tolist()
    return State(
        surprises=[0.0] * len(program.flow_names),
        ladder=program.treasury.bills_maturing_usd.tolist(),
        residual_bp=anchor.residual_bp,
        effr_residual_bp=anchor.effr_residual_bp,
        spread_bp=program.opening.sofr_iorb_bp,
        market_level_bp=program.opening.sofr_iorb_bp,
        effr_bp=program.opening.effr_iorb_bp,
        mean_spread_bp=program.opening.sofr_iorb_bp_usual,
        mean_reserves_usd=float(metric(program, "reserves_usd", levels)),
        reserves_usd=metric(program, "reserves_usd", levels),
        deposits_usd=metric(program, "deposits_usd", levels),
        on_rrp_usd=metric(program, "on_rrp_usd", levels),
        public_debt_usd=public_debt_usd(levels),
        stablecoins_usd=metric(program, "stablecoins_usd", levels),
        standing_repo_usd=metric(program, "srf_usd", levels),
        open_market_repos_usd=metric(program, "open_market_repos_usd", levels),
        money_funds_on_rrp_usd=int(anchor.money_funds_on_rrp_usd),
        take_up_usd=anchor.take_up_usd,
        on_rrp_shift_usd=anchor.on_rrp_shift_usd,
        margin_required_usd=anchor.margin_required_usd,
        equity_usd=anchor.equity_usd,
        variance=anchor.variance,
        hits=[0] * len(program.watermarks),
    )


def public_debt_usd(levels: Sequence[int]) -> int:
    """Return the marketable Treasury debt that stands outside the Fed [USD]."""
    owed = levels[PLACES.treasury_bills] + levels[PLACES.treasury_coupons]
    return owed - levels[PLACES.fed_bills] - levels[PLACES.fed_coupons]


def opening_sheet(program: Program) -> BalanceSheet:
    """Return the balance sheet that a program opens with.

    A program knows levels, not who owes whom, and nothing in a run depends on the pairs: each holder's stock is written
    as a claim on the first issuer, each issuer's as a claim of the first holder.
    """
    return BalanceSheet(_claims(program), allow_negative=True)


def _claims(program: Program) -> Iterator[Claim]:
    """Yield claims that add up to the opening levels."""
    levels = dict(zip(ACCOUNTS, program.chart.opening_usd.tolist(), strict=True))
    for instrument in dict.fromkeys(place.instrument for place in ACCOUNTS if place.side != "net_worth"):
        held = {place.sector: usd for place, usd in levels.items() if place[1:] == (instrument, "asset")}
        owed = {place.sector: usd for place, usd in levels.items() if place[1:] == (instrument, "liability")}
        (first_holder, *_), (first_issuer, *others) = held, owed
        for holder, usd in held.items():
            yield Claim(instrument, holder=holder, issuer=first_issuer, amount_usd=usd)
        for issuer in others:
            yield Claim(instrument, holder=first_holder, issuer=issuer, amount_usd=owed[issuer])
            yield Claim(instrument, holder=first_holder, issuer=first_issuer, amount_usd=-owed[issuer])


def refuse_negative(program: Program, levels: Sequence[int], *, path: int, day: int) -> None:
    """Refuse a day of a path that ends with a stock below zero that cannot be there.

    Raises
    ------
    StockRunsOut
        Names the first such account of the chart, assets before liabilities.
    """
    accounts = zip(ACCOUNTS, levels, program.chart.non_negative.tolist(), strict=True)
    for place, usd, is_held in sorted(accounts, key=lambda account: account[0].side):  # who runs out, not who owed it
        if is_held and usd < 0:
            on = EPOCH + timedelta(days=int(program.days.on[day]))
            sector, instrument = (
                Phrase(f"ledger.sector.{place.sector}"),
                Phrase(f"ledger.instrument.{place.instrument}"),
            )
            raise StockRunsOut(
                path=path, day=on.isoformat(), sector=sector, instrument=instrument, side=place.side, level_usd=usd
            )
