"""The desk: what every question needs from its caller: a store, a moment, and whether the network may be used."""

import os
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tidegauge import clock
from tidegauge.errors import InvalidMoment, NoStore, RunTooLong
from tidegauge.frame import Finding, Frame, finding
from tidegauge.reference import figures
from tidegauge.words.sentence import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tidegauge.store import Store


def default_root() -> Path:
    """Return the directory of the store when the caller names none."""
    import platformdirs

    return Path(platformdirs.user_data_dir("tidegauge")) / "store"


def _holds_store(root: Path) -> bool:
    """Say whether a directory is a store; a name the system refuses to look up is none."""
    try:
        return (root / "store.json").exists()
    except OSError:
        return False


@dataclass(slots=True)
class Desk:
    """Where a question is asked.

    `root` is the caller's store directory or None for the default one. Without a store, reads use the bundled reference
    figures as of their last moment, and every answer says so first. `path_days_max` is the most paths times business
    days that a run may have; None where the caller's own machine is the limit. `is_served` where a server asks for
    others, who are told no place of its machine.
    """

    root: Path | None = None
    offline: bool = False
    progress: "Callable[[str, int, int], None] | None" = None
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    path_days_max: int | None = None
    is_served: bool = False
    _store: "Store | None" = None
    _bundled: bool = False

    @classmethod
    def open(cls, store: str | None = None, *, offline: bool = False) -> "Desk":
        """Open a desk on a directory, the environment's `TIDEGAUGE_STORE`, or the default place."""
        environment = dict(os.environ)
        named = store or environment.get("TIDEGAUGE_STORE")
        silent = offline or environment.get("TIDEGAUGE_OFFLINE", "") not in ("", "0")
        return cls(Path(named) if named else None, silent, environment=environment)

    @property
    def writable_root(self) -> Path:
        """The directory that `import` and `update` write to."""
        return self.root or default_root()

    @property
    def store(self) -> "Store":
        """The store to read: the caller's, the default one if it exists, or the bundled figures."""
        if self._store is None:
            from tidegauge.store import Store

            self._bundled = self.root is None and not _holds_store(default_root())
            if self.root is not None and not _holds_store(self.root):
                raise NoStore(place=str(self.root))
            self._store = Store(figures.FOLDER if self._bundled else self.writable_root)
        return self._store

    @property
    def generation(self) -> str:
        """A name of what the desk reads; another write to the store, or another store, gives another."""
        return f"{'bundled' if self.bundled else 'store'}-{self.store.generation()}"

    def again(self) -> "Desk":
        """Return the same desk with a fresh look at the disk: what others have written since is seen."""
        return replace(self, _store=None, _bundled=False)

    @property
    def bundled(self) -> bool:
        """Whether answers stand on the bundled figures."""
        return self.store is not None and self._bundled

    @property
    def bundled_until(self) -> datetime | None:
        """The moment the bundled figures end, where answers stand on them."""
        return figures.LAST_MOMENT if self.bundled else None

    def moment(self, as_of: datetime | None) -> datetime:
        """Return the as-of of a question: the caller's, the last bundled moment, or now.

        Raises
        ------
        InvalidMoment
            The caller's moment lies in the future.
        """
        present = clock.now()
        if as_of is None:
            return figures.LAST_MOMENT if self.bundled else present
        if as_of > clock.end_of_day(present.astimezone(clock.NEW_YORK).date()):
            raise InvalidMoment(text=clock.in_new_york(as_of), detail="it lies in the future")
        return min(as_of, present)  # "today" cannot mean tonight yet

    def refuse_long(self, paths: int, days: int) -> None:
        """Refuse a run of more paths over more business days than the desk allows.

        Raises
        ------
        RunTooLong
            There is a limit and the run is beyond it.
        """
        if self.path_days_max is not None and paths * days > self.path_days_max:
            raise RunTooLong(paths=f"{paths:,}", days=f"{days:,}", limit=f"{self.path_days_max:,}")

    def frame(self, series: "Iterable[str]", as_of: datetime, replay_at: datetime | None = None) -> Frame:
        """Return what was known of some series."""
        return self.store.frame(series, as_of=as_of, replay_at=replay_at)

    def findings(self) -> list[Finding]:
        """Return what every answer must say first: that it stands on the bundled figures, where it does."""
        if not self.bundled:
            return []
        return [finding("bundled_figures", "reference", moment=Moment(figures.LAST_MOMENT))]
