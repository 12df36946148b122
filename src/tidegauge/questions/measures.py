"""What is read off a run: what moved reserves, how much rests on priors, and what was observed before the opening."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean, pvariance

from tidegauge.frame import Frame
from tidegauge.indicators.gauges import BY_ID
from tidegauge.questions.runs import Bands, LinePart, Movement, Observed
from tidegauge.scenarios.anchors import metric
from tidegauge.scenarios.program import Program

HISTORY = timedelta(days=92)
READ_AS = {
    "reserves_usd": "reserves",
    "tga_usd": "tga",
    "on_rrp_usd": "on_rrp",
    "srf_usd": "srf",
    "net_liquidity_usd": "net_liquidity",
    "sofr_iorb_bp": "sofr_iorb_bp",
}
"""The gauge that shows what was observed of each metric before the opening."""

LINES = {
    "srf": ("srf_usd", 1),
    "open_market_repos": ("open_market_repos_usd", 1),
    "discount_window": ("discount_window_usd", 1),
    "tga": ("tga_usd", -1),
    "on_rrp": ("on_rrp_usd", -1),
    "foreign_repo_pool": ("foreign_repo_pool_usd", -1),
    "currency": ("currency_usd", -1),
}
"""Lines of the Fed's balance sheet, with what a rise of each does to reserves."""

NINETY = 3.2897  # standard deviations between the 5th and the 95th percentile of a normal distribution


def opened(program: Program, name: str) -> float:
    """Return a metric as the opening has it [USD or bp]."""
    if name.endswith("_bp"):
        return float(getattr(program.opening, name))
    return metric(program, name, program.chart.opening_usd.tolist())


def peak(line: Sequence[float]) -> int:
    """Return the place of the highest value.

    >>> peak((1.0, 3.0, 2.0))
    1
    """
    return max(range(len(line)), key=line.__getitem__)


def movement(program: Program, means: Mapping[str, int], end_on: date, start_on: date) -> Movement:
    """Return what moved reserves from the opening to the mean of the paths on the last day, to the dollar.

    Fed assets other than its lending, and what no metric names, are what the identity leaves.
    """
    levels = program.chart.opening_usd.tolist()
    before = {name: metric(program, name, levels) for name in means}
    moved = {name: means[name] - before[name] for name in means}
    causes = [LinePart(id_, sign * moved[name]) for id_, (name, sign) in LINES.items()]
    lent = sum(moved[f"{name}_usd"] for name in ("srf", "open_market_repos", "discount_window"))
    held = LinePart("fed_holdings", moved["fed_assets_usd"] - lent)
    rest = moved["reserves_usd"] - held.reserves_usd - sum(cause.reserves_usd for cause in causes)
    start, end = before["reserves_usd"], means["reserves_usd"]
    return Movement(start_on, end_on, start, end, (held, *causes, LinePart("other", rest)))


def spread_share(settings: Sequence[Bands], place: int = -1) -> float:
    """Return the part of the variance on a day that lies between settings of the priors, taken as equally likely.

    The day is a place in the bands, by default the last.

    The law of total variance: the variance of the settings' medians over that plus the mean of their own variances,
    each read off the 5th and the 95th percentile.

    >>> spread_share([{5: (0.0,), 50: (m,), 95: (0.0,)} for m in (1.0, 2.0, 3.0)])
    1.0
    """
    on_day = [{per_cent: line[place] for per_cent, line in found.items()} for found in settings]
    between = pvariance([found[50] for found in on_day])
    within = fmean(((found[95] - found[5]) / NINETY) ** 2 for found in on_day)
    return between / (between + within) if between + within else 0.0


def history(frame: Frame, opening_on: date, levels: Mapping[str, float]) -> dict[str, tuple[Observed, ...]]:
    """Return what was known of each metric in the quarter before the opening, and the opening itself."""
    found = {}
    for name, gauge in READ_AS.items():
        track = BY_ID[gauge].track(frame).present()
        past = track.between(opening_on - HISTORY, opening_on - timedelta(days=1))
        observed = [Observed(day, round(value) if name.endswith("_usd") else value) for day, value in past]
        found[name] = (*observed, Observed(opening_on, levels[name]))
    return found
