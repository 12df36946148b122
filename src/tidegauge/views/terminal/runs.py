"""Runs in the terminal: the finding in sentences, then the band by week, the odds and what moved reserves."""

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.runs import Bands, Comparison, Movement, Odds, Simulation
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import aged, warnings
from tidegauge.words import numbers, text
from tidegauge.words.denomination import Denomination, billions
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
    unit = billions(lang)
    start, end = (_day(run.days[n], lang) for n in (0, -1))
    section(console, text("runs.section.path", lang, start=start, end=end, unit=unit.name))
    cells = next((cells for columns, cells in BAND_CELLS if console.width >= columns), 0)
    rows = _rows(run, unit, cells)
    head = [name for name in HEAD if cells or name != "band"]
    right = [name for name in head if name not in ("when", "band")]
    table(console, lang, head, rows, right=right)
    _odds(run.odds, lang, console)
    _movement(run.movement, lang, console)
    for file in run.files:
        console.print(text("cli.done.written", lang, path=file))
    aged(answer, lang, console)
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


def _rows(run: Simulation, unit: Denomination, cells: int) -> list[tuple[str, ...]]:
    """Return a row a day shown: reserves with their band, the Treasury, ON RRP, standing repo and the spread."""
    places = shown_days(run.days)
    reserves = unit.columns(*([round(run.quantiles["reserves_usd"][q][n]) for n in places] for q in (5, 50, 95)))
    others = (
        unit.column(round(run.quantiles[metric][q][n]) for n in places)
        for metric, q in (("tga_usd", 50), ("on_rrp_usd", 50), ("srf_usd", 95))
    )
    spread = ([bare_spread(run.quantiles["sofr_iorb_bp"][q][n], unit.lang) for n in places] for q in (50, 95))
    days = [write(Day(run.days[n], weekday=False), unit.lang) for n in places]
    bands = [[band(run.quantiles["reserves_usd"], n, cells) for n in places]] if cells else []
    return list(zip(days, *reserves, *bands, *others, *spread, strict=True))


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
            text("runs.condition.already", lang)
            if one.is_met_at_opening
            else write(Amount(one.probability_share, "share"), lang),
            numbers.MISSING if one.half_by is None or one.is_met_at_opening else _day(one.half_by, lang),
        )
        for one in odds
    )
    if rows:
        section(console, text("runs.section.odds", lang))
        table(console, lang, ("condition", "odds", "first"), rows, right=("odds",))


def _movement(movement: Movement, lang: str, console: Console) -> None:
    """Print what moved reserves on average; the parts add up to the dollar."""
    unit = billions(lang)
    section(console, text("runs.section.causes", lang, unit=unit.name))
    moved = (cause for cause in movement.causes if cause.reserves_usd)
    ranked = sorted(moved, key=lambda cause: -abs(cause.reserves_usd))
    names = [_capital(text(f"runs.cause.{cause.id}", lang)) for cause in ranked]
    total = movement.end_usd - movement.start_usd
    amounts = unit.column((*(cause.reserves_usd for cause in ranked), total), signed=True)
    rows = zip((*names, text("cli.done.total", lang)), amounts, strict=True)
    table(console, lang, ("cause", "to_reserves"), rows, right=("to_reserves",))


def comparison(answer: Answer, lang: str, console: Console) -> None:
    """Print two scenarios side by side, and their difference path by path."""
    run: Comparison = answer.answer
    names = {name: side.titles.get(lang) or side.scenario for name, side in (("a", run.a), ("b", run.b))}
    section(console, text("runs.compare.title", lang, **names))
    console.print()
    _says(answer, run.headline, lang, console)
    unit = billions(lang)
    section(console, text("runs.section.difference", lang, unit=unit.name))
    rows = _differences(run, unit)
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
    aged(answer, lang, console)
    console.print(text("cli.done.advice", lang), style="dim")


def _differences(run: Comparison, unit: Denomination) -> list[tuple[str, ...]]:
    """Return a row a day shown: both medians of reserves, their difference with its band, and that of the spread."""
    places = shown_days(run.days)
    sides = [side.quantiles["reserves_usd"][50] for side in (run.a, run.b)]
    levels = unit.columns(*([round(median[n]) for n in places] for median in sides))
    bands = run.difference["reserves_usd"]
    apart = unit.columns(*([round(bands[q][n]) for n in places] for q in (5, 50, 95)), signed=True)
    days = [write(Day(run.days[n], weekday=False), unit.lang) for n in places]
    spread = [bare_spread(run.difference["sofr_iorb_bp"][50][n], unit.lang) for n in places]
    return list(zip(days, *levels, *apart, spread, strict=True))


def _capital(words: str) -> str:
    """Return words as they begin a row."""
    return words[:1].upper() + words[1:]


def _day(on: date, lang: str) -> str:
    return write(Day(on, weekday=False, year=True), lang)
