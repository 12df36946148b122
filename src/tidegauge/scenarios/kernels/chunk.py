"""The kernel: a stretch of paths through every day of a program, block by block."""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tidegauge.scenarios import anchors as anchored
from tidegauge.scenarios.anchors import PLACES
from tidegauge.scenarios.kernels import closing, compiled, compiling, market_day, sheet, stages, state
from tidegauge.scenarios.kernels import tables as tabled
from tidegauge.scenarios.kernels.closing import close_market, close_stocks, move_prices, move_yen, record, watch
from tidegauge.scenarios.kernels.compiling import kept_stage, stage
from tidegauge.scenarios.kernels.market_day import (
    draw_estimates,
    interbank,
    post_facilities,
    residuals,
    set_given,
    solve,
    turn_away_deposits,
)
from tidegauge.scenarios.kernels.sheet import check, copy, fill, note_breaches, take_draw
from tidegauge.scenarios.kernels.stages import (
    bills,
    carry_unwind,
    correlate,
    draw,
    fed_reactions,
    fx_carry,
    interest,
    margin_spiral,
    own_flows,
    stablecoin_redemptions,
    treasury_cash,
)
from tidegauge.scenarios.kernels.state import (
    COUPONS_SOLD,
    DEBT_LIMIT_Z,
    LEVEL,
    SPREAD,
    YEN_UNWOUND,
    Block,
    open_block,
)
from tidegauge.scenarios.kernels.tables import Tables, tables
from tidegauge.scenarios.market_day import EFFR_COLUMN, SOFR_COLUMN
from tidegauge.scenarios.program import BEHAVIOURAL_FLOWS, BP_SCALE, METRICS, Program
from tidegauge.scenarios.stages import WEEK_DAYS, YEAR_DAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Outcome(NamedTuple):
    """What a stretch of paths leaves behind; paths are last."""

    figures: "NDArray[np.int64]"  # (n_metrics, n_days, n_paths) METRICS
    met_on: "NDArray[np.int64]"  # (n_watermarks, n_paths) day, or −1
    residual_usd: "NDArray[np.int64]"  # (n_paths,) largest gap of any row or column on any day
    breach: "NDArray[np.int64]"  # (2, n_paths) day and account of the first stock below zero, or −1


class Room(NamedTuple):
    """A program as tables, and room for its paths to run in: made once, used for one stretch of paths after another."""

    tables: Tables
    block: Block
    outcome: Outcome


def room(program: Program, *, paths: int, block: int) -> Room:
    """Return room for stretches of at most `paths` paths, rounded up to full blocks."""
    made = tables(program)
    return Room(made, state.block(made, block), outcome(made, -(-paths // block) * block))


def outcome(tables: Tables, n_paths: int) -> Outcome:
    """Return room for what `n_paths` paths leave behind."""
    return Outcome(
        figures=np.empty((len(METRICS), tables.maturing_usd.size, n_paths), np.int64),
        met_on=np.full((len(tables.watermarks), n_paths), -1, np.int64),
        residual_usd=np.zeros(n_paths, np.int64),
        breach=np.full((2, n_paths), -1, np.int64),
    )


@stage
def react(block, postings, money, metrics, anchors, day):  # type: ignore[no-untyped-def]
    """Pay interest, roll bills over and let the Fed react."""
    if money.is_interest_on:
        interest(block, postings, money, day)
    if day == 0:
        take_draw(block.real[DEBT_LIMIT_Z], block.z, anchors.debt_limit_shock_column)
    bills(block, postings, money, metrics, (day, anchors.aim_shock_column))
    treasury_cash(block, postings, money, metrics, day)
    if money.is_policy_on:
        fed_reactions(block, postings, money, anchors.money_funds_repo_usd, day)


@stage
def run_loops(block, postings, loops, metrics):  # type: ignore[no-untyped-def]
    """Sell, call margin, unwind and redeem, on what was seen yesterday."""
    fill(block.whole[COUPONS_SOLD], 0)
    fill(block.whole[YEN_UNWOUND], 0)
    if loops.is_margin_on:
        margin_spiral(block, postings, loops.margin)
    if loops.is_carry_on:
        carry_unwind(block, postings, loops.carry, loops.usual_bp)
    if loops.is_fx_on:
        fx_carry(block, postings, loops.fx)
    if loops.is_stablecoin_on:
        stablecoin_redemptions(block, postings, loops.stablecoins, metrics)


@stage
def clear_market(block, postings, anchors, market, metrics, day):  # type: ignore[no-untyped-def]
    """Find the day's rate, post the facilities and settle between banks."""
    if day == 0:
        draw_estimates(block, anchors, market)
    residuals(block, anchors, market, day)
    if market.is_money_funds_on:
        turn_away_deposits(block, postings, anchors, market, metrics)
    set_given(block, anchors, market, metrics, day)
    if market.is_on:
        solve(block, market, anchors.investable_usd, day)
    else:
        copy(block.real[SPREAD], block.real[LEVEL])
    post_facilities(block, postings, market, anchors.investable_usd, day)
    if market.is_interbank_on:
        interbank(block, postings, anchors, metrics)


def _compile(sources: str) -> Any:
    """Return the kernel, kept on disk under the hash of its sources.

    So none is older than they are, and none that an earlier version left behind is looked into: its index names classes
    that may be gone.
    """

    def run_chunk(block, tables, key, first_path, is_checked, outcome):  # type: ignore[no-untyped-def]
        postings, metrics, money, loops, market = (
            tables.postings,
            tables.metrics,
            tables.money,
            tables.loops,
            tables.funding,
        )
        for offset in range(0, outcome.residual_usd.shape[0], block.frozen.shape[0]):
            open_block(block, tables.opening_usd, tables.maturing_usd, tables.start, tables.anchors)
            for day in range(tables.maturing_usd.shape[0]):
                draw(block.normals, key, first_path + offset, day)
                correlate(block.z, tables.own.root, block.normals)
                own_flows(block, postings, tables.own, day)
                react(block, postings, money, metrics, tables.anchors, day)
                run_loops(block, postings, loops, metrics)
                clear_market(block, postings, tables.anchors, market, metrics, day)
                close_market(block, metrics, market, tables.anchors, money.policy)
                if loops.is_margin_on:
                    place = (day, money.gap_days[day])
                    move_prices(block, loops.margin, tables.anchors.price_shock_column, loops.usual_bp, place)
                if loops.is_fx_on:
                    move_yen(block, loops.fx, tables.anchors.yen_shock_column, day)
                close_stocks(block, metrics, loops.stablecoins)
                if is_checked and check(block, tables.identities, outcome.residual_usd, offset):
                    note_breaches(block, tables.identities, outcome.breach, offset, day)
                record(block, metrics, outcome.figures, offset, day)
                watch(block, tables.watermarks, outcome.figures, outcome.met_on, (offset, day))

    run_chunk.__qualname__ = f"run_chunk_{sources}"
    return kept_stage(run_chunk)


FROZEN = (PLACES, METRICS, BEHAVIOURAL_FLOWS, BP_SCALE, WEEK_DAYS, YEAR_DAYS, SOFR_COLUMN, EFFR_COLUMN)
"""Constants of other modules that a compiled kernel holds as they were."""

KERNEL = _compile(
    compiled.sources_sha256(anchored, closing, compiling, market_day, sheet, stages, state, tabled, said=repr(FROZEN))
)


def run_paths(room: Room, *, seed: int, first: int, paths: int, check: bool) -> Outcome:
    """Return what a stretch of paths leaves behind; it lies in the room, and the next stretch overwrites it.

    Blocks are always full, so there may be more paths than were asked for: what comes after them is to be left out.
    """
    width = room.block.frozen.size
    n_full = -(-paths // width) * width
    found = room.outcome
    if n_full < found.residual_usd.size:
        found = Outcome(*(np.ascontiguousarray(array[..., :n_full]) for array in found))
    found.met_on[...], found.residual_usd[...], found.breach[...] = -1, 0, -1
    key = np.array([seed & 0xFFFFFFFF, seed >> 32], np.int64)
    KERNEL(room.block, room.tables, key, first, check, found)
    return found
