"""What several folders of tests read: every figure of the publishers, imported once where their files are at hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tidegauge.ingest.files import import_folder
from tidegauge.store import Store

FIGURES = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def publishers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the publishers' own files, for reading only; skip, and say why, where they are not at hand."""
    if not FIGURES.is_dir():
        pytest.skip("the publishers' figures are not at hand, and the project holds no copy of them")
    folder = tmp_path_factory.mktemp("publishers")
    import_folder(Store(folder), FIGURES, recorded_at=datetime(2026, 11, 20, 17, tzinfo=UTC))
    return folder
