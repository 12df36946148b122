"""The brief on A4: the same page in paper colours, set by WeasyPrint, or by headless Chromium where Pango is absent.

The file is whole or not there: it is written beside its place first and moved.
"""

import re
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from tidegauge.errors import OutputNotPossible
from tidegauge.questions.answer import Answer
from tidegauge.views.report import html
from tidegauge.views.report.phrases import Phrases

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
SECONDS_MAX = 60
REMEDY = "Install the extra (`pip install tidegauge[pdf]`) with the system library Pango, or Chromium; or use --html."
_COLOUR = re.compile(r"var\((--[a-z0-9-]+)\)")


def render(answer: Answer, lang: str, out: Path) -> None:
    """Write the brief as PDF.

    Raises
    ------
    OutputNotPossible
        Nothing on this machine can set a PDF, or the place cannot be written; nothing half-written is left.
    """
    page = document(answer, lang)
    setter = _weasyprint()
    browser = None if setter is not None else next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if setter is None and browser is None:
        raise OutputNotPossible(place=str(out), detail="neither Pango nor Chromium is installed", remedy=REMEDY)
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if setter is not None:
            part.write_bytes(setter.HTML(string=page).write_pdf())
        else:
            _print(str(browser), page, part)
        part.replace(out)
    except OSError as error:
        remedy = "Choose another file with --pdf."
        raise OutputNotPossible(place=str(out), detail=error.strerror or str(error), remedy=remedy) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def document(answer: Answer, lang: str) -> str:
    """Return the page as paper takes it: colours in place of their names, pictures that carry their own style."""
    page = html.page(answer, lang, paper=True)
    phrases = Phrases(lang, answer.as_of)
    colours = html.day_colours()
    footer = phrases("page.footer", moment=phrases.full_moment(answer.as_of))
    numbered = phrases("page.paper_page", page="{page}", pages="{pages}")
    before, _, rest = numbered.partition("{page}")
    between, _, after = rest.partition("{pages}")
    boxes = (
        f"@page{{@bottom-left{{content:{_quoted(footer)}}}"
        f"@bottom-right{{content:{_quoted(before)} counter(page) {_quoted(between)} counter(pages) {_quoted(after)}}}}}"
    )
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n', "", page)
    page = page.replace("</style>", boxes + "</style>", 1)
    page = _COLOUR.sub(lambda match: colours.get(match[1], match[0]), page)
    style = _COLOUR.sub(lambda match: colours.get(match[1], match[0]), html.picture_style())
    family = (
        "Barlow Semi Condensed, Liberation Sans, Noto Sans CJK "
        + ("TC" if lang == "zh-Hant" else "SC")
        + ", sans-serif"
    )
    style = style.replace("var(--ui)", family)
    return re.sub(r"(<svg [^>]*>)", lambda match: f"{match[1]}<style>{style}</style>", page)


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _weasyprint() -> ModuleType | None:
    """Return WeasyPrint, or None where it or the library it needs is absent."""
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    return weasyprint  # type: ignore[no-any-return]


def _print(browser: str, page: str, out: Path) -> None:
    """Let a browser set the page, in a profile of its own that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "brief.html"
        source.write_text(page, "utf-8")
        call = [browser, *SWITCHES, f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", source.as_uri()]
        try:
            subprocess.run(call, check=True, capture_output=True, timeout=SECONDS_MAX)
        except (subprocess.SubprocessError, OSError) as error:
            raise OutputNotPossible(place=str(out), detail=f"{Path(browser).name} failed", remedy=REMEDY) from error
    if not out.exists():
        raise OutputNotPossible(place=str(out), detail=f"{Path(browser).name} wrote nothing", remedy=REMEDY)
