"""The language of conditions and targets: what it reads, what it refuses and where, and that print and parse agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.errors import InvalidCondition, InvalidTarget
from tidegauge.scenarios.program import METRICS, Watermark
from tidegauge.scenarios.target import (
    STATISTICS,
    Chance,
    Condition,
    Level,
    Target,
    parse_condition,
    parse_target,
    written,
)

USD = [metric for metric in METRICS if metric.endswith("_usd")]
BP = [metric for metric in METRICS if metric.endswith("_bp")]
COUNTS = st.integers(1, 10_000)


@st.composite
def comparisons(draw: st.DrawFn) -> tuple[str, bool, int]:
    metric = draw(st.sampled_from(METRICS))
    bound = 10**11 if metric in BP else 2**63 - 1
    return metric, draw(st.booleans()), draw(st.integers(-bound, bound))


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    counted = draw(st.integers(0, 9_999))
    return Condition(*draw(comparisons()), counted, draw(st.none() | st.integers(counted + 1, 10_000)))


@st.composite
def targets(draw: st.DrawFn) -> Target:
    if draw(st.booleans()):
        return Chance(draw(conditions()), draw(st.booleans()), draw(st.integers(1, 999_999)) / 1_000_000)
    return Level(draw(st.sampled_from(STATISTICS)), *draw(comparisons()), draw(COUNTS))


@given(conditions())
def test_a_condition_reads_back_as_it_was_written(condition: Condition) -> None:
    assert parse_condition(str(condition), "a test") == condition


@given(targets())
def test_a_target_reads_back_as_it_was_written(target: Target) -> None:
    assert parse_target(str(target)) == target


WORDS = (
    *METRICS, *STATISTICS, "P", "(", ")", "<", ">", "days", "ever", "in", "at", "for", "more", "than", "within",
    "2.7tn", "10", "-2.5bp", "10%", "0.1", "60", "500亿", "٣", "1" * 5000, "é", "\n", "…",
)  # fmt: skip


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    for read in (parse_target, lambda text: parse_condition(text, "a test")):
        try:
            read(text)
        except InvalidCondition as error:
            assert 1 <= error.facts["position"] <= len(text) + 1
            assert error.facts["expected"]


def test_every_form_of_a_condition() -> None:
    assert parse_condition("reserves_usd < 2.7tn for more than 5 days within 60 days", "a test") == Condition(
        "reserves_usd", above=False, threshold=2_700_000_000_000, days_more_than=5, within=60
    )
    assert parse_condition("tga_usd<0", "a test") == Condition("tga_usd", above=False, threshold=0)
    assert parse_condition("sofr_iorb_bp > −2.5 bp within 1 day", "a test").threshold == -2500
    assert parse_condition("srf_usd > 500亿", "a test").threshold == 50_000_000_000


def test_every_form_of_a_target() -> None:
    ten = Condition("sofr_iorb_bp", above=True, threshold=10_000, days_more_than=5, within=60)
    assert parse_target("P(days(sofr_iorb_bp > 10) > 5 in 60) < 0.10") == Chance(ten, above=False, share=0.1)
    ever = parse_target("P(ever(reserves_usd < 2.7 tn)) < 5%")
    assert ever == Chance(Condition("reserves_usd", above=False, threshold=2_700_000_000_000), above=False, share=0.05)
    middle = parse_target("median(reserves_usd) > 2.9tn at 60")
    assert middle == Level("median", "reserves_usd", above=True, threshold=2_900_000_000_000, at=60)
    assert (ever.days, middle.days) == (1, 60)


@pytest.mark.parametrize(
    ("text", "position", "expected", "found"),
    [
        ("", 1, "a metric such as reserves_usd or sofr_iorb_bp", "the end"),
        ("reserv_usd < 2.7tn", 1, "reserves_usd", "reserv_usd"),
        ("reserves_usd = 2.7tn", 14, "< or >", "="),
        ("reserves_usd < much", 16, "an amount of dollars such as 2.7tn, 50bn or 500亿", "much"),
        ("sofr_iorb_bp > 5bn", 16, "basis points with up to three decimals, such as 10 or -2.5", "5bn"),
        ("sofr_iorb_bp > 0.0001", 16, "basis points with up to three decimals, such as 10 or -2.5", "0.0001"),
        ("reserves_usd < 2tn for 5 days", 24, '"more"', "5"),
        ("reserves_usd < 2tn for more than 5", 35, "days", "the end"),
        ("reserves_usd < 2tn within 0 days", 27, "a whole number of days from 1 to 10000", "0"),
        ("srf_usd > 0 for more than 5 days within 5 days", 41, "a whole number of days from 6 to 10000", "5"),
        ("tga_usd < 0 within 6 days or so", 27, "nothing more, or: for more than N days, or: within N days", "or"),
    ],
)  # fmt: skip
def test_a_bad_condition_says_where_and_what_should_stand_there(
    text: str, position: int, expected: str, found: str
) -> None:
    with pytest.raises(InvalidCondition) as caught:
        parse_condition(text, "a.toml [watermarks] scarce")
    facts = caught.value.facts
    assert (facts["position"], facts["expected"], facts["found"]) == (position, expected, found)
    assert facts["place"] == "a.toml [watermarks] scarce"


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Q(ever(tga_usd < 0)) < 0.1", 1),
        ("P(tga_usd < 0) < 0.1", 3),
        ("P(days(tga_usd < 0) in 60) < 0.1", 21),
        ("P(ever(tga_usd < 0)) < 1", 24),
        ("P(ever(tga_usd < 0)) < 100%", 24),
        ("median(tga_usd) > 1tn", 22),
        ("P(days(sofr_iorb_bp > 10) > 70 in 60) < 0.1", 35),  # no 60 days have more than 70
    ],
)
def test_a_bad_target_says_where(text: str, position: int) -> None:
    with pytest.raises(InvalidTarget) as caught:
        parse_target(text)
    assert caught.value.facts["position"] == position


def test_a_condition_becomes_the_watermark_both_engines_read() -> None:
    condition = parse_condition("sofr_iorb_bp > 10 for more than 5 days within 60 days", "a test")
    assert condition.watermark("spikes", 65) == Watermark(
        "spikes", METRICS.index("sofr_iorb_bp"), True, 10_000, 5, 60, False
    )
    assert condition.watermark("spikes", 20, stops=True).within == 20


def test_thresholds_are_written_as_a_person_would() -> None:
    amounts = [2_700_000_000_000, 850_000_000_000, 12_345_678, -500_000_000, 0, 1]
    assert [written("tga_usd", amount) for amount in amounts] == ["2.7tn", "850bn", "12345678", "-500mn", "0", "1"]
    assert [written("sofr_iorb_bp", value) for value in (10_000, -2_500, 1)] == ["10", "-2.5", "0.001"]
