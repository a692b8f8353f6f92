"""Whether there are answers enough to speak of readiness, and how many more are needed, in which lessons."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from fuwu.analytics.evidence import Paper
from fuwu.analytics.tally import Tally
from fuwu.model import ItemType

State = Literal["enough", "not_enough", "out_of_date"]

#: First answers that a paper asks for: so many for each of its items, within these limits. Each lesson gives them in
#: proportion to its marks, but at least `AT_LEAST` where it has `MINOR` of them; and each type of item that carries
#: `MAJOR` of the marks must have been met `OF_A_TYPE` times.
FOR_AN_ITEM = 1.5
FEWEST = 20
ENOUGH = 60
AT_LEAST = 2
OF_A_TYPE = 3
MINOR = 0.02
MAJOR = 0.10

#: Answers count as fresh for this time; `FRESH_PART` of what is asked for must be.
FRESH_FOR = timedelta(days=45)
FRESH_PART = 1 / 3


@dataclass(frozen=True, slots=True)
class Need:
    """`answers` more first answers are needed: in a lesson, or to a type of item (the other is None)."""

    lesson: str | None
    type: ItemType | None
    answers: int


def state_of(paper: Paper, found: Tally) -> tuple[State, tuple[Need, ...]]:
    """Return the state of the evidence for a paper and what is missing, the largest need first."""
    missing = _missing(paper, found.counts, part=1.0)
    if missing:
        return "not_enough", missing
    stale = _missing(paper, found.fresh, part=FRESH_PART)
    return ("out_of_date", stale) if stale else ("enough", ())


def _missing(paper: Paper, counts: Mapping[tuple[str, ItemType], int], *, part: float) -> tuple[Need, ...]:
    lessons, types = _weights(paper)
    whole = part * min(ENOUGH, max(FEWEST, FOR_AN_ITEM * sum(section.count for section in paper.sections)))
    needs = []
    for lesson, weight in lessons.items():
        asked = max(math.ceil(whole * weight), math.ceil(part * AT_LEAST) if weight >= MINOR else 0)
        have = sum(count for (of, _), count in counts.items() if of == lesson)
        needs.append(Need(lesson, None, asked - have))
    if part >= 1:
        for name, weight in types.items():
            have = sum(count for (_, of), count in counts.items() if of == name)
            needs.append(Need(None, name, (OF_A_TYPE if weight >= MAJOR else 0) - have))
    needs.sort(key=lambda need: (-need.answers, need.lesson or "", need.type or ""))
    return tuple(need for need in needs if need.answers > 0)


def _weights(paper: Paper) -> tuple[dict[str, float], dict[ItemType, float]]:
    """Return the share of the marks of each lesson and of each type."""
    lessons: dict[str, float] = {}
    types: dict[ItemType, float] = {}
    for section in paper.sections:
        whole = math.fsum(profile.weight for profile in section.profiles)
        part = section.marks * section.count / paper.total
        for profile in section.profiles:
            weight = part * profile.weight / whole
            lessons[profile.lesson] = lessons.get(profile.lesson, 0.0) + weight
            types[profile.type] = types.get(profile.type, 0.0) + weight
    return lessons, types
