"""The brief, the signals and the calendar in the terminal."""

from collections.abc import Iterable

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.brief import Brief
from tidegauge.questions.gauges import GaugeReading
from tidegauge.questions.shapes import Event, SignalState
from tidegauge.views import lamp
from tidegauge.views.apart import apart
from tidegauge.views.terminal.figures import drain_table
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Amount, Clock, Day, Moment, Sentence, say, write

HORIZONS = ("now", "weeks", "months", "year", "missing")
MARKS = {"fresh": "●", "due": "◐", "late": "○", "missing": "–", "unopened": " "}
LAMPS = {True: "◆", False: "◇", None: "–"}
SCHEDULE_ROWS = 18
SIGNED = {"sofr_iorb_bp", "sofr_upper_bp", "sofr_change_1d_bp", "effr_iorb_bp", "term_spread_3m10y_bp", "weekly_drain"}


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the brief: the finding, then its evidence."""
    brief: Brief = answer.answer
    console.print()
    prose(console, text("lists.sentences", lang).join(say(sentence, lang) for sentence in brief.headline), style="bold")
    console.print()
    for name in HORIZONS:
        _horizon(name, getattr(brief, name), lang, console)
    gauges(brief.gauges, lang, console)
    if brief.week is not None:
        drain_table(brief.week, lang, console, "why")
    if brief.day is not None:
        drain_table(brief.day, lang, console, "day")
    if brief.changes is not None:
        _changes(brief, lang, console)
    signals_table(brief.signals, lang, console)
    calendar_table(brief.schedule[:SCHEDULE_ROWS], lang, console)
    console.print(text("cli.done.advice", lang), style="dim")


def _horizon(name: str, sentences: Iterable[Sentence], lang: str, console: Console) -> None:
    said = [say(sentence, lang) for sentence in sentences]
    if said:
        section(console, text(f"cli.section.{name}", lang))
        prose(console, text("lists.sentences", lang).join(said), indent=2)
        console.print()


def gauges(readings: Iterable[GaugeReading], lang: str, console: Console) -> None:
    """Print the gauges: value, change over a week, rank, period, publisher, freshness."""
    section(console, text("cli.section.gauges", lang))
    rows = []
    for reading in readings:
        unit = {"USD": "usd"}.get(reading.unit, reading.unit)
        form = "level" if reading.id not in SIGNED else "change"
        known = reading.value is not None
        rows.append(
            (
                MARKS[reading.freshness.state],
                text(f"gauges.{reading.id}.name", lang),
                write(Amount(reading.value, unit, form), lang) if reading.value is not None else numbers.MISSING,
                _change(reading.change_1w, unit, lang),
                f"{reading.percentile * 100:.0f}" if reading.percentile is not None else "",
                write(Day(reading.period, weekday=False), lang) if reading.period else "",
                reading.short_publisher[lang] if known else "",
            )
        )
    head = ("", "gauge", "value", "change", "rank", "period", "publisher")
    table(console, lang, head, rows, right=("value", "change", "rank"))


def _change(change: float | None, unit: str, lang: str) -> str:
    """Write a change; rates and shares move by basis points, since a change "in per cent" could mean two things."""
    if change is None:
        return ""
    scale = {"pct": 100, "share": 10_000}.get(unit)
    amount = Amount(change, unit, "change") if scale is None else Amount(round(change * scale), "bp", "change")
    return write(amount, lang)


def _changes(brief: Brief, lang: str, console: Console) -> None:
    moment = write(Moment(brief.since), lang) if brief.since else numbers.MISSING
    section(console, text("cli.section.changes", lang, moment=moment))
    rows, same = [], []

    def usual(value: float, unit: str) -> str:
        return write(Amount(value, unit), lang)

    for change in brief.changes or ():
        unit = {"USD": "usd"}.get(change.unit, change.unit)
        pair = apart(change.before, change.after, unit, lang, usual)
        if pair is None:
            same.append(text(f"gauges.{change.gauge}.name", lang))
            continue
        rows.append(
            (
                write(Moment(change.known_at), lang),
                change.release_names[lang],
                text(f"gauges.{change.gauge}.name", lang),
                *pair,
                write(Day(change.after_period), lang),
            )
        )
    table(console, lang, ("when", "release", "gauge", "before", "after", "period"), rows, right=("before", "after"))
    if same:
        prose(console, text("cli.done.unchanged", lang, gauges=text("lists.join", lang).join(same)))
        console.print()


def signals_page(answer: Answer, lang: str, console: Console) -> None:
    """Print every signal with its meaning and its record."""
    signals_table(answer.answer, lang, console)
    for state in answer.answer:
        prose(console, f"{LAMPS[state.on]} {say(state.name, lang)}", style="bold")
        said = (say(state.meaning, lang), say(state.verdict, lang))
        prose(console, text("lists.sentences", lang).join(said), indent=2)
        console.print()


def signals_table(states: Iterable[SignalState], lang: str, console: Console) -> None:
    """Print the lamps: reading, line, on since, base rate with its count, spells."""
    section(console, text("cli.section.signals", lang))
    rows = [_signal_row(state, lang) for state in states]
    head = ("", "signal", "reading", "threshold", "since", "base_rate", "spells")
    table(console, lang, head, rows, right=("reading", "threshold", "base_rate", "spells"))


def _signal_row(state: SignalState, lang: str) -> tuple[str, ...]:
    sign = {"above": "≥" if state.inclusive else ">", "below": "≤" if state.inclusive else "<"}[state.direction]
    held = lamp.held(state, lang, lambda value, unit: write(Amount(value, unit), lang))
    share = "" if state.base_rate is None else write(Amount(state.base_rate, "share"), lang)
    return (
        LAMPS[state.on],
        say(state.name, lang) + (f"\n{held}" if held else ""),
        numbers.MISSING if state.reading is None else write(Amount(state.reading.value, state.unit), lang),
        f"{sign} {write(Amount(state.threshold, state.unit), lang)}",
        lamp.since(state, lang, lambda day: write(Day(day, weekday=False, year=True), lang)),
        f"{share} ({state.n_on}/{state.n})" if share else "",
        str(len(state.spells)) if state.n else "",
    )


def calendar_page(answer: Answer, lang: str, console: Console) -> None:
    """Print what is scheduled."""
    calendar_table(answer.answer, lang, console)


def calendar_table(events: Iterable[Event], lang: str, console: Console) -> None:
    """Print events with what each does to reserves and how long it takes until then."""
    section(console, text("cli.section.schedule", lang))
    rows = [_event_row(event, lang) for event in events]
    table(console, lang, ("when", "event", "amount", "effect", "countdown"), rows, right=("amount", "countdown"))


def _event_row(event: Event, lang: str) -> tuple[str, ...]:
    when = write(Day(event.on), lang) + (f" {write(Clock(event.at), lang)}" if event.at else "")
    is_today = event.at is None and event.countdown_seconds == 0
    return (
        when,
        say(event.name, lang),
        _event_amount(event, lang),
        text(f"effects.{event.effect}", lang) if event.effect else "",
        text("cli.done.today", lang) if is_today else numbers.countdown(event.countdown_seconds, lang),
    )


def _event_amount(event: Event, lang: str) -> str:
    """Write the amount of an event; a settlement's is gross."""
    if event.amount_usd is None:
        return ""
    amount = write(Amount(event.amount_usd, "usd"), lang)
    return text("cli.done.gross", lang, amount=amount) if event.kind == "settlement" else amount
