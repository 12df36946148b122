"""What is scheduled: today's events by the hour, then the days after; the nearest stands out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from tidegauge.questions.brief import Brief
from tidegauge.questions.shapes import Event
from tidegauge.views.report.phrases import NEW_YORK, Phrases
from tidegauge.views.report.tables import Table

SHOWN_TODAY, SHOWN_LATER = 12, 13
ROUTINE = ("release", "settlement")
WEIGHTY = frozenset({"fomc", "tax", "period_end", "debt_limit", "funding", "policy", "refunding"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in words."""

    id: str
    kind: str
    is_today: bool
    when: str
    name: str
    notes: tuple[tuple[str, str], ...]
    countdown: str
    is_nearest: bool


def title(brief: Brief, phrases: Phrases) -> str:
    """Return what comes next."""
    entries = all_entries(brief, phrases)
    if not entries:
        return phrases("schedule.title_none")
    first = next((entry for entry in entries if entry.is_nearest), entries[0])
    if first.countdown == phrases("schedule.in_today"):
        return phrases("schedule.title_today", event=first.name)
    return phrases("schedule.title", event=first.name, countdown=first.countdown)


def nearest(events: Iterable[Event]) -> Event | None:
    """Return what comes next: of the first day that has anything, what weighs most, then what comes first."""
    return min(events, key=lambda event: (event.on, not _is_weighty(event), _start(event), event.id), default=None)


def _is_weighty(event: Event) -> bool:
    return event.kind in WEIGHTY or (event.kind == "settlement" and event.amount_usd is not None)


def _start(event: Event) -> datetime:
    """Return the moment of an event; without a clock it is the start of its day."""
    return event.at or datetime.combine(event.on, time(), NEW_YORK)


def all_entries(brief: Brief, phrases: Phrases) -> list[Entry]:
    """Return every event, in order of time."""
    first = nearest(brief.schedule)
    entries = []
    for event in brief.schedule:
        is_today = event.on == phrases.today
        when = phrases.day(event.on) if event.at is None else phrases.moment(event.at)
        notes: list[tuple[str, str]] = []
        if event.effect:
            notes.append((event.effect, phrases(f"schedule.{event.effect}")))
        if event.kind == "period_end":
            notes.append(("press", phrases("schedule.press")))
        if event.amount_usd is not None:
            key = "schedule.gross_settlement" if event.kind == "settlement" else "schedule.gross"
            notes.append(("plain", phrases(key, amount=phrases.money(event.amount_usd))))
        if event.basis == "rule" and event.kind not in ("release", "early_close"):
            notes.append(("plain", phrases("schedule.rule")))
        is_nearest = event is first
        countdown = phrases.countdown(event.countdown_seconds, exact=event.at is not None)
        entries.append(
            Entry(event.id, event.kind, is_today, when, phrases.say(event.name), tuple(notes), countdown, is_nearest)
        )
    return sorted(entries, key=lambda entry: not entry.is_today)


def short(entries: list[Entry]) -> list[Entry]:
    """Return what a short table shows: all of today, then the first of each kind of routine event and every other."""
    today = [entry for entry in entries if entry.is_today][:SHOWN_TODAY]
    seen: set[str] = set()
    later = []
    for entry in entries:
        rule = entry.id.partition(":")[0]
        if entry.is_today or (entry.kind in ROUTINE and rule in seen):
            continue
        seen.add(rule)
        later.append(entry)
    return today + later[:SHOWN_LATER]


def table(brief: Brief, phrases: Phrases) -> Table:
    """Return every event as a row."""
    heads = tuple(phrases(f"head.{head}") for head in ("when", "event", "effect", "in"))
    joined = phrases("rates.join")
    rows = tuple(
        (entry.when, entry.name, joined.join(words for _, words in entry.notes), entry.countdown)
        for entry in all_entries(brief, phrases)
    )
    plain = (
        ("id", "kind", "on", "at", "effect", "amount_usd", "basis", "countdown_seconds"),
        *(
            (
                event.id,
                event.kind,
                event.on,
                None if event.at is None else event.at.isoformat(),
                event.effect,
                event.amount_usd,
                event.basis,
                event.countdown_seconds,
            )
            for event in brief.schedule
        ),
    )
    return Table("schedule", heads, rows, (0, 1, 2), plain)
