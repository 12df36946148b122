"""Sensitivity in the terminal: the verdict, then effects with their intervals, placebos, parts and paths."""

from collections.abc import Sequence

from rich.console import Console

from tidegauge.questions.answer import Answer
from tidegauge.questions.sensitivity import Components, Family, Rank, Sensitivity, Trial
from tidegauge.questions.sensitivity_narrative import HUNDRED_BN, link
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import warnings
from tidegauge.words import numbers, text
from tidegauge.words.sentence import say

EFFECTS = (
    "sens_asset", "sens_same", "sens_p", "sens_following", "sens_p_following", "sens_r2", "sens_rank", "sens_first",
    "sens_chance", "sens_weeks",
)  # fmt: skip
EFFECTS_SPARE = ("sens_weeks", "sens_chance", "sens_first", "sens_rank", "sens_p_following", "sens_p")
STRONGEST = ("sens_link", "sens_effect", "sens_band", "sens_t", "sens_alone", "sens_adjusted", "sens_weeks")
FAMILIES = ("sens_set", "sens_n", "sens_largest", "sens_walks", "sens_shifts")
PARTS = ("sens_asset", "sens_fed_assets", "sens_tga", "sens_on_rrp", "sens_opposite", "sens_nothing")
SHOWN, CHARTED, HORIZONS = 6, ("sp500", "bitcoin"), (0, 1, 2, 4, 8, 12)


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the verdict and what it rests on."""
    found: Sensitivity = answer.answer
    verdict, *rest = found.headline
    section(console, say(verdict, lang))
    for sentence in rest:
        prose(console, say(sentence, lang))
    warnings(answer, lang, console)
    console.print()
    _effects(found, lang, console)
    _strongest(found.trials, lang, console)
    _families(found.families, lang, console)
    _components(found.components, lang, console)
    _projections(found, lang, console)
    section(console, text("sensitivity.page.checks", lang))
    for sentence in found.checks:
        prose(console, say(sentence, lang))
    console.print()
    days = {"first": found.first.isoformat(), "last": found.last.isoformat(), "weeks": found.weeks}
    prose(console, text("sensitivity.page.method", lang, **days), style="dim")


def _effects(found: Sensitivity, lang: str, console: Console) -> None:
    """Print what 100 bn more net liquidity went with, asset by asset."""
    section(console, text("sensitivity.page.effects", lang, amount=_amount(lang)))
    pairs = {
        (one.asset, one.timing): one for one in found.trials if (one.gauge, one.kind) == ("net_liquidity", "change")
    }
    skills = {one.asset: one.free.r2 for one in found.forecasts if (one.gauge, one.kind) == ("net_liquidity", "change")}
    ranks = {one.asset: one for one in found.ordering}
    rows = []
    for asset, timing in pairs:
        if timing == "same":
            same, following = pairs[asset, "same"], pairs.get((asset, "following"))
            worth = [*_with_band(same, lang), *_with_band(following, lang)]
            skill = numbers.share(skills[asset], lang, signed=True) if asset in skills else numbers.MISSING
            rows.append((_asset(asset, lang), *worth, skill, *_rank(ranks.get(asset), lang), str(same.slope.rows)))
    table(console, lang, EFFECTS, rows, right=EFFECTS[1:], spare=EFFECTS_SPARE)


def _with_band(trial: Trial | None, lang: str) -> tuple[str, str]:
    """Return effect with its interval, and the p-value of the pair alone."""
    if trial is None:
        return numbers.MISSING, numbers.MISSING
    band = _band(trial.slope.low, trial.slope.high, lang)
    return f"{_per_cent(trial.slope.slope, lang)} [{band}]", _p(trial.slope.p_value)


def _rank(rank: Rank | None, lang: str) -> tuple[str, str, str]:
    """Return where an asset stands, and how often it is first, in resamples and by chance."""
    if rank is None:
        return numbers.MISSING, numbers.MISSING, numbers.MISSING
    place = text("sensitivity.page.rank", lang, rank=rank.rank, low=rank.low, high=rank.high)
    shares = (numbers.share(share, lang, decimals=0) for share in (rank.first, rank.first_by_chance))
    return (place, *shares)  # type: ignore[return-value]


def _strongest(trials: Sequence[Trial], lang: str, console: Console) -> None:
    """Print the trials with the largest |t|."""
    section(console, text("sensitivity.page.strongest", lang))
    rows = []
    for one in sorted(trials, key=lambda one: -abs(one.slope.t))[:SHOWN]:
        fit = one.slope
        band, t = _band(fit.low, fit.high, lang), numbers.ratio(fit.t, lang, decimals=1, signed=True)
        effect = _per_cent(fit.slope, lang)
        rows.append((say(link(one), lang), effect, band, t, _p(fit.p_value), _p(one.p_adjusted), str(fit.rows)))
    table(console, lang, STRONGEST, rows, right=STRONGEST[1:], spare=("sens_weeks", "sens_band"))


def _families(families: Sequence[Family], lang: str, console: Console) -> None:
    """Print the largest |t| of the whole family and of its parts beside their placebos."""
    section(console, text("sensitivity.page.families", lang))
    rows = []
    for one in families:
        named = text("sensitivity.page.set_all", lang)
        if one.kind:
            words = {"kind": f"sensitivity.page.{one.kind}", "timing": f"sensitivity.timing.{one.timing}"}
            named = text("sensitivity.page.set_one", lang, **{name: text(key, lang) for name, key in words.items()})
        shares = (numbers.share(share, lang) for share in (one.p_random_walks, one.p_circular_shifts))
        rows.append((named, str(one.tried), numbers.ratio(one.largest_t, lang, decimals=1), *shares))
    table(console, lang, FAMILIES, rows, right=FAMILIES[1:])


def _components(rows: Sequence[Components], lang: str, console: Console) -> None:
    """Print the slopes of Fed assets, the TGA and ON RRP with their standard errors."""
    section(console, text("sensitivity.page.components", lang, amount=_amount(lang)))
    shown = []
    for one in rows:
        slopes = [f"{_per_cent(one.slopes[part], lang)} ({one.errors[part]:.2f})" for part in one.slopes]
        shown.append((_asset(one.asset, lang), *slopes, _p(one.p_opposite), _p(one.p_nothing)))
    table(console, lang, PARTS, shown, right=PARTS[1:])


def _projections(found: Sensitivity, lang: str, console: Console) -> None:
    """Print the paths of some assets after net liquidity rose."""
    section(console, text("sensitivity.page.projections", lang, amount=_amount(lang)))
    paths = [one for one in found.projections if one.gauge == "net_liquidity" and one.asset in CHARTED]
    for path in paths:
        said = [
            f"h = {one.weeks}: {_per_cent(one.slope, lang)} [{_band(one.low, one.high, lang)}]"
            for one in path.responses
            if one.weeks in HORIZONS
        ]
        prose(console, f"{_asset(path.asset, lang)}: {'; '.join(said)}")
    console.print()


def _asset(id_: str, lang: str) -> str:
    return text(f"sensitivity.asset.{id_}", lang)


def _amount(lang: str) -> str:
    return numbers.money(HUNDRED_BN, lang)


def _per_cent(value: float, lang: str) -> str:
    """Write a log return in per cent."""
    return numbers.quantity(value, "change_pct", lang, signed=True)


def _band(low: float, high: float, lang: str) -> str:
    """Write the ends of an interval of a log return, whose unit stands beside them."""
    ends = {"low": numbers.ratio(low, lang, signed=True), "high": numbers.ratio(high, lang, signed=True)}
    return text("sensitivity.page.range", lang, **ends)


def _p(value: float) -> str:
    return f"{value:.3f}"
