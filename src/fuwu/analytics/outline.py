"""A blueprint as readiness sees it: which kinds of items its papers may hold, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from fuwu.analytics.evidence import Paper, Profile, Section, profile_of
from fuwu.model import Blueprint, Item, Point, Row


def paper_of(blueprint: Blueprint, items: Iterable[Item], points: Mapping[str, Point]) -> Paper:
    """Return the paper that forms of `blueprint` are, seen from the bank they are drawn from.

    Within a row each point counts by the weight of its importance, whatever number of items it has, and its items
    alike. Items that are for practice only are left out.

    Parameters
    ----------
    items
        The bank's.
    points
        By id, at least those of the items.

    Raises
    ------
    ValueError
        If the bank has no item for a row.
    """
    pool = [item for item in items if not item.practice_only]
    sections = tuple(
        Section(
            id=row.id,
            marks=row.marks,
            count=row.count,
            scoring=row.scoring,
            profiles=_profiles(row, pool, points, blueprint.importance),
        )
        for row in blueprint.rows
    )
    return Paper(id=blueprint.id, sections=sections, cut=blueprint.cut)


def _profiles(
    row: Row, pool: Iterable[Item], points: Mapping[str, Point], importance: Mapping[str, float]
) -> tuple[Profile, ...]:
    fitting = [item for item in pool if item.type in row.types and item.point in row.points]
    counts = Counter(item.point for item in fitting)
    profiles = []
    for item in fitting:
        point = points[item.point]
        weight = importance[point.importance or "unmarked"] / counts[item.point]
        if weight > 0:
            profiles.append(profile_of(item, point.lesson, weight=weight))
    return tuple(profiles)
