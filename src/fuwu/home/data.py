"""What the start page and the progress page show: plain data, gathered by `session`, with no clock of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fuwu.model import Text

#: Whether there is a probability to tell: as in `analytics`, or "none" where no exam paper is known at all.
Evidence = Literal["enough", "not_enough", "out_of_date"]

#: Items and flashcards a day when the learner chose nothing else; new ones among them.
DAILY_LIMIT = 40
NEW_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson or case, and how much of its items is done; `ready` says whether its pages are written."""

    id: str
    title: Text
    total: int
    answered: int
    right: int
    ready: bool = True


@dataclass(frozen=True, slots=True)
class PointState:
    """A point of the syllabus and the items of it that were first answered `before` today and `today`.

    `mastery` is the chance (0–1) that the learner knows an average item of the point, with its 90% interval; None
    while nothing is known.
    """

    id: str
    lesson: str
    title: Text
    total: int
    before: int = 0
    today: int = 0
    mastery: float | None = None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """Today's review: how many items and flashcards wait, the minutes they take, and how many were done today.

    `forecast` holds how many will be due on each of the next days, today first, as far as the exam if it is near.
    """

    items: int = 0
    cards: int = 0
    minutes: int = 0
    done: int = 0
    forecast: tuple[int, ...] = ()

    @property
    def waiting(self) -> int:
        """Items and flashcards together."""
        return self.items + self.cards


@dataclass(frozen=True, slots=True)
class Mock:
    """The result of an exam sat here, or elsewhere (`outside`)."""

    paper: str
    title: Text
    day: date
    marks: float
    out_of: float
    cut: float
    outside: bool = False

    @property
    def passed(self) -> bool:
        """Whether the share of marks reaches the paper's cut score."""
        return self.marks * 1.0 >= self.cut


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whether the learner would pass a paper today or on the exam day; numbers are None unless `state` is enough.

    Attributes
    ----------
    probability, interval
        To pass, 0–1, and the 90% interval of that probability.
    marks, marks_interval
        Expected marks on one paper, and the 90% interval of the marks.
    lacking
        How many first answers more are needed before there is a probability (or before it is up to date); 0 without
        enough evidence: there cannot be any, for the answers of too many items were seen before.
    lacking_in
        Titles of the lessons and names of the types of items where they are missing most.
    answers, own, latest
        The first answers it rests on, those of them to items of the paper's types, and the day of the last.
    harder
        Real results were below what practice had promised.
    """

    paper: str
    title: Text
    minutes: int
    out_of: float
    cut: float
    state: Evidence
    probability: float | None = None
    interval: tuple[float, float] | None = None
    marks: float | None = None
    marks_interval: tuple[float, float] | None = None
    lacking: int = 0
    lacking_in: tuple[Text, ...] = ()
    answers: int = 0
    own: int = 0
    latest: date | None = None
    harder: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """A point that would help, with the marks that learning it well is expected to add."""

    point: str
    lesson: str
    title: Text
    gain: float


@dataclass(frozen=True, slots=True)
class OpenExam:
    """An exam that was begun and not handed in."""

    title: Text
    minutes_left: int
    paused: bool


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on a day of the learner's (it begins at 04:00)."""

    day: date
    answers: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the learner was last."""

    lesson: str
    lesson_title: Text
    section: str
    section_title: Text


@dataclass(frozen=True, slots=True)
class Choices:
    """What the learner set."""

    exam_day: date | None = None
    daily_limit: int = DAILY_LIMIT
    new_limit: int = NEW_LIMIT


@dataclass(frozen=True, slots=True)
class Learner:
    """All that the pages know of the learner, as of `today` (the learner's day)."""

    today: date
    choices: Choices
    lessons: tuple[Lesson, ...]
    points: tuple[PointState, ...]
    due: Due = Due()
    outlooks: tuple[Outlook, ...] = ()
    helps: tuple[Help, ...] = ()
    mocks: tuple[Mock, ...] = ()  # by day
    open_exams: tuple[OpenExam, ...] = ()
    days: tuple[Day, ...] = ()  # those of the last 30 with anything done, by day
    practised: int = 0  # answers of today to points that were begun before, outside the review
    place: Place | None = None
    notice: str | None = None
    papers: Mapping[str, Text] = field(default_factory=dict)  # blueprint id -> title

    @property
    def days_left(self) -> int | None:
        """Days to the exam, negative when it is over; None while no day is set."""
        return (self.choices.exam_day - self.today).days if self.choices.exam_day else None

    @property
    def answered(self) -> int:
        """How many different items were answered."""
        return sum(lesson.answered for lesson in self.lessons)
