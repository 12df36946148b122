"""Refusals: what is said of a name that a run does not have, wherever that is found out."""

from collections.abc import Collection

from tidegauge.errors import InvalidScenario
from tidegauge.words import Phrase
from tidegauge.words.nearest import nearest
from tidegauge.words.nearest import remedy as alternative

MIX = "mix = { government_outlay = 1.0 }"
"""What a flow without a mix is shown."""


def refusal(place: str, key: str, detail: str, name: str = "", known: Collection[str] = ()) -> InvalidScenario:
    """Return the error of a key whose name cannot stand; its hint names what is known, the nearest first.

    Parameters
    ----------
    place, key : str
        Where the key stands, and how it was written.
    detail : str
        What is wrong, a key of the words under `compile.wrong`; those of the way out stand under `compile.remedy`.
    name : str
        The name that cannot stand.
    known : collection of str
        The names that could.

    Examples
    --------
    >>> str(refusal("mine.toml:4", "shocks.0.flow", "flow", "paay", ["pay"]).facts["remedy"])
    'Did you mean pay? The flows of this scenario are pay.'
    """
    facts: dict[str, str] = {"name": name, "example": MIX}
    if known:
        facts |= {"nearest": nearest(name, known), "known": ", ".join(known)}
    said = Phrase(f"compile.wrong.{detail}", **facts)
    return InvalidScenario(place=place, key=key, detail=said, remedy=alternative(f"compile.remedy.{detail}", **facts))
