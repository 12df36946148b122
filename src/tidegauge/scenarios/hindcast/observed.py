"""Drive the ledger with the observed changes of every Fed line but reserves, and see where reserves end.

The opening sheet is what was known at the end of the first day. From then on each observed change of a line is posted
as a ledger event: every Wednesday for the lines of H.4.1, every business day for the Treasury's cash, ON RRP and
standing repo. Reserves are never fed: they follow from the postings, and the distance to the published Wednesday level
is what the ledger cannot explain. Driving again with one line held at its opening level shows what leaving it out does.

A change of an asset is posted as an event that moves reserves only (a fall of Treasuries as a purchase reversed):
what run-off does to the Treasury's cash is in the observed change of that line already.

Basis: Federal Reserve H.4.1, tables 1 and 5 (the identity); Daily Treasury Statement and New York Fed operations (the
days between). The gap that is left is the change of what H.4.1 gives no Wednesday line for: the Treasury's
contributions to the credit facilities of 2020 and 2021, Treasury currency and cash.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tidegauge.business_days import CALENDARS
from tidegauge.frame import Frame
from tidegauge.indicators.balance_sheet import INPUTS as WEDNESDAY_INPUTS
from tidegauge.indicators.balance_sheet import known_on
from tidegauge.ledger.chart import Side
from tidegauge.ledger.sheet import BalanceSheet

DAILY_INPUTS = ("tga", "on_rrp", "srf")
INPUTS = (*WEDNESDAY_INPUTS, *DAILY_INPUTS)
LEFT_OUT = ("other_liabilities", "other_deposits")
"""Lines that popular accounts of reserves forget; the drive is repeated without each of them."""

WEDNESDAY = 2


class Line(NamedTuple):
    """A line of the Fed's balance sheet: where it stands in the ledger and which event makes it rise."""

    id: str
    side: Side
    instruments: tuple[str, ...]
    kind: str
    weekly: str  # series of its Wednesday level; empty where it is a difference of series
    daily: str = ""  # series of its daily level


LINES = (
    Line("treasuries_held", "asset", ("coupons", "bills"), "fed_purchase_from_nonbank", "treasuries_held"),
    Line("mbs_held", "asset", ("mbs",), "fed_purchase_of_mbs_from_nonbank", "mbs_held"),
    Line(
        "repos_outstanding",
        "asset",
        ("standing_repo", "open_market_repo"),
        "standing_repo_draw_by_dealer",
        "repos_outstanding",
        "srf",
    ),
    Line("loans", "asset", ("discount_window",), "discount_window_draw", "loans"),
    Line("swaps", "asset", ("swap_lines",), "swap_line_draw", "swaps"),
    Line("other_assets", "asset", ("other_fed_assets",), "other_fed_assets_rise", ""),
    Line("tga_wednesday", "liability", ("tga",), "tax_receipt_from_deposits", "tga_wednesday", "tga"),
    Line("on_rrp", "liability", ("on_rrp",), "money_fund_inflow_into_on_rrp", "", "on_rrp"),
    Line("foreign_repo_pool", "liability", ("foreign_repo_pool",), "foreign_repo_pool_inflow", "foreign_repo_pool"),
    Line("currency", "liability", ("currency",), "currency_demand", "currency"),
    Line(
        "foreign_official_deposits",
        "liability",
        ("foreign_official_deposits",),
        "foreign_official_deposit_inflow",
        "foreign_official_deposits",
    ),
    Line("other_deposits", "liability", ("other_fed_deposits",), "gse_cash_into_other_deposits", "other_deposits"),
    Line(
        "other_liabilities",
        "liability",
        ("other_fed_liabilities", "remittances_due"),
        "other_fed_liabilities_rise",
        "other_liabilities",
    ),
)
ASSET_LINES = tuple(line for line in LINES if line.side == "asset")


@dataclass(frozen=True, slots=True)
class Wednesday:
    """One published level of reserves and where the drive stood that day [USD].

    `gap_usd` is driven minus published; `without_usd` says where the drive stood with a line left out; `unknown` names
    lines without a figure that day, which stay as they were.
    """

    on: date
    observed_usd: int
    driven_usd: int
    gap_usd: int
    without_usd: Mapping[str, int]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """What one line did over the stretch: its own change and the change of reserves it made [USD]."""

    line: str
    change_usd: int
    reserves_usd: int


@dataclass(frozen=True, slots=True)
class Drive:
    """A stretch driven by observed flows. `days` holds reserves by identity on every business day.

    The largest gaps are those of Wednesdays on which every line has a figure.
    """

    start: date
    end: date
    opening_reserves_usd: int
    wednesdays: tuple[Wednesday, ...]
    moved: tuple[Moved, ...]
    days: tuple[tuple[date, int], ...]
    events: int
    largest_gap_usd: int
    largest_gap_without_usd: Mapping[str, int]


def drive(
    opening: BalanceSheet, frame: Frame, start: date, end: date, progress: Callable[[int, int], None] | None = None
) -> Drive:
    """Return reserves as the observed changes of every other line drive them from `start` to `end`, both included.

    Parameters
    ----------
    opening : BalanceSheet
        As known at the end of `start`; it is copied, not changed.
    frame : Frame
        `INPUTS` as known when the outcome is looked at.
    progress : callable, optional
        Told after every business day how many are over, and of how many.

    Raises
    ------
    UnbalancedEvent, NegativeStock
        A mistake of ours: observed flows are always possible.

    Notes
    -----
    Days × 13 lines × 1 + len(LEFT_OUT) drives, with every check of the sheet each day: some 10 ms a business day.
    """
    whole = _Run(opening)
    partial = {line: _Run(opening, frozenset((line,))) for line in LEFT_OUT}
    wednesdays, days = [], []
    listed = list(_days(start, end))
    for place, day in enumerate(listed, 1):
        targets = _levels(frame, day)
        for run in (whole, *partial.values()):
            run.step(targets)
        if progress:
            progress(place, len(listed))
        days.append((day, whole.reserves_usd))
        observed = known_on(frame, "reserves", day)
        if observed is not None:
            unknown = tuple(line.id for line in LINES if line.weekly and line.id not in targets)
            without = {line: run.reserves_usd for line, run in partial.items()}
            gap = whole.reserves_usd - observed
            wednesdays.append(Wednesday(day, observed, whole.reserves_usd, gap, without, unknown))
    complete = [wednesday for wednesday in wednesdays if not wednesday.unknown]
    return Drive(
        start=start,
        end=end,
        opening_reserves_usd=opening.total("reserves"),
        wednesdays=tuple(wednesdays),
        moved=whole.moved(opening),
        days=tuple(days),
        events=whole.events,
        largest_gap_usd=max((abs(wednesday.gap_usd) for wednesday in complete), default=0),
        largest_gap_without_usd={
            line: max((abs(w.without_usd[line] - w.observed_usd) for w in complete), default=0) for line in LEFT_OUT
        },
    )


class _Run:
    """A sheet on its way through the days; lines in `still` stay at their opening level."""

    def __init__(self, opening: BalanceSheet, still: frozenset[str] = frozenset()) -> None:
        self.sheet, self.still, self.events = opening.copy(), still, 0

    @property
    def reserves_usd(self) -> int:
        """Reserves as they follow from what was posted so far."""
        return self.sheet.total("reserves")

    def step(self, targets: Mapping[str, int]) -> None:
        """Post what brings every line to its observed level; "other assets" closes the observed total of assets."""
        for line in LINES:
            if line.id in self.still:
                continue
            if line.id == "other_assets":
                others = sum(level(self.sheet, other) for other in ASSET_LINES if other.id != "other_assets")
                target = targets["fed_assets"] - others if "fed_assets" in targets else None
            else:
                target = targets.get(line.id)
            change = 0 if target is None else target - level(self.sheet, line)
            if change:
                # which of several sectors stands behind a Fed line is not published: only the Fed's side is observed
                self.sheet.post(line.kind, change, allow_negative=True)
                self.events += 1
        self.sheet.check()

    def moved(self, opening: BalanceSheet) -> tuple[Moved, ...]:
        """Return what every line did between the opening and now, the largest first."""
        found = []
        for line in LINES:
            change = level(self.sheet, line) - level(opening, line)
            found.append(Moved(line.id, change, change if line.side == "asset" else -change))
        return tuple(sorted(found, key=lambda moved: -abs(moved.reserves_usd)))


def level(sheet: BalanceSheet, line: Line) -> int:
    """Return what stands on a line of the Fed's sheet [USD]."""
    return sum(sheet.level("fed", instrument, line.side) for instrument in line.instruments)


def _days(start: date, end: date) -> Iterator[date]:
    """Yield the Fed's business days and every Wednesday: H.4.1 has a level for a Wednesday that is a holiday."""
    fed = CALENDARS["fed"]
    day = start
    while day <= end:
        if day.weekday() == WEDNESDAY or fed.is_open(day):
            yield day
        day += timedelta(days=1)


def _levels(frame: Frame, day: date) -> dict[str, int]:
    """Return the observed level of every line known for a day; a line without a figure is left out."""
    if day.weekday() != WEDNESDAY:
        daily = ((line.id, known_on(frame, line.daily, day)) for line in LINES if line.daily)
        return _known(daily)
    weekly = [(line.id, known_on(frame, line.weekly, day)) for line in LINES if line.weekly]
    repos, pool = (known_on(frame, series, day) for series in ("reverse_repos", "foreign_repo_pool"))
    on_rrp = None if repos is None or pool is None else repos - pool
    return _known([*weekly, ("fed_assets", known_on(frame, "fed_assets", day)), ("on_rrp", on_rrp)])


def _known(levels: Iterable[tuple[str, int | None]]) -> dict[str, int]:
    return {line: value for line, value in levels if value is not None}
