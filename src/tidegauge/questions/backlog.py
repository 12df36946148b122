"""What a lapse of appropriations holds back, on the days the Congressional Budget Office counts and on its last.

The levels are those the flows of the run are compiled from: what the fiscal calendars do not pay, less what is repaid.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from tidegauge.questions.runs import HeldBack
from tidegauge.scenarios.compile.lapse import Backlog
from tidegauge.scenarios.scenario import Lapse

WEEKS_DAYS = (28, 42, 56)
"""Days of a lapse after which the CBO says what is held back: four, six and eight weeks (letter of 29 October 2025)."""


def held_back(lapses: Sequence[Lapse], opening_on: date, last: date) -> tuple[HeldBack, ...]:
    """Return the backlog at the end of some days of each lapse, from the opening to the last simulated day.

    The last day of a lapse, or of the run where that comes first, is always among them.

    >>> from datetime import date
    >>> shutdown = Lapse(start=date(2025, 10, 1), days=43)
    >>> [one.lapse_day for one in held_back([shutdown], date(2025, 9, 30), date(2026, 1, 7))]
    [28, 42, 43]
    >>> held_back([], date(2025, 9, 30), date(2026, 1, 7))
    ()
    """
    found = []
    for lapse in lapses:
        ended = min(lapse.days, (last - lapse.start).days + 1)
        numbers = sorted({*(n for n in WEEKS_DAYS if n < ended), ended})
        days = {n: lapse.start + timedelta(days=n - 1) for n in numbers}
        said = {n: day for n, day in days.items() if opening_on <= day and n > 0}
        levels = Backlog(lapses, opening_on, last).levels(list(said.values()))
        found += [HeldBack(day, n, usd) for (n, day), usd in zip(said.items(), levels, strict=True)]
    return tuple(found)
