"""Which items may stand in which row of a paper, and what a good choice of them looks like."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from statistics import fmean

from fuwu.forms.program import Program
from fuwu.model import Blueprint, Item, Multiple, Point, TrueFalse

#: What a unit of imbalance costs, against 1 for each item and a little that chance adds.
POINT, LESSON, IMPORTANCE, KEYS, DIFFICULTY = 1.0, 1.0, 2.0, 4.0, 2.0
#: Into how many bands of difficulty, equally large where they can be, the candidates of a row are divided.
BANDS = 5
#: Where no difficulty is known, the item's level stands in for it.
LEVELS = {"recall": -1.0, "understand": -0.3, "apply": 0.4, "analyse": 1.2}


@dataclass(frozen=True, slots=True)
class Candidates:
    """The possible placements: `items[n]` in row number `rows[n]` of the blueprint is column n of the programme."""

    blueprint: Blueprint
    points: Mapping[str, Point]
    items: tuple[Item, ...]
    rows: tuple[int, ...]

    def columns_of(self, row: int) -> list[int]:
        """Return the placements in a row."""
        return [column for column, at in enumerate(self.rows) if at == row]

    def only(self, columns: Sequence[int]) -> Candidates:
        """Return these placements alone, in this order."""
        items, rows = tuple(self.items[n] for n in columns), tuple(self.rows[n] for n in columns)
        return replace(self, items=items, rows=rows)

    def grouped(self, name: Mapping[str, str]) -> dict[str, list[int]]:
        """Return the placements by the group that `name` gives each point."""
        groups: dict[str, list[int]] = {}
        for column, item in enumerate(self.items):
            groups.setdefault(name[item.point], []).append(column)
        return groups


def candidates(blueprint: Blueprint, items: Sequence[Item], points: Mapping[str, Point]) -> Candidates:
    """Return all placements of items in rows."""
    placed = [
        (item, row)
        for row, wanted in enumerate(blueprint.rows)
        for item in items
        if item.type in wanted.types and item.point in wanted.points and not item.practice_only
    ]
    return Candidates(blueprint, points, tuple(item for item, _ in placed), tuple(row for _, row in placed))


def demand(program: Program, found: Candidates, *, first: int = 0, elastic: bool = False) -> list[int]:
    """Add what must be: full rows, no item twice, no enemies together.

    The placements are the columns from `first` on. With `elastic` the rows may stay short; return the columns that
    count what they lack, else none.
    """
    short = []
    for number, row in enumerate(found.blueprint.rows):
        terms = [(first + column, 1.0) for column in found.columns_of(number)]
        if elastic:
            short.append(program.column(cost=1.0, upper=row.count))
            terms.append((short[-1], 1.0))
        program.row(terms, low=row.count, high=row.count)
    places: dict[str, list[int]] = {}
    for column, item in enumerate(found.items):
        places.setdefault(item.id, []).append(first + column)
    for columns in places.values():
        if len(columns) > 1:
            program.row([(column, 1.0) for column in columns], high=1)
    for clique in _cliques(found.items):
        program.row([(column, 1.0) for name in clique for column in places[name]], high=1)
    return short


def _cliques(items: Sequence[Item]) -> list[list[str]]:
    """Return groups of items that are all enemies of each other, so that every pair of enemies is in one.

    One row for a group bounds the relaxed programme better than a row for each pair.
    """
    known = {item.id for item in items}
    enemies: dict[str, set[str]] = {name: set() for name in sorted(known)}
    for item in items:
        for other in known.intersection(item.enemies):
            enemies[item.id].add(other)
            enemies[other].add(item.id)
    open_pairs = {(one, other) for one, others in enemies.items() for other in others if one < other}
    found = []
    for pair in sorted(open_pairs):
        if pair not in open_pairs:
            continue
        clique = list(pair)
        for other in sorted(enemies[pair[0]] & enemies[pair[1]]):
            if enemies[other].issuperset(clique):
                clique.append(other)
        open_pairs -= {(one, other) for one in clique for other in clique}
        found.append(clique)
    return found


@dataclass(frozen=True, slots=True)
class Aims:
    """What a balanced paper has, measured once on the whole bank, so that all papers aim at the same.

    Attributes
    ----------
    shares
        The share of the paper's items that each point should have; they sum to 1.
    sizes
        Of the multiple choices of the bank, the share that has so many keys.
    bands
        For each row the band of difficulty of its candidates, by item id.
    mixtures
        For each row the share of its candidates in each band.
    """

    shares: Mapping[str, float]
    sizes: Mapping[int, float]
    bands: Sequence[Mapping[str, int]]
    mixtures: Sequence[Sequence[float]]


def aims(found: Candidates, difficulties: Mapping[str, float] | None) -> Aims:
    """Return what papers from these candidates should have; without `difficulties` the items' levels stand in.

    A point's share is its weight by importance over the weights of all points that have items at all. An item that
    `difficulties` does not know has the mean of those it knows.
    """
    weights, wanted = found.blueprint.importance, found.blueprint.rows
    raw = {item.point: weights[found.points[item.point].importance or "unmarked"] for item in found.items}
    whole = sum(raw.values())
    keys = Counter(len(item.key) for item in found.items if isinstance(item, Multiple))
    known = _difficulties(found.items, difficulties)
    rows = [{found.items[n].id: known[found.items[n].id] for n in found.columns_of(row)} for row in range(len(wanted))]
    bands = [_bands(row) for row in rows]
    return Aims(
        shares={point: weight / whole for point, weight in raw.items()},
        sizes={size: count / keys.total() for size, count in sorted(keys.items())},
        bands=bands,
        mixtures=[[share / len(row) for _, share in sorted(Counter(row.values()).items())] for row in bands],
    )


def _bands(known: Mapping[str, float]) -> dict[str, int]:
    """Return the band of each item, numbered from the easiest: fifths of the items, equal difficulties together.

    Papers with the same mixture of bands are as equally hard as papers with the same mean, and alike in spread too;
    whole numbers of items in a band are also found several times as fast as a sum of fractions that must fit.
    """
    ordered = sorted(known.values())
    edges = sorted({ordered[len(ordered) * band // BANDS] for band in range(1, BANDS)} if ordered else ())
    raw = {name: bisect_right(edges, value) for name, value in known.items()}
    number = {band: n for n, band in enumerate(sorted(set(raw.values())))}
    return {name: number[band] for name, band in raw.items()}


def _difficulties(items: Sequence[Item], difficulties: Mapping[str, float] | None) -> dict[str, float]:
    if not difficulties:
        return {item.id: LEVELS[item.level] for item in items}
    mean = fmean(difficulties.values())
    return {item.id: difficulties.get(item.id, mean) for item in items}


def wish(program: Program, found: Candidates, aim: Aims) -> None:
    """Add what should be: the spread over points, lessons and importance, even keys and difficulty."""
    count = sum(row.count for row in found.blueprint.rows)
    for price, name in (
        (POINT, {point: point for point in aim.shares}),
        (LESSON, {point: found.points[point].lesson for point in aim.shares}),
        (IMPORTANCE, {point: found.points[point].importance or "unmarked" for point in aim.shares}),
    ):
        targets: dict[str, float] = {}
        for point, share in aim.shares.items():
            targets[name[point]] = targets.get(name[point], 0.0) + count * share
        for group, columns in found.grouped(name).items():
            _near(program, [(column, 1.0) for column in columns], targets[group], price=price)
    _even_keys(program, found, aim)
    _even_difficulty(program, found, aim)


def _even_keys(program: Program, found: Candidates, aim: Aims) -> None:
    """Wish as many true statements as false ones, and the bank's mixture of numbers of keys."""
    statements = [(column, item) for column, item in enumerate(found.items) if isinstance(item, TrueFalse)]
    if statements:
        program.near([(column, 1.0 if item.key else -1.0) for column, item in statements], low=-1, high=1, price=KEYS)
    sizes = {column: len(item.key) for column, item in enumerate(found.items) if isinstance(item, Multiple)}
    for size, share in aim.sizes.items():
        terms = [(column, (other == size) - share) for column, other in sizes.items()]
        program.near(terms, low=-0.75, high=0.75, price=KEYS)


def _even_difficulty(program: Program, found: Candidates, aim: Aims) -> None:
    """Wish for each row the bank's mixture of difficulties, so that parallel papers are equally hard."""
    for number, row in enumerate(found.blueprint.rows):
        columns = found.columns_of(number)
        for band, share in enumerate(aim.mixtures[number]):
            terms = [(column, 1.0) for column in columns if aim.bands[number][found.items[column].id] == band]
            _near(program, terms, row.count * share, price=DIFFICULTY)


def _near(program: Program, terms: list[tuple[int, float]], target: float, *, price: float) -> None:
    """Wish the number of items next to the target, from below or above."""
    target = round(target, 6)  # 20 × 0.15 must not come out above 3
    program.near(terms, low=floor(target), high=ceil(target), price=price)
