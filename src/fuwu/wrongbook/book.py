"""Which items are in the wrong-answer book."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final, Literal, Protocol, get_args

from fuwu.model import Confidence, Verdict

#: Why an answer was not right, as the learner sees it.
Cause = Literal["misread", "unknown", "confused", "calculation", "guess"]
CAUSES: Final[tuple[Cause, ...]] = get_args(Cause)

#: On so many different days an item must be answered right before it leaves.
DAYS_RIGHT: Final = 2

#: A case answer with this share of its points counts as right: all key points on two days hardly anybody ever has.
NEARLY: Final = 0.8

#: Whoever studies past midnight is still in the same day.
DAY_BEGINS: Final = timedelta(hours=4)


class Judged(Protocol):
    """What the book needs of an answer; `fuwu.store.queries.Marked` is one."""

    @property
    def item_id(self) -> str:
        """The item."""

    @property
    def verdict(self) -> Verdict:
        """How it was judged, after any assessment."""

    @property
    def at(self) -> str:
        """When: ISO 8601 with its zone, all of one form so that later is greater."""

    @property
    def response_id(self) -> str:
        """The answer's id."""

    @property
    def confidence(self) -> Confidence | None:
        """How sure the learner said they were."""

    @property
    def share(self) -> float:
        """What it earned of all it could, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item that was not answered right at least once.

    `errors` counts the answers that were not right, `confident` those of them the learner was sure of; `right_days`
    are the days it was answered right since the last error, at most `DAYS_RIGHT` of them; `settled` says that the
    learner took it out after the last error.
    """

    item_id: str
    errors: int
    confident: int
    last_error: str  # the answer's id
    last_at: datetime
    right_days: tuple[date, ...]
    favourite: bool = False
    cause: Cause | None = None
    note: str = ""
    settled: bool = False

    @property
    def mastered(self) -> bool:
        """Whether it has left the book."""
        return self.settled or len(self.right_days) >= DAYS_RIGHT


def study_day(at: datetime, zone: tzinfo | None) -> date:
    """Return the day of study of a time: the learner's local day (of the machine, if `zone` is None), from 04:00 on.

    Examples
    --------
    >>> from datetime import UTC
    >>> study_day(datetime(2026, 11, 22, 3, 59, tzinfo=UTC), UTC)
    datetime.date(2026, 11, 21)
    """
    # A clock reading before four hours are taken off: where the clocks change at night, 04:00 stays 04:00.
    return (at.astimezone(zone).replace(tzinfo=None) - DAY_BEGINS).date()


@dataclass(slots=True)
class _Tally:
    """An item's answers, one after the other."""

    errors: int = 0
    confident: int = 0
    last_error: str = ""
    last_at: str = ""
    right_at: list[str] | None = None

    def take(self, answer: Judged, *, case: bool) -> None:
        if answer.verdict == "correct" or (case and answer.verdict == "partial" and answer.share >= NEARLY):
            if self.right_at is not None and answer.confidence != "guess":  # a lucky guess is no knowledge
                self.right_at.append(answer.at)
        elif answer.verdict in ("wrong", "partial", "invalid"):
            self.errors += 1
            self.confident += answer.confidence == "sure"
            self.last_error, self.last_at, self.right_at = answer.response_id, answer.at, []

    def days(self, zone: tzinfo | None) -> tuple[date, ...]:
        found: list[date] = []
        for at in self.right_at or ():
            day = study_day(datetime.fromisoformat(at), zone)
            if day not in found:
                found.append(day)
            if len(found) == DAYS_RIGHT:
                break
        return tuple(found)


def book(
    answers: Iterable[Judged],
    remarks: Mapping[str, Mapping[str, Any]],
    *,
    cases: Container[str] = (),
    zone: tzinfo | None = None,
) -> tuple[Entry, ...]:
    """Return an entry for each item that was ever not right, those with the latest error first.

    Parameters
    ----------
    answers
        In order of answering. Unattempted answers, and case answers not yet judged, are left out of account; right
        answers before an item's last error may be missing, they change nothing. An answer that could not be read as
        one (only exams take it) is an error.
    remarks
        By item: what the learner keeps about it (favourite, cause, note; settled: when they took it out).
    cases
        The items that are cases.
    zone
        Whose days count; None is the machine's.
    """
    tallies: dict[str, _Tally] = {}
    for answer in answers:
        tallies.setdefault(answer.item_id, _Tally()).take(answer, case=answer.item_id in cases)
    entries = [
        _entry(item_id, tally, remarks.get(item_id, {}), zone) for item_id, tally in tallies.items() if tally.errors
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.last_at, entry.item_id), reverse=True))


def _entry(item_id: str, tally: _Tally, remarks: Mapping[str, Any], zone: tzinfo | None) -> Entry:
    cause, settled = remarks.get("cause"), _time(remarks.get("settled"))
    last_at = datetime.fromisoformat(tally.last_at)
    return Entry(
        item_id=item_id,
        errors=tally.errors,
        confident=tally.confident,
        last_error=tally.last_error,
        last_at=last_at,
        right_days=tally.days(zone),
        favourite=remarks.get("favourite") is True,
        cause=cause if cause in CAUSES else None,
        note=str(remarks.get("note") or ""),
        settled=settled is not None and settled >= last_at,
    )


def _time(text: object) -> datetime | None:
    """Return the time that a text tells; None for what tells none (a log may come from elsewhere)."""
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC)
    except ValueError:
        return None
