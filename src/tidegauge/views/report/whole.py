"""Prose as HTML in which no line breaks inside a figure or a date: a browser would break "1,017 亿美元" anywhere."""

import re

from markupsafe import Markup, escape

from tidegauge.views.terminal.wrap import DATE, FIGURE

HELD = "\ue000"
"""Stands before what the caller fills in later: a number after it is no figure."""
_STARTS = f"(?<![0-9A-Za-z_.{HELD}-])"
_KEPT = re.compile(f"({_STARTS}(?:{DATE})(?:（[周週].）)?|{_STARTS}{FIGURE})")


def whole(words: str) -> Markup:
    """Return words as HTML, each figure with its unit and each date in one piece; what is HTML already stays as it is.

    >>> str(whole("reserves fell by 63.3 bn & more"))
    'reserves fell by <span class="n">63.3 bn</span> &amp; more'
    >>> str(whole("为10月31日（周五）以来最多"))
    '为<span class="n">10月31日（周五）</span>以来最多'
    >>> str(whole(Markup('<a href="/series">3 series</a>')))
    '<a href="/series">3 series</a>'
    """
    if isinstance(words, Markup):
        return words
    parts = _KEPT.split(words)
    return Markup("").join(
        Markup('<span class="n">{}</span>').format(p) if n % 2 else escape(p) for n, p in enumerate(parts)
    )
