"""A portfolio through a scenario, in the terminal: the loss in words, then by holding and by factor."""

from collections.abc import Iterable

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.portfolio import Portfolio
from tidegauge.questions.shapes import Distribution
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import aged, warnings
from tidegauge.words import numbers, text
from tidegauge.words.denomination import of_largest
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
    _holdings(found, quiet, lang, console)
    _factors(found.settings["stress"], lang, console)
    aged(answer, lang, console)


def _findings(found: Portfolio, quiet: Distribution, lang: str) -> Iterable[str]:
    """Yield what moves prices, what came of it, how wide, what funding could add, and what it rests on."""
    yield from _moved(found, lang)
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
    yield text("portfolio.page.last_day", lang)
    share = numbers.share(found.priors.shares[0].spread_share, lang)
    yield text("portfolio.page.priors", lang, share=share, paths=f"{found.priors.paths:,}")
    yield text("portfolio.page.signs", lang)
    foreign = [found.names[asset][lang] for asset, currency in found.currencies.items() if currency != "USD"]
    if foreign:
        yield text("portfolio.page.foreign", lang, names=text("lists.join", lang).join(foreign))
    week = write(Day(found.first_week, weekday=False, year=True), lang)
    yield text("portfolio.page.basis", lang, weeks=found.weeks, week=week)


def _moved(found: Portfolio, lang: str) -> Iterable[str]:
    """Yield whether prices are drawn at all, and what the scenario itself does to them."""
    if not found.is_drawn:
        yield text("portfolio.page.undrawn", lang)
    elif not found.moves:
        yield text("portfolio.page.unmoved", lang)
    else:
        moves = [
            text(
                "portfolio.page.move",
                lang,
                name=found.moved_names[asset][lang],
                pct=numbers.share(pct / 100, lang, signed=True),
            )
            for asset, pct in found.moves.items()
        ]
        yield text("portfolio.page.moved", lang, moves=text("lists.join", lang).join(moves))


def _holdings(found: Portfolio, quiet: Distribution, lang: str, console: Console) -> None:
    """Print a row a holding, and their sum: its own spread does not add up, its part of the worst paths does."""
    parts = quiet.holdings
    amounts = (*(part.amount_usd for part in parts), quiet.amount_usd)
    worst = (*(part.expected_shortfall_usd for part in parts), quiet.tails[0].expected_shortfall_usd)
    unit = of_largest((*amounts, *worst), lang)
    section(console, text("portfolio.page.holdings", lang, unit=unit.name))
    names = (*(found.names[part.name][lang] for part in parts), text("portfolio.page.all", lang))
    held, spread, lost = unit.columns(amounts, [part.sd_usd for part in parts], worst)
    rows = zip(names, held, (*spread, ""), lost, strict=True)
    head = ("name", "amount", "spread_of_outcomes", "part_of_worst")
    table(console, lang, head, rows, right=head[1:])


def _factors(stress: Distribution, lang: str, console: Console) -> None:
    """Print a row a factor, with prices answering to funding stress."""
    spread = [part.sd_usd for part in stress.factors]
    worst = [part.expected_shortfall_usd for part in stress.factors]
    unit = of_largest((*spread, *worst), lang)
    section(console, text("portfolio.page.factors", lang, unit=unit.name))
    names = (text(f"portfolio.factor.{part.name}", lang) for part in stress.factors)
    head = ("name", "spread_of_outcomes", "part_of_worst")
    table(console, lang, head, zip(names, *unit.columns(spread, worst), strict=True), right=head[1:])
