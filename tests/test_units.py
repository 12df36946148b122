"""Units: sums across scales are exact, sums across dimensions impossible, and amounts read as people write them."""

from decimal import Decimal
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegauge.errors import InvalidAmount, UnitMismatch
from tidegauge.units import UNITS, Quantity, hundredths, parse_amount, scaled

UNLIKE = [(a, b) for a, b in permutations(UNITS.values(), 2) if a.dimension != b.dimension]
LIKE = [(a, b) for a, b in product(UNITS.values(), repeat=2) if a.dimension == b.dimension]


def pair(units: object) -> str:
    """Return a readable test id."""
    return getattr(units, "id", "unit")


def test_a_unit_is_filed_under_its_id() -> None:
    assert all(key == unit.id for key, unit in UNITS.items())


@pytest.mark.parametrize(("left", "right"), UNLIKE, ids=pair)
def test_unlike_units_never_meet(left: object, right: object) -> None:
    one, other = Quantity(Decimal(1), left), Quantity(Decimal(1), right)  # type: ignore[arg-type]
    for combine in (lambda: one + other, lambda: one - other, lambda: one < other, lambda: one.to(other.unit)):
        with pytest.raises(UnitMismatch):
            combine()


@pytest.mark.parametrize(("left", "right"), LIKE, ids=pair)
def test_like_units_convert_there_and_back_exactly(left: object, right: object) -> None:
    start = Quantity(Decimal("2827.909"), left)  # type: ignore[arg-type]
    assert start.to(right).to(start.unit).value == start.value  # type: ignore[arg-type]


def test_dollars_add_across_scales() -> None:
    total = Quantity(Decimal("50.35"), UNITS["usd_billion"]) + Quantity(Decimal(14_750), UNITS["usd_million"])
    assert total.to(UNITS["usd"]).value == 65_100_000_000


def test_a_rate_less_a_spread_is_a_rate() -> None:
    sofr, gap = Quantity(Decimal("4.22"), UNITS["pct"]), Quantity(Decimal(32), UNITS["bp"])
    assert (sofr - gap).value == Decimal("3.90")
    assert gap < sofr


def test_an_unlike_sum_names_both_units() -> None:
    with pytest.raises(UnitMismatch, match="usd_billion and pct are unlike") as caught:
        UNITS["usd_billion"].factor_to(UNITS["pct"])
    assert caught.value.exit_code == 2


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_scaled_money_is_the_nearest_float_of_the_exact_product(coefficient: int, decimals: int) -> None:
    text = str(Decimal(coefficient).scaleb(-decimals))
    exact = Decimal(text) * 10**9
    assert scaled(text, UNITS["usd_billion"], UNITS["usd"]) == float(exact)


@given(st.integers(0, 10**7))
def test_scaling_reads_a_float_as_it_is_printed(million: int) -> None:
    assert scaled(million / 1000, UNITS["usd_billion"], UNITS["usd"]) == million * 10**6


def test_scaling_does_not_drift_where_floats_do() -> None:
    assert 0.29 * 100 != 29
    assert scaled("0.29", UNITS["pct"], UNITS["bp"]) == 29
    assert scaled(0.29, UNITS["pct"], UNITS["bp"]) == 29


@pytest.mark.parametrize("text", ["", ".", "n/a", "nan", "inf", "1,000", float("nan"), float("inf")])
def test_what_is_no_number_is_not_scaled(text: str | float) -> None:
    with pytest.raises(ValueError, match="number"):
        scaled(text, UNITS["usd_million"], UNITS["usd"])


def test_scaling_refuses_unlike_units() -> None:
    with pytest.raises(UnitMismatch):
        scaled("4.22", UNITS["pct"], UNITS["usd"])


@pytest.mark.parametrize(("day", "sofr", "iorb"), [("2025-11-04", 4.0, 3.9), ("2025-11-13", 4.0, 3.9)])
def test_exactly_ten_basis_points_is_not_above_ten(day: str, sofr: float, iorb: float) -> None:
    assert (sofr - iorb) * 100 > 10, f"floating point would sound the alarm on {day}"
    assert hundredths(sofr) - hundredths(iorb) == 10


@given(st.integers(-2000, 2000))
def test_hundredths_invert_two_decimals(n: int) -> None:
    assert hundredths(n / 100) == n


@pytest.mark.parametrize("rate_pct", [4.217, 0.001, 4.0000001])
def test_a_rate_finer_than_hundredths_has_no_exact_spread(rate_pct: float) -> None:
    with pytest.raises(ValueError, match="more than two decimals"):
        hundredths(rate_pct)


AMOUNTS = {
    "0": 0,
    "100bn": 100_000_000_000,
    "100 BN": 100_000_000_000,
    "1.5tn": 1_500_000_000_000,
    "500亿": 50_000_000_000,
    "１００．５亿": 10_050_000_000,
    "500億": 50_000_000_000,
    "500亿美元": 50_000_000_000,
    "1万亿": 1_000_000_000_000,
    "1萬億": 1_000_000_000_000,
    "1兆": 1_000_000_000_000,
    "44百万": 44_000_000,
    "440 万": 4_400_000,
    "440 萬": 4_400_000,
    "2,827.909 bn": 2_827_909_000_000,
    "4,321 USD": 4_321,
    "4,321 美元": 4_321,
    "250k": 250_000,
    "−101.7 bn": -101_700_000_000,
    "-5bn": -5_000_000_000,
    "+1,017 亿": 101_700_000_000,
    "  7 mn ": 7_000_000,
    "9223372036854775807": 2**63 - 1,
}


@pytest.mark.parametrize("text", AMOUNTS)
def test_amounts_as_people_write_them(text: str) -> None:
    assert parse_amount(text) == AMOUNTS[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bn",
        "lots",
        "1.5",
        "0.0000000001bn",
        "1,5bn",
        "1,00,000",
        "1.2.3bn",
        "1e9",
        "100 zn",
        "50 亿bn",
        "--5bn",
        "nan",
        "inf",
        "٣bn",
        "50亿亿",
        "9223372036854775808",
        "99999999tn",
        "1" * 40,
        "0." + "0" * 40 + "1bn",
        "100bn\nrm",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidAmount) as caught:
        parse_amount(text)
    assert caught.value.exit_code == 2


@given(st.integers(-(10**15), 10**15))
def test_whole_dollars_read_back(usd: int) -> None:
    assert parse_amount(str(usd)) == usd
    assert parse_amount(f"{usd:,}") == usd


@given(st.integers(0, 10**7), st.sampled_from([("bn", 9), ("亿", 8), ("億", 8), ("万亿", 12), ("兆", 12), ("tn", 12)]))
def test_decimals_of_any_scale_are_exact(thousandths: int, scale: tuple[str, int]) -> None:
    word, power = scale
    assert parse_amount(f"{Decimal(thousandths).scaleb(-3)} {word}") == thousandths * 10 ** (power - 3)


@given(st.text(max_size=12))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        assert isinstance(parse_amount(text), int)
    except InvalidAmount as error:
        assert error.facts == {"text": text}
