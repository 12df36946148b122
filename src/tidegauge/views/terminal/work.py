"""What was done, in the terminal: loads, exports, self-examination, settings."""

from datetime import date

from rich.console import Console

from tidegauge.questions.answer import Answer, publisher_names, subject_name
from tidegauge.views.terminal.table import prose, table
from tidegauge.words import text
from tidegauge.words.sentence import Day, say, write


def loaded(answer: Answer, lang: str, console: Console) -> None:
    """Say what a load added, and what was odd."""
    done = answer.answer
    key = f"cli.done.{answer.question}"
    console.print(text(key, lang, read=done.read, rows=f"{done.rows:,}", added=f"{done.added:,}", store=done.store))
    findings(answer, lang, console)


def exported(answer: Answer, lang: str, console: Console) -> None:
    """Say what was written where."""
    console.print(text("cli.done.export", lang, rows=f"{answer.answer.rows:,}", path=answer.answer.path))


def findings(answer: Answer, lang: str, console: Console) -> None:
    """Print findings, the gravest first."""
    order = {"error": 0, "warning": 1, "note": 2}
    ranked = sorted(answer.findings, key=lambda finding: (order[finding.severity], finding.check, finding.subject))
    if ranked:
        rows = [(f.check, f.subject, str(f.period or ""), say(f.detail, lang)) for f in ranked]
        table(console, lang, ("check", "subject", "period", "detail"), rows)


LACKS_A_SUBJECT = ("opening_unknown", "opening_stale", "opening_old", "opening_exceeds", "statement_missed")
"""Findings whose sentence does not say what it is about."""
SAID_ALWAYS = ("parameters_remade", "statement_missed", "keys_changed")
AGED = "opening_old"


def warnings(answer: Answer, lang: str, console: Console, *, is_in_full: bool = False) -> None:
    """Say each warning once: what looks ahead, or stands on less than it should; with all it is about.

    So are said whose parameters a run has and what it posts late: no fault, but it changes what a run says. What an
    opening takes from more than a year before it is left to `aged`, unless it is wanted in full.
    """
    alike: dict[tuple[str, date | None], list[str]] = {}
    for finding in answer.findings:
        if (is_in_full or finding.check != AGED) and (finding.severity == "warning" or finding.check in SAID_ALWAYS):
            lacking = finding.check in LACKS_A_SUBJECT
            subjects = alike.setdefault((say(finding.detail, lang), finding.period if lacking else None), [])
            subjects.extend([subject_name(finding.subject, lang)] if lacking else [])
    for (said, period), subjects in alike.items():
        if subjects:
            key = "cli.finding.subject" if period is None else "cli.finding.subject_dated"
            named = text("lists.join", lang).join(subjects)
            day = "" if period is None else write(Day(period, weekday=False, year=True), lang)
            said = text(key, lang, subject=named, period=day, detail=said)
        prose(console, said, style="magenta")


def aged(answer: Answer, lang: str, console: Console) -> None:
    """Say in one line how many items of the opening are more than a year old, and of when; where none is, nothing."""
    periods = [finding.period for finding in answer.findings if finding.check == AGED and finding.period is not None]
    if not periods:
        return
    first, last = (write(Day(day, weekday=False, year=True), lang) for day in (min(periods), max(periods)))
    key = "cli.finding.aged" if first == last else "cli.finding.aged_span"
    prose(console, text(key, lang, n=len(periods), first=first, last=last), style="magenta")


def publishers(answer: Answer, lang: str, console: Console) -> None:
    """Name who published the figures that an answer stands on, each once."""
    if answer.sources:
        named = text("lists.join", lang).join(publisher_names(answer.sources, lang))
        prose(console, text("cli.publishers", lang, publishers=named), style="dim")


def examined(answer: Answer, lang: str, console: Console) -> None:
    """Print what the self-examination looked at and found."""
    done = answer.answer
    counts = {"series": done.series, "observations": f"{done.observations:,}"}
    console.print(text("cli.done.doctor", lang, store=done.store, **counts))
    findings(answer, lang, console)
    if not any(finding.severity != "note" for finding in answer.findings):
        console.print(text("cli.done.healthy", lang))


def settings(answer: Answer, lang: str, console: Console) -> None:
    """Print every setting with its value and where it came from."""
    rows = [
        (entry.name, entry.value or "–", entry.origin, text(f"settings.{entry.name}", lang)) for entry in answer.answer
    ]
    table(console, lang, ("setting", "value", "origin", "detail"), rows)
