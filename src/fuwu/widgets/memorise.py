"""The player for memorising: items with their keys."""

from __future__ import annotations

from typing import Any, Protocol

from fuwu.i18n import texts_for
from fuwu.model import Lang
from fuwu.widgets.assets import script
from fuwu.widgets.player import QuizPlayer

MEMORISE = {
    "cover": "Cover the answers",
    "covered": "The answers are covered",
    "uncovered": "The answers show",
    "turn": "Show the answer",
    "place_of": "{n} of {total}",
    "key_turn": "show the answer; then the next question",
    "key_cover": "cover or uncover all answers",
    # Where practice says how an answer did, here is none: the parts of the key are only named.
    "option_hit": "Right answer",
    "part_hit": "Right answer",
    "point_hit": "Key point",
}


class Reading(Protocol):
    """What the player needs; `fuwu.session.adhoc.Memorising` is one."""

    lang: Lang

    def payload(self) -> dict[str, Any]:
        """Return all the player shows."""

    def reveal(self, item_id: str) -> dict[str, Any]:
        """Return the message with an item's key and explanations."""

    def at(self, item_id: str) -> None:
        """Remember where the learner is."""

    def remark(self, item_id: str, name: str, value: object, *, remark_id: str) -> dict[str, Any]:
        """Record what the learner keeps about an item and return the message that it is kept."""


class MemorisePlayer(QuizPlayer):
    """Shows a session's items with their keys, each when it is come to."""

    _esm = script("player", "memorise")

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        super().__init__(reading)  # type: ignore[arg-type]  # what practice alone needs is not called
        self.strings = self.strings | texts_for(reading.lang, MEMORISE, context="memorise")

    def _handlers(self) -> dict[str, Any]:
        return {
            "reveal": lambda message: self.send(self._reading.reveal(message["item_id"])),
            "at": lambda message: self._reading.at(message["item_id"]),
            "remark": self._remark,
        }
