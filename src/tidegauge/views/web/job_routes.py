"""Jobs over HTTP: look at one, watch it (server-sent events), fetch its answer, stop it."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from tidegauge.errors import Busy, NoSuchJob, UsageError
from tidegauge.views.web.jobs import OVER, RETRY_SECONDS, Job, Jobs
from tidegauge.views.web.rest import ROOT, form_of
from tidegauge.views.web.sent import KINDS, as_json, headers, write
from tidegauge.views.web.settings import Limits
from tidegauge.words import Phrase, check_language

LOOK_SECONDS = 0.1
QUIET_LOOKS = 150
"""After so many looks without news a comment goes out, so that nothing between takes the stream for dead."""

HEADERS = {"Cache-Control": "no-store"}


def router(jobs: Jobs, limits: Limits) -> APIRouter:
    """Return the routes of jobs."""
    routes = APIRouter(prefix=f"{ROOT}/jobs", include_in_schema=False)
    watching: set[object] = set()

    @routes.api_route("/{job}", methods=["GET", "DELETE"])
    async def look(job: str, request: Request) -> Response:
        found, said = _asked(jobs, job, request)
        if request.method == "DELETE":
            jobs.cancel(found)
        return _shown(found, said["lang"])

    @routes.get("/{job}/answer")
    async def answer(job: str, request: Request) -> Response:
        found, said = _asked(jobs, job, request, ("format",))
        form = form_of(said.get("format", "json"))
        if found.answer is not None:
            body = await run_in_threadpool(write, found.answer, said["lang"], form)
            return Response(body, headers=HEADERS | headers(found.question, form), media_type=KINDS[form])
        if found.error is not None:
            raise found.error
        if found.state in OVER:
            raise NoSuchJob(minutes=round(limits.job_kept_seconds / 60))
        return _shown(found, said["lang"], 202)

    @routes.get("/{job}/events")
    async def events(job: str, request: Request) -> Response:
        found, said = _asked(jobs, job, request)
        if len(watching) >= limits.streams:
            raise Busy(detail=Phrase("web_server.busy.streams"), seconds=RETRY_SECONDS)
        news = _news(found, said["lang"], watching)
        return StreamingResponse(news, headers=HEADERS, media_type="text/event-stream")

    return routes


def _asked(jobs: Jobs, id_: str, request: Request, more: tuple[str, ...] = ()) -> tuple[Job, dict[str, str]]:
    """Return a job and what the address says, in the language of the job where it says none.

    Raises
    ------
    NoSuchJob
        There is none of this name.
    UsageError
        The address says something that jobs do not take.
    """
    job, said = jobs.find(id_), dict(request.query_params)
    request.state.lang = said.setdefault("lang", job.lang)
    check_language(said["lang"])
    if unknown := [name for name in said if name not in ("lang", *more)]:
        raise UsageError(detail=Phrase("cli.wrong.unrecognised", names=", ".join(unknown)))
    return job, said


def _shown(job: Job, lang: str, status: int = 200) -> Response:
    body = as_json({"job": job.plain(lang)})
    return Response(body, status, HEADERS, "application/json")


async def _news(job: Job, lang: str, watching: set[object]) -> AsyncIterator[str]:
    """Yield the job each time something has changed, until it is over."""
    watcher, told, quiet = object(), None, 0
    watching.add(watcher)
    try:
        while True:
            shown = job.plain(lang)
            if shown != told:
                yield _event("progress" if job.state not in OVER else job.state, shown)
                told, quiet = shown, 0
            if shown["state"] in OVER:
                return
            quiet += 1
            if quiet % QUIET_LOOKS == 0:
                yield ": \n\n"
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        watching.discard(watcher)


def _event(name: str, shown: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps({'job': shown}, ensure_ascii=False)}\n\n"
