"""A past stretch run again, in the terminal: first what came of it, then Wednesday by Wednesday."""

from collections.abc import Sequence

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.hindcast import Hindcast
from tidegauge.questions.run_narrative import judged
from tidegauge.questions.shapes import Drive, Foreseen, Score
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import aged, warnings
from tidegauge.words import numbers, text
from tidegauge.words.denomination import billions
from tidegauge.words.sentence import Day, say, write

SHOWN = ("reserves_usd", "sofr_iorb_bp")  # by Wednesday; the rest stands in --json
BANDS = (0.5, 0.9)
WEDNESDAY = 2


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the finding, the opening it starts from, the Wednesdays and the causes."""
    found: Hindcast = answer.answer
    name = found.names[lang] if found.names else text("hindcast.page.unnamed", lang)
    start, end, wednesday = (
        write(Day(day, weekday=False, year=True), lang) for day in (found.start, found.end, found.wednesday)
    )
    section(console, text("hindcast.page.title", lang, name=name, start=start, end=end))
    if found.foreseen is not None:
        _foreseen(found, found.foreseen, lang, console)
    if found.observed is not None:
        _finding(found, found.observed, lang, console)
    prose(console, text("hindcast.page.opening", lang, start=start, wednesday=wednesday))
    warnings(answer, lang, console)
    console.print()
    if found.foreseen is not None:
        _scores(found.foreseen, lang, console)
    if found.observed is not None:
        _wednesdays(found.observed, lang, console)
        _causes(found.observed, lang, console, end)
    aged(answer, lang, console)


def _foreseen(found: Hindcast, foreseen: Foreseen, lang: str, console: Console) -> None:
    """Say on which variables the run loses against "no change", first of all."""
    scored = [score for score in foreseen.scores if score.forecasts]
    level = [score for score in scored if score.error == score.error_no_change]
    decided = [score for score in scored if score not in level]
    lost, won = (_names([score for score in decided if score.loses is loses], lang) for loses in (True, False))
    key = "wins" if not lost else "loses" if won else "loses_all"
    fitted = text("hindcast.forecast.fitted", lang) if found.fitted_later else ""
    if decided:
        verdict = text(f"hindcast.forecast.{key}", lang, lost=lost, won=won, fitted=fitted)
        prose(console, verdict, style="bold" if lost else None)
    if level:
        prose(console, text("hindcast.forecast.level", lang, metrics=_names(level, lang)))
    held = {band: sum(score.coverage[band] for score in scored) / max(1, len(scored)) for band in BANDS}
    half, nine_tenths = (numbers.share(held[band], lang, decimals=0) for band in BANDS)
    prose(console, text("hindcast.forecast.coverage", lang, half=half, nine_tenths=nine_tenths))
    narrow = [
        score for score in scored if any(score.coverage[band] < score.coverage_of_paths[band][0] for band in BANDS)
    ]
    if narrow:
        prose(console, text("hindcast.forecast.narrow", lang, metrics=_names(narrow, lang)))
    wide = [score for score in scored if any(score.coverage[band] > score.coverage_of_paths[band][1] for band in BANDS)]
    if wide:
        prose(console, text("hindcast.forecast.wide", lang, metrics=_names(wide, lang)))
    basis = "basis_fitted" if found.fitted_later else "basis"
    prose(console, text(f"hindcast.forecast.{basis}", lang, paths=f"{foreseen.paths:,}"))
    if found.priors is not None and len(found.priors.shares) > 1:
        prose(console, say(judged("hindcast.forecast.priors", found.priors), lang))


def _names(scores: Sequence[Score], lang: str) -> str:
    return text("lists.join", lang).join(text(f"runs.metric.{score.metric}", lang) for score in scores)


def _scores(foreseen: Foreseen, lang: str, console: Console) -> None:
    """Print errors and coverage of every variable, then reserves and the spread by Wednesday and on their worst day."""
    rows = [
        (
            text(f"runs.metric.{score.metric}", lang),
            str(len(score.forecasts)),
            _amount(score, score.error, lang),
            _amount(score, score.error_no_change, lang),
            *(_held(score, band, lang) for band in BANDS),
        )
        for score in foreseen.scores
        if score.forecasts
    ]
    head = ("gauge", "days", "error", "error_no_change", "in_half", "in_nine_tenths")
    table(console, lang, head, rows, right=head[1:])
    for score in foreseen.scores:
        if score.metric in SHOWN and score.forecasts:
            _fan(score, lang, console)


def _held(score: Score, band: float, lang: str) -> str:
    """Return the share of days inside a band, and between which shares nine of ten of the paths lie."""
    low, high = (f"{100 * share:.0f}" for share in score.coverage_of_paths[band])
    return text(
        "hindcast.forecast.held", lang, share=numbers.share(score.coverage[band], lang, decimals=0), low=low, high=high
    )


def _fan(score: Score, lang: str, console: Console) -> None:
    """Print what happened beside the median and the 90 % band: on Wednesdays, and on the day that came farthest off."""
    section(console, text(f"runs.metric.{score.metric}", lang))
    worst = max(score.forecasts, key=lambda one: abs(one.observed - one.quantiles[2]))
    rows = [
        (
            write(Day(forecast.on, weekday=False, year=True), lang),
            *(
                _amount(score, value, lang, signed=True)
                for value in (forecast.observed, forecast.quantiles[2], forecast.quantiles[0], forecast.quantiles[4])
            ),
        )
        for forecast in score.forecasts
        if forecast is worst or forecast.on.weekday() == WEDNESDAY
    ]
    head = ("when", "published", "foreseen", "interval_low", "interval_high")
    table(console, lang, head, rows, right=head[1:])
    day = write(Day(worst.on, year=True), lang)
    prose(console, text("hindcast.forecast.worst", lang, day=day), style="dim")
    console.print()


def _amount(score: Score, value: float, lang: str, *, signed: bool = False) -> str:
    if score.metric.endswith("_bp"):
        return numbers.spread(round(value, 1), lang, decimals=1, signed=signed)
    return numbers.money(round(value), lang)


def _finding(found: Hindcast, drive: Drive, lang: str, console: Console) -> None:
    """Say how close the drive came, and what leaving lines out costs."""
    complete = [wednesday for wednesday in drive.wednesdays if not wednesday.unknown]
    if not complete:
        prose(console, text("hindcast.page.nothing", lang))
        return
    gap = numbers.money(drive.largest_gap_usd, lang)
    prose(console, text("hindcast.page.observed", lang, events=drive.events, gap=gap, n=len(complete)))
    for one in found.left_out:
        largest, others, last = (numbers.money(usd, lang) for usd in (one.largest_usd, one.next_usd, one.last_usd))
        day, end = (write(Day(on, weekday=False, year=True), lang) for on in (one.largest_on, one.last_on))
        line = text(f"lines.{one.line}", lang)
        said = {"line": line, "largest": largest, "day": day, "next": others, "last": last, "end": end}
        prose(console, text("hindcast.page.left_out", lang, **said))
    prose(console, text("hindcast.page.remaining", lang))
    partial = [wednesday for wednesday in drive.wednesdays if wednesday.unknown]
    if partial:
        lines = dict.fromkeys(line for wednesday in partial for line in wednesday.unknown)
        named = text("lists.join", lang).join(text(f"lines.{line}", lang) for line in lines)
        prose(console, text("hindcast.page.unknown", lang, n=len(partial), lines=named))


def _wednesdays(drive: Drive, lang: str, console: Console) -> None:
    """Print published and driven reserves of every Wednesday, with the gaps of the drives that leave a line out."""
    unit, listed = billions(lang), drive.wednesdays
    section(console, text("hindcast.page.wednesdays", lang, unit=unit.name))
    gaps = unit.column((one.gap_usd for one in listed), signed=True)
    rows = zip(
        [write(Day(one.on, weekday=False, year=True), lang) for one in listed],
        unit.column(one.observed_usd for one in listed),
        unit.column(one.driven_usd for one in listed),
        [gap + ("*" if one.unknown else "") for gap, one in zip(gaps, listed, strict=True)],
        *(
            unit.column((one.without_usd[line] - one.observed_usd for one in listed), signed=True)
            for line in ("other_liabilities", "other_deposits")
        ),
        strict=True,
    )
    head = ("wednesday", "published", "driven", "gap", "without_other_liabilities", "without_other_deposits")
    table(console, lang, head, rows, right=head[1:])


def _causes(drive: Drive, lang: str, console: Console, end: str) -> None:
    """Print what every line did to reserves over the stretch."""
    unit = billions(lang)
    section(console, text("hindcast.page.moved", lang, end=end, unit=unit.name))
    moved = [one for one in drive.moved if one.change_usd]
    rows = zip(
        [text(f"lines.{one.line}", lang) for one in moved],
        unit.column((one.change_usd for one in moved), signed=True),
        unit.column((one.reserves_usd for one in moved), signed=True),
        strict=True,
    )
    table(console, lang, ("cause", "own_change", "to_reserves"), rows, right=("own_change", "to_reserves"))
