"""What the figures of a piece were made from: quoted on hover over its sentences, and dated in a line below it."""

from collections.abc import Sequence

from tidegauge.questions.answer import Origin
from tidegauge.views.report.phrases import Phrases
from tidegauge.words import text

MOST = 6
"""Series quoted on hover; of the others is said how many there are."""


def quoted(origins: Sequence[Origin], t: Phrases, first: Sequence[str] = (), *, most: int = MOST) -> str:
    """Return series, period, publisher and moment of what figures were made from, a line each, those of `first` on top.

    >>> quoted((), Phrases("en", None))
    ''
    """
    ranked = sorted(origins, key=lambda origin: origin.series not in first)
    lines = [
        t(
            "sources.of",
            series=origin.series,
            period=t.day(origin.period, weekday=False, year=True),
            publisher=t.publisher(origin.publisher),
            known_at=t.moment(origin.known_at),
        )
        for origin in ranked[:most]
    ]
    if more := len(origins) - len(lines):
        lines.append(text("web_sections.origin.more", t.lang, n=t.count(more)))
    return "\n".join(lines)


def over_chart(origins: Sequence[Origin], t: Phrases, drawn: Sequence[str] = ()) -> str:
    """Return what a chart is drawn from in so few lines that it stays in sight: the series `drawn`, else the first two.

    >>> over_chart((), Phrases("en", None))
    ''
    """
    return quoted(origins, t, drawn, most=len(drawn) or 2)


def dated(origins: Sequence[Origin], t: Phrases) -> str:
    """Return up to which day the figures go and who publishes them; nothing where none is known or all lie ahead."""
    periods = [origin.period for origin in origins if origin.period <= t.today]
    if not periods:
        return ""
    names = dict.fromkeys(t.publisher(origin.publisher) for origin in origins)
    day = t.day(max(periods), weekday=False, year=True)
    publishers = text("lists.join", t.lang).join(names)
    return text("web_sections.origin.dated", t.lang, day=day, publishers=publishers)
