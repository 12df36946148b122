"""What a block of paths carries through its days: the sheet, the memory of `scenarios.state`, and room to work in.

Arrays are (thing, path) with paths contiguous, allocated once for a thread and filled anew for every block. With 202
accounts and 250 days a block of 128 paths takes about 0.6 MB, which stays in a core's own cache while thousands of
postings pass over it.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.scenarios.kernels.compiling import stage
from tidegauge.scenarios.kernels.tables import Tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

(
    RESIDUAL, EFFR_RESIDUAL, SPREAD, EFFR, MEAN_SPREAD, MEAN_RESERVES, TAKE_UP, ON_RRP_SHIFT, MARGIN_REQUIRED, EQUITY,
    VARIANCE, PEG, YEN_FIRST, YEN_SECOND, YEN_THIRD,
    LEVEL, SETTLEMENT, RESERVES_NOW, BANK_ASSETS, NEED, ON_RRP_HELD, SHIFT_NOW, ADDER, MARKET_LEVEL, A, A_GAP,
    B, B_GAP, SPARE, SOFR_LEVEL, EFFR_LEVEL, AMPLITUDE, AIM, SLOPE, EFFR_SLOPE, CALENDAR_SIZE,
    DEBT_LIMIT_Z,
    RESTLESSNESS,
    N_REAL,
) = range(39)  # fmt: skip
"""Rows of `Block.real`: memory as in `scenarios.state.State`, then what the day's funding market takes as
given and where it looks for its rate."""

(
    RESERVES, DEPOSITS, ON_RRP, PUBLIC_DEBT, STABLECOINS, STANDING_REPO, DISCOUNT_WINDOW, MONEY_FUNDS_ON_RRP,
    OPEN_MARKET_REPOS, REDEEMED, WAITING, CUSHION_DAYS, SCARCE_DAYS, MARGIN_PAID, COUPONS_SOLD, YEN_UNWOUND,
    TURNED_AWAY, AMOUNT, BEFORE, SHARE,
    N_WHOLE,
) = range(21)  # fmt: skip
"""Rows of `Block.whole`: memory in dollars and days, then the amount being posted, its stock before, a part."""


class Block(NamedTuple):
    """Everything that a block of paths writes to while it runs; paths are last."""

    balance: "Integers"  # (n_accounts, n_paths)
    real: "Floats"  # (N_REAL, n_paths)
    whole: "Integers"  # (N_WHOLE, n_paths)
    ladder: "Integers"  # (n_days, n_paths) bills that mature
    surprises: "Floats"  # (n_own, n_paths)
    normals: "Floats"  # (n_shocks rounded up to fours, n_paths)
    z: "Floats"  # (n_shocks, n_paths): correlated
    column: "Integers"  # (n_columns, n_paths)
    frozen: "NDArray[np.bool_]"  # (n_paths,)
    days_beyond: "Integers"  # (n_watermarks, n_paths)


def block(tables: Tables, n_paths: int) -> Block:
    """Return room for a block of paths."""
    n_shocks, n_columns = tables.own.root.shape[0], int(tables.identities.column.max()) + 1
    return Block(
        balance=np.zeros((tables.opening_usd.size, n_paths), np.int64),
        real=np.zeros((N_REAL, n_paths)),
        whole=np.zeros((N_WHOLE, n_paths), np.int64),
        ladder=np.zeros((tables.maturing_usd.size, n_paths), np.int64),
        surprises=np.zeros((tables.postings.n_own, n_paths)),
        normals=np.zeros((-(-n_shocks // 4) * 4, n_paths)),
        z=np.zeros((n_shocks, n_paths)),
        column=np.zeros((n_columns, n_paths), np.int64),
        frozen=np.zeros(n_paths, np.bool_),
        days_beyond=np.zeros((len(tables.watermarks), n_paths), np.int64),
    )


@stage
def open_block(block, opening_usd, maturing_usd, start, anchors):  # type: ignore[no-untyped-def]
    """Fill a block with the opening; the lines are those of `scenarios.state.opening_state`."""
    real, whole = block.real, block.whole
    for account in range(block.balance.shape[0]):
        block.balance[account, :] = opening_usd[account]
    for day in range(block.ladder.shape[0]):
        block.ladder[day, :] = maturing_usd[day]
    block.surprises[:] = 0.0
    block.days_beyond[:] = 0
    block.frozen[:] = False
    real[:] = 0.0
    real[RESIDUAL] = anchors.residual_bp
    real[EFFR_RESIDUAL] = anchors.effr_residual_bp
    real[SPREAD] = start.spread_bp
    real[MARKET_LEVEL] = start.spread_bp
    real[EFFR] = start.effr_bp
    real[MEAN_SPREAD] = start.mean_spread_bp
    real[MEAN_RESERVES] = float(start.reserves_usd)
    real[TAKE_UP] = anchors.take_up_usd
    real[ON_RRP_SHIFT] = anchors.on_rrp_shift_usd
    real[MARGIN_REQUIRED] = anchors.margin_required_usd
    real[EQUITY] = anchors.equity_usd
    real[VARIANCE] = anchors.variance
    whole[:] = 0
    whole[RESERVES] = start.reserves_usd
    whole[DEPOSITS] = start.deposits_usd
    whole[ON_RRP] = start.on_rrp_usd
    whole[PUBLIC_DEBT] = start.public_debt_usd
    whole[STABLECOINS] = start.stablecoins_usd
    whole[STANDING_REPO] = start.standing_repo_usd
    whole[OPEN_MARKET_REPOS] = start.open_market_repos_usd
    whole[MONEY_FUNDS_ON_RRP] = start.money_funds_on_rrp_usd
