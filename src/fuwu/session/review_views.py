"""What the review page is told of a card: its sides, when it comes again, where its lesson stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from fuwu import views
from fuwu.bank import Bank
from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.scheduling import GOOD, Event, Leech, Rating, State, advance, leeches, next_review, previews
from fuwu.session import learner
from fuwu.session.agenda import Agenda, Deck, days_until
from fuwu.session.memory import event_of
from fuwu.store.reviewing import Recalled

RATINGS: Final[tuple[Rating, ...]] = (1, 2, 3, 4)

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
#: A wait is told in days up to this, then in months.
MANY_DAYS: Final = timedelta(days=60)
MONTH: Final = timedelta(days=30.4)


@dataclass(frozen=True, slots=True)
class CardViews:
    """Tells of cards in one language.

    Parameters
    ----------
    bank, deck
        Lessons and points; the cards.
    """

    bank: Bank
    deck: Deck
    lang: Lang

    def flashcard(self, card_id: str, state: State | None, *, today: Agenda, now: datetime) -> dict[str, Any]:
        """Return a flashcard as the browser gets it: both sides, and when it would come again by each rating."""
        card = self.deck.flashcards[card_id]
        comes = times(card_id, state, today=today, now=now)
        return {
            "id": card.id,
            "type": "card",
            "stem": card.front.to(self.lang),
            "back": card.back.to(self.lang),
            "possible": 1,
            "read": self._place(card_id),
            "ratings": [{"rating": rating, "next": wait(at - now, self.lang)} for rating, at in comes.items()],
        }

    def _place(self, card_id: str) -> dict[str, Any]:
        section = self.deck.section(card_id)
        if section:
            return views.read_link(self.bank.point(section), self.lang)
        lesson = self.bank.lesson(self.deck.lesson(card_id))
        return {"href": f"{lesson.id}.ipynb#summary", "anchor": "summary", "title": lesson.title.to(self.lang)}

    def leech(self, leech: Leech) -> dict[str, Any]:
        """Return where to read before a card that keeps being forgotten comes back."""
        lesson = self.bank.lesson(self.deck.lesson(leech.card_id))
        place = self._place(leech.card_id)
        point = self.deck.section(leech.card_id) or lesson.points[0].id
        return {"lapses": leech.lapses, "title": place["title"], "href": place["href"], "point": point}

    def after(
        self, last: Recalled, state: State, *, today: Agenda, now: datetime, visits: Mapping[str, datetime]
    ) -> dict[str, Any]:
        """Return what the last review of a card has led to: its rating, when it comes again, whether it is a leech."""
        _ = gettext_for(self.lang)
        event = event_of(last)
        rating = event.rating if event else None
        doubted = last.verdict == "correct" and rating != GOOD
        lapsed = state.lapsed_at == state.last_review
        found = [leech for leech in leeches({state.card_id: state}, visits=visits) if lapsed and leech.suspended]
        return {
            "rating": rating,
            "next": when(comes(state, today), today, self.lang, now=now),
            "why": _("right, but not certain") if doubted else "",
            "leech": self.leech(found[0]) if found else None,
        }

    def finish(self, today: Agenda, *, spare: int, rest: int = 0) -> dict[str, Any]:
        """Return what is said when nothing is left: what was done, what comes tomorrow, what waits to be read.

        `spare` cards would come with higher limits; `rest` are left today outside the part that was chosen.
        """
        _ = gettext_for(self.lang)
        reviewed = len({one.card_id for one in today.done})
        lines = [_("Reviewed today: {n}").format(n=reviewed)] if reviewed else []
        if days_until(today.exam_at, today.now, today.zone) == 1:
            lines.append(_("The exam is tomorrow. Rest well tonight."))
        else:
            lines += [_("Due tomorrow: {n}").format(n=day.cards) for day in today.ahead(2)[1:]]
        links = [("10-practice.ipynb", _("To practice")), ("12-mistakes.ipynb", _("To the wrong-answer book"))]
        over = _("That is all for today") if reviewed else _("Nothing to review now")
        return {
            "headline": _("Nothing more of this part today") if rest else over,
            "lines": lines,
            "extra": spare,
            "rest": rest,
            "leeches": [self.leech(leech) for leech in today.leeches],
            "links": [{"href": href, "title": title} for href, title in links],
        }


def times(card_id: str, state: State | None, *, today: Agenda, now: datetime) -> dict[Rating, datetime]:
    """Return, for each rating, when the card would come again; with the exam in view, as it really will."""
    if state is not None and state.last_review >= now:  # a clock that was set back
        return {rating: now + wait for rating, wait in previews(state, now).items()}
    known = {card_id: state} if state else {}
    events = {rating: Event(card_id, rating, now.astimezone(UTC), "") for rating in RATINGS}
    return {rating: comes(advance(known, [event])[card_id], today) for rating, event in events.items()}


def comes(state: State, today: Agenda) -> datetime:
    """Return when a card comes next."""
    return next_review(state, exam_at=today.exam_at, cards=len(today.states), limit=today.limits.daily)


def wait(time: timedelta, lang: Lang) -> str:
    """Return a time to wait in few words, as it stands on a button.

    Examples
    --------
    >>> [wait(timedelta(minutes=10), "en"), wait(timedelta(hours=30), "en"), wait(timedelta(days=75), "en")]
    ['10 min', '1 d', '2 mo']
    """
    _ = gettext_for(lang)
    if time < HOUR:
        return _("{n} min").format(n=max(1, round(time / MINUTE)))
    if time < DAY:
        return _("{n} h").format(n=round(time / HOUR))
    return _("{n} d").format(n=round(time / DAY)) if time < MANY_DAYS else _("{n} mo").format(n=round(time / MONTH))


def when(at: datetime, today: Agenda, lang: Lang, *, now: datetime) -> str:
    """Return when a card comes again, in words."""
    _ = gettext_for(lang)
    days = (learner.day_in(at, today.zone) - learner.day_in(now, today.zone)).days
    if days <= 0:
        return _("today, in about {n} minutes").format(n=max(1, round((at - now) / MINUTE)))
    return _("tomorrow") if days == 1 else _("in {n} days").format(n=days)
