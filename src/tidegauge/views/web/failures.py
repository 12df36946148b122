"""Failures as responses: one sentence and a hint in the reader's language, typed by a code, with the right status.

Programs get the JSON of the public interface, a person with a browser a small page of the same words.
"""

import json
from collections.abc import Callable, Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from tidegauge.errors import (
    Busy,
    InternalError,
    MethodNotTaken,
    NothingThere,
    RequestError,
    TidegaugeError,
    TokenMissing,
    TooManyRequests,
)
from tidegauge.views.web.templating import render
from tidegauge.words import LANGUAGES, Phrase, error_facts, error_text, text

API = "/api/"
SHOWN_MAX = 500
"""Characters of an address or a fact that are said back: the rest is what the caller sent, over and over."""


def install(app: FastAPI, nearest: Callable[[str], str]) -> None:
    """Make an application answer every failure with words of ours; `nearest` finds the address like a wrong one."""

    @app.exception_handler(TidegaugeError)
    async def ours(request: Request, error: TidegaugeError) -> Response:
        return response(request, error)

    @app.exception_handler(HTTPException)
    async def routed(request: Request, error: HTTPException) -> Response:
        address = cut(request.url.path)
        if error.status_code == 405:
            method = cut(request.method)
            return response(request, MethodNotTaken(address=address, method=method), dict(error.headers or {}))
        if error.status_code == 404:
            return response(request, NothingThere(address=address, nearest=nearest(address)))
        return response(request, RequestError(detail=cut(str(error.detail))))

    @app.exception_handler(RequestValidationError)
    async def unread(request: Request, error: RequestValidationError) -> Response:
        return response(request, RequestError(detail=Phrase("web_server.wrong.table")))


def response(request: Request, error: TidegaugeError, headers: Mapping[str, str] | None = None) -> Response:
    """Return what is sent for an error."""
    more = {"Cache-Control": "no-store", **(headers or {})}
    if isinstance(error, TokenMissing):
        more["WWW-Authenticate"] = "Bearer"
    if isinstance(error, Busy | TooManyRequests):
        more["Retry-After"] = str(error.facts["seconds"])
    lang = language(request)
    if not is_for_reader(request):
        return Response(plain(error, lang), error.status, more, "application/json")
    sentence, hint = (cut(words) for words in error_text(error, lang, "page"))
    page = render("failure.html.j2", {"lang": lang, "sentence": sentence, "hint": hint, "t": text})
    return HTMLResponse(page.encode("utf-8", "backslashreplace"), error.status, more)


def plain(error: TidegaugeError, lang: str) -> bytes:
    """Return an error as the JSON of the public interface."""
    sentence, hint = (cut(words) for words in error_text(error, lang, "rest"))
    facts = {name: cut(fact) for name, fact in error_facts(error, lang, "rest").items()}
    shown = {"error": {"code": error.code, "message": sentence, "hint": hint, "facts": facts}}
    return json.dumps(shown, ensure_ascii=False).encode("utf-8", "backslashreplace")


def internal(error: BaseException) -> InternalError:
    """Return a mistake of ours as an error that says its kind and no more: the log holds the rest."""
    return InternalError(detail=type(error).__name__)


def language(request: Request) -> str:
    """Return the language a request asks for; where there is none, that of its browser, and English for programs."""
    said = request.query_params.get("lang") or getattr(request.state, "lang", None)
    if said in LANGUAGES:
        return str(said)
    return preferred(request.headers.get("accept-language", "")) if is_for_reader(request) else "en"


def is_for_reader(request: Request) -> bool:
    """Say whether a person's browser asks, not a program."""
    return not request.url.path.startswith(API) and "text/html" in request.headers.get("accept", "")


def preferred(accepted: str) -> str:
    """Return the first language of an Accept-Language header that the page speaks, else English.

    >>> preferred("fr, zh-TW;q=0.8, en;q=0.5"), preferred("zh-CN"), preferred("")
    ('zh-Hant', 'zh-Hans', 'en')
    """
    ranked = []
    for place, part in enumerate(accepted.split(",")):
        tag, _, weight = part.strip().lower().partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, tag))
        except ValueError:
            continue
    for _, _, tag in sorted(ranked):
        if tag.startswith("zh"):
            return "zh-Hant" if any(mark in tag for mark in ("hant", "tw", "hk", "mo")) else "zh-Hans"
        if tag.startswith("en"):
            return "en"
    return "en"


def cut(words: str) -> str:
    """Return words no longer than anybody reads.

    >>> len(cut("龙" * 10_000_000))
    501
    """
    return words if len(words) <= SHOWN_MAX else f"{words[:SHOWN_MAX]}…"
