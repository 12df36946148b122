"""Every series as a row: publisher, release, how fresh it is, how its past is kept, and where all of it can be fetched.

The address sifts the rows (``words``, ``by``, ``state``), so that no script is needed; with one this happens at once.
"""

from typing import NamedTuple

from markupsafe import Markup

from tidegauge.clock import NEW_YORK
from tidegauge.questions.answer import Answer
from tidegauge.questions.series import SeriesCard
from tidegauge.views.report.html import Section
from tidegauge.views.report.phrases import unit_id
from tidegauge.views.report.tables import Table
from tidegauge.views.web.page_context import PageContext
from tidegauge.views.web.piece import Piece, address
from tidegauge.words import text

HEADS = ("series", "name", "publisher", "release", "state", "last", "value", "known_at", "next", "n", "vintages")
WORDS = (0, 1, 2, 3, 4, 5, 7, 8, 10)
COLUMNS = (
    "id",
    "publisher",
    "source",
    "key",
    "unit",
    "frequency",
    "basis",
    "release",
    "period",
    "value",
    "known_at",
    "freshness",
    "expected",
    "next_at",
    "observations",
    "vintages",
    "publications",
    "first_known_at",
)
STATES = ("late", "due", "fresh", "irregular", "missing", "unopened")


class Sieve(NamedTuple):
    """What the reader looks for, and what can be chosen."""

    words: str
    by: str
    state: str
    publishers: tuple[str, ...]
    states: tuple[tuple[str, str], ...]
    counted: str


def listed(page: PageContext) -> tuple[Piece, Sieve]:
    """Return the rows that the address asks for with the form that asks; the file has every series."""
    answer = page.ask("series.list")
    cards: tuple[SeriesCard, ...] = answer.answer
    rows = tuple(_row(card, page) for card in cards)
    sieve = _sieve(cards, page)
    kept = tuple(row for row, card in zip(rows, cards, strict=True) if _fits(row, card, sieve))
    counted = f"{page.phrases.count(len(kept))} / {page.phrases.count(len(rows))}"
    return _piece(answer, kept, page), sieve._replace(counted=counted)


def _piece(answer: Answer, rows: tuple[tuple[str, ...], ...], page: PageContext) -> Piece:
    """Return the piece; its title counts what was known at the moment and what is late."""
    cards, t = answer.answer, page.phrases
    held = [card for card in cards if card.observations]
    facts = {
        "all": t.count(len(cards)),
        "held": t.count(len(held)),
        "late": t.count(sum(card.freshness == "late" for card in held)),
        "publishers": len({card.publisher for card in held}),
    }
    title, sub = (page.words(f"web_sections.series.{key}", **facts) for key in ("title", "sub"))
    head = tuple(page.words(f"web_sections.series.{name}") for name in HEADS)
    plain = (COLUMNS, *(tuple(getattr(card, name) for name in COLUMNS) for card in cards))
    section = Section("series", title, sub, "", Table("series", head, rows, WORDS, plain))
    return Piece(rail=page.words("web_sections.series.rail"), section=section)


def _sieve(cards: tuple[SeriesCard, ...], page: PageContext) -> Sieve:
    """Return what the address asks for; a publisher or state that does not exist asks for nothing."""
    by, state = page.said.get("by", ""), page.said.get("state", "")
    names = tuple(sorted({page.phrases.publisher(card.publisher) for card in cards}))
    return Sieve(
        page.said.get("words", "")[:60],
        by if by in names else "",
        state if state in STATES else "",
        names,
        tuple((name, _state(name, page)) for name in STATES),
        "",
    )


def _fits(row: tuple[str, ...], card: SeriesCard, sieve: Sieve) -> bool:
    """Say whether a row has every word that is looked for, and is of the publisher and the state."""
    said = " ".join(row).lower()
    chosen = sieve.state in ("", card.freshness) and sieve.by in ("", row[HEADS.index("publisher")])
    return chosen and all(word in said for word in sieve.words.lower().split())


def _row(card: SeriesCard, page: PageContext) -> tuple[str, ...]:
    """Return a series in words; its id leads to all its values as of the moment."""
    t = page.phrases
    state, kept = _state(card.freshness, page), page.words(f"web_sections.vintages.{card.vintages}")
    if card.freshness == "late":
        state = page.words("web_sections.series.late", late=state, day=t.day(card.expected, weekday=False, year=True))
    if card.first_known_at is not None:
        since = t.day(card.first_known_at.astimezone(NEW_YORK).date(), weekday=False, year=True)
        kept = page.words("web_sections.series.since", kept=kept, n=t.count(card.publications), day=since)
    return (
        _linked(card, page),
        f"{card.names[page.lang]} ({text(f'bases.{card.basis}', page.lang)})",
        t.publisher(card.publisher),
        card.release_names[page.lang],
        state,
        t.day(card.period, weekday=False, year=True),
        t.quantity(card.value, unit_id(card.unit)),
        t.moment(card.known_at),
        t.moment(card.next_at),
        t.count(card.observations),
        kept,
    )


def _linked(card: SeriesCard, page: PageContext) -> str:
    """Return the id of a series, leading to its values where any is known."""
    if not card.observations:
        return card.id
    return Markup('<a class="txt" href="{}">{}</a>').format(address("series.show", page, of=card.id), card.id)


def _state(name: str, page: PageContext) -> str:
    """Return the words of a state of freshness; the gauges of today have all but one."""
    if name == "irregular":
        return page.words("web_sections.freshness.irregular")
    return page.phrases(f"gauges.{name}_word")
