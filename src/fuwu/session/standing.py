"""How the learner stands: readiness for each paper and mastery of each point, from the log and the bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from fuwu import analytics, home
from fuwu.analytics import MockResult, Need, Observation, Paper, PaperReadiness, Profile, Readiness, Section
from fuwu.bank import Bank, Facts
from fuwu.model import Blueprint, OutsideResult, Row, Text
from fuwu.store.queries import FirstAnswer
from fuwu.wrongbook import type_names

if TYPE_CHECKING:
    from collections.abc import Callable

#: Papers that take at least so long are exams; shorter ones are exercises, and nobody asks whether they are passed.
WHOLE_EXAM: Final = 60
#: So many lessons or types of items are named where evidence is missing.
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
    recalled: Callable[[datetime], Mapping[str, float]] = lambda _at: {},
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
    recalled
        By point, what part of what was known was recalled at a time in the past, when an exam was sat.
    """
    papers = [paper(one, bank) for one in exams(bank)]
    known = {one.id for one in papers}
    mocks = [
        MockResult(
            paper=one.paper,
            earned=min(one.marks, one.out_of),
            possible=one.out_of,
            at=one.at,
            retention=recalled(one.at),
        )
        for one in outside
        if one.paper in known and one.out_of > 0
    ]
    again = last or {}
    begun: dict[str, datetime] = {}  # exams; a sitting's own answers tell nothing of what was recalled in it
    for first in firsts:
        if first.mode == "exam":
            begun.setdefault(first.attempt_id, first.answered_at)
    kept = {name: recalled(at) for name, at in begun.items()}
    found = (
        observation(first, bank.facts, last_at=again.get(first.item_id), kept=kept.get(first.attempt_id))
        for first in firsts
    )
    seen = [one for one in found if one]
    return analytics.readiness(seen, papers, now=now, retention=retention, mocks=mocks)


def observation(
    first: FirstAnswer,
    facts: Mapping[str, Facts],
    *,
    last_at: datetime | None = None,
    kept: Mapping[str, float] | None = None,
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
        kept=(kept or {}).get(item.point, 1.0),
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


def outlooks(found: Readiness, bank: Bank, *, latest: date | None, left: set[str]) -> tuple[home.Outlook, ...]:
    """Return what the pages show of each paper.

    `latest` is the day of the last first answer, `left` the items that can still give one: no other can be asked for.
    """
    return tuple(_outlook(found, bank, blueprint, latest, left) for blueprint in exams(bank))


def _outlook(found: Readiness, bank: Bank, blueprint: Blueprint, latest: date | None, left: set[str]) -> home.Outlook:
    one = found.papers[blueprint.id]
    told, expected = one.state == "enough", one.outlook
    beyond = one.state == "not_enough" and _beyond_reach(one, bank, left)
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
        lacking=0 if beyond else _lacking(one),
        lacking_in=() if beyond else _lacking_in(one, bank),
        answers=found.answers,
        own=one.answers,
        latest=latest,
        harder="harder_than_practice" in found.warnings,
    )


def _lacking(one: PaperReadiness) -> int:
    """Return how many answers are missing; one answer serves its lesson and its type."""
    lessons = sum(need.answers for need in one.needs if need.lesson)
    return max(lessons, sum(need.answers for need in one.needs if need.type))


def _beyond_reach(one: PaperReadiness, bank: Bank, left: set[str]) -> bool:
    """Return whether more is needed of a lesson or a type than there are items `left` of it."""
    of = [name for item in left for name in (bank.facts[item].lesson, bank.facts[item].type)]
    return any(of.count(need.lesson or need.type or "") < need.answers for need in one.needs)


def _lacking_in(one: PaperReadiness, bank: Bank) -> tuple[Text, ...]:
    """Return what most answers are missing of: lessons by their titles, types of items by their names."""
    return tuple(_named(need, bank) for need in one.needs[:NAMED])


def _named(need: Need, bank: Bank) -> Text:
    if need.type is None:
        return bank.lesson(need.lesson or "").title
    return Text(type_names("zh")[need.type], type_names("en")[need.type])


def helps(found: Readiness, bank: Bank) -> tuple[home.Help, ...]:
    """Return the three points that would help most, over all papers whose evidence is enough."""
    best: dict[str, home.Help] = {}
    for one in found.papers.values():
        for help_ in one.helps if one.state == "enough" else ():
            gain = home.Help(help_.point, help_.lesson, bank.point(help_.point).title, help_.marks)
            if help_.point not in best or best[help_.point].gain < gain.gain:
                best[help_.point] = gain
    return tuple(sorted(best.values(), key=lambda one: (-one.gain, one.point))[:3])
