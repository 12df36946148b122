"""What was known of one day at three moments: nothing is used before it was published.

Run it with `python examples/as_known_then.py`; it uses the bundled figures.
"""

from tidegauge.clock import NEW_YORK, parse_moment
from tidegauge.reference import figures
from tidegauge.store import Store

MOMENTS = ("2019-09-17T07:59", "2019-09-17T08:00", "2019-09-18T08:00")


def main() -> None:
    """Print the latest SOFR at each moment, with when it had become known."""
    store = Store(figures.FOLDER)
    for moment in MOMENTS:
        point = store.frame(["sofr"], as_of=parse_moment(moment)).require("sofr")
        known = point.known_at.astimezone(NEW_YORK)
        print(f"at {moment}: SOFR of {point.period} was {point.value:.2f} %, known since {known:%d %b %H:%M}")


if __name__ == "__main__":
    main()
