"""Units: no number without one, and unlike units never meet in a sum.

A `Unit` has a dimension and an exact decimal scale to the dimension's base. Amounts in dollars share the dimension
"usd" whatever the scale a publisher chose (millions in H.4.1, billions for ON RRP), so they convert; a rate in per cent
and a spread in basis points share "rate"; a price index and a count share nothing with either.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from tidegauge.errors import InvalidAmount, UnitMismatch


@dataclass(frozen=True, slots=True)
class Unit:
    """A named unit: `dimension` says what may be added to what, `scale` how much one of it is in the base unit."""

    id: str
    dimension: str
    scale: Decimal = Decimal(1)

    def factor_to(self, other: "Unit") -> Decimal:
        """Return the exact factor that turns numbers in this unit into `other`.

        Raises
        ------
        UnitMismatch
            The dimensions differ.

        Examples
        --------
        >>> UNITS["usd_billion"].factor_to(UNITS["usd_million"])
        Decimal('1E+3')
        """
        if self.dimension != other.dimension:
            raise UnitMismatch(left=self.id, right=other.id)
        return self.scale / other.scale


def _units(*units: Unit) -> dict[str, Unit]:
    return {unit.id: unit for unit in units}


UNITS = _units(
    Unit("usd", "usd"),
    Unit("usd_thousand", "usd", Decimal("1E3")),
    Unit("usd_million", "usd", Decimal("1E6")),
    Unit("usd_billion", "usd", Decimal("1E9")),
    Unit("pct", "rate"),
    Unit("bp", "rate", Decimal("0.01")),
    Unit("ratio", "ratio"),
    Unit("share", "ratio"),
    Unit("share_pct", "ratio", Decimal("0.01")),
    Unit("count", "count"),
    Unit("contracts", "contracts"),
    Unit("index", "index"),
    Unit("years", "years"),
    Unit("change_pct", "price_change"),
    Unit("usd_per_unit", "usd_price"),
    Unit("usd_per_100", "usd_price_per_100"),
    Unit("jpy_per_usd", "jpy_per_usd"),
    Unit("krw_per_usd", "krw_per_usd"),
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. Sums convert scales exactly and refuse unlike dimensions.

    Raises
    ------
    UnitMismatch
        Adding, subtracting or comparing unlike dimensions.

    Examples
    --------
    >>> Quantity(Decimal("50.35"), UNITS["usd_billion"]) + Quantity(Decimal(650), UNITS["usd_million"])
    Quantity(value=Decimal('51.000'), unit=Unit(id='usd_billion', dimension='usd', scale=Decimal('1E+9')))
    """

    value: Decimal
    unit: Unit

    def to(self, unit: Unit) -> "Quantity":
        """Return the same quantity stated in `unit`."""
        return Quantity(self.value * self.unit.factor_to(unit), unit)

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.value + other.to(self.unit).value, self.unit)

    def __sub__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.value - other.to(self.unit).value, self.unit)

    def __lt__(self, other: "Quantity") -> bool:
        return self.value < other.to(self.unit).value


def scaled(text: str | int | float | Decimal, delivered: Unit, canonical: Unit) -> float:
    """Convert a publisher's number to the catalogue's unit exactly, and only then to a float.

    The decimal step matters: 50.35 billion becomes 50350000000.0 dollars, not a neighbour of it.

    Raises
    ------
    UnitMismatch
        The units are unlike.
    ValueError
        The text is no finite number.

    Examples
    --------
    >>> scaled("50.35", UNITS["usd_billion"], UNITS["usd"])
    50350000000.0
    """
    factor = delivered.factor_to(canonical)
    try:
        number = Decimal(text if isinstance(text, str | int | Decimal) else repr(float(text)))
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is not a number") from error
    if not number.is_finite():
        raise ValueError(f"{text!r} is not a finite number")
    return float(number * factor)


def hundredths(rate_pct: float) -> int:
    """Return a rate as an exact whole number of 0.01 percentage points, so spreads compare without rounding error.

    >>> hundredths(4.00) - hundredths(3.90)
    10
    >>> (4.00 - 3.90) * 100 > 10  # what floating point would say
    True
    """
    exact = Decimal(repr(float(rate_pct))) * 100
    whole = int(exact.to_integral_value())
    if exact != whole:
        raise ValueError(f"{rate_pct} has more than two decimals, so no exact spread in basis points exists")
    return whole


_AMOUNT = re.compile(r"^([+−-]?)((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*([a-zA-Z]*|[一-鿿]*)(?:美元)?$")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．＋－", "0123456789,.+-")  # as Chinese keyboards type them
_LONGEST = 28  # as many figures as a Decimal multiplies without rounding
_AMOUNT_SCALES = {
    "": 0,
    "usd": 0,
    "k": 3,
    "m": 6,
    "mn": 6,
    "bn": 9,
    "b": 9,
    "tn": 12,
    "t": 12,
    "万": 4,
    "萬": 4,
    "百万": 6,
    "百萬": 6,
    "亿": 8,
    "億": 8,
    "万亿": 12,
    "萬億": 12,
    "兆": 12,
}


def parse_amount(text: str) -> int:
    """Read an amount as a person writes it and return whole US dollars.

    Raises
    ------
    InvalidAmount
        The text is no amount, no whole number of dollars, or more dollars than a ledger holds (2⁶³). Commas separate
        thousands: "1,5bn" is refused, not read as fifteen.

    Examples
    --------
    >>> parse_amount("100bn"), parse_amount("500亿"), parse_amount("1.5tn"), parse_amount("１万亿")
    (100000000000, 50000000000, 1500000000000, 1000000000000)
    """
    match = _AMOUNT.match(text.strip().translate(_FULL_WIDTH))
    if match is None:
        raise InvalidAmount(text=text)
    sign, digits, scale = match.groups()
    scale = scale.removesuffix("美元")
    key = scale if not scale.isascii() else scale.lower()
    if key not in _AMOUNT_SCALES:
        raise InvalidAmount(text=text)
    exact = Decimal(digits.replace(",", "")) * 10 ** _AMOUNT_SCALES[key]
    if len(digits) > _LONGEST or exact >= 2**63 or exact != int(exact):
        raise InvalidAmount(text=text)
    return -int(exact) if sign in ("−", "-") else int(exact)
