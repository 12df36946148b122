"""The smallest policy in the terminal: the answer in words, how sure it is, then every trial."""

from dataclasses import replace

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.search import SETTINGS, Search
from tidegauge.questions.shapes import Reading
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import aged, warnings
from tidegauge.words import numbers, text

PACES = ("reserve_purchases", "runoff_treasuries", "runoff_mbs")


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the answer, its uncertainty, its priors, its confirmation and the trials."""
    found: Search = answer.answer
    section(console, text("search.page.title", lang, lever=_lever(found, lang), target=found.target))
    prose(console, _answer(found, lang))
    _standing(found, lang, console)
    beside = [finding for finding in answer.findings if finding.check == "spread_overdone"]
    warnings(replace(answer, findings=tuple(beside)), lang, console)
    _checks(found, lang, console)
    warnings(replace(answer, findings=tuple(one for one in answer.findings if one not in beside)), lang, console)
    console.print()
    section(console, text("search.page.trials", lang))
    rows = [
        (
            setting(found, trial.value, lang),
            *(_read(found, value, lang) for value in trial.reading),
            "●" if trial.meets["measured"] else "○",
        )
        for trial in found.trials
    ]
    head = ("lever", "reading", "interval_low", "interval_high", "meets")
    table(console, lang, head, rows, right=head[:-1])
    aged(answer, lang, console)


def _standing(found: Search, lang: str, console: Console) -> None:
    """Say what the run reads with the lever left as the scenario has it; where it was stopped before that, nothing."""
    if found.standing is None:
        return
    value, low, high = (_read(found, one, lang) for one in found.standing.reading)
    key = "met" if found.standing.meets else "missed"
    if found.standing_value is None:
        prose(console, text(f"search.page.path_{key}", lang, reading=value, low=low, high=high))
        return
    held = setting(found, found.standing_value, lang)
    prose(console, text(f"search.page.standing_{key}", lang, held=held, reading=value, low=low, high=high))


def _checks(found: Search, lang: str, console: Console) -> None:
    """Say how sure the answer is, what it is at the ends of the priors, and whether fresh seeds confirm it."""
    if len({found.hopeful, found.best, found.cautious}) > 1:
        hopeful, cautious = (setting(found, value, lang) for value in (found.hopeful, found.cautious))
        prose(console, text("search.page.sure", lang, paths=f"{found.paths:,}", hopeful=hopeful, cautious=cautious))
    if len(found.under) == len(SETTINGS):
        low, high = (setting(found, found.under[name].best, lang) for name in SETTINGS)
        prose(console, text("search.page.priors", lang, low=low, high=high))
    if found.is_confirmed is not None:
        readings = text("lists.join", lang).join(_read(found, trial.reading.value, lang) for trial in found.fresh)
        key = "confirmed" if found.is_confirmed else "refuted"
        prose(console, text(f"search.page.{key}", lang, n=len(found.fresh), readings=readings))
    if found.stopped_in == "checks":
        prose(console, text("search.page.unchecked", lang))


def setting(found: Search, value: int | None, lang: str) -> str:
    """Write a value of the lever; one that no trial reached lies outside the range."""
    if value is None:
        return text("search.page.beyond", lang)
    if found.unit == "bp":
        return numbers.spread(value, lang)
    amount = numbers.money(value, lang)
    return text("search.page.month", lang, amount=amount) if found.lever in PACES else amount


def _lever(found: Search, lang: str) -> str:
    return text(f"search.lever.{found.lever}", lang)


def _answer(found: Search, lang: str) -> str:
    """Say what the search found."""
    if found.stopped_in == "trials":
        return text("search.page.stopped", lang, n=len(found.trials))
    lever = _lever(found, lang)
    first, last = (setting(found, found.trials[place].value, lang) for place in (0, -1))
    if found.best is None or found.reading is None:
        return _none(found, first, last, lang)
    if all(trial.meets["measured"] for trial in found.trials):
        return text("search.page.always", lang, lever=lever, first=first, last=last)
    reading: Reading = found.reading
    value, low, high = (_read(found, one, lang) for one in reading)
    best = setting(found, found.best, lang)
    return text(f"search.page.{found.effect}", lang, lever=lever, best=best, reading=value, low=low, high=high)


def _none(found: Search, first: str, last: str, lang: str) -> str:
    """Say that no setting meets the target, and how near the closest comes."""
    assert found.closest is not None  # no setting meets the target
    reading, low, high = (_read(found, one, lang) for one in found.closest.reading)
    closest = setting(found, found.closest.value, lang)
    return text("search.page.none", lang, first=first, last=last, closest=closest, reading=reading, low=low, high=high)


def _read(found: Search, value: float, lang: str) -> str:
    """Write a reading in the unit of the target."""
    if found.reading_unit == "share":
        return numbers.share(value, lang)
    if found.reading_unit == "bp":
        return numbers.spread(round(value, 1), lang, decimals=1)
    return numbers.money(round(value), lang)
