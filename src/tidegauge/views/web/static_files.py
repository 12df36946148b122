"""Static files of the page, by name: its own, the colours it shares with the brief, and Plotly as installed.

Only listed files are served: a name is looked up, never joined to a folder. An address carries a mark of the content,
so a browser keeps the file for a year and asks again when it has changed.
"""

import gzip
import hashlib
import importlib.util
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

from tidegauge.errors import NothingThere
from tidegauge.views.report.html import FOLDER as REPORT
from tidegauge.views.web import faces

HERE = Path(__file__).parent / "static"
PLOTLY = "plotly.min.js"
YEAR_SECONDS = 31_536_000
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ttf": "font/ttf",
}
PACKED = (".css", ".js", ".svg", ".ttf")
PACKED_LEVEL = 8

router = APIRouter()


def address(name: str) -> str:
    """Return the address of a static file, with a mark of its content.

    >>> address("colours.css").partition("?v=")[0]
    '/static/colours.css'
    """
    place = files()[name]
    return f"/static/{name}?v={_mark(place, place.stat().st_mtime_ns)}"


@lru_cache(maxsize=1)
def files() -> dict[str, Path]:
    """Return every static file by its name."""
    found = {place.name: place for folder in (REPORT, HERE) for place in folder.glob("*") if place.suffix in KINDS}
    plotly = importlib.util.find_spec("plotly")  # found, not imported: only its file is wanted
    for folder in plotly.submodule_search_locations or () if plotly else ():
        found[PLOTLY] = Path(folder) / "package_data" / PLOTLY
    return found | faces.files()


@lru_cache(maxsize=128)
def _mark(place: Path, changed: int) -> str:
    """Return the mark of a file as it is since it last changed."""
    return hashlib.sha256(place.read_bytes()).hexdigest()[:16]


@lru_cache(maxsize=128)
def _packed(place: Path, changed: int) -> bytes:
    """Return a file as it is since it last changed, packed once for all readers."""
    return gzip.compress(place.read_bytes(), PACKED_LEVEL, mtime=0)


def warm() -> None:
    """Pack the one file that is large enough to wait for."""
    if PLOTLY in files():
        _packed(files()[PLOTLY], files()[PLOTLY].stat().st_mtime_ns)


@router.get("/static/{name}", include_in_schema=False)
def static(name: str, request: Request) -> Response:
    """Return a static file; 304 where the reader has it."""
    place = files().get(name)
    if place is None or not place.is_file():
        raise NothingThere(address=request.url.path, nearest="")
    changed = place.stat().st_mtime_ns
    mark = _mark(place, changed)
    tag = f'W/"{mark}"'
    is_marked = request.query_params.get("v") == mark
    kept = f"public, max-age={YEAR_SECONDS}, immutable" if is_marked else "no-cache"
    headers = {"ETag": tag, "Cache-Control": kept, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if place.suffix in PACKED and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(_packed(place, changed), media_type=KINDS[place.suffix], headers=headers)
    return Response(place.read_bytes(), media_type=KINDS[place.suffix], headers=headers)
