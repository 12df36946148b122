"""Crew: who simulates the paths of a question, the threads of this machine or the workers of a Dask cluster.

Every question that runs paths asks its crew, so that `--workers` and `--dask` mean the same in all of them. A cluster
is connected to once for a whole question and before anything is computed, so that a wrong address is told at once.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tidegauge.questions.runs import Making
from tidegauge.scenarios import ensemble, sample
from tidegauge.scenarios.ensemble import Progress
from tidegauge.scenarios.program import Program
from tidegauge.scenarios.sample import Cell, Sample
from tidegauge.scenarios.summary import Summary

if TYPE_CHECKING:
    from tidegauge.scenarios.cluster import Client


@dataclass(frozen=True, slots=True)
class Crew:
    """Simulates paths with the seed of a making; the same bits with any number of threads or workers.

    `progress` is told after every stretch of paths, and may raise to break the question off; whoever asks for paths may
    give one of his own.
    """

    making: Making
    client: "Client | None" = None
    progress: Progress | None = None

    def count(
        self, program: Program, *, paths: int, out: Path | None = None, progress: Progress | None = None
    ) -> Summary:
        """Return the summary of an ensemble, as `ensemble.run` does."""
        seed, progress = self.making.seed, progress or self.progress
        if self.client is None:
            workers = self.making.workers or 0
            return ensemble.run(program, paths=paths, seed=seed, workers=workers, out=out, progress=progress)
        from tidegauge.scenarios import cluster

        return cluster.run_on(self.client, program, paths=paths, seed=seed, out=out, progress=progress)

    def sample(
        self,
        program: Program,
        cells: Sequence[Cell],
        *,
        seed: int | None = None,
        progress: Progress | None = None,
        is_whole: bool = True,
    ) -> Sample:
        """Return some cells of every path, as `sample.draw` does; another seed than the making's where one is given.

        Raises
        ------
        KeyboardInterrupt
            It was stopped before the last path and has to be whole; or before the first stretch of paths was finished.
        """
        paths, seed = self.making.paths, self.making.seed if seed is None else seed
        progress = progress or self.progress
        if self.client is None:
            workers = self.making.workers or 0
            found = sample.draw(program, cells, paths=paths, seed=seed, workers=workers, progress=progress)
        else:
            from tidegauge.scenarios import cluster

            found = cluster.sample_on(self.client, program, cells, paths=paths, seed=seed, progress=progress)
        finished = found.met_on.shape[1]
        if finished < paths and (is_whole or not finished):
            raise KeyboardInterrupt
        return found


@contextmanager
def crew(making: Making, progress: Progress | None = None) -> Iterator[Crew]:
    """Give the crew that a making asks for, and let it go after the question; it tells how far it has come.

    Raises
    ------
    NoScheduler
        The address of a cluster is none, or nobody answers there.

    Examples
    --------
    >>> with crew(Making(workers=1)) as threads:
    ...     threads.client is None
    True
    """
    if making.dask is None:
        yield Crew(making, progress=progress)
        return
    from tidegauge.scenarios import cluster

    with cluster.connected(making.dask, making.workers) as client:
        yield Crew(making, client, progress)
