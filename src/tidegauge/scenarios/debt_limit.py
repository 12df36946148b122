"""When Congress lifts the limit on federal debt: nobody knows, but past acts lay close to the day asked for.

Congress has always acted, and in twelve episodes since 2011 between three weeks before the day by which it had been
asked to and one day after. So the next act is as many days before, each as likely; beside them, as one episode more,
it comes earlier than ever, on any of the days left until then alike: of n episodes and the next, each is as likely to
be the extreme one. What is no longer possible at the opening drops out. A day that has passed counts as tomorrow.

The day asked for is what the Treasury or the CBO had last said by the opening. Where they have said nothing yet it is
the day on which cash, and what may still be borrowed, run out as scheduled.

After a stop-gap the limit binds again at once: left is what it gave, and what measures still free, less what the public
has lent on net since then. An act to come is taken for one that lifts the limit for good.

Only the signed act counts, with no weight for how a bill is doing in Congress: whoever follows one knows more.
"""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from statistics import NormalDist
from typing import Any

from tidegauge.frame import Frame
from tidegauge.models.treasury.cash_aims import debt_limit_since
from tidegauge.scenarios.policies import debt_limit_room_usd, measures_left_usd

ONE_DAY = timedelta(days=1)
DEBT = "debt_held_by_public"
BILLION = 1_000_000_000


def room_usd(frame: Frame, on: date) -> int | None:
    """Return what may still be borrowed on net where the debt limit binds at the end of a day [USD], or None.

    Parameters
    ----------
    frame : Frame
        With the debt held by the public [USD]; where it does not reach back to a stop-gap, what measures free counts.
    on : date
        Acts signed later are not known.
    """
    acts = [entry for entry in _tables()["ended"] if entry["on"] <= on]
    act: Mapping[str, Any] = max(acts, key=lambda entry: entry["on"], default={})
    if "raised_by" not in act or DEBT not in frame:
        return debt_limit_room_usd(on)
    before, now = frame[DEBT].on_or_before(act["on"] - ONE_DAY), frame[DEBT].on_or_before(on)
    if before is None or now is None:
        return debt_limit_room_usd(on)
    return max(0, int(act["raised_by"]) * BILLION + measures_left_usd() - round(now.value - before.value))


def asked_by(on: date) -> date | None:
    """Return the day by which Congress had been asked to act, as known on a day; None without an episode or a word.

    >>> asked_by(date(2023, 5, 2)), asked_by(date(2023, 5, 26)), asked_by(date(2025, 9, 30))
    (datetime.date(2023, 6, 1), datetime.date(2023, 6, 5), None)
    """
    since = debt_limit_since(on)
    if since is None:
        return None
    said = [entry for entry in _tables()["asked"] if entry["known_on"] <= on and entry["act_by"] > since]
    return max(said, key=lambda entry: entry["known_on"])["act_by"] if said else None


def leads(on: date) -> tuple[int, ...]:
    """Return how many days before the day asked for each episode ended [calendar days], of those over by a day.

    >>> leads(date(2011, 12, 31)), leads(date(2014, 12, 31))
    ((0,), (0, 11, 0, 12))
    """
    over = [entry for entry in _tables()["ended"] if entry["on"] <= on]
    return tuple((entry["act_by"] - entry["on"]).days for entry in over)


def chance_lifted(on: date, act_by: date, days: Sequence[date]) -> list[float]:
    """Return the probability that the limit is gone by each of some days, seen from the end of `on`.

    Parameters
    ----------
    on : date
        The limit binds on it.
    act_by : date
        The day by which Congress is asked to act.
    days : sequence of date
        Later ones, in order.

    Examples
    --------
    >>> week = [date(2025, 7, day) for day in (3, 7, 11, 16)]
    >>> [round(chance, 2) for chance in chance_lifted(date(2025, 7, 2), date(2025, 7, 15), week)]
    [0.11, 0.22, 0.33, 1.0]
    """
    asked, past = max(act_by, on + ONE_DAY), leads(on)
    ends = [asked - timedelta(days=lead) for lead in past]
    possible = [(end, 1.0) for end in ends if end > on]
    earlier = [on + timedelta(days=step) for step in range(1, (min(ends) - on).days)]
    possible += [(end, 1.0 / len(earlier)) for end in earlier]
    total = sum(weight for _, weight in possible)
    return [min(1.0, sum(weight for end, weight in possible if end <= day) / total) for day in days]


def bound(chance: float) -> float:
    """Return the draw of a standard normal that is undercut with a probability; infinite for 0 and 1.

    >>> bound(0.5), bound(1.0)
    (0.0, inf)
    """
    if 0.0 < chance < 1.0:
        return NormalDist().inv_cdf(chance)
    return float("inf") if chance > 0.0 else float("-inf")


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    """Return debt_limit.toml as it stands."""
    return tomllib.loads(Path(__file__).with_name("debt_limit.toml").read_text("utf-8"))
