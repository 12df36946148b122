"""Settings of the server: where it listens, who may ask, and how much of everything is taken at once."""

import ipaddress
import socket
from dataclasses import dataclass, field

from tidegauge.errors import UsageError
from tidegauge.words import Phrase

TOKEN_LEAST = 16
PORT_MOST = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken at once. A day of paths is one path over one business day."""

    body_bytes: int = 1_000_000
    address_chars: int = 8_000
    body_seconds: float = 20.0
    answer_seconds: float = 60.0
    path_days_now: int = 300_000
    """Days of paths of a run that is answered at once: 2,000 paths over half a year."""
    path_days: int = 5_000_000
    """Days of paths of a job: 40,000 paths over half a year; every path held at once then takes some 0.5 GB."""
    job_seconds: float = 600.0
    jobs_at_once: int = 1
    jobs_waiting: int = 16
    jobs_a_client: int = 4
    jobs_kept: int = 64
    job_kept_seconds: float = 600.0
    streams: int = 100
    answers_kept: int = 256
    requests_a_second: float = 20.0
    requests_in_a_row: int = 200
    loopback_factor: int = 50
    """How many times as many requests this machine itself may send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the server listens, the token it asks for, the store it reads, and its limits.

    Raises
    ------
    UsageError
        Other machines could reach it and there is no token, or a short one.

    Examples
    --------
    >>> Settings().is_loopback, Settings(host="192.0.2.1", token="a-secret-of-some-length").is_loopback
    (True, False)
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str = field(default="", repr=False)
    store: str | None = None
    offline: bool = False
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if (self.token or not self.is_loopback) and len(self.token) < TOKEN_LEAST:
            raise UsageError(detail=Phrase("web_server.wrong.token", least=TOKEN_LEAST))

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)

    def goes_by(self, name: str) -> bool:
        """Say whether a `Host` header may name this server.

        A page elsewhere can point a name of its own at this machine (DNS rebinding), so only names that cannot be
        pointed count: the one listened on, this machine's own, and where other machines are welcome plain addresses.
        """
        if name == self.host or is_loopback(name):
            return True
        return not self.is_loopback and (_is_address(name) or name == socket.gethostname().lower())


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine alone.

    >>> is_loopback("localhost"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    """Say whether a host is written as an address and not as a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
