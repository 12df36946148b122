"""A lapse of appropriations: what is not paid while it lasts, and when it is paid afterwards.

Only part of some outlays stops; taxes, benefits, interest and debt go on. The shares stand with the calendars and are
set so that the backlog is what the CBO estimated for the autumn of 2025: 33, 54 and 74 bn after four, six and eight
weeks (letter of 29 October 2025). When the government reopens, pay comes back within days, contracts and grants over
weeks.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tidegauge.business_days import CALENDARS
from tidegauge.frame import Finding, finding
from tidegauge.scenarios import calendars
from tidegauge.scenarios.contradictions import REPAID_WITHIN_DAYS
from tidegauge.scenarios.scenario import Lapse
from tidegauge.words.sentence import Day

FED = CALENDARS["fed"]
SHARES_KNOWN_FROM = date(2025, 10, 29)
"""Day of the letter that the shares held back were set from."""

PAY_SHARE = 0.33
"""Share of a backlog that is back pay: prior, within 25 to 40 %."""

PAY_DAYS = (2, 6)
"""Business days after the reopening on which back pay goes out, both included."""

REST_DAYS = (10, REPAID_WITHIN_DAYS)
"""Business days after the reopening over which contracts and grants are paid, both included."""


def looks_ahead(lapses: Sequence[Lapse], on: date) -> list[Finding]:
    """Return a finding where lapses are run from an opening at which their shares could not be known.

    >>> looks_ahead([], date(2025, 9, 30))
    []
    """
    if not lapses or on >= SHARES_KNOWN_FROM:
        return []
    letter = Day(SHARES_KNOWN_FROM, weekday=False, year=True)
    return [finding("lapse_looks_ahead", "lapses", None, severity="warning", day=letter)]


def unforeseen(lapses: Sequence[Lapse], on: date, days: Sequence[date], reach: int) -> list[int]:
    """Return by how much the next `reach` days' cash is overstated to who cannot see a lapse coming or ending [USD].

    Until a lapse is over nobody knows how long it lasts: the Treasury then plans as if every bill due tomorrow were
    paid, and nothing of what was held back. From the reopening on it foresees the repayment. `days` reach `reach`
    business days beyond those answered.
    """
    total = [0] * (len(days) - reach)
    for lapse in lapses:
        levels = Backlog((lapse,), on, days[-1]).levels(days)
        reopened = lapse.start + timedelta(days=lapse.days)
        for place, day in enumerate(days[: len(total)]):
            if day < reopened:
                total[place] += levels[place + reach] - levels[place]
    return total


@dataclass(slots=True)
class Backlog:
    """What lapses hold back and return, from their first day to a last day, also before a run begins."""

    lapses: Sequence[Lapse]
    on: date
    last: date
    _held: dict[tuple[str, date], int] = field(default_factory=dict)
    _repaid: defaultdict[date, int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        for lapse in self.lapses:
            reopened = lapse.start + timedelta(days=lapse.days)
            days = FED.open_days(lapse.start, min(self.last, reopened - timedelta(days=1)))
            total = sum(self._hold(name, days, lapse) for name in calendars.names())
            if reopened <= self.last:
                pay = round(total * PAY_SHARE)
                self._pay_back(pay, reopened, PAY_DAYS)
                self._pay_back(total - pay, reopened, REST_DAYS)

    def held_usd(self, name: str, day: date) -> int:
        """Return what a calendar does not pay on a day [USD]."""
        return self._held.get((name, day), 0)

    def repaid_usd(self, day: date) -> int:
        """Return what is paid on a day of what was held back before [USD]."""
        return self._repaid.get(day, 0)

    def levels(self, days: Sequence[date]) -> list[int]:
        """Return what is still held back at the end of each day [USD]."""
        return [
            sum(usd for (_, held), usd in self._held.items() if held <= day)
            - sum(usd for paid, usd in self._repaid.items() if paid <= day)
            for day in days
        ]

    def _hold(self, name: str, days: Sequence[date], lapse: Lapse) -> int:
        """Note what a calendar does not pay during a lapse, and return its sum [USD]."""
        total = 0
        for day, amount in zip(days, calendars.amounts(name, days, self.on), strict=True):
            share = calendars.held_back(name, (day - lapse.start).days + 1)
            held = round(amount * share)
            if held:
                self._held[name, day] = held
                total += held
        return total

    def _pay_back(self, total: int, reopened: date, window: tuple[int, int]) -> None:
        """Spread a sum over a window of business days after the reopening."""
        first, last = window
        n = last - first + 1
        for place in range(n):
            day = FED.add(reopened - timedelta(days=1), first + place)
            self._repaid[day] += total * (place + 1) // n - total * place // n
