"""Combining what customers need with what the company needs: choosing within a budget, and the task of the lab.

Budget, limits and the measure of customers' gain are illustrative; that customers' needs are combined with the
company's (S3-3.11), that basic needs must be served (S3-3.3) and why satisfaction is low (S3-3.10) are the notes'.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from fuwu.labs.challenge import Condition
from fuwu.labs.kano.study import Need, Study
from fuwu.labs.kano.survey import CLEAN, Cleaning
from fuwu.labs.text import bilingual, listing, mark, number, percent
from fuwu.model import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BUDGET: Final = 900.0  # thousand yuan a year
ENOUGH: Final = 0.85  # of what the budget can bring at most

Aim = Literal["customers", "company", "both"]


def money(thousands: float) -> Text:
    """Return an amount of money: Chinese counts in ten thousands.

    Examples
    --------
    >>> money(900).zh, money(35).en
    ('90 万元', '35 thousand yuan')
    """
    return Text(zh=f"{number(thousands / 10)} 万元", en=f"{number(thousands)} thousand yuan")


@dataclass(frozen=True)
class Choice:
    """The needs chosen to be met, and what they come to."""

    needs: tuple[Need, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The numbers of the needs."""
        return tuple(one.id for one in self.needs)

    @property
    def cost(self) -> float:
        """Thousand yuan a year."""
        return sum(one.cost for one in self.needs)

    @property
    def company_value(self) -> float:
        """How much the needs serve the company, added up."""
        return sum(one.company_value for one in self.needs)

    @property
    def gain(self) -> float:
        """What customers gain, added up (see `Need.gain`)."""
        return sum(one.gain for one in self.needs)


def chosen(study: Study, ids: Collection[str]) -> Choice:
    """Return the choice of the needs named.

    Raises
    ------
    ValueError
        If a need does not exist.
    """
    unknown = sorted(set(ids) - {one.id for one in study.needs})
    if unknown:
        raise ValueError(f"no need {', '.join(unknown)}; there are {', '.join(one.id for one in study.needs)}")
    return Choice(tuple(one for one in study.needs if one.id in ids))


def barred(need: Need) -> bool:
    """Whether a need may not be met: unlawful, or what customers do not want."""
    return not need.lawful or need.verdict.category == "R"


def basic(study: Study) -> tuple[Need, ...]:
    """Return the needs that must be served."""
    return tuple(one for one in study.of("M") if one.lawful)


def greedy(study: Study, budget: float) -> Choice:
    """Choose the most wanted need first, until the money is gone: what a list of wishes leads to."""
    left, taken = budget, list[str]()
    for need in sorted(study.needs, key=lambda one: (-one.gain, one.id)):
        if need.lawful and need.gain and need.cost <= left:
            taken.append(need.id)
            left -= need.cost
    return chosen(study, taken)


def best(study: Study, budget: float, aim: Aim = "both") -> Choice | None:
    """Return the best choice that serves all basic needs and none that is barred; None if the budget is too small.

    Every subset of the other needs is tried (0/1 knapsack). "both" adds customers' gain and the company's value, each
    as a part of what the budget can bring at most; of equals the cheaper is taken.
    """
    must = basic(study)
    free = [one for one in study.needs if one not in must and not barred(one) and one.verdict.category != "Q"]
    left = budget - sum(one.cost for one in must)
    if left < 0:
        return None
    taken = _subset(free, left, aim, must)
    return chosen(study, [*(one.id for one in must), *(one.id for one in taken)])


def _subset(free: Sequence[Need], left: float, aim: Aim, must: Sequence[Need]) -> list[Need]:
    import numpy as np

    picks = (np.arange(2 ** len(free))[:, None] >> np.arange(len(free)) & 1).astype(bool)
    cost = picks @ np.array([one.cost for one in free], dtype=float)
    picks, cost = picks[cost <= left], cost[cost <= left]
    gain = picks @ np.array([one.gain for one in free], dtype=float) + sum(one.gain for one in must)
    value = picks @ np.array([one.company_value for one in free], dtype=float) + sum(
        one.company_value for one in must)  # fmt: skip
    worth = {"customers": gain, "company": value, "both": _part(gain) + _part(value)}[aim]
    place = int(np.lexsort((cost, -np.round(worth, 9)))[0])
    return [one for one, held in zip(free, picks[place], strict=True) if held]


def _part(values: NDArray[np.float64]) -> NDArray[np.float64]:
    most = values.max()
    return values / most if most else values


Reasons = Mapping[str, str]


def conditions(study: Study, choice: Choice, reasons: Reasons) -> list[Condition]:
    """Return the conditions of the task in order; `reasons` names A or B for each of the least satisfied needs."""
    return [
        _cleaned(study.answers.cleaning),
        _explained(study, reasons),
        _served(study, choice),
        _allowed(choice),
        _affordable(choice),
        _enough(study, choice, "company"),
        _enough(study, choice, "customers"),
    ]


def _cleaned(cleaning: Cleaning) -> Condition:
    asks = bilingual(mark("the answers are cleaned: exchanged columns not left as they are, rows of one and the same "
                          "answer not counted, blanks not filled in"))  # fmt: skip
    wrong = [
        bilingual(said)
        for said, bad in (
            (mark("exchanged columns are left"), cleaning.swapped == "keep"),
            (mark("rows of one and the same answer count"), cleaning.straight != CLEAN.straight),
            (mark("blanks are filled in"), cleaning.missing != CLEAN.missing),
        )
        if bad
    ]
    return Condition("cleaned", asks, not wrong, listing(wrong) if wrong else bilingual(mark("they are")))


def _explained(study: Study, reasons: Reasons) -> Condition:
    asks = bilingual(mark("for each of the {n} least satisfied needs the reason is right: A unreasonable, B not met "
                          "well by the company"), n=len(study.least_satisfied))  # fmt: skip
    right = sum(reasons.get(one.id) == one.why_unsatisfied for one in study.least_satisfied)
    now = bilingual(mark("{n} right"), n=right)
    return Condition("reasons", asks, right == len(study.least_satisfied), now)


def _served(study: Study, choice: Choice) -> Condition:
    asks = bilingual(mark("every basic need is served"))
    left = [one.label for one in basic(study) if one.id not in choice.ids]
    now = bilingual(mark("left out: {names}"), names=listing(left)) if left else bilingual(mark("none left out"))
    return Condition("basic", asks, not left, now)


def _allowed(choice: Choice) -> Condition:
    asks = bilingual(mark("no unlawful and no reverse need is chosen"))
    wrong = [one.label for one in choice.needs if barred(one)]
    now = bilingual(mark("chosen: {names}"), names=listing(wrong)) if wrong else bilingual(mark("none chosen"))
    return Condition("allowed", asks, not wrong, now)


def _affordable(choice: Choice) -> Condition:
    asks = bilingual(mark("the cost is at most {budget} a year"), budget=money(BUDGET))
    return Condition(
        "budget", asks, choice.cost <= BUDGET, bilingual(mark("at present {cost}"), cost=money(choice.cost))
    )


def _enough(study: Study, choice: Choice, aim: Literal["company", "customers"]) -> Condition:
    most = best(study, BUDGET, aim)
    top = 0.0 if most is None else most.company_value if aim == "company" else most.gain
    have = choice.company_value if aim == "company" else choice.gain
    asks = {
        "company": mark("the value to the company is at least {wanted} ({part} of what the budget can bring)"),
        "customers": mark("customers' gain is at least {wanted} ({part} of what the budget can bring)"),
    }[aim]
    said = bilingual(asks, wanted=number(ENOUGH * top), part=percent(ENOUGH))
    return Condition(aim, said, have >= ENOUGH * top, bilingual(mark("at present {n}"), n=number(have)))


def right_reasons(study: Study) -> dict[str, str]:
    """Return A or B for each of the least satisfied needs."""
    return {one.id: one.why_unsatisfied for one in study.least_satisfied}


def words(choice: Choice, budget: float) -> Text:
    """Return what a choice comes to, in one sentence."""
    over = choice.cost - budget
    said = mark("Needs chosen: {n}; cost {cost} of {budget}, value to the company {value}, customers' gain {gain}.")
    if over > 0:
        said = mark("Needs chosen: {n}; cost {cost}, {over} over the budget of {budget}; value to the company {value}, "
                    "customers' gain {gain}.")  # fmt: skip
    return bilingual(said, n=len(choice.needs), cost=money(choice.cost), budget=money(budget), over=money(over),
                     value=number(choice.company_value), gain=number(choice.gain))  # fmt: skip
