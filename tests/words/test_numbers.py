"""The formatter, against answers written by hand, in three scripts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.errors import UsageError
from tidegauge.units import UNITS
from tidegauge.words import LANGUAGES
from tidegauge.words.numbers import (
    MISSING,
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

NEW_YORK = ZoneInfo("America/New_York")
BN = 10**9

LEVELS = {
    0: ("0 bn", "0 亿", "0 億"),
    1: ("1 USD", "1 美元", "1 美元"),
    99_999: ("99,999 USD", "99,999 美元", "99,999 美元"),
    440_000: ("0.440 mn", "44.0 万", "44.0 萬"),
    999_960: ("1.00 mn", "100 万", "100 萬"),
    4_400_000: ("4.40 mn", "440 万", "440 萬"),
    9_996_000: ("10.00 mn", "1,000 万", "1,000 萬"),
    44_000_000: ("44.00 mn", "4,400 万", "4,400 萬"),
    999_600_000: ("1.00 bn", "10.0 亿", "10.0 億"),
    1_230_000_000: ("1.23 bn", "12.3 亿", "12.3 億"),
    14_750_000_000: ("14.75 bn", "147.5 亿", "147.5 億"),
    50_000_000_000: ("50.00 bn", "500.0 亿", "500.0 億"),
    50_350_000_000: ("50.35 bn", "503.5 亿", "503.5 億"),
    50_355_000_000: ("50.36 bn", "503.6 亿", "503.6 億"),  # a half goes up
    51_802_000_000: ("51.80 bn", "518.0 亿", "518.0 億"),
    99_996_000_000: ("100 bn", "1,000 亿", "1,000 億"),
    347_909_000_000: ("348 bn", "3,479 亿", "3,479 億"),
    926_328_000_000: ("926 bn", "9,263 亿", "9,263 億"),
    999_960_000_000: ("1,000 bn", "1.000 万亿", "1.000 兆"),
    1_000_632_000_000: ("1,001 bn", "1.001 万亿", "1.001 兆"),
    2_827_909_000_000: ("2,828 bn", "2.828 万亿", "2.828 兆"),
    6_587_034_000_000: ("6,587 bn", "6.587 万亿", "6.587 兆"),
    24_512_345_678_901: ("24,512 bn", "24.512 万亿", "24.512 兆"),
    -2_499_000_000: ("−2.50 bn", "−25.0 亿", "−25.0 億"),
}
CHANGES = {
    0: ("0 bn", "0 亿", "0 億"),
    -101_728_000_000: ("−101.7 bn", "−1,017 亿", "−1,017 億"),
    101_728_000_000: ("+101.7 bn", "+1,017 亿", "+1,017 億"),
    78_785_000_000: ("+78.8 bn", "+788 亿", "+788 億"),
    15_499_000_000: ("+15.5 bn", "+155 亿", "+155 億"),
    -2_510_000_000: ("−2.51 bn", "−25.1 亿", "−25.1 億"),
    577_000_000: ("+577 mn", "+5.77 亿", "+5.77 億"),
    -300_000_000: ("−300 mn", "−3.00 亿", "−3.00 億"),
    1_500_000_000_000: ("+1,500 bn", "+1.500 万亿", "+1.500 兆"),
}
EXACT = {
    0: ("0 bn", "0 亿", "0 億"),
    2_827_909_000_000: ("2,827.909 bn", "28,279.09 亿", "28,279.09 億"),
    50_350_000_000: ("50.350 bn", "503.50 亿", "503.50 億"),
    44_000_000: ("0.044 bn", "0.44 亿", "0.44 億"),
    50_350_000_001: ("50,350,000,001 USD", "50,350,000,001 美元", "50,350,000,001 美元"),
    -101_728_000_000: ("−101.728 bn", "−1,017.28 亿", "−1,017.28 億"),
}


@pytest.mark.parametrize("usd", LEVELS)
def test_levels_of_money(usd: int) -> None:
    assert tuple(money(usd, lang) for lang in LANGUAGES) == LEVELS[usd]


@pytest.mark.parametrize("usd", CHANGES)
def test_changes_of_money_carry_their_sign(usd: int) -> None:
    assert tuple(money(usd, lang, signed=True) for lang in LANGUAGES) == CHANGES[usd]


@pytest.mark.parametrize("usd", EXACT)
def test_exact_money_has_every_digit(usd: int) -> None:
    assert tuple(money(usd, lang, exact=True) for lang in LANGUAGES) == EXACT[usd]


def test_fifty_billion_is_never_fifty_hundred_millions() -> None:
    for lang in ("zh-Hans", "zh-Hant"):
        for exact in (False, True):
            assert money(50 * BN, lang, exact=exact).startswith("500.0")


def test_money_takes_whole_dollars_only() -> None:
    with pytest.raises(TypeError):
        money(50.5, "en")  # type: ignore[arg-type]
    assert money(np.int64(50_350_000_000), "en") == "50.35 bn"


@given(st.integers(-(5 * 10**13), 5 * 10**13), st.sampled_from(LANGUAGES), st.booleans())
def test_money_shows_a_true_minus_and_no_more_figures_than_it_needs(usd: int, lang: str, signed: bool) -> None:
    shown = money(usd, lang, signed=signed)
    assert "-" not in shown
    assert shown.startswith("−") == (usd < 0)
    assert shown.startswith("+") == (signed and usd > 0)
    figures = sum(character.isdigit() for character in shown.lstrip("−+0."))
    assert figures <= 5 and (abs(usd) >= 9_999_500_000_000 or abs(usd) < 10**5 or figures <= 4)


def test_round_thresholds_and_axes() -> None:
    assert [trillions(3_000 * BN, lang) for lang in LANGUAGES] == ["3.0 tn", "3.0 万亿", "3.0 兆"]
    assert trillions(-250 * BN, "en", decimals=2) == "−0.25 tn"
    assert trillions(0, "en") == "0.0 tn"


@pytest.mark.parametrize(
    ("shown", "answers"),
    [
        (lambda lang: rate(4.22, lang), ("4.22 %", "4.22%", "4.22%")),
        (lambda lang: rate(4.0, lang), ("4.00 %", "4.00%", "4.00%")),
        (lambda lang: rate(-0.25, lang), ("−0.25 %", "−0.25%", "−0.25%")),
        (lambda lang: rate(-0.001, lang), ("0.00 %", "0.00%", "0.00%")),
        (lambda lang: rate(4.217, lang, decimals=3), ("4.217 %", "4.217%", "4.217%")),
        (lambda lang: rate(0.18, lang, signed=True), ("+0.18 %", "+0.18%", "+0.18%")),
        (lambda lang: rate(1.005, lang), ("1.01 %", "1.01%", "1.01%")),
        (lambda lang: spread(32, lang), ("+32 bp", "+32 个基点", "+32 個基點")),
        (lambda lang: spread(-4, lang), ("−4 bp", "−4 个基点", "−4 個基點")),
        (lambda lang: spread(0, lang), ("0 bp", "0 个基点", "0 個基點")),
        (lambda lang: spread(30, lang, signed=False), ("30 bp", "30 个基点", "30 個基點")),
        (lambda lang: share(0.0322, lang), ("3.2 %", "3.2%", "3.2%")),
        (lambda lang: share(0.65, lang, decimals=0), ("65 %", "65%", "65%")),
        (lambda lang: share(Decimal("0.0005"), lang), ("0.1 %", "0.1%", "0.1%")),
        (lambda lang: share(1, lang), ("100.0 %", "100.0%", "100.0%")),
        (lambda lang: ratio(2.893, lang), ("2.89", "2.89", "2.89")),
        (lambda lang: index(6840.2, lang), ("6,840.20", "6,840.20", "6,840.20")),
        (lambda lang: index(-0.536, lang), ("−0.54", "−0.54", "−0.54")),
        (lambda lang: count(1895, lang), ("1,895", "1,895", "1,895")),
        (lambda lang: count(-3, lang, signed=True), ("−3", "−3", "−3")),
        (lambda lang: count(np.int64(7), lang, signed=True), ("+7", "+7", "+7")),
        (lambda lang: rate(np.float64(4.22), lang), ("4.22 %", "4.22%", "4.22%")),
    ],
)
def test_rates_shares_and_plain_numbers(shown: Callable[[str], str], answers: tuple[str, str, str]) -> None:
    assert tuple(shown(lang) for lang in LANGUAGES) == answers


def test_days() -> None:
    on = date(2025, 10, 29)
    assert [day(on, lang) for lang in LANGUAGES] == ["Wed 29 Oct", "10月29日（周三）", "10月29日（週三）"]
    assert [day(on, lang, weekday=False) for lang in LANGUAGES] == ["29 Oct", "10月29日", "10月29日"]
    assert [day(on, lang, year=True) for lang in LANGUAGES] == [
        "Wed 29 Oct 2025",
        "2025年10月29日（周三）",
        "2025年10月29日（週三）",
    ]
    assert [day(on, lang, weekday=False, year=True) for lang in LANGUAGES] == [
        "29 Oct 2025",
        "2025年10月29日",
        "2025年10月29日",
    ]


def test_every_weekday_has_its_name() -> None:
    week = [date(2025, 10, 27) + timedelta(days=n) for n in range(7)]
    assert [day(on, "en")[:3] for on in week] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert "".join(day(on, "zh-Hans")[-2] for on in week) == "一二三四五六日"


def test_moments() -> None:
    at = datetime(2025, 10, 29, 16, 30, 59, tzinfo=NEW_YORK)
    assert [moment(at, lang) for lang in LANGUAGES] == [
        "Wed 29 Oct, 16:30",
        "10月29日（周三）16:30",
        "10月29日（週三）16:30",
    ]
    assert [moment(at, lang, weekday=False) for lang in LANGUAGES] == [
        "29 Oct, 16:30",
        "10月29日 16:30",
        "10月29日 16:30",
    ]
    assert moment(at.replace(hour=8, minute=5), "zh-Hans", year=True) == "2025年10月29日（周三）08:05"


@pytest.mark.parametrize("zone", [None, UTC, timezone(timedelta(hours=-4)), ZoneInfo("Asia/Shanghai")])
def test_a_moment_of_another_clock_is_refused(zone: object) -> None:
    with pytest.raises(ValueError, match="not in the zone"):
        moment(datetime(2025, 10, 29, 16, 30, tzinfo=zone), "en")  # type: ignore[arg-type]


COUNTDOWNS = {
    0: ("0 min", "0 分钟", "0 分鐘"),
    59: ("0 min", "0 分钟", "0 分鐘"),
    1500: ("25 min", "25 分钟", "25 分鐘"),
    3599: ("59 min", "59 分钟", "59 分鐘"),
    5 * 3600: ("5 h", "5 小时", "5 小時"),
    86399: ("23 h", "23 小时", "23 小時"),
    86400: ("1 d", "1 天", "1 天"),
    44 * 3600 + 5: ("1 d 20 h", "1 天 20 小时", "1 天 20 小時"),
    4 * 86400 + 7200: ("4 d", "4 天", "4 天"),
    26 * 86400: ("26 d", "26 天", "26 天"),
}


@pytest.mark.parametrize("seconds", COUNTDOWNS)
def test_countdowns(seconds: int) -> None:
    assert tuple(countdown(seconds, lang) for lang in LANGUAGES) == COUNTDOWNS[seconds]


def test_a_countdown_to_the_past_is_refused() -> None:
    with pytest.raises(ValueError, match="ahead"):
        countdown(-1, "en")


QUANTITIES = {
    ("usd", 50_350_000_000.0): ("50.35 bn", "503.5 亿", "503.5 億"),
    ("usd_thousand", 44_000): ("44.00 mn", "4,400 万", "4,400 萬"),
    ("usd_million", 2_827_909): ("2,828 bn", "2.828 万亿", "2.828 兆"),
    ("usd_billion", 50.35): ("50.35 bn", "503.5 亿", "503.5 億"),
    ("pct", 4.22): ("4.22 %", "4.22%", "4.22%"),
    ("bp", 32): ("+32 bp", "+32 个基点", "+32 個基點"),
    ("bp", 32.25): ("+32.3 bp", "+32.3 个基点", "+32.3 個基點"),
    ("ratio", 0.1534): ("0.15", "0.15", "0.15"),
    ("share", 0.1534): ("15.3 %", "15.3%", "15.3%"),
    ("share_pct", 15.34): ("15.3 %", "15.3%", "15.3%"),
    ("count", 1895): ("1,895", "1,895", "1,895"),
    ("contracts", 12_345): ("12,345 contracts", "12,345 张", "12,345 口"),
    ("contracts", -1): ("−1 contract", "−1 张", "−1 口"),
    ("index", 17.44): ("17.44", "17.44", "17.44"),
    ("years", 5.25): ("5.3 years", "5.3 年", "5.3 年"),
    ("change_pct", 1.234): ("+1.23 %", "+1.23%", "+1.23%"),
    ("usd_per_unit", 0.9998): ("0.9998 USD", "0.9998 美元", "0.9998 美元"),
    ("usd_per_unit", 110_234.5): ("110,234.50 USD", "110,234.50 美元", "110,234.50 美元"),
    ("usd_per_100", 99.978): ("99.978 per 100", "99.978（每百元面值）", "99.978（每百元面值）"),
    ("jpy_per_usd", 154.12): ("154.12 yen", "154.12 日元", "154.12 日圓"),
    ("krw_per_usd", 1432.1): ("1,432.10 won", "1,432.10 韩元", "1,432.10 韓元"),
}


@pytest.mark.parametrize(("unit_id", "value"), QUANTITIES)
def test_quantities(unit_id: str, value: float) -> None:
    assert tuple(quantity(value, unit_id, lang) for lang in LANGUAGES) == QUANTITIES[unit_id, value]


def test_every_unit_can_be_written() -> None:
    assert {unit_id for unit_id, _ in QUANTITIES} == set(UNITS)


@pytest.mark.parametrize("unit_id", sorted(UNITS))
@pytest.mark.parametrize("value", [None, float("nan"), Decimal("nan")])
def test_what_is_not_known_is_a_dash_in_every_unit(unit_id: str, value: float | None) -> None:
    assert {quantity(value, unit_id, lang) for lang in LANGUAGES} == {MISSING}


@pytest.mark.parametrize("unit_id", sorted(UNITS))
def test_an_infinite_number_is_refused(unit_id: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        quantity(float("inf"), unit_id, "en")


@pytest.mark.parametrize("unit_id", sorted(UNITS))
def test_differences_carry_a_sign_in_every_unit(unit_id: str) -> None:
    assert quantity(3, unit_id, "en", signed=True).startswith("+3")
    assert quantity(3, unit_id, "en", signed=False).startswith("3")
    assert quantity(-3, unit_id, "en", signed=False).startswith("−3")
    assert quantity(0, unit_id, "en", signed=True).startswith("0")


def test_an_unknown_unit_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        quantity(1, "furlongs", "en")


def test_an_unknown_language_is_a_wrong_call() -> None:
    for write in (money, rate, spread, share, ratio, index, count, countdown, trillions):
        with pytest.raises(UsageError):
            write(1, "fr")
