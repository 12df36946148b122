"""Side by side: run cases in turn, round after round, and print their medians as ratios to the first of them."""

import statistics
import sys
import time
from collections.abc import Callable, Mapping


def progress(words: str) -> None:
    """Say on stderr what is going on."""
    print(f"  … {words}", file=sys.stderr, flush=True)


def interleaved(cases: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median milliseconds of each case; in every round each case runs once, so all share the weather."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(rounds):
        progress(f"round {number + 1} of {rounds}")
        for name, case in cases.items():
            start = time.perf_counter()
            answer = case()
            taken[name].append((time.perf_counter() - start) * 1e3)
            del answer
    return {name: statistics.median(times) for name, times in taken.items()}


def verdict(value: float, goal: float) -> str:
    """Compare with a goal, honestly."""
    return f"goal ≤ {goal:g}: {'met' if value <= goal else 'MISSED'}"


def table(title: str, medians: Mapping[str, float], base: str, goals: Mapping[str, float]) -> None:
    """Print ms and ratios to `base`; beside a case with a goal for its ratio, whether it is met."""
    print(f"\n{title}\n{'':52}{'ms':>10}{'ratio':>9}")
    for name, taken in medians.items():
        ratio = taken / medians[base]
        judged = verdict(ratio, goals[name]) if name in goals else ""
        print(f"{name:52}{taken:10.1f}{ratio:9.3f}  {judged}".rstrip())
