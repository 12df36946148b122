"""Which days are open: the calendars of the Federal Reserve, federal offices, SIFMA and the NYSE, and every day.

- `Calendar`: open days of one publisher or market, and steps between them.
- `CALENDARS`: every calendar by its permanent id.

Ids: `fed` (Reserve Banks: EFFR, daily Treasury statement), `federal` (offices in Washington: the Board's releases),
`sifma` (settlement of Treasuries and repo: SOFR, ON RRP), `sifma_trading` (Treasury yields), `nyse` (stocks),
`everyday` (crypto).

    >>> from datetime import date
    >>> good_friday = date(2023, 4, 7)
    >>> [name for name, calendar in CALENDARS.items() if calendar.is_open(good_friday)]
    ['fed', 'federal', 'sifma_trading', 'everyday']
"""

from tidegauge.business_days.calendar import EVERYDAY, Calendar
from tidegauge.business_days.fed import FED, FEDERAL
from tidegauge.business_days.nyse import NYSE
from tidegauge.business_days.sifma import SIFMA, SIFMA_TRADING

__all__ = ["CALENDARS", "Calendar"]

CALENDARS: dict[str, Calendar] = {
    calendar.id: calendar for calendar in (FED, FEDERAL, SIFMA, SIFMA_TRADING, NYSE, EVERYDAY)
}
"""Every calendar, by the id that the catalogue uses."""
