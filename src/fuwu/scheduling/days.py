"""The learner's day: it begins at four in the morning, so that a late evening is still today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

#: When a day begins on the learner's clock; as in Anki.
DAY_STARTS: Final = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the learner: from `start` to before `end`, both UTC."""

    start: datetime
    end: datetime

    def __contains__(self, at: datetime) -> bool:
        return self.start <= at < self.end


def day_of(now: datetime, *, zone: tzinfo = UTC, starts: timedelta = DAY_STARTS, after: int = 0) -> Day:
    """Return the day that `now` falls in, or the one `after` days later.

    Parameters
    ----------
    now
        Any aware time.
    zone
        The learner's zone; ``timezone(timedelta(hours=8))`` for an offset. Where the clock changes in the
        night, that day has 23 or 25 hours.
    starts
        How long after midnight a day begins.

    Raises
    ------
    ValueError
        If `now` has no time zone.

    Examples
    --------
    >>> from datetime import timezone
    >>> day_of(datetime(2026, 11, 22, 19, 59, tzinfo=UTC), zone=timezone(timedelta(hours=8))).end.isoformat()
    '2026-11-22T20:00:00+00:00'
    """
    if now.tzinfo is None:
        raise ValueError(f"{now} has no time zone: give an aware time")
    date = (now.astimezone(zone).replace(tzinfo=None) - starts).date() + timedelta(days=after)
    begin, finish = (
        (datetime.combine(date + timedelta(days=more), time()) + starts).replace(tzinfo=zone).astimezone(UTC)
        for more in (0, 1)
    )
    return Day(begin, finish)
