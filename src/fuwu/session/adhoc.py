"""A session on items chosen for the occasion: practice by choice, the wrong-answer book's retries."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from fuwu import answers, views
from fuwu.bank import Bank
from fuwu.model import Attempt, Change, Lang
from fuwu.session.quiz import Quiz, Session
from fuwu.store import Store

PRACTICE = "practice"
MEMORISE = "memorise"
MISTAKES = "mistakes"


def begun(
    quiz: str, items: Sequence[str], *, title: str, store: Store, bank: Bank, lang: Lang, clock: Callable[[], datetime]
) -> Session:
    """Return a new session on these items, in this order."""
    return _session(quiz, items, title, anew=True, store=store, bank=bank, lang=lang, clock=clock)


def resumed(
    quiz: str, *, title: str, store: Store, bank: Bank, lang: Lang, clock: Callable[[], datetime]
) -> Session | None:
    """Return the session that was begun last, if there is something left to do in it; else None.

    A case answer that the learner has not judged is left to do: nowhere else can it still be judged.
    """
    attempt = store.latest_attempt(quiz, lang)
    if attempt is None or not _sound(attempt, bank):
        return None
    decided = {one.item_id for one in store.responses(attempt.id, assessed=True) if one.score.verdict is not None}
    items = [name for name, _ in attempt.items]
    if not set(items) - decided:
        return None
    return _session(quiz, items, title, anew=False, store=store, bank=bank, lang=lang, clock=clock)


def _sound(attempt: Attempt, bank: Bank) -> bool:
    """Say whether the attempt's items are still those of the bank."""
    return bool(attempt.items) and all(
        name in bank.facts and bank.item(name).version == version for name, version in attempt.items
    )


def _session(quiz: str, items: Sequence[str], title: str, *, bank: Bank, **options: Any) -> Session:
    kind = Memorising if quiz == MEMORISE else Adhoc
    asked = Quiz(quiz, title, tuple(bank.item(name) for name in items), len(items))
    return kind(asked, bank=bank, **options)


class Adhoc(Session):
    """A session on items from anywhere."""

    def visit(self, section: str) -> None:
        """Do nothing: to answer an item here is not to be in its lesson."""


class Memorising(Adhoc):
    """Reads items with their keys. The attempt says which were on the list; nothing is answered in it.

    Which were opened is in the log, once each: answers after that show nothing of what the learner knows without.
    """

    def payload(self) -> dict[str, Any]:
        """Return what the player shows: items without keys, which come one by one (`reveal`)."""
        return super().payload() | {"mode": "memorise", "start": self._place()}

    def reveal(self, item_id: str) -> dict[str, Any]:
        """Return an item's key and explanations; players ask for the next item's too, which is not yet opened."""
        item = self._item(item_id)
        if item_id == self.attempt.items[self._place()][0]:  # the first is never come to (`at`): it is there
            self._open(item_id)
        told = views.feedback(
            item,
            answers.right_answer(item, self.lang),
            answers.right_score(item, self.lang),
            point=self._bank.point(item.point),
            lang=self.lang,
            judge="self",  # nothing here was marked by words found
        )
        answer = answers.right_answer(item, self.lang)
        return {"type": "revealed", "item_id": item_id, "answer": answer, "feedback": told}

    def at(self, item_id: str) -> None:
        """Record that the item is opened, and keep the place.

        The place is not in the log, for one in a list matters to nobody else and not for long.
        """
        self._open(self._item(item_id).id)
        value = json.dumps([self.attempt.id, item_id])
        with self._store.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO cache (name, value) VALUES (?, ?)", [MEMORISE, value])

    def _open(self, item_id: str) -> None:
        self._store.add_opened(Change(new_id(), self.attempt.id, item_id, None, None, self._clock()))

    def _place(self) -> int:
        with self._store.reading() as connection:
            row = connection.execute("SELECT value FROM cache WHERE name = ?", [MEMORISE]).fetchone()
        names = [name for name, _ in self.attempt.items]
        try:
            attempt_id, item_id = json.loads(row["value"])
            return names.index(item_id) if attempt_id == self.attempt.id else 0
        except (TypeError, ValueError):  # none, or not ours
            return 0


def new_id() -> str:
    """Return an id for a record."""
    return str(uuid.uuid4())
