"""The reservoir in rows: every line of the balance sheet, and the distance to every watermark."""

from tidegauge.questions.brief import Brief
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table
from tidegauge.words import numbers


def basins(brief: Brief, phrases: Phrases) -> Table:
    """Return every line of the balance sheet with its level and the change over its week."""
    heads = tuple(phrases(f"head.{head}") for head in ("line", "level", "change"))
    lines = () if brief.balance_sheet is None else brief.balance_sheet.lines
    rows = tuple(
        (
            phrases.row(line.id),
            phrases.money(line.level_usd),
            phrases.money(line.change_usd, signed=True),
        )
        for line in lines
    )
    plain = (("line", "side", "level_usd", "change_usd"), *((x.id, x.side, x.level_usd, x.change_usd) for x in lines))
    return Table("reservoir", heads, rows, (0,), plain)


def waters(brief: Brief, phrases: Phrases) -> Table:
    """Return every watermark with its level today, the distance, and the drift of 13 weeks."""
    heads = tuple(phrases(f"head.{head}") for head in ("line", "level", "distance", "drift"))
    rows = tuple(
        (
            phrases.named("report.watermark", mark.id),
            numbers.MISSING if mark.level_usd is None else phrases.money(mark.level_usd),
            phrases.money(mark.distance_usd, signed=True),
            phrases.money(None if mark.drift_usd_per_week is None else round(mark.drift_usd_per_week), signed=True),
        )
        for mark in brief.watermarks
    )
    plain = (
        ("watermark", "series", "period", "reading_usd", "level_usd", "distance_usd", "drift_usd_per_week"),
        *(
            (x.id, x.series, x.period, x.reading_usd, x.level_usd, x.distance_usd, x.drift_usd_per_week)
            for x in brief.watermarks
        ),
    )
    return Table("waters", heads, rows, (0,), plain)
