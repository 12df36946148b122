"""Two readings side by side: never the same words for different values."""

import pytest

from tidegauge.views.apart import apart
from tidegauge.words import LANGUAGES, numbers


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("unit", "before", "after"),
    [
        ("usd", 5_583_671_000_000, 5_583_670_000_000),
        ("share", 0.15301, 0.15302),
        ("pct", 4.221, 4.222),
        ("index", 17.441, 17.442),
    ],
)
def test_different_values_are_told_apart(lang: str, unit: str, before: float, after: float) -> None:
    def usual(value: float, unit: str) -> str:
        return numbers.quantity(value, unit, lang)

    assert usual(before, unit) == usual(after, unit)
    pair = apart(before, after, unit, lang, usual)
    assert pair is not None
    assert pair[0] != pair[1]


def test_what_differs_already_is_written_as_usual() -> None:
    assert apart(4.04, 4.22, "pct", "en", lambda value, _: f"<{value}>") == ("<4.04>", "<4.22>")
    assert apart(None, 4.22, "pct", "en", lambda value, _: f"<{value}>") == (numbers.MISSING, "<4.22>")


def test_equal_values_make_no_pair() -> None:
    assert apart(4.22, 4.22, "pct", "en", lambda value, _: str(value)) is None
    assert apart(1.001, 1.002, "years", "en", lambda value, _: f"{value:.1f}") is None
