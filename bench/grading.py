"""How fast objective answers are graded, on one core: the real bank's items but cases, right, wrong and odd answers.

usage: python bench/grading.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict

from fuwu.bank import Bank
from fuwu.grading import grade
from fuwu.model import (
    Answer,
    Case,
    FillIn,
    Item,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Single,
    TrueFalse,
)

LIMIT = 100_000
ROUNDS = 7
ODD: tuple[Answer, ...] = (None, "", "?!", 7, [], ["z"], {"z": "z"}, "１２．５％", "12 公斤")


def answers(item: Item) -> tuple[Answer, ...]:
    """Return right, partly right and wrong answers to an item."""
    match item:
        case Single():
            return tuple(option.id for option in item.options)
        case Multiple():
            return (sorted(item.key), sorted(item.key)[:1], ids(item.options))
        case TrueFalse():
            return (True, False)
        case FillIn():
            accepted = [[blank.zh[-1] for blank in item.blanks], [f" {blank.en[0].title()}. " for blank in item.blanks]]
            return (*accepted, ["客户的态度与表现"] * len(item.blanks), ["the owner's attitude"] * len(item.blanks))
        case Matching():
            first = item.right[0].id
            return (dict(item.key), {side.id: first for side in item.left}, {item.left[0].id: first})
        case Ordering():
            return (ids(item.steps), ids(item.steps)[::-1], ids(item.steps)[1:] + ids(item.steps)[:1])
        case Numeric():
            unit = item.units[-1].zh if item.units else ""
            return (f"{item.value}", f"{item.value:,.2f} {unit}", f"{item.errors[0].value}", "about ten")
    return ()


def ids(options: tuple[Option, ...]) -> list[str]:
    """Return the options' ids, in order."""
    return [option.id for option in options]


def seconds(work: list[tuple[Item, Answer]]) -> float:
    """Return the median time of grading all of `work`."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for item, answer in work:
            grade(item, answer)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def main() -> int:
    """Measure and print; fail below the limit."""
    bank = Bank()
    items = [item for lesson in bank.lessons() for item in bank.items(lesson.id) if not isinstance(item, Case)]
    by_type: dict[str, list[tuple[Item, Answer]]] = defaultdict(list)
    for item in items:
        by_type[item.type] += [(item, answer) for answer in (*answers(item), *ODD)]
    for name, work in by_type.items():
        print(f"grading: {name:10} {len(work) / seconds(work):>9,.0f} responses/s")
    everything = [one for work in by_type.values() for one in work]
    speed = len(everything) / seconds(everything)
    print(
        f"grading: all {len(items)} items, {len(everything):,} responses: {speed:,.0f}/s, {speed / LIMIT:.1f} x limit"
    )
    return 0 if speed >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
