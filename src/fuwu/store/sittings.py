"""Exams in the log: begun, changed and handed in by one window at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from fuwu.model import Attempt, Change, FormOf, Happening, Lang, Response
from fuwu.store.fields import utc_text
from fuwu.store.log import Store
from fuwu.store.records import ATTEMPT, CHANGE, EVENT_OF_EXAM, FORM, KIND_OF, RESPONSE, Kind

#: An attempt that has one of these events is over.
FINAL: Final = ("submitted", "expired")

_OPEN: Final = """
SELECT attempts.* FROM attempts
WHERE mode = 'exam'
    AND EXISTS (SELECT 1 FROM events WHERE attempt_id = attempts.id AND event = 'started')
    AND NOT EXISTS (SELECT 1 FROM events WHERE attempt_id = attempts.id AND event IN ('submitted', 'expired'))
"""
_CLAIM: Final = "INSERT OR REPLACE INTO beats (attempt_id, owner, at) VALUES (?, ?, ?)"
_BEAT: Final = "UPDATE beats SET at = ? WHERE attempt_id = ? AND owner = ?"


class NotOwner(Exception):  # noqa: N818 (says what happened)
    """Another window works on this exam; nothing was written."""


class Over(Exception):  # noqa: N818
    """The exam is handed in, or was begun elsewhere already; nothing was written."""


class Beat(NamedTuple):
    """Which window works on an exam, and when it was last seen alive."""

    owner: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sitting:
    """All that the log has of one exam attempt; `changes` as they were made."""

    attempt: Attempt
    form: dict[str, Any]
    events: tuple[Happening, ...]
    changes: tuple[Change, ...]
    beat: Beat | None

    @property
    def last_sign(self) -> datetime:
        """When the learner or the program was last seen at it."""
        times = [event.at for event in self.events] + [change.at for change in self.changes]
        return max([self.attempt.started_at, *times, *([self.beat.at] if self.beat else [])])

    def answers(self) -> dict[str, Change]:
        """Return the latest change of each item."""
        return {change.item_id: change for change in self.changes}


def read(store: Store, attempt: Attempt) -> Sitting | None:
    """Return the sitting of an attempt, seen in one moment; None if it has no paper (not one of an exam)."""
    name = [attempt.id]
    with store.reading() as connection:

        def each(kind: Kind[Any], order: str) -> list[Any]:
            query = f"SELECT * FROM {kind.table} WHERE attempt_id = ? ORDER BY {order}"  # noqa: S608 (ours)
            return [kind.to_object(store.record(kind, row)) for row in connection.execute(query, name)]

        forms: list[FormOf] = each(FORM, "seq")
        events, changes = each(EVENT_OF_EXAM, "at, seq"), each(CHANGE, "at, seq")
        row = connection.execute("SELECT owner, at FROM beats WHERE attempt_id = ?", name).fetchone()
    beat = Beat(row["owner"], datetime.fromisoformat(row["at"])) if row else None
    return Sitting(attempt, dict(forms[0].form), tuple(events), tuple(changes), beat) if forms else None


def open_attempts(store: Store) -> tuple[Attempt, ...]:
    """Return the exams begun and not handed in, the latest first."""
    with store.reading() as connection:
        rows = connection.execute(_OPEN + "ORDER BY started_at DESC, seq DESC").fetchall()
    return tuple(ATTEMPT.to_object(store.record(ATTEMPT, row)) for row in rows)


def exam_attempts(store: Store, quiz: str | None = None) -> tuple[Attempt, ...]:
    """Return all exam attempts, of one quiz if given, the latest first."""
    query = "SELECT * FROM attempts WHERE mode = 'exam' AND (? IS NULL OR quiz = ?) ORDER BY started_at DESC, seq DESC"
    with store.reading() as connection:
        rows = connection.execute(query, [quiz, quiz]).fetchall()
    return tuple(ATTEMPT.to_object(store.record(ATTEMPT, row)) for row in rows)


def begin(store: Store, attempt: Attempt, form: FormOf, started: Happening, *, owner: str) -> None:
    """Begin an exam: attempt, paper and start are durable together.

    Raises
    ------
    Over
        If an exam on the same paper is open already, begun in another window.
    """
    with store.writing() as connection:
        if connection.execute(_OPEN + "AND quiz = ? AND lang = ?", [attempt.quiz, attempt.lang]).fetchone():
            raise Over
        for one in (attempt, form, started):
            kind = KIND_OF[type(one)]
            kind.insert(connection, [kind.check(kind.from_object(one), store.lang)])
        connection.execute(_CLAIM, [attempt.id, owner, utc_text(started.at)])


def claim(store: Store, attempt_id: str, *, owner: str, at: datetime) -> None:
    """Make `owner` the one window that works on the exam."""
    with store.writing() as connection:
        connection.execute(_CLAIM, [attempt_id, owner, utc_text(at)])


def beat(store: Store, attempt_id: str, *, owner: str, at: datetime) -> bool:
    """Note that the owner is alive; False if another window has taken over, or an imported log ended the exam."""
    with store.writing() as connection:
        told = connection.execute(_BEAT, [utc_text(at), attempt_id, owner]).rowcount == 1
        return told and not _is_over(connection, attempt_id)


def write(store: Store, attempt_id: str, *logged: object, owner: str, at: datetime) -> None:
    """Add changes or events of a running exam, all or none; ids that are there already stay as they are.

    Raises
    ------
    NotOwner
        If another window has taken over.
    Over
        If the exam is handed in.
    """
    pairs = [(KIND_OF[type(one)], one) for one in logged]
    with store.writing() as connection:
        if connection.execute(_BEAT, [utc_text(at), attempt_id, owner]).rowcount != 1:
            raise NotOwner
        if _is_over(connection, attempt_id):
            raise Over
        for kind, one in pairs:
            record = kind.check(kind.from_object(one), store.lang)
            there = f"SELECT 1 FROM {kind.table} WHERE id = ?"  # noqa: S608 (ours)
            if not connection.execute(there, [record["id"]]).fetchone():
                kind.insert(connection, [record])


def hand_in(store: Store, ended: Happening, responses: Sequence[Response]) -> None:
    """Add the end of an exam with its graded answers, once: whoever comes second finds it over.

    Raises
    ------
    Over
        If it was handed in already.
    """
    with store.writing() as connection:
        if _is_over(connection, ended.attempt_id):
            raise Over
        RESPONSE.insert(connection, [RESPONSE.check(RESPONSE.from_object(one), store.lang) for one in responses])
        EVENT_OF_EXAM.insert(connection, [EVENT_OF_EXAM.check(EVENT_OF_EXAM.from_object(ended), store.lang)])
        connection.execute("DELETE FROM beats WHERE attempt_id = ?", [ended.attempt_id])


def _is_over(connection: Any, attempt_id: str) -> bool:
    query = "SELECT 1 FROM events WHERE attempt_id = ? AND event IN (?, ?)"
    return connection.execute(query, [attempt_id, *FINAL]).fetchone() is not None


def counted(store: Store, sitting: Sitting) -> dict[str, Response]:
    """Return the graded answers of a finished exam by item, as they are scored now.

    An attempt that was handed in on two machines, whose logs were merged since, is the one that was handed in first:
    nothing answered after that counts.
    """
    ends = [event.at for event in sitting.events if event.event in FINAL]
    found: dict[str, Response] = {}
    for response in store.responses(sitting.attempt.id, assessed=True):
        if ends and response.answered_at <= min(ends):
            found.setdefault(response.item_id, response)
    return found


def unfinished(store: Store, quiz: str, lang: Lang) -> Sitting | None:
    """Return the latest sitting of an exam in a language that is begun and not handed in."""
    found = (one for one in open_attempts(store) if (one.quiz, one.lang) == (quiz, lang))
    attempt = next(found, None)
    return read(store, attempt) if attempt else None


def latest(store: Store, quiz: str, lang: Lang) -> Sitting | None:
    """Return the sitting to go on with: one that is open, however early its clock says it began; else the latest."""
    attempt = store.latest_attempt(quiz, lang)
    return unfinished(store, quiz, lang) or (read(store, attempt) if attempt else None)
