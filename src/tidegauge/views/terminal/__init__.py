"""Answers in the terminal: sentences and tables, drawn by Rich. `show` picks the page for an answer."""

from collections.abc import Callable

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.views.terminal import (
    analogues,
    demand,
    episodes,
    figures,
    fit,
    forecast,
    hindcast,
    ledger,
    opening,
    portfolio,
    recession,
    releases,
    replay,
    reserve_odds,
    runs,
    scenarios,
    scores,
    search,
    sensitivity,
    spread_odds,
    stress,
    work,
)
from tidegauge.views.terminal import brief as readings
from tidegauge.views.terminal.table import prose
from tidegauge.words import text
from tidegauge.words.sentence import Moment, write

PAGES: dict[str, Callable[[Answer, str, Console], None]] = {
    "brief": readings.page,
    "signals": readings.signals_page,
    "calendar": readings.calendar_page,
    "releases": releases.page,
    "balance_sheet": figures.balance_sheet,
    "drain": figures.drain,
    "demand": demand.page,
    "ledger.events": ledger.events,
    "ledger.explain": ledger.explain,
    "ledger.opening": opening.page,
    "series.list": figures.series_list,
    "series.show": figures.series_show,
    "scenario.list": scenarios.library,
    "scenario.show": scenarios.page,
    "scenario.check": scenarios.checked,
    "simulate": runs.simulation,
    "compare": runs.comparison,
    "replay": replay.page,
    "series.export": work.exported,
    "hindcast": hindcast.page,
    "search": search.page,
    "portfolio": portfolio.page,
    "forecast.tga": forecast.page,
    "forecast.reserves": reserve_odds.page,
    "forecast.net_liquidity": forecast.page,
    "forecast.spread": spread_odds.page,
    "backtest": scores.backtest,
    "scoreboard": scores.scoreboard,
    "fit": fit.page,
    "recession": recession.page,
    "sensitivity": sensitivity.page,
    "stress": stress.page,
    "analogues": analogues.page,
    "episodes": episodes.page,
    "import": work.loaded,
    "update": work.loaded,
    "doctor": work.examined,
    "settings": work.settings,
}


class _Console(Console):
    """A console that leaves a closed pipe to the caller; Rich's own would end the process with 1."""

    def on_broken_pipe(self) -> None:
        """Raise what the system said."""
        raise BrokenPipeError


AS_OF_SHOWN = {
    "brief",
    "signals",
    "calendar",
    "releases",
    "balance_sheet",
    "drain",
    "demand",
    "ledger.opening",
    "series.list",
    "series.show",
    "doctor",
    "hindcast",
    "simulate",
    "compare",
    "replay",
    "search",
    "portfolio",
    "forecast.tga",
    "forecast.reserves",
    "forecast.net_liquidity",
    "forecast.spread",
    "backtest",
    "scoreboard",
    "recession",
    "sensitivity",
    "stress",
    "analogues",
    "episodes",
}


def show(answer: Answer, lang: str) -> None:
    """Print an answer; the first line says which figures it stands on."""
    console = _Console(highlight=False, emoji=False, markup=False)
    if answer.bundled_until:
        said = text("cli.bundled", lang, moment=write(Moment(answer.bundled_until), lang))
        prose(console, said, style="magenta")
    if answer.question in AS_OF_SHOWN:
        prose(console, text("cli.as_of", lang, moment=write(Moment(answer.as_of), lang)), style="dim")
    PAGES[answer.question](answer, lang, console)
