"""What stands beside a lamp: since when it is on, and why it still is although the reading is back."""

from collections.abc import Callable
from datetime import date

from tidegauge.questions.shapes import SignalState
from tidegauge.words import text


def since(state: SignalState, lang: str, day: Callable[[date], str]) -> str:
    """Return since when a signal is on; a spell as old as the count may be older. "" where the signal is not on."""
    if state.on_since is None:
        return ""
    written = day(state.on_since)
    return text("signals.spell.at_least", lang, day=written) if state.on_since == state.counted_from else written


def held(state: SignalState, lang: str, line: Callable[[float, str], str]) -> str:
    """Return why a signal is on although its reading is not past the threshold; "" in any other case."""
    if not state.on or state.is_past or state.reading is None:
        return ""
    value = state.reading.value
    is_calm = value <= state.reset if state.direction == "above" else value >= state.reset
    if is_calm:
        return text("signals.spell.held_calm", lang)
    return text("signals.spell.held", lang, reset=line(state.reset, state.unit))
