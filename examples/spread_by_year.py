"""How often did SOFR stand more than ten basis points above the interest on reserves, year by year?

Run it with `python examples/spread_by_year.py`; it uses the bundled figures.
"""

from collections import Counter

from tidegauge.indicators.gauges import BY_ID
from tidegauge.reference import figures
from tidegauge.store import Store

GAUGE = BY_ID["sofr_iorb_bp"]


def main() -> None:
    """Print the days above the line and all days of each year."""
    frame = Store(figures.FOLDER).frame(GAUGE.inputs, as_of=figures.LAST_MOMENT)
    spread = list(GAUGE.track(frame))
    days = Counter(day.year for day, _ in spread)
    above = Counter(day.year for day, bp in spread if bp > 10)
    for year in sorted(days):
        print(f"{year}: {above[year]:3} of {days[year]} days")


if __name__ == "__main__":
    main()
