"""Whose turn it is: a window's newest run stops its older ones, and only so many runs are made at once.

A slider on its way asks faster than runs are made, and many readers may move sliders at the same time.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from tidegauge.errors import Busy
from tidegauge.words import Phrase

TABS_KNOWN = 1_000
AT_ONCE = 2
WAITING_MOST = 8
LOOK_SECONDS = 0.1
AGAIN_SECONDS = 5


class SupersededError(Exception):
    """The reader has moved on: whoever computes for an older turn of the same window may stop."""


class Turns:
    """The newest turn of every open window."""

    def __init__(self) -> None:
        self._newest: OrderedDict[str, int] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, tab: str, turn: str) -> "Turn":
        """Return the turn of a request; without a window of its own it is never superseded."""
        if not (tab.isalnum() and len(tab) <= 32 and turn.isascii() and turn.isdigit() and len(turn) <= 9):
            return Turn(self, "", 0)
        with self._lock:
            self._newest[tab] = max(int(turn), self._newest.get(tab, 0))
            self._newest.move_to_end(tab)
            while len(self._newest) > TABS_KNOWN:
                self._newest.popitem(last=False)
        return Turn(self, tab, int(turn))

    def newest(self, tab: str) -> int:
        """Return the newest turn of a window."""
        return self._newest.get(tab, 0)


@dataclass(frozen=True, slots=True)
class Turn:
    """One request of a window."""

    turns: Turns
    tab: str
    number: int

    def check(self) -> None:
        """Raise SupersededError where a newer turn has come."""
        if self.tab and self.turns.newest(self.tab) > self.number:
            raise SupersededError


class Queue:
    """Room for some runs at once; a few more may wait, the others are told to come again."""

    def __init__(self, at_once: int = AT_ONCE, waiting_most: int = WAITING_MOST) -> None:
        self._slots = threading.Semaphore(at_once)
        self._lock = threading.Lock()
        self._waiting, self._waiting_most = 0, waiting_most

    def enter(self, turn: Turn) -> None:
        """Wait for room.

        Raises
        ------
        SupersededError
            The reader has moved on meanwhile.
        Busy
            Too many wait already.
        """
        if self._slots.acquire(blocking=False):
            return
        with self._lock:
            if self._waiting >= self._waiting_most:
                raise Busy(detail=Phrase("lab.wrong.busy"), seconds=AGAIN_SECONDS)
            self._waiting += 1
        try:
            while not self._slots.acquire(timeout=LOOK_SECONDS):
                turn.check()
        finally:
            with self._lock:
                self._waiting -= 1

    def leave(self) -> None:
        """Make room."""
        self._slots.release()


@dataclass(slots=True)
class Place:
    """The place of one run in a queue, taken when it begins: an answer that is kept needs none."""

    queue: Queue
    turn: Turn
    is_taken: bool = field(default=False)

    def progress(self, what: str, finished: int, of: int) -> None:
        """Take the place at the first stretch of a run, and stop it where the reader has moved on."""
        self.turn.check()
        if not self.is_taken:
            self.queue.enter(self.turn)
            self.is_taken = True

    def leave(self) -> None:
        """Make room, where a place was taken."""
        if self.is_taken:
            self.is_taken = False
            self.queue.leave()


TURNS = Turns()
QUEUE = Queue()
