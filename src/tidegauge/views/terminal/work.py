"""What was done, in the terminal: loads, exports, self-examination, settings."""

from datetime import date

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.views.terminal.table import prose, table
from tidegauge.words import text
from tidegauge.words.sentence import say


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


LACKS_A_SUBJECT = ("opening_unknown", "opening_stale", "opening_old", "opening_exceeds")
"""Findings whose sentence does not say what it is about."""
SAID_ALWAYS = ("parameters_remade",)


def warnings(answer: Answer, lang: str, console: Console) -> None:
    """Say each warning once: what looks ahead, or stands on less than it should; with all it is about.

    So is said whose parameters a run has, which is no fault but changes what it says.
    """
    alike: dict[tuple[str, date | None], list[str]] = {}
    for finding in answer.findings:
        if finding.severity == "warning" or finding.check in SAID_ALWAYS:
            lacking = finding.check in LACKS_A_SUBJECT
            subjects = alike.setdefault((say(finding.detail, lang), finding.period if lacking else None), [])
            subjects.extend([finding.subject] if lacking else [])
    for (said, period), subjects in alike.items():
        if subjects:
            key = "cli.finding.subject" if period is None else "cli.finding.subject_dated"
            named = text("lists.join", lang).join(subjects)
            said = text(key, lang, subject=named, period=period, detail=said)
        prose(console, said, style="magenta")


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
