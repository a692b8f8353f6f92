"""Scenes: conversations and situations to decide step by step, judged on named criteria.

A `Script` is what a teacher wrote (content/lessons/*/*.scenes.yaml, compiled). A learner's way through a scene is
a `Course`: the ids of the replies chosen so far, in order; everything else follows from it, so that a course can be
replayed from any turn by cutting it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fuwu.labs.challenge import Condition
from fuwu.labs.text import bilingual, mark, percent
from fuwu.model import Text

Outcome = Literal["good", "fair", "poor"]

#: Marks of a reply on one criterion: missed, partly, fully.
FULL = 2

OUTCOMES: dict[str, str] = {"good": mark("went well"), "fair": mark("could be better"), "poor": mark("went wrong")}


@dataclass(frozen=True, slots=True)
class Criterion:
    """What replies are judged on."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing the learner may say or do: what it earns on each criterion, why, and what follows."""

    id: str
    text: Text
    marks: Mapping[str, int]
    why: Text
    next: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What the other one says or what happens, and the replies to choose from."""

    id: str
    speaker: Text
    says: Text
    ask: Text | None
    replies: tuple[Reply, ...]

    @property
    def best(self) -> Reply:
        """The reply with the most marks; the first of equals."""
        return max(self.replies, key=lambda reply: sum(reply.marks.values()))

    def reply(self, name: str) -> Reply:
        """Return the reply with the id `name`."""
        return next(reply for reply in self.replies if reply.id == name)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a scene ends."""

    id: str
    outcome: Outcome
    text: Text


@dataclass(frozen=True, slots=True)
class Scene:
    """One conversation or situation."""

    id: str
    title: Text
    setting: Text
    start: str
    turns: Mapping[str, Turn]
    endings: Mapping[str, Ending]


@dataclass(frozen=True, slots=True)
class Script:
    """All scenes of a lab, what they are judged on, and the share of the marks its challenge wants."""

    lab: str
    criteria: tuple[Criterion, ...]
    pass_share: float
    hint: Text
    scenes: tuple[Scene, ...]

    def scene(self, name: str) -> Scene:
        """Return the scene with the id `name`."""
        return next(scene for scene in self.scenes if scene.id == name)


@dataclass(frozen=True, slots=True)
class Step:
    """A turn that was answered."""

    turn: Turn
    reply: Reply

    @property
    def is_best(self) -> bool:
        """Whether no reply of the turn earns more."""
        return sum(self.reply.marks.values()) == sum(self.turn.best.marks.values())


@dataclass(frozen=True, slots=True)
class Course:
    """A learner's way through a scene: the steps taken and what comes now."""

    scene: Scene
    steps: tuple[Step, ...]
    at: Turn | Ending

    @property
    def ended(self) -> bool:
        """Whether the scene is over."""
        return isinstance(self.at, Ending)


@dataclass(frozen=True, slots=True)
class Mark:
    """What was earned of what could be earned on one criterion."""

    criterion: Criterion
    earned: int
    possible: int

    @property
    def share(self) -> float | None:
        """Earned of possible; None if nothing was judged on it yet."""
        return self.earned / self.possible if self.possible else None


def course(scene: Scene, replies: Iterable[str] = ()) -> Course:
    """Return the way through `scene` that the replies make; replies after the end are not looked at.

    Raises
    ------
    StopIteration
        If a turn has no such reply.
    """
    steps: list[Step] = []
    at: Turn | Ending = scene.turns[scene.start]
    for name in replies:
        if isinstance(at, Ending):
            break
        step = Step(at, at.reply(name))
        steps.append(step)
        at = scene.turns.get(step.reply.next) or scene.endings[step.reply.next]
    return Course(scene, tuple(steps), at)


def best_course(scene: Scene) -> Course:
    """Return the way through `scene` with the best reply of every turn met."""
    replies: list[str] = []
    way = course(scene)
    while isinstance(way.at, Turn):
        replies.append(way.at.best.id)
        way = course(scene, replies)
    return way


def marks(script: Script, courses: Iterable[Course]) -> list[Mark]:
    """Return what the courses earned on each criterion, of what the turns met could earn."""
    steps = [step for way in courses for step in way.steps]
    return [
        Mark(
            criterion,
            sum(step.reply.marks.get(criterion.id, 0) for step in steps),
            FULL * sum(criterion.id in step.reply.marks for step in steps),
        )
        for criterion in script.criteria
    ]


def conditions(script: Script, courses: Sequence[Course]) -> list[Condition]:
    """Return the conditions of the challenge: every scene ends well, and every criterion earns its share."""
    ended = [way for way in courses if isinstance(way.at, Ending)]
    good = sum(isinstance(way.at, Ending) and way.at.outcome == "good" for way in ended)
    total = len(script.scenes)
    asks, now = bilingual(mark("all {n} scenes end well"), n=total), bilingual(mark("so far {n}"), n=good)
    first = Condition("scenes", asks, good == total, now)
    return [first, *(_share(one, script.pass_share) for one in marks(script, courses))]


def _share(one: Mark, wanted: float) -> Condition:
    asks = bilingual(mark("{criterion}: at least {share}"), criterion=one.criterion.name, share=percent(wanted))
    if one.share is None:
        return Condition(one.criterion.id, asks, False, bilingual(mark("not judged yet")))  # noqa: FBT003
    now = bilingual(mark("{earned} of {possible}"), earned=one.earned, possible=one.possible)
    return Condition(one.criterion.id, asks, one.share >= wanted, now)


def script_of(read: Mapping[str, Any]) -> Script:
    """Return the script that a compiled file holds."""
    return Script(
        lab=read["lab"],
        criteria=tuple(Criterion(one["id"], _text(one["name"])) for one in read["criteria"]),
        pass_share=read["pass_share"],
        hint=_text(read["hint"]),
        scenes=tuple(map(_scene, read["scenes"])),
    )


def _text(read: Mapping[str, str]) -> Text:
    return Text(zh=read["zh"], en=read["en"])


def _scene(read: Mapping[str, Any]) -> Scene:
    turns = [_turn(turn, read["speaker"]) for turn in read["turns"]]
    endings = [Ending(one["id"], one["outcome"], _text(one["text"])) for one in read["endings"]]
    return Scene(
        id=read["id"],
        title=_text(read["title"]),
        setting=_text(read["setting"]),
        start=read["start"],
        turns={turn.id: turn for turn in turns},
        endings={ending.id: ending for ending in endings},
    )


def _turn(read: Mapping[str, Any], speaker: Mapping[str, str]) -> Turn:
    replies = tuple(
        Reply(one["id"], _text(one["text"]), dict(one["marks"]), _text(one["why"]), one["next"])
        for one in read["replies"]
    )
    ask = _text(read["ask"]) if read.get("ask") else None
    return Turn(read["id"], _text(read.get("speaker") or speaker), _text(read["says"]), ask, replies)
