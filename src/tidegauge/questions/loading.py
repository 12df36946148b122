"""Questions that write: load a folder of figures, or fetch from the publishers."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tidegauge import clock
from tidegauge.ingest import files
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.store import Store


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: files or requests read, rows offered and observations added."""

    read: int
    rows: int
    added: int
    store: str


def import_folder(desk: Desk, *, folder: Path) -> Answer:
    """Load a directory of tidy figures into the store; a second time adds nothing.

    Raises
    ------
    InputFileError
        A file is malformed; nothing is stored.
    """
    store, now = Store(desk.writable_root), clock.now()
    report = files.import_folder(store, folder, recorded_at=now, progress=desk.progress)
    answer = Loaded(report.files, report.rows, report.added, str(desk.writable_root))
    return Answer("import", now, answer, {"added": "count"}, (), tuple(report.findings))


def update(desk: Desk, *, source: tuple[str, ...] = (), since: date | None = None) -> Answer:
    """Fetch what is new from the publishers; idempotent.

    Raises
    ------
    SourceError
        Every source asked failed; where some answered, the failures are findings.
    """
    from tidegauge.ingest import fetch

    store, now = Store(desk.writable_root), clock.now()
    with fetch.connect(store, offline=desk.offline, environment=desk.environment) as client:
        report = fetch.update(store, names=source, since=since, recorded_at=now, client=client, progress=desk.progress)
    answer = Loaded(report.requests, report.rows, report.added, str(desk.writable_root))
    return Answer("update", now, answer, {"added": "count"}, (), tuple(report.findings))
