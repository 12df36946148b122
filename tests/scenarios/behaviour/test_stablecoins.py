"""A stablecoin run: redemptions break the peg, a broken peg brings redemptions, and it ends by itself."""

from datetime import date

import pytest

from tidegauge.scenarios.behaviour.stablecoins import next_peg_bp, redemptions_usd
from tidegauge.scenarios.parameters import load

P = load(date(2026, 3, 31)).stablecoins


def test_mints_and_quiet_days_heal_the_peg() -> None:
    assert next_peg_bp(40.0, 181e9, 180e9, P) == pytest.approx(40.0 * P.memory)
    assert redemptions_usd(180e9, 5.0, P) == 0.0


def test_a_day_s_run_brings_redemptions_the_day_after() -> None:
    peg = next_peg_bp(0.0, 170e9, 180e9, P)
    assert peg > 80.0
    assert 0.5e9 < redemptions_usd(170e9, peg, P) < 0.05 * 170e9 + 1


@pytest.mark.parametrize("setting", ["low", "middle", "high"])
def test_a_run_dies_out_under_every_setting(setting: str) -> None:
    p = load(date(2026, 3, 31), setting).stablecoins  # type: ignore[arg-type]
    before, supply, peg = 180e9, 170e9, 0.0
    for _ in range(250):
        peg = next_peg_bp(peg, supply, before, p)
        before, supply = supply, supply - redemptions_usd(supply, peg, p)
    assert before - supply < 0.001 * before


def test_no_tokens_no_run() -> None:
    assert next_peg_bp(0.0, 0.0, 0.0, P) == 0.0
