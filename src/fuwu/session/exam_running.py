"""One learner at an exam: begin, change answers, hand in; by the log alone, whatever stops in between.

Nothing about a running exam is kept in memory only. The time comes from the events in the log (`fuwu.sitting`) and
from signs of life that the program writes while it runs, so that a killed program, server or machine costs neither
answers nor time. One window at a time works on an exam; others show that, and may take over.
"""

from __future__ import annotations

import contextlib
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from fuwu import forms, grading
from fuwu.i18n import gettext_for
from fuwu.model import (
    Answer,
    Attempt,
    Blueprint,
    Change,
    ExamEvent,
    Form,
    FormOf,
    Happening,
    Response,
)
from fuwu.session import exam_log
from fuwu.session.exam_log import ExamLog
from fuwu.session.quiz import Invalid
from fuwu.sitting import ASLEEP, stopped_at
from fuwu.store import sittings
from fuwu.store.sittings import NotOwner, Over, Sitting

#: Papers whose items the next one avoids.
RECENT = 5


class RunningExam(ExamLog):
    """What can be done with an exam, and the time that runs."""

    def __init__(self, blueprint: Blueprint, **where: Any) -> None:
        super().__init__(blueprint, **where)
        self._enter(opening=True)

    def _enter(self, *, opening: bool) -> None:
        """Settle what the log left open: a program that stopped, a time that is used up.

        When a page opens (again), or its cell is run again, it takes over from what this process showed before.
        """
        sitting = self._sitting
        state = self._standing(self._now()).state
        if opening and sitting is not None and state == "paused":
            self._claim()  # nobody works on it: what its last window was does not matter
        if sitting is None or state != "running":
            return
        beat = sitting.beat
        if opening and beat is not None and beat.owner.startswith(exam_log.PROCESS):
            self._claim()
            return
        stopped = stopped_at(seen=sitting.last_sign, now=self._wall_now())
        if beat is not None and stopped is None:
            return  # another window works on it
        self._claim()
        self._stop_at(stopped if beat is not None and stopped is not None else sitting.last_sign)

    def _stop_at(self, moment: datetime) -> None:
        """Note that the exam stood still from `moment` on, or was over by then."""
        if self._standing(moment).remaining <= timedelta(0):
            self._end("expired", moment)
        else:
            self._write(self._event("paused", moment))

    def start(self) -> None:
        """Assemble a paper and begin; if one was begun in another window meanwhile, show that.

        Raises
        ------
        Invalid
            If the bank cannot fill the paper; the message says what is lacking.
        """
        with self.lock:
            if self._sitting is not None:
                return
            seed = secrets.randbelow(2**31)
            form = self._assemble(seed)
            now = self._now()
            attempt = Attempt(
                id=str(uuid.uuid4()),
                quiz=self.quiz,
                lang=self.lang,
                mode="exam",
                seed=seed,
                items=tuple(name for section in form.sections for name in section.items),
                started_at=now,
            )
            paper = FormOf(str(uuid.uuid4()), attempt.id, forms.to_json(form))
            started = Happening(str(uuid.uuid4()), attempt.id, "started", now)
            try:
                sittings.begin(self._store, attempt, paper, started, owner=self._owner)
            except Over:
                self._load(sittings.latest(self._store, self.quiz, self.lang))
                self._enter(opening=True)
            else:
                self._load(sittings.read(self._store, attempt))

    def _assemble(self, seed: int) -> Form:
        items = [item for lesson in self._bank.lessons() for item in self._bank.items(lesson.id)]
        points = {item.point: self._bank.point(item.point) for item in items}
        attempts = sittings.exam_attempts(self._store)[:RECENT]
        recent = [frozenset(name for name, _ in attempt.items) for attempt in attempts]
        try:
            (form,) = forms.assemble(self.blueprint, items, points=points, seed=seed, recent=recent)
        except forms.Impossible as error:
            raise Invalid(forms.explain(error, self.lang)) from error
        except TimeoutError as error:
            _ = gettext_for(self.lang)
            raise Invalid(_("This machine was too busy to put a paper together. Please press Start again.")) from error
        return form

    def change(
        self, item_id: str, answer: Answer, *, change_id: str, elapsed_ms: int | None, window: str = ""
    ) -> dict[str, Any]:
        """Record a changed answer; return the message with what is stored.

        `elapsed_ms` is how long the item has been shown in this browser window so far.

        Raises
        ------
        Invalid
            If the item is not one of the paper.
        NotOwner, Over
            If another window has taken over, or the exam is over; nothing was written.
        StoreError
            If it could not be recorded.
        """
        with self.lock:
            self._require_running()
            attempt = self._attempt_with(item_id)
            now = self._now()
            spent = self._newly_spent((window, item_id), elapsed_ms)
            self._write(Change(change_id, attempt.id, item_id, answer, spent, now))
            stored = self._answers()[item_id]
            return {
                "type": "kept",
                "item_id": item_id,
                "change_id": change_id,
                "answer": stored.answer,
                "saved_at": stored.at.isoformat(),
                "summary": self._summary(),
            }

    def _newly_spent(self, where: tuple[str, str], elapsed_ms: int | None) -> int | None:
        """Return what came to the time spent on an item; a window that was opened again counts from 0."""
        if elapsed_ms is None or elapsed_ms < 0:
            return None
        before = self._spent.get(where, 0)
        self._spent[where] = elapsed_ms
        return elapsed_ms - before if elapsed_ms >= before else elapsed_ms

    def flag(self, item_id: str, *, flagged: bool) -> None:
        """Record that the learner flagged an item, or took the flag off."""
        with self.lock:
            attempt = self._attempt_with(item_id)
            self._store.add_flag(attempt.id, item_id, flagged, id=str(uuid.uuid4()), at=self._now())

    def note_times(self, spent: Mapping[str, int], *, window: str = "") -> None:
        """Take over how long a browser window has shown each item so far (ms): reading without a change counts too."""
        with self.lock:
            known = {name for name, _ in self._sitting.attempt.items} if self._sitting else set()
            self._shown.update({(window, name): ms for name, ms in spent.items() if name in known})

    def hand_in(self) -> None:
        """Hand in: grade every answer and record the end, once."""
        with self.lock:
            self._reload()
            self._require_running()
            self._end("submitted", self._now())

    def resume(self) -> None:
        """Go on after a pause."""
        with self.lock:
            self._reload()
            if self._sitting is None or self.standing.state != "paused":
                return
            self._load(self._sitting)  # the clock is read anew: the machine may have slept
            self._claim()
            self._write(self._event("resumed", self._now()))

    def take_over(self) -> None:
        """Work on here; the other window will notice at its next sign of life."""
        with self.lock:
            self._reload()
            if self._sitting is not None and not self.standing.final:
                self._load(self._sitting)
                self._claim()

    def new(self) -> None:
        """Put a finished exam aside, to begin another, or to go on with one that is still open."""
        with self.lock:
            self._reload()
            if self._sitting is not None and self.standing.final:
                self._load(sittings.unfinished(self._store, self.quiz, self.lang))
                self._enter(opening=True)

    def tick(self) -> bool:
        """Note that the exam is alive, or hand it in when its time is up; return whether the page must change.

        Called by the watch every `fuwu.sitting.BEAT` seconds while the exam runs. A window that only watches looks
        whether the one that works on the exam is still alive.
        """
        with self.lock:
            if self._sitting is None or self._standing(self._now()).state != "running":
                return False
            if self.is_owner:
                return self._beat(self._sitting)
            before = self._standing(self._now()).state
            self._reload()
            self._enter(opening=False)
            return self.is_owner or self._standing(self._now()).state != before

    def _beat(self, sitting: Sitting) -> bool:
        now = self._now()
        asleep_since = self._asleep(sitting)
        if asleep_since is not None:
            with contextlib.suppress(NotOwner, Over):  # then the page must change all the more
                self._stop_at(asleep_since)
        elif self._standing(now).remaining <= timedelta(0):
            self._end("expired", now)
        elif sittings.beat(self._store, sitting.attempt.id, owner=self._owner, at=now):
            self._sitting = replace(sitting, beat=sittings.Beat(self._owner, now))
            return False
        else:
            self._reload()  # another window has taken over, or the exam was handed in on another machine
        return True

    def _asleep(self, sitting: Sitting) -> datetime | None:
        """Return when this program last ran, if it was held up since: the machine slept."""
        seen = sitting.last_sign
        return seen if self._wall_now() - seen > timedelta(seconds=ASLEEP) else None

    def _rest_of_times(self, at: datetime) -> list[Change]:
        """Return the times that were not yet reported with a change, as changes that leave the answers as they are."""
        answers = self._answers()
        rest = []
        for (window, name), shown in self._shown.items():
            where = window, name
            spent = self._newly_spent(where, shown) if shown > self._spent.get(where, 0) else None
            if spent:
                answer = answers[name].answer if name in answers else None
                moment = answers[name].at if name in answers else at
                rest.append(Change(str(uuid.uuid4()), self._the_attempt().id, name, answer, spent, moment))
        return rest

    def _end(self, event: ExamEvent, at: datetime) -> None:
        rest = self._rest_of_times(at)
        if rest:
            with contextlib.suppress(NotOwner, Over):
                sittings.write(self._store, self._the_attempt().id, *rest, owner=self._owner, at=self._now())
            self._reload()
        there = {item.id for item in self._items()}
        given = [one for one in self._answers().values() if one.answer is not None and one.item_id in there]
        responses = [self._graded(change) for change in given]
        answered = [one for one in responses if one.score.verdict != "unattempted"]
        try:
            sittings.hand_in(self._store, self._event(event, at), answered)
        except Over:
            pass  # by another window, a moment before
        finally:
            self._reload()

    def _graded(self, change: Change) -> Response:
        item = self._asked(change.item_id)
        exact = forms.section_of(self._the_form(), item.id).scoring == "exact"
        return Response(
            id=str(uuid.uuid4()),
            attempt_id=change.attempt_id,
            item_id=item.id,
            item_version=item.version,
            answer=change.answer,
            score=grading.grade(item, change.answer, mode="exam" if exact else "practice"),
            elapsed_ms=self._spent_ms().get(item.id),
            answered_at=change.at,
        )

    def _require_running(self) -> None:
        if not self.is_owner:
            raise NotOwner
        asleep_since = self._asleep(self._sitting) if self._sitting else None
        if asleep_since is not None and self.standing.state == "running":
            self._stop_at(asleep_since)  # the machine has just woken, and the watch has not looked yet
        now = self._now()
        standing_now = self._standing(now)
        if standing_now.state == "running" and standing_now.remaining <= timedelta(0):
            self._end("expired", now)
        if self._standing(now).state != "running":
            raise Over
