"""The item bank of the running workbook: compiled JSON, read lesson by lesson when asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, get_args

from fuwu.i18n import gettext_for, user_lang
from fuwu.model import (
    ITEM_TYPES,
    LANGS,
    Blank,
    Blueprint,
    Evidence,
    FillError,
    Flashcard,
    Item,
    ItemType,
    KeyPoint,
    Level,
    NumberError,
    Option,
    Point,
    Row,
    Scoring,
    Text,
    Unit,
    Variant,
)

Entry = TypeVar("Entry")
SYLLABUS = "syllabus.json"
BLUEPRINTS = "blueprints.json"
INDEX = "index.json"
CARDS = "cards.json"
COMPILED = Path(__file__).parent / "compiled"


class BankError(LookupError):
    """The bank has no such thing, or its file is missing or broken; the message names the remedy."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson or case of the syllabus; `has_lesson` says whether its pages are written."""

    id: str
    title: Text
    module: str
    points: tuple[Point, ...]
    has_lesson: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an item without reading its lesson; `chance` is that of a blind guess to get it all right."""

    id: str
    point: str
    lesson: str
    type: ItemType
    level: Level
    possible: float
    chance: float
    practice_only: bool


class Bank:
    """Items and syllabus as compiled by `fuwu.content`.

    Parameters
    ----------
    folder
        The folder with the compiled files; by default the one that ships with the package.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or COMPILED
        self._opened: dict[str, tuple[Item, ...]] = {}
        self._items: dict[str, dict[str, Item]] = {}

    def __repr__(self) -> str:
        return f"Bank(lessons={len(self._lessons)}, items={len(self._index)})"

    def lessons(self) -> tuple[Lesson, ...]:
        """Return all lessons and cases, in the order of the syllabus."""
        return self._lessons

    def lesson(self, lesson: str) -> Lesson:
        """Return the lesson with the id `lesson`."""
        return self._one(lesson, {entry.id: entry for entry in self._lessons})

    def point(self, point: str) -> Point:
        """Return the point with the id `point`."""
        return self._one(point, self._points)

    def items(self, lesson: str, point: str | None = None) -> tuple[Item, ...]:
        """Return the items of a lesson, or of one of its points; none if none are written yet."""
        known = self.lesson(lesson)
        if point is not None:
            self._one(point, {entry.id: entry for entry in known.points})
        return tuple(item for item in self._open(lesson) if point in (None, item.point))

    def item_ids(self, lesson: str) -> tuple[str, ...]:
        """Return the ids of a lesson's items without reading them."""
        return tuple(item for item, of in self._index.items() if of == lesson)

    def item(self, item: str) -> Item:
        """Return the item with the id `item`; only its lesson's file is read."""
        lesson = self._one(item, self._index)
        return self._one(item, self._by_id(lesson))

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """The facts of every item by its id, in the order of the syllabus; one small file is read."""
        read = self._read(INDEX)
        try:
            found = [_facts(name, lesson, read[name]) for name, lesson in self._index.items()]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._broken(INDEX) from error
        order = {point: place for place, point in enumerate(self._points)}
        return {one.id: one for one in sorted(found, key=lambda one: (order.get(one.point, len(order)), one.id))}

    def blueprints(self) -> tuple[Blueprint, ...]:
        """Return what papers there are: those of the whole exam first, then those of lessons."""
        return tuple(self._blueprints.values())

    def blueprint(self, blueprint: str) -> Blueprint:
        """Return the blueprint with the id `blueprint`."""
        return self._one(blueprint, self._blueprints)

    def cards(self, lesson: str | None = None) -> tuple[Flashcard, ...]:
        """Return the flashcards of all lessons in the order of the syllabus, or those of one."""
        if lesson is None:
            return tuple(self._cards.values())
        known = self.lesson(lesson).id
        return tuple(card for card in self._cards.values() if card.lesson == known)

    def card(self, card: str) -> Flashcard:
        """Return the flashcard with the id `card`."""
        return self._one(card, self._cards)

    @cached_property
    def _cards(self) -> dict[str, Flashcard]:
        read = self._read(CARDS)
        try:
            return {entry["id"]: _card(entry) for entry in read["cards"]}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._broken(CARDS) from error

    @cached_property
    def _blueprints(self) -> dict[str, Blueprint]:
        read = self._read(BLUEPRINTS)
        try:
            return {entry["id"]: _blueprint(entry) for entry in read["blueprints"]}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._broken(BLUEPRINTS) from error

    @cached_property
    def _points(self) -> dict[str, Point]:
        return {entry.id: entry for lesson in self._lessons for entry in lesson.points}

    def _by_id(self, lesson: str) -> dict[str, Item]:
        if lesson not in self._items:
            self._items[lesson] = {entry.id: entry for entry in self._open(lesson)}
        return self._items[lesson]

    @cached_property
    def _syllabus(self) -> tuple[tuple[Lesson, ...], dict[str, str]]:
        read = self._read(SYLLABUS)
        try:
            lessons = tuple(_lesson(lesson, module["id"]) for module in read["modules"] for lesson in module["lessons"])
            return lessons, dict(read["items"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._broken(SYLLABUS) from error

    @property
    def _lessons(self) -> tuple[Lesson, ...]:
        return self._syllabus[0]

    @property
    def _index(self) -> dict[str, str]:
        """The lesson of each item."""
        return self._syllabus[1]

    def _open(self, lesson: str) -> tuple[Item, ...]:
        if lesson not in self._opened:
            name = f"{lesson}.json"
            read = self._read(name) if lesson in self._index.values() else {"items": []}
            try:
                self._opened[lesson] = tuple(_item(entry) for entry in read["items"])
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise self._broken(name) from error
        return self._opened[lesson]

    def _read(self, name: str) -> Any:
        try:
            return json.loads((self.folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            _ = gettext_for(user_lang())
            message = _(
                "{path}: this file of the item bank is missing: install the workbook again (authors: run 'make build')",
            )
            raise BankError(message.format(path=self.folder / name)) from error
        except (OSError, ValueError, RecursionError) as error:
            raise self._broken(name) from error

    def _broken(self, name: str) -> BankError:
        _ = gettext_for(user_lang())
        message = _(
            "{path}: this file of the item bank cannot be read: install the workbook again (authors: run 'make build')",
        )
        return BankError(message.format(path=self.folder / name))

    def _one(self, name: str, known: Mapping[str, Entry]) -> Entry:
        try:
            return known[name]
        except KeyError:
            _ = gettext_for(user_lang())
            message = _("{folder}: the item bank has no '{name}': check the spelling (such as {examples})")
            examples = ", ".join(list(known)[:3]) or "–"
            raise BankError(message.format(folder=self.folder, name=name, examples=examples)) from None


Json = Mapping[str, Any]


def _text(read: Json) -> Text:
    return Text(_words(read["zh"]), _words(read["en"]))


def _words(read: Any) -> str:
    if isinstance(read, str):
        return read
    message = f"not text: {read!r}"
    raise TypeError(message)


def _lesson(read: Json, module: str) -> Lesson:
    points = tuple(
        Point(_words(point["id"]), _words(read["id"]), _text(point["title"]), point["importance"])
        for point in read["points"]
    )
    return Lesson(_words(read["id"]), _text(read["title"]), module, points, bool(read["has_lesson"]))


def _facts(name: str, lesson: str, read: Json) -> Facts:
    return Facts(
        id=name,
        point=_words(read["point"]),
        lesson=lesson,
        type=read["type"],
        level=read["level"],
        possible=float(read["possible"]),
        chance=float(read["chance"]),
        practice_only=bool(read.get("practice_only")),
    )


def _blueprint(read: Json) -> Blueprint:
    return Blueprint(
        id=_words(read["id"]),
        version=int(read["version"]),
        title=_text(read["title"]),
        minutes=int(read["minutes"]),
        cut=float(read["cut"]),
        note=_text(read["note"]),
        rows=tuple(map(_row, read["rows"])),
        importance={name: float(weight) for name, weight in read["importance"].items()},
        lesson=_words(read["lesson"]) if read.get("lesson") is not None else None,
    )


def _card(read: Json) -> Flashcard:
    if read["kind"] not in {"term", "summary"}:
        message = f"not a card: {read!r}"
        raise ValueError(message)
    return Flashcard(
        id=_words(read["id"]),
        lesson=_words(read["lesson"]),
        point=_words(read["point"]) if read["point"] is not None else None,
        kind=read["kind"],
        front=_text(read["front"]),
        back=_text(read["back"]),
    )


def _row(read: Json) -> Row:
    if read["scoring"] not in get_args(Scoring) or not set(read["types"]) <= ITEM_TYPES.keys():
        message = f"not a row: {read!r}"
        raise ValueError(message)
    return Row(
        id=_words(read["id"]),
        title=_text(read["title"]),
        types=tuple(read["types"]),
        points=frozenset(map(_words, read["points"])),
        count=int(read["count"]),
        marks=float(read["marks"]),
        scoring=read["scoring"],
    )


def _option(read: Json) -> Option:
    why = read.get("why")
    return Option(_words(read["id"]), _text(read["text"]), _text(why) if why else Text("", ""))


def _options(read: list[Json]) -> tuple[Option, ...]:
    return tuple(map(_option, read))


def _blanks(read: list[Json]) -> tuple[Blank, ...]:
    return tuple(
        Blank(tuple(blank["accept"]["zh"]), tuple(blank["accept"]["en"]), _text(blank["why"])) for blank in read
    )


def _errors(read: list[Json]) -> tuple[FillError | NumberError, ...]:
    return tuple(
        FillError(_text(error["answer"]), _text(error["why"]))
        if "answer" in error
        else NumberError(float(error["value"]), _text(error["why"]))
        for error in read
    )


def _units(read: list[Json]) -> tuple[Unit, ...]:
    return tuple(Unit(_words(unit["zh"]), _words(unit["en"]), float(unit["factor"])) for unit in read)


def _key_points(read: list[Json]) -> tuple[KeyPoint, ...]:
    return tuple(
        KeyPoint(
            _words(part["id"]),
            float(part["marks"]),
            _text(part["text"]),
            _text(part["why"]),
            {lang: _evidence(part["evidence"][lang]) for lang in LANGS} if part.get("evidence") else {},
        )
        for part in read
    )


def _evidence(read: Json) -> Evidence:
    needs = tuple(tuple(map(_words, line)) for line in read["needs"])
    return Evidence(needs, tuple(map(_words, read["rejects"])), int(read["at_least"]), bool(read["ordered"]))


def _variants(read: list[Json]) -> tuple[Variant, ...]:
    return tuple(Variant(**{"note": None} | _fields(entry)) for entry in read)


#: How to make a field's value from its JSON; the fields that are missing here are taken as they are.
_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "facts": tuple,
    "enemies": tuple,
    "stem": _text,
    "rationale": _text,
    "note": lambda read: _text(read) if read else None,
    "wrong": _text,
    "reference": _text,
    "options": _options,
    "left": _options,
    "right": _options,
    "steps": _options,
    "blanks": _blanks,
    "errors": _errors,
    "units": _units,
    "key_points": _key_points,
    "value": float,
    "tolerance": float,
    "variants": _variants,
}


def _fields(read: Json) -> dict[str, Any]:
    return {name: _FIELDS.get(name, lambda value: value)(value) for name, value in read.items() if name != "type"}


def _item(read: Json) -> Item:
    kind = ITEM_TYPES[read["type"]]
    fields = _fields(read)
    if isinstance(fields.get("key"), list):
        fields["key"] = frozenset(fields["key"])
    return kind(**fields)
