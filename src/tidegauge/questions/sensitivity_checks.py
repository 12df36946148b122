"""What the answer on sensitivity says of other methods, a line each: would they change the verdict?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tidegauge.models.sensitivity.trials import LEVEL
from tidegauge.questions.sensitivity_narrative import CHARTED, effect, unit
from tidegauge.words.sentence import Amount, Fact, Names, Sentence

if TYPE_CHECKING:
    from tidegauge.questions.sensitivity import Sensitivity


def checks(found: "Sensitivity") -> tuple[Sentence, ...]:
    """Return what is ruled out, and what levels, persistence, overlap, halves and the parts say."""
    return (
        *_ruled_out(found),
        *_tied(found),
        *_foretold(found),
        *_overlap(found),
        *_stability(found),
        *_parts(found),
    )


def _ruled_out(found: "Sensitivity") -> Iterator[Sentence]:
    """Say which effects on the S&P 500 the figures do and do not exclude."""
    wanted = (CHARTED, "net_liquidity", "change", "same")
    for one in found.trials:
        if (one.asset, one.gauge, one.kind, one.timing) == wanted:
            facts: dict[str, Fact] = {
                "low": effect(one.slope.low),
                "high": effect(one.slope.high),
                "unit": unit(one.gauge),
            }
            yield Sentence("sensitivity.checks.ruled_out", facts)


def _tied(found: "Sensitivity") -> Iterator[Sentence]:
    """Say whether levels look tied together, and how many random walks do as well as net liquidity."""
    if not found.charts:
        return
    many = len(found.charts)
    tied = [one for one in found.charts if one.chart.is_tied or one.chart.johansen.is_tied]
    facts: dict[str, Fact] = {
        "n": many,
        "engle": sum(one.chart.is_tied for one in found.charts),
        "johansen": sum(one.chart.johansen.is_tied for one in found.charts),
        "expected": f"{LEVEL * many:.1f}",
        "names": Names(tuple(Sentence(f"sensitivity.asset.{one.asset}", {}) for one in tied)),
    }
    yield Sentence(f"sensitivity.checks.{'tied' if tied else 'untied'}", facts)
    for one in found.charts:
        if one.asset == CHARTED:
            shown: dict[str, Fact] = {
                "r2": f"{one.chart.r2:.2f}",
                "walks": Amount(one.chart.walks_as_high, "share"),
            }
            yield Sentence("sensitivity.checks.walks", shown)


def _foretold(found: "Sensitivity") -> Iterator[Sentence]:
    """Say whether the level of a gauge foretells returns once its persistence is allowed for."""
    if not found.foretold:
        return
    better = sum(one.p_adjusted < LEVEL for one in found.foretold) if found.foretold_by_chance < LEVEL else 0
    facts: dict[str, Fact] = {
        "n": len(found.foretold),
        "below": sum(one.test.p_value < LEVEL for one in found.foretold),
        "expected": f"{LEVEL * len(found.foretold):.1f}",
        "better": better,
        "p": f"{min(one.p_adjusted for one in found.foretold):.2f}",
        "chance": Amount(found.foretold_by_chance, "share"),
    }
    yield Sentence(f"sensitivity.checks.{'foretold' if better else 'not_foretold'}", facts)


def _overlap(found: "Sensitivity") -> Iterator[Sentence]:
    """Say how many local projections look large by the cosine, and by Hodrick's errors."""
    responses = [one for path in found.projections for one in path.responses]
    if not responses:
        return
    facts: dict[str, Fact] = {
        "n": len(responses),
        "cosine": Amount(sum(one.p_value < LEVEL for one in responses) / len(responses), "share"),
        "hodrick": Amount(sum(one.p_hodrick < LEVEL for one in responses) / len(responses), "share"),
    }
    yield Sentence("sensitivity.checks.overlap", facts)


def _stability(found: "Sensitivity") -> Iterator[Sentence]:
    """Say how many slopes change sign between halves, and what the weeks of 2020 would add."""
    facts: dict[str, Fact] = {"n": found.changed_sign, "tried": found.tried, "half": found.tried // 2}
    yield Sentence("sensitivity.checks.halves", facts)
    if found.all_weeks is not None:
        whole: dict[str, Fact] = {
            "below": found.all_weeks.below_5_pct,
            "tried": found.all_weeks.tried,
            "without": found.below_5_pct,
            "t": f"{found.all_weeks.largest_t:.1f}",
        }
        yield Sentence("sensitivity.checks.all_weeks", whole)


def _parts(found: "Sensitivity") -> Iterator[Sentence]:
    """Say for how many assets the parts of net liquidity are not +b, −b, −b, and for how many they are not all zero."""
    if not found.components:
        return
    facts: dict[str, Fact] = {
        "n": len(found.components),
        "opposite": sum(one.p_opposite < LEVEL for one in found.components),
        "nothing": sum(one.p_nothing < LEVEL for one in found.components),
        "expected": f"{LEVEL * len(found.components):.1f}",
    }
    yield Sentence("sensitivity.checks.parts", facts)
