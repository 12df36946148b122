"""Bundle the back-tests of a store with the program: `python -m tidegauge.questions.bundle STORE`."""

import sys
from pathlib import Path

from tidegauge.forecasts import bundle
from tidegauge.questions import standing
from tidegauge.questions.desk import Desk
from tidegauge.questions.scoreboard import whole


def write(desk: Desk, root: Path = bundle.ROOT) -> int:
    """Replace the bundled back-tests by those of a desk's store; return the number of forecasts kept.

    Raises
    ------
    UsageError
        The store holds no back-test, or one that was judged at another moment than the bundled figures end.
    """
    return bundle.write(standing.own(desk), map(whole, standing.scores(desk)), root)


if __name__ == "__main__":
    print(f"{write(Desk.open(sys.argv[1]))} forecasts in {bundle.ROOT / 'scores'}")
