"""The shapes that answers are made of, gathered for the views, which import nothing below the questions."""

from tidegauge.indicators.balance_sheet import BalanceSheet, Line
from tidegauge.indicators.drain import Cause, Drain
from tidegauge.indicators.period_end import PeriodEndSpread
from tidegauge.indicators.reading import Extreme
from tidegauge.indicators.watermarks import Watermark
from tidegauge.ledger.effects import Effects
from tidegauge.ledger.event import Posting
from tidegauge.scenarios.hindcast.forecast import Foreseen, Score
from tidegauge.scenarios.hindcast.observed import Drive
from tidegauge.scenarios.portfolio import Contribution, Distribution
from tidegauge.scenarios.search import Reading
from tidegauge.signals.calendar import Event
from tidegauge.signals.machine import Month, SignalReading, SignalState
from tidegauge.signals.record import Spell

__all__ = [
    "BalanceSheet",
    "Cause",
    "Contribution",
    "Distribution",
    "Drain",
    "Drive",
    "Effects",
    "Event",
    "Extreme",
    "Foreseen",
    "Line",
    "Month",
    "PeriodEndSpread",
    "Posting",
    "Reading",
    "Score",
    "SignalReading",
    "SignalState",
    "Spell",
    "Watermark",
]
