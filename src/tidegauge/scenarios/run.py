"""A run under way: the program, the balance sheet and the state of one path, and how a flow is posted."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tidegauge.ledger.sheet import BalanceSheet
from tidegauge.scenarios.anchors import Anchors, anchors, maturities, metric
from tidegauge.scenarios.arithmetic import floor_usd, nearest_usd
from tidegauge.scenarios.behaviour.period_ends import DayKind
from tidegauge.scenarios.program import BP_SCALE, METRICS, Program
from tidegauge.scenarios.state import State, opening_sheet, opening_state


class Posted(NamedTuple):
    """One line of a path's journal; the lines of a day stand in the order in which they were posted."""

    day: int  # from 0
    flow: str
    kind: str  # of the ledger's events
    amount_usd: int  # negative: posted reversed


@dataclass(slots=True)
class Run:
    """One path on its way; `day` and `draws` are today's."""

    program: Program
    anchor: Anchors
    sheet: BalanceSheet
    state: State
    maturities: tuple[tuple[int, ...], ...]
    day: int = 0
    draws: list[float] = field(default_factory=list)
    journal: list[Posted] = field(default_factory=list)

    @classmethod
    def open(cls, program: Program) -> "Run":
        """Return a run on its opening day."""
        anchor = anchors(program)
        return cls(program, anchor, opening_sheet(program), opening_state(program, anchor), maturities(program))

    def level(self, place: int) -> int:
        """Return the level of an account of `anchors.PLACES` [USD]."""
        return self.sheet.levels[place]

    def metric(self, name: str) -> int:
        """Return a `_usd` metric now [USD]."""
        return metric(self.program, name, self.sheet.levels)

    def post(self, flow: str, amount_usd: int, before_usd: int = 0) -> None:
        """Post a flow split over its parts.

        Each part posts floor(high·amount) − floor(low·amount), so that parts sum to the amount to the dollar. For the
        facilities `amount_usd` is what is outstanding today and `before_usd` what was yesterday: each part then posts
        the change of its own stock, and a facility that empties leaves no dollar behind.
        """
        flows, number = self.program.flows, self.program.flow_names.index(flow)
        for place in (flows.part_flow == number).nonzero()[0].tolist():
            low, high = float(flows.part_low[place]), float(flows.part_high[place])
            change = _part(low, high, amount_usd) - _part(low, high, before_usd)
            kind = self.program.event_kinds[int(flows.part_template[place])]
            if change:
                self.sheet.post(kind, change, allow_negative=True)
                self.journal.append(Posted(self.day, flow, kind, change))

    def kind_of_day(self) -> DayKind:
        """Return what the calendar says of today."""
        days = self.program.days
        return DayKind(**{name: bool(getattr(days, name)[self.day]) for name in DayKind._fields})

    def draw(self, column: int) -> float:
        """Return today's correlated draw of a column; 0 for a column that the program has not."""
        return self.draws[column] if column >= 0 else 0.0

    def record(self) -> tuple[int, ...]:
        """Return today's METRICS: USD, or thousandths of a basis point."""
        state = self.state
        spreads = {"sofr_iorb_bp": state.spread_bp, "effr_iorb_bp": state.effr_bp}
        return tuple(
            nearest_usd(spreads[name] * BP_SCALE) if name in spreads else self.metric(name) for name in METRICS
        )


def _part(low: float, high: float, amount_usd: int) -> int:
    """Return the dollars of an amount that fall to a part."""
    return floor_usd(high * amount_usd) - floor_usd(low * amount_usd)
