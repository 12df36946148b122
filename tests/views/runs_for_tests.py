"""A run and a comparison made by hand, so that every line of their pages can be checked."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tidegauge.questions import run_narrative
from tidegauge.questions.answer import Answer
from tidegauge.questions.flows import Stream
from tidegauge.questions.runs import (
    QUANTILES,
    SHOWN,
    Bands,
    Comparison,
    Judged,
    LinePart,
    Movement,
    Observed,
    Odds,
    OddsPair,
    PathFlows,
    Priors,
    PriorShare,
    Side,
    Simulation,
    condition,
)
from tidegauge.scenarios.program import METRICS, Watermark

AS_OF = datetime(2025, 10, 1, 3, 59, 59, tzinfo=UTC)
OPENING = date(2025, 9, 30)
BN = 10**9
TITLES = {
    "en": "Shutdown of 2025: 43 days",
    "zh-Hans": "2025 年政府停摆：43 天",
    "zh-Hant": "2025 年政府停擺：43 天",
}
STORIES = {
    "en": "Part of outlays is held back and paid after the reopening.",
    "zh-Hans": "部分支出被推迟，重新开门后补付。",
    "zh-Hant": "部分支出被推遲，重新開門後補付。",
}
LEVELS = {
    "reserves_usd": (3_050 * BN, -3 * BN, 20 * BN),
    "tga_usd": (807 * BN, 2 * BN, 15 * BN),
    "on_rrp_usd": (34 * BN, 0, BN),
    "srf_usd": (0, 0, 3 * BN),
    "net_liquidity_usd": (5_750 * BN, -4 * BN, 20 * BN),
    "sofr_iorb_bp": (2.0, 0.05, 1.2),
}


def weekdays(first: date, n: int) -> tuple[date, ...]:
    """Return n weekdays from a day on."""
    days = (first + timedelta(days=step) for step in range(2 * n))
    return tuple(day for day in days if day.weekday() < 5)[:n]


def bands(metric: str, n: int) -> Bands:
    """Return quantiles that drift and widen with the square root of time; a stock never falls below zero."""
    start, drift, width = LEVELS[metric]
    found = {}
    for per_cent, z in zip(QUANTILES, (-1.64, -0.67, 0.0, 0.67, 1.64), strict=True):
        line = [start + drift * day + z * width * math.sqrt(day + 1) for day in range(n)]
        found[per_cent] = tuple(round(value, 1) if metric.endswith("_bp") else max(0, round(value)) for value in line)
    return found


def odds(metric: str, threshold: int, share: float, *, above: bool, kind: str = "watermark") -> Odds:
    """Return the odds of one condition."""
    mark = Watermark("scarce", METRICS.index(metric), above, threshold, 5, 65, False)
    line = threshold / 1000 if metric.endswith("_bp") else threshold
    half_by = date(2025, 11, 14) if share else None
    return Odds("scarce", kind, metric, line, 5, condition(mark, line, 65), share, half_by)


def simulation(n: int = 65, paths: int = 10_000) -> Simulation:
    """Return an ensemble of a shutdown."""
    days = weekdays(OPENING + timedelta(days=1), n)
    quantiles = {metric: bands(metric, n) for metric in SHOWN}
    causes = (
        LinePart("fed_holdings", -12 * BN),
        LinePart("srf", BN),
        LinePart("tga", -160 * BN - 1),
        LinePart("on_rrp", 4 * BN),
        LinePart("currency", -9 * BN),
        LinePart("other", 3),
    )
    moved = Movement(OPENING, days[-1], 3_050 * BN, 3_050 * BN + sum(cause.reserves_usd for cause in causes), causes)
    streams = (
        Stream("large_banks", "taxes", "treasury", 900 * BN),
        Stream("treasury", "outlays", "large_banks", 850 * BN),
        Stream("large_banks", "auctions", "treasury", 700 * BN),
        Stream("treasury", "redemptions", "money_funds", 12 * BN),
        Stream("large_banks", "currency", "households", 9 * BN),
    )
    past = weekdays(date(2025, 7, 1), 66)
    run = Simulation(
        scenario="shutdown_2025",
        titles=TITLES,
        stories=STORIES,
        scenario_hash="0123456789abcdef" * 4,
        opening_on=OPENING,
        days=days,
        paths=paths,
        paths_asked=paths,
        seed=7,
        quantiles=quantiles,
        odds=(
            odds("reserves_usd", 2_700 * BN, 0.0312, above=False),
            odds("sofr_iorb_bp", 10_000, 0.25, above=True),
            odds("srf_usd", BN, 0.0, above=True, kind="signal"),
        ),
        movement=moved,
        flows=PathFlows(0, days[0], days[-1], streams),
        priors=Priors(
            500,
            2_900 * BN,
            2_855 * BN,
            2_800 * BN,
            tuple(PriorShare(name, days[-1], 0.31) for name in SHOWN),
            PriorShare("sofr_iorb_bp", date(2025, 10, 31), 0.62),
        ),
        residual_usd=0,
        history={"reserves_usd": tuple(Observed(day, 3_100 * BN - k * 750_000_000.0) for k, day in enumerate(past))},
    )
    return replace(run, headline=run_narrative.simulation(run))


def comparison(n: int = 65) -> Comparison:
    """Return two scenarios whose difference grows from nothing."""
    days = weekdays(OPENING + timedelta(days=1), n)
    quantiles = {metric: bands(metric, n) for metric in SHOWN}
    sides = [Side(name, {"en": name}, "f" * 64, quantiles) for name in ("baseline", "shutdown_2025")]
    scale = {metric: 1e-9 if metric.endswith("_bp") else 1 for metric in SHOWN}
    difference = {
        metric: {
            per_cent: tuple(round((-BN * day + (per_cent - 50) * 10**7 * day) * scale[metric], 3) for day in range(n))
            for per_cent in QUANTILES
        }
        for metric in SHOWN
    }
    own = odds("reserves_usd", 2_700 * BN, 0.03, above=False)
    pair = OddsPair(own.id, own.kind, own.condition, 0.01, 0.03)
    shares = (PriorShare("reserves_usd", days[-1], 0.12), PriorShare("sofr_iorb_bp", date(2025, 10, 31), 0.34))
    run = Comparison(*sides, OPENING, days, 1_000, 7, difference, (pair,), Judged(512, shares), 1_000)
    return replace(run, headline=run_narrative.comparison(run))


def answer(question: str, found: object) -> Answer:
    """Return what a view is given."""
    return Answer(question, AS_OF, found, {}, (), ())
