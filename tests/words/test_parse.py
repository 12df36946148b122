"""Whatever the formatter writes is read back as the number it shows, in three scripts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.errors import InvalidAmount, InvalidMoment
from tidegauge.units import UNITS, parse_amount
from tidegauge.words import LANGUAGES
from tidegauge.words.numbers import (
    count,
    countdown,
    day,
    index,
    moment,
    money,
    quantity,
    rate,
    ratio,
    share,
    spread,
    trillions,
)
from tidegauge.words.parse import parse, parse_day, parse_moment

NEW_YORK = ZoneInfo("America/New_York")
LANGS = st.sampled_from(LANGUAGES)
DOLLARS = st.one_of(
    st.integers(-(5 * 10**13), 5 * 10**13),
    st.integers(-(5 * 10**7), 5 * 10**7).map(lambda million: million * 10**6),
    st.builds(
        lambda sign, power, offset: sign * (10**power + offset),
        st.sampled_from((-1, 1)),
        st.integers(4, 13),
        st.integers(-(10**4), 10**4),
    ),
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def is_near(shown: str, lang: str, value: Decimal, unit: str) -> bool:
    """Return whether the text reads as `value` within half a step of its last digit."""
    figure = parse(shown, lang)
    return figure.unit == unit and abs(figure.value - value) * 2 <= figure.step


@given(DOLLARS, LANGS, st.booleans())
def test_money_reads_back_within_its_rounding(usd: int, lang: str, signed: bool) -> None:
    shown = money(usd, lang, signed=signed)
    if usd:
        assert is_near(shown, lang, Decimal(usd), "usd")
        assert parse(shown, lang).step <= max(1, abs(usd) * 11 // 100)  # at least two figures
    else:
        assert parse(shown, lang).value == 0


@given(DOLLARS, LANGS, st.booleans())
def test_exact_money_reads_back_to_the_dollar(usd: int, lang: str, signed: bool) -> None:
    assert parse(money(usd, lang, signed=signed, exact=True), lang).value == usd


@given(DOLLARS, LANGS, st.booleans())
def test_what_a_person_copies_from_the_page_is_an_amount_the_command_line_reads(
    usd: int, lang: str, signed: bool
) -> None:
    assert parse_amount(money(usd, lang, signed=signed, exact=True)) == usd
    rounded = money(usd, lang, signed=signed)
    assert parse_amount(rounded) == parse(rounded, lang).value


@given(DOLLARS, st.booleans())
def test_the_three_scripts_show_the_same_amount(usd: int, signed: bool) -> None:
    figures = [parse(money(usd, lang, signed=signed), lang) for lang in LANGUAGES]
    assert figures[1] == figures[2]
    assert abs(figures[0].value - figures[1].value) <= (figures[0].step + figures[1].step) / 2
    if signed:
        assert figures[0].value == figures[1].value


@given(st.integers(-(5 * 10**13), 5 * 10**13), LANGS, st.integers(0, 3))
def test_trillions_read_back(usd: int, lang: str, decimals: int) -> None:
    assert is_near(trillions(usd, lang, decimals=decimals), lang, Decimal(usd), "usd")


@given(st.integers(-5000, 5000), LANGS, st.booleans())
def test_rates_read_back_exactly(hundredths: int, lang: str, signed: bool) -> None:
    pct = hundredths / 100
    figure = parse(rate(pct, lang, signed=signed), lang)
    assert (figure.value, figure.unit) == (Decimal(repr(pct)), "pct")


@given(st.integers(-5000, 5000), LANGS, st.booleans())
def test_spreads_read_back_exactly(bp: int, lang: str, signed: bool) -> None:
    assert parse(spread(bp, lang, signed=signed), lang) == (bp, "bp", 1)


@given(st.floats(-2, 2), LANGS, st.integers(0, 4))
def test_shares_read_back_in_per_cent(x: float, lang: str, decimals: int) -> None:
    assert is_near(share(x, lang, decimals=decimals), lang, Decimal(repr(x)) * 100, "pct")


@given(st.floats(-1e9, 1e9), LANGS, st.sampled_from((ratio, index)))
def test_plain_numbers_read_back(x: float, lang: str, write: Callable[[float, str], str]) -> None:
    assert is_near(write(x, lang), lang, Decimal(repr(x)), "number")


@given(st.integers(-(10**15), 10**15), LANGS, st.booleans())
def test_counts_read_back_exactly(n: int, lang: str, signed: bool) -> None:
    assert parse(count(n, lang, signed=signed), lang) == (n, "number", 1)


READ_AS = {
    "usd_thousand": "usd",
    "usd_million": "usd",
    "usd_billion": "usd",
    "usd_per_unit": "usd",
    "ratio": "number",
    "index": "number",
    "count": "number",
    "share": "pct",
    "share_pct": "pct",
    "change_pct": "pct",
}


@given(st.floats(-1e6, 1e6), st.sampled_from(sorted(UNITS)), LANGS, st.booleans())
def test_quantities_of_every_unit_read_back(value: float, unit_id: str, lang: str, signed: bool) -> None:
    exact = Decimal(repr(value))
    if unit_id.startswith("usd_") and UNITS[unit_id].dimension == "usd":
        exact *= UNITS[unit_id].scale
    if unit_id == "share":
        exact *= 100
    shown = quantity(value, unit_id, lang, signed=signed)
    figure = parse(shown, lang)
    slack = 1 if figure.unit == "usd" and UNITS[unit_id].dimension == "usd" else 0  # dollars are rounded first
    assert figure.unit == READ_AS.get(unit_id, unit_id)
    assert abs(figure.value - exact) * 2 <= figure.step + slack or (shown[0] == "0" and abs(exact) <= 1)


@given(st.integers(0, 10**9), LANGS)
def test_countdowns_read_back_rounded_down(seconds: int, lang: str) -> None:
    figure = parse(countdown(seconds, lang), lang)
    assert figure.unit == "seconds"
    assert figure.value <= seconds < figure.value + figure.step


@given(DAYS, LANGS, st.booleans(), st.booleans())
def test_days_read_back(on: date, lang: str, weekday: bool, year: bool) -> None:
    given_year = None if year else on.year
    assert parse_day(day(on, lang, weekday=weekday, year=year), lang, year=given_year) == on


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), LANGS, st.booleans(), st.booleans())  # noqa: DTZ001
def test_moments_read_back_to_the_minute(when: datetime, lang: str, weekday: bool, year: bool) -> None:
    shown = moment(when.replace(tzinfo=NEW_YORK), lang, weekday=weekday, year=year)
    assert parse_moment(shown, lang, year=when.year) == (when.date(), time(when.hour, when.minute))


def test_a_moment_shown_in_new_york_reads_back_from_any_clock() -> None:
    when = datetime(2025, 11, 3, 13, 0, tzinfo=UTC).astimezone(NEW_YORK)
    assert parse_moment(moment(when, "zh-Hant", year=True), "zh-Hant") == (date(2025, 11, 3), time(8, 0))


AMOUNTS = {
    ("50 bn", "en"): 50_000_000_000,
    ("50bn", "en"): 50_000_000_000,
    ("3.0 tn", "en"): 3_000_000_000_000,
    ("-101.7 bn", "en"): -101_700_000_000,
    ("50 亿", "zh-Hans"): 5_000_000_000,
    ("500亿美元", "zh-Hans"): 50_000_000_000,
    ("500亿", "zh-Hans"): 50_000_000_000,
    ("2.828 万亿美元", "zh-Hans"): 2_828_000_000_000,
    ("2.828 兆", "zh-Hant"): 2_828_000_000_000,
    ("−1,017 億", "zh-Hant"): -101_700_000_000,
    ("50.35\u00a0bn", "en"): 50_350_000_000,
}


@pytest.mark.parametrize(("text", "lang"), AMOUNTS)
def test_amounts_by_hand(text: str, lang: str) -> None:
    assert parse(text, lang).value == AMOUNTS[text, lang]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("", "en"),
        ("bn", "en"),
        ("–", "en"),
        ("1,5 bn", "en"),
        ("1,0000 bn", "en"),
        ("1.5.0 bn", "en"),
        ("50 bn of it", "en"),
        ("50 亿", "en"),
        ("50 亿", "zh-Hant"),
        ("50 億", "zh-Hans"),
        ("50 bn", "zh-Hans"),
        ("50 兆", "zh-Hans"),
        ("20 h 1 d", "en"),
        ("5 h 5 h", "en"),
        ("nan", "en"),
        ("٣ bn", "en"),
        ("99.978 per 1000", "en"),
    ],
)
def test_what_the_formatter_never_writes_is_refused(text: str, lang: str) -> None:
    with pytest.raises(InvalidAmount):
        parse(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Thu 29 Oct 2025", "en"),
        ("2025年10月29日（周四）", "zh-Hans"),
        ("29 Feb 2025", "en"),
        ("31 Jun 2025", "en"),
        ("29 Oct", "en"),
        ("29 October 2025", "en"),
        ("2025年13月1日", "zh-Hans"),
        ("2025年10月29日（周三）", "zh-Hant"),
        ("soon", "en"),
    ],
)
def test_impossible_days_are_refused(text: str, lang: str) -> None:
    with pytest.raises(InvalidMoment):
        parse_day(text, lang)


@pytest.mark.parametrize("text", ["29 Oct 2025", "29 Oct 2025, 24:00", "29 Oct 2025, 16:60", "16:30"])
def test_impossible_moments_are_refused(text: str) -> None:
    with pytest.raises(InvalidMoment):
        parse_moment(text, "en")
