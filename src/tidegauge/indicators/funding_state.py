"""The state of the funding market in seven gauges: what the stress index adds up and what makes two days alike.

Prices (SOFR and EFFR over IORB, the spread of SOFR trades), quantities (reserves to bank assets, ON RRP, standing repo)
and one flow (the Treasury's cash over a week).
"""

from tidegauge.clock import NEW_YORK
from tidegauge.frame import Frame, Track, micros
from tidegauge.indicators import combine
from tidegauge.indicators.gauges import RATES_SINCE, Gauge, sofr_dispersion, spread
from tidegauge.indicators.ratio import over_published


def reserves_to_bank_assets(frame: Frame) -> Track:
    """Return Wednesday reserves over the assets of banks published when the H.4.1 came out [share].

    The last Wednesday too: a bank figure that is published later changes no value, so none is restated a week on.
    """
    last, base = frame.latest("reserves"), frame["bank_assets"]
    known = base.known_at <= (micros(last.known_at) if last else 0)
    columns = (base.periods[known], base.values[known], base.known_at[known], base.known_by[known])
    then = Frame(frame.as_of, {**frame.tracks, "bank_assets": Track(base.series, base.unit, *columns)})
    return over_published("reserves_to_bank_assets", then, "reserves", "bank_assets")


def tga_change_1w(frame: Frame) -> Track:
    """Return the Treasury's cash less that of seven days before [USD]; a rise drains reserves."""
    return combine.change(frame["tga"], "tga_change_1w", days=7)


STATE: tuple[Gauge, ...] = (
    Gauge("sofr_iorb_bp", ("sofr", "iorb"), spread("sofr", "iorb")),
    Gauge("effr_iorb_bp", ("effr", "iorb"), spread("effr", "iorb")),
    Gauge("sofr_dispersion_bp", ("sofr_p99", "sofr_p1"), sofr_dispersion),
    Gauge("reserves_to_bank_assets", ("reserves", "bank_assets"), reserves_to_bank_assets),
    Gauge("on_rrp", ("on_rrp",), lambda frame: frame["on_rrp"]),
    Gauge("srf", ("srf",), lambda frame: frame["srf"]),
    Gauge("tga_change_1w", ("tga",), tga_change_1w),
)
"""In the order they are shown. Standing repo exists since 29 July 2021; before, it is not known, never zero."""


def inputs() -> tuple[str, ...]:
    """Return every series the state needs, once each."""
    return tuple(dict.fromkeys(series for gauge in STATE for series in gauge.inputs))


def state(frame: Frame) -> Frame:
    """Return a frame of the seven gauges instead of their inputs, each from the first SOFR of 2018 on."""
    last = frame.as_of.astimezone(NEW_YORK).date()
    return Frame(frame.as_of, {gauge.id: gauge.track(frame).present().between(RATES_SINCE, last) for gauge in STATE})
