"""The colours and faces of an image, taken from the page's own style so that both are dressed alike."""

import re

from tidegauge.views.report.html import asset, palette

FACES = {
    "en": ("Barlow Semi Condensed", "Liberation Sans", "Arial", "DejaVu Sans"),
    "zh-Hans": ("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei"),
    "zh-Hant": ("Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei"),
}
"""Faces of an image; a Chinese one sets its Latin letters too, since a setter of images may fall back to any face."""

_COLOUR = re.compile(r"var\((--[a-z0-9-]+)\)")


def style(lang: str, *, is_dark: bool) -> str:
    """Return the style of an image: classes with plain colours and faces, nothing left to look up."""
    faces = ",".join(f"'{face}'" for face in FACES[lang])
    known = palette(is_dark=is_dark) | {"--ui": f"{faces},sans-serif"}
    return _COLOUR.sub(lambda match: known[match[1]], asset("picture.css"))
