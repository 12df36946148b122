"""Side by side: run cases in turn, round after round, and print their medians as ratios to the first of them."""

import statistics
import sys
import time
from collections.abc import Callable, Mapping


def progress(words: str) -> None:
    """Say on stderr what is going on."""
    print(f"  … {words}", file=sys.stderr, flush=True)


def timed(case: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> Callable[[], float]:
    """Return a case that says how many seconds it took; `time.process_time` leaves out what other programs took."""

    def seconds() -> float:
        start = clock()
        answer = case()
        taken = clock() - start
        del answer
        return taken

    return seconds


def medians(cases: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Return the median milliseconds of cases that time themselves; one of each a round, so all share the weather."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(rounds):
        progress(f"round {number + 1} of {rounds}")
        for name, case in cases.items():
            taken[name].append(case() * 1e3)
    return {name: statistics.median(times) for name, times in taken.items()}


def interleaved(cases: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median milliseconds of each case; in every round each case runs once, so all share the weather."""
    return medians({name: timed(case) for name, case in cases.items()}, rounds)


def verdict(value: float, goal: float) -> str:
    """Compare with a goal, honestly."""
    return f"goal ≤ {goal:g}: {'met' if value <= goal else 'MISSED'}"


def floor_of(value: float, goal: float) -> str:
    """Compare with a goal that is to be exceeded."""
    return f"goal ≥ {goal:g}: {'met' if value >= goal else 'MISSED'}"


def table(title: str, medians: Mapping[str, float], base: str, goals: Mapping[str, float]) -> None:
    """Print ms and ratios to `base`; beside a case with a goal for its ratio, whether it is met."""
    print(f"\n{title}\n{'':52}{'ms':>10}{'ratio':>9}")
    for name, taken in medians.items():
        ratio = taken / medians[base]
        judged = verdict(ratio, goals[name]) if name in goals else ""
        print(f"{name:52}{taken:10.1f}{ratio:9.3f}  {judged}".rstrip())
