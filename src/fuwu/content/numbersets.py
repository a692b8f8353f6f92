"""Draw the number sets of a numeric item with parameters, compute its key, and fill in its texts.

The numbers come from the item's id alone, so every build on every machine makes the same ones. The running workbook
gets the finished variants and computes nothing.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any

from fuwu.content.faults import Translate
from fuwu.content.formula import FormulaError
from fuwu.content.parameters import Authored, Found, Plan, Reader

SETS = 8
FEWEST = 4
#: How many number sets are tried at most: enough for a `where` that one set in a hundred meets.
TRIES = 2000
#: How many usable ones are looked at, for the sake of different keys.
ENOUGH = 64


@dataclass(frozen=True, slots=True)
class NumberSet:
    """The parameters' values, and what follows from them."""

    names: Mapping[str, Fraction]
    value: Fraction
    tolerance: Fraction
    errors: tuple[Fraction, ...]

    def clashes(self) -> Iterator[tuple[int, ...]]:
        """Yield each error that the key's tolerance covers, and each two errors that nobody can tell apart."""
        for n, error in enumerate(self.errors):
            if abs(error - self.value) <= self.tolerance:
                yield (n,)
        for (n, one), (m, two) in combinations(enumerate(self.errors), 2):
            if abs(one - two) <= self.tolerance:
                yield (n, m)


@dataclass
class Drawn:
    """The number sets of an item, and why others are none of them."""

    sets: list[NumberSet] = field(default_factory=list)
    met: int = 0
    clashes: Counter[tuple[int, ...]] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)


def check(item: Authored, tr: Translate) -> Found:
    """Yield what is wrong with the parameters of an item, or with the numbers they give."""
    reader = Reader(item, tr)
    yield from reader.faults
    if reader.plan is None:
        return
    drawn = draw(reader.plan, str(item.get("id")), tr)
    yield from _too_few(drawn, tr)
    for at, text in reader.plan.texts.items():
        try:
            for one in drawn.sets:
                text.fill(one.names, tr)
        except FormulaError as error:
            yield at, str(error)


def variants(item: Authored, *, wanted: int = SETS) -> list[dict[str, Any]]:
    """Return the number sets of an item without faults as fields: texts (still Markdown), key, tolerance, errors."""
    plan = Reader(item, str).plan
    return [_filled(item, plan, one) for one in draw(plan, item["id"], str, wanted=wanted).sets] if plan else []


def concrete(item: Authored, fields: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return an item as one without parameters: with the `fields` of a variant, by default the first."""
    plain = {name: value for name, value in item.items() if name not in {"parameters", "where"}}
    return {**plain, **(variants(item, wanted=1)[0] if fields is None else fields)}


def draw(plan: Plan, seed: str, tr: Translate, *, wanted: int = SETS) -> Drawn:
    """Return up to `wanted` number sets, as far as possible with different keys; the first of them is always one."""
    drawn = Drawn()
    again: list[NumberSet] = []
    keys: set[Fraction] = set()
    for names in _candidates(plan, seed):
        try:
            if not all(condition.holds(names, tr) for condition in plan.where):
                continue
            drawn.met += 1
            one = _computed(plan, names, tr)
        except FormulaError as error:
            drawn.reasons[str(error)] += 1
            continue
        clashes = list(one.clashes())
        drawn.clashes.update(clashes)
        if clashes:
            continue
        (again if one.value in keys else drawn.sets).append(one)
        keys.add(one.value)
        if len(drawn.sets) == wanted or len(drawn.sets) + len(again) == ENOUGH:
            break
    drawn.sets += again[: wanted - len(drawn.sets)]
    return drawn


def _candidates(plan: Plan, seed: str) -> Iterator[dict[str, Fraction]]:
    """Yield choices of the parameters' values in an order fixed by `seed`, all of them if they are few.

    Only `random()` itself gives the same numbers in every release of Python.
    """
    rng = random.Random(int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big"))  # noqa: S311 - no secret
    total = math.prod(map(len, plan.values.values()))
    if total <= TRIES:
        order = sorted(range(total), key=lambda _number: rng.random())
    else:
        order = list(dict.fromkeys(int(rng.random() * total) for _ in range(TRIES)))
    for number in order:
        names, rest = {}, number
        for name, values in plan.values.items():
            rest, position = divmod(rest, len(values))
            names[name] = values[position]
        yield names


def _computed(plan: Plan, names: Mapping[str, Fraction], tr: Translate) -> NumberSet:
    _ = tr
    tolerance = plan.tolerance.number(names, tr)
    if tolerance < 0:
        raise FormulaError(_("the tolerance is below 0"))
    errors = tuple(error.number(names, tr) for error in plan.errors)
    return NumberSet(names, plan.value.number(names, tr), tolerance, errors)


def _too_few(drawn: Drawn, tr: Translate) -> Found:
    """Yield why there are too few number sets."""
    _ = tr
    if len(drawn.sets) >= FEWEST:
        return
    always = [clash for clash, times in drawn.clashes.items() if times == drawn.met]
    for first, *other in always:
        if other:
            message = _("this error is the same as error {number} with all numbers: change one of them")
            yield ("errors", other[0], "value"), message.format(number=first + 1)
        else:
            message = _("this error is within the tolerance of the key with all numbers: change one of them")
            yield ("errors", first, "value"), message
    if not always:
        message = _("only {count} number sets can be had, {least} are needed: widen the parameters or loosen 'where'")
        text = message.format(count=len(drawn.sets), least=FEWEST)
        reason = next(iter(drawn.reasons), "")
        yield ("parameters",), _("{what} ({found})").format(what=text, found=reason) if reason else text


def _filled(item: Authored, plan: Plan, one: NumberSet) -> dict[str, Any]:
    """Return the fields of a variant."""
    texts = {at: text.fill(one.names, str) for at, text in plan.texts.items()}

    def both(*at: str | int) -> dict[str, str]:
        return {lang: texts[*at, lang] for lang in ("zh", "en")}

    names: list[str] = [name for name in ("stem", "rationale", "note") if item.get(name)]
    errors = [{"value": _json(error), "why": both("errors", n, "why")} for n, error in enumerate(one.errors)]
    numbers = {"value": _json(one.value), "tolerance": _json(one.tolerance), "errors": errors}
    return {name: both(name) for name in names} | numbers


def _json(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)
