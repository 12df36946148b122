"""Rules that turn a year into dates: weekdays of a month, Easter, the holidays in federal law, and how they move.

The publishers' calendars differ in which of these days they keep and in what happens on a weekend; each of those
choices has its own file. Nothing here depends on a publisher.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
WEEKEND = frozenset({SATURDAY, SUNDAY})

NEW_YEAR = "New Year's Day"
KING = "Birthday of Martin Luther King, Jr."
WASHINGTON = "Washington's Birthday"
GOOD_FRIDAY = "Good Friday"
MEMORIAL = "Memorial Day"
JUNETEENTH = "Juneteenth National Independence Day"
INDEPENDENCE = "Independence Day"
LABOR = "Labor Day"
COLUMBUS = "Columbus Day"
VETERANS = "Veterans Day"
THANKSGIVING = "Thanksgiving Day"
CHRISTMAS = "Christmas Day"

OBSERVED = " (observed)"

Shift = Callable[[date], date]


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """Return the n-th given weekday of a month; a negative `n` counts from the month's end.

    Parameters
    ----------
    year, month : int
    weekday : int
        0 is Monday, 6 is Sunday.
    n : int
        1 to 5, or -1 to -5; never 0.

    Examples
    --------
    >>> nth_weekday(2025, 11, THURSDAY, 4)
    datetime.date(2025, 11, 27)
    >>> nth_weekday(2025, 5, MONDAY, -1)
    datetime.date(2025, 5, 26)
    """
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    following = date(year + month // 12, month % 12 + 1, 1)
    last = following - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-n - 1))


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the western churches, by the anonymous Gregorian computus.

    The letters are those of the published algorithm: `golden` is the year's place in the 19-year moon cycle,
    `epact` the age of the moon, `offset` the days from that full moon to the Sunday after it.

    References
    ----------
    Meeus (1991), "Astronomical Algorithms", chapter 8.

    Examples
    --------
    >>> easter_sunday(2025)
    datetime.date(2025, 4, 20)
    """
    golden = year % 19
    century, year_of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30
    leap_years, year_rest = divmod(year_of_century, 4)
    offset = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late_moon = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * late_moon + 114, 31)
    return date(year, month, day + 1)


def good_friday(year: int) -> date:
    """Return the Friday before Easter.

    Examples
    --------
    >>> good_friday(2024)
    datetime.date(2024, 3, 29)
    """
    return easter_sunday(year) - timedelta(days=2)


def sunday_to_monday(day: date) -> date:
    """Return the Monday after a Sunday, and every other day unchanged: a Saturday stays where it is.

    Examples
    --------
    >>> sunday_to_monday(date(2022, 6, 19))
    datetime.date(2022, 6, 20)
    >>> sunday_to_monday(date(2020, 7, 4)).strftime("%A")
    'Saturday'
    """
    return day + timedelta(days=1) if day.weekday() == SUNDAY else day


def nearest_weekday(day: date) -> date:
    """Return the Friday before a Saturday, the Monday after a Sunday, and every weekday unchanged.

    Examples
    --------
    >>> nearest_weekday(date(2020, 7, 4))
    datetime.date(2020, 7, 3)
    """
    return day - timedelta(days=1) if day.weekday() == SATURDAY else sunday_to_monday(day)


def federal_law(year: int) -> dict[date, str]:
    """Return the holidays of federal law on their own dates, weekends included, moved nowhere.

    The list of 5 U.S.C. 6103(a): Juneteenth entered it on 2021-06-17. Valid from 1986, the first year of King's
    birthday.

    Examples
    --------
    >>> federal_law(2021)[date(2021, 6, 19)]
    'Juneteenth National Independence Day'
    >>> len(federal_law(2020)), len(federal_law(2021))
    (10, 11)
    """
    days = {
        date(year, 1, 1): NEW_YEAR,
        nth_weekday(year, 1, MONDAY, 3): KING,
        nth_weekday(year, 2, MONDAY, 3): WASHINGTON,
        nth_weekday(year, 5, MONDAY, -1): MEMORIAL,
        date(year, 7, 4): INDEPENDENCE,
        nth_weekday(year, 9, MONDAY, 1): LABOR,
        nth_weekday(year, 10, MONDAY, 2): COLUMBUS,
        date(year, 11, 11): VETERANS,
        nth_weekday(year, 11, THURSDAY, 4): THANKSGIVING,
        date(year, 12, 25): CHRISTMAS,
    }
    if year >= 2021:
        days[date(year, 6, 19)] = JUNETEENTH
    return dict(sorted(days.items()))


def observe(holidays: Mapping[date, str], shift: Shift) -> dict[date, str]:
    """Move holidays by one rule; a holiday that moved says so in its name.

    Examples
    --------
    >>> observe({date(2021, 12, 25): CHRISTMAS}, nearest_weekday)
    {datetime.date(2021, 12, 24): 'Christmas Day (observed)'}
    """
    return {shift(day): name if shift(day) == day else name + OBSERVED for day, name in holidays.items()}


def only_year(holidays: Mapping[date, str], year: int) -> dict[date, str]:
    """Drop the days that moved out of `year`, and sort the rest.

    Examples
    --------
    >>> only_year({date(2022, 1, 1): NEW_YEAR, date(2021, 12, 31): NEW_YEAR}, 2022)
    {datetime.date(2022, 1, 1): "New Year's Day"}
    """
    return {day: holidays[day] for day in sorted(holidays) if day.year == year}
