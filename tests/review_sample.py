"""A small bank with flashcards, and a learner whose clock is in the test's hands."""

import uuid
from datetime import UTC, datetime, timedelta, timezone

from samples import HEAD, make_items, options, text

from fuwu.bank import Facts, Lesson
from fuwu.model import Attempt, Flashcard, Numeric, Point, Response, Score, Single, Unit, Variant
from fuwu.session.review import ReviewSession

CHINA = timezone(timedelta(hours=8))
POINTS = (
    Point("cls-why", "01-classification", text("Why classify"), "X"),
    Point("cls-methods", "01-classification", text("Methods"), "Y"),
    Point("need-levels", "02-need-levels", text("Levels"), "X"),
)
LESSONS = tuple(
    Lesson(name, text(title), "a", tuple(point for point in POINTS if point.lesson == name), has_lesson=True)
    for name, title in (("01-classification", "Classification"), ("02-need-levels", "Needs <1>"))
)


def single(name, point="cls-why"):
    return Single(id=name, stem=text(name), options=options(*"abcd"), key="b", **HEAD | {"point": point})


def numeric(name):
    sets = tuple(Variant(text(f"{name}: {n}"), text("because"), None, float(n), 0.05, ()) for n in range(10, 90, 10))
    first = sets[0]
    unit = (Unit("条", "cartons", 1.0),)
    return Numeric(
        id=name, stem=first.stem, value=first.value, tolerance=0.05, units=unit, errors=(), variants=sets, **HEAD
    )


def flashcard(name, lesson="01-classification", point="cls-why"):
    return Flashcard(name, lesson, point, "term", text(f"front {name}"), text(f"back {name}"))


class SmallBank:
    """A bank of what it is given."""

    def __init__(self, items, cards=()):
        self._items = {item.id: item for item in items}
        self._cards = {card.id: card for card in cards}
        lesson = {point.id: point.lesson for point in POINTS}
        self.facts = {
            one.id: Facts(one.id, one.point, lesson[one.point], one.type, one.level, one.possible, 0.25, False)
            for one in items
        }

    def item(self, name):
        return self._items[name]

    def cards(self, lesson=None):
        return tuple(card for card in self._cards.values() if lesson in (None, card.lesson))

    def lessons(self):
        return LESSONS

    def lesson(self, name):
        return {lesson.id: lesson for lesson in LESSONS}[name]

    def point(self, name):
        return {point.id: point for point in POINTS}[name]


def small_bank(*, items=12, cards=4):
    """Return a bank with single-choice items of two lessons and flashcards of the first."""
    asked = [single(f"q{n:02}", "cls-why" if n < items - 4 else "need-levels") for n in range(items)]
    return SmallBank(asked, [flashcard(f"term:{n}") for n in range(cards)])


def case():
    return make_items()["case"]


class Learner:
    """Reviews on a store, day by day; a second passes each time anybody looks at the clock."""

    def __init__(self, store, bank=None):
        self.store, self.bank = store, bank or small_bank()
        self.now = datetime(2026, 11, 22, 1, tzinfo=UTC)  # nine in the morning
        self.session = self.open()

    def clock(self):
        self.now += timedelta(seconds=1)
        return self.now

    def open(self, lang="en"):
        """Open the page: anew, as after a kill."""
        self.session = ReviewSession(store=self.store, bank=self.bank, lang=lang, clock=self.clock, zone=CHINA)
        return self.session

    def wait(self, **time):
        self.now += timedelta(**time)
        return self.open()

    def batch(self):
        return [item["id"] for item in self.session.payload()["items"]]

    def do(self, name, *, right=True, said=None):
        """Answer or rate one card; return the message."""
        new = str(uuid.uuid4())
        if name in {card.id for card in self.bank.cards()}:
            return self.session.rate(name, 3 if right else 1, review_id=new)
        asked = self.session._asked(name)
        answer = ("b" if right else "a") if isinstance(asked, Single) else f"{asked.value if right else -1}"
        return self.session.submit(name, answer, response_id=new, elapsed_ms=900, confidence=said)

    def answer_elsewhere(self, name):
        """Put a right answer into the log, as a quiz in a lesson would."""
        attempt = Attempt(str(uuid.uuid4()), "01-classification", "en", "practice", 1, ((name, 1),), self.clock())
        score = Score(5, 5, "correct", {"k1": True, "k2": True})
        self.store.add(attempt, Response(str(uuid.uuid4()), attempt.id, name, 1, "words", score, 900, self.clock()))

    def do_batch(self, *, wrong=(), said=None):
        """Do what is there, then go on; return what was done."""
        names = self.batch()
        for name in names:
            self.do(name, right=name not in wrong, said=said)
        self.session.more()
        return names

    def do_day(self, *, wrong=(), said=None):
        """Do all of today, each card that is forgotten once only; return the batches."""
        done = []
        while names := self.do_batch(wrong=set(wrong) - {name for batch in done for name in batch}, said=said):
            done.append(names)
        return done
