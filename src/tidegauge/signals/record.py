"""The record of a signal: which stress it marked, how often it cried wolf, and whether it fired on quiet dates.

A spell marks an episode when the two overlap or the spell ended within 28 days before it. Episodes of stress were
partly found by looking at the same rates, so a good record of a rate signal is no surprise; a bad one is news. Only
episodes known and over at the moment count, and a spell whose 28 days are not over yet is undecided, not false.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tidegauge.clock import NEW_YORK
from tidegauge.signals import episodes
from tidegauge.signals.episodes import Episode
from tidegauge.words.sentence import Fact, Name, Names, Sentence

WARNING = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch in which a signal was on: first and last period, None while it lasts, and the furthest reading."""

    start: date
    end: date | None
    extreme: float
    extreme_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class Mark:
    """A stress episode a signal marked, and how many days before its first day the signal came on (negative: after)."""

    episode: str
    lead_days: int


@dataclass(frozen=True, slots=True)
class Record:
    """What became of the spells, as known at a moment.

    Attributes
    ----------
    hits, missed
        Stress episodes within the signal's history that it marked, and those it did not.
    false_alarms, undecided
        Spells with no stress in them or within 28 days after, and those for which it is too early to say.
    fired_on, quiet_on
        Quiet controls during which it was on, and those during which it stayed off.
    """

    hits: tuple[Mark, ...]
    missed: tuple[str, ...]
    false_alarms: int
    undecided: int
    fired_on: tuple[str, ...]
    quiet_on: tuple[str, ...]


def record(spells: tuple[Spell, ...], first: date, last: date, as_of: datetime) -> Record:
    """Judge spells of a signal observed from `first` to `last` by the episodes known at `as_of`."""
    stress = [e for e in episodes.known("stress", as_of) if first <= e.start <= last]
    hits, missed = [], []
    for episode in stress:
        marking = next((spell for spell in spells if _marks(spell, episode)), None)
        if marking is None:
            missed.append(episode.id)
        else:
            hits.append(Mark(episode.id, (episode.start - marking.start).days))
    unmarked = [s for s in spells if not any(_marks(s, e) for e in episodes.begun("stress", as_of))]
    today = as_of.astimezone(NEW_YORK).date()
    false = sum((spell.end or spell.start) + WARNING < today for spell in unmarked)
    controls = [e for e in episodes.known("control", as_of) if first <= e.start and e.start <= last]
    fired = tuple(e.id for e in controls if any(_overlaps(spell, e) for spell in spells))
    quiet = tuple(e.id for e in controls if e.id not in fired)
    return Record(tuple(hits), tuple(missed), false, len(unmarked) - false, fired, quiet)


def _overlaps(spell: Spell, episode: Episode) -> bool:
    return spell.start <= episode.end and spell.last_on >= episode.start


def _marks(spell: Spell, episode: Episode) -> bool:
    return spell.start <= episode.end and spell.last_on + WARNING >= episode.start


def verdict(judged: Record) -> Sentence:
    """Return, in a sentence, whether the signal would have fired falsely on the quiet controls."""
    tested = len(judged.fired_on) + len(judged.quiet_on)
    if not tested:
        return Sentence("signals.verdict.untested", {})
    if not judged.fired_on:
        return Sentence("signals.verdict.quiet", {"tested": tested, "dates": _names(judged.quiet_on)})
    facts: dict[str, Fact] = {"fired": len(judged.fired_on), "tested": tested, "dates": _names(judged.fired_on)}
    return Sentence("signals.verdict.fired", facts)


def _names(ids: tuple[str, ...]) -> Names:
    by_id = {episode.id: episode for episode in episodes.load_episodes()}
    return Names(tuple(Name(by_id[id_].names) for id_ in ids))
