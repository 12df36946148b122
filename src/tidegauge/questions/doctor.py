"""Self-examination: settings, the store's files, freshness of every series, broken identities, unit contracts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tidegauge.catalogue.series import load
from tidegauge.clock import NEW_YORK
from tidegauge.frame import Finding, Frame, finding
from tidegauge.indicators import balance_sheet as identity
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk, default_root
from tidegauge.words.sentence import Day

IDENTITY_SPAN = timedelta(days=371)
SECRET = "***"
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
    """What was examined: the store, how many series have figures, how many observations were known, the settings."""

    store: str
    series: int
    observations: int
    settings: tuple["Setting", ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its value and where that comes from; a key is never shown. Words under ``settings.<name>``."""

    name: str
    value: str
    origin: str


def doctor(desk: Desk, *, as_of: datetime | None = None) -> Answer:
    """Examine everything and answer with findings; any that is more than a note makes the exit code 1."""
    moment = desk.moment(as_of)
    findings = [*desk.findings(), *desk.store.examine()]
    if any(finding.severity == "error" for finding in findings):
        return Answer(
            "doctor",
            moment,
            Health(_shown(desk, str(desk.store.root)), 0, 0, entries(desk)),
            {},
            (),
            tuple(findings),
            desk.bundled_until,
        )
    frame = desk.frame(load(), moment)
    since = moment.astimezone(NEW_YORK).date() - IDENTITY_SPAN
    findings += _late(frame, severity="note" if desk.bundled else "warning")
    findings += identity.unmapped_findings(frame, since)
    findings += _units(frame)
    held = [track for track in frame.tracks.values() if len(track)]
    health = Health(_shown(desk, str(desk.store.root)), len(held), sum(len(track) for track in held), entries(desk))
    return Answer("doctor", moment, health, {}, (), tuple(findings), desk.bundled_until)


def _late(frame: Frame, severity: str) -> list[Finding]:
    """Return a finding for every series that has figures but lacks one its release rule says should be out.

    The bundled figures end on purpose, so there it is no more than a note.
    """
    findings = []
    for id_, track in frame.tracks.items():
        last, entry = track.latest(), load()[id_]
        if last is None or entry.source in ("derived", "file"):
            continue
        expected = entry.release.due(entry.frequency, frame.as_of)
        if expected is not None and last.period < expected:
            found = finding("late", id_, expected, severity=severity, last=Day(last.period, weekday=False, year=True))
            findings.append(found)
    return findings


def _units(frame: Frame) -> list[Finding]:
    """Return a finding for every figure of an implausible size: a publisher may have changed its unit."""
    findings = []
    for id_, (low, high) in (PLAUSIBLE_USD | PLAUSIBLE_PCT).items():
        last = frame.latest(id_)
        if last is not None and not low <= last.value <= high:
            facts = {"value": f"{last.value:g}", "low": f"{low:g}", "high": f"{high:g}"}
            findings.append(finding("units", id_, last.period, severity="error", **facts))
    return findings


def settings(desk: Desk) -> Answer:
    """Answer with every setting, its value, and whether it comes from the call, the environment or the default."""
    return Answer("settings", desk.moment(None), entries(desk), {}, (), tuple(desk.findings()), desk.bundled_until)


def entries(desk: Desk) -> tuple[Setting, ...]:
    """Return every setting of a desk."""
    environment = desk.environment
    by_environment = desk.root is None or str(desk.root) == str(Path(environment.get("TIDEGAUGE_STORE", "")))
    named = _origin(environment, "TIDEGAUGE_STORE") if by_environment else "--store"
    silenced = environment.get("TIDEGAUGE_OFFLINE", "") not in ("", "0")
    silent = _origin(environment, "TIDEGAUGE_OFFLINE") if silenced or not desk.offline else "--offline"
    return (
        Setting("store", _shown(desk, str(desk.root or default_root())), named),
        Setting("offline", str(desk.offline), silent),
        Setting("lang", environment.get("TIDEGAUGE_LANG", "en"), _origin(environment, "TIDEGAUGE_LANG")),
        Setting(
            "fred_api_key", SECRET if environment.get("FRED_API_KEY") else "", _origin(environment, "FRED_API_KEY")
        ),
        Setting("token", SECRET if environment.get("TIDEGAUGE_TOKEN") else "", _origin(environment, "TIDEGAUGE_TOKEN")),
        Setting(
            "contact", _shown(desk, environment.get("TIDEGAUGE_CONTACT", "")), _origin(environment, "TIDEGAUGE_CONTACT")
        ),
    )


def _shown(desk: Desk, value: str) -> str:
    """Return the value of a setting that only the owner of the machine is told."""
    return SECRET if desk.is_served and value else value


def _origin(environment: dict[str, str], name: str) -> str:
    return name if environment.get(name) else "default"
