"""Did you mean: the known name most like what was said, where one is like it at all."""

from collections.abc import Iterable
from functools import reduce

from tidegauge.words import Phrase

CUTOFF = 0.5  # share of letters in common; below it a suggestion is a guess, and the hint names the list instead
SAID_MAX = 60


def nearest(said: str, known: Iterable[str]) -> str:
    """Return the known name most like what was said, capitals aside; empty where none is like it.

    >>> nearest("Lever", ["levers", "flows"]), nearest("xyz", ["levers", "flows"])
    ('levers', '')
    """
    from difflib import get_close_matches  # here: only a mistake needs it

    by_small = {name.lower(): name for name in known}
    found = get_close_matches(said[:SAID_MAX].lower(), by_small, n=1, cutoff=CUTOFF)
    return by_small[found[0]] if found else ""


def one_of(names: Iterable[str]) -> str:
    """Return names as a choice between them, in the reader's language where an error says it; empty where none is.

    >>> one_of(["copper", "move"]), one_of([])
    ('copper or move', '')
    """
    first, *more = [*names] or [""]
    return reduce(lambda before, name: Phrase("nearest.one_of", before=before, last=name), more, first)


def remedy(key: str, **facts: object) -> Phrase:
    """Return the words of a remedy; where the fact `nearest` is empty, those of `<key>_alone`, which name the list.

    >>> str(remedy("scenarios.remedy.event", nearest=""))
    '`tidegauge ledger events` lists all.'
    """
    return Phrase(key if facts.get("nearest", key) else f"{key}_alone", **facts)
