"""The log of one learner's work: what is added is on the disk before the call returns, and stays."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple, Self

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, Select, insert, select

from fuwu.i18n import gettext_for
from fuwu.model import Assessment, Attempt, Lang, Place, Response
from fuwu.store import queries
from fuwu.store.database import WRITES, Location, default_url, locate, make_engine
from fuwu.store.faults import DATABASE_ERRORS, StoreError, explaining
from fuwu.store.fields import WRONG
from fuwu.store.opening import open_engine
from fuwu.store.queries import ItemProgress, QuizProgress
from fuwu.store.records import ASSESSMENT, ATTEMPT, FLAG, PLACE, RESPONSE, Flag, Kind, Record, T
from fuwu.store.schema import attempts, responses

# Connections a fork copied: closing them here would pull the parent's out from under it.
_INHERITED: list[Engine] = []


class Progress(NamedTuple):
    """Where the learner stands: by item id and by quiz."""

    items: dict[str, ItemProgress]
    quizzes: dict[str, QuizProgress]


class Store:
    """An open log. Use `Store.open`, and close it or use it as a context manager.

    Attributes
    ----------
    location
        The database, by `url`, `path` (None on a server) and `where` (for messages).
    lang
        The language of errors and of `notice`.
    notice
        What the user should know about the opening (a damaged file set aside, an upgrade), else None.
    """

    def __init__(self, engine: Engine, location: Location, *, lang: Lang, notice: str | None = None) -> None:
        self.location = location
        self.lang: Lang = lang
        self.notice = notice
        self._engine = engine
        self._process = os.getpid()
        self._file = self._file_id()

    @classmethod
    def open(cls, url: str | os.PathLike[str] | None = None, *, lang: Lang) -> Self:
        """Open the log at `url` (a path or an SQLAlchemy URL; default `default_url()`), or begin one.

        Raises
        ------
        StoreError
            If it cannot be opened; the message says where, what and the remedy.
        """
        location = locate(os.fspath(url) if url is not None else default_url(), lang=lang)
        engine, notice = open_engine(location, lang=lang)
        return cls(engine, location, lang=lang, notice=notice)

    def close(self) -> None:
        """Let go of the database."""
        self._own_engine().dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # --- transactions -------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the log as it is now, whatever is added meanwhile."""
        with self._explaining(), self._own_engine().connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose work is durable when the block ends, or undone if it raises."""
        self._require_same_file()
        with (
            self._explaining(),
            self._own_engine().connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            yield connection

    def record(self, kind: Kind[T], row: RowMapping) -> Record:
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
                ).format(where=self.location.where, kind=kind.name, id=row["id"])
            ) from error

    def _explaining(self) -> AbstractContextManager[None]:
        return explaining(self.location.where, self.lang, DATABASE_ERRORS)

    def _own_engine(self) -> Engine:
        if self._process != os.getpid():
            _INHERITED.append(self._engine)
            self._engine = make_engine(self.location, lang=self.lang)
            self._process = os.getpid()
        return self._engine

    def _file_id(self) -> tuple[int, int] | None:
        if self.location.path is None:
            return None
        try:
            status = self.location.path.stat()
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
                ).format(where=self.location.where)
            )

    # --- add ----------------------------------------------------------------------------------------

    def add_attempt(self, attempt: Attempt) -> bool:
        """Add an attempt; False if its id is there already."""
        return self._add(ATTEMPT, attempt)

    def add_response(self, response: Response, *, first_only: bool = False) -> bool:
        """Add an answer; False if its id is there already, as when the browser sends it again.

        With `first_only` also False if the attempt has an answer to the item, from another window say.
        """
        answered = (responses.c.attempt_id == response.attempt_id) & (responses.c.item_id == response.item_id)
        return self._add(RESPONSE, response, unless=answered if first_only else None)

    def add_assessment(self, assessment: Assessment) -> bool:
        """Add a judgement of a case answer; False if its id is there already."""
        return self._add(ASSESSMENT, assessment)

    def add_flag(self, attempt_id: str, item_id: str, flagged: bool, *, id: str, at: datetime) -> bool:  # noqa: A002, FBT001
        """Flag an item in an attempt, or take the flag off; False if the id is there already."""
        return self._add(FLAG, Flag(id, attempt_id, item_id, flagged, at))

    def add_place(self, place: Place) -> bool:
        """Add where the learner is; False if its id is there already."""
        return self._add(PLACE, place)

    def _add(self, kind: Kind[T], logged: T, *, unless: ColumnElement[bool] | None = None) -> bool:
        row = kind.to_row(kind.check(kind.from_object(logged), self.lang))
        table = kind.table
        there = table.c.id == row["id"] if unless is None else (table.c.id == row["id"]) | unless
        with self.writing() as connection:
            if connection.execute(select(table.c.seq).where(there)).first():
                return False
            connection.execute(insert(table).inline(), row)
        return True

    # --- read ---------------------------------------------------------------------------------------

    def attempt(self, id: str) -> Attempt | None:  # noqa: A002
        """Return the attempt, None if there is none with that id."""
        return self._one(ATTEMPT, select(attempts).where(attempts.c.id == id))

    def latest_attempt(self, quiz: str, lang: Lang | None = None) -> Attempt | None:
        """Return the attempt at the quiz that was begun last, in `lang` if given."""
        return self._one(ATTEMPT, queries.latest_attempt(quiz, lang))

    def responses(self, attempt_id: str, *, assessed: bool = False) -> tuple[Response, ...]:
        """Return an attempt's answers as they were given, scored by the latest assessment if `assessed`."""
        query = queries.with_assessed(assessed=assessed).where(responses.c.attempt_id == attempt_id)
        return tuple(self._each(RESPONSE, queries.in_order(query)))

    def all_responses(self, *, assessed: bool = False) -> Iterator[Response]:
        """Give every answer, in order of answering."""
        return self._each(RESPONSE, queries.in_order(queries.with_assessed(assessed=assessed)))

    def first_responses(self, *, assessed: bool = False) -> Iterator[Response]:
        """Give the first valid answer to each item, in order of answering: what statistics may use."""
        return self._each(RESPONSE, queries.first_responses(assessed=assessed))

    def assessments(self, attempt_id: str) -> tuple[Assessment, ...]:
        """Return the judgements of an attempt's answers as they were made."""
        return tuple(self._each(ASSESSMENT, queries.assessments_of(attempt_id)))

    def flags(self, attempt_id: str) -> dict[str, bool]:
        """Return for each item ever flagged in the attempt whether it is now."""
        return {flag.item_id: flag.flagged for flag in self._each(FLAG, queries.flags_of(attempt_id))}

    def last_place(self) -> Place | None:
        """Return where the learner was last."""
        return self._one(PLACE, queries.last_place())

    def progress(self) -> Progress:
        """Return the latest score of each item and the counts of each quiz."""
        with self.reading() as connection:
            items = [_item_progress(row) for row in connection.execute(queries.item_progress()).mappings()]
            quizzes = [QuizProgress(**row) for row in connection.execute(queries.quiz_progress()).mappings()]
        return Progress({item.item_id: item for item in items}, {quiz.quiz: quiz for quiz in quizzes})

    def count(self) -> dict[str, int]:
        """Return how many records of each kind there are."""
        with self.reading() as connection:
            return queries.count(connection)

    def _each(self, kind: Kind[T], query: Select[Any]) -> Iterator[T]:
        with self.reading() as connection:
            for row in connection.execution_options(yield_per=500).execute(query).mappings():
                yield kind.to_object(self.record(kind, row))

    def _one(self, kind: Kind[T], query: Select[Any]) -> T | None:
        return next(iter(list(self._each(kind, query))), None)


def _item_progress(row: RowMapping) -> ItemProgress:
    values = {field.name: row[field.name] for field in fields(ItemProgress)}
    return ItemProgress(**values | {"answered_at": datetime.fromisoformat(row["answered_at"])})
