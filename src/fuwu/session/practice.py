"""The practice page: what the learner chooses, what matches, and the sitting on it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from fuwu import wrongbook
from fuwu.bank import Bank, Lesson
from fuwu.i18n import gettext_for
from fuwu.model import Lang, Setting
from fuwu.selection import Choice, Known, Matches, matching, pick
from fuwu.session import adhoc
from fuwu.session.opening import open_bank, open_store
from fuwu.session.quiz import Invalid, Session
from fuwu.store import Store

#: The setting that keeps the last choice.
CHOICE = "practice"


class Practice:
    """What stands behind the practice page.

    Parameters
    ----------
    store, bank, lang
        Where answers go, where items come from, the learner's language.
    clock
        Returns the time in UTC.
    seed
        Returns a seed for each draw.
    """

    def __init__(
        self,
        *,
        store: Store,
        bank: Bank,
        lang: Lang,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        seed: Callable[[], int] = lambda: secrets.randbelow(2**31),
    ) -> None:
        self.lang: Lang = lang
        self._store = store
        self._bank = bank
        self._clock = clock
        self._seed = seed

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons and cases there are items of."""
        with_items = {facts.lesson for facts in self._bank.facts.values()}
        return tuple(lesson for lesson in self._bank.lessons() if lesson.id in with_items)

    def last_choice(self) -> Choice:
        """Return what was chosen last, else the choice a beginner meets."""
        kept = self._store.settings().get(CHOICE)
        return Choice.of(kept if isinstance(kept, Mapping) else {})

    def known(self) -> Known:
        """Return what the learner has done so far."""
        progress = self._store.item_progress()
        remarks = self._store.remarks()
        cases = {name for name, facts in self._bank.facts.items() if facts.type == "case"}
        book = wrongbook.book(self._store.erring(), remarks, cases=cases)
        return Known(
            seen=frozenset(progress),
            wrong=frozenset(entry.item_id for entry in book if not entry.mastered),
            favourite=frozenset(item for item, kept in remarks.items() if kept.get("favourite")),
            latest=self._store.last_answered(adhoc.PRACTICE),
        )

    def matching(self, choice: Choice, known: Known) -> Matches:
        """Return the items that match a choice."""
        return matching(choice, self._bank.facts.values(), known)

    def resumed(self) -> Session | None:
        """Return the sitting that was left, if there is something left to do in it."""
        attempts = [self._store.latest_attempt(quiz, self.lang) for quiz in (adhoc.PRACTICE, adhoc.MEMORISE)]
        latest = max((one for one in attempts if one), key=lambda one: one.started_at, default=None)
        return adhoc.resumed(latest.quiz, **self._options(latest.quiz)) if latest else None

    def start(self, choice: Choice) -> Session:
        """Begin a sitting on a choice, and remember the choice.

        Raises
        ------
        Invalid
            If nothing matches.
        """
        known = self.known()
        matches = self.matching(choice, known).items
        items = pick(matches, choice, known, seed=self._seed(), order=tuple(self._bank.facts))
        if not items:
            _ = gettext_for(self.lang)
            raise Invalid(_("No item matches. Choose more chapters or types."))
        self._store.add(Setting(adhoc.new_id(), CHOICE, choice.to_json(), self._clock()))
        quiz = adhoc.MEMORISE if choice.way == "memorise" else adhoc.PRACTICE
        return adhoc.begun(quiz, items, **self._options(quiz))

    def _options(self, quiz: str) -> dict[str, Any]:
        _ = gettext_for(self.lang)
        title = _("Memorising") if quiz == adhoc.MEMORISE else _("Practice")
        return {"title": title, "store": self._store, "bank": self._bank, "lang": self.lang, "clock": self._clock}


def open_practice(lang: Lang) -> Practice:
    """Return the learner's practice page."""
    return Practice(store=open_store(lang), bank=open_bank(), lang=lang)
