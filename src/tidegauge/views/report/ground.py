"""The ground plan of the reservoir: the places that basins, holdings and channels hang on."""

from dataclasses import dataclass

TRILLION = 1e12
BASINS = ("currency", "reserves", "on_rrp", "tga_wednesday", "foreign_repo_pool")
PHONE = 520


@dataclass(frozen=True, slots=True)
class Ground:
    """Places in a picture of some width: `per_trillion` is the height of a trillion in a basin as wide as `basin`."""

    width: float
    is_phone: bool
    outer: float
    gaps: tuple[float, ...]
    basin: float
    per_trillion: float
    bar_top: float
    bar: float
    rim: float
    floor: float

    def y(self, usd: float) -> float:
        """Return the height of a level."""
        return self.floor - usd / TRILLION * self.per_trillion


def ground_of(width: float, total: float, wall: float, *, is_low: bool) -> Ground:
    """Return the plan for holdings [USD] over walls [tn]; bar and basins have the same area a dollar."""
    phone = width < PHONE
    outer, gaps = (4.0, (22.0, 7.0, 7.0, 7.0)) if phone else (10.0, (44.0, 24.0, 24.0, 24.0))
    basin = (width - 2 * outer - sum(gaps)) / len(BASINS)
    scale = (46.0 if is_low else 66.0) if phone else 84.0
    bar = total / TRILLION * scale * basin / (width - 2 * outer)
    rim = 26 + bar + (34 if phone else 50)
    return Ground(width, phone, outer, gaps, basin, scale, 26, bar, rim, rim + wall * scale)
