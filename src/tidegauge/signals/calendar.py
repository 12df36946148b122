"""What is scheduled: decisions, refunding, settlements, tax dates, period ends, deadlines, releases, closings.

Known as then, strictly: an event stands in the table only from the moment it had been announced, and only until it was
called off; days that follow from a law or a rule are worked out on the calendar as it could be foreseen. An amount is
what the auctions so far had placed, gross: maturing debt gives part of it back, and later auctions of the same
settlement day come on top. A settlement therefore carries no effect: whether it drains on balance is not known. The
cost is some hundred events for a month ahead.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from tidegauge.clock import NEW_YORK, at
from tidegauge.frame import Frame
from tidegauge.indicators.period_end import turn_kind
from tidegauge.signals import episodes, foreseen
from tidegauge.signals.events import load_events
from tidegauge.words.sentence import Day, Name, Sentence, Words

KINDS = (
    "fomc",
    "refunding",
    "settlement",
    "tax",
    "period_end",
    "funding",
    "shutdown",
    "debt_limit",
    "policy",
    "court",
    "release",
    "closed",
    "early_close",
)
NOTED = frozenset({"settlement", "period_end", "tax", "funding"})
DECISION_CLOCK = time(14)
ESTIMATE_CLOCK, STATEMENT_CLOCK = time(15), time(8, 30)
REFUNDING_MONTHS = (2, 5, 8, 11)
TUESDAY_BILLS_FROM = date(2018, 12, 4)  # until then all bills settled on Thursday
TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3
SETTLED_CLOCK = time(16, 30)  # a settlement of today is over: the securities wire has closed for the day
SETTLEMENTS = ("settling_bills", "settling_coupons")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something on the calendar.

    Attributes
    ----------
    id, kind : str
        Unique within a table; one of `KINDS`.
    on : date
        The day in New York.
    at : datetime or None
        The UTC moment, where the event has a clock.
    name : Sentence
    effect : str
        What it does to reserves by itself: ``drains``, ``adds`` or nothing sure ("").
    amount_usd : int or None
        Gross amount known by then.
    series : str
        The series to look at, or "".
    basis : str
        ``announced``; ``law`` (follows from a law or a holiday); ``rule`` (the usual pattern, not yet announced).
    countdown_seconds : int
        To the moment; for a bare day, whole days to it (0 today).
    """

    id: str
    kind: str
    on: date
    at: datetime | None
    name: Sentence
    effect: str = ""
    amount_usd: int | None = None
    series: str = ""
    basis: str = "announced"
    countdown_seconds: int = 0

    @property
    def has_clock(self) -> bool:
        """Whether the event has a time of day."""
        return self.at is not None

    @property
    def note(self) -> Sentence | None:
        """What to keep in mind with events of this kind, where there is something."""
        return Sentence(f"calendar.note.{self.kind}", {}) if self.kind in NOTED else None


@dataclass(frozen=True, slots=True)
class _Span:
    """The stretch asked about: after `as_of`, up to the day `last`."""

    as_of: datetime
    today: date
    last: date

    def holds(self, event: Event) -> bool:
        """Say whether an event is still to come within the span."""
        over_at = at(event.on, SETTLED_CLOCK) if event.kind == "settlement" else None
        moment = event.at or over_at
        ahead = event.on >= self.today if moment is None else moment > self.as_of
        return ahead and event.on <= self.last

    def left(self, event: Event) -> int:
        """Return the seconds to an event's moment, or the whole days to its day in seconds."""
        if event.at is None:
            return (event.on - self.today) // DAY * 86_400
        return int((event.at - self.as_of).total_seconds())

    def months(self) -> Iterator[tuple[int, int]]:
        """Yield (year, month) from the month before to the one after the span."""
        first, end = self.today.year * 12 + self.today.month - 2, self.last.year * 12 + self.last.month
        for month in range(first, end + 1):
            yield month // 12, month % 12 + 1


def inputs() -> tuple[str, ...]:
    """Return the series whose figures the calendar shows."""
    return SETTLEMENTS


def scheduled(frame: Frame, as_of: datetime, days: int) -> tuple[Event, ...]:
    """Return what was known at `as_of` to come within `days` days, in order of time.

    Parameters
    ----------
    frame : Frame
        May hold the tracks of `inputs()`, which reach ahead of `as_of`; without them amounts are None.
    as_of : datetime
    days : int
        New York days ahead; 0 is the rest of today.
    """
    today = as_of.astimezone(NEW_YORK).date()
    span = _Span(as_of, today, today + days * DAY)
    sources = (_decisions, _refunding, _taxes, _period_ends, _deadlines, _dated, _releases, _closings)
    candidates = [*_settlements(span, frame), *(event for source in sources for event in source(span))]
    events = (replace(event, countdown_seconds=span.left(event)) for event in candidates if span.holds(event))
    return tuple(sorted(events, key=lambda event: (event.on, event.at or at(event.on, time()), event.id)))


def in_progress(as_of: datetime) -> tuple[Event, ...]:
    """Return the shutdowns and debt-limit spans running at `as_of`, each with the number of today in its name.

    >>> from tidegauge.clock import parse_moment
    >>> [event.name.facts["day"] for event in in_progress(parse_moment("2025-11-03T12:00"))]
    [34]
    """
    today = as_of.astimezone(NEW_YORK).date()
    return tuple(
        Event(
            id=episode.id,
            kind=episode.kind,
            on=today,
            at=None,
            name=Sentence("calendar.name.in_progress", {"name": Name(episode.names), "day": episode.day}),
            series="tga",
        )
        for episode in episodes.running(as_of)
    )


def _decisions(span: _Span) -> Iterator[Event]:
    name = Sentence("calendar.name.fomc", {})
    for decision in load_events().decisions:
        if decision.known_at <= span.as_of < decision.until:
            day = decision.on
            yield Event(id=f"fomc:{day}", kind="fomc", on=day, at=at(day, DECISION_CLOCK), name=name, series="iorb")


def refunding_statement(year: int, month: int) -> date:
    """Return the usual day of the quarterly refunding statement: the last Wednesday ten days or more before the 15th.

    The auctions come the week after, the settlement on the 15th. "The first week of the month" misses years in which
    the statement comes at the end of the month before, as on 30 July 2025.

    >>> refunding_statement(2025, 11).isoformat(), refunding_statement(2025, 8).isoformat()
    ('2025-11-05', '2025-07-30')
    """
    latest = date(year, month, 5)
    return latest - (latest.weekday() - WEDNESDAY) % 7 * DAY


def _refunding(span: _Span) -> Iterator[Event]:
    for year, month in span.months():
        if month not in REFUNDING_MONTHS:
            continue
        statement = refunding_statement(year, month)
        days = (("borrowing_estimate", statement - 2 * DAY, ESTIMATE_CLOCK), ("refunding", statement, STATEMENT_CLOCK))
        for id_, day, clock in days:
            name = Sentence(f"calendar.name.{id_}", {})
            moment = at(day, clock)
            yield Event(id=f"{id_}:{day}", kind="refunding", on=day, at=moment, name=name, series="tga", basis="rule")


def coupon_days(span: _Span) -> set[date]:
    """Return the usual settlement days of notes and bonds: the 15th and the month-end, or the next open day."""
    calendar = foreseen.calendar("sifma", span.as_of)
    ends = {date(year + month // 12, month % 12 + 1, 1) - DAY for year, month in span.months()}
    middles = {date(year, month, 15) for year, month in span.months()}
    return {calendar.on_or_after(day) for day in ends | middles}


def bill_days(span: _Span) -> set[date]:
    """Return the usual settlement days of bills: Tuesday and Thursday, or the next open day."""
    calendar = foreseen.calendar("sifma", span.as_of)
    days = (span.today + n * DAY for n in range(-7, (span.last - span.today).days + 1))
    usual = (
        day for day in days if day.weekday() == THURSDAY or (day.weekday() == TUESDAY and day >= TUESDAY_BILLS_FROM)
    )
    return {calendar.on_or_after(day) for day in usual}


def _settlements(span: _Span, frame: Frame) -> Iterator[Event]:
    for series, usual in (("settling_bills", bill_days(span)), ("settling_coupons", coupon_days(span))):
        placed = _placed(frame, series, span)
        name = Sentence(f"calendar.name.{series}", {})
        for day in sorted(usual | placed.keys()):
            basis = "announced" if day in placed else "rule"
            yield Event(
                id=f"{series}:{day}",
                kind="settlement",
                on=day,
                at=None,
                name=name,
                amount_usd=placed.get(day),
                series=series,
                basis=basis,
            )


def _placed(frame: Frame, series: str, span: _Span) -> dict[date, int]:
    """Return the amounts auctioned by then, by settlement day."""
    if series not in frame:
        return {}
    track = frame[series].between(span.today, span.last)
    points = (track.point(row) for row in range(len(track)) if track.values[row] == track.values[row])
    return {point.period: round(point.value) for point in points if point.known_at <= span.as_of}


def tax_day(usual: date, as_of: datetime) -> date:
    """Return the day a tax is due: the usual one, moved to the next day open in Washington, or as ordered for a year.

    Emancipation Day (16 April or the weekday observed for it) closes Washington and so moves the date for all.

    >>> from tidegauge.clock import parse_moment
    >>> tax_day(date(2025, 6, 15), parse_moment("2025-06-01")), tax_day(date(2023, 4, 15), parse_moment("2023-04-01"))
    (datetime.date(2025, 6, 16), datetime.date(2023, 4, 18))
    """
    for move in load_events().tax_moved:
        if move.usual == usual and move.known_at <= as_of:
            return move.to
    calendar = foreseen.calendar("federal", as_of)
    day = usual
    while not calendar.is_open(day) or day == _emancipation_day(day.year):
        day += DAY
    return day


def _emancipation_day(year: int) -> date:
    """Return the weekday on which the District of Columbia keeps 16 April."""
    day = date(year, 4, 16)
    return day + {5: -1, 6: 1}.get(day.weekday(), 0) * DAY


def _taxes(span: _Span) -> Iterator[Event]:
    for rule in load_events().tax:
        name = Sentence(f"calendar.name.tax_{rule.id}", {})
        for year in range(span.today.year - 1, span.last.year + 1):
            for usual in (date(year, month, day) for month, day in rule.days):
                yield Event(
                    id=f"tax_{rule.id}:{usual}",
                    kind="tax",
                    on=tax_day(usual, span.as_of),
                    at=None,
                    name=name,
                    effect="drains",
                    series="tga",
                    basis="law",
                )


def _period_ends(span: _Span) -> Iterator[Event]:
    calendar = foreseen.calendar("sifma", span.as_of)
    for year, month in span.months():
        end = calendar.on_or_before(date(year + month // 12, month % 12 + 1, 1) - DAY)
        kind = turn_kind(end)
        name = Sentence(f"calendar.name.{kind}", {})
        yield Event(id=f"{kind}:{end}", kind="period_end", on=end, at=None, name=name, series="sofr", basis="law")


def _deadlines(span: _Span) -> Iterator[Event]:
    name = Sentence("calendar.name.funding", {})
    for deadline in load_events().funding:
        if deadline.known_at <= span.as_of < deadline.until:
            day = deadline.on
            yield Event(id=f"funding:{day}", kind="funding", on=day, at=None, name=name, series="tga", basis="law")


def _dated(span: _Span) -> Iterator[Event]:
    for event in load_events().dated:
        if event.known_at <= span.as_of < event.until:
            yield Event(
                id=event.id,
                kind=event.kind,
                on=event.on,
                at=None if event.clock is None else at(event.on, event.clock),
                name=Sentence("calendar.name.dated", {"name": Name(event.names)}),
                effect=event.effect,
                amount_usd=event.amount_usd,
                series=event.series,
            )


def _releases(span: _Span) -> Iterator[Event]:
    for entry in load_events().releases:
        rule = foreseen.release(entry.rule, span.as_of)
        for period, moment in foreseen.upcoming(rule, entry.frequency, span.as_of, span.last):
            yield Event(
                id=f"{entry.rule}:{period}",
                kind="release",
                on=moment.astimezone(NEW_YORK).date(),
                at=moment,
                name=Sentence("calendar.name.release", {"release": Name(rule.names), "period": Day(period)}),
                series=entry.series,
                basis="rule",
            )


def _closings(span: _Span) -> Iterator[Event]:
    """Yield closed days of the Treasury market, of offices and exchanges where they differ, and early closes."""
    shown: set[date] = set()
    for id_ in ("sifma", "federal", "nyse"):
        calendar = foreseen.calendar(id_, span.as_of)
        for year in range(span.today.year, span.last.year + 1):
            for day, reason in calendar.holidays(year).items():
                holiday = Words(f"calendar.holiday.{foreseen.holiday_of(reason)}")
                name = Sentence(f"calendar.name.closed_{id_}", {"holiday": holiday})
                if day not in shown:
                    yield Event(id=f"closed_{id_}:{day}", kind="closed", on=day, at=None, name=name, basis="law")
                shown.add(day)
            for day, clock in calendar.early_closes(year).items():
                name = Sentence(f"calendar.name.early_close_{id_}", {})
                early_id = f"early_close_{id_}:{day}"
                yield Event(id=early_id, kind="early_close", on=day, at=at(day, clock), name=name, basis="rule")
