"""A record: what the log keeps of one object, as plain JSON. Rows, exports and salvage share this form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import RowMapping, Table

from fuwu.i18n import gettext_for
from fuwu.model import Assessment, Attempt, Lang, Place, Response, Score
from fuwu.store import schema
from fuwu.store.fields import (
    ANSWER,
    BOOLEAN,
    BY,
    IDS,
    INSTANT,
    ITEMS,
    LANG,
    MILLISECONDS,
    MODE,
    SCORE,
    TEXT,
    WHOLE,
    WRONG,
    Field,
    Json,
    utc_text,
)

Record = dict[str, Any]

#: The format of exported records; a reader refuses a greater one.
FORMAT: Final = 1


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
    """One kind of record: its table, its fields in order, and the way from and to its object."""

    name: str
    table: Table
    fields: Mapping[str, Field]
    parent: tuple[str, str] | None  # (field, kind) that it belongs to
    from_object: Callable[[T], Record]
    to_object: Callable[[Record], T]

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

    def to_row(self, record: Record) -> Record:
        """Return the record as a row: its lists and objects as JSON text."""
        return {name: self.fields[name].to_column(v) for name, v in record.items()}

    def from_row(self, row: Mapping[str, Any] | RowMapping) -> Record:
        """Return the record of a row."""
        return {name: field.from_column(row[name]) for name, field in self.fields.items()}


def _when(record: Record, name: str) -> datetime:
    return datetime.fromisoformat(record[name])


def _score_fields(score: Score) -> Record:
    return {
        "verdict": score.verdict,
        "earned": score.earned,
        "possible": score.possible,
        "parts": dict(score.parts),
    }


def _score(record: Record) -> Score:
    return Score(record["earned"], record["possible"], record["verdict"], record["parts"])


def _attempt_record(a: Attempt) -> Record:
    head = {"id": a.id, "quiz": a.quiz, "lang": a.lang, "mode": a.mode, "seed": a.seed}
    return head | {"items": [list(item) for item in a.items], "started_at": utc_text(a.started_at)}


def _attempt(r: Record) -> Attempt:
    items = tuple((item, number) for item, number in r["items"])
    return Attempt(r["id"], r["quiz"], r["lang"], r["mode"], r["seed"], items, _when(r, "started_at"))


def _response_record(r: Response) -> Record:
    head = {"id": r.id, "attempt_id": r.attempt_id, "item_id": r.item_id, "item_version": r.item_version}
    tail = {"elapsed_ms": r.elapsed_ms, "answered_at": utc_text(r.answered_at)}
    return {**head, "answer": r.answer, **_score_fields(r.score), **tail}


def _response(r: Record) -> Response:
    return Response(
        id=r["id"],
        attempt_id=r["attempt_id"],
        item_id=r["item_id"],
        item_version=r["item_version"],
        answer=r["answer"],
        score=_score(r),
        elapsed_ms=r["elapsed_ms"],
        answered_at=_when(r, "answered_at"),
    )


def _assessment_record(a: Assessment) -> Record:
    head = {"id": a.id, "response_id": a.response_id, "key_points": list(a.key_points)}
    return {**head, **_score_fields(a.score), "by": a.by, "assessed_at": utc_text(a.assessed_at)}


def _assessment(r: Record) -> Assessment:
    points = tuple(r["key_points"])
    return Assessment(r["id"], r["response_id"], points, _score(r), r["by"], _when(r, "assessed_at"))


def _flag_record(f: Flag) -> Record:
    head = {"id": f.id, "attempt_id": f.attempt_id, "item_id": f.item_id}
    return {**head, "flagged": f.flagged, "at": utc_text(f.at)}


def _flag(r: Record) -> Flag:
    return Flag(r["id"], r["attempt_id"], r["item_id"], bool(r["flagged"]), _when(r, "at"))


def _place_record(p: Place) -> Record:
    return {"id": p.id, "lesson": p.lesson, "section": p.section, "lang": p.lang, "at": utc_text(p.at)}


def _place(r: Record) -> Place:
    return Place(r["id"], r["lesson"], r["section"], r["lang"], _when(r, "at"))


ATTEMPT: Final = Kind(
    "attempt",
    schema.attempts,
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
    _attempt_record,
    _attempt,
)
RESPONSE: Final = Kind(
    "response",
    schema.responses,
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
    _response_record,
    _response,
)
ASSESSMENT: Final = Kind(
    "assessment",
    schema.assessments,
    {
        "id": TEXT,
        "response_id": TEXT,
        "key_points": IDS,
        **SCORE,
        "by": BY,
        "assessed_at": INSTANT,
    },
    ("response_id", "response"),
    _assessment_record,
    _assessment,
)
FLAG: Final = Kind(
    "flag",
    schema.flags,
    {"id": TEXT, "attempt_id": TEXT, "item_id": TEXT, "flagged": BOOLEAN, "at": INSTANT},
    ("attempt_id", "attempt"),
    _flag_record,
    _flag,
)
PLACE: Final = Kind(
    "place",
    schema.places,
    {"id": TEXT, "lesson": TEXT, "section": TEXT, "lang": LANG, "at": INSTANT},
    None,
    _place_record,
    _place,
)

#: Every kind, each after what it belongs to: the order in which records can be inserted.
KINDS: Final[dict[str, Kind[Any]]] = {
    kind.name: kind for kind in (ATTEMPT, RESPONSE, ASSESSMENT, FLAG, PLACE)
}
