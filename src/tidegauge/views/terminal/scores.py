"""Scores in the terminal: how many models beat their rivals, then every model, horizon and regime, losers as losers.

Conditions, which are handed figures nobody knew, come last and under a title of their own that says so.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console

from tidegauge.questions.answer import Answer, series_names
from tidegauge.questions.backtest import Backtest
from tidegauge.questions.scoreboard import Measures, Score, Scoreboard
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import publishers
from tidegauge.words import numbers, text

HEAD = (
    "score_horizon",
    "score_n",
    "score_windows",
    "score_mae",
    "score_rival",
    "score_rival_mae",
    "score_skill",
    "score_low",
    "score_high",
    "score_p",
    "score_mase",
    "score_crps",
    "score_rival_crps",
    "score_crps_skill",
    "score_inside_80",
    "score_inside_95",
    "score_verdict",
    "score_distribution",
)
WORDS = ("score_horizon", "score_rival", "score_verdict", "score_distribution")
RIGHT = tuple(key for key in HEAD if key not in WORDS)
SPARE = (
    "score_rival_crps",
    "score_crps",
    "score_windows",
    "score_low",
    "score_high",
    "score_mase",
    "score_p",
    "score_crps_skill",
    "score_rival_mae",
    "score_inside_95",
    "score_n",
)
PART_HEAD = tuple(key for key in HEAD if key not in ("score_low", "score_high"))
P_LEAST = 0.01
NO_BREAK = "\u00a0"
VERDICTS = ("better", "ahead", "equals", "loses", "none")


def scoreboard(answer: Answer, lang: str, console: Console) -> None:
    """Print how many models beat their strongest rival, every score, and what has not been scored."""
    found: Scoreboard = answer.answer
    in_full = len({score.model for score in (*found.scores, *found.conditional)}) == 1
    if found.scores:
        key = "some_better" if found.better else "none_better"
        section(console, text(f"scores.{key}", lang, better=found.better, models=found.models))
        prose(console, text("scores.counts", lang, all=len(found.scores), **_counts(s.verdict for s in found.scores)))
        counts = _counts(score.distribution_verdict for score in found.scores)
        prose(console, text("scores.counts_distribution", lang, **counts))
        console.print()
        _models(found.scores, lang, console, in_full=in_full)
    if found.conditional:
        section(console, text("scores.conditional", lang))
        prose(console, text("scores.conditional_means", lang))
        console.print()
        _models(found.conditional, lang, console, in_full=in_full)
    if found.missing:
        named = text("lists.join", lang).join(_named(model, lang) for model in found.missing)
        prose(console, text("scores.missing", lang, models=named))
    prose(console, text("scores.reading", lang), style="dim")
    publishers(answer, lang, console)


def backtest(answer: Answer, lang: str, console: Console) -> None:
    """Print the scores of one model by horizon and by regime, and where its forecasts stand."""
    found: Backtest = answer.answer
    until = max((str(score.figures_until) for score in found.scores), default=numbers.MISSING)
    name = text(f"scores.model.{found.model}", lang)
    section(console, text("scores.told", lang, model=name, n=f"{found.forecasts:,}", until=until))
    if any(score.is_conditional for score in found.scores):
        prose(console, text("scores.conditional_means", lang), style="magenta")
    _horizons(found.scores, lang, console)
    for score in found.scores[:1]:
        if score.hit_share == score.hit_share:
            shares = {"share": numbers.share(score.hit_share, lang), "base": numbers.share(score.base_share, lang)}
            prose(console, text("scores.hits", lang, **shares))
    _parts(found.scores, lang, console)
    key = "passing" if found.file is None else "kept"
    prose(console, text(f"scores.{key}", lang, file=found.file))
    prose(console, text("scores.reading", lang), style="dim")


def _counts(verdicts: Iterable[str]) -> dict[str, int]:
    """Return how often each verdict fell."""
    fallen = Counter(verdicts)
    return {verdict: fallen[verdict] for verdict in VERDICTS}


def _models(scores: Sequence[Score], lang: str, console: Console, *, in_full: bool) -> None:
    """Print the scores of each model: a row a horizon; then skills by regime, or every regime in full."""
    for model, grouped in groupby(scores, key=lambda score: score.model):
        own = tuple(grouped)
        section(console, text(f"scores.model.{model}", lang))
        _horizons(own, lang, console)
        (_parts if in_full else _skills)(own, lang, console)


def _horizons(scores: Sequence[Score], lang: str, console: Console) -> None:
    """Print one row a horizon, and how many series of the model may know of revisions."""
    table(
        console,
        lang,
        HEAD,
        [_row(score, score, lang) for score in scores],
        right=RIGHT,
        spare=SPARE,
        names_spared=False,
    )
    for score in scores[:1]:
        if score.latest_only:
            named = text("lists.join", lang).join(series_names(score.latest_only, lang))
            prose(console, text("scores.latest_only", lang, named=named), style="dim")


def _skills(scores: Sequence[Score], lang: str, console: Console) -> None:
    """Print skill by regime and horizon: a row a horizon, a column a regime, losers marked."""
    regimes = [part.regime for part in scores[0].regimes]
    head = ("score_horizon", *(f"score_{regime}" for regime in regimes))
    rows = [
        (text("scores.ahead", lang, days=score.horizon), *(_skill(part, lang) for part in score.regimes))
        for score in scores
    ]
    prose(console, text("scores.skills", lang))
    table(console, lang, head, rows, right=head[1:])


def _parts(scores: Sequence[Score], lang: str, console: Console) -> None:
    """Print every regime in full, a table each."""
    for n, part in enumerate(scores[0].regimes if scores else ()):
        rows = [_row(score.regimes[n], score, lang) for score in scores if score.regimes[n].n]
        if rows:
            section(console, text(f"scores.regime.{part.regime}", lang))
            table(console, lang, PART_HEAD, rows, right=RIGHT, spare=SPARE, names_spared=False)


def _row(one: Measures, score: Score, lang: str) -> tuple[str, ...]:
    """Return what was measured over all forecasts of a score, or over those of one regime, as a row."""
    interval = tuple(_share(end, lang, signed=True) for end in (score.skill_low, score.skill_high))
    return (
        text("scores.ahead", lang, days=score.horizon),
        numbers.count(one.n, lang),
        numbers.count(one.windows, lang),
        _amount(one.mae, score.unit, lang),
        text(f"scores.rival.{one.strongest}", lang) if one.strongest else numbers.MISSING,
        _amount(one.rival_mae, score.unit, lang),
        _skill(one, lang),
        *(interval if one is score else ()),
        _p_value(one.p_holm, lang),
        _number(one.mase, lang),
        _amount(one.crps, score.unit, lang),
        _amount(one.rival_crps, score.unit, lang),
        _share(one.crps_skill, lang, signed=True).replace(" ", NO_BREAK),
        _within(one.coverage_80, one.coverage_80_se, lang),
        _within(one.coverage_95, one.coverage_95_se, lang),
        text(f"scores.verdict.{one.verdict}", lang),
        text(f"scores.verdict.{one.distribution_verdict}", lang),
    )


def _named(model: str, lang: str) -> str:
    """Name a model with the word that the command takes."""
    return text("scores.named", lang, name=text(f"scores.model.{model}", lang), model=model)


def _amount(value: float, unit: str, lang: str) -> str:
    """Write a mean error."""
    if value != value:
        return numbers.MISSING
    return numbers.money(round(value), lang) if unit == "usd" else numbers.spread(value, lang, decimals=2, signed=False)


def _p_value(value: float, lang: str) -> str:
    """Write a p-value; below a hundredth it is said to be so."""
    return text("scores.p_least", lang) if value < P_LEAST else _number(value, lang)


def _number(value: float, lang: str) -> str:
    """Write a plain number with two decimals."""
    return numbers.MISSING if value != value else numbers.ratio(value, lang)


def _share(value: float, lang: str, *, signed: bool = False) -> str:
    return numbers.MISSING if value != value else numbers.share(value, lang, decimals=0, signed=signed)


def _skill(one: Measures, lang: str) -> str:
    """Write the share of its strongest rival's error that a model saves, unbroken; a loser is marked."""
    skill = _share(one.skill, lang, signed=True).replace(" ", NO_BREAK)
    return text("scores.lost", lang, skill=skill) if one.verdict == "loses" else skill


def _within(share: float, se: float, lang: str) -> str:
    """Write how often outcomes fell inside a band, with its sampling error."""
    if share != share:
        return numbers.MISSING
    shown = {"share": numbers.ratio(100 * share, lang, decimals=0), "se": numbers.ratio(100 * se, lang, decimals=0)}
    return text("scores.within", lang, **shown)
