"""A window's newest run stops its older ones, and only so many runs are made at once."""

import threading

import pytest

from tidegauge.errors import Busy
from tidegauge.views.web.lab_queue import TABS_KNOWN, Place, Queue, SupersededError, Turns


def test_turns_forget_the_oldest_windows_and_never_go_back() -> None:
    turns = Turns()
    first, late = turns.take("a", "7"), turns.take("a", "3")
    first.check()
    with pytest.raises(SupersededError):
        late.check()
    for n in range(TABS_KNOWN):
        turns.take(f"b{n}", "1")
    assert turns.newest("a") == 0
    turns.take("<script>", "1").check()
    turns.take("a", "9" * 40).check()


def test_who_finds_no_room_waits_and_who_finds_no_room_to_wait_is_told_to_come_again() -> None:
    queue, turn = Queue(at_once=1, waiting_most=1), Turns().take("", "")
    first, second, third = (Place(queue, turn) for _ in range(3))
    first.progress("baseline", 0, 2)
    waits = threading.Thread(target=second.progress, args=("baseline", 0, 2))
    waits.start()
    while not queue._waiting:
        assert waits.is_alive()
    with pytest.raises(Busy, match="Ask again in 5 s"):
        third.progress("baseline", 0, 2)
    assert not second.is_taken, "it waits for the first"
    first.leave()
    waits.join(5)
    assert second.is_taken
    second.leave()
    third.progress("baseline", 0, 2)
    third.progress("baseline", 1, 2)
    third.leave()
    third.leave()
    first.progress("baseline", 0, 2)
    assert first.is_taken
    assert not queue._slots.acquire(blocking=False), "a place is given back once, however often it is left"
    with pytest.raises(Busy):
        full = Queue(at_once=0, waiting_most=0)
        full.enter(turn)


def test_a_run_that_waits_gives_up_when_its_window_has_moved_on() -> None:
    queue, turns = Queue(at_once=1, waiting_most=1), Turns()
    Place(queue, turns.take("", "")).progress("baseline", 0, 1)
    old = turns.take("a", "1")
    threading.Timer(0.05, turns.take, args=("a", "2")).start()
    with pytest.raises(SupersededError):
        queue.enter(old)
