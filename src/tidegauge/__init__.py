"""Tidegauge: US dollar liquidity, measured, explained, forecast and simulated, as known at a chosen moment.

The public door: `open` gives a desk with one method a question, `Tidegauge` and `Answered` are what it is and gives,
`TidegaugeError` is the root of every error, `LANGUAGES` what answers can be read in. Everything is imported when it is
first named, so that importing the package costs nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tidegauge.errors import TidegaugeError
    from tidegauge.views.answered import Answered
    from tidegauge.views.face import Tidegauge
    from tidegauge.views.face import open_desk as open  # noqa: A004  the public name, read as tg.open()
    from tidegauge.words import LANGUAGES

__all__ = ("LANGUAGES", "Answered", "Tidegauge", "TidegaugeError", "open")

_PLACES = {
    "LANGUAGES": ("tidegauge.words", "LANGUAGES"),
    "Answered": ("tidegauge.views.answered", "Answered"),
    "Tidegauge": ("tidegauge.views.face", "Tidegauge"),
    "TidegaugeError": ("tidegauge.errors", "TidegaugeError"),
    "open": ("tidegauge.views.face", "open_desk"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, member = _PLACES[name]
    return getattr(importlib.import_module(module), member)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
