"""The question of hindsight: a past stretch run again from what was known, held against what happened."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from tidegauge.business_days import CALENDARS
from tidegauge.clock import NEW_YORK, end_of_day
from tidegauge.errors import InvalidMoment, UsageError
from tidegauge.questions.answer import Answer, origins
from tidegauge.questions.crew import Crew, crew
from tidegauge.questions.desk import Desk
from tidegauge.questions.judgement import SETTINGS, smaller
from tidegauge.questions.making import told
from tidegauge.questions.measures import peak, spread_share
from tidegauge.questions.runs import Judged, Making, PriorShare
from tidegauge.scenarios import compile as compiling
from tidegauge.scenarios import parameters_file
from tidegauge.scenarios.compile import Compiled
from tidegauge.scenarios.hindcast import episodes, forecast, observed
from tidegauge.scenarios.hindcast.forecast import QUANTILES, SCENARIO, Foreseen, Score, foresee
from tidegauge.scenarios.hindcast.observed import LEFT_OUT, Drive, Wednesday, drive
from tidegauge.scenarios.opening import open_sheet
from tidegauge.scenarios.parameters import look_ahead

KNOWN = compiling.INPUTS
HAPPENED = tuple(dict.fromkeys((*observed.INPUTS, *forecast.INPUTS)))
LONGEST = timedelta(days=2 * 366)
Run = Callable[..., tuple[tuple[Score, ...], Compiled]]
"""`foresee` with its stretch; left open are who draws, and the setting of the priors."""

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
    "largest_usd": "USD",
    "next_usd": "USD",
    "last_usd": "USD",
}


class LeftOut(NamedTuple):
    """How far driven reserves are off without a line [USD]: at most, on any other Wednesday, and on the last one."""

    line: str
    largest_on: date
    largest_usd: int
    next_usd: int
    last_on: date
    last_usd: int


@dataclass(frozen=True, slots=True)
class Hindcast:
    """A stretch and how it was run again; `wednesday` is the H.4.1 that the opening sheet rests on.

    `episode` and `names` are None where the caller gave dates. `observed` is the ledger driven by the observed flows,
    with what leaving each popular omission out costs in `left_out`; `foreseen` is the baseline run from what was known,
    with what part of its spread comes from priors; what was not asked for is None. `fitted_later` says that parameters
    of the foreseen run rest on figures later than the opening: its score is then no test on unseen figures.
    """

    episode: str | None
    names: Mapping[str, str] | None
    start: date
    end: date
    flows: str
    wednesday: date
    observed: Drive | None
    foreseen: Foreseen | None
    left_out: tuple[LeftOut, ...] = ()
    priors: Judged | None = None
    fitted_later: bool = False


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
    NoScheduler
        A Dask cluster is asked for and nobody answers there.
    """
    moment = desk.moment(as_of)
    stretch = _stretch(episode, start, end)
    last_day = min(stretch.end, moment.astimezone(NEW_YORK).date())
    if stretch.start >= last_day:
        raise InvalidMoment(text=stretch.start.isoformat(), detail="it does not lie before the as-of")
    known = desk.frame(KNOWN, min(moment, end_of_day(stretch.start)))
    happened = desk.frame(HAPPENED, moment)
    findings = list(desk.findings())
    driven = foreseen = priors = remade = None
    if flows == "forecast":
        making = making or Making()
        remade = None if making.parameters is None else parameters_file.read(making.parameters)
        desk.refuse_long(making.paths, (last_day - stretch.start).days)
        with crew(making, told(desk, SCENARIO)) as team:
            run = partial(foresee, known, happened, stretch.start, last_day, remade=remade)
            foreseen, priors, compiled = _foreseen(run, team)
        opened = compiled.opening
        findings += compiled.findings
    else:
        opened = open_sheet(known, stretch.start)
        driven = drive(opened.sheet, happened, stretch.start, last_day, told(desk, stretch.id or "hindcast"))
    found = Hindcast(
        episode=stretch.id or None,
        names=stretch.names or None,
        start=stretch.start,
        end=last_day,
        flows=flows,
        wednesday=opened.wednesday,
        observed=driven,
        foreseen=foreseen,
        left_out=() if driven is None else tuple(_left_out(driven.wednesdays)),
        priors=priors,
        fitted_later=foreseen is not None and bool(look_ahead(stretch.start, remade=remade)),
    )
    return Answer("hindcast", moment, found, UNITS, origins(happened), tuple(findings), desk.bundled_until)


def _foreseen(run: Run, team: Crew) -> tuple[Foreseen, Judged, Compiled]:
    """Return how a stretch had been foreseen, and what part of its spread comes from priors."""
    scores, compiled = run(draw=team.sample)
    fewer = smaller(team)
    shares = _shares(scores, [run(draw=fewer.sample, setting=one)[0] for one in SETTINGS])
    foreseen = Foreseen(SCENARIO, team.making.paths, team.making.seed, scores)
    return foreseen, Judged(fewer.making.paths, tuple(shares)), compiled


def _left_out(wednesdays: Sequence[Wednesday]) -> Iterable[LeftOut]:
    """Yield what leaving a line out costs on the Wednesdays of which every line is known."""
    complete = [wednesday for wednesday in wednesdays if not wednesday.unknown]
    if not complete:
        return
    for line in LEFT_OUT:
        gaps = {one.on: abs(one.without_usd[line] - one.observed_usd) for one in complete}
        largest_on = max(gaps, key=gaps.__getitem__)
        others = max((gap for on, gap in gaps.items() if on != largest_on), default=0)
        last_on = complete[-1].on
        yield LeftOut(line, largest_on, gaps[largest_on], others, last_on, gaps[last_on])


def _shares(found: Sequence[Score], settings: Sequence[Sequence[Score]]) -> Iterable[PriorShare]:
    """Yield the part of the spread that priors make: of reserves on the last Wednesday, of SOFR where it is highest."""
    scores = {score.metric: score for score in found}
    spread = scores["sofr_iorb_bp"].forecasts
    places = {"reserves_usd": -1, "sofr_iorb_bp": peak([one.quantiles[2] for one in spread]) if spread else -1}
    for metric, place in places.items():
        if scores[metric].forecasts:
            bands = [_bands(score) for one in settings for score in one if score.metric == metric]
            yield PriorShare(metric, scores[metric].forecasts[place].on, spread_share(bands, place))


def _bands(score: Score) -> dict[int, tuple[float, ...]]:
    """Return the quantiles of a variable by Wednesday."""
    listed = zip(*(forecast.quantiles for forecast in score.forecasts), strict=True)
    return {round(level * 100): line for level, line in zip(QUANTILES, listed, strict=True)}


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
