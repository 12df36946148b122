"""How much rests on priors: a smaller crew, and shares that tell draws from judgement."""

import numpy as np

from tidegauge.questions.crew import Crew
from tidegauge.questions.judgement import PRIOR_PATHS, share, smaller
from tidegauge.questions.runs import Making


def test_priors_are_weighed_on_no_more_paths_than_the_run_has() -> None:
    assert smaller(Crew(Making(paths=10_000, seed=7))).making == Making(paths=PRIOR_PATHS, seed=7)
    assert smaller(Crew(Making(paths=30))).making.paths == 30


def test_settings_that_shift_every_path_far_make_nearly_all_of_the_spread() -> None:
    paths = np.linspace(-1.0, 1.0, 101)
    near, far = (share([paths - step, paths, paths + step]) for step in (0.01, 100.0))
    assert near < 0.001 < 0.999 < far
