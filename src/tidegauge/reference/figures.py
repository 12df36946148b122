"""Where the bundled reference figures are, and the moment up to which they go."""

from datetime import UTC, date, datetime
from pathlib import Path

FOLDER = Path(__file__).parent / "store"
FIRST_PERIOD = date(2018, 1, 1)
LAST_MOMENT = datetime(2026, 4, 1, 20, 0, tzinfo=UTC)  # 16:00 New York: the statement for 31 March 2026 is out
