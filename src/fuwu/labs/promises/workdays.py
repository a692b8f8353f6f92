"""Working days and hours, by China's real calendar (holidays and the weekends worked in exchange) or naively."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Literal

Calendar = Literal["china", "weekdays"]
OPENS, CLOSES = time(8, 30), time(17, 30)
HOURS_A_DAY = 9.0


@cache
def is_workday(day: date, calendar: Calendar = "china") -> bool:
    """Say whether `day` is worked: by the State Council's notices (chinesecalendar), or any Monday to Friday.

    Examples
    --------
    >>> is_workday(date(2025, 10, 3)), is_workday(date(2025, 10, 3), "weekdays")
    (False, True)
    >>> is_workday(date(2025, 10, 11))  # a Saturday worked in exchange
    True
    """
    if calendar == "weekdays":
        return day.weekday() < 5  # noqa: PLR2004
    import chinese_calendar

    return bool(chinese_calendar.is_workday(day))


@cache
def _workdays_before(day: date, calendar: Calendar) -> int:
    """Return the working days of the year before `day`."""
    first = date(day.year, 1, 1)
    return sum(is_workday(first + timedelta(days=i), calendar) for i in range((day - first).days))


def workdays_after(start: date, end: date, calendar: Calendar = "china") -> int:
    """Return the working days after `start` up to and with `end`; the first day is not counted.

    Examples
    --------
    >>> workdays_after(date(2025, 9, 30), date(2025, 10, 9))  # National Day lies between
    1
    >>> workdays_after(date(2025, 9, 30), date(2025, 10, 9), "weekdays")
    7
    """
    if end <= start:
        return 0
    whole = sum(
        _workdays_before(date(year + 1, 1, 1) - timedelta(days=1), calendar) + is_workday(date(year, 12, 31), calendar)
        for year in range(start.year, end.year)
    )
    upto = [_workdays_before(day, calendar) + is_workday(day, calendar) for day in (start, end)]
    return whole + upto[1] - upto[0]


def working_hours(start: datetime, end: datetime, calendar: Calendar = "china") -> float:
    """Return the hours between two moments that lie within working hours.

    Examples
    --------
    >>> working_hours(datetime(2025, 9, 30, 17, 0), datetime(2025, 10, 9, 9, 0))
    1.0
    """
    if end <= start:
        return 0.0
    days = workdays_after(start.date(), end.date(), calendar)
    return HOURS_A_DAY * days + _into(end, calendar) - _into(start, calendar)


def _into(moment: datetime, calendar: Calendar) -> float:
    """Return the working hours of the moment's own day that have passed."""
    if not is_workday(moment.date(), calendar):
        # A day off adds none; `workdays_after` did not count it either.
        return HOURS_A_DAY
    opens = datetime.combine(moment.date(), OPENS)
    return min(max((moment - opens).total_seconds() / 3600, 0.0), HOURS_A_DAY)
