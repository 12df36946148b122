"""Two readings of a gauge, written so that a difference can be seen."""

from collections.abc import Callable

from tidegauge.words import numbers

FINEST = 6
FINER: dict[str, Callable[..., str]] = {
    "pct": numbers.rate,
    "share": numbers.share,
    "ratio": numbers.ratio,
    "index": numbers.index,
    "bp": numbers.spread,
}


Write = Callable[[float, str], str]


def apart(before: float | None, after: float, unit: str, lang: str, usual: Write) -> tuple[str, str] | None:
    """Return both readings as `usual` writes them, or finer where that tells them apart; None if nothing does.

    >>> def usual(value, unit):
    ...     return numbers.quantity(value, unit, "en")
    >>> apart(0.1530, 0.1531, "share", "en", usual), apart(4.04, 4.04, "pct", "en", usual)
    (('15.30 %', '15.31 %'), None)
    """
    if before is None:
        return numbers.MISSING, usual(after, unit)
    if before == after:
        return None
    pair = usual(before, unit), usual(after, unit)
    if pair[0] != pair[1]:
        return pair
    if unit == "usd":
        return numbers.money(round(before), lang, exact=True), numbers.money(round(after), lang, exact=True)
    for decimals in range(1, FINEST + 1) if unit in FINER else ():
        pair = FINER[unit](before, lang, decimals=decimals), FINER[unit](after, lang, decimals=decimals)
        if pair[0] != pair[1]:
            return pair
    return None
