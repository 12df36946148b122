"""What runs are known to overdo: said wherever it bears on what is asked.

Since the tense autumn of 2025 baselines call too many days on which SOFR stands well above the rate on reserves. Their
curve was fitted with that autumn in sight and passes through the level of their own opening; the market then calmed by
itself. Of weekly baselines opened from 29 October 2025 to 25 February 2026 every one had more such days, at its median,
than came: 13 on average of the next 60 business days, or of as many of them as figures reach, against 3. Openings of
every fourth Wednesday from July 2021 to 22 October 2025 show nothing of the kind. The windows overlap: it is one spell
of calm, seen 18 times.

Basis: own estimate on figures to 2026-03-31, New York Fed (SOFR) and Board (IORB); `bench/days_above.py` makes it again
and a test holds the figures to it. No newer figures exist that could show the lean gone, so it has no last day.
"""

from collections.abc import Iterable
from datetime import date

from tidegauge.frame import Finding, finding
from tidegauge.words.sentence import Day

FIRST, LAST = date(2025, 10, 29), date(2026, 2, 25)
"""First and last of the openings that overdid it; later ones are taken to."""

OPENINGS, DAYS_CALLED, DAYS_CAME = 18, 13, 3
"""How many there were; business days above 10 bp on average of their medians, and as published."""

METRIC = "sofr_iorb_bp"


def overdone(opening: date, asked: Iterable[str]) -> tuple[Finding, ...]:
    """Return a warning where what is asked of a run rests on metrics that runs of its opening overdo.

    >>> [one.check for one in overdone(date(2025, 12, 10), ["sofr_iorb_bp"])]
    ['spread_overdone']
    >>> overdone(date(2025, 9, 30), ["sofr_iorb_bp"]), overdone(date(2025, 12, 10), ["reserves_usd"])
    ((), ())
    """
    if opening < FIRST or METRIC not in asked:
        return ()
    start, end = (Day(day, weekday=False, year=True) for day in (FIRST, LAST))
    facts = {"openings": OPENINGS, "called": DAYS_CALLED, "came": DAYS_CAME}
    return (finding("spread_overdone", METRIC, None, severity="warning", start=start, end=end, **facts),)
