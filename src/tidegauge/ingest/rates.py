"""Rates that are subtracted from each other must have two decimals, or no exact spread exists: refused on entry."""

from functools import lru_cache

from tidegauge.catalogue.series import Series, find
from tidegauge.indicators.gauges import inputs
from tidegauge.units import hundredths


@lru_cache(maxsize=1)
def exact_rates() -> frozenset[str]:
    """Return the series whose values are compared as whole hundredths of a percentage point."""
    return frozenset(id_ for id_ in inputs() if find(id_).unit.id == "pct")


def checked(series: Series, value: float) -> float:
    """Return the value of a rate; a third decimal is a ValueError, since it would make every spread a guess.

    >>> checked(find("sofr"), 4.22)
    4.22
    """
    if series.id in exact_rates():
        hundredths(value)
    return value
