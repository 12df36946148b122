"""What the spread models said, day by day, and what came: errors, bands, spike probabilities and the days that matter.

Every business day from July 2018 on is an origin; the model is fitted on the first of each month to what was known
then, from the bundled figures. Bands are the model's own; `tidegauge backtest` adds conformal ones. Rivals: the last
value ("no change"), the last value with the calendar's mean deviations so far, and the position a year before. March
to mid-June 2020 is left out of the scores, as the market was no market. Intervals are 5 and 95 % points of circular
blocks of 20 origins, 40 for the longest window. About a minute. `python bench/spread_forecast.py --help`.
"""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tidegauge.business_days import CALENDARS
from tidegauge.errors import TooLittleHistory
from tidegauge.frame import Frame, days, from_days
from tidegauge.models import scores
from tidegauge.models.base import LEVELS, as_of_origin, business_days_after
from tidegauge.models.fits.bootstrap import circular_blocks
from tidegauge.models.rivals import RIVALS, rival_values
from tidegauge.models.spreads import distribution, level, spike, take_up
from tidegauge.models.spreads.drivers import KINDS, calendar, on_calendar, window_kinds
from tidegauge.models.spreads.model import DAYS_MOST, EFFR, SOFR, TGCR, SpreadModel
from tidegauge.models.targets import TARGETS
from tidegauge.reference import figures
from tidegauge.store import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

FED = CALENDARS["fed"]
HORIZONS = (1, 2, 5, 10, 20)
DISORDER = (date(2020, 3, 2), date(2020, 6, 15))
PERIODS = {
    "2018-20": (date(2018, 7, 1), date(2020, 12, 31)),
    "2021-23": (date(2021, 1, 1), date(2023, 12, 31)),
    "2024": (date(2024, 1, 1), date(2024, 12, 31)),
    "to 2024": (date(2018, 7, 1), date(2024, 12, 31)),
    "2025-26": (date(2025, 1, 1), date(2026, 3, 31)),
}
POSITIVE = ("2019-09-13", "2019-09-16", "2019-09-17", "2025-09-12", "2025-10-14", "2025-10-30", "2025-12-30")
OTHER = ("2025-11-14", "2025-12-12", "2026-02-13", "2026-03-13", "2026-03-30")
BLOCK_DAYS, SEED = 20, 1  # a block is no shorter than two windows
BINS = (0.0, 0.02, 0.1, 0.35, 0.7, 1.0)


class Said(NamedTuple):
    """What was said on each origin: centres (n, 20), quantiles (n, 13, 20), spikes (n, 3), rivals (n, 20, 3)."""

    origins: "NDArray[np.int32]"
    centre: "NDArray[np.float64]"
    quantiles: "NDArray[np.float64]"
    spikes: "NDArray[np.float64]"
    rivals: "NDArray[np.float64]"


def walked(model: SpreadModel, store: Store, origins: Sequence[date]) -> Said:
    """Return what a model said on every origin, fitted on the first origin of each month that carries it."""
    rows, month, fitted = [], None, None
    for origin in origins:
        frame = store.frame(model.inputs, as_of=as_of_origin(origin))
        if (origin.year, origin.month) != month:
            try:
                fitted, month = model.fit(frame), (origin.year, origin.month)
            except TooLittleHistory:
                continue
        if fitted is None:
            continue
        ahead = business_days_after(origin, DAYS_MOST)
        centre, scale = fitted.expected(frame, ahead)
        ways = distribution.paths(centre, scale, fitted.errors)
        rivals = _rivals(model, frame, origin, ahead)
        rows.append((days(origin), centre, distribution.at_levels(ways), spike.probabilities(ways), rivals))
    return Said(*(np.array(column) for column in zip(*rows, strict=True)))


def _rivals(model: SpreadModel, frame: Frame, origin: date, ahead: Sequence[date]) -> "NDArray[np.float64]":
    """Return no change, no change with calendar means, and the position a year before [bp, shape (n_ahead, 3)]."""
    target, table = TARGETS[model.target], calendar()
    naive = rival_values(target, frame, origin, ahead)
    track = target.track(frame).present()
    last = table.place(int(track.periods[-1]))
    spread = on_calendar(track, table.numbers[: last + 1])
    means = level.usual_sizes(spread, np.ones(last + 1), table.kinds[: last + 1])
    places = np.searchsorted(table.numbers, [days(day) for day in ahead])
    moved = (table.kinds[places] - table.kinds[last]) @ means
    return np.stack([naive[:, 0], naive[:, 0] + moved, naive[:, RIVALS.index("last_year")]], axis=1)


def parts(said: Said) -> "Iterator[tuple[str, NDArray[np.bool_]]]":
    """Yield each period with its origins."""
    low, high = map(days, DISORDER)
    calm = (said.origins < low) | (said.origins > high)
    for name, (first, last) in PERIODS.items():
        yield name, calm & (said.origins >= days(first)) & (said.origins <= days(last))


def print_errors(said: Said, outcome: "NDArray[np.float64]") -> None:
    """Print errors beside the rivals', CRPS and coverage, by period and horizon."""
    print("| origins | days ahead | n | MAE | no change | calendar means | a year before | CRPS | 80 % | 95 % |")
    print("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |")
    for name, chosen in parts(said):
        for h in HORIZONS:
            came = outcome[:, h - 1]
            row = chosen & ~np.isnan(came)
            if not row.any():
                continue
            came, quantiles = came[row], said.quantiles[row, :, h - 1]
            errors = [scores.mae(came - said.centre[row, h - 1])]
            errors += [float(np.nanmean(np.abs(came - said.rivals[row, h - 1, rival]))) for rival in range(3)]
            held = [100 * scores.coverage(came, quantiles, pair, 1).share for pair in (scores.PAIR_80, scores.PAIR_95)]
            printed = " | ".join(f"{value:.2f}" for value in (*errors, scores.crps(came, quantiles).mean()))
            print(f"| {name} | {h} | {row.sum()} | {printed} | {held[0]:.0f} | {held[1]:.0f} |")


def print_spikes(said: Said, spread: "NDArray[np.float64]", places: "NDArray[np.int64]") -> None:
    """Print Brier skill with intervals by period and window, and what came of each probability."""
    print("| window | origins | n | with a spike | said | skill over base rate | over calendar base rate |")
    print("| --: | --- | --: | --: | --: | --- | --- |")
    for column, window in enumerate(spike.WINDOWS):
        spiked = spike.came(spread, window)
        kinds = window_kinds(np.arange(len(spread)), window)
        rates = [spike.base_rate(spiked, window)[places], spike.base_rate(spiked, window, kinds)[places]]
        came, probability = spiked[places], said.spikes[:, column]
        for name, chosen in parts(said):
            row = np.flatnonzero(chosen & ~np.isnan(came))
            if not len(row):
                continue
            skills = " | ".join(_skill(probability[row], rate[row], came[row], window) for rate in rates)
            print(
                f"| {window} | {name} | {len(row)} | {came[row].sum():.0f} | {probability[row].mean():.2f} | {skills} |"
            )
        for low, high in pairwise(BINS):
            is_said = (probability >= low) & (probability < high) & ~np.isnan(came)
            if is_said.any():
                means = f"mean {probability[is_said].mean():.2f}, came {came[is_said].mean():.2f}"
                print(f"  said {low:.0%}-{high:.0%}: {is_said.sum()} times, {means}")


def _skill(
    probability: "NDArray[np.float64]", rate: "NDArray[np.float64]", came: "NDArray[np.float64]", window: int
) -> str:
    """Return Brier skill with its 5 and 95 % points."""
    drawn = circular_blocks(len(came), max(BLOCK_DAYS, 2 * window), seed=SEED)
    skills = [spike.brier_skill(probability[row], rate[row], came[row]) for row in drawn]
    low, high = np.nanquantile(skills, (0.05, 0.95)).tolist()
    return f"{spike.brier_skill(probability, rate, came):.2f} [{low:.2f}, {high:.2f}]"


def print_take_up(store: Store, judge: Frame) -> None:
    """Print how good the odds of standing repo were, beside the share so far and that of the last 20 days."""
    amount = judge["srf"].present()
    used = dict(zip(amount.periods.tolist(), (amount.values > take_up.USED_USD).tolist(), strict=True))
    rows = []
    for origin in FED.open_days(take_up.MORNING_OPERATIONS, figures.LAST_MOMENT.date()):
        frame = store.frame(take_up.INPUTS, as_of=as_of_origin(origin))
        came = used.get(days(FED.next_open(origin)))
        try:
            odds = take_up.take_up_odds(frame, origin)
        except TooLittleHistory:
            continue
        if came is not None:
            recent = frame["srf"].present().values[-BLOCK_DAYS:] > take_up.USED_USD
            rows.append((days(origin), *odds, (recent.sum() + 0.5) / (len(recent) + 1), float(came)))
    found = np.array(rows)
    _, probability, so_far, recent, came = found.T
    print(f"standing repo: {from_days(int(found[0, 0]))} to {from_days(int(found[-1, 0]))}, {len(came)} days", end=", ")
    print(f"{came.sum():.0f} with a use; skill over the share so far {_skill(probability, so_far, came, 1)}", end=", ")
    print(f"over that of the last {BLOCK_DAYS} days {_skill(probability, recent, came, 1)}")
    for low, high in pairwise((0.0, 0.1, 0.25, 0.5, 1.0)):
        is_said = (probability >= low) & (probability < high)
        if is_said.any():
            means = f"mean {probability[is_said].mean():.2f}, came {came[is_said].mean():.2f}"
            print(f"  said {low:.0%}-{high:.0%}: {is_said.sum()} times, {means}")
    for number, one, share, _, _ in rows:
        if str(from_days(int(number))) in (*POSITIVE, *OTHER, "2026-02-27"):
            print(f"  said on {from_days(int(number))}: {one:.0%}, share so far {share:.0%}")


def print_days(said: Said, outcome: "NDArray[np.float64]") -> None:
    """Print what was said the day before each positive and negative test, and what came."""
    print("| said on | last known | expected | 80 % | 95 % | came | within 1 day | 5 | 20 | highest within 5 | 20 |")
    print("| --- | --: | --: | --- | --- | --: | --: | --: | --: | --: | --: |")
    april = [day.isoformat() for day in FED.open_days(date(2025, 4, 14), date(2025, 4, 29))]
    for text in (*POSITIVE, *OTHER, *april):
        day = days(date.fromisoformat(text))
        if day not in said.origins:
            continue
        n = int(np.searchsorted(said.origins, day))
        low, ten, ninety, high = (said.quantiles[n, LEVELS.index(at), 0] for at in (0.025, 0.1, 0.9, 0.975))
        chances = " | ".join(f"{chance:.0%}" for chance in said.spikes[n])
        print(
            f"| {from_days(int(said.origins[n]))} | {said.rivals[n, 0, 0]:.0f} | {said.centre[n, 0]:.1f} "
            f"| {ten:.0f} to {ninety:.0f} | {low:.0f} to {high:.0f} | {outcome[n, 0]:.0f} | {chances} "
            f"| {np.nanmax(outcome[n, :5]):.0f} | {np.nanmax(outcome[n]):.0f} |"
        )


def main() -> None:
    """Print the tables of the models asked for."""
    known = {model.id: model for model in (SOFR, TGCR, EFFR)}
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--models", nargs="+", default=list(known), choices=known)
    ask.add_argument("--first", type=date.fromisoformat, default=date(2018, 7, 2))
    asked = ask.parse_args()
    store, table = Store(figures.FOLDER), calendar()
    judge = store.frame(SOFR.inputs + TGCR.inputs + EFFR.inputs, as_of=figures.LAST_MOMENT)
    for name in asked.models:
        model = known[name]
        track = TARGETS[model.target].track(judge)
        last = from_days(int(track.present().periods[-1]))
        said = walked(model, store, FED.open_days(asked.first, FED.previous_open(last)))
        spread = on_calendar(track, table.numbers)
        places = np.searchsorted(table.numbers, said.origins)
        outcome = spread[places[:, None] + np.arange(1, DAYS_MOST + 1)]
        print(f"\n## {model.id}: {len(said.origins)} origins to {last}\n")
        print_errors(said, outcome)
        if model is SOFR:
            print_spikes(said, spread[: table.place(days(last)) + 1], places)
            print_days(said, outcome)
            print_take_up(store, store.frame(take_up.INPUTS, as_of=figures.LAST_MOMENT))
            sizes = model.fit(judge).sizes
            print(", ".join(f"{kind} {size:+.2f}" for kind, size in zip(KINDS, sizes, strict=True)))


if __name__ == "__main__":
    main()
