"""Tails and values of Student's t, F and the normal, against SciPy."""

import numpy as np
import pytest
from scipy import stats

from tidegauge.models.fits.distributions import f_tail, normal_share, student_tail, student_value


@pytest.mark.parametrize("freedom", [1, 2, 7, 21, 400])
@pytest.mark.parametrize("t", [0.0, 0.3, 2.0, 12.0])
def test_the_tail_of_student_t(t: float, freedom: int) -> None:
    assert student_tail(t, freedom) == pytest.approx(stats.t.sf(t, freedom), rel=1e-10)


@pytest.mark.parametrize("tail", [0.5, 0.1, 0.025, 1e-6])
def test_the_value_above_which_a_tail_of_student_t_lies(tail: float) -> None:
    assert [student_value(tail, f) for f in (1, 9, 80)] == pytest.approx(stats.t.isf(tail, [1, 9, 80]), abs=1e-9)


def test_the_tail_of_f() -> None:
    for f, above, below in ((0.0, 3, 9), (1.0, 1, 1), (2.5, 3, 19), (40.0, 2, 5)):
        assert f_tail(f, above, below) == pytest.approx(stats.f.sf(f, above, below), rel=1e-10)


def test_the_normal_far_out_loses_no_digits() -> None:
    z = np.array([[-30.0, -8.0, -1.0], [0.0, 1.0, 8.0]])
    np.testing.assert_allclose(normal_share(z), stats.norm.cdf(z), rtol=1e-12)
