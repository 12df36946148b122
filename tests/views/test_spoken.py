"""Reading what a caller says: text and Python values mean the same, and what means nothing is refused in a sentence."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from tidegauge.errors import InvalidMoment, UsageError
from tidegauge.questions import registry
from tidegauge.questions.pasted import Pasted
from tidegauge.questions.registry import Parameter
from tidegauge.views.spoken import arguments, read
from tidegauge.words import LANGUAGES, error_text

NEW_YEAR_NOON = datetime(2026, 1, 1, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "said", "meant"),
    [
        ("moment", "2026-01-01T12:00-05:00", NEW_YEAR_NOON),
        ("moment", "2026-01-01 12:00", NEW_YEAR_NOON),
        ("moment", NEW_YEAR_NOON.astimezone(timezone(timedelta(hours=9))), NEW_YEAR_NOON),
        ("moment", datetime(2026, 1, 1, 12), NEW_YEAR_NOON),  # noqa: DTZ001  naive on purpose: it is New York time
        ("moment", date(2025, 12, 31), datetime(2026, 1, 1, 4, 59, 59, tzinfo=UTC)),
        ("date", "2026-01-01", date(2026, 1, 1)),
        ("date", NEW_YEAR_NOON, date(2026, 1, 1)),
        ("count", "12", 12),
        ("count", 12, 12),
        ("switch", "true", True),
        ("switch", False, False),
        ("amount", "500亿", "500亿"),
        ("amount", 10**11, "100000000000"),
        ("texts", "sofr", ("sofr",)),
        ("texts", ["sofr", "tga"], ("sofr", "tga")),
        ("texts", (), ()),
        ("keys", {"levers.treasury.rule": "none", "on": True}, ("levers.treasury.rule=none", "on=true")),
        ("keys", ["horizon.days=65"], ("horizon.days=65",)),
        ("file", "mine.toml", Path("mine.toml")),
        ("folder", Path("figures"), Path("figures")),
        ("scenario", Path("mine.toml"), "mine.toml"),
        ("file", Pasted("mine.toml", ""), Pasted("mine.toml", "")),
    ],
)
def test_text_and_python_values_mean_the_same(kind: str, said: Any, meant: object) -> None:
    assert read(Parameter("p", kind), said) == meant


@pytest.mark.parametrize(
    ("parameter", "said"),
    [
        (Parameter("weeks", "count", most=520), value)
        for value in ("0", "521", "-1", "1.0", "", "٣", "1e3", 1.0, True, None, 10**30, "9" * 5_000)
    ]
    + [
        (Parameter("flows", "choice", choices=("observed", "forecast")), "guessed"),
        (Parameter("vintages", "switch"), "perhaps"),
        (Parameter("vintages", "switch"), 2),
        (Parameter("event", "text"), b"E01a"),
        (Parameter("event", "text"), None),
        (Parameter("event", "text"), True),
        (Parameter("amount", "amount"), 1e11),
        (Parameter("series", "texts"), 7),
        (Parameter("series", "texts"), [["sofr"]]),
        (Parameter("folder", "folder"), ""),
        (Parameter("event", "text"), Pasted("mine.toml", "")),
    ],
)
def test_what_means_nothing_is_refused_in_every_language(parameter: Parameter, said: object) -> None:
    with pytest.raises(UsageError) as caught:
        read(parameter, said, "--here")
    for lang in LANGUAGES:
        assert "--here" in error_text(caught.value, lang)[0]


@pytest.mark.parametrize("kind", ["moment", "date"])
@pytest.mark.parametrize("said", ["", "yesterday", "2025-02-30", 20251103.5, "\x00", "2025-11-03\n"])
def test_what_is_no_date_is_refused_as_one(kind: str, said: object) -> None:
    with pytest.raises(InvalidMoment):
        read(Parameter("p", kind), said)


def test_a_question_hears_what_it_has_and_needs_what_it_needs() -> None:
    explain = registry.find(("ledger", "explain"))
    assert arguments(explain, {"event": "E01a", "amount": None}) == {"event": "E01a"}
    with pytest.raises(UsageError, match="event must be given"):
        arguments(explain, {"amount": "100bn"})
    with pytest.raises(UsageError, match="nothing is called amuont here"):
        arguments(explain, {"event": "E01a", "amuont": "100bn"})
    with pytest.raises(UsageError, match="nothing is called html here"):
        arguments(explain, {"event": "E01a", "html": "/etc/passwd"})  # a view is no business of the question
