"""The list of sources: explicit, complete, and cheap to import."""

import subprocess
import sys

import pytest

from tidegauge import sources
from tidegauge.errors import UsageError
from tidegauge.sources import base


def test_every_source_is_listed_under_its_own_id() -> None:
    assert tuple(source.id for source in sources.SOURCES) == sources.NAMES
    assert len(set(sources.NAMES)) == 12


def test_every_source_states_publisher_terms_and_courtesy() -> None:
    for source in sources.SOURCES:
        assert isinstance(source, base.Source)
        assert source.publisher and source.terms and 0 < source.requests_per_minute <= 300, source.id


def test_find_gives_one_source() -> None:
    assert sources.find("tic") is sources.SOURCES[sources.NAMES.index("tic")]


def test_an_unknown_source_names_those_that_exist() -> None:
    with pytest.raises(UsageError, match=r"stooq.*fiscaldata"):
        sources.find("stooq")
    assert not hasattr(sources, "NO_SUCH_NAME")


def test_importing_the_list_imports_no_source() -> None:
    script = "import sys, tidegauge.sources; print([m for m in sys.modules if m.startswith('tidegauge.sources.')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
