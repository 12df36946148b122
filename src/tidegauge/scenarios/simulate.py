"""One path of a program, in plain Python on the ledger's own balance sheet: the reference that the kernel must equal.

It reads like a day. Own flows come first, then interest, the Treasury, the Fed, the loops, the funding market and the
banks; then the day is closed, checked and recorded. What a behaviour knows is of yesterday, or of earlier the same day.
The kernel does the same steps in the same order on many paths at once, from the same draws; where the two differ by a
dollar on any day, one of them is wrong.

Cost: one to two milliseconds a day, nearly all of it posting.
"""

from dataclasses import dataclass

from tidegauge.ledger.checks import instrument_rows, sector_columns
from tidegauge.ledger.sheet import BalanceSheet
from tidegauge.scenarios.behaviour.treasury import is_lifted
from tidegauge.scenarios.closing import close, watermarks
from tidegauge.scenarios.draws import correlated, normals
from tidegauge.scenarios.market_day import funding, interbank
from tidegauge.scenarios.program import METRICS, Program
from tidegauge.scenarios.run import Posted, Run
from tidegauge.scenarios.stages import bills, fed_reactions, interest, loops, own_flows, treasury_cash
from tidegauge.scenarios.state import refuse_negative


@dataclass(frozen=True, slots=True)
class SimulatedPath:
    """One simulated path.

    Attributes
    ----------
    metrics : tuple of tuple of int, shape (n_days, n_metrics)
        METRICS at the end of every day: USD, or thousandths of a basis point.
    journal : tuple of Posted
        Everything that was posted, in order.
    sheet : BalanceSheet
        As it stands at the end.
    residual_usd : int
        Largest gap of any row or column on any day; 0, or −1 where nothing was checked.
    stopped_on : int or None
        Day on which a watermark stopped the path.
    limit_lifted_on : int or None
        First day without the debt limit that bound at the opening; None where none bound, or it binds to the end.
    """

    program: Program
    number: int
    seed: int
    metrics: tuple[tuple[int, ...], ...]
    journal: tuple[Posted, ...]
    sheet: BalanceSheet
    residual_usd: int
    stopped_on: int | None
    limit_lifted_on: int | None

    def series(self, metric: str) -> tuple[int, ...]:
        """Return one of METRICS by day.

        Raises
        ------
        ValueError
            There is no such metric.
        """
        column = METRICS.index(metric)
        return tuple(day[column] for day in self.metrics)


def simulate(program: Program, *, seed: int, path: int = 0, check: bool = True) -> SimulatedPath:
    """Simulate one path.

    Parameters
    ----------
    program : Program
        What a scenario was compiled to.
    seed : int
        Of the run, at least 0.
    path : int, default 0
        Number of the path; its draws depend on seed, path, day and shock alone.
    check : bool, default True
        Whether every row and column is added up every day and stocks are held above zero.

    Returns
    -------
    SimulatedPath
        With its journal and the sheet it ends with.

    Raises
    ------
    StockRunsOut
        A day ends with a stock below zero that cannot be there; `check` is on.
    UnbalancedSheet
        An identity of the ledger is broken, which is our own mistake; `check` is on.
    """
    run = Run.open(program)
    metrics: list[tuple[int, ...]] = []
    residual, stopped_on = (0, None) if check else (-1, None)
    for today in range(len(program.days.on)):
        if run.state.is_stopped:
            metrics.append(metrics[-1])
            continue
        run.day = today
        _simulate_day(run, seed, path)
        if check:
            residual = max(residual, _residual_usd(run.sheet))
            refuse_negative(program, run.sheet.levels, path=path, day=today)
        metrics.append(run.record())
        watermarks(run, metrics[-1])
        stopped_on = today if run.state.is_stopped else None
    if check:
        run.sheet.check()
    days = stopped_on, _limit_lifted_on(run)
    return SimulatedPath(program, path, seed, tuple(metrics), tuple(run.journal), run.sheet, residual, *days)


def _simulate_day(run: Run, seed: int, path: int) -> None:
    """Take a run through one day; the order of these lines is the order of the kernel."""
    names = run.program.shocks.names
    run.draws = correlated(run.program.shocks.root.tolist(), normals(seed, path, run.day, len(names)))
    own_flows(run)
    interest(run)
    bills(run)
    treasury_cash(run)
    fed_reactions(run)
    loops(run)
    market = funding(run)
    interbank(run)
    close(run, market)


def _limit_lifted_on(run: Run) -> int | None:
    """Return the first day on which a debt limit is gone."""
    gone = (day for day, z in enumerate(run.program.treasury.lifted_z.tolist()) if is_lifted(run.state.debt_limit_z, z))
    return next(gone, None)


def _residual_usd(sheet: BalanceSheet) -> int:
    """Return the largest gap of any instrument's row or sector's column [USD]."""
    return max(abs(gap) for gaps in (instrument_rows(sheet), sector_columns(sheet)) for gap in gaps.values())
