"""The wrong-answer book of a learner: its entries in words, what is kept about them, and retries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from fuwu import answers
from fuwu.bank import Bank, Facts, Lesson
from fuwu.grading.variants import variant
from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.session import adhoc, remarks
from fuwu.session.opening import open_bank, open_store
from fuwu.session.quiz import Session
from fuwu.store import Store
from fuwu.views import read_link
from fuwu.wrongbook import Entry, book, study_day
from fuwu.wrongbook.told import Told


class Book:
    """What stands behind the page of the wrong-answer book.

    Parameters
    ----------
    store, bank, lang
        The log, where items come from, the learner's language.
    clock
        Returns the time in UTC.
    zone
        Whose days count; None is the machine's.
    """

    def __init__(
        self,
        *,
        store: Store,
        bank: Bank,
        lang: Lang,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        zone: tzinfo | None = None,
    ) -> None:
        self.lang: Lang = lang
        self._store = store
        self._bank = bank
        self._clock = clock
        self._zone = zone

    @property
    def facts(self) -> Mapping[str, Facts]:
        """What is known of each item without reading it."""
        return self._bank.facts

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons and cases."""
        return self._bank.lessons()

    @property
    def today(self) -> date:
        """The day of study it is."""
        return study_day(self._clock(), self._zone)

    def entries(self) -> tuple[Entry, ...]:
        """Return every entry whose item still exists, as the log has it now."""
        facts = self._bank.facts
        cases = {name for name, about in facts.items() if about.type == "case"}
        found = book(self._store.erring(), self._store.remarks(), cases=cases, zone=self._zone)
        return tuple(entry for entry in found if entry.item_id in facts)

    def told(self, entry: Entry) -> Told:
        """Return an entry in words: with the numbers that the item had when it was last answered wrong."""
        response = self._store.response(entry.last_error)
        attempt = self._store.attempt(response.attempt_id) if response else None
        item = self._bank.item(entry.item_id)
        if attempt:
            item = variant(item, attempt.seed)
        point = self._bank.point(item.point)
        why = answers.reasons(item, response.answer, response.score, point=point, lang=self.lang) if response else []
        return Told(
            entry=entry,
            type=item.type,
            lesson=self._bank.lesson(point.lesson).title.to(self.lang),
            point=point.title.to(self.lang),
            href=read_link(point, self.lang)["href"],
            stem=answers.stem(item, self.lang),
            choices=tuple(answers.choices(item, lang=self.lang)),
            given=answers.in_words(item, response.answer, self.lang) if response else "–",
            key=answers.key_in_words(item, self.lang),
            reasons=tuple(why),
            rationale=item.rationale.to(self.lang),
        )

    def remark(self, item_id: str, name: str, value: object) -> None:
        """Keep a star, a cause, a note, or that the item is settled."""
        if item_id in self._bank.facts:
            remarks.keep(self._store, item_id, name, value, remark_id=adhoc.new_id(), at=self._clock())

    def retry(self, items: Sequence[str]) -> Session:
        """Begin a sitting on exactly these items."""
        return adhoc.begun(adhoc.MISTAKES, items, **self._options())

    def resumed(self) -> Session | None:
        """Return the retry that was left, if there is something left to do in it."""
        return adhoc.resumed(adhoc.MISTAKES, **self._options())

    def _options(self) -> dict[str, Any]:
        _ = gettext_for(self.lang)
        title = _("Wrong answers once more")
        return {"title": title, "store": self._store, "bank": self._bank, "lang": self.lang, "clock": self._clock}


def open_book(lang: Lang) -> Book:
    """Return the learner's wrong-answer book."""
    return Book(store=open_store(lang), bank=open_bank(), lang=lang)
