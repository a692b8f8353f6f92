"""Assemble papers from a blueprint."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import nsmallest
from itertools import combinations

from fuwu.forms.candidates import Aims, Candidates, aims, candidates, demand, wish
from fuwu.forms.impossible import Impossible, Lack
from fuwu.forms.parallel import LARGEST, plan
from fuwu.forms.program import GAP, Program
from fuwu.model import Blueprint, Form, Item, Point, Section

#: What it costs to ask an item of an earlier paper again: of the learner's latest paper, of a parallel paper.
RECENT, USED = 12.0, 20.0
#: What each item costs that two parallel papers have in common at most.
OVERLAP = 10.0
#: What chance adds to the cost of an item, at most.
CHANCE = 0.2
#: Of a bank with more placements only the cheapest of each point in each row are tried: so many, then so many.
LARGE, WIDTHS = 2_000, (2, 6)


def assemble(  # noqa: PLR0913 - what decides a paper, each by its name
    blueprint: Blueprint,
    items: Sequence[Item],
    *,
    points: Mapping[str, Point],
    seed: int,
    papers: int = 1,
    recent: Sequence[AbstractSet[str]] = (),
    difficulties: Mapping[str, float] | None = None,
    overlap: int | None = None,
) -> tuple[Form, ...]:
    """Return parallel papers that the blueprint describes.

    Each is the solution of a mixed integer programme (van der Linden, Linear Models for Optimal Test Design, 2005).
    Always kept: the rows' counts, enemies apart, no item twice. As well as the bank allows, in this order of
    weight: few items in common between the papers, few that the learner met lately, as many true statements as
    false ones, the bank's mixture of numbers of keys, for each row the bank's mixture of difficulties, and the spread
    over importance, lessons and points. What is left open is decided by random costs from the seed.

    Parameters
    ----------
    blueprint
        What the papers consist of.
    items
        The bank; items for practice only are passed over.
    points
        The points of all the items, by id.
    seed
        The same seed gives the same papers. The first form has it as its own, further ones have seeds made from it.
    papers
        How many papers.
    recent
        The ids of the items of the learner's earlier papers, the latest first; the older, the sooner asked again.
    difficulties
        The difficulty of each item (Rasch, in logits), by id; without it the items' levels stand in.
    overlap
        How many items two papers may have in common; without it as few as the bank allows.

    Raises
    ------
    Impossible
        If the bank cannot fill a row.
    TimeoutError
        If no paper is found in half a minute.
    """
    found = candidates(blueprint, items, points)
    chosen = _choose(found, aims(found, difficulties), papers, seed=seed, recent=recent, overlap=overlap)
    return tuple(_form(found, columns, _seed(seed, number)) for number, columns in enumerate(chosen))


def common(forms: Sequence[Form]) -> int:
    """Return how many items two of the forms have in common at most."""
    sets = [{name for section in form.sections for name, _ in section.items} for form in forms]
    return max((len(one & other) for one, other in combinations(sets, 2)), default=0)


def _seed(seed: int, number: int) -> int:
    """Return the seed of a paper's own: the given one for the first."""
    return seed if number == 0 else random.Random(f"{seed}:{number}").getrandbits(31)  # noqa: S311 - no secret


def _choose(
    found: Candidates,
    aim: Aims,
    papers: int,
    *,
    seed: int,
    recent: Sequence[AbstractSet[str]],
    overlap: int | None,
) -> list[list[int]]:
    """Return the placements of each paper: one after the other, and by a plan if they then share too much.

    The plan has no eye for balance, so each paper is then chosen again beside the others, within the plan's bounds.
    """
    costs = [_costs(found, f"{seed}:{number}", recent) for number in range(papers)]
    chosen: list[list[int]] = []
    for own in costs:
        columns = _solve(found, aim, own, chosen)
        if columns is None:
            raise Impossible(found.blueprint, _lacks(found, 1, None))
        chosen.append(columns)
    most, pairs = _most(found, chosen), papers * (papers - 1) // 2
    if most <= (overlap or 0) or (overlap is None and len(found.items) * pairs > LARGEST):
        return chosen
    planned = plan(found, papers, seed=seed, overlap=overlap)
    if planned is None:
        raise Impossible(found.blueprint, _lacks(found, papers, overlap), overlap)
    bound = _most(found, planned.chosen)
    if overlap is None and bound >= most:
        return chosen
    chosen = planned.chosen
    for number, own in enumerate(costs):
        others = [columns for other, columns in enumerate(chosen) if other != number]
        chosen[number] = _solve(found, aim, own, others, bound=bound) or chosen[number]
    return chosen


def _costs(found: Candidates, seed: str, recent: Sequence[AbstractSet[str]]) -> list[float]:
    """Return the cost of each placement: 1, a little that chance adds, and more for what the learner met lately."""
    rng = random.Random(seed)  # noqa: S311 - a draw, not a secret
    ages: dict[str, int] = {}
    for age, before in enumerate(recent):
        for name in before:
            ages.setdefault(name, age)
    again = {name: RECENT / (1 + age) for name, age in ages.items()}
    return [1 + CHANCE * rng.random() + again.get(item.id, 0.0) for item in found.items]


def _solve(
    found: Candidates,
    aim: Aims,
    costs: Sequence[float],
    others: Sequence[Sequence[int]],
    *,
    bound: int | None = None,
) -> list[int] | None:
    """Return the placements of one paper beside the others, with at most `bound` items of each of them.

    From a large bank the cheapest few of each point and row are tried first. What they give is taken if its cost is
    within `GAP` of what the cheapest items of each row would cost without any other demand, and so of the best.
    Costs are counted from there: repeats that no choice avoids must not widen the gap.
    """
    used = Counter(found.items[column].id for columns in others for column in columns)
    priced = [cost + USED * used[item.id] for cost, item in zip(costs, found.items, strict=True)]
    names = [{found.items[column].id for column in columns} for columns in others]
    least = sum(
        sum(nsmallest(row.count, (priced[column] for column in found.columns_of(number))))
        for number, row in enumerate(found.blueprint.rows)
    )
    size = sum(row.count for row in found.blueprint.rows)
    for width in WIDTHS if len(found.items) > LARGE else ():
        columns = _cheapest(found, priced, width)
        tried = _solve_among(found, columns, aim, priced, names, bound=bound, offset=size - least)
        if tried is not None and tried[1] <= size * (1 + GAP):
            return tried[0]
    solved = _solve_among(found, range(len(found.items)), aim, priced, names, bound=bound, offset=size - least)
    return solved[0] if solved is not None else None


def _cheapest(found: Candidates, costs: Sequence[float], width: int) -> list[int]:
    """Return the `width` cheapest placements of each point in each row."""
    cells: dict[tuple[int, str], list[int]] = {}
    for column, (item, row) in enumerate(zip(found.items, found.rows, strict=True)):
        cells.setdefault((row, item.point), []).append(column)
    return sorted(column for cell in cells.values() for column in nsmallest(width, cell, key=costs.__getitem__))


def _solve_among(
    found: Candidates,
    columns: Sequence[int],
    aim: Aims,
    costs: Sequence[float],
    others: Sequence[AbstractSet[str]],
    *,
    bound: int | None,
    offset: float,
) -> tuple[list[int], float] | None:
    """Return the best of these placements and their cost, or None."""
    among, program = found.only(columns), Program()
    for column in columns:
        program.column(cost=costs[column], upper=1, whole=True)
    demand(program, among)
    wish(program, among, aim)
    most = program.column(cost=OVERLAP, upper=float("inf") if bound is None else bound)
    for names in others:
        shared = [(number, 1.0) for number, item in enumerate(among.items) if item.id in names]
        program.row([*shared, (most, -1.0)], high=0)
    program.constant(offset)
    values = program.solve()
    if values is None:
        return None
    return [column for number, column in enumerate(columns) if round(values[number])], program.cost(values)


def _most(found: Candidates, chosen: Sequence[Sequence[int]]) -> int:
    """Return how many items two papers have in common at most."""
    names = [{found.items[column].id for column in columns} for columns in chosen]
    return max((len(one & other) for one, other in combinations(names, 2)), default=0)


def _lacks(found: Candidates, papers: int, overlap: int | None) -> tuple[Lack, ...]:
    """Return what the rows lack, over all papers, when as many items as possible are placed."""
    planned = plan(found, papers, seed=0, overlap=overlap, elastic=True)
    lacks = planned.lacks if planned else []
    rows = zip(found.blueprint.rows, lacks, strict=True)
    return tuple(Lack(row.id, row.title, row.count * papers, row.count * papers - lack) for row, lack in rows if lack)


def _form(found: Candidates, columns: Sequence[int], seed: int) -> Form:
    blueprint = found.blueprint
    sections = []
    for number, row in enumerate(blueprint.rows):
        names = [
            (found.items[column].id, found.items[column].version) for column in columns if found.rows[column] == number
        ]
        names.sort()
        random.Random(f"{seed}:{row.id}").shuffle(names)  # noqa: S311 - a shuffle, not a secret
        sections.append(Section(row.id, row.title, row.marks, row.scoring, tuple(names)))
    return Form(
        blueprint=blueprint.id,
        version=blueprint.version,
        title=blueprint.title,
        minutes=blueprint.minutes,
        cut=blueprint.cut,
        note=blueprint.note,
        seed=seed,
        sections=tuple(sections),
    )
