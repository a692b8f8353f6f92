"""Working days and hours of the fictional branch, by the State Council's holiday notices for 2025 and 2026.

A short table of our own, so that the data do not change with the release of a library.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .draw import Draw

OPENS, CLOSES = time(8, 30), time(17, 30)
SHUTS = datetime(2026, 1, 1)  # noqa: DTZ001
"""The service data of 2025 were taken at this moment: what was done later is not in them."""

# First and last day off; days within that fall on a weekend are off anyway.
_HOLIDAYS = (
    ("2025-01-01", 1), ("2025-01-28", 8), ("2025-04-04", 3), ("2025-05-01", 5), ("2025-05-31", 3),
    ("2025-10-01", 8), ("2026-01-01", 3), ("2026-02-15", 9), ("2026-04-04", 3), ("2026-05-01", 5),
    ("2026-06-19", 3), ("2026-09-25", 3), ("2026-10-01", 7),
)  # fmt: skip
HOLIDAYS = frozenset(
    date.fromisoformat(first) + timedelta(days=i) for first, length in _HOLIDAYS for i in range(length)
)
MAKE_UP = frozenset(
    date.fromisoformat(day)
    for day in (
        "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    )
)  # fmt: skip
"""Saturdays and Sundays worked in exchange for a holiday."""


def is_workday(day: date) -> bool:
    return day in MAKE_UP or (day.weekday() < 5 and day not in HOLIDAYS)


def in_hours(moment: datetime) -> bool:
    return is_workday(moment.date()) and OPENS <= moment.time() < CLOSES


def add_workdays(day: date, n: int) -> date:
    """Return the n-th working day after a day, which is itself not counted."""
    while n:
        day += timedelta(days=1)
        n -= is_workday(day)
    return day


def workday_near(day: date) -> date:
    """Return the day itself, or the working day before it, or else the next one."""
    for step in (0, -1, 1, -2, 2, 3, 4, 5, 6, 7, 8):
        if is_workday(day + timedelta(days=step)):
            return day + timedelta(days=step)
    raise ValueError(f"no working day near {day}")


def workday_before(day: date) -> date:
    """Return the day itself, or the last working day before it."""
    while not is_workday(day):
        day -= timedelta(days=1)
    return day


def days_of(month: str) -> list[date]:
    """Return the days of a month like 2025-03."""
    day, found = date.fromisoformat(f"{month}-01"), []
    while day.isoformat().startswith(month):
        found.append(day)
        day += timedelta(days=1)
    return found


def at(day: date, hour: float) -> datetime:
    """Return a moment of a day, hours as a decimal number."""
    return datetime.combine(day, time()) + timedelta(minutes=int(hour * 60))


def next_working_moment(moment: datetime, draw: Draw) -> datetime:
    """Return the moment itself, or one in the morning of the next working day."""
    if in_hours(moment):
        return moment
    day = moment.date() if moment.time() < OPENS else moment.date() + timedelta(days=1)
    while not is_workday(day):
        day += timedelta(days=1)
    return at(day, draw.uniform(8.5, 11.5))


def stamp(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%d %H:%M")
