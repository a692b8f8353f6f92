"""One learner at today's reviews: items and flashcards in one queue, a batch at a time.

What is due is never kept anywhere: it follows from the log, so that after a kill, a reload or in another window
the rest of the day's plan is there. The items of a batch are an attempt at the quiz ``review``; the ratings of
flashcards are records of their own. A card that was forgotten comes back in a later batch, in a new attempt.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from fuwu.bank import Bank
from fuwu.grading.variants import repeated
from fuwu.i18n import gettext_for
from fuwu.model import Answer, Attempt, Item, Lang, Place, Review, Setting, Undo
from fuwu.scheduling import Reason, State
from fuwu.session import learner
from fuwu.session.agenda import Agenda, Choice, Deck, Kind, Limits, agenda, days_until
from fuwu.session.batches import (
    BATCH,
    EXTRA,
    EXTRA_SETTING,
    MOST,
    extra_of,
    is_over,
    items_of,
    led_by,
    rest_of,
)
from fuwu.session.memory import Memory, card_of, event_of, item_of
from fuwu.session.opening import open_bank, open_store
from fuwu.session.quiz import FRESH_TRIES, Invalid, Quiz, Session
from fuwu.session.review_views import RATINGS, CardViews
from fuwu.store import Store, reviewing
from fuwu.store.reviewing import REVIEW_QUIZ, Done

#: Days ahead that are shown.
WEEK: Final = 7


class ReviewSession(Session):
    """A learner's reviews of today.

    Parameters
    ----------
    store, bank, lang, clock
        As of every session.
    zone
        The learner's time zone; None is the machine's.
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
        self._zone = zone
        self._choice = Choice()
        self._memory = Memory(store)
        self._deck = Deck(bank)
        self._views = CardViews(bank, self._deck, lang)
        self._since = clock()
        self._batch: list[str] = []
        self._reasons: dict[str, Reason] = {}
        self._rated: dict[str, Done] = {}
        self._first: str | None = None
        _ = gettext_for(lang)
        super().__init__(Quiz(REVIEW_QUIZ, _("Review"), (), 0), store=store, bank=bank, lang=lang, clock=clock)

    # --- today ---------------------------------------------------------------------------------------

    def agenda(self) -> Agenda:
        """Return what is left for today, by the log as it is now."""
        now = self._clock()
        zone = self._zone or learner.local_zone(now)
        return self._planned(now, zone, learner.limits(self._store, now, zone), self._choice)

    def _planned(self, now: datetime, zone: tzinfo, limits: Limits, choice: Choice) -> Agenda:
        return agenda(
            self._store,
            self._bank,
            now=now,
            zone=zone,
            limits=limits,
            choice=choice,
            memory=self._memory,
            deck=self._deck,
        )

    def _spare(self, today: Agenda) -> int:
        """Return how many cards there would be with higher limits."""
        limits = replace(today.limits, extra=today.limits.extra + EXTRA)
        more = self._planned(today.now, today.zone, limits, self._choice)
        return max(0, len(more.queue) - len(today.queue))

    def _rest(self, today: Agenda) -> int:
        """Return how many cards of today are outside the part that was chosen."""
        if self._choice == Choice():
            return 0
        whole = self._planned(today.now, today.zone, today.limits, Choice())
        return len({one.card_id for one in whole.queue} - {one.card_id for one in today.queue})

    # --- batches -------------------------------------------------------------------------------------

    def _resume(self) -> Attempt | None:
        """Return today's last attempt if it has items that are still open; the batch is then what is left of it."""
        self._today = today = self.agenda()
        attempt = self._store.latest_attempt(REVIEW_QUIZ, self.lang)
        if attempt is None or attempt.started_at not in today.plan.day or not self._same_items(attempt):
            return None
        answers = {response.item_id: response for response in self._store.responses(attempt.id, assessed=True)}
        undecided = [card_of(name) for name, one in answers.items() if one.score.verdict is None]
        open_ = {card_of(name) for name, _version in attempt.items if name not in answers}
        self._reasons = {one.card_id: one.reason for one in today.queue}
        queue = list(self._reasons)
        rest = rest_of(queue, open_)
        if not undecided and not open_ & set(rest):
            return None
        self._batch, self._rated, self._since = undecided + rest, {}, self._clock()
        return attempt

    def _same_items(self, attempt: Attempt) -> bool:
        known = self._bank.facts
        return all(name in known and self._bank.item(name).version == version for name, version in attempt.items)

    def _begin(self, items: Sequence[Item] | None = None, *, after: Attempt | None = None) -> Attempt:
        """Begin the next batch; its items are a new attempt (none is written for flashcards alone)."""
        del items, after  # what comes is for the plan to say
        coming = led_by(self._first, self._today.queue)[:BATCH]
        self._batch = [one.card_id for one in coming]
        self._reasons = {one.card_id: one.reason for one in coming}
        self._rated, self._since = {}, self._clock()
        asked = [self._bank.item(name) for name in map(item_of, self._batch) if name]
        self._attempt = Attempt(
            id=str(uuid.uuid4()),
            quiz=REVIEW_QUIZ,
            lang=self.lang,
            mode="practice",
            seed=self._other_numbers(asked),
            items=tuple((item.id, item.version) for item in asked),
            started_at=self._since,
        )
        if asked:
            self._store.add_attempt(self._attempt)
        self._answered = {}
        return self._attempt

    def _other_numbers(self, items: Sequence[Item]) -> int:
        """Return a seed that gives each item other numbers than it had last, as far as a few tries find one."""
        several = [item for item in items if getattr(item, "variants", ())]
        before = [(item, reviewing.last_seed(self._store, item.id)) for item in several]

        def again(seed: int) -> int:
            return sum(repeated([item], seed, last) for item, last in before if last is not None)

        return min((secrets.randbelow(2**31) for _ in range(FRESH_TRIES if before else 1)), key=again)

    def more(self) -> None:
        """Go on with the next batch, or to the end of the day."""
        self._today = self.agenda()
        self._begin()
        self._first = None

    restart = retry = more

    def extra(self) -> None:
        """Raise today's limits, and go on."""
        now = self._clock()
        day = learner.day_in(now, self._zone or learner.local_zone(now)).isoformat()
        cards = min(extra_of(self._store.settings(), day) + EXTRA, MOST)
        self._store.add(Setting(str(uuid.uuid4()), EXTRA_SETTING, {"day": day, "cards": cards}, now))
        self.more()

    def choose_part(self, kind: str, lesson: str | None) -> None:
        """Show only questions ("items") or flashcards ("cards") of the plan, or of one lesson; what is unknown, all.

        A case answer that is not judged yet stays before them: in another attempt it could not be judged any more.
        """
        kinds: dict[str, Kind] = {"items": "items", "cards": "cards"}
        known = {one.id for one in self._bank.lessons()}
        self._choice = Choice(kinds.get(kind, "all"), lesson if lesson in known else None)
        self._read_answers()
        waits = any(one.score.verdict is None for one in self._answered.values())
        attempt = self._resume() if waits else None
        if attempt is None:
            self.more()
            return
        self._attempt = attempt
        self._read_answers()

    # --- what the learner does -------------------------------------------------------------------------

    def submit(self, item_id: str, answer: Answer, **more: Any) -> dict[str, Any]:
        """Grade and record an answer as everywhere; the message also says when the item comes again."""
        return super().submit(item_id, answer, **more) | {"review": self._after(card_of(item_id))}

    def assess(self, item_id: str, key_points: Sequence[str], *, assessment_id: str) -> dict[str, Any]:
        """Record a self-check; the message also says when the item comes again."""
        message = super().assess(item_id, key_points, assessment_id=assessment_id)
        return message | {"review": self._after(card_of(item_id))}

    def rate(self, card_id: str, rating: int, *, review_id: str) -> dict[str, Any]:
        """Record how well a flashcard was remembered, once a batch; return the message that it is kept.

        Raises
        ------
        Invalid
            If it is no flashcard of this batch, or no rating.
        StoreError
            If it could not be recorded.
        """
        if card_id not in self._batch or card_id not in self._deck.flashcards or rating not in RATINGS:
            raise Invalid("invalid")
        self._read_answers()
        if card_id not in self._rated:
            self._store.add(Review(review_id, card_id, rating, self._clock()))
            self._read_answers()
        return {"type": "rated", "item_id": card_id, "summary": self._summary()} | self._rated_view(card_id)

    def undo(self) -> None:
        """Take back the last review of today; its card comes first again."""
        today = self.agenda()
        if today.done:
            last = today.done[0]
            self._store.add(Undo(str(uuid.uuid4()), last.id, self._clock()))
            self._first = last.card_id
        self.more()

    def visit(self, section: str) -> None:
        """Do nothing: to answer in the review is not to be in the lesson."""

    def read_section(self, section: str) -> None:
        """Record that the learner went to read a section: leeches of it may come back."""
        lesson = self._bank.point(section).lesson
        self._store.add_place(Place(str(uuid.uuid4()), lesson, section, self.lang, self._clock()))

    # --- what is shown ---------------------------------------------------------------------------------

    def payload(self) -> dict[str, Any]:
        """Return all the player shows: this batch, what is answered of it, and where the day stands."""
        shown = super().payload()
        items = {view["id"]: view for view in shown["items"]}
        states = self._memory.states()
        names = [(card, item_of(card)) for card in self._batch]
        answers = {card: self._rated_view(card) | {"answer": one.rating} for card, one in self._rated.items()}
        for name in shown["answers"].keys() & items_of(self._batch):  # an attempt that was resumed has older ones
            answers[name] = shown["answers"][name] | {"review": self._after(card_of(name))}
        return shown | {
            "mode": REVIEW_QUIZ,
            "items": [
                (items[name] if name else self._flashcard(card, states)) | {"reason": self._reasons.get(card, "review")}
                for card, name in names
            ],
            "answers": answers,
            "finish": None if self._batch else self._finish(self._today),
        }

    def _finish(self, today: Agenda) -> dict[str, Any]:
        return self._views.finish(today, spare=self._spare(today), rest=self._rest(today))

    def _read_answers(self) -> None:
        super()._read_answers()
        cards = set(self._batch) & self._deck.flashcards.keys()
        found = reviewing.done(self._store, since=self._since) if cards else ()
        self._rated = {one.card_id: one for one in reversed(found) if one.card_id in cards}

    def _summary(self) -> dict[str, Any]:
        """Return where this batch and the day stand."""
        answered = set(self._batch) & ({card_of(name) for name in self._answered} | self._rated.keys())
        today = self._today
        open_ = {one.card_id for one in today.queue} | today.undecided
        states = self._memory.states()
        over = {card for card in answered & open_ if card in states and is_over(states[card], today)}
        return {
            "answered": len(answered),
            "total": len(self._batch),
            "done": today.finished + len(over),
            "of": today.total,
            "can_undo": bool(today.done or answered),
        }

    def _flashcard(self, card_id: str, states: Mapping[str, State]) -> dict[str, Any]:
        return self._views.flashcard(card_id, states.get(card_id), today=self._today, now=self._clock())

    def _rated_view(self, card_id: str) -> dict[str, Any]:
        one = self._rated[card_id]
        return {"rating": one.rating, "saved_at": one.at.isoformat(), "review": self._after(card_id)}

    def _after(self, card_id: str) -> dict[str, Any] | None:
        """Return what the last review of a card has led to; None while it says nothing (a case not yet judged)."""
        state = self._memory.states().get(card_id)
        with self._store.reading() as connection:
            history = reviewing.history(connection, [card_id])
        last = max(history, key=lambda one: (one.at, one.id), default=None)
        if last is None or state is None or event_of(last) is None:
            return None
        visits = self._deck.visits(reviewing.visits(self._store))
        return self._views.after(last, state, today=self._today, now=self._clock(), visits=visits)

    def overview(self) -> dict[str, Any]:
        """Return what stands above the player: what is left, done and ahead, and what may be chosen."""
        today = self._today = self.agenda()
        return {
            "left": len(today.queue),
            "new": today.kinds.get("new", 0),
            "done": len({one.card_id for one in today.done}),
            "minutes": -(-today.seconds // 60),
            "waiting": today.plan.waiting,
            "leeches": len(today.leeches),
            "days_to_exam": days_until(today.limits.exam_at, today.now, today.zone),
            "ahead": [(day.date, day.cards) for day in today.ahead(WEEK)],
            "choice": self._choice,
            "lessons": [(one.id, one.title.to(self.lang)) for one in self._bank.lessons() if one.has_lesson],
        }


def open_review(lang: Lang) -> ReviewSession:
    """Return the learner's reviews of today."""
    return ReviewSession(store=open_store(lang), bank=open_bank(), lang=lang)
