"""The shapes that answers are made of, gathered for the views, which import nothing below the questions."""

from tidegauge.indicators.balance_sheet import BalanceSheet, Line
from tidegauge.indicators.drain import Cause, Drain
from tidegauge.indicators.period_end import PeriodEndSpread
from tidegauge.indicators.reading import Extreme
from tidegauge.indicators.watermarks import Watermark
from tidegauge.signals.calendar import Event
from tidegauge.signals.machine import Month, SignalReading, SignalState
from tidegauge.signals.record import Spell

__all__ = [
    "BalanceSheet",
    "Cause",
    "Drain",
    "Event",
    "Extreme",
    "Line",
    "Month",
    "PeriodEndSpread",
    "SignalReading",
    "SignalState",
    "Spell",
    "Watermark",
]
