"""Where figures come from: the tooltip of a figure, and the table of all sources."""

from dataclasses import dataclass
from datetime import date

from tidegauge.questions.answer import Answer, Origin
from tidegauge.questions.gauges import GaugeReading
from tidegauge.views.report.phrases import Phrases
from tidegauge.words.sentence import Sentence

HEADLINE_GAUGES = {"repo": "sofr_iorb_bp", "srf": "srf", "reserves": "reserves"}
NOW_GAUGES = {"reserves": "reserves", "net": "net_liquidity", "cash": "tga", "srf": "srf_morning"}
WEEKS_GAUGES = {"buffer": "on_rrp", "settlement": "settling_coupons"}
FACT_GAUGES = {
    "reserves": "reserves",
    "fed_assets": "fed_assets",
    "tga": "tga",
    "tga_wednesday": "tga_wednesday",
    "sofr": "sofr",
    "share": "reserves_to_deposits",
}
IDENTITY_LINES = {"on_rrp": "reverse_repos", "other_assets": "fed_assets", "unmapped": "fed_assets"}


@dataclass(frozen=True, slots=True)
class Sources:
    """The origins of an answer by series, and how to quote them."""

    phrases: Phrases
    origins: dict[str, Origin]
    gauges: dict[str, GaugeReading]

    @classmethod
    def of(cls, answer: Answer, phrases: Phrases) -> "Sources":
        """Collect the origins and gauges of a brief."""
        readings = {reading.id: reading for reading in answer.answer.gauges}
        return cls(phrases, {origin.series: origin for origin in answer.sources}, readings)

    def series(self, id_: str, period: date | None = None) -> str:
        """Return series, period, publisher and moment of the last figure of a series, or nothing."""
        origin = self.origins.get(id_)
        if origin is None:
            return ""
        known = self.phrases.moment(origin.known_at)
        if period is not None and period != origin.period:
            known = "–"
        return self._quote(id_, period or origin.period, origin.publisher, known)

    def gauge(self, id_: str) -> str:
        """Return series, period, publisher and moment of a gauge, or nothing."""
        reading = self.gauges.get(id_)
        if reading is None or reading.period is None:
            return self.series(id_)
        joined = ", ".join(reading.series)
        return self._quote(joined, reading.period, reading.publisher, self.phrases.moment(reading.known_at))

    def _quote(self, series: str, period: date, publisher: str, known: str) -> str:
        name = self.phrases.publisher(publisher)
        shown = self.phrases.day(period, weekday=False, year=True)
        return self.phrases("sources.of", series=series, period=shown, publisher=name, known_at=known)

    def fact(self, sentence: Sentence, name: str) -> str:
        """Return where the amount of one fact of a sentence comes from."""
        place, _, rest = sentence.key.partition(".")
        if place == "causes":
            line = rest.rpartition(".")[0]
            return self.series(IDENTITY_LINES.get(line, line))
        family, _, key = rest.partition(".")
        stem = key.partition("_")[0]
        if name in FACT_GAUGES:
            return self.gauge(FACT_GAUGES[name])
        if family == "headline":
            return self.gauge(HEADLINE_GAUGES.get(stem, ""))
        if family == "now":
            return self.gauge(NOW_GAUGES.get(stem, ""))
        if family == "weeks":
            return self.gauge(WEEKS_GAUGES.get(stem, ""))
        return self.gauge("reserves") if family in ("months", "year") else ""

    def known(self, id_: str, key: str) -> str:
        """Return ", released …" of a series by a key of words, or nothing where the moment is not known."""
        origin = self.origins.get(id_)
        return "" if origin is None else self.phrases(key, moment=self.phrases.moment(origin.known_at))
