"""Fetch what is new from the publishers: sources, client and store together.

Each source is asked in a thread of its own, at its own pace; rows are appended as complete replies come in, so a kill
or an interrupt, which waits for no thread, loses only what was not acknowledged yet. Nothing partial of a request is
kept. A source that fails is a finding; so is a reply that cannot be read, which stops its own series and not the rest
of its source. Only when nothing at all was answered is it an error.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from queue import SimpleQueue
from threading import Thread

from tidegauge import sources as services
from tidegauge.catalogue.series import Series, load
from tidegauge.clock import NEW_YORK
from tidegauge.errors import LookAhead, Offline, SourceError, SourceFormatError, UnitsChanged
from tidegauge.frame import Finding, Observation, finding
from tidegauge.ingest.rates import checked
from tidegauge.sources.base import Request, Source, strict_reading
from tidegauge.sources.client import Client, Network, Step
from tidegauge.store import Batch, Store

OVERLAP = timedelta(days=21)  # asked again each time, so that revisions in place are seen
FIRST_PERIOD = date(2002, 12, 18)  # the first H.4.1 in today's form
UNREADABLE_MAX = 5  # replies in a row of surprises: the service has changed, and asking on would only be rude
Progress = Callable[[str, int, int], None]
Failure = SourceError | LookAhead


@dataclass(slots=True)
class Updated:
    """What an update did: requests answered, rows read, rows added, and which sources failed."""

    requests: int = 0
    rows: int = 0
    added: int = 0
    findings: list[Finding] = field(default_factory=list)


def update(
    store: Store,
    *,
    names: Iterable[str] = (),
    since: date | None = None,
    recorded_at: datetime,
    client: Client,
    progress: Progress | None = None,
) -> Updated:
    """Ask the publishers for every series of the catalogue and store what is new.

    Parameters
    ----------
    names : iterable of str
        Ids of sources; none means all. A source named by itself is also asked for series whose first source is another.
    since : date, optional
        First period to ask for; without it, a little before the last stored one.
    recorded_at : datetime
        The moment of the update.
    client : Client
        Asks the services and archives their replies.

    Raises
    ------
    UsageError
        A name is no source.
    SourceError
        Every source failed; the first failure.
    """
    chosen = [services.find(name) for name in names] or list(services.SOURCES)
    report = Updated()
    ready: SimpleQueue[Batch | None] = SimpleQueue()
    work = {source.id: list(_work(source, store, since, recorded_at, named=bool(names))) for source in chosen}
    jobs = {source.id: _started(source, work[source.id], recorded_at, client, ready) for source in chosen}
    left = len(jobs)
    while left:
        batch = ready.get()
        if batch is None:
            left -= 1
            continue
        report.requests += 1
        report.rows += len(batch)
        report.added += store.append(batch, recorded_at=recorded_at)
        if progress:
            progress(f"{report.rows:,} figures", report.requests, 0)
    _conclude(jobs, report)
    if report.added:
        store.rebuild_index()
    return report


def connect(
    store: Store,
    *,
    offline: bool,
    environment: Mapping[str, str],
    network: Network | None = None,
    progress: Callable[[Step], None] | None = None,
) -> Client:
    """Return a client that archives into the store and takes its keys from the environment given."""
    keys = {name: value for name, value in environment.items() if name in ("FRED_API_KEY", "TIDEGAUGE_CONTACT")}
    return Client(store.archive, offline=offline, keys=keys, network=network, progress=progress)


def _work(
    source: Source, store: Store, since: date | None, recorded_at: datetime, *, named: bool
) -> Iterator[tuple[date, tuple[Series, ...]]]:
    """Yield groups of series of one source with the first period to ask for."""
    groups: dict[date, list[Series]] = defaultdict(list)
    for series in load().values():
        served = series.served_by(source.id)
        if served is None or not (named or series.source == source.id):
            continue
        last = store.frame([series.id], as_of=recorded_at)[series.id].latest()
        start = since or (FIRST_PERIOD if last is None else (last.period - OVERLAP).replace(day=1))
        groups[start].append(served)
    for start, group in sorted(groups.items()):
        yield start, tuple(group)


def _started(
    source: Source,
    work: list[tuple[date, tuple[Series, ...]]],
    recorded_at: datetime,
    client: Client,
    ready: "SimpleQueue[Batch | None]",
) -> "Future[list[Failure]]":
    """Ask one source everything, in a thread that ends with the process.

    Each complete answer goes into the queue; None says that the source is done, and the future what failed.
    """
    job: Future[list[Failure]] = Future()

    def ask() -> None:
        try:
            job.set_result(list(_failures(source, work, recorded_at, client, ready)))
        except BaseException as error:
            job.set_exception(error)
        finally:
            ready.put(None)

    Thread(target=ask, name=source.id, daemon=True).start()
    return job


def _failures(
    source: Source,
    work: list[tuple[date, tuple[Series, ...]]],
    recorded_at: datetime,
    client: Client,
    ready: "SimpleQueue[Batch | None]",
) -> Iterator[Failure]:
    """Put every complete answer of a source into the queue and yield what failed."""
    unreadable = 0
    try:
        usable = client.usable(source)
        end = recorded_at.astimezone(NEW_YORK).date()
        for request in (request for start, group in work for request in usable.requests(group, start, end)):
            try:
                ready.put(_answered(usable, request, recorded_at, client))
            except (SourceFormatError, UnitsChanged, LookAhead) as error:
                yield error
                unreadable += 1
                if unreadable == UNREADABLE_MAX:
                    return
    except SourceError as error:
        yield error


def _answered(source: Source, request: Request, recorded_at: datetime, client: Client) -> Batch:
    """Return all pages of one request as a batch; a failure on any page leaves nothing."""
    batch = Batch(live=True)
    for reply in client.pages(request, source):
        batch.reply = reply.sha256
        for observation in source.parse(reply.request, reply.body):
            with strict_reading(source.id, request.series):
                value = None if observation.value is None else checked(load()[observation.series], observation.value)
            batch.add(observation.series, observation.period, value, *dated(observation, recorded_at))
    return batch


def dated(observation: Observation, recorded_at: datetime) -> tuple[datetime, str]:
    """Return when an observation became known, and how we know.

    A publisher's moment counts as it is; a vintage day takes the clock of the release rule; without either the rule
    decides, and a figure that is out before its rule says so is known now.

    Raises
    ------
    LookAhead
        A vintage day, or the fetch itself, before the period, for a series that is not announced ahead.
    """
    release = load()[observation.series].release
    vintage = observation.vintage
    if vintage is None:
        known_at, known_by = release.known_at(observation.period), "release_rule"
    else:
        known_at, known_by = vintage if isinstance(vintage, datetime) else release.clock_on(vintage), "published"
    if known_at > recorded_at:
        known_at, known_by = recorded_at, known_by if vintage else "fetched"
    if known_at.astimezone(NEW_YORK).date() < observation.period and not release.is_ahead:
        raise LookAhead(series=observation.series, period=observation.period, known_at=known_at.isoformat())
    return known_at, known_by


def _conclude(jobs: "Mapping[str, Future[list[Failure]]]", report: Updated) -> None:
    """Turn failures into findings; raise the first when nothing at all was answered."""
    failed = {id_: job.result() for id_, job in jobs.items()}
    failures = [error for errors in failed.values() for error in errors]
    for id_, errors in failed.items():
        report.findings += [finding("source", id_, severity="error", error=str(error)) for error in errors]
    if failures and not report.requests and (all(failed.values()) or isinstance(failures[0], Offline)):
        raise failures[0]
