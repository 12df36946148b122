"""The application: page, REST, jobs, health and metrics behind one guard."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response

from tidegauge.questions.desk import Desk
from tidegauge.views.web import failures, job_routes, openapi, page, rest, safety, static_files
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.heads import Heads
from tidegauge.views.web.jobs import Jobs
from tidegauge.views.web.kept import Kept
from tidegauge.views.web.logs import Watch
from tidegauge.views.web.metrics import Metrics
from tidegauge.views.web.settings import Settings

PACKED_FROM_BYTES = 1_000
PACKED_LEVEL = 5
"""Beyond it a packed answer hardly shrinks and takes twice the time."""

LOOK_LEAST_SECONDS = 0.1
METRICS_KIND = "text/plain; version=0.0.4; charset=utf-8"


def create_app(settings: Settings | None = None, answers: Answers | None = None) -> FastAPI:
    """Return the application over a store.

    Parameters
    ----------
    settings : Settings, optional
        Where it listens, its token, its store, its limits.
    answers : Answers, optional
        Who answers; those of the store that the settings name if not given.

    Raises
    ------
    StoreError
        The store cannot be read.

    Examples
    --------
    >>> from tidegauge.views.web.answers import Answers
    >>> create_app(answers=Answers(Desk())).title
    'Tidegauge'
    """
    settings = settings or Settings()
    if answers is None:
        answers = Answers(Desk.open(settings.store, offline=settings.offline), settings.limits)
    jobs, metrics = Jobs(answers, settings.limits), Metrics()

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        looking = asyncio.create_task(_look(answers))
        yield
        looking.cancel()
        jobs.close()

    app = FastAPI(title="Tidegauge", openapi_url=None, redirect_slashes=False, lifespan=life)
    app.state.jobs, app.state.answers = jobs, answers
    app.add_middleware(GZipMiddleware, minimum_size=PACKED_FROM_BYTES, compresslevel=PACKED_LEVEL)
    app.add_middleware(Kept, answers=answers)  # the last one added is the first to see a request
    app.add_middleware(Heads)
    app.add_middleware(safety.Guard, settings=settings)
    app.add_middleware(Watch, metrics=metrics)
    app.add_middleware(safety.Headers)
    failures.install(app, rest.nearest_address)
    for routes in (
        job_routes.router(jobs, settings.limits),
        openapi.router(answers),
        rest.router(answers, jobs),
        _examined(answers, jobs, metrics),
        static_files.router,
        page.router(answers),
    ):
        app.include_router(routes)
    return app


async def _look(answers: Answers) -> None:
    """Look at the disk every few seconds, so that kept responses give way when somebody has written."""
    while True:
        await asyncio.sleep(max(LOOK_LEAST_SECONDS, answers.look_again_seconds))
        await asyncio.to_thread(answers.look)


def _examined(answers: Answers, jobs: Jobs, metrics: Metrics) -> APIRouter:
    """Return the routes by which programs see whether the server is well."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/healthz")
    def health() -> Response:
        answers.examine()
        return Response(b'{"status":"ok"}', media_type="application/json", headers={"Cache-Control": "no-store"})

    @routes.get("/metrics")
    async def measured() -> Response:
        return Response(metrics.text(jobs.counts(), len(answers), answers.generation), media_type=METRICS_KIND)

    return routes
