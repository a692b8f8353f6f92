"""A learner's exam as its page has it: what the browser may see in each state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fuwu import exam_views, grading, views
from fuwu.i18n import gettext_for
from fuwu.model import (
    Assessment,
    Case,
    Item,
    Lang,
    Response,
    Score,
)
from fuwu.session import remarks
from fuwu.session.clock import wall_clock
from fuwu.session.exam_running import RunningExam
from fuwu.session.opening import open_bank, open_store
from fuwu.session.quiz import Invalid
from fuwu.session.results import open_exams, sat_exams
from fuwu.sitting import Standing
from fuwu.store.sittings import NotOwner, Over

#: How many earlier results are shown.
PREVIOUS = 5


class ExamSession(RunningExam):
    """A learner's exam on one blueprint: the one that is open, else the last, else none yet.

    Parameters
    ----------
    blueprint, store, bank, lang
        What paper, where it is kept, where items come from, the learner's language.
    wall, monotonic
        Clocks: the time in UTC; seconds that only grow.
    """

    def payload(self) -> dict[str, Any]:
        """Return all the player shows; items only while they may be seen, keys only after the hand-in."""
        with self.lock:
            self._reload()
            now = self.standing
            started = self._sitting is not None
            readable = started and (now.final or (now.state == "running" and self.is_owner))
            items = self._items() if readable else []
            form = self._form
            return {
                "quiz": self.quiz,
                "title": (form.title if form else self.blueprint.title).to(self.lang),
                "lang": self.lang,
                "mode": "exam",
                "attempt_id": self._sitting.attempt.id if self._sitting else "",
                "notice": self._store.notice,
                "rules": exam_views.rules(form, self.lang),
                "items": exam_views.items(items, form, seed=self._seed(), lang=self.lang) if form else [],
                "sections": exam_views.sections(form, items, self.lang) if readable and form else [],
                "answers": self._shown_answers(final=now.final) if readable else {},
                "flags": self._store.flags(self._sitting.attempt.id) if readable and self._sitting else {},
                "summary": self._summary(),
                "exam": self._exam(now),
                "result": self._result() if now.final else None,
                **({"remarks": self._remarks(items)} if now.final else {}),
            }

    def assess(self, item_id: str, key_points: Sequence[str], *, assessment_id: str) -> dict[str, Any]:
        """Record which key points the learner found in a case answer, after the hand-in."""
        with self.lock:
            item = self._asked(item_id)
            response = self._responses().get(item_id)
            if not isinstance(item, Case) or response is None or not self.standing.final:
                raise Invalid("invalid")
            score = grading.assess(item, tuple(key_points))
            names = tuple(key_points)
            self._store.add_assessment(Assessment(assessment_id, response.id, names, score, "self", self._wall()))
            response = self._responses()[item_id]
            outcome = {"answer": response.answer, "summary": self._summary(), "result": self._result()}
            return {"type": "assessed", "item_id": item_id} | outcome | self._feedback(response)

    def remark(self, item_id: str, name: str, value: object, *, remark_id: str) -> dict[str, Any]:
        """Record what the learner keeps about an item after the hand-in; return the message that it is kept."""
        with self.lock:
            if item_id not in self._bank.facts:
                raise Invalid("invalid")
            kept = remarks.keep(self._store, item_id, name, value, remark_id=remark_id, at=self._wall())
            return {"type": "remarked", "item_id": item_id, "name": name, "value": kept, "remark_id": remark_id}

    def _remarks(self, items: Sequence[Item]) -> dict[str, dict[str, Any]]:
        kept = self._store.remarks()
        return {item.id: kept[item.id] for item in items if item.id in kept}

    def _feedback(self, response: Response) -> dict[str, Any]:
        item = self._asked(response.item_id)
        judged = [a for a in self._store.assessments(response.attempt_id) if a.response_id == response.id]
        shown = views.feedback(
            item,
            response.answer,
            response.score,
            point=self._bank.point(item.point),
            lang=self.lang,
            judge=judged[-1].by if judged else "grader",
        )
        saved_at = judged[-1].assessed_at if judged else response.answered_at
        return {"feedback": shown, "saved_at": saved_at.isoformat()}

    def _seed(self) -> int:
        return self._sitting.attempt.seed if self._sitting else 0

    def _shown_answers(self, *, final: bool) -> dict[str, Any]:
        if not final:
            return {
                name: {"answer": change.answer, "saved_at": change.at.isoformat()}
                for name, change in self._answers().items()
                if change.answer is not None
            }
        responses = self._responses()
        return {item.id: self._marked(item, responses.get(item.id)) for item in self._items()}

    def _marked(self, item: Item, response: Response | None) -> dict[str, Any]:
        """Return what is shown of an item after the hand-in; also of one that was not answered."""
        if response is not None:
            return {"answer": response.answer} | self._feedback(response)
        nothing = Score(0.0, item.possible, "unattempted")
        point = self._bank.point(item.point)
        empty = "" if isinstance(item, Case) else None
        shown = views.feedback(item, empty, nothing, point=point, lang=self.lang)
        return {"answer": None, "saved_at": None, "feedback": shown}

    def _exam(self, now: Standing) -> dict[str, Any]:
        form, blueprint = self._form, self.blueprint
        minutes = form.minutes if form else blueprint.minutes
        return {
            "state": now.state,
            "remaining_ms": round(now.remaining.total_seconds() * 1000),
            "total_ms": minutes * 60_000,
            "terms": exam_views.terms(blueprint, self.lang),
            "note": blueprint.note.to(self.lang),
            "pauses": exam_views.pauses(now, self._now()),
            "owner": self.is_owner,
            "previous": self._previous(),
        }

    def _previous(self) -> list[dict[str, Any]]:
        """Return what earlier papers of this kind earned, the latest first."""
        current = self._sitting.attempt.id if self._sitting else None
        earlier = [sat for sat in sat_exams(self._store, self.quiz) if sat.attempt.id != current]
        return [exam_views.previous(sat.form, sat.result, sat.attempt.started_at) for sat in earlier[:PREVIOUS]]

    def _result(self) -> dict[str, Any] | None:
        if self._sitting is None or self._form is None:
            return None
        scores = {name: response.score for name, response in self._responses().items()}
        return exam_views.result(
            self._form,
            scores,
            items=self._items(),
            spent=self._spent_ms(),
            standing=self.standing,
            now=self._now(),
            point=self._bank.point,
            lang=self.lang,
        )


def open_exam(blueprint: str, lang: Lang) -> ExamSession:
    """Return the learner's exam on a blueprint, as it stands."""
    bank = open_bank()
    return ExamSession(bank.blueprint(blueprint), store=open_store(lang), bank=bank, lang=lang)


def refused(error: Exception, lang: Lang) -> str:
    """Return in words why a message of an exam was refused."""
    _ = gettext_for(lang)
    if isinstance(error, NotOwner):
        return _("This exam is open in another window; this one only watches.")
    if isinstance(error, Over):
        return _("The exam is not running; nothing was changed.")
    return str(error)


def papers(lang: Lang) -> list[dict[str, Any]]:
    """Return the papers on offer, with what the learner has of each (see `exam_views.chooser`)."""
    store = open_store(lang)
    states = {one.blueprint: one.standing.state for one in open_exams(store, now=wall_clock()) if one.lang == lang}
    last: dict[str, dict[str, Any]] = {}
    for sat in sat_exams(store):
        last.setdefault(sat.form.blueprint, exam_views.previous(sat.form, sat.result, sat.attempt.started_at))
    return [
        {
            "id": one.id,
            "title": one.title.to(lang),
            "minutes": one.minutes,
            "marks": one.marks,
            "cut": one.cut,
            "count": sum(row.count for row in one.rows),
            "lesson": one.lesson is not None,
            "state": states.get(one.id),
            "last": last.get(one.id),
        }
        for one in open_bank().blueprints()
    ]
