"""What a desk knows of how good the models are: its own back-tests, else those bundled with the program."""

from collections.abc import Mapping
from datetime import datetime

from tidegauge.forecasts import bundle, kept, registry
from tidegauge.forecasts.kept import Kept
from tidegauge.forecasts.score import Score
from tidegauge.forecasts.score import scoreboard as scored
from tidegauge.questions.desk import Desk
from tidegauge.questions.regimes import categories_until, regimes


def own(desk: Desk) -> list[Kept]:
    """Return the back-tests kept in the desk's store, of models that still exist.

    Raises
    ------
    StoreUnreadable
        A saved back-test is damaged.
    """
    return [one for one in kept.read_all(desk.writable_root) if one.facts.model in registry.MODELS]


def is_bundled(desk: Desk) -> bool:
    """Say whether a desk shows the bundled back-tests: it has no store."""
    return desk.root is None and desk.bundled


def tables(desk: Desk) -> Mapping[str, Kept]:
    """Return the kept back-tests by model; the bundled ones hold only some origins, which bands can stand on."""
    saved = own(desk) or (bundle.tables() if is_bundled(desk) else [])
    return {one.facts.model: one for one in saved}


def scores(desk: Desk) -> list[Score]:
    """Return the scoreboard of the desk's back-tests, or the bundled one; nothing where neither exists."""
    saved = own(desk)
    if saved:
        judged_at = max(datetime.fromisoformat(one.facts.judged_at) for one in saved)
        return scored(saved, regimes((one.table for one in saved), categories_until(desk, judged_at)))
    return bundle.scores() if is_bundled(desk) else []
