"""An entry of the wrong-answer book with its item in words, as pages, paper and files show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from fuwu.i18n import texts_for
from fuwu.model import ItemType, Lang
from fuwu.wrongbook.book import CAUSES, Cause, Entry

#: Types whose choices go by letters.
LETTERED: Final = ("single", "multiple")


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in words of one language; all but `lesson`, `point` and `href` is HTML."""

    entry: Entry
    type: ItemType
    lesson: str
    point: str
    href: str
    stem: str
    choices: tuple[str, ...]
    given: str
    key: str
    reasons: tuple[str, ...]
    rationale: str


def cause_names(lang: Lang) -> Mapping[Cause, str]:
    """Return what the causes are called: the player's words for them."""
    names = {
        "misread": "Misread",
        "unknown": "Did not know",
        "confused": "Confused it",
        "calculation": "Miscalculated",
        "guess": "Guessed",
    }
    told = texts_for(lang, {f"cause_{name}": text for name, text in names.items()}, context="player")
    return {cause: told[f"cause_{cause}"] for cause in CAUSES}


def type_names(lang: Lang) -> Mapping[ItemType, str]:
    """Return what the types of items are called: the player's words for them."""
    names = {
        "single": "One answer",
        "multiple": "Several answers",
        "truefalse": "True or false",
        "fillin": "Fill in",
        "matching": "Match",
        "ordering": "Put in order",
        "numeric": "Calculate",
        "case": "Case",
    }
    told = texts_for(lang, {f"type_{name}": text for name, text in names.items()}, context="player")
    return {kind: told[f"type_{kind}"] for kind in get_args(ItemType)}
