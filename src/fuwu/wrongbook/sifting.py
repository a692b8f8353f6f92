"""Which entries of the wrong-answer book are shown, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, Protocol, get_args

from fuwu.model import ItemType
from fuwu.wrongbook.book import CAUSES, Cause, Entry

Sort = Literal["latest", "often"]
Kept = Literal["open", "mastered"]


class Facets(Protocol):
    """What entries are sifted by; `fuwu.bank.Facts` is one."""

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
class Sift:
    """What is asked for; an empty text or False asks for nothing in particular."""

    kept: Kept = "open"
    lesson: str = ""
    point: str = ""
    type: str = ""
    cause: Cause | Literal["", "none"] = ""  # "none": no cause named yet
    favourite: bool = False
    confident: bool = False
    sort: Sort = "latest"

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Sift:
        """Return what a form asks for; what it cannot ask for is left out."""

        def chosen(name: str, known: Sequence[str], otherwise: str) -> Any:
            value = str(values.get(name, ""))
            return value if value in known else otherwise

        return cls(
            kept=chosen("kept", get_args(Kept), "open"),
            lesson=str(values.get("lesson") or ""),
            point=str(values.get("point") or ""),
            type=str(values.get("type") or ""),
            cause=chosen("cause", (*CAUSES, "none"), ""),
            favourite=values.get("favourite") is True,
            confident=values.get("confident") is True,
            sort=chosen("sort", get_args(Sort), "latest"),
        )


_ORDER: Final[Mapping[Sort, Callable[[Entry], Any]]] = {
    "latest": lambda entry: (entry.last_at, entry.item_id),
    "often": lambda entry: (entry.errors, entry.last_at, entry.item_id),
}


def waiting(entries: Sequence[Entry], today: date | None) -> tuple[Entry, ...]:
    """Return the entries that gain by a retry today: those not yet right today; all of them where there is none."""
    return tuple(entry for entry in entries if today not in entry.right_days) or tuple(entries)


def sift(
    entries: Sequence[Entry], asked: Sift, facets: Mapping[str, Facets], *, today: date | None = None
) -> tuple[Entry, ...]:
    """Return the entries that are asked for, in the order asked for, but those right today last.

    What is not among the items is left out.
    """
    found = [entry for entry in entries if entry.item_id in facets and _fits(entry, asked, facets[entry.item_id])]
    found.sort(key=_ORDER[asked.sort], reverse=True)
    return tuple(sorted(found, key=lambda entry: not entry.mastered and today in entry.right_days))


def _fits(entry: Entry, asked: Sift, facets: Facets) -> bool:
    return (
        entry.mastered == (asked.kept == "mastered")
        and asked.lesson in ("", facets.lesson)
        and asked.point in ("", facets.point)
        and asked.type in ("", facets.type)
        and asked.cause in ("", entry.cause or "none")
        and (entry.favourite or not asked.favourite)
        and (entry.confident > 0 or not asked.confident)
    )
