"""What the brief stands on: changes since a moment, findings, and the source of every figure."""

from tidegauge.questions.answer import Answer
from tidegauge.questions.since import Change
from tidegauge.views.apart import apart
from tidegauge.views.report.phrases import Phrases, unit_id
from tidegauge.views.report.tables import Table


def changes_title(answer: Answer, phrases: Phrases) -> str:
    """Return how many readings changed, and since when."""
    n = sum(_pair(change, phrases) is not None for change in answer.answer.changes or ())
    if not n:
        return phrases("changes.title_none")
    moment = phrases.moment(answer.answer.since)
    if n == 1:
        return phrases("changes.title_one", moment=moment)
    return phrases("changes.title", n=phrases.count(n), moment=moment)


def unchanged(answer: Answer, phrases: Phrases) -> str:
    """Say which gauges have a new period with the same value; "" where none has."""
    names = [
        phrases.named("gauges", change.gauge)
        for change in answer.answer.changes or ()
        if _pair(change, phrases) is None
    ]
    return phrases("changes.unchanged", gauges=phrases("rates.join").join(names)) if names else ""


def _pair(change: Change, phrases: Phrases) -> tuple[str, str] | None:
    def usual(value: float, unit: str) -> str:
        return phrases.level(change.gauge, value, unit)

    return apart(change.before, change.after, unit_id(change.unit), phrases.lang, usual)


def changes(answer: Answer, phrases: Phrases) -> Table:
    """Return each reading that changed, with the release that changed it."""
    heads = tuple(phrases(f"head.{head}") for head in ("gauge", "before", "after", "release", "known_at"))
    found = answer.answer.changes or ()
    rows = tuple(
        (
            phrases.named("gauges", change.gauge),
            _dated(pair[0], phrases.short(change.before_period), phrases),
            _dated(pair[1], phrases.short(change.after_period), phrases),
            change.release_names[phrases.lang],
            phrases.moment(change.known_at),
        )
        for change in found
        if (pair := _pair(change, phrases)) is not None
    )
    plain = (
        ("gauge", "unit", "before", "before_period", "after", "after_period", "series", "release", "known_at"),
        *(
            (
                change.gauge,
                change.unit,
                change.before,
                change.before_period,
                change.after,
                change.after_period,
                change.series,
                change.release,
                change.known_at.isoformat(),
            )
            for change in found
        ),
    )
    return Table("changes", heads, rows, (0, 1, 2, 3, 4), plain)


def _dated(value: str, day: str, phrases: Phrases) -> str:
    return phrases("rates.peak", spread=value, day=day)


def title(answer: Answer, phrases: Phrases) -> str:
    """Return on how many series of how many publishers the brief stands."""
    if not answer.sources:
        return phrases("sources.title_none")
    publishers = {origin.publisher for origin in answer.sources}
    return phrases(
        "sources.title", series=phrases.count(len(answer.sources)), publishers=phrases.count(len(publishers))
    )


def sources(answer: Answer, phrases: Phrases) -> Table:
    """Return where the last figure of every series came from."""
    heads = tuple(phrases(f"head.{head}") for head in ("series", "period", "publisher", "known_at", "known_by"))
    ordered = sorted(answer.sources, key=lambda origin: (origin.publisher, origin.series))
    rows = tuple(
        (
            origin.series,
            phrases.day(origin.period, weekday=False, year=True),
            phrases.publisher(origin.publisher),
            phrases.moment(origin.known_at),
            phrases.named("report.sources.known_by", origin.known_by),
        )
        for origin in ordered
    )
    plain = (
        ("series", "period", "publisher", "known_at", "known_by"),
        *(
            (origin.series, origin.period, origin.publisher, origin.known_at.isoformat(), origin.known_by)
            for origin in ordered
        ),
    )
    return Table("sources", heads, rows, (0, 1, 2, 3, 4), plain)


def grouped(answer: Answer, phrases: Phrases) -> list[str]:
    """Return the sources in a few lines for paper: by publisher, each series with its period."""
    by_publisher: dict[str, list[str]] = {}
    for origin in sorted(answer.sources, key=lambda origin: (origin.publisher, origin.series)):
        period = phrases.short(origin.period)
        by_publisher.setdefault(origin.publisher, []).append(f"{origin.series} {period}")
    join = phrases("rates.join")
    return [
        phrases("page.colon", name=phrases.publisher(publisher), value=join.join(series))
        for publisher, series in by_publisher.items()
    ]


def findings(answer: Answer, phrases: Phrases) -> list[tuple[str, str, str, str]]:
    """Return each finding as (severity, subject, period, words)."""
    return [
        (
            phrases.named("report.sources.severity", finding.severity),
            finding.subject,
            phrases.short(finding.period) if finding.period else "",
            phrases.say(finding.detail),
        )
        for finding in answer.findings
    ]
