"""What runs are known to overdo: said wherever it bears on what is asked.

Since the tense autumn of 2025 baselines call too many days on which SOFR stands well above the rate on reserves. Their
curve was fitted with that autumn in sight and passes through the level of their own opening; the market then calmed by
itself. Of weekly baselines opened from 29 October 2025 to 25 February 2026 every one had more such days, at its median,
than came: 11 on average of the next 60 business days, or of as many of them as figures reach, against 3. Openings of
every fourth Wednesday from July 2021 to 22 October 2025 show nothing of the kind. The windows overlap: it is one spell
of calm, seen 18 times.

Standing repo rides on the same curve: of every third of those baselines the median path draws more than 1 bn on 26 of
the days, on average, and it was drawn on 8. EFFR errs the other way: their medians put it 1 bp lower than came.

Basis: own estimates on figures to 2026-03-31, New York Fed (SOFR, EFFR, standing repo) and Board (IORB). For SOFR
`bench/days_above.py` makes it again; tests hold all figures. No newer figures exist that could show the lean gone, so
it has no last day.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from tidegauge.frame import Finding, finding
from tidegauge.words.sentence import Day

FIRST, LAST = date(2025, 10, 29), date(2026, 2, 25)
"""First and last of the openings that overdid it; later ones are taken to."""

OPENINGS, DAYS_CALLED, DAYS_CAME = 18, 11, 3
"""How many there were; business days above 10 bp on average of their medians, and as published."""

METRIC = "sofr_iorb_bp"

EVERY = 3
"""Of the openings every so many were run for standing repo and EFFR."""

REPO_LINE_USD, REPO_CALLED, REPO_CAME = 1_000_000_000, 26, 8
"""Business days with more standing repo than the line: on average of the median paths, and as published."""

EFFR_BELOW_BP = 1
"""By how much the medians of EFFR less the rate on reserves lie below what came, on average."""


def overdone(opening: date, asked: Iterable[str]) -> tuple[Finding, ...]:
    """Return a warning for each metric asked for that runs of its opening are known to get wrong, and which way.

    >>> [one.check for one in overdone(date(2025, 12, 10), ["sofr_iorb_bp", "srf_usd"])]
    ['spread_overdone', 'repo_overdone']
    >>> overdone(date(2025, 9, 30), ["sofr_iorb_bp"]), overdone(date(2025, 12, 10), ["reserves_usd"])
    ((), ())
    """
    if opening < FIRST:
        return ()
    start, end = (Day(day, weekday=False, year=True) for day in (FIRST, LAST))
    known: Mapping[str, tuple[str, Mapping[str, int]]] = {
        METRIC: ("spread_overdone", {"openings": OPENINGS, "called": DAYS_CALLED, "came": DAYS_CAME}),
        "srf_usd": ("repo_overdone", {"openings": OPENINGS // EVERY, "called": REPO_CALLED, "came": REPO_CAME}),
        "effr_iorb_bp": ("effr_underdone", {"openings": OPENINGS // EVERY, "below": EFFR_BELOW_BP}),
    }
    wanted = set(asked)
    return tuple(
        finding(check, metric, None, severity="warning", start=start, end=end, **facts)
        for metric, (check, facts) in known.items()
        if metric in wanted
    )
