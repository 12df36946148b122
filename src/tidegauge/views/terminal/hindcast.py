"""A past stretch run again, in the terminal: first what came of it, then Wednesday by Wednesday."""

from collections.abc import Sequence

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.hindcast import Hindcast
from tidegauge.questions.shapes import Drive, Foreseen, Score
from tidegauge.views.terminal.figures import money
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import warnings
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Day, write

SHOWN = ("reserves_usd", "sofr_iorb_bp")  # by Wednesday; the rest stands in --json
BANDS = (0.5, 0.9)


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the finding, the opening it starts from, the Wednesdays and the causes."""
    found: Hindcast = answer.answer
    name = found.names[lang] if found.names else text("hindcast.page.unnamed", lang)
    start, end, wednesday = (
        write(Day(day, weekday=False, year=True), lang) for day in (found.start, found.end, found.wednesday)
    )
    section(console, text("hindcast.page.title", lang, name=name, start=start, end=end))
    if found.foreseen is not None:
        _foreseen(found.foreseen, lang, console)
    if found.observed is not None:
        _finding(found.observed, lang, console)
    prose(console, text("hindcast.page.opening", lang, start=start, wednesday=wednesday))
    warnings(answer, lang, console)
    console.print()
    if found.foreseen is not None:
        _scores(found.foreseen, lang, console)
    if found.observed is not None:
        _wednesdays(found.observed, lang, console)
        _causes(found.observed, lang, console, end)


def _foreseen(foreseen: Foreseen, lang: str, console: Console) -> None:
    """Say on which variables the run loses against "no change", first of all."""
    scored = [score for score in foreseen.scores if score.forecasts]
    lost, won = (_names([score for score in scored if score.loses is loses], lang) for loses in (True, False))
    key = "wins" if not lost else "loses" if won else "loses_all"
    prose(console, text(f"hindcast.forecast.{key}", lang, lost=lost, won=won), style="bold" if lost else None)
    held = {band: sum(score.coverage[band] for score in scored) / max(1, len(scored)) for band in BANDS}
    half, nine_tenths = (numbers.share(held[band], lang, decimals=0) for band in BANDS)
    prose(console, text("hindcast.forecast.coverage", lang, half=half, nine_tenths=nine_tenths))
    prose(console, text("hindcast.forecast.basis", lang, paths=f"{foreseen.paths:,}"))


def _names(scores: Sequence[Score], lang: str) -> str:
    return text("lists.join", lang).join(text(f"runs.metric.{score.metric}", lang) for score in scores)


def _scores(foreseen: Foreseen, lang: str, console: Console) -> None:
    """Print errors and coverage of every variable, then reserves and the spread by Wednesday."""
    rows = [
        (
            text(f"runs.metric.{score.metric}", lang),
            str(len(score.forecasts)),
            _amount(score, score.error, lang),
            _amount(score, score.error_no_change, lang),
            *(numbers.share(score.coverage[band], lang, decimals=0) for band in BANDS),
        )
        for score in foreseen.scores
        if score.forecasts
    ]
    head = ("gauge", "wednesdays", "error", "error_no_change", "in_half", "in_nine_tenths")
    table(console, lang, head, rows, right=head[1:])
    for score in foreseen.scores:
        if score.metric in SHOWN and score.forecasts:
            _fan(score, lang, console)


def _fan(score: Score, lang: str, console: Console) -> None:
    """Print what happened beside the median and the 90 % band of one variable."""
    section(console, text(f"runs.metric.{score.metric}", lang))
    rows = [
        (
            write(Day(forecast.on, weekday=False, year=True), lang),
            *(
                _amount(score, value, lang, signed=True)
                for value in (forecast.observed, forecast.quantiles[2], forecast.quantiles[0], forecast.quantiles[4])
            ),
        )
        for forecast in score.forecasts
    ]
    head = ("wednesday", "published", "foreseen", "interval_low", "interval_high")
    table(console, lang, head, rows, right=head[1:])


def _amount(score: Score, value: float, lang: str, *, signed: bool = False) -> str:
    if score.metric.endswith("_bp"):
        return numbers.spread(round(value, 1), lang, decimals=1, signed=signed)
    return numbers.money(round(value), lang)


def _finding(drive: Drive, lang: str, console: Console) -> None:
    """Say how close the drive came, and what leaving lines out costs."""
    complete = [wednesday for wednesday in drive.wednesdays if not wednesday.unknown]
    if not complete:
        prose(console, text("hindcast.page.nothing", lang))
        return
    gap = numbers.money(drive.largest_gap_usd, lang)
    prose(console, text("hindcast.page.observed", lang, events=drive.events, gap=gap, n=len(complete)))
    without = drive.largest_gap_without_usd
    liabilities, deposits = (numbers.money(without[line], lang) for line in ("other_liabilities", "other_deposits"))
    prose(console, text("hindcast.page.left_out", lang, liabilities=liabilities, deposits=deposits))
    prose(console, text("hindcast.page.remaining", lang))
    partial = [wednesday for wednesday in drive.wednesdays if wednesday.unknown]
    if partial:
        lines = dict.fromkeys(line for wednesday in partial for line in wednesday.unknown)
        named = text("lists.join", lang).join(text(f"lines.{line}", lang) for line in lines)
        prose(console, text("hindcast.page.unknown", lang, n=len(partial), lines=named))


def _wednesdays(drive: Drive, lang: str, console: Console) -> None:
    """Print published and driven reserves of every Wednesday, with the gaps of the drives that leave a line out."""
    rows = [
        (
            write(Day(wednesday.on, weekday=False, year=True), lang),
            money(wednesday.observed_usd, lang),
            money(wednesday.driven_usd, lang),
            money(wednesday.gap_usd, lang, signed=True) + ("*" if wednesday.unknown else ""),
            *(
                money(driven - wednesday.observed_usd, lang, signed=True)
                for driven in (
                    wednesday.without_usd["other_liabilities"],
                    wednesday.without_usd["other_deposits"],
                )
            ),
        )
        for wednesday in drive.wednesdays
    ]
    head = ("wednesday", "published", "driven", "gap", "without_other_liabilities", "without_other_deposits")
    table(console, lang, head, rows, right=head[1:])


def _causes(drive: Drive, lang: str, console: Console, end: str) -> None:
    """Print what every line did to reserves over the stretch."""
    section(console, text("hindcast.page.moved", lang, end=end))
    rows = [
        (
            text(f"lines.{moved.line}", lang),
            money(moved.change_usd, lang, signed=True),
            money(moved.reserves_usd, lang, signed=True),
        )
        for moved in drive.moved
        if moved.change_usd
    ]
    table(console, lang, ("cause", "own_change", "to_reserves"), rows, right=("own_change", "to_reserves"))
