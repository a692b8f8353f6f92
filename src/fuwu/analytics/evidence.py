"""What readiness is computed from: first answers, papers, results from elsewhere; and what is assumed of items."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fuwu.model import Confidence, Item, ItemType, Level, Matching, Multiple, Ordering, Score, Single, TrueFalse

Source = Literal["practice", "exam"]
GradedBy = Literal["grader", "self", "instructor"]
Scoring = Literal["exact", "share"]

#: Prior mean difficulty in logits: that of an item's level plus that of its type. Judgement, not measurement: the
#: bank has never been calibrated. What a type costs one learner is learnt from the answers (`ability`).
LEVEL_DIFFICULTY: Mapping[Level, float] = {"recall": -0.4, "understand": -0.1, "apply": 0.1, "analyse": 0.4}
TYPE_DIFFICULTY: Mapping[ItemType, float] = {
    "single": 0.0,
    "truefalse": 0.0,
    "multiple": 0.7,
    "fillin": 0.4,
    "matching": 0.3,
    "ordering": 0.5,
    "numeric": 0.3,
    "case": 0.3,
}

#: What share an answer earns on average when it does not earn everything: (share, how many answers that is worth).
PARTIAL_CREDIT: Mapping[ItemType, tuple[float, float]] = {
    "multiple": (0.25, 20.0),
    "fillin": (0.40, 20.0),
    "matching": (0.45, 20.0),
    "ordering": (0.45, 20.0),
}

#: How credit for a key point errs, by who marked: (credited though missing, credited when made). The grader's is
#: measured on the golden answers' test part (`bench/freetext.py`: 1.3% and recall 0.853); learners who judge
#: themselves are lenient, by how much is assumed.
MARKING: Mapping[GradedBy, tuple[float, float]] = {
    "grader": (0.013, 0.853),
    "self": (0.10, 0.95),
    "instructor": (0.0, 0.98),
}

#: Share of known answers that are spoilt by haste or misreading: the upper asymptote is 1 - SLIP.
SLIP = 0.02

#: An answer that the learner called a guess is taken to have had at least this chance of being right: it then tells
#: little when it was right, and as much as any other when it was wrong.
GUESS_CHANCE = 0.6


#: Beyond this chance an answer would tell nothing.
MOST_CHANCE = 0.9


def _share(name: str, value: float, most: float = 1.0) -> None:
    if not 0 <= value <= most:
        raise ValueError(f"{name} is {value!r}: give a share from 0 to {most:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The first answer a learner ever gave to an item.

    Attributes
    ----------
    item_id, point, lesson
        Which item, and where it belongs.
    type, level
        Of the item; they set the prior of its difficulty.
    share
        Points earned of points possible, 0 to 1. An exam item left empty is 0; a practice item left empty is no
        observation.
    chance
        Probability that somebody who knows nothing gets everything right (`chance_of`).
    at
        When it was answered (UTC).
    source
        ``"exam"`` when answered under exam conditions, here.
    confidence
        What the learner said, if anything.
    graded_by
        Who gave the credit; it matters for case items only.
    difficulty
        Prior mean in logits, if better known than by level and type.
    last_at
        When the item was answered last, if again: that keeps the evidence fresh, what was forgotten since then
        being in `retention`.
    kept
        What part of what was known was still recalled when it was answered: an exam asks long after the practice, and
        what was forgotten by then is in `retention` already.
    """

    item_id: str
    point: str
    lesson: str
    type: ItemType
    level: Level
    share: float
    chance: float
    at: datetime
    source: Source = "practice"
    confidence: Confidence | None = None
    graded_by: GradedBy = "grader"
    difficulty: float | None = None
    last_at: datetime | None = None
    kept: float = 1.0

    def __post_init__(self) -> None:
        _share("share", self.share)
        _share("chance", self.chance, MOST_CHANCE)
        _share("kept", self.kept)
        if self.at.tzinfo is None:
            raise ValueError("at has no time zone: give UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A kind of item that a paper may hold: what `Observation` says of an item before it is answered.

    `weight` is its share among the profiles of its section, in any unit.
    """

    point: str
    lesson: str
    type: ItemType
    level: Level
    chance: float
    difficulty: float | None = None
    weight: float = 1.0

    def __post_init__(self) -> None:
        _share("chance", self.chance, MOST_CHANCE)
        if not self.weight > 0:
            raise ValueError(f"weight is {self.weight!r}: leave out what the paper cannot hold")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a paper: `count` items of `marks` each, drawn from `profiles`.

    `scoring` ``"exact"`` gives all marks or none, ``"share"`` the share earned; case items are always scored by share.
    """

    id: str
    marks: float
    count: int
    profiles: tuple[Profile, ...]
    scoring: Scoring = "exact"

    def __post_init__(self) -> None:
        if not (self.marks > 0 and self.count > 0 and self.profiles):
            raise ValueError(f"section {self.id!r}: marks, count and profiles must not be nothing")
        if self.scoring == "exact" and any(profile.type == "case" for profile in self.profiles):
            raise ValueError(f"section {self.id!r}: case items are scored by share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper to be sat: `cut` marks pass it."""

    id: str
    sections: tuple[Section, ...]
    cut: float

    @property
    def total(self) -> float:
        """Marks that can be earned."""
        return sum(section.marks * section.count for section in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class MockResult:
    """The result of a mock exam sat elsewhere: `earned` of `possible` marks on a paper like `paper`.

    `retention` is, by point, what part of what was known was recalled then (`Observation.kept`).

    Mocks sat here are not given so: their answers are observations with the source ``"exam"``, and tell more.
    """

    paper: str
    earned: float
    possible: float
    at: datetime
    retention: Mapping[str, float] | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.earned <= self.possible or not self.possible:
            raise ValueError(f"{self.earned!r} of {self.possible!r} marks: give marks earned of marks possible")
        if self.at.tzinfo is None:
            raise ValueError("at has no time zone: give UTC")


def difficulty_of(entry: Observation | Profile) -> float:
    """Return the prior mean difficulty in logits."""
    if entry.difficulty is not None:
        return entry.difficulty
    return LEVEL_DIFFICULTY[entry.level] + TYPE_DIFFICULTY[entry.type]


def chance_of(item: Item) -> float:
    """Return the probability that a blind guess gets everything right.

    One option of n; 1/2; one set of two or more of n options; each left's right, guessed apart; one order. Nobody
    guesses a wording, a number or a case answer.
    """
    match item:
        case Single():
            return 1 / len(item.options)
        case TrueFalse():
            return 0.5
        case Multiple():
            return 1 / ((1 << len(item.options)) - len(item.options) - 1)
        case Matching():
            return math.pow(len(item.right), -len(item.left))
        case Ordering():
            return 1 / math.factorial(len(item.steps))
    return 0.0


def profile_of(item: Item, lesson: str, *, weight: float = 1.0) -> Profile:
    """Return the profile of an item of the bank; `lesson` is that of its point."""
    return Profile(
        point=item.point, lesson=lesson, type=item.type, level=item.level, chance=chance_of(item), weight=weight
    )


def observation_of(
    item: Item,
    lesson: str,
    score: Score,
    at: datetime,
    *,
    source: Source = "practice",
    confidence: Confidence | None = None,
    graded_by: GradedBy = "grader",
) -> Observation | None:
    """Return the observation that a first answer is, or None if it tells nothing.

    Nothing is told by a practice item left empty, an answer that was none, and a case answer whose key points are
    still to be checked (verdict None).
    """
    if score.verdict in (None, "invalid") or (score.verdict == "unattempted" and source == "practice"):
        return None
    return Observation(
        item_id=item.id,
        point=item.point,
        lesson=lesson,
        type=item.type,
        level=item.level,
        share=score.earned / score.possible,
        chance=chance_of(item),
        at=at,
        source=source,
        confidence=confidence,
        graded_by=graded_by,
    )
