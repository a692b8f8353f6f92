"""What to practise: the items that a choice of the learner names, and which of them in what order. No I/O."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol, get_args

from fuwu.model import ITEM_TYPES, ItemType

#: Which items: all, never answered, in the wrong-answer book, with a star.
Scope = Literal["all", "unseen", "wrong", "favourite"]
Order = Literal["chapter", "random"]
#: How: answering them, or reading them with their keys.
Way = Literal["answer", "memorise"]

COUNTS: Final[tuple[int, ...]] = (10, 20, 50, 0)  # 0: all


class Facets(Protocol):
    """What is known of an item without reading it; `fuwu.bank.Facts` is one."""

    @property
    def id(self) -> str:
        """The item's id."""

    @property
    def lesson(self) -> str:
        """The item's lesson."""

    @property
    def point(self) -> str:
        """The item's point."""

    @property
    def type(self) -> ItemType:
        """The item's type."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the learner has done: items ever answered, those in the wrong-answer book, those with a star."""

    seen: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    favourite: frozenset[str] = frozenset()
    latest: str | None = None  # the item answered last in practice


@dataclass(frozen=True, slots=True)
class Choice:
    """What the learner wants to practise; nothing named of a kind means all of it.

    Points narrow their lesson: of a lesson with chosen points only these are meant.
    """

    lessons: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    scope: Scope = "all"
    order: Order = "chapter"
    way: Way = "answer"
    count: int = 20

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Choice:
        """Return what a form, or a choice kept as JSON, says; what it cannot say is left out."""

        def one(name: str, known: Sequence[str]) -> Any:
            return values[name] if values.get(name) in known else known[0]

        def several(name: str) -> frozenset[str]:
            return frozenset(str(value) for value in _list(values.get(name)))

        return cls(
            lessons=several("lessons"),
            points=several("points"),
            types=several("types") & ITEM_TYPES.keys(),
            scope=one("scope", get_args(Scope)),
            order=one("order", get_args(Order)),
            way=one("way", get_args(Way)),
            count=_count(values.get("count")),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the choice as `Choice.of` reads it."""
        return {
            "lessons": sorted(self.lessons),
            "points": sorted(self.points),
            "types": sorted(self.types),
            "scope": self.scope,
            "order": self.order,
            "way": self.way,
            "count": self.count,
        }


def _list(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else ()


def _count(value: object) -> int:
    try:
        number = int(str(value))
    except ValueError:
        return 20
    return number if number in COUNTS else 20


@dataclass(frozen=True, slots=True)
class Matches:
    """The items that match a choice, in the bank's order, and how many there are by lesson and point."""

    items: tuple[str, ...]
    by_lesson: Mapping[str, int] = field(default_factory=dict)
    by_point: Mapping[str, int] = field(default_factory=dict)


def matching(choice: Choice, facets: Iterable[Facets], known: Known) -> Matches:
    """Return what matches; the counts by lesson and point leave the chosen lessons and points out of account."""
    wanted = {"unseen": None, "all": None, "wrong": known.wrong, "favourite": known.favourite}[choice.scope]
    listed = list(facets)
    narrowed = {one.lesson for one in listed if one.point in choice.points}
    pool = [
        one
        for one in listed
        if (not choice.types or one.type in choice.types)
        and (wanted is None or one.id in wanted)
        and not (choice.scope == "unseen" and one.id in known.seen)
    ]

    def chosen(one: Facets) -> bool:
        if not choice.lessons and not choice.points:
            return True
        return one.point in choice.points or (one.lesson in choice.lessons and one.lesson not in narrowed)

    return Matches(
        tuple(one.id for one in pool if chosen(one)),
        _count_by([one.lesson for one in pool]),
        _count_by([one.point for one in pool]),
    )


def _count_by(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return found


def pick(
    matches: Sequence[str], choice: Choice, known: Known, *, seed: int, order: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the items of the next sitting, `choice.count` of those that match (0: all of them).

    By chapter it goes on where it was left: at the first item never answered or, if there is none, behind the one
    answered last in practice; from the end to the beginning again. That one need not match any more: `order` is of
    all items of the bank (by default of those that match).
    """
    count = choice.count or len(matches)
    if choice.order == "random":
        rng = random.Random(seed)  # noqa: S311 - a draw, not a secret
        return tuple(rng.sample(matches, min(count, len(matches))))
    start = _start(matches, known, order or matches) if count < len(matches) else 0
    return tuple([*matches[start:], *matches[:start]][:count])


def _start(matches: Sequence[str], known: Known, order: Sequence[str]) -> int:
    fresh = next((i for i, name in enumerate(matches) if name not in known.seen), None)
    if fresh is not None:
        return fresh
    if known.latest not in order:
        return 0
    behind = frozenset(order[order.index(known.latest) + 1 :])
    return next((i for i, name in enumerate(matches) if name in behind), 0)
