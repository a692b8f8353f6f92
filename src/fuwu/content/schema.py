"""The shape of the content files: which fields there are and what kind of value each holds.

What the values must mean to each other is in `items` and `syllabus`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter
from pydantic_core import PydanticCustomError

from fuwu.model import ItemType, Level, Scoring

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
WORDS = r"\S"

Id = Annotated[str, StringConstraints(pattern=ID, max_length=64)]
Words = Annotated[str, StringConstraints(pattern=WORDS)]


class Shape(BaseModel):
    """No field is guessed, none is ignored."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Bilingual(Shape):
    """A text in both languages."""

    zh: Words
    en: Words


class ItemFile(Shape):
    """quizzes/items/<lesson>/<point>.yaml; each item is checked on its own, so that one spoils no other."""

    point: Id
    lint: dict[str, Words] = {}
    items: Annotated[list[Any], Field(min_length=1)]


class Named(Shape):
    """A part of an item: an id and a text."""

    id: Id
    text: Bilingual


class Explained(Named):
    """A part with its explanation."""

    why: Bilingual


class Head(Shape):
    """What every item has."""

    id: Id
    version: Annotated[int, Field(ge=1)]
    level: Level
    facts: list[Words]
    stem: Bilingual
    rationale: Bilingual
    note: Bilingual | None = None
    enemies: list[Id] = []
    lint: dict[str, Words] = {}
    practice_only: bool = False


class SingleShape(Head):
    """Single choice."""

    type: Literal["single"]
    options: Annotated[list[Explained], Field(min_length=3, max_length=6)]
    key: str


class MultipleShape(Head):
    """Multiple choice."""

    type: Literal["multiple"]
    options: Annotated[list[Explained], Field(min_length=3, max_length=6)]
    key: Annotated[list[str], Field(min_length=2)]


class TrueFalseShape(Head):
    """True or false."""

    type: Literal["truefalse"]
    key: bool
    wrong: Bilingual


class Accepted(Shape):
    """The accepted wordings of a blank."""

    zh: Annotated[list[Words], Field(min_length=1)]
    en: Annotated[list[Words], Field(min_length=1)]


class BlankShape(Shape):
    """A blank to fill in."""

    accept: Accepted
    why: Bilingual


class FillErrorShape(Shape):
    """A common wrong wording."""

    answer: Bilingual
    why: Bilingual


class FillInShape(Head):
    """Fill in the blanks."""

    type: Literal["fillin"]
    blanks: Annotated[list[BlankShape], Field(min_length=1, max_length=8)]
    unordered: bool = False
    errors: list[FillErrorShape] = []


class MatchingShape(Head):
    """Match left with right."""

    type: Literal["matching"]
    left: Annotated[list[Explained], Field(min_length=2, max_length=8)]
    right: Annotated[list[Named], Field(min_length=2, max_length=8)]
    key: dict[str, str]


class OrderingShape(Head):
    """Put the steps in order."""

    type: Literal["ordering"]
    steps: Annotated[list[Explained], Field(min_length=3, max_length=8)]


class UnitShape(Bilingual):
    """A unit of measurement."""

    factor: Annotated[float, Field(gt=0)]


class NumberErrorShape(Shape):
    """A common wrong result."""

    value: float
    why: Bilingual


class NumericShape(Head):
    """A number."""

    type: Literal["numeric"]
    value: float
    tolerance: Annotated[float, Field(ge=0)]
    units: list[UnitShape]
    errors: Annotated[list[NumberErrorShape], Field(min_length=1)]


def _expression(given: Any) -> Any:
    """Accept a number or the text of an expression; `parameters` checks what it says."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        kind = "expression_type"
        raise PydanticCustomError(kind, kind)
    return given


Expression = Annotated[Any, AfterValidator(_expression)]


class ComputedErrorShape(Shape):
    """A common wrong result, computed from the parameters."""

    value: Expression
    why: Bilingual


class ParametersShape(Head):
    """A number that is computed from parameters: several number sets from one text."""

    type: Literal["numeric"]
    parameters: Annotated[dict[str, Any], Field(min_length=1, max_length=12)]
    where: list[Words] = []
    value: Expression
    tolerance: Expression
    units: list[UnitShape]
    errors: Annotated[list[ComputedErrorShape], Field(min_length=1)]


class NeedsShape(Shape):
    """What an answer must say in one language; wordings are separated by "|" (see `fuwu.content.evidence`)."""

    needs: Annotated[list[Words], Field(min_length=1)]
    rejects: Words | None = None
    at_least: Annotated[int, Field(ge=0)] = 0
    ordered: bool = False


class EvidenceShape(Shape):
    """The evidence of a key point, in both languages."""

    zh: NeedsShape
    en: NeedsShape


class KeyPointShape(Explained):
    """A creditable point of a case answer."""

    marks: Annotated[float, Field(gt=0, multiple_of=0.5)]
    evidence: EvidenceShape | None = None


class CaseShape(Head):
    """A case with a written answer."""

    type: Literal["case"]
    key_points: Annotated[list[KeyPointShape], Field(min_length=3, max_length=8)]
    reference: Bilingual


ITEM_SHAPES: dict[str, type[Head]] = {
    "single": SingleShape,
    "multiple": MultipleShape,
    "truefalse": TrueFalseShape,
    "fillin": FillInShape,
    "matching": MatchingShape,
    "ordering": OrderingShape,
    "numeric": NumericShape,
    "case": CaseShape,
}
ITEM: TypeAdapter[Any] = TypeAdapter(
    Annotated[
        SingleShape
        | MultipleShape
        | TrueFalseShape
        | FillInShape
        | MatchingShape
        | OrderingShape
        | NumericShape
        | CaseShape,
        Field(discriminator="type"),
    ],
)


class PointShape(Bilingual):
    """An examined point."""

    id: Id
    importance: Literal["X", "Y", "Z"] | None
    importance_note: Bilingual | None = None
    facts: list[Words]
    sources: list[Words] = []
    note: Bilingual | None = None


class LessonShape(Bilingual):
    """A lesson or case of the syllabus."""

    id: Id
    official: Bilingual | None = None
    note: Bilingual | None = None
    points: Annotated[list[PointShape], Field(min_length=1)]


class ModuleShape(Bilingual):
    """A module of the syllabus."""

    id: Id
    note: Bilingual | None = None
    lessons: Annotated[list[LessonShape], Field(min_length=1)]


class ExceptionShape(Shape):
    """Facts that no point teaches, and why."""

    facts: Annotated[list[Words], Field(min_length=1)]
    why: Bilingual


class SyllabusShape(Shape):
    """content/syllabus.yaml."""

    modules: Annotated[list[ModuleShape], Field(min_length=1)]
    exceptions: list[ExceptionShape] = []


class SynonymsShape(Shape):
    """Other wordings of a term."""

    zh: list[Words] = []
    en: list[Words] = []


class TermShape(Bilingual):
    """A term of the glossary."""

    id: Id
    lesson: Id
    point: Id | None = None
    definition: Bilingual
    synonyms: SynonymsShape = SynonymsShape()
    note: Bilingual | None = None


class WordingSetShape(Shape):
    """Wordings that say the same in an answer."""

    name: Words
    zh: Annotated[list[Words], Field(min_length=1)]
    en: list[Words] = []


class WordingsShape(Shape):
    """content/wordings.yaml."""

    sets: Annotated[list[WordingSetShape], Field(min_length=1)]


class GlossaryShape(Shape):
    """content/glossary.yaml."""

    terms: Annotated[list[TermShape], Field(min_length=1)]


class CriterionShape(Shape):
    """What replies are judged on."""

    id: Id
    name: Bilingual


class ReplyShape(Explained):
    """A reply: marks by criterion, why, and what follows."""

    marks: Annotated[dict[str, Annotated[int, Field(ge=0, le=2)]], Field(min_length=1)]
    next: Id


class TurnShape(Shape):
    """What is said or happens, and the replies to it."""

    id: Id
    speaker: Bilingual | None = None
    says: Bilingual
    ask: Bilingual | None = None
    replies: Annotated[list[ReplyShape], Field(min_length=2, max_length=5)]


class EndingShape(Named):
    """How a scene ends."""

    outcome: Literal["good", "fair", "poor"]


class SceneShape(Shape):
    """A conversation or situation."""

    id: Id
    title: Bilingual
    setting: Bilingual
    speaker: Bilingual
    start: Id
    turns: Annotated[list[TurnShape], Field(min_length=1)]
    endings: Annotated[list[EndingShape], Field(min_length=1)]


class ScenesShape(Shape):
    """content/lessons/<lesson>/<lab>.scenes.yaml."""

    lab: Id
    criteria: Annotated[list[CriterionShape], Field(min_length=1, max_length=8)]
    pass_share: Annotated[float, Field(gt=0, le=1)]
    hint: Bilingual
    scenes: Annotated[list[SceneShape], Field(min_length=1)]


class RowShape(Shape):
    """A row of a blueprint: so many items of these types, from these pages, lessons and points."""

    id: Id
    title: Bilingual
    types: Annotated[list[ItemType], Field(min_length=1)]
    pages: Literal["all", "lessons", "cases"] = "all"
    lessons: list[Id] = []
    points: list[Id] = []
    count: Annotated[int, Field(ge=1)]
    marks: Annotated[float, Field(gt=0, multiple_of=0.5)]
    scoring: Scoring


class WeightsShape(Shape):
    """What a point weighs by its importance; `unmarked` where the notes give none."""

    X: Annotated[float, Field(gt=0)]
    Y: Annotated[float, Field(gt=0)]
    Z: Annotated[float, Field(gt=0)]
    unmarked: Annotated[float, Field(gt=0)]


class BlueprintShape(Shape):
    """quizzes/blueprints/<id>.yaml; with `each` one blueprint for each of these lessons."""

    id: Id
    version: Annotated[int, Field(ge=1)]
    order: Annotated[int, Field(ge=0)] = 0
    title: Bilingual
    each: list[Id] = []
    minutes: Annotated[int, Field(ge=1)]
    marks: Annotated[float, Field(gt=0)]
    cut: Annotated[float, Field(gt=0)]
    note: Bilingual
    importance: WeightsShape
    rows: Annotated[list[RowShape], Field(min_length=1, max_length=8)]
