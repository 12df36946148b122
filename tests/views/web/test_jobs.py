"""Jobs: long questions wait their turn, say how far they are, and stop when they are told to."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tidegauge.errors import Busy, InternalError, NoSuchJob, TooManyRequests, UnknownScenario
from tidegauge.questions.pasted import Pasted
from tidegauge.views.web import rest
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.jobs import OVER, Job, Jobs, Stopped
from tidegauge.views.web.settings import Limits

LIMITS = Limits(jobs_waiting=3, jobs_a_client=2)
MANY = {"paths": 8_000, "days": 5}
LONG: dict[str, dict[str, Any]] = {
    "simulate": MANY | {"scenario": "baseline"},
    "compare": MANY | {"a": "baseline", "b": "baseline"},
    "search": {"scenario": "baseline", "lever": "reserve_purchases", "target": "median(reserves_usd) > 2.9tn at 4"}
    | MANY,
    "portfolio": MANY | {"file": Pasted("held.csv", "asset,amount\nsp500,1mn\n"), "scenario": "baseline"},
    "hindcast": {"start": date(2025, 9, 2), "end": date(2025, 9, 30), "flows": "forecast", "paths": 8_000},
    "sensitivity": {"as_of": datetime(2021, 11, 3, tzinfo=UTC)},  # less history is quicker
}


class Slow:
    """Answers that tell of their progress until somebody lets them end."""

    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.asked: list[str] = []

    def ask_long(self, question: str, said: dict[str, Any], path_days: int, progress: Any) -> str:
        self.asked.append(question)
        if "error" in said:
            raise said["error"]
        n = 0
        while not self.may_end.wait(0.005):
            n += 1
            progress(question, n, 0)
        return f"answer to {question}"


@pytest.fixture
def slow() -> Iterator[Slow]:
    made = Slow()
    yield made
    made.may_end.set()


def queue(answers: Any, limits: Limits = LIMITS) -> Jobs:
    return Jobs(answers, limits)


def wait(job: Job, *states: str) -> Job:
    """Wait until a job is in one of some states."""
    for _ in range(1_000):
        if job.state in (states or OVER):
            return job
        time.sleep(0.005)
    raise AssertionError(f"the job is still {job.state}")


def test_a_job_runs_and_holds_its_answer(slow: Slow) -> None:
    job = queue(slow).submit("compare", {}, "me")
    wait(job, "running")
    while not job.done:
        time.sleep(0.005)
    slow.may_end.set()
    assert wait(job).state == "done"
    assert job.answer == "answer to compare"  # type: ignore[comparison-overlap]


def test_one_job_runs_at_a_time_and_the_others_wait_in_order(slow: Slow) -> None:
    jobs = queue(slow)
    first, second = jobs.submit("simulate", {}, "me"), jobs.submit("search", {}, "me")
    wait(first, "running")
    assert second.state == "waiting"
    assert jobs.counts() == {"waiting": 1, "running": 1, "done": 0, "failed": 0, "cancelled": 0}
    slow.may_end.set()
    wait(second)
    assert slow.asked == ["simulate", "search"]


def test_a_running_job_stops_at_its_next_word_and_a_waiting_one_never_starts(slow: Slow) -> None:
    jobs = queue(slow)
    running, waiting = jobs.submit("simulate", {}, "me"), jobs.submit("search", {}, "me")
    wait(running, "running")
    for job in (waiting, running):
        jobs.cancel(job)
        assert wait(job).state == "cancelled"
    third = jobs.submit("compare", {}, "me")
    wait(third, "running")
    assert slow.asked == ["simulate", "compare"]


def test_a_job_that_runs_too_long_is_stopped(slow: Slow) -> None:
    job = queue(slow, Limits(job_seconds=0.05)).submit("simulate", {}, "me")
    assert wait(job).state == "failed"
    assert "longer than 0.05 s" in str(job.error)


def test_nobody_takes_the_whole_queue_and_a_full_one_refuses(slow: Slow) -> None:
    jobs = queue(slow)
    wait(jobs.submit("simulate", {}, "me"), "running")
    jobs.submit("simulate", {}, "me")
    with pytest.raises(TooManyRequests):
        jobs.submit("simulate", {}, "me")
    for _ in range(2):
        jobs.submit("simulate", {}, "you")
    with pytest.raises(Busy, match="3 runs are waiting"):
        jobs.submit("simulate", {}, "another")


def test_a_failure_is_kept_as_it_was_said_and_the_next_job_runs(slow: Slow) -> None:
    jobs = queue(slow)
    error = UnknownScenario(scenario="x", nearest="")
    failed = wait(jobs.submit("simulate", {"error": error}, "me"))
    broken = wait(jobs.submit("simulate", {"error": ZeroDivisionError("/home/me")}, "me"))
    slow.may_end.set()
    assert failed.error is error
    assert isinstance(broken.error, InternalError)
    assert "/home/me" not in str(broken.plain("en"))
    assert wait(jobs.submit("simulate", {}, "me")).state == "done"


def test_finished_jobs_are_forgotten(slow: Slow) -> None:
    slow.may_end.set()
    jobs = queue(slow, Limits(jobs_kept=1))
    first, second = (wait(jobs.submit("simulate", {}, "me")) for _ in range(2))
    assert jobs.find(second.id) is second
    with pytest.raises(NoSuchJob):
        jobs.find(first.id)
    brief = queue(slow, Limits(job_kept_seconds=0))
    over = wait(brief.submit("simulate", {}, "me"))
    with pytest.raises(NoSuchJob):
        brief.find(over.id)


def test_a_server_that_stops_tells_every_watcher_and_takes_no_more(slow: Slow) -> None:
    jobs = queue(slow)
    job = wait(jobs.submit("simulate", {}, "me"), "running")
    jobs.close()
    assert job.state == "cancelled"
    with pytest.raises(Busy):
        jobs.submit("simulate", {}, "me")


def test_a_real_run_stops_between_two_stretches(bundled_answers: Answers) -> None:
    jobs = queue(bundled_answers, Limits(path_days=10**9))
    job = jobs.submit("simulate", {"scenario": "rmp_45bn", "paths": 400_000, "days": 60}, "me")
    for _ in range(4_000):
        if job.done:
            break
        time.sleep(0.01)
    jobs.cancel(job)
    assert wait(job).state == "cancelled"
    assert job.done < 400_000


@pytest.mark.parametrize("name", [one.question.name for one in rest.addresses() if one.question.is_long])
def test_every_long_question_can_be_broken_off_in_its_middle(bundled_answers: Answers, name: str) -> None:
    said = []

    def tell(*progress: Any) -> None:
        said.append(progress)
        if len(said) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        bundled_answers.ask_long(name, LONG[name], 10**9, tell)


def test_names_of_jobs_cannot_be_guessed(slow: Slow) -> None:
    jobs = queue(slow, Limits(jobs_a_client=10))
    ids = {jobs.submit("simulate", {}, "me").id for _ in range(3)}
    assert len(ids) == 3
    assert all(len(id_) >= 24 for id_ in ids)
