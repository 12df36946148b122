"""Scores in the terminal: how many models beat their rivals, then every model and horizon, losers as losers."""

from collections.abc import Sequence

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.backtest import Backtest
from tidegauge.questions.scoreboard import Part, Score, Scoreboard
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.words import numbers, text

RIGHT = (
    "score_n",
    "score_windows",
    "score_mae",
    "score_rival_mae",
    "score_skill",
    "score_inside_80",
    "score_inside_95",
)
SPARE = ("score_windows", "score_inside_95", "score_n")
HEAD = (
    "score_model",
    "score_horizon",
    "score_n",
    "score_windows",
    "score_mae",
    "score_rival",
    "score_rival_mae",
    "score_skill",
    "score_inside_80",
    "score_inside_95",
    "score_verdict",
)
VERDICTS = ("better", "ahead", "equals", "loses")
PART_HEAD = ("score_regime", "score_horizon", "score_n", "score_mae", "score_rival_mae", "score_inside_80")


def scoreboard(answer: Answer, lang: str, console: Console) -> None:
    """Print how many models beat their strongest rival, every score, and what has not been scored."""
    found: Scoreboard = answer.answer
    key = "some_better" if found.better else "none_better"
    section(console, text(f"scores.{key}", lang, better=found.better, models=found.models))
    counts = {verdict: sum(score.verdict == verdict for score in found.scores) for verdict in VERDICTS}
    prose(console, text("scores.counts", lang, all=len(found.scores), **counts))
    _table(found.scores, lang, console)
    if found.missing:
        prose(console, text("scores.missing", lang, models=text("lists.join", lang).join(found.missing)))


def backtest(answer: Answer, lang: str, console: Console) -> None:
    """Print the scores of one model by horizon and by regime, and where its forecasts stand."""
    found: Backtest = answer.answer
    until = max((str(score.figures_until) for score in found.scores), default=numbers.MISSING)
    section(console, text("scores.told", lang, model=found.model, n=f"{found.forecasts:,}", until=until))
    _table(found.scores, lang, console)
    for score in found.scores[:1]:
        if score.hit_share == score.hit_share:
            shares = {"share": numbers.share(score.hit_share, lang), "base": numbers.share(score.base_share, lang)}
            prose(console, text("scores.hits", lang, **shares))
    section(console, text("scores.regimes", lang))
    parts = [(part, score) for score in found.scores for part in score.regimes if part.n]
    table(console, lang, PART_HEAD, [_part(part, score, lang) for part, score in parts], right=PART_HEAD[2:])
    key = "passing" if found.file is None else "kept"
    prose(console, text(f"scores.{key}", lang, file=found.file))


def _table(scores: Sequence[Score], lang: str, console: Console) -> None:
    """Print one row a score, and what it may know that nobody knew then."""
    table(console, lang, HEAD, [_row(score, lang) for score in scores], right=RIGHT, spare=SPARE)
    for model, series in {score.model: score.latest_only for score in scores if score.latest_only}.items():
        named = text("lists.join", lang).join(series)
        prose(console, text("scores.latest_only", lang, model=model, series=named), style="magenta")
    prose(console, text("scores.reading", lang), style="dim")


def _row(score: Score, lang: str) -> tuple[str, ...]:
    """Return a score as a row."""
    skill, low, high = (_share(x, lang, signed=True) for x in (score.skill, score.skill_low, score.skill_high))
    return (
        score.model,
        text("scores.ahead", lang, days=score.horizon),
        numbers.count(score.n, lang),
        numbers.count(score.windows, lang),
        _amount(score.mae, score.unit, lang),
        text(f"scores.rival.{score.strongest}", lang),
        _amount(score.rivals[score.strongest], score.unit, lang),
        text("scores.interval", lang, skill=skill, low=low, high=high),
        _within(score.coverage_80, score.coverage_80_se, lang),
        _within(score.coverage_95, score.coverage_95_se, lang),
        text(f"scores.verdict.{score.verdict}", lang),
    )


def _part(part: Part, score: Score, lang: str) -> tuple[str, ...]:
    """Return the score of one regime as a row."""
    return (
        text(f"scores.regime.{part.regime}", lang),
        text("scores.ahead", lang, days=score.horizon),
        numbers.count(part.n, lang),
        _amount(part.mae, score.unit, lang),
        _amount(part.rival_mae, score.unit, lang),
        _within(part.coverage_80, part.coverage_80_se, lang),
    )


def _amount(value: float, unit: str, lang: str) -> str:
    """Write a mean error."""
    if value != value:
        return numbers.MISSING
    return numbers.money(round(value), lang) if unit == "usd" else numbers.spread(value, lang, decimals=2, signed=False)


def _share(value: float, lang: str, *, signed: bool = False) -> str:
    return numbers.MISSING if value != value else numbers.share(value, lang, decimals=0, signed=signed)


def _within(share: float, se: float, lang: str) -> str:
    """Write how often outcomes fell inside a band, with its sampling error."""
    if share != share:
        return numbers.MISSING
    return text("scores.within", lang, share=_share(share, lang), se=_share(se, lang))
