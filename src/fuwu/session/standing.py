"""How the learner stands: readiness for each paper and mastery of each point, from the log and the bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from fuwu import analytics, home
from fuwu.analytics import MockResult, Observation, Paper, PaperReadiness, Profile, Readiness, Section
from fuwu.bank import Bank, Facts
from fuwu.model import Blueprint, OutsideResult, Row, Text
from fuwu.store.queries import FirstAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

#: Papers that take at least so long are exams; shorter ones are exercises, and nobody asks whether they are passed.
WHOLE_EXAM: Final = 60
#: So many lessons are named where evidence is missing.
NAMED: Final = 2


def exams(bank: Bank) -> tuple[Blueprint, ...]:
    """Return the blueprints of whole exams: theory and skills."""
    return tuple(one for one in bank.blueprints() if one.lesson is None and one.minutes >= WHOLE_EXAM)


def reckon(
    bank: Bank,
    firsts: Sequence[FirstAnswer],
    outside: Sequence[OutsideResult],
    *,
    now: datetime,
    retention: Mapping[str, float] | None = None,
    last: Mapping[str, datetime] | None = None,
) -> Readiness:
    """Return the learner's readiness.

    Parameters
    ----------
    bank
        What papers ask.
    firsts
        The first answer to each item.
    outside
        Results of exams sat elsewhere.
    now
        UTC.
    retention
        By point, what part of what was known will be recalled on the day of the exam; all of it where none is given.
    last
        By item, when it was answered last.
    """
    papers = [paper(one, bank) for one in exams(bank)]
    known = {one.id for one in papers}
    mocks = [
        MockResult(paper=one.paper, earned=min(one.marks, one.out_of), possible=one.out_of, at=one.at)
        for one in outside
        if one.paper in known and one.out_of > 0
    ]
    again = last or {}
    found = (observation(first, bank.facts, last_at=again.get(first.item_id)) for first in firsts)
    seen = [one for one in found if one]
    return analytics.readiness(seen, papers, now=now, retention=retention, mocks=mocks)


def observation(
    first: FirstAnswer, facts: Mapping[str, Facts], *, last_at: datetime | None = None
) -> Observation | None:
    """Return what a first answer tells; None if it tells nothing (unattempted, undecided, an item that is gone)."""
    item = facts.get(first.item_id)
    empty = first.verdict in (None, "invalid") or (first.verdict == "unattempted" and first.mode == "practice")
    if item is None or empty or not first.possible:
        return None
    return Observation(
        item_id=item.id,
        point=item.point,
        lesson=item.lesson,
        type=item.type,
        level=item.level,
        share=min(1.0, first.earned / first.possible),
        chance=item.chance,
        at=first.answered_at,
        source=first.mode,
        confidence=first.confidence,
        graded_by=first.by or "grader",
        last_at=last_at,
    )


def paper(blueprint: Blueprint, bank: Bank) -> Paper:
    """Return a blueprint as readiness sees it: what kinds of items its rows draw, and how often."""
    sections = tuple(_section(row, blueprint, bank) for row in blueprint.rows)
    return Paper(id=blueprint.id, sections=tuple(one for one in sections if one), cut=blueprint.cut)


def _section(row: Row, blueprint: Blueprint, bank: Bank) -> Section | None:
    """Return a row with its profiles: each point has the share of the items that its importance gives it."""
    fitting = [
        one
        for one in bank.facts.values()
        if one.type in row.types and one.point in row.points and not one.practice_only
    ]
    profiles = tuple(_profiles(fitting, lambda point: blueprint.importance[bank.point(point).importance or "unmarked"]))
    if not profiles:
        return None
    scoring = "share" if any(one.type == "case" for one in profiles) else row.scoring
    return Section(id=row.id, marks=row.marks, count=row.count, profiles=profiles, scoring=scoring)


def _profiles(fitting: Sequence[Facts], weight: Callable[[str], float]) -> Iterable[Profile]:
    """Give one profile for all items that are alike."""
    of_point: dict[str, int] = {}
    alike: dict[tuple[str, ...], list[Facts]] = {}
    for one in fitting:
        of_point[one.point] = of_point.get(one.point, 0) + 1
        alike.setdefault((one.point, one.type, one.level, str(one.chance)), []).append(one)
    for items in alike.values():
        first = items[0]
        part = weight(first.point) * len(items) / of_point[first.point]
        if part > 0:
            yield Profile(
                point=first.point,
                lesson=first.lesson,
                type=first.type,
                level=first.level,
                chance=first.chance,
                weight=part,
            )


# --- as the pages show it -----------------------------------------------------------------------------


def outlooks(found: Readiness, bank: Bank, *, latest: date | None, left: int) -> tuple[home.Outlook, ...]:
    """Return what the pages show of each paper.

    `latest` is the day of the last first answer, `left` how many items were never answered: no more first answers
    can be asked for.
    """
    return tuple(_outlook(found, bank, blueprint, latest, left) for blueprint in exams(bank))


def _outlook(found: Readiness, bank: Bank, blueprint: Blueprint, latest: date | None, left: int) -> home.Outlook:
    one = found.papers[blueprint.id]
    told, expected = one.state == "enough", one.outlook
    return home.Outlook(
        paper=blueprint.id,
        title=blueprint.title,
        minutes=blueprint.minutes,
        out_of=blueprint.marks,
        cut=blueprint.cut,
        state=one.state,
        probability=expected.probability if told else None,
        interval=(expected.low, expected.high) if told else None,
        marks=expected.marks if told else None,
        marks_interval=(expected.marks_low, expected.marks_high) if told else None,
        lacking=min(left, _lacking(one)) if one.state == "not_enough" else _lacking(one),
        lacking_in=_lacking_in(one, bank),
        answers=found.answers,
        latest=latest,
        harder="harder_than_practice" in found.warnings,
    )


def _lacking(one: PaperReadiness) -> int:
    """Return how many answers are missing; one answer serves its lesson and its type."""
    lessons = sum(need.answers for need in one.needs if need.lesson)
    return max(lessons, sum(need.answers for need in one.needs if need.type))


def _lacking_in(one: PaperReadiness, bank: Bank) -> tuple[Text, ...]:
    return tuple(bank.lesson(need.lesson).title for need in one.needs if need.lesson)[:NAMED]


def helps(found: Readiness, bank: Bank) -> tuple[home.Help, ...]:
    """Return the three points that would help most, over all papers whose evidence is enough."""
    best: dict[str, home.Help] = {}
    for one in found.papers.values():
        for help_ in one.helps if one.state == "enough" else ():
            gain = home.Help(help_.point, help_.lesson, bank.point(help_.point).title, help_.marks)
            if help_.point not in best or best[help_.point].gain < gain.gain:
                best[help_.point] = gain
    return tuple(sorted(best.values(), key=lambda one: (-one.gain, one.point))[:3])
