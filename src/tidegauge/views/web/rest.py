"""REST: every question as an address, generated from the table of questions.

The dots of a name become slashes. What must be said in order becomes part of the address, the rest its query; a POST
takes the same as a JSON object, with text pasted where the command line takes a file. No request names a file of this
machine: parameters that would are not there, and neither are questions that write.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import anyio
import anyio.to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from tidegauge.errors import BodyNotJson, Busy, RequestError, UsageError
from tidegauge.questions.pasted import Pasted
from tidegauge.questions.registry import QUESTIONS, Parameter, Question
from tidegauge.views import spoken
from tidegauge.views.web.answers import Answers
from tidegauge.views.web.jobs import RETRY_SECONDS, Jobs
from tidegauge.views.web.sent import KINDS, as_json, headers, write
from tidegauge.words import Phrase, check_language
from tidegauge.words.nearest import nearest

ROOT = "/api/v1"
LEFT_OUT_KINDS = ("folder", "address")
LEFT_OUT = ("workers", "keep_paths", "overwrite")
"""Parameters about the machine that answers, which is nobody's business: how many threads, which places."""
ENDINGS = {"file": (".toml", ".csv"), "scenario": (".toml",)}
COMPUTED_AT_ONCE = 4
Endpoint = Callable[[Request], Awaitable[Response]]
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Address:
    """One question as REST has it: its path, what stands in the path, and what may be said besides."""

    question: Question
    parameters: tuple[Parameter, ...]

    @property
    def base(self) -> str:
        """The address without what is said."""
        return "/".join((ROOT, *self.question.command))

    @property
    def path(self) -> str:
        """The address of a GET, with the names of what must be said in order."""
        return "/".join((self.base, *(f"{{{parameter.name}}}" for parameter in self.parameters if in_path(parameter))))

    @property
    def is_got(self) -> bool:
        """Whether everything it needs fits into an address."""
        return not any(parameter.kind == "file" for parameter in self.parameters)

    @property
    def is_posted(self) -> bool:
        """Whether it takes a body: it takes long, or takes text for a file."""
        return self.question.is_long or any(parameter.kind in ENDINGS for parameter in self.parameters)


def in_path(parameter: Parameter) -> bool:
    """Say whether a parameter stands in the path of a GET."""
    return parameter.positional and parameter.required and parameter.kind not in spoken.MANY


def addresses() -> tuple[Address, ...]:
    """Return every question that is served.

    >>> [one.path for one in addresses() if one.question.name == "ledger.explain"]
    ['/api/v1/ledger/explain/{event}']
    """
    return tuple(
        Address(question, tuple(parameter for parameter in question.parameters if _is_served(parameter)))
        for question in QUESTIONS
        if not question.writes and not any(row.name == "out" and row.required for row in question.parameters)
    )


def nearest_address(path: str) -> str:
    """Return the address of the question most like a path; empty where none is like it, or it is not for programs.

    >>> [nearest_address(f"/api/v1/{said}") for said in ("breif", "ledger/explian/tax_receipt", "qqq")]
    ['/api/v1/brief', '/api/v1/ledger/explain', '']
    >>> nearest_address("/breif")
    ''
    """
    if not path.startswith(f"{ROOT}/"):
        return ""
    known = {"/".join(address.question.command): address.base for address in addresses()}
    first, *more = path.removeprefix(f"{ROOT}/").split("/")
    found = nearest("/".join((first, *more[:1])), known) or nearest(first, known)
    return known.get(found, "")


def _is_served(parameter: Parameter) -> bool:
    """Say whether a caller elsewhere may say a parameter."""
    is_place = parameter.kind in LEFT_OUT_KINDS or (parameter.kind == "file" and not parameter.required)
    return not (parameter.view or is_place or parameter.name in LEFT_OUT)


def router(answers: Answers, jobs: Jobs) -> APIRouter:
    """Return the routes of every question."""
    routes, limiter = APIRouter(include_in_schema=False), anyio.CapacityLimiter(COMPUTED_AT_ONCE)
    taken: dict[str, dict[str, Endpoint]] = {}
    for address in addresses():
        if address.is_got:
            taken.setdefault(address.path, {})["GET"] = _got(address, answers, limiter)
        if address.is_posted:
            taken.setdefault(address.base, {})["POST"] = _posted(address, answers, jobs, limiter)
    for path, endpoints in taken.items():
        routes.add_api_route(path, _by_method(endpoints), methods=list(endpoints))
    return routes


def _by_method(endpoints: Mapping[str, Endpoint]) -> Endpoint:
    """Return one endpoint for all methods of a path, so that a refused method is told every one that is taken."""

    async def answered(request: Request) -> Response:
        return await endpoints[request.method](request)

    return answered


def _got(address: Address, answers: Answers, limiter: anyio.CapacityLimiter) -> Endpoint:
    """Return the endpoint of a question that is answered at once."""
    name = address.question.name

    async def got(request: Request) -> Response:
        form, lang, said = read_query(address, request)
        body = await in_time(lambda: write(answers.ask(name, **said), lang, form), answers, limiter)
        return Response(body, headers=headers(name, form), media_type=KINDS[form])

    return got


async def in_time(compute: Callable[[], bytes], answers: Answers, limiter: anyio.CapacityLimiter) -> bytes:
    """Return what a thread computes, while others are answered.

    Raises
    ------
    Busy
        It takes longer than is waited for; the thread goes on, and what it finds is kept.
    """
    seconds = answers.limits.answer_seconds
    try:
        with anyio.fail_after(seconds):
            return await anyio.to_thread.run_sync(compute, abandon_on_cancel=True, limiter=limiter)
    except TimeoutError as error:
        raise Busy(detail=Phrase("web_server.busy.slow", seconds=f"{seconds:g}"), seconds=RETRY_SECONDS) from error


def _posted(address: Address, answers: Answers, jobs: Jobs, limiter: anyio.CapacityLimiter) -> Endpoint:
    """Return the endpoint of a question that goes into the queue, or takes text and is answered at once."""

    async def posted(request: Request) -> Response:
        lang, said = read_body(address, request, await request.body())
        if not address.question.is_long:
            body = await in_time(lambda: write(answers.ask(address.question.name, **said), lang), answers, limiter)
            return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})
        job = jobs.submit(address.question.name, said, request.client.host if request.client else "", lang)
        shown = job.plain(lang)
        told = {"Location": shown["url"], "Cache-Control": "no-store"}
        return Response(as_json({"job": shown}), 202, told, "application/json")

    return posted


def read_query(address: Address, request: Request) -> tuple[str, str, dict[str, Any]]:
    """Return the form, the language and the arguments that an address says.

    Raises
    ------
    UsageError
        A name the question does not have, one said twice, or a value that cannot be read.
    """
    said: dict[str, Any] = dict(request.path_params)
    many = {parameter.name for parameter in address.parameters if parameter.kind in spoken.MANY}
    for name, value in request.query_params.multi_items():
        if name in many:
            said.setdefault(name, []).append(value)
        elif name in said:
            raise UsageError(detail=Phrase("web_server.wrong.twice", option=name))
        else:
            said[name] = value
    return form_of(said.pop("format", "json")), *_arguments(address, said)


def form_of(said: str) -> str:
    """Return the form that an answer is asked for in.

    Raises
    ------
    UsageError
        Answers have no such form.
    """
    if said not in KINDS:
        facts = {"option": "format", "choices": ", ".join(KINDS), "value": said}
        raise UsageError(detail=Phrase("cli.wrong.choice", **facts))
    return said


def read_body(address: Address, request: Request, body: bytes) -> tuple[str, dict[str, Any]]:
    """Return the language and the arguments that a body says; what is refused in it is refused in its language.

    Raises
    ------
    BodyNotJson
        It is not declared as JSON, as a form of a page elsewhere would be.
    RequestError
        It is no JSON object.
    UsageError
        A name the question does not have, or a value that cannot be read.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise BodyNotJson()
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RequestError(detail=Phrase("web_server.wrong.json")) from error
    if not isinstance(said, dict):
        raise RequestError(detail=Phrase("web_server.wrong.table"))
    request.state.lang = said.get("lang")
    return _arguments(address, said)


def _arguments(address: Address, said: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the language and the arguments among what was said."""
    _refuse_no_text(said)
    lang = said.pop("lang", "en")
    check_language(lang if isinstance(lang, str) else str(lang))
    known = {parameter.name: parameter for parameter in address.parameters}
    if unknown := [name for name in said if name not in known]:
        raise UsageError(detail=Phrase("cli.wrong.unrecognised", names=", ".join(unknown)))
    for name, parameter in known.items():
        if parameter.kind in ENDINGS and said.get(name) is not None:
            said[name] = _source(parameter, said[name])
    return lang, spoken.arguments(address.question, said)


def _refuse_no_text(said: object) -> None:
    """Refuse half a character, which no answer could say back."""
    try:
        json.dumps(said, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise RequestError(detail=Phrase("web_server.wrong.text")) from error


def _source(parameter: Parameter, value: Any) -> str | Pasted:
    """Return a scenario by its name in the library, or what was pasted; never a file."""
    if isinstance(value, str) and parameter.kind == "scenario":
        if re.fullmatch(r"\w+", value):
            return value
        raise UsageError(detail=Phrase("web_server.wrong.library", option=parameter.name))
    if isinstance(value, Mapping) and set(value) == {"name", "text"}:
        name, words = value["name"], value["text"]
        are_texts = isinstance(name, str) and isinstance(words, str)
        if are_texts and _NAME.fullmatch(name) and name.endswith(ENDINGS[parameter.kind]):
            return Pasted(name, words)
    endings = ", ".join(ENDINGS[parameter.kind])
    raise UsageError(detail=Phrase("web_server.wrong.pasted", option=parameter.name, endings=endings))
