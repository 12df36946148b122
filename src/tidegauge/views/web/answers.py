"""Answers of the server: each question is computed once, kept while the store stands still, and shared by all readers.

An answer is known by its question, its parameters, the generation of the store, and, where it is about the present, by
the minutes it holds for. When `tidegauge update` has written, the next look at the disk finds another generation and
everything is computed anew; whoever is being answered meanwhile still gets the answer of one generation.
"""

import hashlib
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from typing import Any

from tidegauge import clock
from tidegauge.errors import StoreError
from tidegauge.questions import registry
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.views.web.settings import Limits

LOOK_AGAIN_SECONDS = 2.0
PRESENT_MINUTES = 5
"""How long an answer about the present is kept."""

Progress = Callable[[str, int, int], None]


class Answers:
    """A desk for many readers at once.

    Parameters
    ----------
    desk : Desk
        Where questions are asked. It is looked at again every few seconds, so that an update is seen.
    limits : Limits, optional
        How many answers are kept, and how long a run may be that is answered at once.

    Examples
    --------
    >>> answers = Answers(Desk())
    >>> answers.ask("drain", weeks=1).question
    'drain'
    >>> answers.ask("drain", weeks=1) is answers.ask("drain", weeks=1)
    True
    """

    def __init__(
        self, desk: Desk, limits: Limits | None = None, look_again_seconds: float = LOOK_AGAIN_SECONDS
    ) -> None:
        self.limits = limits or Limits()
        self._life = uuid.uuid4().hex  # words and models may differ after a restart: no tag outlives the program
        self.look_again_seconds = look_again_seconds
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._under_way: dict[str, Future[Answer]] = {}
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._looked_at = time.monotonic()
        self._desk, self.generation = _read(desk)

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._kept)

    @property
    def is_bundled(self) -> bool:
        """Whether answers stand on the bundled figures."""
        return self._desk.bundled

    def tag(self, question: str, **said: Any) -> str:
        """Return what identifies an answer: the same as long as its question would be answered the same."""
        known = (self._life, self.generation, question, sorted(said.items()), self._holds_for(said.get("as_of")))
        return hashlib.sha256(repr(known).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def ask(self, question: str, **said: Any) -> Answer:
        """Return the answer to a question by its name; `said` is what its function takes, already read.

        Raises
        ------
        TidegaugeError
            The question cannot be answered; failures are not kept.
        RunTooLong
            More paths over more days than are run at once: ask for a job.
        """
        return self.ask_long(question, said, self.limits.path_days_now, None)

    def ask_long(self, question: str, said: dict[str, Any], path_days: int, progress: Progress | None) -> Answer:
        """Return the answer to a question that may take long and says how far it has come.

        Whoever asks what is being computed waits for that; only one of them hears of the progress.
        """
        self.look()
        tag = self.tag(question, **said)
        with self._lock:
            answer = self._kept.get(tag)
            if answer is not None:
                self._kept.move_to_end(tag)
                return answer
            future = self._under_way.get(f"{tag} {path_days}")
            is_ours = future is None
            if future is None:
                future = self._under_way[f"{tag} {path_days}"] = Future()
        if is_ours:
            self._compute(tag, future, (question, said, path_days, progress))
        return future.result()

    def examine(self) -> None:
        """Read the name of what stands on the disk.

        Raises
        ------
        StoreError
            The store is gone, or cannot be read.
        """
        _ = self._desk.again().generation

    def _compute(self, tag: str, future: "Future[Answer]", asked: tuple[str, dict[str, Any], int, Any]) -> None:
        """Answer for everybody who waits on a future, and keep the answer."""
        name, said, path_days, progress = asked
        try:
            desk = replace(self._desk, progress=progress, path_days_max=path_days, is_served=True)
            answer = named(name).ask(desk, **said)
        except BaseException as error:
            with self._lock:
                self._under_way.pop(f"{tag} {path_days}")
            future.set_exception(error)
            return
        with self._lock:
            self._under_way.pop(f"{tag} {path_days}")
            self._kept[tag] = answer
            while len(self._kept) > self.limits.answers_kept:
                self._kept.popitem(last=False)
        future.set_result(answer)

    def _holds_for(self, as_of: datetime | None) -> str:
        """Return what the present adds to an answer's identity: nothing where it is about a moment that is past."""
        present = clock.now()
        if as_of is not None and as_of <= present:
            return ""
        if self.is_bundled:
            return present.date().isoformat()
        return f"{present:%Y-%m-%dT%H}:{present.minute // PRESENT_MINUTES}"

    def look(self) -> None:
        """Look at the disk from time to time; while one thread reads what is there, the others go on with what was.

        A store that is gone or cannot be read leaves what was read before; `examine` is where that is told.
        """
        if time.monotonic() - self._looked_at < self.look_again_seconds or not self._looking.acquire(blocking=False):
            return
        try:
            fresh = self._desk.again()
            if fresh.generation != self.generation:
                desk, generation = _read(fresh)
                with self._lock:
                    self._desk, self.generation = desk, generation
                    self._kept.clear()
        except StoreError:
            return
        finally:
            self._looked_at = time.monotonic()
            self._looking.release()


def named(name: str) -> registry.Question:
    """Return a question by its dotted name.

    Raises
    ------
    UnknownQuestion
        There is none.
    """
    return registry.find(tuple(name.replace("_", "-").split(".")))


def _read(desk: Desk) -> tuple[Desk, str]:
    """Return a desk whose store has been read into memory, and its generation as it was before reading.

    A write between the two is seen at the next look: an answer may be newer than its tag for seconds, never older.
    """
    generation = desk.generation
    desk.store.series()
    return desk, generation
