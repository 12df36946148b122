"""The program that `ensemble.py` runs, and engines beside the project's own: NumPy, and parts of the kernel alone."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # the factory of small programs stands with the tests

from tests.scenarios import small

from tidegauge.scenarios.anchors import PLACES, anchors
from tidegauge.scenarios.behaviour.funding import STEPS_MAX, TOLERANCE_BP
from tidegauge.scenarios.kernels.compiling import stage
from tidegauge.scenarios.kernels.sheet import check, fill, post, post_change
from tidegauge.scenarios.kernels.stages import correlate, draw
from tidegauge.scenarios.kernels.state import AMOUNT, BEFORE, Block, block
from tidegauge.scenarios.kernels.tables import FLOOR, MIDPOINT, REPO, Tables
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS, BP_SCALE, METRICS, Program

EVENTS = (
    "tax_receipt_from_deposits", "tax_receipt_from_money_funds", "government_outlay", "currency_demand",
    "foreign_repo_pool_inflow", "stablecoin_mint", "stablecoin_reserve_into_bills", "money_fund_inflow_into_repo",
    "money_fund_inflow_kept_in_deposit", "money_fund_inflow_into_on_rrp", "bank_loan", "fhlb_advance",
    "repatriation_from_private_holder", "bank_purchase_from_own_customer", "coupon_auction_bought_by_nonbank",
    "coupon_redemption_to_nonbank", "reserve_management_purchase", "soma_roll_off", "other_fed_assets_rise",
    "auction_bought_by_nonbank",
)  # fmt: skip
DAILY_BN, SD_BN = 0.2, 0.3
RICH = {  # bn; stocks that a year of these events may run down
    ("coupons", "households", "treasury"): 19_000.0,
    ("repo", "money_funds", "dealers"): 3_800.0,
    ("repo", "large_banks", "dealers"): 300.0,
    ("on_rrp", "money_funds", "fed"): 105.0,
    ("bills", "stablecoin_issuers", "treasury"): 400.0,
    ("equities", "foreign_private", "outside"): 900.0,
    ("large_bank_deposits", "stablecoin_issuers", "large_banks"): 400.0,
    ("large_bank_deposits", "foreign_private", "large_banks"): 800.0,
    ("foreign_bank_deposits", "foreign_official", "foreign_banks"): 300.0,
    ("advances", "gses", "large_banks"): 300.0,
    ("advances", "gses", "other_banks"): 300.0,
    ("discount_notes", "money_funds", "gses"): 300.0,
}


def program(n_days: int) -> Program:
    """Return 20 events a day on the whole chart, 18 of them with a draw of their own, and the funding market."""
    flows = {
        kind: small.Flow({kind: 1.0}, dict.fromkeys(range(n_days), DAILY_BN), *((SD_BN, kind, 0.3) if k < 18 else ()))
        for k, kind in enumerate(EVENTS)
    }
    return small.program(n_days, flows=flows, claims=RICH, bills_maturing_usd=0)


REACTING = tuple(
    BEHAVIOURAL_FLOWS.index(name) for name in ("bill_redemptions", "on_rrp", "interbank_other", "interbank_foreign")
)
CHANGING = tuple(BEHAVIOURAL_FLOWS.index(name) for name in ("standing_repo", "discount_window"))


@stage
def _draws_only(room: Any, root: Any, key: Any, n_blocks: int, n_days: int) -> float:
    total = 0.0
    for place in range(n_blocks):
        for day in range(n_days):
            draw(room.normals, key, place * room.frozen.shape[0], day)
            correlate(room.z, root, room.normals)
            total += room.z[0, 0]
    return total


@stage
def _postings_only(room: Any, postings: Any, identities: Any, residual: Any, n_blocks: int, n_days: int) -> None:
    for _ in range(n_blocks):
        for _ in range(n_days):
            fill(room.whole[BEFORE], 100_000_000)
            for flow in range(postings.n_own):
                fill(room.whole[AMOUNT], 200_000_000)
                post(room, postings, flow)
            for flow in REACTING:
                post(room, postings, postings.n_own + flow)
            for flow in CHANGING:
                post_change(room, postings, postings.n_own + flow)
            if residual.shape[0] > 0:
                check(room, identities, residual, 0)


def draws_only(made: Tables, n_paths: int, width: int) -> Callable[[], object]:
    """Return a run of the draws and nothing else."""
    room, key = block(made, width), np.array([7, 0])
    return lambda: _draws_only(room, made.own.root, key, n_paths // width, made.maturing_usd.size)


def postings_only(
    made: Tables, n_paths: int, width: int, *, kind: type = np.int64, is_checked: bool = False
) -> Callable[[], object]:
    """Return a run of the postings and nothing else, or of postings and checks, in integers or in floats."""
    room = block(made, width)
    room = Block(
        **{
            name: array.astype(kind) if name in {"balance", "whole", "column"} else array
            for name, array in room._asdict().items()
        }
    )
    room.balance[...] = made.opening_usd[:, None]
    residual = np.zeros(width if is_checked else 0, np.int64)
    return lambda: _postings_only(
        room, made.postings, made.identities, residual, n_paths // width, made.maturing_usd.size
    )


class NumPyEngine:
    """The same program as one would write it in NumPy: day by day, all paths at once, one array an account."""

    def __init__(self, program: Program, made: Tables, n_paths: int) -> None:
        self.program, self.made, self.n_paths = program, made, n_paths
        self.anchor, self.p = anchors(program), program.parameters
        flows, templates = program.flows, program.templates
        self.parts: list[list[tuple[float, float, list[tuple[int, int]]]]] = [[] for _ in program.flow_names]
        for flow, event, low, high in zip(
            flows.part_flow, flows.part_template, flows.part_low, flows.part_high, strict=True
        ):
            rows = range(templates.start[event], templates.start[event + 1])
            postings = [(int(templates.account[row]), int(templates.sign[row])) for row in rows]
            self.parts[flow].append((float(low), float(high), postings))

    def run(self, draws: np.ndarray | None = None, seed: int = 7) -> np.ndarray:
        """Return METRICS, shape (n_metrics, n_days, n_paths); `draws` has shape (n_days, n_shocks, n_paths)."""
        rng, opening = np.random.default_rng(seed), self.program.opening
        self.balance = np.repeat(self.program.chart.opening_usd[:, None], self.n_paths, axis=1)
        self.surprise = np.zeros((self.made.postings.n_own, self.n_paths))
        self.sofr = self.level_before = np.full(self.n_paths, opening.sofr_iorb_bp)
        self.residual, self.effr_residual = self.anchor.residual_bp, self.anchor.effr_residual_bp
        self.moved = 0.0
        self.mean_reserves = self._metric("reserves_usd").astype(float)
        self.repo = self.credit = np.zeros(self.n_paths, np.int64)
        self.shift, self.funds = self.anchor.on_rrp_shift_usd, self.balance[PLACES.money_funds_on_rrp].copy()
        self.debt, self.deposits = self._debt(), self._metric("deposits_usd")
        self.on_rrp, self.bank_assets = self._metric("on_rrp_usd"), float(opening.bank_assets_usd)
        n_days, n_shocks = self.made.maturing_usd.size, len(self.program.shocks.names)
        figures = np.empty((len(METRICS), n_days, self.n_paths), np.int64)
        for day in range(n_days):
            z = rng.standard_normal((n_shocks, self.n_paths)) if draws is None else draws[day]
            self._own_flows(self.program.shocks.root @ z if draws is None else z, day)
            self._funding(z, day)
            self._interbank()
            self._close()
            self._check()
            for place, name in enumerate(METRICS):
                figures[place, day] = self._spread(name) if name.endswith("_bp") else self._metric(name)
        return figures

    def _post(self, flow: int, amount: np.ndarray, before: np.ndarray | int = 0) -> None:
        for low, high, postings in self.parts[flow]:
            moved = (
                np.floor(high * amount) - np.floor(low * amount) - (np.floor(high * before) - np.floor(low * before))
            )
            whole = moved.astype(np.int64)
            for account, sign in postings:
                self.balance[account] += sign * whole

    def _behave(self, name: str) -> int:
        return self.made.postings.n_own + BEHAVIOURAL_FLOWS.index(name)

    def _metric(self, name: str) -> np.ndarray:
        chart, place = self.program.chart, METRICS.index(name)
        rows = range(chart.metric_start[place], chart.metric_start[place + 1])
        total = np.zeros(self.n_paths, np.int64)
        for row in rows:
            total += chart.metric_sign[row] * self.balance[chart.metric_account[row]]
        return total

    def _spread(self, name: str) -> np.ndarray:
        return np.floor((self.sofr if name.startswith("sofr") else self.effr) * BP_SCALE + 0.5).astype(np.int64)

    def _debt(self) -> np.ndarray:
        owed = self.balance[PLACES.treasury_bills] + self.balance[PLACES.treasury_coupons]
        return owed - self.balance[PLACES.fed_bills] - self.balance[PLACES.fed_coupons]

    def _own_flows(self, z: np.ndarray, day: int) -> None:
        flows = self.program.flows
        for flow in range(self.made.postings.n_own):
            amount = np.full(self.n_paths, flows.scheduled_usd[day, flow])
            if flows.shock[flow] >= 0:
                self.surprise[flow] = flows.persistence[flow] * self.surprise[flow] + z[flows.shock[flow]]
                amount += np.floor(flows.noise_usd[day, flow] * self.surprise[flow] + 0.5).astype(np.int64)
            self._post(flow, amount)

    def _funding(self, z: np.ndarray, day: int) -> None:
        demand, daily, width = self.p.reserve_demand, self.made.funding.daily_bp[day], self.p.money_funds.width_bp
        k, s = demand.tails, demand.skew
        shaped = (z[0] + s * (z[0] ** 2 - 1) + k * (z[0] ** 3 - 3 * z[0])) / np.sqrt(1 + 2 * s**2 + 6 * k**2)
        self.residual = demand.persistence * self.residual + demand.residual_sd_bp * shaped
        funds = self.p.funds_rate
        self.effr_residual = funds.persistence * self.effr_residual + funds.residual_sd_bp * z[1]
        self.held, debt = self.balance[PLACES.money_funds_on_rrp].copy(), self._debt()
        self.settlement, self.debt = (debt - self.debt).astype(float), debt
        self.shift_now = self.shift + (self.held - self.funds)
        self.assets = self.bank_assets + (self.deposits - self.anchor.deposits_usd)
        self.reserves_now = (self._metric("reserves_usd") - self.repo - self.credit).astype(float)
        gap = self.program.opening.sofr_level_gap_bp
        self.moved = gap + demand.level_persistence * (self.moved - gap)
        level = self.anchor.intercept_bp + self.residual + self.moved
        self.level = level + demand.on_rrp_slope_bp * np.log1p(np.maximum(self.on_rrp, 0) / 50e9)
        self._solve(daily)
        repo = np.floor(self._repo(self.sofr, daily) + 0.5).astype(np.int64)
        self._post(self._behave("standing_repo"), repo, self.repo)
        spread_share = 1 / (1 + np.exp(-(daily[MIDPOINT] - self.sofr) / width))
        take_up = np.maximum(0.0, self.anchor.investable_usd * spread_share + self.shift_now)
        wanted = np.floor(take_up + 0.5).astype(np.int64)
        credit = np.floor(self._credit(self.sofr, daily) + 0.5).astype(np.int64)
        left = self.reserves_now.astype(np.int64) + repo + credit + self.held - wanted
        credit -= np.minimum(left, 0)
        self._post(self._behave("discount_window"), credit, self.credit)
        self._post(self._behave("on_rrp"), self.held - wanted)
        self.repo, self.credit, self.funds = repo, credit, wanted
        investable, funds = self.anchor.investable_usd, self.p.money_funds
        over = np.maximum(0.0, self.sofr - daily[MIDPOINT]) * funds.half_usd / (funds.half_usd + investable)
        left = np.minimum(1.0, funds.leaving_per_bp * over) * np.maximum(0.0, self.shift_now)
        self.shift = np.maximum(self.shift_now - left, -investable * spread_share)

    def _repo(self, spread: np.ndarray, daily: np.ndarray) -> np.ndarray:
        p = self.p.facilities
        width, threshold = p.standing_repo_width_bp, p.standing_repo_threshold_bp
        keen = np.logaddexp(0, (spread - daily[REPO] - threshold) / width)
        keen = keen - np.logaddexp(0, (-p.standing_repo_idle_bp - threshold) / width)
        return np.minimum(p.standing_repo_slope_usd * width * np.maximum(0.0, keen), p.standing_repo_limit_usd)

    def _credit(self, spread: np.ndarray, daily: np.ndarray) -> np.ndarray:
        return self.p.facilities.discount_window_slope_usd * np.maximum(0.0, spread - daily[2])

    def _gap(self, spread: np.ndarray, daily: np.ndarray) -> np.ndarray:
        demand, width = self.p.reserve_demand, self.p.money_funds.width_bp
        share = 1 / (1 + np.exp(-(daily[MIDPOINT] - spread) / width))
        wanted = np.maximum(0.0, self.anchor.investable_usd * share + self.shift_now)
        reserves = self.reserves_now + self._repo(spread, daily) + self._credit(spread, daily) + self.held - wanted
        mean = self.mean_reserves + 0.2 * (reserves - self.mean_reserves)
        shortage = demand.width_pct * np.logaddexp(
            0, (demand.satiation_pct - 100 * mean / self.assets) / demand.width_pct
        )
        short = (demand.scarce_pct - 100 * reserves / self.assets) / demand.scarce_width_pct
        scarcity = demand.scarce_width_pct * np.logaddexp(0, short)
        slope = np.minimum(demand.settlement_bp * (1 + demand.settlement_scarcity * shortage), demand.settlement_max_bp)
        curve = demand.slope_bp * shortage + demand.scarce_slope_bp * scarcity
        return self.level + curve + slope * self.settlement / 100e9 - spread

    def _solve(self, daily: np.ndarray) -> None:
        a = b = self.sofr + (self.level - self.level_before)
        a_gap = b_gap = self._gap(b, daily)
        self.level_before = self.level
        for _ in range(STEPS_MAX):
            is_left = np.abs(b_gap) > TOLERANCE_BP
            if not is_left.any():
                break
            rise = b_gap - a_gap
            step = np.where(rise != 0, b_gap * (b - a) / np.where(rise != 0, rise, 1), -b_gap)
            guess = np.clip(b - step, -64.0, 960.0)
            gap = self._gap(guess, daily)
            stays = (a_gap * b_gap < 0) & (gap * b_gap >= 0)
            a, a_gap = (
                np.where(is_left, np.where(stays, a, b), a),
                np.where(is_left, np.where(stays, 0.5 * a_gap, b_gap), a_gap),
            )
            b, b_gap = np.where(is_left, guess, b), np.where(is_left, gap, b_gap)
        rise = b_gap - a_gap
        last = b - np.where(rise != 0, b_gap * (b - a) / np.where(rise != 0, rise, 1), -b_gap)
        self.sofr = daily[FLOOR] + np.logaddexp(0, np.clip(last, -64.0, 960.0) - daily[FLOOR])

    def _interbank(self) -> None:
        total = self._metric("reserves_usd").astype(float)
        for name, place, share in (
            ("interbank_other", PLACES.other_banks_reserves, self.anchor.other_banks_share),
            ("interbank_foreign", PLACES.foreign_banks_reserves, self.anchor.foreign_banks_share),
        ):
            self._post(self._behave(name), np.floor(share * total).astype(np.int64) - self.balance[place])

    def _close(self) -> None:
        demand, reserves = self.p.reserve_demand, self._metric("reserves_usd")
        self.mean_reserves = self.mean_reserves + 0.2 * (reserves - self.mean_reserves)
        mean_pct, pct = 100 * self.mean_reserves / self.assets, 100 * reserves / self.assets
        shortage = demand.width_pct * np.logaddexp(0, (demand.satiation_pct - mean_pct) / demand.width_pct)
        scarcity = demand.scarce_width_pct * np.logaddexp(0, (demand.scarce_pct - pct) / demand.scarce_width_pct)
        curve = (
            self.p.funds_rate.slope_bp * shortage + self.p.funds_rate.scarce_share * demand.scarce_slope_bp * scarcity
        )
        self.effr = self.anchor.effr_intercept_bp + curve + self.effr_residual
        self.deposits, self.on_rrp, self.debt = self._metric("deposits_usd"), self._metric("on_rrp_usd"), self._debt()

    def _check(self) -> None:
        chart = self.program.chart
        for ends in (chart.row, chart.column):
            for end in range(int(ends.max()) + 1):
                places = np.flatnonzero(ends == end)
                assert not (chart.sign[places, None] * self.balance[places]).sum(axis=0).any()
