"""The opening sheet: every stock at the end of a day, each marked as observed, identity, cited or prior.

Rows close by construction, columns by net worth. How much of it is observed is part of the answer: the Fed's block is,
most of the rest is not, and a result that leans on a cited share or on a prior should say so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tidegauge.frame import Finding, Frame, finding
from tidegauge.ledger.chart import INDEX
from tidegauge.ledger.event import Claim
from tidegauge.ledger.sheet import BalanceSheet
from tidegauge.scenarios.opening import fed
from tidegauge.scenarios.opening.figures import Figures, inputs
from tidegauge.scenarios.opening.rows import Cell, Rows
from tidegauge.words.sentence import Words

INPUTS = tuple(dict.fromkeys((*fed.INPUTS, *inputs())))
"""Every series the opening sheet may use."""

OLD = timedelta(days=366)
"""A typed-in figure older than this at the opening is a warning."""


@dataclass(frozen=True, slots=True)
class OpeningSheet:
    """Stocks at the end of `on` as known to a frame.

    `wednesday` is the H.4.1 the Fed's block rests on. `cells` are assets and liabilities in the order of the chart;
    net worth is what closes a column, so it also stands for all that the map has no instrument for; it is in the sheet
    only.
    """

    on: date
    wednesday: date
    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...]

    @property
    def sheet(self) -> BalanceSheet:
        """The ledger's balance sheet with these stocks.

        Raises
        ------
        NegativeStock
            A stock that cannot fall below zero opens below it: a figure of the store is wrong.
        """
        return BalanceSheet(claim for row in _by_instrument(self.cells).values() for claim in _claims(row))

    def late(self) -> dict[str, date]:
        """Return the Fed's lines that were not published for the Wednesday, by instrument, with the day they are of."""
        found = {finding.subject: finding.period for finding in self.findings if finding.check == "opening_stale"}
        late = {fed.LINE_OF[series]: period for series, period in found.items() if period is not None}
        return {line: period for line, period in late.items() if line not in self._daily()}

    def _daily(self) -> set[str]:
        """Return the Fed's lines that a daily figure has replaced."""
        said = {finding.subject for finding in self.findings if finding.check == "opening_daily"}
        return {line for line, (series, _) in fed.DAILY.items() if series in said}

    def share_of(self, origin: str) -> float:
        """Return the share of all USD in the sheet, assets and liabilities alike, that has an origin."""
        sizes = [(cell.figure.origin, abs(cell.figure.amount_usd)) for cell in self.cells]
        return sum(size for found, size in sizes if found == origin) / sum(size for _, size in sizes)


def open_sheet(frame: Frame, on: date) -> OpeningSheet:
    """Turn what a frame knows into the balance sheet of all sectors at the end of a day.

    Why: a run that starts from a sheet that does not close would create or lose money before its first event.

    Parameters
    ----------
    frame : Frame
        With the series of `INPUTS` [USD]. What is not in it is replaced by the figures and shares of ``shares.toml``,
        with a finding each.
    on : date
        No stock is of a later day. With a frame of the evening of `on` the sheet is what was known then: the Daily
        Treasury Statement of `on` itself comes out on the next business day.

    Returns
    -------
    OpeningSheet
        Rows sum to zero and columns to net worth, to the dollar.

    Raises
    ------
    MissingFigures
        No Wednesday of the H.4.1 with reserves and total assets is known, or nothing of a figure that a row needs:
        the first published year end in ``shares.toml`` is 2017, so there is no opening before May 2018.
    """
    figures = Figures(frame, on)
    rows = Rows(figures, fed.block(frame, on))
    rows.fill()
    cells = tuple(sorted(rows.cells, key=lambda cell: INDEX[cell.account]))
    findings = (*rows.fed.findings, *rows.findings, *_typed(figures))
    return OpeningSheet(on, rows.fed.wednesday, cells, findings)


def _typed(figures: Figures) -> list[Finding]:
    """Return a finding for every figure that was typed in; an old one is a warning, for what moved since is missing."""
    found = []
    for name, figure in figures.typed.items():
        is_old = figure.period is not None and figures.on - figure.period > OLD
        facts = {"source": Words(f"opening.sources.{figure.source}")}
        if is_old:
            facts["origin"] = Words(f"opening.origin.{figure.origin}")
        check, severity = ("opening_old", "warning") if is_old else (f"opening_{figure.origin}", "note")
        found.append(finding(check, name, figure.period, severity=severity, **facts))
    return found


def _by_instrument(cells: Iterable[Cell]) -> Mapping[str, list[Cell]]:
    """Return the cells of every row."""
    rows: dict[str, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.account.instrument, []).append(cell)
    return rows


def _claims(row: Sequence[Cell]) -> Iterator[Claim]:
    """Yield claims that add up to the cells of a row.

    Who owes whom inside a row is not known and does not matter to a stock: all is put on the first issuer, then each
    other issuer takes its part over from it, by way of the first holder.
    """
    instrument = row[0].account.instrument
    holders = [(cell.account.sector, cell.figure.amount_usd) for cell in row if cell.account.side == "asset"]
    issuers = [(cell.account.sector, cell.figure.amount_usd) for cell in row if cell.account.side == "liability"]
    first, holder = issuers[0][0], holders[0][0]
    for sector, amount in holders:
        yield Claim(instrument, holder=sector, issuer=first, amount_usd=amount)
    for sector, amount in issuers[1:]:
        yield Claim(instrument, holder=holder, issuer=sector, amount_usd=amount)
        yield Claim(instrument, holder=holder, issuer=first, amount_usd=-amount)
