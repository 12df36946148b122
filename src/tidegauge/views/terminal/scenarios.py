"""Scenario files in the terminal: the library, one scenario with its story and its keys, and what a check found."""

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.scenarios import ScenarioCard, ScenarioCheck, ScenarioPage
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.words import text
from tidegauge.words.sentence import Day, say, write

HASH_SHOWN = 12


def library(answer: Answer, lang: str, console: Console) -> None:
    """Print the scenarios of the library, one a line."""
    rows = [(card.name, card.title[lang], _opening(card, lang), f"{card.days:,}") for card in answer.answer]
    table(console, lang, ("name", "title", "opening", "days"), rows, right=("days",))


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print a scenario: title, story, the days it covers, and everything it says as TOML."""
    shown: ScenarioPage = answer.answer
    section(console, shown.scenario.title[lang] or shown.scenario.name)
    if shown.story[lang]:
        prose(console, shown.story[lang])
    console.print()
    _covers(shown.scenario, lang, console)
    console.print()
    for line in shown.toml.splitlines():
        console.print(f"  {line}" if line else "", soft_wrap=True)
    if answer.findings:
        console.print()
        _findings(answer, lang, console)


def checked(answer: Answer, lang: str, console: Console) -> None:
    """Print what a check found, the gravest first, or that there is nothing to say."""
    done: ScenarioCheck = answer.answer
    section(console, done.scenario.title[lang] or done.scenario.name)
    _covers(done.scenario, lang, console)
    console.print()
    _findings(answer, lang, console)
    verdict = "runnable" if done.is_runnable else "not_runnable"
    prose(console, text(f"scenarios.page.{verdict}", lang))


def _findings(answer: Answer, lang: str, console: Console) -> None:
    """Print findings in the order of the answer, the gravest first; they are about keys, not periods."""
    rows = [(finding.check, finding.subject, say(finding.detail, lang)) for finding in answer.findings]
    if rows:
        table(console, lang, ("check", "subject", "detail"), rows)


def _covers(card: ScenarioCard, lang: str, console: Console) -> None:
    """Print the days a scenario covers and the beginning of its hash."""
    said = {"days": f"{card.days:,}", "hash": card.hash[:HASH_SHOWN]}
    if card.opening is None or card.last_day is None:
        prose(console, text("scenarios.page.floating", lang, **said), style="dim")
        return
    opening, last = (write(Day(day, weekday=False, year=True), lang) for day in (card.opening, card.last_day))
    prose(console, text("scenarios.page.dated", lang, opening=opening, last=last, **said), style="dim")


def _opening(card: ScenarioCard, lang: str) -> str:
    return text("scenarios.page.as_of", lang) if card.opening is None else str(card.opening)
