"""Self-examination: settings, the store's files, freshness of every series, broken identities, unit contracts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tidegauge.catalogue.series import load
from tidegauge.clock import NEW_YORK
from tidegauge.frame import Finding, Frame
from tidegauge.indicators import balance_sheet as identity
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk, default_root

IDENTITY_SPAN = timedelta(days=371)
# A dollar figure outside these bounds means that a publisher changed its scale: 1,000 times too small or too large.
PLAUSIBLE_USD = {
    "reserves": (1e11, 1e13),
    "fed_assets": (5e11, 2e13),
    "tga_wednesday": (1e9, 5e12),
    "tga": (1e9, 5e12),
    "foreign_repo_pool": (1e9, 2e12),
    "deposits": (5e12, 1e14),
    "bank_assets": (5e12, 1e14),
}
PLAUSIBLE_PCT = {"sofr": (-1.0, 25.0), "effr": (-1.0, 25.0), "iorb": (-1.0, 25.0), "yield_10y": (-1.0, 25.0)}


@dataclass(frozen=True, slots=True)
class Health:
    """What was examined: the store, how many series have figures, how many observations were known."""

    store: str
    series: int
    observations: int


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its value and where that comes from."""

    name: str
    value: str
    origin: str
    help: str


def doctor(desk: Desk, *, as_of: datetime | None = None) -> Answer:
    """Examine everything and answer with findings; any that is more than a note makes the exit code 1."""
    moment = desk.moment(as_of)
    findings = [*desk.findings(), *desk.store.examine()]
    if any(finding.severity == "error" for finding in findings):
        return Answer("doctor", moment, Health(str(desk.store.root), 0, 0), {}, (), tuple(findings), desk.bundled_until)
    frame = desk.frame(load(), moment)
    since = moment.astimezone(NEW_YORK).date() - IDENTITY_SPAN
    findings += _late(frame)
    findings += identity.unmapped_findings(frame, since)
    findings += _units(frame)
    held = [track for track in frame.tracks.values() if len(track)]
    health = Health(str(desk.store.root), len(held), sum(len(track) for track in held))
    return Answer("doctor", moment, health, {}, (), tuple(findings), desk.bundled_until)


def _late(frame: Frame) -> list[Finding]:
    """Return a finding for every series that has figures but lacks one its release rule says should be out."""
    findings = []
    for id_, track in frame.tracks.items():
        last, entry = track.latest(), load()[id_]
        if last is None or entry.source in ("derived", "file"):
            continue
        expected = entry.release.due(entry.frequency, frame.as_of)
        if expected is not None and last.period < expected:
            detail = f"{expected} should be known by the release rule; the last one is {last.period}"
            findings.append(Finding("late", id_, expected, detail, "warning"))
    return findings


def _units(frame: Frame) -> list[Finding]:
    """Return a finding for every figure of an implausible size: a publisher may have changed its unit."""
    findings = []
    for id_, (low, high) in (PLAUSIBLE_USD | PLAUSIBLE_PCT).items():
        last = frame.latest(id_)
        if last is not None and not low <= last.value <= high:
            detail = f"{last.value:g} lies outside {low:g} to {high:g}: has the publisher changed its unit?"
            findings.append(Finding("units", id_, last.period, detail, "error"))
    return findings


def settings(desk: Desk) -> Answer:
    """Answer with every setting, its value, and whether it comes from the call, the environment or the default."""
    moment = desk.moment(None)
    environment = desk.environment
    named = "TIDEGAUGE_STORE" if environment.get("TIDEGAUGE_STORE") else ("--store" if desk.root else "default")
    entries = (
        Setting("store", str(desk.root or default_root()), named, "directory of figures, raw replies and index"),
        Setting("offline", str(desk.offline), _origin(environment, "TIDEGAUGE_OFFLINE"), "1: never ask the network"),
        Setting("lang", environment.get("TIDEGAUGE_LANG", "en"), _origin(environment, "TIDEGAUGE_LANG"), "language"),
        Setting(
            "fred_api_key",
            "set" if environment.get("FRED_API_KEY") else "not set",
            _origin(environment, "FRED_API_KEY"),
            "vintages from ALFRED need it; it is never shown",
        ),
        Setting(
            "contact",
            environment.get("TIDEGAUGE_CONTACT", "not set"),
            _origin(environment, "TIDEGAUGE_CONTACT"),
            "name and e-mail, which SEC asks of its readers",
        ),
    )
    return Answer("settings", moment, entries, {}, (), tuple(desk.findings()), desk.bundled_until)


def _origin(environment: dict[str, str], name: str) -> str:
    return name if environment.get(name) else "default"
