"""What the lesson shows: its figures and its table. All numbers are illustrative."""

from __future__ import annotations

from typing import Final

from fuwu.labs import Data
from fuwu.labs.expectation.challenge import START_CUSTOMER, START_POLICY, START_SERVICE
from fuwu.labs.expectation.drawing import SHORT, formation_figure, months_figure, signed, zone_figure
from fuwu.labs.expectation.model import Customer, Month, Policy, Service, Way, simulate
from fuwu.labs.figure import Figure, Table, table
from fuwu.labs.text import bilingual, mark, number
from fuwu.model import Lang

WAYS: Final[dict[Way, str]] = {
    "clarify": mark("Clarify expectation"),
    "perceive": mark("Strengthen perception"),
    "divert": mark("Divert attention"),
    "lower": mark("Lower expectation"),
}
MOVES: Final[dict[Way, str]] = {
    "clarify": mark("expectation: fuzzy to definite"),
    "perceive": mark("perception: more of the service is noticed"),
    "divert": mark("attention: towards what is done well"),
    "lower": mark("expectation: unrealistic to realistic"),
}
NOTICED: Final = Service(noticed=0.95)  # a company that lets its service be seen
OVERPROMISE: Final = Policy(promise=95)
TRUTHFUL: Final = Policy(promise=68, ways=frozenset({"clarify"}))


def first_month(customer: Customer, service: Service, policy: Policy) -> Month:
    """Return month 1: no feedback yet."""
    return simulate(customer, service, policy, months=1)[0]


def _formation(lang: Lang, _data: Data | None = None) -> Figure:
    clear = Policy(promise=START_POLICY.promise, ways=frozenset({"clarify"}))
    return formation_figure(START_CUSTOMER, first_month(START_CUSTOMER, START_SERVICE, clear), lang)


def _zone(lang: Lang, _data: Data | None = None) -> Figure:
    """Show three shopkeepers with one service: what they were told differs, and what they had before."""
    told = (
        (mark("Shopkeeper A"), Customer(experience=62, recommendation=66), TRUTHFUL),
        (mark("Shopkeeper B"), START_CUSTOMER, Policy(promise=72, ways=TRUTHFUL.ways)),
        (mark("Shopkeeper C"), START_CUSTOMER, START_POLICY),
    )
    return zone_figure([(bilingual(name), first_month(one, NOTICED, policy)) for name, one, policy in told], lang)


def _overpromise(lang: Lang, _data: Data | None = None) -> Figure:
    runs = [
        (bilingual(mark("Over-promising: {n} points, vague"), n=number(OVERPROMISE.promise)),
         simulate(START_CUSTOMER, NOTICED, OVERPROMISE)),
        (bilingual(mark("Truthful: {n} points, clear"), n=number(TRUTHFUL.promise)),
         simulate(START_CUSTOMER, NOTICED, TRUTHFUL)),
    ]  # fmt: skip
    return months_figure(runs, lang, slack=START_CUSTOMER.slack)


def ways_rows(customer: Customer, service: Service, policy: Policy, lang: Lang) -> list[list[str]]:
    """Return, for no way, each way alone and all four, what month 1 looks like."""
    none, every = Policy(promise=policy.promise), frozenset(WAYS)
    made = [_row(bilingual(mark("None of them")).to(lang), "–", first_month(customer, service, none), lang)]
    for way, name in WAYS.items():
        one = Policy(promise=policy.promise, ways=frozenset({way}))
        moved = bilingual(MOVES[way]).to(lang)
        made.append(_row(bilingual(name).to(lang), moved, first_month(customer, service, one), lang))
    together = first_month(customer, service, Policy(promise=policy.promise, ways=every))
    return [*made, _row(bilingual(mark("All four")).to(lang), "–", together, lang)]


def _row(name: str, moved: str, month: Month, lang: Lang) -> list[str]:
    return [name, moved, number(month.expectation), number(month.perceived), signed(month.difference),
            bilingual(SHORT[month.place]).to(lang)]  # fmt: skip


WAYS_COLUMNS: Final = (
    mark("Way"), mark("What it moves"), mark("Expectation"), mark("Perceived service"), mark("Difference"),
    mark("Zone of tolerance"),
)  # fmt: skip


def _ways(lang: Lang, _data: Data | None = None) -> Table:
    caption = bilingual(mark("What each of the four ways moves in month 1 (illustrative points)")).to(lang)
    columns = [bilingual(one).to(lang) for one in WAYS_COLUMNS]
    return table(caption, columns, ways_rows(START_CUSTOMER, START_SERVICE, START_POLICY, lang))


FIGURES = {"formation": _formation, "zone": _zone, "overpromise": _overpromise}
TABLES = {"ways": _ways}
