"""The Python face as an editor sees it, written by `docs/build.py`: change the questions, then run `make docs`."""

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from tidegauge.views.answered import Answered

def open_desk(
    store: str | os.PathLike[str] | None = None,
    *,
    offline: bool = False,
    lang: str = "en",
) -> Tidegauge:
    """Open a store to ask it questions; without one, reads answer from the bundled figures.

    Parameters
    ----------
    store : str or path, optional
        Directory of the store; `TIDEGAUGE_STORE` or the default place if not given.
    offline : bool, default False
        Never ask the network.
    lang : str, default "en"
        Language of sentences and heads: en, zh-Hans or zh-Hant.

    Raises
    ------
    UsageError
        There are no words in that language.

    Examples
    --------
    >>> import tidegauge as tg
    >>> explained = tg.open().ledger.explain("E01a", amount="100bn")
    >>> explained.answer.effects.reserves, explained.answer.effects.tga
    (-100000000000, 100000000000)
    """

class Tidegauge:
    """A store that answers questions, one method a question; those with a dot in their name stand in groups.

    Methods take text as the command line takes it ("2025-11-03", "100bn") or the Python value it means.
    """

    ledger: Ledger
    series: Series
    scenario: Scenario
    forecast: Forecast
    def ask(
        self,
        name: str,
        /,
        **said: object,
    ) -> Answered:
        """Answer a question by its name ("ledger.explain"); every method is this one.

        Raises
        ------
        UnknownQuestion
            There is no such question; the error names the nearest.
        TidegaugeError
            The question cannot be answered; the error says why in the language of this face.
        """
    def brief(
        self,
        *,
        as_of: str | date | datetime | None = None,
        since: str | date | datetime | None = None,
        replay_at: str | date | datetime | None = None,
    ) -> Answered:
        """The reading of the day: what changed and why.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        since : str | date | datetime | None, optional
            Count changes from then.
        replay_at : str | date | datetime | None, optional
            Also leave out what this store recorded later.
        """
    def signals(
        self,
        *,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """Signals with their base rates.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def calendar(
        self,
        *,
        as_of: str | date | datetime | None = None,
        days: int = 45,
    ) -> Answered:
        """What is scheduled, with countdowns.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        days : int, optional
            How many days ahead.
        """
    def releases(
        self,
        *,
        as_of: str | date | datetime | None = None,
        days: int = 6,
    ) -> Answered:
        """What had just been published at a moment, and what comes next.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        days : int, optional
            How many days before and after; 6 if not given.
        """
    def balance_sheet(
        self,
        *,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """The Fed's balance sheet of the week, line by line.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def drain(
        self,
        *,
        as_of: str | date | datetime | None = None,
        weeks: int = 1,
    ) -> Answered:
        """What moved reserves and net liquidity, split by cause.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        weeks : int, optional
            How many weeks back.
        """
    def demand(
        self,
        *,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """Who bought Treasuries at auction, and who holds more of them than a quarter ago.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def import_(
        self,
        folder: str | os.PathLike[str],
    ) -> Answered:
        """Load a directory of tidy figures.

        Parameters
        ----------
        folder : str | os.PathLike[str]
            Directory in the layout the catalogue names.
        """
    def update(
        self,
        *,
        source: str | Iterable[str] = (),
        since: str | date | None = None,
    ) -> Answered:
        """Fetch what is new from the publishers.

        Parameters
        ----------
        source : str | Iterable[str], optional
            Only these sources.
        since : str | date | None, optional
            First period.
        """
    def simulate(
        self,
        scenario: str | os.PathLike[str],
        *,
        as_of: str | date | datetime | None = None,
        paths: int = 1000,
        days: int | None = None,
        seed: int = 1,
        workers: int | None = None,
        dask: str | None = None,
        keys: Mapping[str, object] | Iterable[str] = (),
        parameters: str | os.PathLike[str] | None = None,
        out: str | os.PathLike[str] | None = None,
        keep_paths: bool = False,
        quick: bool = False,
    ) -> Answered:
        """Run a scenario on many paths: bands, odds, what moves reserves.

        Parameters
        ----------
        scenario : str | os.PathLike[str]
            Name of the library, or a .toml file.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        paths : int, optional
            How many paths, up to 1000000; 1000 if not given.
        days : int | None, optional
            Business days to simulate; the scenario's horizon if not given.
        seed : int, optional
            Seed of the draws; 1 if not given, and the same seed gives the same dollars.
        workers : int | None, optional
            Threads; the result is the same with any number.
        dask : str | None, optional
            Address of a Dask scheduler, or local.
        keys : Mapping[str, object] | Iterable[str], optional
            Set keys of the scenario, such as levers.treasury.rule=none.
        parameters : str | os.PathLike[str] | None, optional
            File that `tidegauge fit` wrote: its estimates instead of the program's.
        out : str | os.PathLike[str] | None, optional
            Directory for summary.json; an interrupted run is taken up from there.
        keep_paths : bool, optional
            Also write every path to paths.parquet in that directory.
        quick : bool, optional
            Answer quickly: without the flows of a path and the weight of the priors.
        """
    def compare(
        self,
        a: str | os.PathLike[str],
        b: str | os.PathLike[str],
        *,
        as_of: str | date | datetime | None = None,
        paths: int = 1000,
        days: int | None = None,
        seed: int = 1,
        workers: int | None = None,
        dask: str | None = None,
        keys: Mapping[str, object] | Iterable[str] = (),
        parameters: str | os.PathLike[str] | None = None,
    ) -> Answered:
        """Two scenarios on the same draws, and their difference.

        Parameters
        ----------
        a : str | os.PathLike[str]
            First scenario: a name of the library, or a .toml file.
        b : str | os.PathLike[str]
            Second scenario; the difference is second less first.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        paths : int, optional
            How many paths, up to 100000; 1000 if not given.
        days : int | None, optional
            Business days to simulate; the scenario's horizon if not given.
        seed : int, optional
            Seed of the draws; 1 if not given, and the same seed gives the same dollars.
        workers : int | None, optional
            Threads; the result is the same with any number.
        dask : str | None, optional
            Address of a Dask scheduler, or local.
        keys : Mapping[str, object] | Iterable[str], optional
            Set keys of the scenario, such as levers.treasury.rule=none.
        parameters : str | os.PathLike[str] | None, optional
            File that `tidegauge fit` wrote: its estimates instead of the program's.
        """
    def replay(
        self,
        scenario: str | os.PathLike[str],
        *,
        path: int,
        day: str | date,
        as_of: str | date | datetime | None = None,
        days: int | None = None,
        seed: int = 1,
        keys: Mapping[str, object] | Iterable[str] = (),
        parameters: str | os.PathLike[str] | None = None,
    ) -> Answered:
        """Why reserves moved on one day of one path, event by event.

        Parameters
        ----------
        scenario : str | os.PathLike[str]
            Name of the library, or a .toml file.
        path : int
            Number of the path, from 0.
        day : str | date
            A simulated business day.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        days : int | None, optional
            Business days to simulate; the scenario's horizon if not given.
        seed : int, optional
            Seed of the draws; 1 if not given, and the same seed gives the same dollars.
        keys : Mapping[str, object] | Iterable[str], optional
            Set keys of the scenario, such as levers.treasury.rule=none.
        parameters : str | os.PathLike[str] | None, optional
            File that `tidegauge fit` wrote: its estimates instead of the program's.
        """
    def search(
        self,
        scenario: str | os.PathLike[str],
        *,
        lever: str,
        target: str,
        as_of: str | date | datetime | None = None,
        paths: int = 1000,
        days: int | None = None,
        seed: int = 1,
        workers: int | None = None,
        dask: str | None = None,
        keys: Mapping[str, object] | Iterable[str] = (),
        parameters: str | os.PathLike[str] | None = None,
    ) -> Answered:
        """The smallest setting of a policy lever that meets a target, and how sure that is.

        Parameters
        ----------
        scenario : str | os.PathLike[str]
            Name of the library, or a .toml file.
        lever : str
            What is moved: reserve_purchases, runoff_treasuries, runoff_mbs, cash_target or standing_repo.
        target : str
            Such as 'P(days(sofr_iorb_bp > 10) > 5 in 60) < 0.10' or 'median(reserves_usd) > 2.9tn at 60'.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        paths : int, optional
            How many paths, up to 100000; 1000 if not given.
        days : int | None, optional
            Business days to simulate; the scenario's horizon if not given.
        seed : int, optional
            Seed of the draws; 1 if not given, and the same seed gives the same dollars.
        workers : int | None, optional
            Threads; the result is the same with any number.
        dask : str | None, optional
            Address of a Dask scheduler, or local.
        keys : Mapping[str, object] | Iterable[str], optional
            Set keys of the scenario, such as levers.treasury.rule=none.
        parameters : str | os.PathLike[str] | None, optional
            File that `tidegauge fit` wrote: its estimates instead of the program's.
        """
    def portfolio(
        self,
        file: str | os.PathLike[str],
        *,
        scenario: str | os.PathLike[str],
        as_of: str | date | datetime | None = None,
        paths: int = 1000,
        days: int | None = None,
        seed: int = 1,
        workers: int | None = None,
        dask: str | None = None,
        keys: Mapping[str, object] | Iterable[str] = (),
        parameters: str | os.PathLike[str] | None = None,
    ) -> Answered:
        """Holdings through a scenario: the distribution of profit and loss; measurement, not advice.

        Parameters
        ----------
        file : str | os.PathLike[str]
            Holdings: a CSV file with the columns asset,amount, or a TOML table [holdings].
        scenario : str | os.PathLike[str]
            Name of the library, or a .toml file.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        paths : int, optional
            How many paths, up to 100000; 1000 if not given.
        days : int | None, optional
            Business days to simulate; the scenario's horizon if not given.
        seed : int, optional
            Seed of the draws; 1 if not given, and the same seed gives the same dollars.
        workers : int | None, optional
            Threads; the result is the same with any number.
        dask : str | None, optional
            Address of a Dask scheduler, or local.
        keys : Mapping[str, object] | Iterable[str], optional
            Set keys of the scenario, such as levers.treasury.rule=none.
        parameters : str | os.PathLike[str] | None, optional
            File that `tidegauge fit` wrote: its estimates instead of the program's.
        """
    def hindcast(
        self,
        episode: str | None = None,
        *,
        start: str | date | None = None,
        end: str | date | None = None,
        flows: str = "observed",
        as_of: str | date | datetime | None = None,
        paths: int = 1000,
        seed: int = 1,
        workers: int | None = None,
        dask: str | None = None,
        parameters: str | os.PathLike[str] | None = None,
    ) -> Answered:
        """A past stretch run again from what was known, against what happened.

        Parameters
        ----------
        episode : str | None, optional
            Name of a past stretch: september_2019, release_2021, rebuild_2023, year_end_2024, rebuild_2025,
            purchases_2025.
        start : str | date | None, optional
            First day; the opening sheet is what was known at its end.
        end : str | date | None, optional
            Last day compared.
        flows : str, optional
            What drives the run: the observed flows, or those forecast at the time.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        paths : int, optional
            How many paths, up to 100000; 1000 if not given.
        seed : int, optional
            Seed of the draws; 1 if not given, and the same seed gives the same dollars.
        workers : int | None, optional
            Threads; the result is the same with any number.
        dask : str | None, optional
            Address of a Dask scheduler, or local.
        parameters : str | os.PathLike[str] | None, optional
            File that `tidegauge fit` wrote: its estimates instead of the program's.
        """
    def backtest(
        self,
        model: str,
        *,
        start: str | date | None = None,
        end: str | date | None = None,
        as_of: str | date | datetime | None = None,
        workers: int | None = None,
    ) -> Answered:
        """Run a model over past days as known then, keep its forecasts and score them.

        Parameters
        ----------
        model : str
            Id of a model; a wrong one lists them.
        start : str | date | None, optional
            First day on which a forecast is made.
        end : str | date | None, optional
            Last day on which a forecast is made.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        workers : int | None, optional
            Processes; the result is the same with any number.
        """
    def scoreboard(
        self,
        model: str | None = None,
    ) -> Answered:
        """Every back-tested model beside its naive rivals, losers shown as losers.

        Parameters
        ----------
        model : str | None, optional
            Id of a model: its scores alone, with every regime in full.
        """
    def fit(
        self,
        *,
        as_of: str | date | datetime | None = None,
        out: str | os.PathLike[str] | None = None,
        overwrite: bool = False,
    ) -> Answered:
        """What the simulator takes as given, estimated anew from the figures at hand, into a file for `--parameters`.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        out : str | os.PathLike[str] | None, optional
            TOML file to write the estimates to; one that stands is not replaced.
        overwrite : bool, optional
            Replace the file if it stands.
        """
    def recession(
        self,
        *,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """The yield curve's probability of a recession in twelve months, and how often its alarm was false.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def sensitivity(
        self,
        *,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """Whether stocks, crypto, gold, bonds and currencies move with liquidity: the verdict, every test, the
        placebos.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def stress(
        self,
        *,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """Funding stress in one number with its parts, and whether one gauge alone does as well.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def analogues(
        self,
        *,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """The nearest past states of the funding market, what followed, and whether that beats the base rate.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def episodes(
        self,
        episode: str | Iterable[str] = (),
        *,
        gauge: str | Iterable[str] = ("sofr_iorb_bp", "reserves", "tga"),
        days: int = 10,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """The episodes of the library; two of them side by side on any gauges.

        Parameters
        ----------
        episode : str | Iterable[str], optional
            None for the list; one or two ids of it, or dates such as 2019-09-17.
        gauge : str | Iterable[str], optional
            Gauges of the brief or ids of series; SOFR − IORB, reserves and TGA if not given.
        days : int, optional
            Business days on both sides of the first day; 10 if not given.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def doctor(
        self,
        *,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """Examine store, freshness, identities and units.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def settings(self) -> Answered:
        """Every setting and where its value comes from."""

class Ledger:
    """the events that move money, posting by posting"""

    def events(self) -> Answered:
        """Every event the ledger knows, with what it does to reserves."""
    def explain(
        self,
        event: str,
        *,
        amount: str | int = "100bn",
    ) -> Answered:
        """One event as T-accounts: postings, effects and why.

        Parameters
        ----------
        event : str
            Id of an event, or its short number (E01a).
        amount : str | int, optional
            How much of it: 100bn, 1.5tn, 500亿, 1万亿; 100bn if not given.
        """
    def opening(
        self,
        *,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """The opening balance sheet: every stock, observed, by identity, cited or a prior.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """

class Series:
    """figures of single series"""

    def list(
        self,
        *,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """Every series of the catalogue.

        Parameters
        ----------
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def show(
        self,
        series: str,
        *,
        as_of: str | date | datetime | None = None,
        replay_at: str | date | datetime | None = None,
        vintages: bool = False,
    ) -> Answered:
        """What is known about a series.

        Parameters
        ----------
        series : str
            Id of a series.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        replay_at : str | date | datetime | None, optional
            Also leave out what this store recorded later.
        vintages : bool, optional
            Every value ever stored, with when it was known.
        """
    def export(
        self,
        series: str | Iterable[str],
        *,
        out: str | os.PathLike[str],
        as_of: str | date | datetime | None = None,
        since: str | date | None = None,
    ) -> Answered:
        """Write series to a CSV or Parquet file.

        Parameters
        ----------
        series : str | Iterable[str]
            Id of a series.
        out : str | os.PathLike[str]
            File to write: .csv or .parquet.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        since : str | date | None, optional
            First period.
        """

class Scenario:
    """scenario files: the library, one in full, whether one can be run"""

    def list(self) -> Answered:
        """Every scenario of the library."""
    def show(
        self,
        scenario: str | os.PathLike[str],
        *,
        keys: Mapping[str, object] | Iterable[str] = (),
    ) -> Answered:
        """What a scenario says: its story and every key it sets.

        Parameters
        ----------
        scenario : str | os.PathLike[str]
            Name of the library, or a .toml file.
        keys : Mapping[str, object] | Iterable[str], optional
            Set keys of the scenario, such as levers.treasury.rule=none.
        """
    def check(
        self,
        file: str | os.PathLike[str],
    ) -> Answered:
        """What is wrong or idle in a scenario file; exit code 1 where that is more than a note.

        Parameters
        ----------
        file : str | os.PathLike[str]
            A .toml file.
        """

class Forecast:
    """the next business days of one target, with bands and the model's score"""

    def tga(
        self,
        *,
        horizon: int = 20,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """The Treasury's cash on the next business days, with bands, its rival and its score.

        Parameters
        ----------
        horizon : int, optional
            Business days ahead.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def reserves(
        self,
        *,
        horizon: int = 20,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """Reserves at the end of the next business days, with bands, its score and the odds of falling below a line.

        Parameters
        ----------
        horizon : int, optional
            Business days ahead.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def net_liquidity(
        self,
        *,
        horizon: int = 20,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """Net liquidity (Fed assets − TGA − ON RRP) on the next business days, with bands, its rival and its score.

        Parameters
        ----------
        horizon : int, optional
            Business days ahead.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
    def spread(
        self,
        *,
        rate: str = "sofr",
        horizon: int = 20,
        as_of: str | date | datetime | None = None,
    ) -> Answered:
        """SOFR, TGCR or EFFR over IORB on the next business days, with bands, its score and the odds of a spike.

        Parameters
        ----------
        rate : str, optional
            The rate that is held against the interest on reserves: sofr, tgcr or effr.
        horizon : int, optional
            Business days ahead.
        as_of : str | date | datetime | None, optional
            Read only what was known then: 2025-11-03 or 2025-11-03T09:00-05:00.
        """
