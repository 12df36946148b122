"""Sources: one file a publisher's service. Public here: `SOURCES`, all of them, and `find`, one of them by its id.

Registration is explicit: a new source is one file and one name in `NAMES`. The modules behind the names are imported
when first asked for, so that a command which only reads the store does not pay for twelve parsers.
"""

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from tidegauge.errors import UsageError

if TYPE_CHECKING:
    from tidegauge.sources.base import Source

    SOURCES: tuple[Source, ...]

NAMES = (
    "fred",
    "nyfed",
    "fiscaldata",
    "board",
    "ofr",
    "defillama",
    "sec",
    "tic",
    "cftc",
    "yahoo",
    "coinbase",
    "kraken",
)


def find(id_: str) -> "Source":
    """Return one source; only its own module is imported.

    Raises
    ------
    UsageError
        No source has this id; the error lists those that exist.

    Examples
    --------
    >>> find("ofr").publisher
    'Office of Financial Research'
    """
    if id_ not in NAMES:
        raise UsageError(detail=f'there is no source "{id_}"; there are {", ".join(NAMES)}')
    source: Source = import_module(f"tidegauge.sources.{id_}").SOURCE
    return source


@lru_cache(maxsize=1)
def _sources() -> "tuple[Source, ...]":
    """Import every source, in the order of `NAMES`."""
    return tuple(find(name) for name in NAMES)


def __getattr__(name: str) -> "tuple[Source, ...]":
    """Give `SOURCES` on first use."""
    if name == "SOURCES":
        return _sources()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
