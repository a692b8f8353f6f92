"""The start page and the progress page at work: what they show now, and what the learner sets and does there."""

from __future__ import annotations

import math
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any, Final

from fuwu import home
from fuwu.bank import Bank
from fuwu.home import report, today
from fuwu.i18n import gettext_for
from fuwu.model import Lang, OutsideResult, Setting
from fuwu.session import carry, learner
from fuwu.session.memory import Memory
from fuwu.session.opening import open_bank, open_store
from fuwu.store import ImportReport, Store

#: So many faults of a file are shown.
FAULTS: Final = 3


class Refused(ValueError):  # noqa: N818 - says what happened
    """What was entered is none; the message says why, in the learner's language."""


class Pages:
    """The two pages of one learner.

    Parameters
    ----------
    store, bank, lang
        Where answers are, what there is to learn, the learner's language.
    clock
        Returns the time in UTC.
    """

    def __init__(
        self, *, store: Store, bank: Bank, lang: Lang, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.lang: Lang = lang
        self._store = store
        self._bank = bank
        self._clock = clock

    @cached_property
    def _memory(self) -> Memory:
        return Memory(self._store)

    def learner(self) -> home.Learner:
        """Return what is known now."""
        return learner.gather(self._store, self._bank, memory=self._memory, now=self._clock())

    def start(self) -> tuple[str, str]:
        """Return the start page's HTML, and the same in plain lines."""
        known = self.learner()
        return today.page(known, self.lang), today.text(known, self.lang)

    def progress(self, *, message: str | None = None, fault: str | None = None) -> tuple[str, str]:
        """Return the progress page's HTML, with what was just done or could not be, and its first lines."""
        known = self.learner()
        return report.page(known, self.lang, message=message, fault=fault), report.text(known, self.lang)

    # --- what the learner sets --------------------------------------------------------------------------

    def choose(self, values: Mapping[str, Any]) -> None:
        """Keep the exam day and the limits among `values`, as the forms give them.

        Raises
        ------
        Refused
            If one of them is none; nothing is kept then.
        StoreError
            If they could not be recorded.
        """
        chosen: dict[str, Any] = {}
        if "exam_day" in values:
            chosen["exam_day"] = self._day(values["exam_day"]).isoformat() if values["exam_day"] else None
        for name in ("daily_limit", "new_limit"):
            if name in values:
                chosen[name] = self._limit(values[name])
        now = self._clock()
        self._store.add(*(Setting(str(uuid.uuid4()), name, value, now) for name, value in chosen.items()))

    def add_outside(self, values: Mapping[str, Any]) -> None:
        """Keep the result of an exam sat elsewhere: ``paper``, ``day``, ``marks``, ``out_of``, as the form gives them.

        Raises
        ------
        Refused
            If one of them is none.
        StoreError
            If it could not be recorded.
        """
        _ = gettext_for(self.lang)
        marks, out_of = self._number(values.get("marks")), self._number(values.get("out_of"))
        day = self._day(values.get("day"))
        now = self._clock()
        zone = learner.local_zone(now)
        if not 0 <= marks <= out_of or not out_of:
            raise Refused(_("Marks must lie between 0 and the paper's total."))
        if day > now.astimezone(zone).date():
            raise Refused(_("The day of the exam is still to come."))
        paper = self._bank.blueprint(str(values.get("paper"))).id
        at = min(now, datetime.combine(day, time(12), tzinfo=zone).astimezone(UTC))
        self._store.add(OutsideResult(str(uuid.uuid4()), paper, marks, out_of, at))

    def _day(self, value: object) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            _ = gettext_for(self.lang)
            raise Refused(_("Please choose a day.")) from None

    def _limit(self, value: object) -> int:
        number = self._number(value)
        if number != int(number) or not 0 <= number <= learner.MOST:
            _ = gettext_for(self.lang)
            raise Refused(_("Please give a whole number from 0 to {most}.").format(most=learner.MOST))
        return int(number)

    def _number(self, value: object) -> float:
        try:
            number = float(str(value))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            _ = gettext_for(self.lang)
            raise Refused(_("Please give a number."))
        return number

    # --- take everything along --------------------------------------------------------------------------

    def taken(self) -> tuple[str, str]:
        """Return the name and text of a file with everything."""
        return carry.taken(self._store, today=learner.day_in(self._clock(), learner.local_zone(self._clock())))

    def bring(self, text: str, name: str) -> tuple[bool, str]:
        """Bring in a file; return whether that went well, and what to tell."""
        found = carry.brought(self._store, text, name=name)
        return not found.faults, self._told(found)

    def _told(self, found: ImportReport) -> str:
        _ = gettext_for(self.lang)
        if not found.faults:
            line = _("Brought in: {added} new records; {already} were here already.")
            return line.format(added=found.added, already=found.already)
        head = _("Nothing was brought in; {n} things are wrong in the file:").format(n=len(found.faults))
        return "\n".join([head, *found.faults[:FAULTS]])


def open_pages(lang: Lang) -> Pages:
    """Return the pages of this process's learner."""
    return Pages(store=open_store(lang), bank=open_bank(), lang=lang)
