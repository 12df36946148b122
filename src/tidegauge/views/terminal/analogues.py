"""Analogues in the terminal: whether they help at all, then the nearest evenings and what followed."""

from datetime import date

from rich.console import Console

from tidegauge.questions.analogues import Alike, Analogues, Judgement, Sequel
from tidegauge.questions.answer import Answer
from tidegauge.views.terminal.table import prose, section, table
from tidegauge.views.terminal.work import publishers, warnings
from tidegauge.words import numbers, text
from tidegauge.words.sentence import Day, write

FAR = 0.9  # share of past evenings whose neighbours were nearer, from which nothing is really alike
UNLIKELY = 0.1  # share of random choices as narrow, below which likeness narrows what follows
EVENING_HEAD = (
    "analogue_evening",
    "analogue_distance",
    "analogue_sofr",
    "analogue_share",
    "analogue_highest",
    "analogue_reserves",
)
SEQUEL_HEAD = ("analogue_outcome", "score_horizon", "analogue_range", "analogue_always", "analogue_chance")
JUDGED_HEAD = (
    "analogue_outcome",
    "score_horizon",
    "score_n",
    "analogue_error",
    "analogue_base",
    "analogue_still",
    "score_skill",
)


def page(answer: Answer, lang: str, console: Console) -> None:
    """Print the verdict, the nearest evenings, what followed them, and the scores at past origins."""
    found: Analogues = answer.answer
    section(console, _verdict(found, lang))
    narrow = [one for one in found.sequels if one.chance < UNLIKELY]
    facts = {"narrow": len(narrow), "all": len(found.sequels), "expected": f"{UNLIKELY * len(found.sequels):.1f}"}
    prose(console, text("analogues.narrower", lang, **facts))
    if found.nearer >= FAR:
        prose(console, text("analogues.far", lang, share=numbers.share(found.nearer, lang, decimals=0)), style="bold")
    warnings(answer, lang, console)
    console.print()
    section(console, text("analogues.nearest", lang, day=_day(found.day, lang)))
    rows = [_evening(one, lang) for one in found.alike]
    table(console, lang, EVENING_HEAD, rows, right=EVENING_HEAD[1:])
    section(console, text("analogues.followed", lang, n=len(found.alike)))
    table(console, lang, SEQUEL_HEAD, [_sequel(one, lang) for one in found.sequels], right=SEQUEL_HEAD[1:])
    section(console, text("analogues.judged", lang))
    table(console, lang, JUDGED_HEAD, [_judgement(one, lang) for one in found.judgements], right=JUDGED_HEAD[1:])
    prose(console, text("analogues.reading", lang), style="dim")
    publishers(answer, lang, console)


def _verdict(found: Analogues, lang: str) -> str:
    """Say at how many outcomes and horizons analogues beat their better rival."""
    if not found.is_judged:
        return text("analogues.verdict.untold", lang)
    if not found.helps:
        return text("analogues.verdict.never", lang, all=len(found.judgements))
    named = text("lists.join", lang).join(
        text("analogues.place", lang, outcome=text(f"analogues.outcome.{outcome}", lang), days=days)
        for outcome, days in found.helps
    )
    return text("analogues.verdict.somewhere", lang, n=len(found.helps), all=len(found.judgements), places=named)


def _evening(one: Alike, lang: str) -> tuple[str, ...]:
    """Return a neighbour as a row: its state, and what followed in 20 business days."""
    sofr, share = one.state["sofr_iorb_bp"], one.state["reserves_to_bank_assets"]
    highest, reserves = one.followed["sofr_iorb_highest"][1], one.followed["reserves_change"][1]
    return (
        _day(one.day, lang),
        f"{one.distance:.2f}",
        numbers.MISSING if sofr is None else numbers.spread(sofr, lang),
        numbers.MISSING if share is None else numbers.share(share, lang),
        numbers.MISSING if highest is None else numbers.spread(highest, lang),
        numbers.MISSING if reserves is None else numbers.money(round(reserves), lang, signed=True),
    )


def _sequel(one: Sequel, lang: str) -> tuple[str, ...]:
    """Return what followed at one horizon as a row."""
    low, median, high, *always = (_amount(x, one.outcome, lang) for x in (one.low, one.median, one.high, *one.always))
    return (
        text(f"analogues.outcome.{one.outcome}", lang),
        text("scores.ahead", lang, days=one.horizon),
        text("analogues.range", lang, low=low, median=median, high=high),
        text("analogues.range", lang, low=always[0], median=always[1], high=always[2]),
        numbers.share(one.chance, lang, decimals=0),
    )


def _judgement(one: Judgement, lang: str) -> tuple[str, ...]:
    """Return the score of one outcome and horizon as a row."""
    return (
        text(f"analogues.outcome.{one.outcome}", lang),
        text("scores.ahead", lang, days=one.horizon),
        str(one.origins),
        *(_error(x, one.outcome, lang) for x in (one.analogues, one.base_rate, one.no_change)),
        _skill(one, lang),
    )


def _skill(one: Judgement, lang: str) -> str:
    """Return the skill with its interval; a dash before any evening could be judged."""
    ends = (one.skill, one.skill_low, one.skill_high)
    if any(end != end for end in ends):
        return numbers.MISSING
    skill, low, high = (numbers.share(end, lang, decimals=0, signed=True) for end in ends)
    return text("scores.interval", lang, skill=skill, low=low, high=high)


def _amount(value: float, outcome: str, lang: str) -> str:
    if outcome == "reserves_change":
        return numbers.money(round(value), lang, signed=True)
    return numbers.spread(value, lang, decimals=0 if value == round(value) else 1)


def _error(value: float, outcome: str, lang: str) -> str:
    if value != value:
        return numbers.MISSING
    if outcome == "reserves_change":
        return numbers.money(round(value), lang)
    return numbers.spread(value, lang, decimals=1, signed=False)


def _day(day: date, lang: str) -> str:
    return write(Day(day, weekday=False, year=True), lang)
