"""What the answer on sensitivity says first, the same for the terminal, the picture and `--json`: the verdict."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tidegauge.models.sensitivity.trials import LEVEL, Trial
from tidegauge.words.sentence import Amount, Fact, Names, Sentence, Words

if TYPE_CHECKING:
    from tidegauge.questions.sensitivity import Sensitivity

HUNDRED_BN = 100_000_000_000
CHARTED = "sp500"


def headline(found: "Sensitivity") -> tuple[Sentence, ...]:
    """Return the verdict, the largest effect beside its placebos, and what it was worth out of sample."""
    return (_verdict(found), _largest(found), _forecasts(found), _crypto(found), *_rest(found))


def effect(slope: float) -> Amount:
    """Return a slope [% of price] as a signed share."""
    return Amount(slope, "change_pct", "change")


def link(trial: Trial) -> Sentence:
    """Return the name of a pair, such as "Bitcoin and changes of reserves, same week"."""
    named = {name: Words(f"sensitivity.{name}.{getattr(trial, name)}") for name in ("asset", "gauge", "timing")}
    return Sentence(f"sensitivity.link.{trial.kind}", {**named})


def _verdict(found: "Sensitivity") -> Sentence:
    facts: dict[str, Fact] = {
        "tried": found.tried,
        "below": found.below_5_pct,
        "expected": round(LEVEL * found.tried),
        "survivors": len(found.surviving),
        "p": f"{found.smallest_p_adjusted:.2f}",
        "links": Names(tuple(link(one) for one in found.surviving)),
    }
    return Sentence(f"sensitivity.says.{found.verdict}", facts)


def _largest(found: "Sensitivity") -> Sentence:
    """Say the effect with the largest |t|, and how many placebos do as well."""
    one, whole = found.largest, found.families[0]
    facts: dict[str, Fact] = {
        "link": link(one),
        "effect": effect(one.slope.slope),
        "low": effect(one.slope.low),
        "high": effect(one.slope.high),
        "unit": unit(one.gauge),
        "t": f"{one.slope.t:.1f}".replace("-", "−"),
        "walks": Amount(whole.p_random_walks, "share"),
        "shifts": Amount(whole.p_circular_shifts, "share"),
        "draws": f"{found.draws:,}",
    }
    return Sentence("sensitivity.says.largest", facts)


def unit(gauge: str) -> Fact:
    """Return what a slope on a gauge is per: 100 bn USD, or 10 bp."""
    return Amount(10, "bp", "size") if gauge == "sofr_iorb" else Amount(HUNDRED_BN, "usd")


def _forecasts(found: "Sensitivity") -> Sentence:
    """Say how many forecasts of the following week beat the mean of past returns."""
    if not found.forecasts:
        return Sentence("sensitivity.says.forecasts_untried", {})
    better = [one for one in found.forecasts if one.p_adjusted < LEVEL and one.free.r2 > 0]
    facts: dict[str, Fact] = {
        "n": len(found.forecasts),
        "better": len(better),
        "above": sum(one.free.r2 > 0 for one in found.forecasts),
        "best": Amount(max(one.free.r2 for one in found.forecasts), "share"),
    }
    return Sentence(f"sensitivity.says.{'forecasts' if better else 'no_forecasts'}", facts)


def _crypto(found: "Sensitivity") -> Sentence:
    """Answer whether crypto leads, by what its last week adds out of sample."""
    ahead = [one for one in found.leads if one.leader in ("bitcoin", "ether")]
    if not ahead:
        return Sentence("sensitivity.says.crypto_untried", {})
    better = [one for one in ahead if one.p_adjusted < LEVEL and one.skill.r2 > 0]
    least = min(one.p_adjusted for one in ahead)
    facts: dict[str, Fact] = {"n": len(ahead), "better": len(better), "p": f"{least:.2f}"}
    return Sentence(f"sensitivity.says.{'crypto_leads' if better else 'crypto_does_not'}", facts)


def _rest(found: "Sensitivity") -> Iterator[Sentence]:
    """Say how many signs are as told, what charts of levels hide, and how earlier years were."""
    facts: dict[str, Fact] = {"as_told": found.as_told, "signed": found.signed, "half": found.signed // 2}
    yield Sentence("sensitivity.says.signs", facts)
    chart = next((one.chart for one in found.charts if one.asset == CHARTED), None)
    if chart is not None and chart.is_suspect:
        shown: dict[str, Fact] = {
            "r2": f"{chart.r2:.2f}",
            "dw": f"{chart.durbin_watson:.2f}",
            "line": f"{chart.r2_of_time:.2f}",
        }
        yield Sentence("sensitivity.says.chart", shown)
    if found.early is not None:
        early: dict[str, Fact] = {
            "first": str(found.early.first.year),
            "last": str(found.early.last.year),
            "tried": found.early.tried,
            "below": found.early.below_5_pct,
            "t": f"{found.early.largest_t:.1f}",
        }
        yield Sentence("sensitivity.says.early", early)
