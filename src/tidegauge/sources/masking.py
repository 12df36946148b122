"""Keys stay out of sight: whatever leaves the client as text or bytes goes through here first.

- `Secrets`: finds keys, the given ones first and then the environment's, and masks them in any text.
"""

import logging
import os
from collections.abc import Mapping
from urllib.parse import quote, quote_plus

MASK = "***"
HTTP_LOGGERS = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy")
UNMISTAKABLE = 16  # characters from which on a key cannot stand in a publisher's figures by chance


class Secrets:
    """The keys in use, and how to hide them in any text."""

    def __init__(self, keys: Mapping[str, str] | None) -> None:
        self._given = dict(keys or {})
        self._seen: tuple[str, ...] = ()
        self._filter = _MaskingFilter(self)

    def key(self, variable: str) -> str | None:
        """Return a key: the given one, or the environment's; None where neither is set."""
        value = (self._given.get(variable) or os.environ.get(variable) or "").strip()
        if value:
            self.hide(value)
        return value or None

    def hide(self, value: str) -> None:
        """Remember a value, as it is and as it looks in an address, that no text may show."""
        forms = {*self._seen, value, quote(value, safe=""), quote_plus(value)} - {""}
        self._seen = tuple(sorted(forms, key=len, reverse=True))  # replaced whole: other threads may be reading

    def masked(self, text: str) -> str:
        """Return `text` without any secret."""
        for value in self._seen:
            text = text.replace(value, MASK)
        return text

    def masked_bytes(self, body: bytes) -> bytes:
        """Return `body` without any secret: the very same bytes, unless a service sends our key back to us."""
        for value in self._seen:
            if len(value) >= UNMISTAKABLE:
                body = body.replace(value.encode(), MASK.encode())
        return body

    def guard_foreign_logs(self) -> None:
        """Mask what the HTTP library logs of its own accord: full addresses, at level INFO."""
        for name in HTTP_LOGGERS:
            logging.getLogger(name).addFilter(self._filter)

    def release_foreign_logs(self) -> None:
        """Undo `guard_foreign_logs`."""
        for name in HTTP_LOGGERS:
            logging.getLogger(name).removeFilter(self._filter)


class _MaskingFilter(logging.Filter):
    """Rewrites a log record that shows a secret; every other record passes as it is."""

    def __init__(self, secrets: Secrets) -> None:
        super().__init__()
        self._secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, masked where it shows a secret."""
        text = record.getMessage()
        hidden = self._secrets.masked(text)
        if hidden != text:
            record.msg, record.args = hidden, ()
        return True
