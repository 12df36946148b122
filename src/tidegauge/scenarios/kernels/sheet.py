"""The sheet of a block: posting a flow, adding up a metric, and the daily check of every row and column."""

from tidegauge.scenarios.arithmetic import floor_usd
from tidegauge.scenarios.kernels.compiling import stage
from tidegauge.scenarios.kernels.state import AMOUNT, BEFORE, SHARE


@stage
def copy(to, source):  # type: ignore[no-untyped-def]
    """Copy a row over another; a slice would compile the text of errors that cannot happen."""
    for p in range(to.shape[0]):
        to[p] = source[p]


@stage
def fill(row, value):  # type: ignore[no-untyped-def]
    """Give every path of a row one value."""
    for p in range(row.shape[0]):
        row[p] = value


@stage
def take_draw(z, draws, column):  # type: ignore[no-untyped-def]
    """Copy one column of the draws; zeros for a column that the program has not."""
    if column >= 0:
        copy(z, draws[column])
    else:
        fill(z, 0.0)


@stage
def post(block, postings, flow):  # type: ignore[no-untyped-def]
    """Split the amount at hand over the parts of a flow and post each part's event: floor(high·a) − floor(low·a)."""
    amount, share = block.whole[AMOUNT], block.whole[SHARE]
    for part in range(postings.flow_start[flow], postings.flow_start[flow + 1]):
        low, high = postings.part_low[part], postings.part_high[part]
        if low == 0.0 and high == 1.0:  # the whole of an amount is itself
            _post_event(block.balance, amount, postings.part_template[part], postings)
        else:
            for p in range(share.shape[0]):
                share[p] = floor_usd(high * amount[p]) - floor_usd(low * amount[p])
            _post_event(block.balance, share, postings.part_template[part], postings)


@stage
def post_change(block, postings, flow):  # type: ignore[no-untyped-def]
    """Post the change of each part's own stock, from `BEFORE` to `AMOUNT`."""
    amount, before, share = block.whole[AMOUNT], block.whole[BEFORE], block.whole[SHARE]
    for part in range(postings.flow_start[flow], postings.flow_start[flow + 1]):
        low, high = postings.part_low[part], postings.part_high[part]
        for p in range(share.shape[0]):
            now = floor_usd(high * amount[p]) - floor_usd(low * amount[p])
            share[p] = now - (floor_usd(high * before[p]) - floor_usd(low * before[p]))
        _post_event(block.balance, share, postings.part_template[part], postings)


@stage
def _post_event(balance, moved, event, postings):  # type: ignore[no-untyped-def]
    """Add an amount to, or take it off, every account that an event touches."""
    for posting in range(postings.start[event], postings.start[event + 1]):
        level = balance[postings.account[posting]]
        if postings.sign[posting] > 0:
            for p in range(level.shape[0]):
                level[p] += moved[p]
        else:
            for p in range(level.shape[0]):
                level[p] -= moved[p]


@stage
def add_up(total, balance, metric, metrics):  # type: ignore[no-untyped-def]
    """Set `total` to a `_usd` metric of the sheet."""
    fill(total, 0)
    for k in range(metrics.start[metric], metrics.start[metric + 1]):
        level = balance[metrics.account[k]]
        if metrics.sign[k] > 0:
            for p in range(total.shape[0]):
                total[p] += level[p]
        else:
            for p in range(total.shape[0]):
                total[p] -= level[p]


@stage
def check(block, identities, residual, offset):  # type: ignore[no-untyped-def]
    """Raise `residual` to the largest gap of any row or column; return whether a bound stock is below zero.

    One pass over the accounts in order of their row: a row's sum is finished while the columns grow, so every account
    is read once. Assets count plus, liabilities and net worth minus.
    """
    column, row, mine = block.column, block.whole[SHARE], residual[offset : offset + block.frozen.shape[0]]
    column[:] = 0
    is_below = False
    n_rows = identities.row_start.shape[0] - 1
    for r in range(n_rows):
        fill(row, 0)
        for k in range(identities.row_start[r], identities.row_start[r + 1]):
            level, sector = block.balance[identities.account[k]], column[identities.column[k]]
            lowest = 0
            if identities.sign[k] > 0:
                for p in range(row.shape[0]):
                    usd = level[p]
                    row[p] += usd
                    sector[p] += usd
                    lowest = usd if usd < lowest else lowest
            else:
                for p in range(row.shape[0]):
                    usd = level[p]
                    row[p] -= usd
                    sector[p] -= usd
                    lowest = usd if usd < lowest else lowest
            is_below = is_below or (lowest < 0 and identities.is_bound[k])
        if r < n_rows - 1:  # the last row is net worth, which belongs to columns alone
            _widen(mine, row, block.frozen)
    for c in range(column.shape[0]):
        _widen(mine, column[c], block.frozen)
    return is_below


@stage
def _widen(residual, gap, frozen):  # type: ignore[no-untyped-def]
    """Raise the residual of each path to the size of a gap; paths that stand still are not looked at."""
    for p in range(gap.shape[0]):
        size = gap[p] if gap[p] >= 0 else -gap[p]
        size = 0 if frozen[p] else size
        residual[p] = size if size > residual[p] else residual[p]


@stage
def note_breaches(block, identities, breach, offset, day):  # type: ignore[no-untyped-def]
    """Note, for each path that has none yet, the day and the first account of the chart that stands below zero."""
    for p in range(block.frozen.shape[0]):
        if breach[0, offset + p] < 0 and not block.frozen[p]:
            first = block.balance.shape[0]
            for k in range(identities.account.shape[0]):
                if identities.is_bound[k] and block.balance[identities.account[k], p] < 0:
                    first = min(first, identities.account[k])
            if first < block.balance.shape[0]:
                breach[0, offset + p] = day
                breach[1, offset + p] = first
