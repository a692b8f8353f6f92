"""The task: promise what can be kept. Checked against the log; the limits asked for are illustrative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from fuwu.labs.challenge import Condition
from fuwu.labs.promises.audit import TIMED, Result
from fuwu.labs.promises.words import name_of, said
from fuwu.labs.text import bilingual, listing, mark, percent

#: How much longer than the safe limit a promise may be before it is worth little to the customer.
SLACK = 0.15


def safe(found: Sequence[Result]) -> dict[str, float | None]:
    """Return the safe limit of each commitment with a time."""
    return {one.case.promise.id: one.honest() for one in found if one.case.promise in TIMED}


def conditions(found: Sequence[Result], chosen: Mapping[str, float], not_yet: AbstractSet[str]) -> list[Condition]:
    """Return the conditions: no promise where none holds, and a limit that holds without being slack elsewhere."""
    limits = safe(found)
    hopeless = {name for name, limit in limits.items() if limit is None}
    named = [name_of(promise) for promise in TIMED if promise.id in not_yet]
    first = Condition(
        "hopeless",
        bilingual(mark("tick those for which these data allow no time limit at all")),
        set(not_yet) == hopeless,
        bilingual(mark("ticked: {names}"), names=listing(named)) if named else bilingual(mark("nothing ticked")),
    )
    return [first, *(_limit(one, limits, chosen) for one in found if limits.get(one.case.promise.id) is not None)]


def _limit(one: Result, limits: Mapping[str, float | None], chosen: Mapping[str, float]) -> Condition:
    promise = one.case.promise
    least = limits[promise.id] or 0.0
    value = chosen.get(promise.id, promise.limit)
    asks = bilingual(
        mark("{name}: holds at 95%, and at most {slack} longer than needed"),
        name=name_of(promise), slack=percent(SLACK))  # fmt: skip
    met = least <= value + 1e-9 and value <= least * (1 + SLACK) + promise.step
    if value + 1e-9 < least:
        now = bilingual(mark("{limit} is too short"), limit=said(promise, value))
    else:
        now = bilingual(mark("{limit}") if met else mark("{limit} is longer than needed"), limit=said(promise, value))
    return Condition(promise.id, asks, met, now)
