"""The placebo distribution: how large the largest |t| gets with nothing to find, and where the one observed stands."""

from dataclasses import dataclass

from tidegauge.questions.answer import Answer
from tidegauge.questions.sensitivity import Sensitivity
from tidegauge.views.pictures import axes
from tidegauge.views.pictures.picture import PHONE, Drawing, Picture, Sheet
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table
from tidegauge.words import numbers, text

LEFT, TOP, FOOT, SIZE = 54.0, 60.0, 26.0, 13.0
ROOM = 0.3  # |t| beyond the observed one that the axis reaches


@dataclass(frozen=True, slots=True)
class Distribution:
    """Counts of placebos by bin of |t|, the value observed with the share that reach it, and what 5 % exceed."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    observed: float
    share: float
    needed: float


def sheet(answer: Answer, phrases: Phrases) -> Sheet:
    """Return the picture of an answer on sensitivity, with its sentences."""
    found: Sensitivity = answer.answer
    whole = found.families[0]
    shown = Distribution(
        found.placebos.edges, found.placebos.counts, whole.largest_t, whole.p_random_walks, whole.needed
    )
    counts = {"tried": found.tried, "survivors": len(found.surviving)}
    span = {
        "first": phrases.day(found.first, weekday=False, year=True),
        "last": phrases.day(found.last, weekday=False, year=True),
    }
    picture = Picture(
        "placebos",
        text(f"sensitivity.picture.title_{_finding(found)}", phrases.lang, **counts),
        text("sensitivity.picture.sub", phrases.lang),
        text("sensitivity.picture.source", phrases.lang, weeks=found.weeks, draws=phrases.count(found.draws), **span),
        table("placebos", shown, phrases),
        lambda width: draw(shown, phrases, width),
    )
    verdict, *lead = (numbers.in_dollars(phrases.say(sentence)) for sentence in found.headline)
    footer = text("report.pictures.footer", phrases.lang, moment=phrases.full_moment(answer.as_of))
    caution = phrases("page.kicker_bundled") if answer.bundled_until else ""
    kicker = text("sensitivity.picture.kicker", phrases.lang)
    return Sheet(verdict, kicker, caution, tuple(lead), (picture,), footer)


def _finding(found: Sensitivity) -> str:
    """Return the verdict, told apart where the largest |t| is beyond most random walks and yet does not survive."""
    whole = found.families[0]
    return "beyond" if found.verdict == "none" and whole.largest_t >= whole.needed else found.verdict


def draw(shown: Distribution, phrases: Phrases, width: float) -> Drawing:
    """Draw the histogram at a width: bars beyond the 5 % line are buff, the observed value is a magenta line."""
    is_phone = width < PHONE
    height = 300.0 if is_phone else 340.0
    bottom, right = height - FOOT - 18, width - 12
    last = max(shown.edges[-1], shown.observed + ROOM)
    across = svg.Scale(shown.edges[0], last, LEFT, right)
    down = svg.Scale(0, max(shown.counts) * 1.04, bottom, TOP)
    content = _grid(down, right, phrases)
    for n, count in enumerate(shown.counts):
        start, end = across(shown.edges[n]), across(shown.edges[n + 1])
        fill = "f-buff s-buff-ink" if shown.edges[n] >= shown.needed else "f-water-2"
        content += svg.rect(start, down(count), max(1.0, end - start - 1), bottom - down(count), fill)
    content += _ticks(shown, across, bottom, phrases)
    return Drawing(width, height, content + _marks(shown, across, bottom, phrases))


def _grid(down: svg.Scale, right: float, phrases: Phrases) -> str:
    """Draw the counts at the left."""
    content = svg.line(LEFT, down(0), right, down(0), "s-ink", 1.6)
    for value in axes.levels(down.low, down.high):
        y = down(value)
        content += svg.line(LEFT, y, right, y, "s-rule")
        content += svg.text(LEFT - 6, y + 4, phrases.count(round(value)), "t2", size=12, anchor="end")
    return content


def _ticks(shown: Distribution, across: svg.Scale, bottom: float, phrases: Phrases) -> str:
    """Write whole numbers of |t| under the bars, and what they are."""
    content = ""
    for value in range(int(shown.edges[0]) + 1, int(across.high) + 1):
        content += svg.line(across(value), bottom, across(value), bottom + 5, "s-ink-3")
        content += svg.text(across(value), bottom + 18, str(value), "t2", size=12, anchor="middle")
    words = text("sensitivity.picture.bin", phrases.lang)
    return content + svg.text(across.end, bottom + 36, words, "t2", size=12, anchor="end")


def _marks(shown: Distribution, across: svg.Scale, bottom: float, phrases: Phrases) -> str:
    """Draw the observed value with its share over the bars, and the 5 % line below it."""
    content = ""
    needed = text("sensitivity.picture.needed", phrases.lang, t=_t(shown.needed, phrases))
    share = text("sensitivity.picture.share", phrases.lang, share=phrases.share(shown.share))
    observed = text("sensitivity.picture.observed", phrases.lang, t=_t(shown.observed, phrases))
    for value, y, words, cls, stroke in (
        (shown.observed, 18.0, f"{observed} · {share}", "tm halo", "s-mark"),
        (shown.needed, 40.0, needed, "t2 halo", "s-ink-3"),
    ):
        x, wide = across(value), svg.breadth(words, SIZE)
        content += svg.line(x, y - 12, x, bottom, stroke, 2 if stroke == "s-mark" else 1.2)
        left = x - 6 - wide if x + 6 + wide > across.end + 8 and x - 6 >= wide else x + 6
        place = min(left, across.end + 8 - wide)  # over its line where neither side has room
        content += svg.text(place, y, words, cls, size=SIZE, bold=600 if stroke == "s-mark" else None)
    return content


def _t(value: float, phrases: Phrases) -> str:
    return numbers.ratio(value, phrases.lang, decimals=1)


def table(id_: str, shown: Distribution, phrases: Phrases) -> Table:
    """Return the counts by bin as rows."""
    head = tuple(text(f"sensitivity.picture.{key}", phrases.lang) for key in ("bin", "count"))
    bins = [
        (f"{low:.1f}–{high:.1f}", count)
        for low, high, count in zip(shown.edges, shown.edges[1:], shown.counts, strict=False)
    ]
    rows = tuple((words, phrases.count(count)) for words, count in bins)
    plain = (
        ("largest_t_from", "count"),
        *((low, count) for low, count in zip(shown.edges, shown.counts, strict=False)),
    )
    return Table(id_, head, rows, (0,), plain)
