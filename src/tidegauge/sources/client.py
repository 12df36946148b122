"""The only network code: asks a source's requests, patiently and politely, and keeps every reply.

- `Client`: fetches one request or a whole chain of pages.
- `Network`: how long we wait, how often we try, where we look; the tests hand in their own clock and sleep.
- `Step`: what the client tells whoever watches it.

Whatever the HTTP library raises becomes one of our errors here and nowhere else. A key is added to a request as it
leaves and is masked in everything that comes back: logs, errors, addresses and archived replies.
"""

import hashlib
import json
import logging
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from tidegauge import clock
from tidegauge.errors import (
    CredentialMissing,
    Offline,
    RateLimited,
    SourceError,
    SourceFormatError,
    SourceUnavailable,
)
from tidegauge.sources.base import Reply, Request, Source
from tidegauge.sources.masking import MASK, Secrets

if TYPE_CHECKING:
    import httpx

LOG = logging.getLogger(__name__)
NAME = "Tidegauge/0.1"
USER_AGENT = f"Mozilla/5.0 (compatible; {NAME})"  # some hosts of the St. Louis Fed stall plain library names
REDIRECTS_MAX = 5
PAGES_MAX = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How the client behaves on the network, and the clocks it uses.

    Attributes
    ----------
    tries : int
        How often one request is asked at most.
    timeout_seconds, deadline_seconds : float
        Longest silence of a service, and longest time for one whole reply.
    backoff_seconds, backoff_max_seconds : float
        The wait before the n-th retry is drawn evenly from 0 to ``backoff_seconds * 2 ** n``, at most the maximum.
    retry_after_max_seconds : float
        A service that asks for a longer pause is left alone at once.
    body_max_bytes : int
        A longer body is refused.
    addresses : mapping
        Host name to ``scheme://host:port`` to ask instead: a mirror, or the server of a test. The environment's
        proxies are left aside then.
    """

    tries: int = 5
    timeout_seconds: float = 30.0
    deadline_seconds: float = 180.0
    backoff_seconds: float = 1.0
    backoff_max_seconds: float = 60.0
    retry_after_max_seconds: float = 120.0
    body_max_bytes: int = 64 * 1024 * 1024
    addresses: Mapping[str, str] = field(default_factory=dict)
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], datetime] = clock.now


class Step(NamedTuple):
    """One thing the client does: it asks, waits so many seconds, or has received so many bytes."""

    kind: Literal["asking", "waiting", "received"]
    source: str
    address: str
    amount: float


class _Failure(NamedTuple):
    """Why a try gave no reply, how many tries such a failure is worth in all, and the pause the service asks for."""

    error: SourceError
    tries: int
    wait_seconds: float | None = None


class Pace:
    """Keeps requests to one host apart, over all threads."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lock = Lock()
        self._free_at: dict[str, float] = {}

    def book(self, host: str, per_minute: int) -> float:
        """Take the next free slot of `host` and return the seconds until it comes."""
        with self._lock:
            moment = self._monotonic()
            mine = max(moment, self._free_at.get(host, moment))
            self._free_at[host] = mine + 60.0 / per_minute
        return mine - moment

    def hold(self, host: str, seconds: float) -> None:
        """Let nobody ask `host` for so many seconds."""
        with self._lock:
            self._free_at[host] = max(self._monotonic() + seconds, self._free_at.get(host, 0.0))


class Client:
    """Asks services over HTTP, for any number of threads. Use it as a context manager, or call `close`.

    Parameters
    ----------
    archive : callable, optional
        Keeps the bytes of every reply before anybody reads them and returns their id; without it the SHA-256 is
        computed and nothing is kept.
    offline : bool
        Refuse every request.
    keys : mapping, optional
        Environment variable name to key; a key given here wins over the environment.
    network : Network
        Patience, limits and clocks.
    progress : callable, optional
        Told every `Step`.

    Raises
    ------
    Offline
        A fetch was asked for in offline mode.
    """

    def __init__(
        self,
        archive: Callable[[bytes], str] | None = None,
        *,
        offline: bool = False,
        keys: Mapping[str, str] | None = None,
        network: Network | None = None,
        progress: Callable[[Step], None] | None = None,
    ) -> None:
        self._archive = archive or (lambda body: hashlib.sha256(body).hexdigest())
        self._offline = offline
        self._secrets = Secrets(keys)
        self._network = network or Network()
        self._progress = progress or (lambda step: None)
        self._pace = Pace(self._network.monotonic)
        self._lock = Lock()
        self._http: httpx.Client | None = None

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client(offline={self._offline})"

    def close(self) -> None:
        """Close open connections."""
        with self._lock:
            if self._http is not None:
                self._http.close()
                self._http = None
                self._secrets.release_foreign_logs()

    def usable(self, source: Source) -> Source:
        """Return the source to read: itself, or its keyless stand-in while the key is not set.

        Raises
        ------
        CredentialMissing
            The source needs a key or a contact that is not set, and there is nothing to read instead.
        """
        for variable in filter(None, (source.key_variable, source.contact_variable)):
            if self._secrets.key(variable) is None:
                if source.without_key is None:
                    raise CredentialMissing(source=source.id, variable=variable)
                return self.usable(source.without_key)
        return source

    def pages(self, request: Request, source: Source) -> Iterator[Reply]:
        """Yield the reply to `request` and to every follow-up that its replies call for.

        Raises
        ------
        SourceFormatError
            A follow-up asks the same again, or there is no end of them; else as `fetch`.
        """
        asked: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
        follow: Request | None = request
        while follow is not None:
            question = (follow.url, tuple(sorted(follow.params.items())))
            if question in asked or len(asked) >= PAGES_MAX:
                raise _format_error(source, follow, "its pages never end")
            asked.add(question)
            reply = self.fetch(follow, source)
            yield reply
            follow = follow.next_page(reply.body) if follow.next_page else None

    def fetch(self, request: Request, source: Source) -> Reply:
        """Ask one request until it is answered or not worth another try, and return the archived reply.

        Raises
        ------
        Offline
            Offline mode is on.
        SourceUnavailable
            No answer, a cut one or a 5xx, after every retry.
        RateLimited
            The service went on asking for fewer requests.
        CredentialMissing
            The key is not set, or the service refuses it.
        SourceFormatError
            Any other 4xx, a redirect that leads astray, or a body beyond all measure.
        """
        if self._offline:
            raise Offline(source=source.id)
        question = self._question(request, source)
        host = urlsplit(request.url).netloc
        attempt = 0
        while True:
            self._wait(question, self._pace.book(host, source.requests_per_minute))
            self._tell("asking", question, attempt + 1)
            outcome = self._attempt(question)
            if isinstance(outcome, Reply):
                return outcome
            attempt += 1
            if attempt >= outcome.tries or (outcome.wait_seconds or 0) > self._network.retry_after_max_seconds:
                LOG.warning("%s: gave up: %s", question.address, outcome.error)
                raise outcome.error
            pause = self._pause(attempt, outcome)
            LOG.info("%s: try %d failed, again in %.1f s: %s", question.address, attempt, pause, outcome.error.sentence)
            self._pace.hold(host, pause)

    def _pause(self, attempt: int, failure: _Failure) -> float:
        """Return the seconds to wait before the next try: what the service asks for, else a draw."""
        if failure.wait_seconds is not None:
            return failure.wait_seconds
        ceiling = min(self._network.backoff_max_seconds, self._network.backoff_seconds * 2.0**attempt)
        return self._network.chance() * ceiling

    def _wait(self, question: "_Question", seconds: float) -> None:
        if seconds > 0:
            self._tell("waiting", question, seconds)
            self._network.sleep(seconds)

    def _tell(self, kind: Literal["asking", "waiting", "received"], question: "_Question", amount: float) -> None:
        self._progress(Step(kind, question.source.id, question.address, amount))

    def _question(self, request: Request, source: Source) -> "_Question":
        """Complete a request with key, contact and the address to ask, and work out how it may be shown."""
        params, agent = dict(request.params), USER_AGENT
        if source.key_variable:
            params[source.key_parameter] = self._required(source, source.key_variable)
        if source.contact_variable:
            agent = f"{NAME} {self._required(source, source.contact_variable)}"
        for name in request.secret & params.keys():
            self._secrets.hide(params[name])
        hidden = request.secret | {source.key_parameter}
        shown = {name: MASK if name in hidden else value for name, value in params.items()}
        return _Question(
            request,
            source,
            _with_params(self._elsewhere(request.url), params),
            self._secrets.masked(_with_params(request.url, shown)),
            {"User-Agent": agent, "Accept-Encoding": "gzip, deflate", **request.headers},
        )

    def _required(self, source: Source, variable: str) -> str:
        key = self._secrets.key(variable)
        if key is None:
            raise CredentialMissing(source=source.id, variable=variable)
        return key

    def _elsewhere(self, url: str) -> str:
        """Return `url` at the address that stands in for its host, if there is one."""
        parts = urlsplit(url)
        instead = self._network.addresses.get(parts.netloc)
        if instead is None:
            return url
        return urlunsplit((*urlsplit(instead)[:2], parts.path, parts.query, ""))

    def _session(self) -> "httpx.Client":
        """Return the one connection pool, opened when first needed."""
        import httpx

        with self._lock:
            if self._http is None:
                self._http = httpx.Client(
                    timeout=self._network.timeout_seconds,
                    follow_redirects=False,
                    trust_env=not self._network.addresses,
                )
                self._secrets.guard_foreign_logs()
            return self._http

    def _attempt(self, question: "_Question") -> Reply | _Failure:
        """Ask once. Foreign exceptions end here, and none is chained: it would carry the address with the key."""
        import httpx

        try:
            status, headers, body = self._read(question)
        except (_Refusal, httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            detail, is_final = self._secrets.masked(str(error)), True
        except (httpx.HTTPError, httpx.StreamError) as error:
            detail, is_final = self._secrets.masked(f"{type(error).__name__}: {error}"), False
        else:
            return self._judged(question, status, headers, body)
        if is_final:
            return _Failure(_format_error(question.source, question.request, detail), 1)
        return _Failure(SourceUnavailable(source=question.source.id, detail=detail), self._network.tries)

    def _judged(self, question: "_Question", status: int, headers: Mapping[str, str], body: bytes) -> Reply | _Failure:
        """Archive a complete body, then say whether it is a reply or which failure."""
        body = self._secrets.masked_bytes(body)
        kept = self._archive(body)
        LOG.info("%s: %d, %d bytes, kept as %s", question.address, status, len(body), kept)
        if 200 <= status < 300:
            self._tell("received", question, len(body))
            return Reply(
                question.request,
                status,
                headers.get("content-type", ""),
                body,
                self._network.wall(),
                kept,
                question.address,
            )
        return self._refused(question, status, headers, body)

    def _refused(self, question: "_Question", status: int, headers: Mapping[str, str], body: bytes) -> _Failure:
        """Translate a status that is no success."""
        source = question.source
        detail = self._secrets.masked(f"status {status}{_own_words(body)}")
        wait = _retry_after(headers.get("retry-after", ""), self._network.wall())
        if status == 429:
            return _Failure(RateLimited(source=source.id, detail=detail), self._network.tries, wait)
        if status >= 500 or status == 408:
            return _Failure(SourceUnavailable(source=source.id, detail=detail), self._network.tries, wait)
        if status in (401, 403) and source.key_variable:
            return _Failure(CredentialMissing(source=source.id, variable=source.key_variable), 1)
        tries = min(2, self._network.tries) if status in source.retry_once else 1
        return _Failure(_format_error(source, question.request, detail), tries, wait)

    def _read(self, question: "_Question") -> tuple[int, Mapping[str, str], bytes]:
        """Return status, headers and whole body, after following redirects."""
        import httpx

        url = question.url
        for _ in range(REDIRECTS_MAX + 1):
            headers = httpx.Headers(question.headers, encoding="utf-8")
            with self._session().stream("GET", url, headers=headers) as response:
                if response.has_redirect_location:
                    url = self._redirected(question, url, str(response.url.join(response.headers["location"])))
                    continue
                return response.status_code, response.headers, self._body(response)
        raise _Refusal(f"more than {REDIRECTS_MAX} redirects")

    def _redirected(self, question: "_Question", url: str, target: str) -> str:
        """Return where to go on: never from https to http, never to another host with a key in hand."""
        target = self._elsewhere(target)
        here, there = urlsplit(url), urlsplit(target)
        keyed = bool(question.source.key_variable or question.request.secret)
        if there.scheme != here.scheme and there.scheme != "https":
            raise _Refusal(f"a redirect to {there.scheme}")
        if keyed and there.netloc != here.netloc:
            raise _Refusal(f"a redirect to another host, {there.netloc}")
        return target

    def _body(self, response: "httpx.Response") -> bytes:
        """Read a body in pieces, within the limits of size and time."""
        import httpx

        until = self._network.monotonic() + self._network.deadline_seconds
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > self._network.body_max_bytes:
                raise _Refusal(f"a body of more than {self._network.body_max_bytes} bytes")
            if self._network.monotonic() > until:
                raise httpx.ReadTimeout(f"no whole body within {self._network.deadline_seconds:g} s")
        return bytes(body)


class _Question(NamedTuple):
    """A request ready to leave: the real address with its key, and the address as it may be shown."""

    request: Request
    source: Source
    url: str
    address: str
    headers: Mapping[str, str]

    def __repr__(self) -> str:
        return f"_Question({self.address})"


class _Refusal(Exception):
    """We break off: the answer is nothing we could use, however often we ask."""


def _format_error(source: Source, request: Request, detail: str) -> SourceFormatError:
    names = ", ".join(series.id for series in request.series[:5])
    return SourceFormatError(source=source.id, series=names, detail=detail)


def _with_params(url: str, params: Mapping[str, str]) -> str:
    """Append query parameters, encoded once; the mask stays readable."""
    if not params:
        return url
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(params, quote_via=quote, safe='*,:')}"


def _retry_after(text: str, moment: datetime) -> float | None:
    """Read a Retry-After header, seconds or an HTTP date; None where it says nothing usable.

    >>> _retry_after("Mon, 03 Nov 2025 12:00:30 GMT", datetime(2025, 11, 3, 12, tzinfo=UTC))
    30.0
    """
    if re.fullmatch(r"[0-9]{1,9}", text.strip()):
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - moment).total_seconds())


def _own_words(body: bytes) -> str:
    """Return what a failed reply says about itself, as ``: text``, or nothing.

    >>> _own_words(b'{"error_code":400,"error_message":"Bad Request.  The series does not exist."}')
    ': Bad Request. The series does not exist.'
    """
    text = body[:20_000].decode("utf-8", "replace")
    try:
        stated = json.loads(text)
    except (ValueError, RecursionError):
        attribute = re.search(r'<error[^>]*\bmessage="([^"]*)"', text)
        text = attribute[1] if attribute else re.sub(r"(?s)<(script|style).*?</\1>|<[^>]*>", " ", text)
    else:
        names = ("error_message", "message", "error", "errors", "detail")
        found = [stated[name] for name in names if stated.get(name)] if isinstance(stated, dict) else []
        text = str(found[0]) if found else text
    text = " ".join(text.split())[:200]
    return f": {text}" if text else ""
