"""A portfolio through a scenario, in the terminal: the loss in words, then by holding and by factor."""

from collections.abc import Iterable

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.portfolio import Portfolio
from tidegauge.questions.shapes import Contribution, Distribution
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import warnings
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Day, write


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the finding, what it rests on, and what the losses consist of."""
    found: Portfolio = answer.answer
    quiet = found.settings["none"]
    amount = numbers.money(quiet.amount_usd, lang)
    scenario, day = found.titles.get(lang, found.scenario), write(Day(found.last_on, weekday=False, year=True), lang)
    title = text("portfolio.page.title", lang, n=len(quiet.holdings), amount=amount, scenario=scenario, day=day)
    section(console, title)
    for sentence in _findings(found, quiet, lang):
        prose(console, sentence)
    warnings(answer, lang, console)
    console.print()
    _contributions("holdings", _holdings(found, quiet, lang), lang, console)
    _contributions("factors", _factors(found.settings["stress"], lang), lang, console)


def _findings(found: Portfolio, quiet: Distribution, lang: str) -> Iterable[str]:
    """Yield what came of it, how wide, what funding could add, and what it rests on."""
    near, far = quiet.tails
    losses = {
        "value": near.value_at_risk_usd,
        "shortfall": near.expected_shortfall_usd,
        "far": far.value_at_risk_usd,
    }
    yield text("portfolio.page.finding", lang, **{name: numbers.money(usd, lang) for name, usd in losses.items()})
    low, high = (numbers.money(quiet.quantiles_usd[level], lang, signed=True) for level in ("25%", "75%"))
    yield text("portfolio.page.middle", lang, paths=f"{found.paths:,}", low=low, high=high)
    stress, reverse = (
        numbers.money(found.settings[setting].tails[0].value_at_risk_usd, lang) for setting in ("stress", "reverse")
    )
    yield text(
        "portfolio.page.funding", lang, stress=stress, reverse=reverse, value=numbers.money(losses["value"], lang)
    )
    yield text("portfolio.page.signs", lang)
    week = write(Day(found.first_week, weekday=False, year=True), lang)
    yield text("portfolio.page.basis", lang, weeks=found.weeks, week=week)


def _holdings(found: Portfolio, quiet: Distribution, lang: str) -> Iterable[tuple[str, ...]]:
    """Yield a row for each holding, and their sum: its own spread does not add up, its part of the worst paths does."""
    for part in quiet.holdings:
        yield (found.names[part.name][lang], numbers.money(part.amount_usd, lang), *_sizes(part, lang))
    shortfall = numbers.money(quiet.tails[0].expected_shortfall_usd, lang)
    yield (text("portfolio.page.all", lang), numbers.money(quiet.amount_usd, lang), "", shortfall)


def _factors(stress: Distribution, lang: str) -> Iterable[tuple[str, ...]]:
    """Yield a row for each factor, with prices answering to funding stress."""
    for part in stress.factors:
        yield (text(f"portfolio.factor.{part.name}", lang), "", *_sizes(part, lang))


def _sizes(part: Contribution, lang: str) -> tuple[str, str]:
    return numbers.money(part.sd_usd, lang), numbers.money(part.expected_shortfall_usd, lang)


def _contributions(title: str, rows: Iterable[tuple[str, ...]], lang: str, console: Console) -> None:
    section(console, text(f"portfolio.page.{title}", lang))
    head = ("name", "amount", "spread_of_outcomes", "part_of_worst")
    table(console, lang, head, rows, right=head[1:])
