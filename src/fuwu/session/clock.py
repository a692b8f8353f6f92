"""Clocks for exams."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def wall_clock() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


class AnchoredClock:
    """A clock that reads the wall once and then counts: nobody who sets the wall clock moves an exam's end.

    Parameters
    ----------
    wall, monotonic
        The time in UTC; seconds that only grow.
    not_before
        What the log has last: time never runs backwards, even if the machine's clock was set back.
    """

    def __init__(self, wall: Callable[[], datetime], monotonic: Callable[[], float], not_before: datetime) -> None:
        self._monotonic = monotonic
        self._anchor = max(wall(), not_before)
        self._began = monotonic()

    def __call__(self) -> datetime:
        """Return the time in UTC."""
        return self._anchor + timedelta(seconds=self._monotonic() - self._began)
