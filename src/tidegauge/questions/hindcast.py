"""The question of hindsight: a past stretch run again from what was known, held against what happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tidegauge.business_days import CALENDARS
from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.errors import InvalidMoment, UsageError
from tidegauge.questions.answer import Answer, origins
from tidegauge.questions.desk import Desk
from tidegauge.questions.runs import Making
from tidegauge.scenarios import compile as compiling
from tidegauge.scenarios.hindcast import episodes, forecast, observed
from tidegauge.scenarios.hindcast.forecast import Foreseen, foresee
from tidegauge.scenarios.hindcast.observed import Drive, drive
from tidegauge.scenarios.opening import opening

KNOWN = compiling.INPUTS
HAPPENED = tuple(dict.fromkeys((*observed.INPUTS, *forecast.INPUTS)))
LONGEST = timedelta(days=2 * 366)
UNITS = {
    "opening_reserves_usd": "USD",
    "observed_usd": "USD",
    "driven_usd": "USD",
    "gap_usd": "USD",
    "without_usd": "USD",
    "change_usd": "USD",
    "reserves_usd": "USD",
    "largest_gap_usd": "USD",
    "largest_gap_without_usd": "USD",
}


@dataclass(frozen=True, slots=True)
class Hindcast:
    """A stretch and how it was run again; `wednesday` is the H.4.1 that the opening sheet rests on.

    `episode` and `names` are None where the caller gave dates. `observed` is the ledger driven by the observed flows,
    `foreseen` the baseline run from what was known; the one that was not asked for is None.
    """

    episode: str | None
    names: Mapping[str, str] | None
    start: date
    end: date
    flows: str
    wednesday: date
    observed: Drive | None
    foreseen: Foreseen | None


def hindcast(
    desk: Desk,
    *,
    episode: str | None = None,
    start: date | None = None,
    end: date | None = None,
    flows: str = "observed",
    as_of: datetime | None = None,
    making: Making | None = None,
) -> Answer:
    """Answer with a past stretch run again from what was known at the end of `start`.

    The opening reads nothing known later than that evening; what happened is read as of the question.

    Raises
    ------
    UnknownEpisode
        No past stretch has this name.
    UsageError
        Neither a name nor both dates, or a stretch that ends before it begins or is longer than two years.
    InvalidMoment
        The stretch begins after the as-of.
    MissingFigures
        No H.4.1 was known at the beginning.
    """
    moment = desk.moment(as_of)
    stretch = _stretch(episode, start, end)
    last_day = min(stretch.end, moment.astimezone(NEW_YORK).date())
    if stretch.start >= last_day:
        raise InvalidMoment(text=stretch.start.isoformat(), detail="it does not lie before the as-of")
    known = desk.frame(KNOWN, min(moment, end_of_day(stretch.start)))
    happened = desk.frame(HAPPENED, moment)
    findings = list(desk.findings())
    driven = foreseen = None
    if flows == "forecast":
        making = making or Making()
        foreseen, compiled = foresee(known, happened, stretch.start, last_day, paths=making.paths, seed=making.seed)
        opened = compiled.opening
        findings += compiled.findings
    else:
        opened = opening(known, stretch.start)
        driven = drive(opened.sheet, happened, stretch.start, last_day)
    found = Hindcast(
        episode=stretch.id or None,
        names=stretch.names or None,
        start=stretch.start,
        end=last_day,
        flows=flows,
        wednesday=opened.wednesday,
        observed=driven,
        foreseen=foreseen,
    )
    return Answer("hindcast", moment, found, UNITS, origins(happened), tuple(findings), desk.bundled_until)


def _stretch(episode: str | None, start: date | None, end: date | None) -> episodes.Stretch:
    """Return the stretch a caller means: a name, or two dates."""
    if episode is not None and start is None and end is None:
        return episodes.find(episode)
    if episode is not None or start is None or end is None:
        raise UsageError(detail="hindcast takes the name of a past stretch, or --from and --to")
    if not start < end:
        raise UsageError(detail="--to must lie after --from")
    if CALENDARS["fed"].count(start, end) < 1:
        raise UsageError(detail="a stretch has at least one business day")
    if end - start > LONGEST:
        raise UsageError(detail="a stretch is at most two years long")
    return episodes.Stretch("", start, end, {})
