"""The log of one learner's work: what is added is on the disk before the call returns, and stays."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Self

from fuwu.i18n import gettext_for
from fuwu.model import Assessment, Attempt, Change, Confidence, Lang, OutsideResult, Place, Response, Stated
from fuwu.store import queries
from fuwu.store.database import connect, default_url, locate, transaction
from fuwu.store.faults import StoreError, explaining
from fuwu.store.fields import WRONG, utc_text
from fuwu.store.opening import open_log
from fuwu.store.queries import Answered, FirstAnswer, ItemProgress, Marked, QuizProgress, Studied
from fuwu.store.records import (
    ASSESSMENT,
    ATTEMPT,
    CHANGE,
    FLAG,
    KIND_OF,
    OUTSIDE,
    PLACE,
    REMARKED,
    RESPONSE,
    SETTING,
    STATED,
    Flag,
    Kind,
    Record,
    T,
)

# Connections a fork copied: closing them here would pull the parent's out from under it.
_INHERITED: list[list[sqlite3.Connection]] = []


class Progress(NamedTuple):
    """Where the learner stands: by item id and by quiz."""

    items: dict[str, ItemProgress]
    quizzes: dict[str, QuizProgress]


class Store:
    """An open log. Use `Store.open`, and close it or use it as a context manager.

    Attributes
    ----------
    path
        The database's file.
    lang
        The language of errors and of `notice`.
    notice
        What the user should know about the opening (a damaged file set aside, an upgrade), else None.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, lang: Lang, notice: str | None = None) -> None:
        self.path = path
        self.lang: Lang = lang
        self.notice = notice
        self._idle = [connection]
        self._process = os.getpid()
        self._file = self._file_id()

    @classmethod
    def open(cls, url: str | os.PathLike[str] | None = None, *, lang: Lang) -> Self:
        """Open the log at `url` (a path or a sqlite:/// URL; default `default_url()`), or begin one.

        Raises
        ------
        StoreError
            If it cannot be opened; the message says where, what and the remedy.
        """
        path = locate(os.fspath(url) if url is not None else default_url(), lang=lang)
        connection, notice = open_log(path, lang=lang)
        return cls(connection, path, lang=lang, notice=notice)

    def close(self) -> None:
        """Let go of the database."""
        idle = self._own_idle()
        while idle:
            idle.pop().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # --- transactions -------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees the log as it is now, whatever is added meanwhile."""
        with self._connected() as connection, transaction(connection, writes=False):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose work is durable when the block ends, or undone if it raises."""
        self._require_same_file()
        with self._connected() as connection, transaction(connection, writes=True):
            yield connection

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that nobody else uses meanwhile: a reader may pause while answers arrive."""
        idle = self._own_idle()
        with explaining(self.path, self.lang, (sqlite3.Error,)):
            try:
                connection = idle.pop()
            except IndexError:
                connection = connect(self.path)
            try:
                yield connection
            finally:
                idle.append(connection)

    def _own_idle(self) -> list[sqlite3.Connection]:
        if self._process != os.getpid():
            _INHERITED.append(self._idle)
            self._idle = []
            self._process = os.getpid()
        return self._idle

    def record(self, kind: Kind[T], row: sqlite3.Row) -> Record:
        """Return the record of a row.

        Raises
        ------
        StoreError
            If it is not what the store writes: something else changed the file.
        """
        try:
            return kind.from_row(row)
        except WRONG as error:
            _ = gettext_for(self.lang)
            raise StoreError(
                _(
                    "{where}: the {kind} '{id}' cannot be read; name a new file in FUWU_STORE, then bring in "
                    "what is sound of this one: fuwu import FILE"
                ).format(where=self.path, kind=kind.name, id=row["id"])
            ) from error

    def _file_id(self) -> tuple[int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _require_same_file(self) -> None:
        """Refuse to write to a file that was moved or deleted: the system would let it vanish unseen."""
        if self._file != self._file_id():
            _ = gettext_for(self.lang)
            raise StoreError(
                _(
                    "{where}: the file was moved, replaced or deleted while in use, so nothing was saved; "
                    "put it back, or restart the kernel to begin with what is there now"
                ).format(where=self.path)
            )

    # --- add ----------------------------------------------------------------------------------------

    def add_attempt(self, attempt: Attempt) -> bool:
        """Add an attempt; False if its id is there already."""
        return self._add(ATTEMPT, attempt)

    def add_response(self, response: Response, *, first_only: bool = False, stated: Stated | None = None) -> bool:
        """Add an answer; False if its id is there already, as when the browser sends it again.

        With `first_only` also False if the attempt has an answer to the item, from another window say.
        `stated` is how sure the learner was of it: added together with it, or not at all.
        """
        return self._add(RESPONSE, response, first_only=first_only, stated=stated)

    def add_assessment(self, assessment: Assessment) -> bool:
        """Add a judgement of a case answer; False if its id is there already."""
        return self._add(ASSESSMENT, assessment)

    def add_flag(self, attempt_id: str, item_id: str, flagged: bool, *, id: str, at: datetime) -> bool:  # noqa: A002, FBT001
        """Flag an item in an attempt, or take the flag off; False if the id is there already."""
        return self._add(FLAG, Flag(id, attempt_id, item_id, flagged, at))

    def add_place(self, place: Place) -> bool:
        """Add where the learner is; False if its id is there already."""
        return self._add(PLACE, place)

    def add_opened(self, opened: Change) -> bool:
        """Add that an item was opened for memorising; False if it was in this attempt before."""
        return self._add(CHANGE, opened, first_only=True)

    def _add(self, kind: Kind[T], logged: T, *, first_only: bool = False, stated: Stated | None = None) -> bool:
        record = kind.check(kind.from_object(logged), self.lang)
        beside = STATED.check(STATED.from_object(stated), self.lang) if stated else None
        there = f"SELECT 1 FROM {kind.table} WHERE id = :id"  # noqa: S608 (ours)
        if first_only:
            there += " OR (attempt_id = :attempt_id AND item_id = :item_id)"
        with self.writing() as connection:
            if connection.execute(there, kind.to_row(record)).fetchone():
                return False
            kind.insert(connection, [record])
            if beside:
                STATED.insert(connection, [beside])
        return True

    def add(self, *logged: object) -> int:
        """Add objects of any kind together, each after what it belongs to; return how many were new.

        All are durable when the call returns, or none is.
        """
        records = [(KIND_OF[type(one)], KIND_OF[type(one)].from_object(one)) for one in logged]
        checked = [(kind, kind.check(record, self.lang)) for kind, record in records]
        with self.writing() as connection:
            return sum(self._insert_new(connection, kind, record) for kind, record in checked)

    def _insert_new(self, connection: sqlite3.Connection, kind: Kind[Any], record: Record) -> bool:
        there = f"SELECT 1 FROM {kind.table} WHERE id = ?"  # noqa: S608 (ours)
        if connection.execute(there, [record["id"]]).fetchone():
            return False
        kind.insert(connection, [record])
        return True

    # --- read ---------------------------------------------------------------------------------------

    def attempt(self, id: str) -> Attempt | None:  # noqa: A002
        """Return the attempt, None if there is none with that id."""
        return self._one(ATTEMPT, "SELECT * FROM attempts WHERE id = ?", [id])

    def latest_attempt(self, quiz: str, lang: Lang | None = None) -> Attempt | None:
        """Return the attempt at the quiz that was begun last, in `lang` if given."""
        return self._one(ATTEMPT, queries.LATEST_ATTEMPT, {"quiz": quiz, "lang": lang})

    def responses(self, attempt_id: str, *, assessed: bool = False) -> tuple[Response, ...]:
        """Return an attempt's answers as they were given, scored by the latest assessment if `assessed`."""
        query = queries.responses("attempt_id = ?", assessed=assessed)
        return tuple(self._each(RESPONSE, query, [attempt_id]))

    def all_responses(self, *, assessed: bool = False) -> Iterator[Response]:
        """Give every answer, in order of answering."""
        return self._each(RESPONSE, queries.responses(assessed=assessed))

    def first_responses(self, *, assessed: bool = False) -> Iterator[Response]:
        """Give the first valid answer to each item, in order of answering: what statistics may use."""
        return self._each(RESPONSE, queries.responses(queries.FIRST, assessed=assessed))

    def assessments(self, attempt_id: str) -> tuple[Assessment, ...]:
        """Return the judgements of an attempt's answers as they were made."""
        return tuple(self._each(ASSESSMENT, queries.ASSESSMENTS_OF, [attempt_id]))

    def confidences(self, attempt_id: str) -> dict[str, Confidence]:
        """Return how sure the learner said they were, by response, of an attempt's answers."""
        with self.reading() as connection:
            return dict(map(tuple, connection.execute(queries.STATED_OF, [attempt_id])))

    def erring(self) -> list[Marked]:
        """Return each answer that was wrong or partly right, and what came after an item's last, as answered."""
        with self.reading() as connection:
            return [Marked(*row) for row in connection.execute(queries.ERRING)]

    def response(self, id: str) -> Response | None:  # noqa: A002
        """Return the answer with its latest score, None if there is none with that id."""
        return self._one(RESPONSE, queries.responses("responses.id = ?", assessed=True), [id])

    def flags(self, attempt_id: str) -> dict[str, bool]:
        """Return for each item ever flagged in the attempt whether it is now."""
        return {flag.item_id: flag.flagged for flag in self._each(FLAG, queries.FLAGS_OF, [attempt_id])}

    def last_place(self) -> Place | None:
        """Return where the learner was last."""
        return self._one(PLACE, queries.LAST_PLACE)

    def progress(self) -> Progress:
        """Return the latest score of each item and the counts of each quiz."""
        with self.reading() as connection:
            items = [_item_progress(row) for row in connection.execute(queries.ITEM_PROGRESS)]
            quizzes = [QuizProgress(**row) for row in connection.execute(queries.QUIZ_PROGRESS)]
        return Progress({item.item_id: item for item in items}, {quiz.quiz: quiz for quiz in quizzes})

    def item_progress(self) -> dict[str, ItemProgress]:
        """Return the latest score of each item: a part of `progress` that stays quick in a large log."""
        with self.reading() as connection:
            items = [_item_progress(row) for row in connection.execute(queries.ITEM_PROGRESS)]
        return {item.item_id: item for item in items}

    def first_answers(self) -> tuple[FirstAnswer, ...]:
        """Return the first valid answer to each item with what readiness needs of it, in order of answering."""
        with self.reading() as connection:
            rows = connection.execute(queries.FIRST_ANSWERS).fetchall()
        return tuple(FirstAnswer(**dict(row) | {"answered_at": _time(row["answered_at"])}) for row in rows)

    def shown(self) -> dict[str, datetime]:
        """Return when the key of each item was first shown: for memorising, or after an answer that was taken back.

        No answer after that is evidence.
        """
        with self.reading() as connection:
            return {row["item_id"]: _time(row["at"]) for row in connection.execute(queries.SHOWN)}

    def last_answered(self, quiz: str) -> str | None:
        """Return the item that was answered last in a quiz."""
        with self.reading() as connection:
            row = connection.execute(queries.LAST_ANSWERED, [quiz]).fetchone()
        return row["item_id"] if row else None

    def studied(self, since: datetime) -> tuple[Studied, ...]:
        """Return what was done in each quarter of an hour since `since` (UTC) in which anything was."""
        with self.reading() as connection:
            rows = connection.execute(queries.STUDIED, {"since": utc_text(since)}).fetchall()
        return tuple(
            Studied(_time(f"{row['quarter'][:14]}{int(row['quarter'][14]) * 15:02}Z"), row["n"], row["ms"])
            for row in rows
        )

    def answered(self, since: datetime) -> tuple[Answered, ...]:
        """Return which items were answered since `since` (UTC), and in which quizzes."""
        with self.reading() as connection:
            rows = connection.execute(queries.ANSWERED, [utc_text(since)]).fetchall()
        return tuple(Answered(*row) for row in rows)

    def settings(self) -> dict[str, Any]:
        """Return the learner's choices: the latest value of each name."""
        return {one.name: one.value for one in self._each(SETTING, queries.SETTINGS)}

    def remarks(self, item_id: str | None = None) -> dict[str, dict[str, Any]]:
        """Return by item what the learner keeps about it: the latest of each name that was not taken back."""
        found: dict[str, dict[str, Any]] = {}
        for one in self._each(REMARKED, queries.REMARKS, {"item_id": item_id}):
            found.setdefault(one.item_id, {})[one.name] = one.value
        kept = {item: {name: value for name, value in row.items() if value is not None} for item, row in found.items()}
        return {item: row for item, row in kept.items() if row}

    def outside_results(self) -> tuple[OutsideResult, ...]:
        """Return the results of exams taken elsewhere, by their day."""
        return tuple(self._each(OUTSIDE, "SELECT * FROM outside_results ORDER BY at, seq"))

    def count(self) -> dict[str, int]:
        """Return how many records of each kind there are."""
        with self.reading() as connection:
            return queries.count(connection)

    def _each(self, kind: Kind[T], query: str, values: Sequence[str] | Mapping[str, Any] = ()) -> Iterator[T]:
        with self.reading() as connection:
            for row in connection.execute(query, values):
                yield kind.to_object(self.record(kind, row))

    def _one(self, kind: Kind[T], query: str, values: Sequence[str] | Mapping[str, Any] = ()) -> T | None:
        return next(iter(list(self._each(kind, query, values))), None)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _item_progress(row: sqlite3.Row) -> ItemProgress:
    values = dict(row)
    return ItemProgress(**values | {"answered_at": datetime.fromisoformat(values["answered_at"])})
