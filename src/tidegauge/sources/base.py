"""What a source is: a declaration and two pure functions.

A source never opens a socket, never knows the store and never reads the clock. `requests` says what to ask, `parse`
turns one reply into observations in the catalogue's units; the client does the asking, `ingest` the rest.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from tidegauge.catalogue.series import Series
from tidegauge.errors import SourceFormatError
from tidegauge.frame import Observation


@dataclass(frozen=True, slots=True)
class Request:
    """One GET: the series it serves, address, parameters, headers. A key is not part of it: the client adds that.

    `secret` names parameters that never reach a log or an error. `next_page` reads a reply's body and returns the
    follow-up request, or None after the last page; it raises SourceFormatError where the page is only part of itself.
    """

    series: tuple[Series, ...]
    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: frozenset[str] = frozenset()
    next_page: Callable[[bytes], "Request | None"] | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer as it came: the request it belongs to, status, content type, body and when it was fetched.

    `sha256` is the archive's id of the body, `address` the full address asked, with every secret masked.
    """

    request: Request
    status: int
    content_type: str
    body: bytes
    fetched_at: datetime
    sha256: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A service we read.

    `requests(series, start, end)` yields the GETs that cover several series of this source from `start` to `end`, both
    included: one GET may serve many series. `parse(request, body)` yields the observations of `request.series` found
    in one reply and raises SourceFormatError on anything the contract does not describe.

    `key_variable` names the environment variable of a key, where one is needed, and `key_parameter` the query
    parameter it travels in; `without_key` is what to read instead while the key is not set. `contact_variable` names
    the variable with a name and e-mail, for services that want one in the User-Agent. `retry_once` are statuses of
    this service that may mean "too fast" and are asked once more after a pause.
    """

    id: str
    publisher: str
    terms: str
    requests_per_minute: int
    requests: Callable[[Sequence[Series], date, date], Iterable[Request]]
    parse: Callable[[Request, bytes], Iterator[Observation]]
    key_variable: str = ""
    key_parameter: str = ""
    contact_variable: str = ""
    without_key: "Source | None" = None
    retry_once: frozenset[int] = frozenset()


@contextmanager
def strict_reading(source: str, series: Sequence[Series]) -> Iterator[None]:
    """Turn whatever goes wrong while reading a reply into SourceFormatError: a reply is right, or it is refused.

    Raises
    ------
    SourceFormatError
        The block met a missing field, a wrong type or a number that is none.
    """
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, csv.Error) as error:
        names = ", ".join(item.id for item in series[:5])
        raise SourceFormatError(source=source, series=names, detail=_in_short(error)) from error


def _in_short(error: Exception) -> str:
    """Name an error and its text on one line of bearable length."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
