"""The stretches that have a name; the dates stand in `episodes.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from tidegauge.errors import UnknownEpisode
from tidegauge.words.nearest import nearest

PATH = Path(__file__).parent / "episodes.toml"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A past stretch with a name: opening known at the end of `start`, compared up to `end`, both included."""

    id: str
    start: date
    end: date
    names: Mapping[str, str]


@lru_cache(maxsize=1)
def stretches() -> Mapping[str, Stretch]:
    """Return every named stretch by id, in order of time.

    >>> list(stretches())[0]
    'september_2019'
    """
    tables = tomllib.loads(PATH.read_text("utf-8"))
    return {id_: Stretch(id_, table["start"], table["end"], table["name"]) for id_, table in tables.items()}


def find(id_: str) -> Stretch:
    """Return a stretch by id.

    Raises
    ------
    UnknownEpisode
        No stretch has this name; the error lists all and names the nearest, or the one that a month lies in.

    Examples
    --------
    >>> find("rebuild_2025").end
    datetime.date(2025, 11, 26)
    """
    known = stretches()
    if id_ not in known:
        raise UnknownEpisode(episode=id_, nearest=_of_month(id_) or nearest(id_, known), known=", ".join(known))
    return known[id_]


def _of_month(said: str) -> str:
    """Return the stretch that a month such as 2019-09 lies in, or a day of it; empty where it is none, or in none.

    >>> _of_month("2019-09"), _of_month("2025-11-03"), _of_month("2022-01"), _of_month("2019-13")
    ('september_2019', 'rebuild_2025', '', '')
    """
    try:
        month = date.fromisoformat(f"{said[:7]}-01")
    except ValueError:
        return ""
    inside = (one.id for one in stretches().values() if one.start.replace(day=1) <= month <= one.end)
    return next(inside, "")
