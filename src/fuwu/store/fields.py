"""What each field of a record must be: a check returns the value as the log keeps it, or raises."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, get_args

from fuwu.model import LANGS, Confidence, ExamEvent, Mode, RemarkName, Verdict
from fuwu.store.faults import N_

#: What JSON can say.
Json = Any

_INT64: Final = 2**63


def dump(value: object) -> str:
    """Return compact JSON: readable Chinese, or escapes where half an emoji could not be encoded."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
    return text


def load(text: str | bytes) -> Json:
    """Read JSON, without the NaN and Infinity that Python would let through."""
    return json.loads(text, parse_constant=_not_json)


def _not_json(name: str) -> object:
    message = f"{name} is not JSON"
    raise ValueError(message)


def utc_text(when: datetime) -> str:
    """Return `when` as the log writes it, so that later is also greater."""
    if when.tzinfo is None:
        message = f"{when!r} has no time zone"
        raise ValueError(message)
    return when.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _same(value: Any) -> Any:
    return value


#: What a check raises.
WRONG = (ValueError, TypeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Field:
    """What a field must be, and what it is in an object and in a column."""

    expected: str  # a message id: "must be …"
    check: Callable[[Any], Any]
    choices: tuple[str, ...] = ()
    as_json: bool = False  # the column holds JSON text
    from_attribute: Callable[[Any], Json] = _same
    to_attribute: Callable[[Any], Any] = _same

    def to_column(self, value: Json) -> Json:
        """Return a checked value as its column holds it."""
        return dump(value) if self.as_json else value

    def from_column(self, value: Json) -> Json:
        """Return the value of a column, with false and true where SQLite has 0 and 1."""
        if self.as_json:
            return load(value)
        return bool(value) if self is BOOLEAN else value


def _require(value: Json, *, met: bool) -> Json:
    if not met:
        raise ValueError
    return value


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != "" and "\0" not in value and value.encode() is not None


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -_INT64 <= value < _INT64


def _points(value: Json) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(_require(value, met=number and math.isfinite(value) and value >= 0))


def _instant(value: Json) -> str:
    return utc_text(datetime.fromisoformat(_require(value, met=isinstance(value, str))))


def _items(value: Json) -> list[list[Any]]:
    return [
        [_require(item, met=_is_text(item)), _require(number, met=_is_whole(number))]
        for item, number in _require(value, met=isinstance(value, list))
    ]


def _parts(value: Json) -> dict[str, bool]:
    good = isinstance(value, dict) and all(isinstance(right, bool) for right in value.values())
    _require(dump(value), met=good)
    return dict(value)


def _answer(value: Json) -> Json:
    return load(dump(value))


def choice(*choices: str, optional: bool = False) -> Field:
    """Return the field that is one of `choices`, or null if `optional`."""

    def check(value: Json) -> Json:
        return _require(value, met=value in choices or (optional and value is None))

    return Field(N_("one of {choices}"), check, (*choices, *(["null"] if optional else [])))


TEXT = Field(N_("a text that is not empty"), lambda v: _require(v, met=_is_text(v)))
WHOLE = Field(N_("a whole number"), lambda v: _require(v, met=_is_whole(v)))
MILLISECONDS = Field(
    N_("a whole number of milliseconds, or null"),
    lambda v: _require(v, met=v is None or (_is_whole(v) and v >= 0)),
)
POINTS = Field(N_("a number of points, 0 or more"), _points)
BOOLEAN = Field(N_("true or false"), lambda v: _require(v, met=isinstance(v, bool)))
INSTANT = Field(
    N_("a time with its zone, such as 2026-11-22T08:30:00Z"),
    _instant,
    from_attribute=utc_text,
    to_attribute=datetime.fromisoformat,
)
ANSWER = Field(N_("an answer as JSON"), _answer, as_json=True)
ITEMS = Field(
    N_("a list of [item id, version]"),
    _items,
    as_json=True,
    from_attribute=lambda v: [list(item) for item in v],
    to_attribute=lambda v: tuple((item, number) for item, number in v),
)
PARTS = Field(N_("an object of true and false"), _parts, as_json=True, from_attribute=dict)
IDS = Field(
    N_("a list of ids"),
    lambda v: _require(v, met=isinstance(v, list) and all(_is_text(i) for i in v)),
    as_json=True,
    from_attribute=list,
    to_attribute=tuple,
)
OBJECT = Field(
    N_("a JSON object"), lambda v: _answer(_require(v, met=isinstance(v, dict))), as_json=True, from_attribute=dict
)
RATING = Field(N_("a whole number from 1 to 4"), lambda v: _require(v, met=_is_whole(v) and 1 <= v <= 4))  # noqa: PLR2004
LANG = choice(*LANGS)
VERDICT = choice(*get_args(Verdict), optional=True)
MODE = choice(*get_args(Mode))
BY = choice("self", "instructor")
EVENT = choice(*get_args(ExamEvent))
CONFIDENCE = choice(*get_args(Confidence))
REMARK = choice(*get_args(RemarkName))
SCORE = {"verdict": VERDICT, "earned": POINTS, "possible": POINTS, "parts": PARTS}
