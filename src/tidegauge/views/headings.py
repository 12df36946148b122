"""What the tables of an answer and their columns are called, in the reader's language, with the unit in brackets."""

import re
from functools import cache

from tidegauge.views.rows import Path
from tidegauge.words import keys, text

PLACES = ("face.part", "ledger.effect", "ledger.sector", "gauges", "lines")
"""Where the words of a part of a path stand: the first that has them."""

UNITS = {"USD": "usd", "bp": "bp", "pct": "pct", "share": "share"}
"""How a unit ends the name of a column; a unit that is none of these is told in words by the answer."""

_QUANTILE = re.compile(r"p(?P<share>[0-9]{2})|(?P<whole>[0-9]{1,2})%")


def name(column: Path, unit: str) -> str:
    """Return the name of a column for a program, with its unit at the end unless some part says it.

    >>> name(("effects", "tga"), "USD"), name(("change_usd",), "USD"), name(("reserves_usd", "p05"), "")
    ('effects_tga_usd', 'change_usd', 'reserves_usd_p05')
    """
    joined = "_".join(column).replace("%", "")
    return joined if unit not in UNITS or UNITS[unit] in joined.split("_") else f"{joined}_{UNITS[unit]}"


def head(column: Path, unit: str, lang: str) -> str:
    """Return the head of a column for a person: the words of its parts, then the unit that a part ends with or is in.

    >>> head(("effects", "tga"), "USD", "en"), head(("reserves_usd", "p05"), "", "zh-Hans")
    ('effects: TGA (USD)', '准备金：5 %（美元）')
    """
    ends = [_ending(part, lang) for part in column]
    words = (word(part.removesuffix(f"_{end}") if end else part, lang) for part, end in zip(column, ends, strict=True))
    titled = text("face.of", lang).join(words)
    said = next((end for end in ends if end), UNITS.get(unit, ""))
    return text("face.head", lang, head=titled, unit=text(f"face.unit.{said}", lang)) if said else titled


def title(path: Path, lang: str) -> str:
    """Return what a table is called: the words of its path, the widest first."""
    return text("face.of", lang).join(word(part, lang) for part in path)


def word(part: str, lang: str) -> str:
    """Return the words of one part of a path; a quantile is written as one, an unknown id as it is.

    >>> word("p05", "en"), word("change", "zh-Hant"), word("scarce_in_may", "en")
    ('5 %', '變化', 'scarce in may')
    """
    if quantile := _QUANTILE.fullmatch(part):
        return f"{int(quantile['share'] or quantile['whole'])} %"
    key = _key(part, lang)
    return text(key, lang) if key else part.replace("_", " ")


def _ending(part: str, lang: str) -> str:
    """Return the unit that a part of a path ends with, or nothing where the whole part has words of its own."""
    return "" if _key(part, lang) else next((unit for unit in UNITS.values() if part.endswith(f"_{unit}")), "")


@cache
def _key(part: str, lang: str) -> str:
    """Return the key of the words of a part, or nothing."""
    known = keys(lang)
    return next((f"{place}.{part}" for place in PLACES if f"{place}.{part}" in known), "")
