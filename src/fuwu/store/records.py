"""A record: what the log keeps of one object, as plain JSON. Rows, exports and salvage share this form."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

from fuwu.i18n import gettext_for
from fuwu.model import (
    Assessment,
    Attempt,
    Change,
    FormOf,
    Happening,
    Lang,
    OutsideResult,
    Place,
    Remark,
    Response,
    Review,
    Score,
    Setting,
    Stated,
    Undo,
)
from fuwu.store.fields import (
    ANSWER,
    BOOLEAN,
    BY,
    CONFIDENCE,
    EVENT,
    IDS,
    INSTANT,
    ITEMS,
    LANG,
    MILLISECONDS,
    MODE,
    OBJECT,
    POINTS,
    RATING,
    REMARK,
    SCORE,
    TEXT,
    WHOLE,
    WRONG,
    Field,
    Json,
)

Record = dict[str, Any]

#: The format of exported records; a reader refuses a greater one.
FORMAT: Final = 2


@dataclass(frozen=True, slots=True)
class Flag:
    """An item the learner marked to come back to, or unmarked, in one attempt."""

    id: str
    attempt_id: str
    item_id: str
    flagged: bool
    at: datetime  # UTC


T = TypeVar("T")


class RecordFault(ValueError):  # noqa: N818 (a fault of the data, told as what and remedy)
    """A record is not what its kind says; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One kind of record: its table, its fields in order, and the class of its objects."""

    name: str
    table: str
    fields: Mapping[str, Field]
    parent: tuple[str, str] | None  # (field, kind) that it belongs to
    of: Callable[..., T]

    def from_object(self, logged: T) -> Record:
        """Return the record of an object, not yet checked; a score's fields are among its own."""
        score = getattr(logged, "score", None)
        return {
            name: field.from_attribute(getattr(score if name in SCORE else logged, name))
            for name, field in self.fields.items()
        }

    def to_object(self, record: Record) -> T:
        """Return the object of a record."""
        values = {name: field.to_attribute(record[name]) for name, field in self.fields.items()}
        score = {name: values.pop(name) for name in SCORE if name in values}
        return self.of(**values, **({"score": Score(**score)} if score else {}))

    def check(self, record: Mapping[str, Any], lang: Lang) -> Record:
        """Return the record as the log keeps it.

        Raises
        ------
        RecordFault
            If a field is missing, unknown or not what it must be.
        """
        _ = gettext_for(lang)
        for name in self.fields:
            if name not in record:
                raise RecordFault(_("no '{field}'; export it again").format(field=name))
        for name in record:
            if name not in self.fields:
                raise RecordFault(_("unknown field '{field}'; a newer Fuwu may read it").format(field=name))
        return {name: self._checked(name, record[name], lang) for name in self.fields}

    def _checked(self, name: str, value: object, lang: Lang) -> Json:
        field = self.fields[name]
        try:
            return field.check(value)
        except WRONG as error:
            _ = gettext_for(lang)
            expected = _(field.expected).format(choices=", ".join(field.choices))
            raise RecordFault(
                _("'{field}' must be {expected}; export it again").format(field=name, expected=expected)
            ) from error

    def insert(self, connection: sqlite3.Connection, records: Iterable[Record]) -> None:
        """Add records that were checked."""
        places = ", ".join(f":{name}" for name in self.fields)
        statement = f"INSERT INTO {self.table} ({', '.join(self.fields)}) VALUES ({places})"  # noqa: S608 (ours)
        connection.executemany(statement, map(self.to_row, records))

    def to_row(self, record: Record) -> Record:
        """Return the record as a row: its lists and objects as JSON text."""
        return {name: self.fields[name].to_column(value) for name, value in record.items()}

    def from_row(self, row: Mapping[str, Any] | sqlite3.Row) -> Record:
        """Return the record of a row."""
        return {name: field.from_column(row[name]) for name, field in self.fields.items()}


ATTEMPT: Final = Kind(
    "attempt",
    "attempts",
    {
        "id": TEXT,
        "quiz": TEXT,
        "lang": LANG,
        "mode": MODE,
        "seed": WHOLE,
        "items": ITEMS,
        "started_at": INSTANT,
    },
    None,
    Attempt,
)
RESPONSE: Final = Kind(
    "response",
    "responses",
    {
        "id": TEXT,
        "attempt_id": TEXT,
        "item_id": TEXT,
        "item_version": WHOLE,
        "answer": ANSWER,
        **SCORE,
        "elapsed_ms": MILLISECONDS,
        "answered_at": INSTANT,
    },
    ("attempt_id", "attempt"),
    Response,
)
ASSESSMENT: Final = Kind(
    "assessment",
    "assessments",
    {
        "id": TEXT,
        "response_id": TEXT,
        "key_points": IDS,
        **SCORE,
        "by": BY,
        "assessed_at": INSTANT,
    },
    ("response_id", "response"),
    Assessment,
)
FLAG: Final = Kind(
    "flag",
    "flags",
    {"id": TEXT, "attempt_id": TEXT, "item_id": TEXT, "flagged": BOOLEAN, "at": INSTANT},
    ("attempt_id", "attempt"),
    Flag,
)
PLACE: Final = Kind(
    "place",
    "places",
    {"id": TEXT, "lesson": TEXT, "section": TEXT, "lang": LANG, "at": INSTANT},
    None,
    Place,
)

FORM: Final = Kind("form", "forms", {"id": TEXT, "attempt_id": TEXT, "form": OBJECT}, ("attempt_id", "attempt"), FormOf)
EVENT_OF_EXAM: Final = Kind(
    "event",
    "events",
    {"id": TEXT, "attempt_id": TEXT, "event": EVENT, "at": INSTANT},
    ("attempt_id", "attempt"),
    Happening,
)
CHANGE: Final = Kind(
    "change",
    "changes",
    {
        "id": TEXT,
        "attempt_id": TEXT,
        "item_id": TEXT,
        "answer": ANSWER,
        "elapsed_ms": MILLISECONDS,
        "at": INSTANT,
    },
    ("attempt_id", "attempt"),
    Change,
)
STATED: Final = Kind(
    "confidence",
    "confidences",
    {"id": TEXT, "response_id": TEXT, "confidence": CONFIDENCE, "at": INSTANT},
    ("response_id", "response"),
    Stated,
)
REMARKED: Final = Kind(
    "remark", "remarks", {"id": TEXT, "item_id": TEXT, "name": REMARK, "value": ANSWER, "at": INSTANT}, None, Remark
)
REVIEW: Final = Kind("review", "reviews", {"id": TEXT, "card_id": TEXT, "rating": RATING, "at": INSTANT}, None, Review)
UNDO: Final = Kind("undo", "undos", {"id": TEXT, "record_id": TEXT, "at": INSTANT}, None, Undo)
SETTING: Final = Kind("setting", "settings", {"id": TEXT, "name": TEXT, "value": ANSWER, "at": INSTANT}, None, Setting)
OUTSIDE: Final = Kind(
    "outside_result",
    "outside_results",
    {"id": TEXT, "paper": TEXT, "marks": POINTS, "out_of": POINTS, "at": INSTANT},
    None,
    OutsideResult,
)

#: Every kind, each after what it belongs to: the order in which records can be inserted.
KINDS: Final[dict[str, Kind[Any]]] = {
    kind.name: kind
    for kind in (
        *(ATTEMPT, RESPONSE, ASSESSMENT, FLAG, PLACE, FORM, EVENT_OF_EXAM, CHANGE),
        *(STATED, REMARKED, REVIEW, UNDO, SETTING, OUTSIDE),
    )
}

#: The kind of each class of objects.
KIND_OF: Final[dict[object, Kind[Any]]] = {kind.of: kind for kind in KINDS.values()}
