"""The one formatter of numbers: page, brief, command line and CSV labels all write figures with these functions.

Three to four figures, a true minus, a sign on every difference. English counts money in billions (bn), Chinese in 亿
and 万亿, Traditional Chinese in 億 and 兆 (10¹²). Halves round away from zero, on exact decimals. Whatever is written
here, `tidegauge.words.parse` reads back.

Public: `money`, `trillions`, `rate`, `spread`, `share`, `ratio`, `index`, `count`, `day`, `month`, `moment`,
`countdown`, `quantity`; `is_money` and `in_dollars`, which know a written amount; `MISSING`, the mark of a figure that
is not known.
"""

import operator
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from tidegauge.words import check_language, template

Number = int | float | Decimal

MISSING = "–"
MINUS = "−"

MONEY_WORDS = {
    "en": {"tn": 10**12, "bn": 10**9, "mn": 10**6, "USD": 1},
    "zh-Hans": {"万亿": 10**12, "亿": 10**8, "万": 10**4, "美元": 1},
    "zh-Hant": {"兆": 10**12, "億": 10**8, "萬": 10**4, "美元": 1},
}
"""The words for amounts of money in each language, with their size in dollars."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_CHINESE = re.compile(rf"[+{MINUS}]?[0-9][0-9,.]* (?:(?:万亿|亿|万|兆|億|萬)(?:美元)?|美元)")
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


class _Tier(NamedTuple):
    """From `floor_usd` on, money is written in `word` with so many decimals."""

    floor_usd: int
    word: str
    decimals: int


def _chinese(trillion: str, hundred_million: str, ten_thousand: str) -> tuple[tuple[_Tier, ...], tuple[_Tier, ...]]:
    """Return the tiers of levels and of changes for one Chinese script."""
    top = _Tier(10**12, trillion, 3)
    small = (
        _Tier(10**9, hundred_million, 1),
        _Tier(10**8, hundred_million, 2),
        _Tier(10**6, ten_thousand, 0),
        _Tier(10**5, ten_thousand, 1),
        _Tier(0, "美元", 0),
    )
    return (
        (top, _Tier(10**11, hundred_million, 0), *small),
        (top, _Tier(10**10, hundred_million, 0), *small),
    )


_SMALL_EN = (
    _Tier(10**9, "bn", 2),
    _Tier(10**8, "mn", 0),
    _Tier(10**6, "mn", 2),
    _Tier(10**5, "mn", 3),
    _Tier(0, "USD", 0),
)
_TIERS = {
    "en": (
        (_Tier(10**11, "bn", 0), *_SMALL_EN),
        (_Tier(10**12, "bn", 0), _Tier(10**10, "bn", 1), *_SMALL_EN),
    ),
    "zh-Hans": _chinese("万亿", "亿", "万"),
    "zh-Hant": _chinese("兆", "億", "萬"),
}
_BILLIONS = {"en": ("bn", 3), "zh-Hans": ("亿", 2), "zh-Hant": ("億", 2)}
_TRILLION = {"en": "tn", "zh-Hans": "万亿", "zh-Hant": "兆"}


def money(usd: int, lang: str, *, signed: bool = False, exact: bool = False) -> str:
    """Write an amount of US dollars with three to four figures, or with all of them.

    Parameters
    ----------
    usd : int
        Whole dollars.
    lang : str
        One of `tidegauge.words.LANGUAGES`.
    signed : bool
        The amount is a difference: it carries its sign, and one figure more where levels show three. Zero has none.
    exact : bool
        Every digit: to the million where the amount is whole millions, else whole dollars.

    Examples
    --------
    >>> [money(50_350_000_000, lang) for lang in ("en", "zh-Hans", "zh-Hant")]
    ['50.35 bn', '503.5 亿', '503.5 億']
    >>> [money(2_827_909_000_000, lang) for lang in ("en", "zh-Hans", "zh-Hant")]
    ['2,828 bn', '2.828 万亿', '2.828 兆']
    >>> money(-101_728_000_000, "en", signed=True), money(2_827_909_000_000, "en", exact=True)
    ('−101.7 bn', '2,827.909 bn')
    """
    check_language(lang)
    usd = operator.index(usd)
    if exact:
        return _sign(usd, signed) + _every_digit(abs(usd), lang)
    billions, _ = _BILLIONS[lang]
    if usd == 0:
        return f"0 {billions}"
    tiers = _TIERS[lang][signed]
    place = next(place for place, tier in enumerate(tiers) if abs(usd) >= tier.floor_usd)
    steps, step = _rounded(abs(usd), lang, tiers[place])
    if place and steps * step >= tiers[place - 1].floor_usd:
        place -= 1
        steps, step = _rounded(abs(usd), lang, tiers[place])
    _, word, decimals = tiers[place]
    return f"{_sign(usd, signed)}{_grouped(Decimal(steps).scaleb(-decimals), decimals)} {word}"


def is_money(written: str) -> bool:
    """Return whether this is an amount as `money` writes it in Chinese, and nothing else.

    >>> is_money("−1,017 亿"), is_money("低于 2.7 万亿"), is_money("32 bp")
    (True, False, False)
    """
    return _CHINESE.fullmatch(written) is not None


def in_dollars(words: str) -> str:
    """Let the first amount of Chinese words name its currency; English words, and those that name it, stay as they are.

    亿 alone could be yuan to a Chinese reader; bn beside the Federal Reserve is taken for dollars.

    >>> in_dollars("准备金减少 1,017 亿，至 2.828 万亿"), in_dollars("reserves fell by 101.7 bn")
    ('准备金减少 1,017 亿美元，至 2.828 万亿', 'reserves fell by 101.7 bn')
    """
    first = _CHINESE.search(words)
    if first is None or first[0].endswith("美元"):
        return words
    return f"{words[: first.end()]}美元{words[first.end() :]}"


def trillions(usd: int, lang: str, *, decimals: int = 1) -> str:
    """Write an amount in trillions of dollars, as on an axis or for a round threshold.

    >>> trillions(3_000_000_000_000, "en"), trillions(2_700_000_000_000, "zh-Hant")
    ('3.0 tn', '2.7 兆')
    """
    check_language(lang)
    return f"{_plain(Decimal(usd).scaleb(-12, _WIDE), decimals)} {_TRILLION[lang]}"


def rate(pct: Number, lang: str, *, decimals: int = 2, signed: bool = False) -> str:
    """Write a rate in per cent a year.

    >>> rate(4.22, "en"), rate(4.22, "zh-Hans"), rate(-0.25, "en")
    ('4.22 %', '4.22%', '−0.25 %')
    """
    return _form("pct", lang, _plain(pct, decimals, signed))


def spread(bp: Number, lang: str, *, decimals: int = 0, signed: bool = True) -> str:
    """Write a spread in basis points; it carries its sign unless it can only be positive. Zero has none.

    >>> spread(32, "en"), spread(-4, "zh-Hans"), spread(0, "zh-Hant"), spread(30, "en", signed=False)
    ('+32 bp', '−4 个基点', '0 個基點', '30 bp')
    """
    return _form("bp", lang, _plain(bp, decimals, signed))


def share(x: Number, lang: str, *, decimals: int = 1, signed: bool = False) -> str:
    """Write a share (0 to 1) in per cent.

    >>> share(0.0322, "en"), share(0.77, "zh-Hans", decimals=0)
    ('3.2 %', '77%')
    """
    return _form("share", lang, _plain(_exactly(x).scaleb(2, _WIDE), decimals, signed))


def ratio(x: Number, lang: str, *, decimals: int = 2, signed: bool = False) -> str:
    """Write a ratio as a plain number.

    >>> ratio(2.893, "en")
    '2.89'
    """
    return _form("ratio", lang, _plain(x, decimals, signed))


def index(x: Number, lang: str, *, decimals: int = 2, signed: bool = False) -> str:
    """Write the level of an index.

    >>> index(6840.2, "en"), index(-0.536, "zh-Hans")
    ('6,840.20', '−0.54')
    """
    return _form("index", lang, _plain(x, decimals, signed))


def count(n: Number, lang: str, *, signed: bool = False) -> str:
    """Write a whole number of things.

    >>> count(1895, "zh-Hans")
    '1,895'
    """
    return _form("count", lang, _plain(n, 0, signed))


def day(on: date, lang: str, *, weekday: bool = True, year: bool = False) -> str:
    """Write a date.

    Examples
    --------
    >>> day(date(2025, 10, 29), "en"), day(date(2025, 10, 29), "zh-Hant")
    ('Wed 29 Oct', '10月29日（週三）')
    >>> day(date(2025, 10, 29), "en", weekday=False, year=True)
    '29 Oct 2025'
    """
    return template(day_key(weekday=weekday, year=year), lang).format(
        weekday=template(f"numbers.weekday.{WEEKDAYS[on.weekday()]}", lang),
        day=on.day,
        month=template(f"numbers.month.{MONTHS[on.month - 1]}", lang),
        year=f"{on.year:04}",
    )


def month(of: date, lang: str) -> str:
    """Write the month of a day, with its year.

    >>> month(date(2025, 9, 2), "en"), month(date(2025, 9, 2), "zh-Hant")
    ('Sep 2025', '2025年9月')
    """
    name = template(f"numbers.month.{MONTHS[of.month - 1]}", lang)
    return template("report.axis.month_year", lang).format(month=name, year=f"{of.year:04}")


def day_key(*, weekday: bool, year: bool) -> str:
    """Return the key of the words for a date, with or without its weekday and year."""
    return f"numbers.day.{'weekday' if weekday else 'plain'}{'_year' if year else ''}"


def moment(when: datetime, lang: str, *, weekday: bool = True, year: bool = False) -> str:
    """Write a moment of New York time to the minute; seconds are dropped.

    Raises
    ------
    ValueError
        The moment is not in the zone America/New_York: convert it first, so that no other clock is shown as New York's.

    Examples
    --------
    >>> from zoneinfo import ZoneInfo
    >>> moment(datetime(2025, 10, 29, 16, 30, tzinfo=ZoneInfo("America/New_York")), "zh-Hans")
    '10月29日（周三）16:30'
    """
    if getattr(when.tzinfo, "key", None) != "America/New_York":
        raise ValueError(f"{when!r} is not in the zone America/New_York")
    words = template(f"numbers.moment.{'weekday' if weekday else 'plain'}", lang)
    return words.format(day=day(when.date(), lang, weekday=weekday, year=year), time=f"{when:%H:%M}")


def countdown(seconds: Number, lang: str) -> str:
    """Write how long it still takes, rounded down: minutes, then hours, then days; hours beside days below four days.

    Raises
    ------
    ValueError
        The moment has passed (`seconds` is negative).

    Examples
    --------
    >>> [countdown(hours * 3600, "en") for hours in (0.5, 5, 44, 26 * 24)]
    ['30 min', '5 h', '1 d 20 h', '26 d']
    >>> countdown(44 * 3600, "zh-Hant")
    '1 天 20 小時'
    """
    if seconds < 0:
        raise ValueError(f"{seconds} seconds: a countdown runs to a moment ahead")
    minutes = int(seconds) // 60
    days, hours = divmod(minutes // 60, 24)
    if days:
        parts = [("days", days)] + ([("hours", hours)] if hours and days < 4 else [])
    else:
        parts = [("hours", hours)] if hours else [("minutes", minutes)]
    return " ".join(template(f"numbers.duration.{unit}", lang).format(n=_grouped(Decimal(n), 0)) for unit, n in parts)


def quantity(value: Number | None, unit_id: str, lang: str, *, signed: bool | None = None) -> str:
    """Write a number by the id of its unit (`tidegauge.units.UNITS`); `MISSING` if there is none or it is not a number.

    Parameters
    ----------
    value : int, float, Decimal or None
        The number, in the unit named.
    unit_id : str
        A key of `tidegauge.units.UNITS`.
    lang : str
        One of `tidegauge.words.LANGUAGES`.
    signed : bool, optional
        Whether positive numbers carry a plus. Left out, the unit decides: basis points and price changes do.

    Raises
    ------
    KeyError
        No such unit.

    Examples
    --------
    >>> quantity(50.35, "usd_billion", "zh-Hans"), quantity(32, "bp", "en"), quantity(None, "usd", "en")
    ('503.5 亿', '+32 bp', '–')
    >>> quantity(78_785_000_000, "usd", "en", signed=True)
    '+78.8 bn'
    """
    write = _WRITERS[unit_id]
    if value is None or value != value:
        return MISSING
    return write(value, lang, unit_id in _DIFFERENCES if signed is None else signed)


def _every_digit(usd: int, lang: str) -> str:
    """Return whole ten-thousands in billions or 亿 with as many decimals as that takes, anything finer in dollars."""
    word, decimals = _BILLIONS[lang]
    if usd % 10**6 and not usd % 10**4:
        exactly = Decimal(usd // 10**4).scaleb(-decimals - 2, _WIDE)
        return f"{_grouped(exactly, decimals + 2).rstrip('0')} {word}"
    if usd % 10**6:
        word = next(word for word, size in MONEY_WORDS[lang].items() if size == 1)
        return f"{usd:,} {word}"
    if usd == 0:
        return f"0 {word}"
    return f"{_grouped(Decimal(usd // 10**6).scaleb(-decimals, _WIDE), decimals)} {word}"


def _rounded(usd: int, lang: str, tier: _Tier) -> tuple[int, int]:
    """Return how many steps of the tier's last digit an amount has, halves up, and the step in dollars."""
    step = MONEY_WORDS[lang][tier.word] // 10**tier.decimals
    return (2 * usd + step) // (2 * step), step


def _sign(value: int | Decimal, signed: bool) -> str:
    """Return the sign a number carries."""
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""


def _exactly(value: Number) -> Decimal:
    """Return the decimal a person would write for `value`; an infinite one has none."""
    exact = Decimal(value) if isinstance(value, int | Decimal) else Decimal(repr(float(value)))
    if not exact.is_finite():
        raise ValueError(f"{value!r} is not a finite number")
    return exact


def _plain(value: Number, decimals: int, signed: bool = False) -> str:
    """Return a rounded number with sign and thousands."""
    shown = _exactly(value).quantize(Decimal(1).scaleb(-decimals), context=_WIDE)
    return _sign(shown, signed) + _grouped(abs(shown), decimals)


def _grouped(value: Decimal, decimals: int) -> str:
    """Return a number that needs no rounding, with commas between thousands."""
    return f"{value:,.{decimals}f}"


def _form(unit_id: str, lang: str, number: str) -> str:
    """Put a written number into the words of its unit; English says "1 contract"."""
    form = _FORMS[unit_id]
    one = f"{form}_one" if form in _SINGULAR and number.lstrip(f"+{MINUS}") == "1" else form
    return template(one, lang).format(n=number)


_FORMS = {
    "usd": "numbers.form.usd",
    "pct": "numbers.form.pct",
    "bp": "numbers.form.bp",
    "ratio": "numbers.form.plain",
    "share": "numbers.form.pct",
    "share_pct": "numbers.form.pct",
    "count": "numbers.form.plain",
    "contracts": "numbers.form.contracts",
    "index": "numbers.form.plain",
    "years": "numbers.form.years",
    "change_pct": "numbers.form.pct",
    "usd_per_unit": "numbers.form.usd",
    "usd_per_100": "numbers.form.usd_per_100",
    "jpy_per_usd": "numbers.form.jpy_per_usd",
    "krw_per_usd": "numbers.form.krw_per_usd",
}
_SINGULAR = frozenset({"numbers.form.contracts"})
_DIFFERENCES = frozenset({"bp", "change_pct"})

_Writer = Callable[[Number, str, bool], str]


def _dollars(scale: int) -> _Writer:
    """Return the writer of money stated in `scale` dollars."""

    def write(value: Number, lang: str, signed: bool) -> str:
        dollars = _WIDE.multiply(_exactly(value), Decimal(scale))
        return money(int(dollars.to_integral_value(ROUND_HALF_UP)), lang, signed=signed)

    return write


def _fixed(unit_id: str, decimals: int) -> _Writer:
    """Return the writer of a unit that always shows so many decimals."""
    return lambda value, lang, signed: _form(unit_id, lang, _plain(value, decimals, signed))


def _basis_points(value: Number, lang: str, signed: bool) -> str:
    """Write whole basis points whole, anything else with one decimal."""
    return spread(value, lang, decimals=0 if _exactly(value) % 1 == 0 else 1, signed=signed)


def _price(value: Number, lang: str, signed: bool) -> str:
    """Write a price in dollars: four decimals below ten, where a cent is too coarse."""
    return _form("usd_per_unit", lang, _plain(value, 4 if abs(_exactly(value)) < 10 else 2, signed))


_WRITERS: dict[str, _Writer] = {
    "usd": _dollars(1),
    "usd_thousand": _dollars(10**3),
    "usd_million": _dollars(10**6),
    "usd_billion": _dollars(10**9),
    "pct": _fixed("pct", 2),
    "bp": _basis_points,
    "ratio": _fixed("ratio", 2),
    "share": lambda value, lang, signed: share(value, lang, signed=signed),
    "share_pct": _fixed("share_pct", 1),
    "count": _fixed("count", 0),
    "contracts": _fixed("contracts", 0),
    "index": _fixed("index", 2),
    "years": _fixed("years", 1),
    "change_pct": _fixed("change_pct", 2),
    "usd_per_unit": _price,
    "usd_per_100": _fixed("usd_per_100", 3),
    "jpy_per_usd": _fixed("jpy_per_usd", 2),
    "krw_per_usd": _fixed("krw_per_usd", 2),
}
