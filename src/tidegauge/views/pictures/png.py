"""Pictures as one image: every finding over its picture, the source below, by day or by night.

The setter knows no Chinese face that the machine does not have: where a face is missing, that is an error and not an
image of empty boxes.
"""

from functools import lru_cache

from tidegauge.errors import OutputNotPossible
from tidegauge.views.pictures import colours
from tidegauge.views.pictures.picture import Picture, Sheet, lines, paragraph
from tidegauge.views.report import svg

WIDTH, MARGIN = 1000.0, 40.0
ZOOM = 2
NAMESPACE = "http://www.w3.org/2000/svg"
PROBES = {"en": "R", "zh-Hans": "备", "zh-Hant": "備"}
REMEDY = "Install the extra (`pip install tidegauge[pictures]`); or use --html."
FONT_REMEDY = "Install a font such as Noto Sans CJK; or use --html."


def render(sheet: Sheet, lang: str, *, is_dark: bool = False) -> bytes:
    """Return the pictures of a sheet below one another as PNG.

    Raises
    ------
    OutputNotPossible
        The setter is not installed, or no face of this machine has the letters of the language.
    """
    if not _has_face(lang):
        raise OutputNotPossible(place="PNG", detail=f"no font has the letters of {lang}", remedy=FONT_REMEDY)
    return _set(draw(sheet), lang, is_dark=is_dark)


def draw(sheet: Sheet) -> str:
    """Return the whole sheet as SVG; its colours are class names."""
    inner = WIDTH - 2 * MARGIN
    said = lines(sheet.title, inner, 27)
    content = paragraph((MARGIN, MARGIN + 24), said, "", size=27, step=34, font_weight=600)
    top = MARGIN + 24 + len(said) * 34
    for words in (sheet.caution, *sheet.lead):
        said = lines(words, inner, 15) if words else []
        content += paragraph((MARGIN, top), said, "" if words in sheet.lead else "tm", size=15, step=21)
        top += len(said) * 21 + (6 if said else 0)
    top += 8
    for picture in sheet.pictures:
        part, top = _section(picture, top, inner)
        content += part
    content += svg.text(MARGIN, top + 14, f"{sheet.footer} · {sheet.kicker}", "t2", size=12)
    height = top + 14 + MARGIN * 0.7
    ground = svg.rect(0, 0, WIDTH, height, "f-paper")
    return svg.tag("svg", ground + content, xmlns=NAMESPACE, width=WIDTH, height=height)


def _section(picture: Picture, top: float, inner: float) -> tuple[str, float]:
    """Return one picture with its words, and where it ends."""
    content = svg.line(MARGIN, top, MARGIN + inner, top, "s-ink", 2)
    y = top + 30
    for words, size, step, cls, bold in ((picture.title, 20, 27, "", 600), (picture.sub, 13.5, 19, "t2", None)):
        said = lines(words, inner, size)
        content += paragraph((MARGIN, y), said, cls, size=size, step=step, font_weight=bold)
        y += len(said) * step
    drawing = picture.draw(inner)
    content += svg.tag("g", drawing.content, transform=f"translate({svg.number(MARGIN)} {svg.number(y)})")
    y += drawing.height + 24
    said = lines(picture.source, inner, 12)
    content += paragraph((MARGIN, y), said, "f-ink-3", size=12, step=16)
    return content, y + len(said) * 16 + 18


def _set(drawn: str, lang: str, *, is_dark: bool) -> bytes:
    try:
        import resvg_py
    except ImportError as error:
        raise OutputNotPossible(place="PNG", detail="resvg_py is not installed", remedy=REMEDY) from error
    return bytes(resvg_py.svg_to_bytes(drawn, style_sheet=colours.style(lang, is_dark=is_dark), zoom=ZOOM))


@lru_cache(maxsize=3)
def _has_face(lang: str) -> bool:
    """Say whether a letter of the language leaves a trace: a setter without the letter draws nothing."""
    blank, letter = (
        svg.picture(40, 40, svg.text(4, 30, words, size=24), xmlns=NAMESPACE) for words in (" ", PROBES[lang])
    )
    return _set(blank, lang, is_dark=False) != _set(letter, lang, is_dark=False)
