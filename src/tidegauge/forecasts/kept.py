"""What a back-test leaves in the store: one file a model, and while it runs one file a finished stretch.

    scores/<model>.npz                       the finished table
    scores/<model>.<hash>.unfinished/…npz    stretches done so far, removed when the table is whole

Every file is written whole or not at all, and the same table gives the same bytes.
"""

import json
import shutil
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from tidegauge.errors import StoreNotWritable, StoreUnreadable
from tidegauge.models.walk_forward import Stretch, Table

FOLDER = "scores"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a table is about: model, target, the moment it was judged at, and the last day its figures are about.

    `identity` is a hash of everything a forecast depends on; `step` the mean absolute step of the target's history
    before the first scored origin, the unit of MASE; `latest_only` the inputs of which only the latest vintage exists,
    so that forecasts from them may know of revisions. `is_conditional` marks a run that was handed later figures.
    """

    model: str
    target: str
    unit: str
    judged_at: str
    figures_until: str
    scored_from: str
    identity: str
    step: float
    latest_only: tuple[str, ...]
    is_conditional: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished back-test."""

    facts: Facts
    table: Table


class Unfinished:
    """The stretches of a back-test that are done; a folder is for one identity.

    Parameters
    ----------
    root : Path
        The store's directory.
    model : str
        Id of the model.
    identity : str
        Hash of everything a forecast depends on.
    """

    def __init__(self, root: Path, model: str, identity: str) -> None:
        self.folder = root / FOLDER / f"{model}.{identity[:12]}.unfinished"
        self.identity = identity

    def read(self, stretch: Stretch) -> Table | None:
        """Return the forecasts of a stretch, or None where it is not done; a damaged file counts as not done."""
        place = self._place(stretch)
        if not place.exists():
            return None
        try:
            facts, table = _read(place)
        except StoreUnreadable:
            return None
        return table if facts == {"identity": self.identity} else None

    def write(self, stretch: Stretch, table: Table) -> None:
        """Write down a finished stretch."""
        _write(self._place(stretch), {"identity": self.identity}, table)

    def remove(self) -> None:
        """Forget the stretches: the whole table stands."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _place(self, stretch: Stretch) -> Path:
        return self.folder / f"{stretch.refit.isoformat()}_{stretch.origins[-1].isoformat()}.npz"


def write(root: Path, kept: Kept) -> Path:
    """Write a finished back-test into the store and return its place.

    Raises
    ------
    StoreNotWritable
        Disk full or directory read-only; what stood there before still does.
    """
    target = place(root, kept.facts.model)
    _write(target, asdict(kept.facts), kept.table)
    return target


def place(root: Path, model: str) -> Path:
    """Return where the finished back-test of a model stands.

    >>> place(Path("store"), "tga_random_walk").as_posix()
    'store/scores/tga_random_walk.npz'
    """
    return root / FOLDER / f"{model}.npz"


def read_all(root: Path) -> list[Kept]:
    """Return every finished back-test of a store, by id of the model; none gives an empty list.

    Raises
    ------
    StoreUnreadable
        A file is damaged.
    """
    found = []
    for file in sorted((root / FOLDER).glob("*.npz")):
        facts, table = _read(file)
        try:
            found.append(Kept(Facts(**{**facts, "latest_only": tuple(facts["latest_only"])}), table))
        except (TypeError, KeyError) as error:
            raise StoreUnreadable(place=f"{FOLDER}/{file.name}", detail=repr(error)) from error
    return found


def _write(place: Path, facts: dict[str, Any], table: Table) -> None:
    part = place.with_name(f".{uuid.uuid4().hex}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            np.savez_compressed(file, facts=np.array(json.dumps(facts, sort_keys=True)), **table._asdict())
        part.replace(place)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise StoreNotWritable(place=str(place.parent), detail=error.strerror or repr(error)) from error


def _read(place: Path) -> tuple[dict[str, Any], Table]:
    try:
        with np.load(place) as arrays:
            return json.loads(str(arrays["facts"])), Table(*(arrays[name] for name in Table._fields))
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise StoreUnreadable(place=f"{FOLDER}/{place.name}", detail=repr(error)) from error
