"""An item as the rules see it: its texts without Markdown, one language at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from fuwu.content.evidence import Lexicon
from fuwu.content.faults import Source, Steps
from fuwu.content.lint.words import content, plain, weight
from fuwu.model import LANGS


@dataclass(frozen=True, eq=False)
class Entry:
    """An item and where it stands."""

    source: Source
    at: Steps
    item: dict[str, Any]
    lexicon: Lexicon = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The item's id."""
        return str(self.item["id"])

    @property
    def type(self) -> str:
        """The item's type."""
        return str(self.item["type"])

    @property
    def lesson(self) -> str:
        """The lesson it belongs to."""
        return self.source.name.split("/")[-2]

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The item in each language."""
        return tuple(Side(self, lang) for lang in LANGS)

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """The positions of the keys among the options."""
        keys = self.item["key"]
        chosen = {keys} if isinstance(keys, str) else set(keys)
        return tuple(n for n, option in enumerate(self.item["options"]) if option["id"] in chosen)


@dataclass(frozen=True, eq=False)
class Side:
    """One language of an item."""

    entry: Entry
    lang: str

    @property
    def item(self) -> dict[str, Any]:
        """The item as written."""
        return self.entry.item

    @property
    def raw(self) -> str:
        """The stem as written, with its Markdown."""
        return str(self.entry.item["stem"][self.lang])

    @cached_property
    def stem(self) -> str:
        """The stem without Markdown."""
        return plain(self.raw)

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The texts of the options."""
        return tuple(plain(option["text"][self.lang]) for option in self.item.get("options", ()))

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How long each option is."""
        return tuple(weight(option, self.lang) for option in self.options)

    @cached_property
    def contents(self) -> tuple[frozenset[str], ...]:
        """The content words or pairs of characters of each option."""
        return tuple(content(option, self.lang) for option in self.options)

    @property
    def keys(self) -> tuple[str, ...]:
        """The texts of the keys."""
        return tuple(self.options[n] for n in self.entry.keys)

    @property
    def distractors(self) -> tuple[str, ...]:
        """The texts of the other options."""
        return tuple(text for n, text in enumerate(self.options) if n not in self.entry.keys)

    @property
    def wrong(self) -> tuple[int, ...]:
        """The positions of the distractors."""
        return tuple(n for n in range(len(self.options)) if n not in self.entry.keys)

    def name(self, position: int) -> str:
        """Return the id of the option at `position`."""
        return str(self.item["options"][position]["id"])

    def say(self, *positions: int) -> str:
        """Return the ids of the options as they stand in a message."""
        return ", ".join(self.name(n) for n in positions)
