"""What the log has of a learner's exam, and whose it is: read, claimed, written to."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from fuwu import forms
from fuwu.bank import Bank, BankError
from fuwu.grading.variants import variant
from fuwu.model import (
    Attempt,
    Blueprint,
    Change,
    ExamEvent,
    Form,
    Happening,
    Item,
    Lang,
    Response,
)
from fuwu.session.clock import AnchoredClock, wall_clock
from fuwu.session.quiz import Invalid
from fuwu.sitting import Standing, standing
from fuwu.store import Store, sittings
from fuwu.store.sittings import Sitting

#: This process: a window of it takes over from another of it without asking.
PROCESS = uuid.uuid4().hex


class ExamLog:
    """A learner's exam on one blueprint as the log has it: the one that is open, else the last, else none yet."""

    def __init__(
        self,
        blueprint: Blueprint,
        *,
        store: Store,
        bank: Bank,
        lang: Lang,
        wall: Callable[[], datetime] = wall_clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.blueprint = blueprint
        self.lang: Lang = lang
        self.lock = threading.RLock()  # the watch is another thread
        self._store = store
        self._bank = bank
        self._wall = wall
        self._monotonic = monotonic
        self._owner = f"{PROCESS}:{uuid.uuid4().hex}"
        self._spent: dict[tuple[str, str], int] = {}  # by browser window and item: reported with changes
        self._shown: dict[tuple[str, str], int] = {}  # all that was told
        self._sitting: Sitting | None = None
        self._form: Form | None = None
        self._load(sittings.latest(store, self.quiz, lang))

    @property
    def quiz(self) -> str:
        """The quiz's id in the log."""
        return f"exam/{self.blueprint.id}"

    @property
    def attempt(self) -> Attempt | None:
        """The exam's attempt; None before the start."""
        return self._sitting.attempt if self._sitting else None

    @property
    def standing(self) -> Standing:
        """Where the exam stands now."""
        return self._standing(self._now())

    @property
    def is_owner(self) -> bool:
        """Whether this window works on the exam (an exam nobody works on counts as this one's)."""
        beat = self._sitting.beat if self._sitting else None
        return beat is None or beat.owner == self._owner

    def time(self) -> dict[str, Any]:
        """Return the message with the remaining time."""
        with self.lock:
            now = self.standing
            remaining = round(now.remaining.total_seconds() * 1000)
            return {"type": "time", "remaining_ms": remaining, "state": now.state, "owner": self.is_owner}

    def _load(self, sitting: Sitting | None) -> None:
        self._sitting = sitting
        self._form = forms.from_json(sitting.form) if sitting else None
        seen = sitting.last_sign if sitting else self._wall()
        self._now = AnchoredClock(self._wall, self._monotonic, seen)

    def _reload(self) -> None:
        """Take over what the log has by now; the clock goes on, from there if an imported log is ahead of it."""
        if self._sitting is None:
            return
        self._sitting = sittings.read(self._store, self._sitting.attempt)
        if self._sitting is not None and self._sitting.last_sign > self._now():
            self._now = AnchoredClock(self._wall, self._monotonic, self._sitting.last_sign)

    def _standing(self, now: datetime) -> Standing:
        allowed = timedelta(minutes=self._form.minutes) if self._form else timedelta(minutes=self.blueprint.minutes)
        return standing(self._sitting.events if self._sitting else (), allowed=allowed, now=now)

    def _wall_now(self) -> datetime:
        """Return the time, for one who looks from outside: the anchored clock may have been held back."""
        return max(self._wall(), self._now())

    def _claim(self) -> None:
        assert self._sitting is not None  # noqa: S101 - callers have looked
        sittings.claim(self._store, self._sitting.attempt.id, owner=self._owner, at=self._now())
        self._reload()

    def _event(self, event: ExamEvent, at: datetime) -> Happening:
        assert self._sitting is not None  # noqa: S101 - callers have looked
        return Happening(str(uuid.uuid4()), self._sitting.attempt.id, event, at)

    def _write(self, one: Change | Happening) -> None:
        assert self._sitting is not None  # noqa: S101 - callers have looked
        try:
            sittings.write(self._store, one.attempt_id, one, owner=self._owner, at=one.at)
        finally:
            self._reload()

    def _the_attempt(self) -> Attempt:
        assert self._sitting is not None  # noqa: S101 - callers have looked
        return self._sitting.attempt

    def _the_form(self) -> Form:
        assert self._form is not None  # noqa: S101 - callers have looked
        return self._form

    def _attempt_with(self, item_id: str) -> Attempt:
        if self._sitting is None or item_id not in {name for name, _ in self._sitting.attempt.items}:
            raise Invalid("invalid")
        return self._sitting.attempt

    def _asked(self, item_id: str) -> Item:
        """Return an item of the paper with the numbers it has in this attempt."""
        return variant(self._bank.item(item_id), self._attempt_with(item_id).seed)

    def _items(self) -> list[Item]:
        """Return the paper's items, without those that an update took out of the bank."""
        found = []
        for name, _ in self._sitting.attempt.items if self._sitting else ():
            try:
                found.append(self._asked(name))
            except BankError:
                continue
        return found

    def _answers(self) -> dict[str, Change]:
        return self._sitting.answers() if self._sitting else {}

    def _responses(self) -> dict[str, Response]:
        return sittings.counted(self._store, self._sitting) if self._sitting else {}

    def _spent_ms(self) -> dict[str, int]:
        """Return the time spent on each item, over all windows."""
        spent: dict[str, int] = {}
        for change in self._sitting.changes if self._sitting else ():
            spent[change.item_id] = spent.get(change.item_id, 0) + (change.elapsed_ms or 0)
        return spent

    def _summary(self) -> dict[str, Any]:
        answered = sum(change.answer is not None for change in self._answers().values())
        total = len(self._sitting.attempt.items) if self._sitting else 0
        return {"answered": answered, "total": total}
