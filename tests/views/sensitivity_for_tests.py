"""An answer on sensitivity from the bundled figures with few placebos, asked once."""

from functools import lru_cache
from unittest.mock import patch

from tidegauge.models.sensitivity import family, placebos
from tidegauge.questions.answer import Answer
from tidegauge.questions.desk import Desk
from tidegauge.questions.sensitivity import sensitivity
from tidegauge.reference import figures
from tidegauge.store import Store

DRAWS = 99


def asked() -> Answer:
    """Return a fresh answer."""
    desk = Desk(environment={})
    desk._store, desk._bundled = Store(figures.FOLDER), True
    with patch.object(placebos, "DRAWS", DRAWS), patch.object(family, "DRAWS", DRAWS):
        return sensitivity(desk)


answered = lru_cache(maxsize=1)(asked)
