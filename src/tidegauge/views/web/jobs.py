"""Jobs: long questions in a queue, with progress to watch and a way to stop them.

One job runs at a time and takes every core. A job is stopped between two stretches of its work, where the question
tells how far it has come; its answer is kept for some minutes, in memory only.
"""

import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from queue import Queue
from typing import Any

from tidegauge.errors import Busy, NoSuchJob, TidegaugeError, TooManyRequests
from tidegauge.questions.answer import Answer
from tidegauge.views.web import failures
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.logs import logger
from tidegauge.views.web.settings import Limits
from tidegauge.words import Phrase, error_text

STATES = ("waiting", "running", "done", "failed", "cancelled")
OVER = STATES[2:]
RETRY_SECONDS = 5


class Stopped(BaseException):
    """Breaks off a job; no question may take it for a failure of its own."""


@dataclass(slots=True)
class Job:
    """One long question: what was asked, by whom and in which language, how far it has come, and what came of it."""

    question: str
    said: dict[str, Any]
    client: str
    lang: str = "en"
    id: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    state: str = "waiting"
    what: str = ""
    done: int = 0
    total: int = 0
    answer: Answer | None = None
    error: TidegaugeError | None = None
    over_at: float = 0.0
    ends_at: float = float("inf")
    is_stopped: threading.Event = field(default_factory=threading.Event)

    def plain(self, lang: str) -> dict[str, Any]:
        """Return the job as JSON shows it."""
        url = f"/api/v1/jobs/{self.id}"
        shown: dict[str, Any] = {name: getattr(self, name) for name in ("id", "question", "state", "what")}
        shown |= {"done": self.done, "total": self.total}
        shown |= {"url": url, "events": f"{url}/events", "answer": f"{url}/answer"}
        if self.error is not None:
            shown["error"] = {"code": self.error.code, "message": error_text(self.error, lang, "rest")[0]}
        return shown

    def tell(self, what: str, done: int, total: int) -> None:
        """Take note of progress.

        Raises
        ------
        Stopped
            The job was stopped, or has run for as long as it may.
        """
        self.what, self.done, self.total = what, done, total
        if self.is_stopped.is_set() or time.monotonic() > self.ends_at:
            raise Stopped

    def end(self, state: str, answer: Answer | None = None, error: TidegaugeError | None = None) -> None:
        """Take note that the job is over, once; what it is over with stands before its state says so."""
        if self.state not in OVER:
            self.answer, self.error, self.over_at = answer, error, time.monotonic()
            self.state = state


class Jobs:
    """The queue of a server.

    Parameters
    ----------
    answers : Answers
        Who answers.
    limits : Limits
        How many wait, run and are kept, and for how long.
    """

    def __init__(self, answers: Answers, limits: Limits) -> None:
        self._answers = answers
        self._limits = limits
        self._jobs: dict[str, Job] = {}
        self._queue: Queue[Job] = Queue()
        self._lock = threading.RLock()  # a signal may come while it is held, and closes
        self.is_closed = False
        for _ in range(limits.jobs_at_once):
            threading.Thread(target=self._work, daemon=True).start()

    def submit(self, question: str, said: dict[str, Any], client: str, lang: str = "en") -> Job:
        """Put a question into the queue.

        Raises
        ------
        Busy
            The queue is full.
        TooManyRequests
            The client has its share in it.
        """
        with self._lock:
            self._forget()
            waiting = sum(job.state == "waiting" for job in self._jobs.values())
            own = sum(job.client == client and job.state not in OVER for job in self._jobs.values())
            if waiting >= self._limits.jobs_waiting or self.is_closed:
                raise Busy(detail=Phrase("web_server.busy.queue", n=waiting), seconds=RETRY_SECONDS)
            if own >= self._limits.jobs_a_client:
                raise TooManyRequests(seconds=RETRY_SECONDS)
            job = Job(question, said, client, lang)
            self._jobs[job.id] = job
        self._queue.put(job)
        return job

    def find(self, id_: str) -> Job:
        """Return a job.

        Raises
        ------
        NoSuchJob
            It never was, or was forgotten.
        """
        with self._lock:
            self._forget()
            job = self._jobs.get(id_)
        if job is None:
            raise NoSuchJob(minutes=round(self._limits.job_kept_seconds / 60))
        return job

    def cancel(self, job: Job) -> None:
        """Stop a job: at once where it waits, after its present stretch where it runs."""
        job.is_stopped.set()
        if job.state == "waiting":
            job.end("cancelled")

    def counts(self) -> dict[str, int]:
        """Return how many jobs are in each state."""
        with self._lock:
            found = Counter(job.state for job in self._jobs.values())
        return {state: found[state] for state in STATES}

    def close(self) -> None:
        """Stop every job and take no more; whoever watches one hears that it is over."""
        self.is_closed = True
        with self._lock:
            jobs = list(self._jobs.values())
        for job in jobs:
            if job.state not in OVER:
                job.is_stopped.set()
                job.end("cancelled")

    def _work(self) -> None:
        """Run one job after the other, for as long as the program runs."""
        while True:
            job = self._queue.get()
            if job.state == "waiting":
                self._run(job)

    def _run(self, job: Job) -> None:
        """Run a job to its end, whatever that is."""
        job.state, job.ends_at = "running", time.monotonic() + self._limits.job_seconds
        try:
            answer = self._answers.ask_long(job.question, job.said, self._limits.path_days, job.tell)
        except Stopped:
            self._stopped(job)
        except TidegaugeError as error:
            job.end("failed", error=error)
        except Exception as error:
            logger.exception({"job": job.question, "error": type(error).__name__})
            job.end("failed", error=failures.internal(error))
        else:
            job.end(*("cancelled",) if job.is_stopped.is_set() else ("done", answer))

    def _stopped(self, job: Job) -> None:
        """End a job that was broken off: at its caller's word, or by its time."""
        if job.is_stopped.is_set():
            job.end("cancelled")
            return
        detail = Phrase("web_server.busy.long", seconds=f"{self._limits.job_seconds:g}")
        job.end("failed", error=Busy(detail=detail, seconds=RETRY_SECONDS))

    def _forget(self) -> None:
        """Forget jobs that have been over for long, or are more than can be kept, the oldest first."""
        over = [job for job in self._jobs.values() if job.state in OVER]
        too_many = len(over) - self._limits.jobs_kept
        for place, job in enumerate(over):
            if place < too_many or time.monotonic() - job.over_at > self._limits.job_kept_seconds:
                del self._jobs[job.id]
