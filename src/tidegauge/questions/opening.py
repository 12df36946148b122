"""The question of the opening sheet: what every sector owned and owed at a moment, and how sure each figure is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from tidegauge.clock import NEW_YORK
from tidegauge.frame import Frame
from tidegauge.ledger.chart import SECTORS, Side, net_worth
from tidegauge.questions.answer import Answer, Origin, origins_of
from tidegauge.questions.desk import Desk
from tidegauge.scenarios.opening import INPUTS, Cell, OpeningSheet, open_sheet

UNITS = {"amount_usd": "USD", "net_worth": "USD"}


class Stock(NamedTuple):
    """One stock of the sheet [USD]: observed, by identity, cited or a prior; `source` says whose figure it is."""

    sector: str
    instrument: str
    side: Side
    amount_usd: int
    origin: str
    series: tuple[str, ...]
    period: date | None
    source: str


@dataclass(frozen=True, slots=True)
class OpeningAnswer:
    """The sheet at the end of `on`; `wednesday` is the H.4.1 that the Fed's side rests on.

    The shares are of all USD in the sheet, assets and liabilities alike, and add up to one: a stock that rests on a
    prior counts as a prior. `fed_known_share` is what of the Fed's own side is observed or follows from observed
    figures. `late` are the Fed's lines that were not published for the
    Wednesday, with the day they are of.
    """

    on: date
    wednesday: date
    late: Mapping[str, date]
    observed_share: float
    identity_share: float
    cited_share: float
    prior_share: float
    fed_known_share: float
    stocks: tuple[Stock, ...]
    net_worth: Mapping[str, int]


def opening(desk: Desk, *, as_of: datetime | None = None) -> Answer:
    """Answer with the opening balance sheet of a run that begins after `as_of`.

    Raises
    ------
    MissingFigures
        No H.4.1 is known at that moment, or nothing of a figure without which there is no sheet.
    """
    moment = desk.moment(as_of)
    frame = desk.frame(INPUTS, moment)
    found = open_sheet(frame, moment.astimezone(NEW_YORK).date())
    sheet = found.sheet
    answer = OpeningAnswer(
        on=found.on,
        wednesday=found.wednesday,
        late=found.late(),
        observed_share=found.share_of("observed"),
        identity_share=found.share_of("identity"),
        cited_share=found.share_of("cited"),
        prior_share=found.share_of("prior"),
        fed_known_share=_fed_known(found),
        stocks=tuple(_stock(cell) for cell in found.cells),
        net_worth={sector: sheet.level(*net_worth(sector)) for sector in SECTORS},
    )
    findings = (*desk.findings(), *found.findings)
    return Answer("ledger.opening", moment, answer, UNITS, _origins(found, frame), findings, desk.bundled_until)


def _stock(cell: Cell) -> Stock:
    """Return a cell as the answer holds it."""
    figure = cell.figure
    return Stock(*cell.account, figure.amount_usd, figure.origin, figure.series, figure.period, figure.source)


def _fed_known(found: OpeningSheet) -> float:
    """Return the share of the Fed's own side that is observed or follows by identity."""
    own = [cell.figure for cell in found.cells if cell.account.sector == "fed"]
    known = sum(abs(figure.amount_usd) for figure in own if figure.origin in ("observed", "identity"))
    return known / sum(abs(figure.amount_usd) for figure in own)


def _origins(found: OpeningSheet, frame: Frame) -> tuple[Origin, ...]:
    """Return where the figures that were used came from."""
    used = dict.fromkeys(series for cell in found.cells for series in cell.figure.series)
    points = (frame[series].on_or_before(found.on) for series in used)
    return origins_of(point for point in points if point is not None)
