"""One learner at work on one quiz: present, grade, record, restore.

The only module that knows both the store and the grading. What is shown as feedback has been committed to
the store before: `submit` and `assess` return only after the write.
"""

from __future__ import annotations

import random
import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fuwu import grading, views
from fuwu.bank import Bank
from fuwu.grading.variants import repeated, variant
from fuwu.model import (
    Answer,
    Assessment,
    Attempt,
    Case,
    Confidence,
    Item,
    Lang,
    Mode,
    Place,
    Response,
    Stated,
    Verdict,
)
from fuwu.session import remarks
from fuwu.session.opening import open_bank, open_store
from fuwu.store import Store

#: With eight number sets an item, this many seeds have one without any repetition for a dozen such items.
FRESH_TRIES = 24


@dataclass(frozen=True, slots=True)
class Quiz:
    """A named set of items to draw from: a lesson, or one point of it."""

    id: str
    title: str
    items: tuple[Item, ...]
    size: int
    mode: Mode = "practice"


class Invalid(Exception):  # noqa: N818 - the verdict's name
    """An answer that is none to its item; nothing was recorded."""


def draw(quiz: Quiz, *, seen: Mapping[str, Verdict | None], seed: int) -> tuple[Item, ...]:
    """Return `quiz.size` of the quiz's items, in the bank's order.

    Items never answered come first, then those not yet right, then the rest; chance decides within each.
    """
    rng = random.Random(seed)  # noqa: S311 - a draw, not a secret

    def rank(item: Item) -> int:
        if item.id not in seen:
            return 0
        return 2 if seen[item.id] == "correct" else 1

    order = sorted(quiz.items, key=lambda item: (rank(item), rng.random()))
    chosen = {item.id for item in order[: quiz.size]}
    return tuple(item for item in quiz.items if item.id in chosen)


def _fresh(items: Sequence[Item], before: int) -> int:
    """Return a seed that gives the items other numbers than `before`, as far as a few tries find one."""
    seeds = [secrets.randbelow(2**31) for _ in range(FRESH_TRIES)]
    return min(seeds, key=lambda seed: repeated(items, seed, before))


class Session:
    """A learner's current attempt at a quiz.

    Parameters
    ----------
    quiz, store, bank, lang
        What is asked, where answers go, where items' points are looked up, the learner's language.
    clock
        Returns the time in UTC.
    anew
        Begin a new attempt, even if there is one to go on with.
    """

    def __init__(
        self,
        quiz: Quiz,
        *,
        store: Store,
        bank: Bank,
        lang: Lang,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        anew: bool = False,
    ) -> None:
        self.quiz = quiz
        self.lang = lang
        self._store = store
        self._bank = bank
        self._clock = clock
        self._section: str | None = None
        self._answered: dict[str, Response] = {}
        self._confidence: dict[str, Confidence] = {}
        self._attempt = (None if anew else self._resume()) or self._begin()
        self._read_answers()

    @property
    def attempt(self) -> Attempt:
        """The attempt being worked on."""
        return self._attempt

    @property
    def items(self) -> tuple[Item, ...]:
        """The attempt's items, in order, with this attempt's numbers."""
        return tuple(self._asked(item_id) for item_id, _ in self._attempt.items)

    def _asked(self, item_id: str) -> Item:
        """Return an item with the numbers that it has in this attempt: the same whenever it is resumed."""
        return variant(self._bank.item(item_id), self._attempt.seed)

    def _resume(self) -> Attempt | None:
        """Return the latest attempt at this quiz; None when there is none or its items have changed."""
        attempt = self._store.latest_attempt(self.quiz.id, self.lang)
        if attempt is None:
            return None
        versions = {item.id: item.version for item in self.quiz.items}
        unchanged = all(versions.get(item_id) == version for item_id, version in attempt.items)
        return attempt if unchanged and attempt.items else None

    def _begin(self, items: Sequence[Item] | None = None, *, after: Attempt | None = None) -> Attempt:
        """Begin an attempt, if possible with other numbers than in the attempt `after` which it comes."""
        seed = secrets.randbelow(2**31)
        if items is None:
            done = self._store.progress().items
            items = draw(self.quiz, seen={name: last.verdict for name, last in done.items()}, seed=seed)
        if after is not None:
            seed = _fresh(items, after.seed)
        attempt = Attempt(
            id=str(uuid.uuid4()),
            quiz=self.quiz.id,
            lang=self.lang,
            mode=self.quiz.mode,
            seed=seed,
            items=tuple((item.id, item.version) for item in items),
            started_at=self._clock(),
        )
        self._store.add_attempt(attempt)
        self._attempt = attempt
        self._answered = {}
        return attempt

    def restart(self) -> None:
        """Begin a new attempt at the whole quiz."""
        self._begin(after=self._attempt)

    def retry(self) -> None:
        """Begin a new attempt with what was not right in this one (the whole quiz if all was)."""
        self._read_answers()
        missed_ids = {name for name, response in self._answered.items() if response.score.verdict != "correct"}
        missed = [self._bank.item(name) for name, _ in self._attempt.items if name in missed_ids]
        self._begin(missed or None, after=self._attempt)

    def submit(
        self,
        item_id: str,
        answer: Answer,
        *,
        response_id: str,
        elapsed_ms: int | None,
        confidence: Confidence | None = None,
    ) -> dict[str, Any]:
        """Grade and record an answer, and how sure the learner said they were; return the message with its feedback.

        The first response to an item in an attempt counts: sent again, or from a second window, an answer
        gets the feedback of the one recorded.

        Raises
        ------
        Invalid
            If it is no answer to this item, or none at all; the item stays open.
        StoreError
            If it could not be recorded; nothing is revealed.
        """
        item = self._item(item_id)
        score = grading.grade(item, answer, mode=self._attempt.mode)
        if score.verdict in ("invalid", "unattempted"):
            raise Invalid(score.verdict)
        if item.id not in self._answered:
            self.visit(item.point)  # before the answer's time: none brings a card back that it shows forgotten itself
        response = Response(
            id=response_id,
            attempt_id=self._attempt.id,
            item_id=item.id,
            item_version=item.version,
            answer=answer,
            score=score,
            elapsed_ms=elapsed_ms,
            answered_at=self._clock(),
        )
        stated = Stated(str(uuid.uuid4()), response_id, confidence, response.answered_at) if confidence else None
        if self._store.add_response(response, first_only=True, stated=stated):
            self._answered[item.id] = response
            self._confidence |= {response_id: confidence} if confidence else {}
        else:
            self._read_answers()
        return {"type": "feedback", "item_id": item.id, "response_id": response_id} | self._outcome(item)

    def assess(self, item_id: str, key_points: Sequence[str], *, assessment_id: str) -> dict[str, Any]:
        """Record which key points the learner found in their case answer; return the message with the score."""
        item = self._item(item_id)
        self._read_answers()
        response = self._answered.get(item_id)
        if not isinstance(item, Case) or response is None:
            raise Invalid("invalid")
        score = grading.assess(item, tuple(key_points))
        self._store.add_assessment(
            Assessment(
                id=assessment_id,
                response_id=response.id,
                key_points=tuple(key_points),
                score=score,
                by="self",
                assessed_at=self._clock(),
            )
        )
        self._read_answers()
        return {"type": "assessed", "item_id": item.id} | self._outcome(item)

    def remark(self, item_id: str, name: str, value: object, *, remark_id: str) -> dict[str, Any]:
        """Record what the learner keeps about an item (star, cause, note); return the message that it is kept.

        Of any item: a note may still be on its way when the next attempt, or the next batch of a review, has begun.
        """
        if item_id not in self._bank.facts:
            raise Invalid("invalid")
        kept = remarks.keep(self._store, item_id, name, value, remark_id=remark_id, at=self._clock())
        return {"type": "remarked", "item_id": item_id, "name": name, "value": kept, "remark_id": remark_id}

    def flag(self, item_id: str, *, flagged: bool) -> None:
        """Record that the learner flagged an item, or took the flag off."""
        self._item(item_id)
        self._store.add_flag(self._attempt.id, item_id, flagged, id=str(uuid.uuid4()), at=self._clock())

    def visit(self, section: str) -> None:
        """Record where in the workbook the learner is, unless that is where this session saw them last."""
        if section != self._section:
            lesson = self._bank.point(section).lesson
            self._store.add_place(Place(str(uuid.uuid4()), lesson, section, self.lang, self._clock()))
            self._section = section

    def payload(self) -> dict[str, Any]:
        """Return all the player shows: the items without keys, and what is already answered."""
        items = self.items
        attempt = self._attempt
        self._read_answers()
        return {
            "quiz": self.quiz.id,
            "title": self.quiz.title,
            "lang": self.lang,
            "mode": attempt.mode,
            "attempt_id": attempt.id,
            "notice": self._store.notice,
            "rules": views.rules(self.lang, attempt.mode),
            "items": [views.item_view(item, lang=self.lang, seed=attempt.seed) for item in items],
            "answers": {
                response.item_id: {"answer": response.answer} | self._feedback(response)
                for response in self._answered.values()
            },
            "flags": self._store.flags(attempt.id),
            "remarks": self._remarks(items),
            "summary": self._summary(),
        }

    def _item(self, item_id: str) -> Item:
        if item_id not in {name for name, _ in self._attempt.items}:
            raise Invalid("invalid")
        return self._asked(item_id)

    def _read_answers(self) -> None:
        """Take over what the store has of this attempt: the first response to each item, as it is scored now."""
        self._answered = {}
        for response in self._store.responses(self._attempt.id, assessed=True):
            self._answered.setdefault(response.item_id, response)
        self._confidence = self._store.confidences(self._attempt.id)

    def _remarks(self, items: Sequence[Item]) -> dict[str, dict[str, Any]]:
        kept = self._store.remarks()
        return {item.id: kept[item.id] for item in items if item.id in kept}

    def _assessed(self, response: Response) -> Assessment | None:
        judged = [a for a in self._store.assessments(self._attempt.id) if a.response_id == response.id]
        return judged[-1] if judged else None

    def _feedback(self, response: Response) -> dict[str, Any]:
        item = self._asked(response.item_id)
        assessment = self._assessed(response) if isinstance(item, Case) else None
        shown = views.feedback(
            item,
            response.answer,
            response.score,
            point=self._bank.point(item.point),
            lang=self.lang,
            judge=assessment.by if assessment else "grader",
        )
        saved_at = assessment.assessed_at if assessment else response.answered_at
        stated = {"confidence": self._confidence[response.id]} if response.id in self._confidence else {}
        return {"feedback": shown, "saved_at": saved_at.isoformat()} | stated

    def _outcome(self, item: Item) -> dict[str, Any]:
        response = self._answered[item.id]
        return {"answer": response.answer, "summary": self._summary()} | self._feedback(response)

    def _summary(self) -> dict[str, Any]:
        answered = [(self._asked(name), response.score) for name, response in self._answered.items()]
        return views.summary(answered, self.items, point=self._bank.point, lang=self.lang)


def lesson_quiz(lesson: str, *, lang: Lang, bank: Bank, point: str | None = None, items: int | None = None) -> Quiz:
    """Return the quiz on a lesson, or on one of its points, with at most `items` items a sitting.

    Raises
    ------
    BankError
        If there is no such lesson or point.
    """
    pool = bank.items(lesson, point)
    title = bank.point(point).title if point else bank.lesson(lesson).title
    return Quiz(
        id=f"{lesson}/{point}" if point else lesson,
        title=title.to(lang),
        items=pool,
        size=min(items or len(pool), len(pool)),
    )


def open_session(lesson: str, *, lang: Lang, point: str | None = None, items: int | None = None) -> Session:
    """Return the learner's session on a lesson's quiz, resumed where it was left."""
    bank = open_bank()
    quiz = lesson_quiz(lesson, lang=lang, bank=bank, point=point, items=items)
    return Session(quiz, store=open_store(lang), bank=bank, lang=lang)
