"""Share a small bank among parallel papers, so that two of them have as few items in common as can be.

One paper after the other is good enough while the bank is large. Where items must be asked again, it gives the last
paper all the repeats; the plan made here looks at all papers at once, at nothing but rows, enemies and repeats.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from fuwu.forms.candidates import Candidates, demand
from fuwu.forms.program import Program

#: Placements times pairs of papers above which no plan is made: it would take minutes, and repeats are few.
LARGEST = 20_000
#: Where the search ends at the latest, counted in nodes: unlike seconds they are the same on every machine.
NODES = 400
#: What a repeat costs, against 1 for each item that two papers have in common at most.
REPEAT = 0.01


@dataclass(frozen=True, slots=True)
class Plan:
    """The placements chosen for each paper, and what each row lacks over all papers (nothing, if it could be)."""

    chosen: list[list[int]]
    lacks: list[int]


def plan(
    found: Candidates, papers: int, *, seed: int, overlap: int | None = None, elastic: bool = False
) -> Plan | None:
    """Return placements for all papers, or None when the bounds cannot be kept.

    Parameters
    ----------
    found
        The possible placements.
    papers
        How many papers.
    seed
        Decides between plans that are equally good.
    overlap
        How many items two papers may have in common; without it as few as can be.
    elastic
        Whether rows may stay short; as few places as can be are then left empty.
    """
    # Random costs would take the solver minutes; another order of the placements leads it to another plan as well.
    order = list(range(len(found.items)))
    random.Random(f"{seed}:plan").shuffle(order)  # noqa: S311 - a draw, not a secret
    found = found.only(order)
    program = Program()
    papers_columns, short = [], []
    for _ in range(papers):
        columns = [program.column(upper=1, whole=True) for _ in found.items]
        short.append(demand(program, found, first=columns[0] if columns else 0, elastic=elastic))
        papers_columns.append(columns)
    _bound_repeats(program, found, papers_columns, overlap)
    for column in (column for columns in short for column in columns):
        program.costs[column] = 1000.0  # more than all repeats
    # What is lacking is told in exact numbers.
    values = program.solve(gap=0.0) if elastic else program.solve(nodes=NODES)
    if values is None:
        return None
    chosen = [sorted(order[n] for n, column in enumerate(own) if round(values[column])) for own in papers_columns]
    lacks = [round(sum(values[column] for column in row)) for row in zip(*short, strict=True)]
    return Plan(chosen, lacks)


def _bound_repeats(program: Program, found: Candidates, papers: Sequence[Sequence[int]], overlap: int | None) -> None:
    """Count what each pair of papers has in common, bound it, and give it a cost.

    A column for each item and pair is 1 when both papers have the item. The papers that have an item are at most one
    more than its pairs: a consequence that the whole numbers keep by themselves, and that guides the search.
    """
    most = program.column(cost=1.0, upper=float("inf") if overlap is None else overlap, whole=True)
    pairs = list(combinations(range(len(papers)), 2))
    counted: dict[tuple[int, int], list[int]] = {pair: [] for pair in pairs}
    places: dict[str, list[int]] = {}
    for number, item in enumerate(found.items):
        places.setdefault(item.id, []).append(number)
    for numbers in places.values():
        both = {pair: program.column(cost=REPEAT) for pair in pairs}
        for pair, column in both.items():
            counted[pair].append(column)
            has = [(papers[paper][number], -1.0) for paper in pair for number in numbers]
            program.row([(column, 1.0), *has], low=-1)
        has = [(columns[number], -1.0) for columns in papers for number in numbers]
        program.row([*((column, 1.0) for column in both.values()), *has], low=-1)
    for columns in counted.values():
        program.row([(most, 1.0), *((column, -1.0) for column in columns)], low=0)
