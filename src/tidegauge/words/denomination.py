"""One unit for all amounts of a table, named above it once, so that a column can be compared by eye."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from tidegauge.words import numbers, template

NAMED = {"en": ("bn", "mn", "USD"), "zh-Hans": ("亿", "万", "美元"), "zh-Hant": ("億", "萬", "美元")}
"""The units a table may have, the largest first; trillions would hide what moves."""

FIGURES = 4
FILLED = 100  # a smaller part of the largest amount would be lost behind two decimals


class Denomination(NamedTuple):
    """A unit of money of a language, such as bn."""

    word: str
    lang: str

    @property
    def size_usd(self) -> int:
        """One of the unit [USD]."""
        return numbers.MONEY_WORDS[self.lang][self.word]

    @property
    def name(self) -> str:
        """The unit as the title of a table says it.

        >>> Denomination("bn", "en").name, Denomination("亿", "zh-Hans").name
        ('bn US dollars', '亿美元')
        """
        key = "dollars" if self.size_usd == 1 else "dollars_in"
        return template(f"numbers.form.{key}", self.lang).format(n=self.word)

    def columns(self, *columns: Iterable[int | None], signed: bool = False) -> list[list[str]]:
        """Write columns that are read side by side, all with the decimals that the largest amount of them takes.

        >>> Denomination("bn", "en").columns([1_760_000_000], [74_400_000_000], signed=True)
        [['+1.76'], ['+74.40']]
        """
        listed = [list(column) for column in columns]
        written = iter(self.column([usd for column in listed for usd in column], signed=signed))
        return [[next(written) for _ in column] for column in listed]

    def column(self, amounts: Iterable[int | None], *, signed: bool = False) -> list[str]:
        """Write the amounts of a column [USD] without their unit, all with the decimals its largest takes.

        None is an amount that nobody knows.

        >>> Denomination("bn", "en").column([2_827_909_000_000, 350_000_000_000, None])
        ['2,828', '350', '–']
        >>> Denomination("bn", "en").column([-94_720_000_000, 14_867], signed=True)
        ['−94.72', '0.00']
        """
        listed = list(amounts)
        whole = max((abs(usd) for usd in listed if usd is not None), default=0) // self.size_usd
        decimals = 0 if self.size_usd == 1 else max(0, min(2, FIGURES - len(str(whole))))
        return [
            numbers.MISSING
            if usd is None
            else numbers.index(Decimal(usd) / self.size_usd, self.lang, decimals=decimals, signed=signed)
            for usd in listed
        ]


def of_largest(amounts: Iterable[int | None], lang: str) -> Denomination:
    """Return the unit of a table: the largest that its largest amount [USD] fills a hundred times.

    >>> of_largest([937_000, 51_919], "en").word, of_largest([2_827_909_000_000], "zh-Hant").word
    ('USD', '億')
    """
    largest = max((abs(usd) for usd in amounts if usd is not None), default=0)
    sizes = numbers.MONEY_WORDS[lang]
    return Denomination(next((word for word in NAMED[lang] if largest >= FILLED * sizes[word]), NAMED[lang][-1]), lang)


def billions(lang: str) -> Denomination:
    """Return the unit of the Fed's balance sheet: billions, in Chinese hundred millions."""
    return Denomination(NAMED[lang][0], lang)
