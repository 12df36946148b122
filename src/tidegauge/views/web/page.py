"""The page: one frame with the reading of the day in it; every other section comes as a fragment when it is near.

``/`` is the whole page, ``/page/NAME`` one section alone (so that nothing needs a script), ``/section/NAME`` the
fragment. All state is in the address: the moment, the language, the theme, the colours of up and down.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from tidegauge.clock import parse_moment
from tidegauge.errors import RequestError, TidegaugeError, UsageError
from tidegauge.questions.releases import Releases
from tidegauge.views.web import faces
from tidegauge.views.web.failures import preferred
from tidegauge.views.web.page_context import Asked, PageContext
from tidegauge.views.web.sections import SECTIONS, Section
from tidegauge.views.web.templating import render
from tidegauge.views.web.time_machine import machine
from tidegauge.words import LANGUAGES, Phrase, check_language, error_text, text

FIRST = SECTIONS[0].NAME
BY_NAME = {section.NAME: section for section in SECTIONS}
THEMES = ("system", "day", "night")
MARKS = ("none", "red", "green")
SCRIPTS = ("figures.js", "page.js")
FIELDS_MOST = 100
"""More than the lab has levers."""

STYLES = ("colours.css", "style.css", "picture.css", "page.css")


def router(answers: Asked) -> APIRouter:
    """Return the routes of the page over whoever answers questions."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/", response_class=HTMLResponse)
    def whole(request: Request) -> HTMLResponse:
        return _frame(_read(answers, request), "/", FIRST)

    @routes.get("/page/{name}", response_class=HTMLResponse)
    def alone(request: Request, name: str) -> HTMLResponse:
        return _frame(_read(answers, request), f"/page/{name}" if name in BY_NAME else "/", name)

    @routes.get("/section/{name}", response_class=HTMLResponse)
    def fragment(request: Request, name: str) -> HTMLResponse:
        read = _read(answers, request)
        said, status = _part(read.page, name)
        if read.refused is not None:
            said, status = _refusal(read.refused, read.page.lang), read.refused.status
        return HTMLResponse(said, status)

    @routes.post("/page/{name}", response_class=HTMLResponse)
    async def alone_of_form(request: Request, name: str) -> HTMLResponse:
        read = _with_form(await run_in_threadpool(_read, answers, request), await request.body())
        return await run_in_threadpool(_frame, read, f"/page/{name}" if name in BY_NAME else "/", name)

    @routes.post("/section/{name}", response_class=HTMLResponse)
    async def fragment_of_form(request: Request, name: str) -> HTMLResponse:
        read = _with_form(await run_in_threadpool(_read, answers, request), await request.body())
        said, status = await run_in_threadpool(_part, read.page, name)
        return HTMLResponse(said, status)

    return routes


def warm(answers: Asked) -> None:
    """Make every section once, in their order: the first reader waits for no import, no model and no template."""
    found = answers.ask("releases")
    page = PageContext(answers, LANGUAGES[0], None, found.as_of)
    _frame(Read(page, found.answer, None), "/", FIRST)
    for name in BY_NAME:
        _part(page, name)


@dataclass(frozen=True, slots=True)
class Read:
    """An address as it was read: the page it asks for, its releases, and what in it cannot be used."""

    page: PageContext
    releases: Releases
    refused: TidegaugeError | None


def _read(answers: Asked, request: Request) -> Read:
    """Read the state of the page from an address; what cannot be used is refused and left out."""
    said = dict(request.query_params)
    refused: TidegaugeError | None = None
    lang = said.get("lang") or preferred(request.headers.get("accept-language", ""))
    try:
        check_language(lang)
    except UsageError as error:
        refused, lang = error, preferred(request.headers.get("accept-language", ""))
    as_of: datetime | None = None
    try:
        as_of = parse_moment(said["as_of"]) if said.get("as_of") else None
        found = answers.ask("releases", as_of=as_of) if as_of else answers.ask("releases")
    except UsageError as error:
        refused, as_of = error, None
        found = answers.ask("releases")
    return Read(PageContext(answers, lang, as_of, found.as_of, said), found.answer, refused)


def _with_form(read: Read, body: bytes) -> Read:
    """Return what was read with the fields of a form, which stand in no address.

    Raises
    ------
    RequestError
        The body has more fields than any form of the page.
    """
    try:
        fields = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=FIELDS_MOST)
    except ValueError as error:
        raise RequestError(detail=Phrase("web_server.wrong.text")) from error
    return replace(read, page=replace(read.page, said={**read.page.said, **dict(fields)}))


def _part(page: PageContext, name: str) -> tuple[str, int]:
    """Return a section as a fragment with its status; a refusal takes the section's place."""
    section = BY_NAME.get(name)
    if section is None:
        return render("refused.html.j2", {"said": text("web.no_section", page.lang, name=name), "hint": ""}), 404
    try:
        shown = section.context(page)
    except TidegaugeError as error:
        return _refusal(error, page.lang), error.status
    return render(f"sections/{name}.html.j2", given(page) | shown), shown.get("status", 200)


def _refusal(error: TidegaugeError, lang: str) -> str:
    said, hint = error_text(error, lang, "page")
    return render("refused.html.j2", {"said": said, "hint": hint})


def given(page: PageContext) -> dict[str, Any]:
    """Return what every template is given."""
    return {"page": page, "t": page.phrases, "lang": page.lang, "w": page.words, "paper": False}


def _frame(read: Read, path: str, shown: str) -> HTMLResponse:
    """Return the frame with one section in it; at ``/`` places for the others follow."""
    page = read.page
    content, status = _part(page, shown)
    words = error_text(read.refused, page.lang, "page") if read.refused else ("", "")
    refused = text("web.time.instead", page.lang, refused=words[0], hint=words[1]) if read.refused else ""
    if read.refused:
        status = read.refused.status
    clean = replace(page, said={name: value for name, value in page.said.items() if name != "as_of" or page.as_of})
    context = given(clean) | {
        "path": path,
        "shown": shown,
        "content": Markup(content),
        "sections": SECTIONS,
        "others": [section for section in SECTIONS if shown != section.NAME] if path == "/" else [],
        "time": machine(page, read.releases, path, refused),
        "theme": _chosen(page.said, "theme", THEMES),
        "marks": _chosen(page.said, "marks", MARKS) or ("none" if page.lang == "en" else "red"),
        "languages": LANGUAGES,
        "scripts": _union(SECTIONS, "SCRIPTS", SCRIPTS),
        "styles": _union(SECTIONS, "STYLES", (*STYLES, *faces.styles())),
    }
    return HTMLResponse(render("base.html.j2", context), status)


def _chosen(said: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    return said[name] if said.get(name) in choices else ""


def _union(sections: tuple[Section, ...], name: str, first: tuple[str, ...]) -> list[str]:
    """Return files every section needs, each once, those of the page first."""
    return list(dict.fromkeys((*first, *(file for section in sections for file in getattr(section, name, ())))))
