"""One sitting of an exam as a state machine: what the log's events say of it, at a given time. Pure.

============ ============ ==========================================================================
state        next         when
============ ============ ==========================================================================
not_started  running      the learner begins (`started`)
running      paused       the program stopped, by a crash or because the machine slept (`paused`)
paused       running      the learner goes on (`resumed`)
running      submitted    the learner hands in (`submitted`)
running      expired      the time is used up (`expired`)
============ ============ ==========================================================================

`submitted` and `expired` are final. Time runs only while the state is running, whether anybody looks or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from fuwu.model import Happening

State = Literal["not_started", "running", "paused", "expired", "submitted"]

#: How often a running exam notes that it is alive, in seconds: the most that a crash can make the clock err.
BEAT: Final = 0.25
#: Without a sign of life for so long, another window may take it that the program has stopped (seconds).
DEAD: Final = 3.0
#: A program that was itself held up for longer than this (the machine slept) was not running (seconds).
ASLEEP: Final = 10.0

_ZERO: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count; `end` is None while it lasts."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a sitting stands.

    Attributes
    ----------
    state
        As in the table above.
    used, remaining
        Of the time allowed; `remaining` is never negative.
    pauses
        In order of time.
    """

    state: State
    used: timedelta
    remaining: timedelta
    pauses: tuple[Pause, ...] = ()

    @property
    def final(self) -> bool:
        """Whether it is handed in."""
        return self.state in ("submitted", "expired")


def standing(events: Sequence[Happening], *, allowed: timedelta, now: datetime) -> Standing:
    """Return where a sitting with these events stands at `now` (UTC), `allowed` being its whole time.

    Events count in order of time. What cannot follow the state before (a second start, a pause while paused,
    anything after the hand-in, as a merge of two machines may bring) changes nothing.

    Examples
    --------
    >>> from datetime import UTC
    >>> at = lambda minute: datetime(2026, 11, 22, 9, minute, tzinfo=UTC)
    >>> told = [Happening(str(m), "a", e, at(m)) for m, e in ((0, "started"), (10, "paused"), (25, "resumed"))]
    >>> now = standing(told, allowed=timedelta(minutes=90), now=at(30))
    >>> now.state, now.used, now.remaining
    ('running', datetime.timedelta(seconds=900), datetime.timedelta(seconds=4500))
    """
    state: State = "not_started"
    since = now
    used = _ZERO
    pauses: list[Pause] = []
    for one in sorted(events, key=lambda event: event.at):
        match state, one.event:
            case "not_started", "started":
                state, since = "running", one.at
            case "running", "paused" | "submitted" | "expired":
                used += one.at - since
                state = one.event
                pauses += [Pause(one.at, None)] if one.event == "paused" else []
            case "paused", "resumed":
                state, since = "running", one.at
                pauses[-1] = Pause(pauses[-1].start, one.at)
            case "paused", "submitted" | "expired":
                state = one.event
    if state == "running":
        used += max(_ZERO, now - since)
    used = min(used, allowed)
    return Standing(state, used, allowed - used, tuple(pauses))


def ends_at(events: Sequence[Happening], *, allowed: timedelta) -> datetime | None:
    """Return when the time of a running sitting is used up; None if it is not running."""
    last = max((event.at for event in events), default=None)
    if last is None:
        return None
    now = standing(events, allowed=allowed, now=last)
    return last + now.remaining if now.state == "running" else None


def stopped_at(*, seen: datetime, now: datetime) -> datetime | None:
    """Return when a program last seen alive at `seen` stopped; None if it may still be running.

    It stopped at some moment before its next sign of life was due: the middle errs least, on either side.
    """
    return None if now - seen < timedelta(seconds=DEAD) else seen + timedelta(seconds=BEAT / 2)
