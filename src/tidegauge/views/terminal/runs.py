"""Runs in the terminal: the finding in sentences, then the band by week, the odds and what moved reserves."""

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.runs import Bands, Comparison, Movement, Odds, Simulation
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import warnings
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Amount, Day, Sentence, say, write

BAND_CELLS = ((126, 26), (112, 16))  # from so many columns on, so many cells for a band
WEEKS_MAX = 16
HEAD = ("when", "reserves_low", "median", "high", "band", "tga", "on_rrp", "srf_high", "spread", "spread_high")


def simulation(answer: Answer, lang: str, console: Console) -> None:
    """Print an ensemble."""
    run: Simulation = answer.answer
    section(console, run.titles.get(lang) or run.scenario)
    console.print()
    _says(answer, run.headline, lang, console)
    section(console, text("runs.section.path", lang, start=_day(run.days[0], lang), end=_day(run.days[-1], lang)))
    cells = next((cells for columns, cells in BAND_CELLS if console.width >= columns), 0)
    rows = [_row(run, n, lang, cells) for n in shown_days(run.days)]
    head = [name for name in HEAD if cells or name != "band"]
    table(console, lang, head, rows, right=[name for name in head if name not in ("when", "band")])
    _odds(run.odds, lang, console)
    _movement(run.movement, lang, console)
    for file in run.files:
        console.print(text("cli.done.written", lang, path=file))
    console.print(text("cli.done.advice", lang), style="dim")


def _says(answer: Answer, sentences: Iterable[Sentence], lang: str, console: Console) -> None:
    """Print the finding: the first sentence in bold, then a paragraph a sentence, then what to be wary of."""
    for n, sentence in enumerate(sentences):
        prose(console, say(sentence, lang), style="bold" if n == 0 else None)
    warnings(answer, lang, console)
    console.print()


def shown_days(days: Sequence[date]) -> list[int]:
    """Return the places of the last simulated day of each week, or of each month where the weeks are too many."""
    weeks = [day.isocalendar()[:2] for day in days]
    keys: list[tuple[int, int]] = weeks if len(set(weeks)) <= WEEKS_MAX else [(day.year, day.month) for day in days]
    return [n for n in range(len(days)) if n == len(days) - 1 or keys[n] != keys[n + 1]]


def _row(run: Simulation, n: int, lang: str, cells: int) -> tuple[str, ...]:
    """Return a day: reserves with their band, the Treasury, ON RRP, standing repo and the spread."""
    reserves, spread = run.quantiles["reserves_usd"], run.quantiles["sofr_iorb_bp"]
    money = (numbers.money(round(reserves[per_cent][n]), lang) for per_cent in (5, 50, 95))
    return (
        write(Day(run.days[n], weekday=False), lang),
        *money,
        *([band(reserves, n, cells)] if cells else []),
        numbers.money(round(run.quantiles["tga_usd"][50][n]), lang),
        numbers.money(round(run.quantiles["on_rrp_usd"][50][n]), lang),
        numbers.money(round(run.quantiles["srf_usd"][95][n]), lang),
        *(bare_spread(spread[per_cent][n], lang) for per_cent in (50, 95)),
    )


def bare_spread(bp: float, lang: str) -> str:
    """Write a spread without its unit, which stands in the head of the column.

    >>> bare_spread(-2.5, "zh-Hans")
    '−2.5'
    """
    return numbers.index(bp, lang, decimals=1, signed=True)


def band(bands: Bands, n: int, cells: int) -> str:
    """Draw one day of a fan in letters: thin for nine paths in ten, thick for half of them, a dot for the median.

    >>> band({5: (0, 10), 25: (0, 20), 50: (0, 30), 75: (0, 40), 95: (0, 50)}, 1, 26)
    '     ─────━━━━━●━━━━━─────'
    """
    low, high = min(bands[5]), max(bands[95])

    def place(value: float) -> int:
        return round((value - low) / ((high - low) or 1) * (cells - 1))

    ends = {per_cent: place(bands[per_cent][n]) for per_cent in (5, 25, 50, 75, 95)}
    drawn = [" "] * cells
    for first, last, mark in ((5, 95, "─"), (25, 75, "━"), (50, 50, "●")):
        for cell in range(ends[first], ends[last] + 1):
            drawn[cell] = mark
    return "".join(drawn).rstrip()


def _odds(odds: Iterable[Odds], lang: str, console: Console) -> None:
    """Print every condition once: a signal may ask the same as the scenario does."""
    rows = dict.fromkeys(
        (
            _capital(say(one.condition, lang)),
            write(Amount(one.probability_share, "share"), lang),
            numbers.MISSING if one.half_by is None else _day(one.half_by, lang),
        )
        for one in odds
    )
    if rows:
        section(console, text("runs.section.odds", lang))
        table(console, lang, ("condition", "odds", "first"), rows, right=("odds",))


def _movement(movement: Movement, lang: str, console: Console) -> None:
    """Print what moved reserves on average; the parts add up to the dollar."""
    section(console, text("runs.section.causes", lang))
    ranked = sorted(movement.causes, key=lambda cause: -abs(cause.reserves_usd))
    rows = [
        (_capital(text(f"runs.cause.{cause.id}", lang)), numbers.money(cause.reserves_usd, lang, signed=True))
        for cause in ranked
        if cause.reserves_usd
    ]
    total = movement.end_usd - movement.start_usd
    rows.append((text("cli.done.total", lang), numbers.money(total, lang, signed=True)))
    table(console, lang, ("cause", "to_reserves"), rows, right=("to_reserves",))


def comparison(answer: Answer, lang: str, console: Console) -> None:
    """Print two scenarios side by side, and their difference path by path."""
    run: Comparison = answer.answer
    names = {name: side.titles.get(lang) or side.scenario for name, side in (("a", run.a), ("b", run.b))}
    section(console, text("runs.compare.title", lang, **names))
    console.print()
    _says(answer, run.headline, lang, console)
    section(console, text("runs.section.difference", lang, **names))
    rows = [_difference(run, n, lang) for n in shown_days(run.days)]
    head = ("when", "side_a", "side_b", "low", "median", "high", "spread")
    table(console, lang, head, rows, right=head[1:])
    pairs = [
        (
            _capital(say(pair.condition, lang)),
            *(write(Amount(share, "share"), lang) for share in (pair.a_share, pair.b_share)),
        )
        for pair in run.odds
    ]
    if pairs:
        section(console, text("runs.section.odds", lang))
        table(console, lang, ("condition", "side_a", "side_b"), pairs, right=("side_a", "side_b"))
    console.print(text("cli.done.advice", lang), style="dim")


def _difference(run: Comparison, n: int, lang: str) -> tuple[str, ...]:
    """Return a day: both medians of reserves, their difference with its band, and the difference of the spread."""
    levels = (numbers.money(round(side.quantiles["reserves_usd"][50][n]), lang) for side in (run.a, run.b))
    bands = run.difference["reserves_usd"]
    return (
        write(Day(run.days[n], weekday=False), lang),
        *levels,
        *(numbers.money(round(bands[per_cent][n]), lang, signed=True) for per_cent in (5, 50, 95)),
        bare_spread(run.difference["sofr_iorb_bp"][50][n], lang),
    )


def _capital(words: str) -> str:
    """Return words as they begin a row."""
    return words[:1].upper() + words[1:]


def _day(on: date, lang: str) -> str:
    return write(Day(on, weekday=False, year=True), lang)
