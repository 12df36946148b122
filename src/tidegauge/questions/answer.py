"""The envelope of every answer: what was asked, as of when, from which figures, with which findings.

Answers are frozen dataclasses. `to_plain` turns them into the JSON of the public interface: whole dollars as integers,
dates in ISO 8601, sentences with their facts beside their words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from tidegauge.catalogue.series import find, load, publishers
from tidegauge.clock import NEW_YORK
from tidegauge.frame import Finding, Frame, Point
from tidegauge.words import keys, text
from tidegauge.words.sentence import Sentence, say

SCHEMA_VERSION = 1
UNIT_NAMES = {"usd": "USD"}


class Origin(NamedTuple):
    """Where a figure came from: series, publisher, period and when it was known."""

    series: str
    publisher: str
    period: date
    known_at: datetime
    known_by: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with everything needed to trust it; `bundled_until` is set where it stands on the bundled figures."""

    question: str
    as_of: datetime
    answer: Any
    units: Mapping[str, str]
    sources: tuple[Origin, ...]
    findings: tuple[Finding, ...]
    bundled_until: datetime | None = None

    @property
    def data_as_of(self) -> date | None:
        """The latest period any source of the answer is about, up to the day of the as-of."""
        today = self.as_of.astimezone(NEW_YORK).date()
        return max((origin.period for origin in self.sources if origin.period <= today), default=None)


def origins(frame: Frame) -> tuple[Origin, ...]:
    """Return where the last figure of every series of a frame came from."""
    points = (frame.latest(series) for series in frame.tracks)
    return origins_of(point for point in points if point is not None)


def origins_of(points: Iterable[Point]) -> tuple[Origin, ...]:
    """Return where some points came from, each once."""
    found = {
        (point.series, point.period): Origin(
            point.series, publishers()[find(point.series).publisher]["en"], point.period, point.known_at, point.known_by
        )
        for point in points
    }
    return tuple(found.values())


def publisher_names(found: Iterable[Origin], lang: str) -> tuple[str, ...]:
    """Return who published some figures, each once, in a language."""
    ids = dict.fromkeys(find(origin.series).publisher for origin in found)
    return tuple(publishers()[one][lang] for one in ids)


def series_names(ids: Iterable[str], lang: str) -> tuple[str, ...]:
    """Return the names of some series in a language."""
    return tuple(find(one).names[lang] for one in ids)


def subject_name(subject: str, lang: str) -> str:
    """Return what a finding is about in words: a series, or a figure or row of the opening sheet; else its id.

    >>> subject_name("on_rrp", "en") != "on_rrp", subject_name("shutdown_2025", "en")
    (True, 'shutdown_2025')
    """
    if (series := load().get(subject)) is not None:
        return series.names[lang]
    first = subject.partition(".")[0]
    known = (f"{part}.{first}" for part in ("opening.figure", "ledger.instrument") if f"{part}.{first}" in keys(lang))
    return next((text(key, lang) for key in known), subject)


def unit_name(unit: str) -> str:
    """Return a unit as the public interface writes it.

    >>> unit_name("usd"), unit_name("bp")
    ('USD', 'bp')
    """
    return UNIT_NAMES.get(unit, unit)


def exact(value: float | None, unit: str) -> float | int | None:
    """Return whole dollars, basis points and counts as integers, anything else without the noise of floating point."""
    if value is None or value != value:
        return None
    return round(value) if unit in ("usd", "bp", "count", "contracts") else round(value, 10)


def envelope(answer: Answer, lang: str) -> dict[str, Any]:
    """Return an answer as the JSON object of the public interface."""
    return {
        "schema_version": SCHEMA_VERSION,
        "question": answer.question,
        "as_of": answer.as_of.astimezone(NEW_YORK).isoformat(),
        "data_as_of": to_plain(answer.data_as_of, lang),
        "answer": to_plain(answer.answer, lang),
        "units": dict(answer.units),
        "sources": [to_plain(origin, lang) for origin in answer.sources],
        "findings": [to_plain(finding, lang) for finding in answer.findings],
    }


def to_plain(value: Any, lang: str) -> Any:
    """Return a value as JSON can hold it; sentences are put into words of `lang`."""
    if isinstance(value, Sentence):
        return {"key": value.key, "text": say(value, lang)}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name), lang) for field in fields(value)}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: to_plain(part, lang) for name, part in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(key): to_plain(part, lang) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(part, lang) for part in value]
    if isinstance(value, float) and value != value:
        return None
    return value
