"""What a desk knows of how good the models are: its own back-tests, and of other models the bundled ones."""

from collections.abc import Mapping
from datetime import datetime

from tidegauge.forecasts import bundle, kept, registry
from tidegauge.forecasts.kept import Kept
from tidegauge.forecasts.score import Score, together
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
    """Return the kept back-tests by model, the desk's own before the bundled one of that model.

    The bundled ones hold only some origins, which bands can stand on.
    """
    bundled = bundle.tables() if is_bundled(desk) else []
    return {one.facts.model: one for one in (*bundled, *own(desk))}


def scores(desk: Desk) -> list[Score]:
    """Return the scoreboard: the desk's own back-tests, and the bundled scores of models it has not back-tested.

    The p-values are adjusted for all that is shown together. Nothing where neither exists.
    """
    saved, bundled = own(desk), bundle.scores() if is_bundled(desk) else []
    if not saved:
        return bundled
    judged_at = max(datetime.fromisoformat(one.facts.judged_at) for one in saved)
    measured = scored(saved, regimes((one.table for one in saved), categories_until(desk, judged_at)))
    own_models = {one.facts.model for one in saved}
    return together([*measured, *(score for score in bundled if score.model not in own_models)])
