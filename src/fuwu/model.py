"""Frozen value objects that every other module shares. No I/O; imports nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")
Level = Literal["recall", "understand", "apply", "analyse"]
Mode = Literal["practice", "exam"]
Verdict = Literal["correct", "partial", "wrong", "unattempted", "invalid"]
Confidence = Literal["sure", "unsure", "guess"]
ExamEvent = Literal["started", "paused", "resumed", "submitted", "expired"]
RemarkName = Literal["favourite", "cause", "note", "settled"]
Importance = Literal["X", "Y", "Z"]
Scoring = Literal["exact", "share"]
ItemType = Literal["single", "multiple", "truefalse", "fillin", "matching", "ordering", "numeric", "case"]

#: What a learner answered, as JSON: an option id (single), a list of option ids (multiple), a boolean
#: (truefalse), a list of strings, one a blank (fillin), {left id: right id} (matching), a list of step
#: ids (ordering), a string (numeric, case). ``None`` is no answer.
Answer = Any


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; at run time HTML that was sanitised when it was compiled."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        """Return the text in `lang`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: also a step to put in order, or one side of a match (`why` may then be empty)."""

    id: str
    text: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap to fill: the accepted wordings in each language."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    why: Text

    def accept(self, lang: Lang) -> tuple[str, ...]:
        """Return the accepted wordings in `lang`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class FillError:
    """A common wrong wording and the mistake behind it."""

    answer: Text
    why: Text


@dataclass(frozen=True, slots=True)
class NumberError:
    """A common wrong result and the mistake behind it."""

    value: float
    why: Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement; a number in it times `factor` is the number in the item's first unit."""

    zh: str
    en: str
    factor: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer must say to be credited a key point, in one language.

    Each part of `needs` is a choice of wordings, and at least `at_least` of the parts (0: all) must be said, in
    this order if `ordered`. A wording that begins with ``!`` must be denied ("!争辩": he did not argue); ``…``
    in it stands for a few words. `rejects` are the wordings that contradict the point.
    """

    needs: tuple[tuple[str, ...], ...]
    rejects: tuple[str, ...] = ()
    at_least: int = 0
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One creditable point of a case answer, with its marks, and by language what shows that it was made."""

    id: str
    marks: float
    text: Text
    why: Text
    evidence: Mapping[Lang, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every type of item has."""

    type: ClassVar[ItemType]

    id: str
    version: int
    point: str
    level: Level
    facts: tuple[str, ...]
    stem: Text
    rationale: Text
    note: Text | None = None
    #: Items that answer this one, or that it answers: never in one form with it.
    enemies: tuple[str, ...] = ()
    #: Asks for the bookkeeping of the exam notes (pages, importance marks): good for practice, never in a form.
    practice_only: bool = False

    @property
    def possible(self) -> float:
        """Points that a complete answer earns."""
        return 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(Item):
    """One option is the key."""

    type: ClassVar[ItemType] = "single"
    options: tuple[Option, ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(Item):
    """Two or more options are keys; at least one is not."""

    type: ClassVar[ItemType] = "multiple"
    options: tuple[Option, ...]
    key: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Item):
    """A statement to judge; `wrong` says what tempts to the other answer."""

    type: ClassVar[ItemType] = "truefalse"
    key: bool
    wrong: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn(Item):
    """A stem with gaps, marked {1}, {2} … in order."""

    type: ClassVar[ItemType] = "fillin"
    blanks: tuple[Blank, ...]
    unordered: bool = False
    errors: tuple[FillError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Item):
    """Each left has one right; a right may serve several lefts, or none."""

    type: ClassVar[ItemType] = "matching"
    left: tuple[Option, ...]
    right: tuple[Option, ...]
    key: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Item):
    """Steps in their right order."""

    type: ClassVar[ItemType] = "ordering"
    steps: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A numeric item's texts and key with one of its number sets."""

    stem: Text
    rationale: Text
    note: Text | None
    value: float
    tolerance: float
    errors: tuple[NumberError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Item):
    """A number, right within `tolerance` (absolute, in the first unit).

    An item that was written with parameters has `variants`; its own texts and key are those of the first.
    """

    type: ClassVar[ItemType] = "numeric"
    value: float
    tolerance: float
    units: tuple[Unit, ...]
    errors: tuple[NumberError, ...]
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Item):
    """A written answer, marked by key points."""

    type: ClassVar[ItemType] = "case"
    key_points: tuple[KeyPoint, ...]
    reference: Text

    @property
    def possible(self) -> float:
        """The sum of the key points' marks."""
        return float(sum(point.marks for point in self.key_points))


ITEM_TYPES: Mapping[str, type[Item]] = {
    cls.type: cls for cls in (Single, Multiple, TrueFalse, FillIn, Matching, Ordering, Numeric, Case)
}


@dataclass(frozen=True, slots=True)
class Point:
    """An examined point: a section of a lesson, and what its items ask."""

    id: str
    lesson: str
    title: Text
    importance: Importance | None


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a blueprint: `count` items of these types on these points, each worth `marks`.

    `scoring` says how an item's points become marks: ``exact`` all or nothing, ``share`` in proportion.
    """

    id: str
    title: Text  # plain text, not HTML
    types: tuple[ItemType, ...]
    points: frozenset[str]
    count: int
    marks: float
    scoring: Scoring


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a paper must consist of; the titles and the note are plain text, not HTML.

    `importance` gives the weight of a point by its importance ("X", "Y", "Z"; "unmarked" where the notes give
    none): a point should have its weight's share of a paper's items. `lesson` is set on the papers of one lesson.
    """

    id: str
    version: int
    title: Text
    minutes: int
    cut: float  # marks
    note: Text
    rows: tuple[Row, ...]
    importance: Mapping[str, float]
    lesson: str | None = None

    @property
    def marks(self) -> float:
        """The marks of the whole paper."""
        return float(sum(row.count * row.marks for row in self.rows))


@dataclass(frozen=True, slots=True)
class Section:
    """A row of a blueprint with its items, in the order they stand in the paper."""

    id: str
    title: Text
    marks: float  # an item
    scoring: Scoring
    items: tuple[tuple[str, int], ...]  # (item id, version)


@dataclass(frozen=True, slots=True)
class Form:
    """A paper as it was assembled from a blueprint; it is stored whole, so that it outlives the blueprint."""

    blueprint: str
    version: int  # the blueprint's
    title: Text
    minutes: int
    cut: float  # marks
    note: Text
    seed: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Flashcard:
    """A card to learn by heart: a term, or a line of a lesson's summary; both sides are HTML.

    The id is made from what the author wrote (the term's id, the line's Chinese label), never from its place.
    """

    id: str
    lesson: str
    point: str | None
    kind: Literal["term", "summary"]
    front: Text
    back: Text


@dataclass(frozen=True, slots=True)
class Score:
    """Points earned of points possible.

    `verdict` is None while a case answer still waits for its key points to be checked. `parts` says of
    each part of the answer (option, blank, pair, step, key point; by id or 1-based number) whether it is
    right.
    """

    earned: float
    possible: float
    verdict: Verdict | None
    parts: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sitting of a quiz: which items, in which order, and the seed that shuffles their options."""

    id: str
    quiz: str
    lang: Lang
    mode: Mode
    seed: int
    items: tuple[tuple[str, int], ...]  # (item id, version)
    started_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Response:
    """One answer to one item in one attempt, with the score it got; `id` comes from the browser."""

    id: str
    attempt_id: str
    item_id: str
    item_version: int
    answer: Answer
    score: Score
    elapsed_ms: int | None
    answered_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Assessment:
    """Which key points a case answer has, judged by the learner (`by='self'`) or an instructor."""

    id: str
    response_id: str
    key_points: tuple[str, ...]
    score: Score
    by: Literal["self", "instructor"]
    assessed_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the workbook the learner was."""

    id: str
    lesson: str
    section: str
    lang: Lang
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class FormOf:
    """The paper of an exam attempt, as it was assembled (`fuwu.forms.to_json`)."""

    id: str
    attempt_id: str
    form: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Happening:
    """A change of state of an exam attempt; its time and answers stand in the log, never in memory alone."""

    id: str
    attempt_id: str
    event: ExamEvent
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Change:
    """An answer entered or changed in an exam, before the hand-in; `answer` None was cleared.

    In an attempt at memorising: the item was opened with its key; `answer` is None.
    """

    id: str
    attempt_id: str
    item_id: str
    answer: Answer
    elapsed_ms: int | None  # spent on the item so far, in this window
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Stated:
    """How sure the learner said they were of a response."""

    id: str
    response_id: str
    confidence: Confidence
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Remark:
    """What the learner keeps about an item: favourite (bool), cause of an error, note (str).

    `settled` holds the time at which the learner took it out of the wrong-answer book, as text.
    The latest of each name counts; None takes it back.
    """

    id: str
    item_id: str
    name: RemarkName
    value: bool | str | None
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Review:
    """One review of a flashcard, rated 1 (again) to 4 (easy) as in py-fsrs."""

    id: str
    card_id: str
    rating: int
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Undo:
    """A review or response that the scheduling leaves out: it was a slip."""

    id: str
    record_id: str
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice of the learner, such as the day of the exam; the latest of each name counts."""

    id: str
    name: str
    value: Any  # JSON
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class OutsideResult:
    """A mock or real exam taken elsewhere, entered by the learner; `paper` is a blueprint's id."""

    id: str
    paper: str
    marks: float
    out_of: float
    at: datetime  # UTC
