"""Plan how to learn the branch's needs: channels, a sample, what it costs and whom it reaches.

Hours, budget and limits are assumptions of the learner's or the lab's, not official standards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from fuwu.labs import Data
from fuwu.labs.challenge import Condition
from fuwu.labs.ledger.channels import Comparison, compare
from fuwu.labs.ledger.levels import LEVELS
from fuwu.labs.ledger.reading import Reading
from fuwu.labs.ledger.sampling import margin_of
from fuwu.labs.ledger.signs import levels_shown, signs
from fuwu.labs.text import bilingual, listing, mark, number, percent, sentences
from fuwu.model import Lang, Text

Draw = Literal["random", "care_first"]
DRAWS: Final[dict[Draw, str]] = {
    "random": mark("at random from all retailers"),
    "care_first": mark("every disadvantaged retailer, the rest at random"),
}


@dataclass(frozen=True)
class Costs:
    """Hours of work (illustrative)."""

    per_ledger: float = 2.0  # a quarter, to check one shop's ledger and read it
    per_submission: float = 0.2
    per_noted: float = 0.5  # to visit a disadvantaged retailer and take down what is needed
    per_interview: float = 0.7


@dataclass(frozen=True)
class Plan:
    """The learner's choice."""

    ledger: bool = False
    submissions: bool = True
    noted: bool = False  # customer managers take down the needs of every disadvantaged retailer
    asked: int = 100
    draw: Draw = "random"


#: Meets every condition of the task (with a shop that `solves`).
MODEL_SOLUTION: Final = Plan(ledger=True, submissions=False, noted=True, asked=230, draw="random")


@dataclass(frozen=True)
class Outcome:
    """What a plan comes to in the whole branch."""

    plan: Plan
    hours: tuple[tuple[str, float], ...]
    margin: float
    covered: float  # expected part of the retailers that at least one channel reaches
    covered_disadvantaged: float
    levels: tuple[str, ...]

    @property
    def total(self) -> float:
        """All hours."""
        return sum(hours for _, hours in self.hours)


class Planner:
    """Counts plans for one set of data; what does not change is counted once."""

    def __init__(self, data: Data) -> None:
        self.comparison: Comparison = compare(data, "")
        retailers = data.retailers
        self._in_need = frozenset(retailers["retailer_id"][retailers["disadvantaged"] != "none"])
        self._everybody = frozenset(retailers["retailer_id"])
        self._sent = len(data.submissions)
        self._sent_levels = set(data.submissions["level"].unique())

    def count(self, plan: Plan, costs: Costs = Costs()) -> Outcome:
        """Count a plan. Whom a random draw reaches is an expectation: ``1 - (1 - n/N)`` of those not yet reached."""
        ledger, sent = self.comparison.of("ledger").ids, self.comparison.of("submissions").ids
        known = frozenset().union(
            ledger if plan.ledger else (), sent if plan.submissions else (), self._in_need if plan.noted else ()
        )
        strata = self._strata(plan)
        chance = [asked / whole if whole else 0.0 for whole, asked in strata]
        among_needy, among_others = (chance[0], chance[-1])
        needy_left = len(self._in_need - known)
        others_left = len(self._everybody - self._in_need - known)
        reached = len(known) + needy_left * among_needy + others_left * among_others
        return Outcome(
            plan,
            (
                ("ledger", costs.per_ledger * len(ledger) * plan.ledger),
                ("submissions", costs.per_submission * self._sent * plan.submissions
                 + costs.per_noted * len(self._in_need) * plan.noted),
                ("survey", costs.per_interview * plan.asked),
            ),
            margin_of(strata),
            reached / len(self._everybody),
            1 - needy_left * (1 - among_needy) / len(self._in_need) if self._in_need else 1.0,
            self._levels(plan),
        )  # fmt: skip

    def _strata(self, plan: Plan) -> list[tuple[int, int]]:
        """Return (retailers, asked) of the disadvantaged and the others, or of all at once."""
        everybody = len(self._everybody)
        asked = min(plan.asked, everybody)
        if plan.draw == "random":
            return [(everybody, asked)]
        first = min(asked, len(self._in_need))
        return [(len(self._in_need), first), (everybody - len(self._in_need), asked - first)]

    def _levels(self, plan: Plan) -> tuple[str, ...]:
        """Return the levels at least one channel speaks of: a ledger never of emotion, a survey of all."""
        spoken = set[str]()
        if plan.ledger:
            spoken |= {"safety", "profit", "service", "growth"}
        if plan.submissions or plan.noted:
            spoken |= self._sent_levels
        if plan.asked:
            spoken |= {level.id for level in LEVELS}
        return tuple(level.id for level in LEVELS if level.id in spoken)


BUDGET: Final = 400.0  # hours
MARGIN: Final = 0.06
COVERED: Final = 0.9
LEVELS_WANTED: Final = ("profit", "growth")


def solves(reading: Reading) -> bool:
    """Whether a shop is one the task looks for: a true ledger that points to several levels at once."""
    shown = {level.id for level in levels_shown(signs(reading))}
    return reading.truth.holds and set(LEVELS_WANTED) <= shown


def conditions(reading: Reading, outcome: Outcome) -> list[Condition]:
    """Return the conditions of the task in order, each checked."""
    return [_shop(reading), _doing(outcome), _levels(outcome), _margin(outcome), _needy(outcome), _budget(outcome)]


def _level_names(ids: tuple[str, ...]) -> Text:
    return listing([level.name for level in LEVELS if level.id in ids]) if ids else bilingual(mark("none"))


def _shop(reading: Reading) -> Condition:
    asks = bilingual(
        mark("the shop chosen in part 1 keeps a true ledger that points to all of: {levels} (default limits)"),
        levels=_level_names(LEVELS_WANTED),
    )
    shown = tuple(level.id for level in levels_shown(signs(reading)))
    now = bilingual(mark("{shop}: {levels}"), shop=reading.retailer, levels=_level_names(shown))
    if not reading.truth.holds:
        now = bilingual(mark("{shop}: the ledger is not true"), shop=reading.retailer)
    return Condition("shop", asks, solves(reading), now)


def _doing(outcome: Outcome) -> Condition:
    asks = bilingual(mark("at least one channel shows what shops do, not what they say"))
    now = mark("ledgers are read") if outcome.plan.ledger else mark("no ledger is read")
    return Condition("doing", asks, outcome.plan.ledger, bilingual(now))


def _levels(outcome: Outcome) -> Condition:
    asks = bilingual(mark("each of the five levels shows in at least one channel"))
    met = len(outcome.levels) == len(LEVELS)
    return Condition("levels", asks, met, bilingual(mark("now {n}: {levels}"), n=len(outcome.levels),
                                                    levels=_level_names(outcome.levels)))  # fmt: skip


def _margin(outcome: Outcome) -> Condition:
    asks = bilingual(mark("the survey's error is at most ±{margin} points at 95%"), margin=number(MARGIN * 100))
    now = bilingual(mark("±{margin} points"), margin=f"{outcome.margin * 100:.2f}")
    if outcome.margin >= 1:
        now = bilingual(mark("a group is not asked at all"))
    return Condition("margin", asks, outcome.margin <= MARGIN, now)


def _needy(outcome: Outcome) -> Condition:
    asks = bilingual(mark("at least {share} of the disadvantaged retailers are reached"), share=percent(COVERED))
    now = bilingual(mark("expected {share}"), share=percent(outcome.covered_disadvantaged))
    return Condition("needy", asks, outcome.covered_disadvantaged >= COVERED, now)


def _budget(outcome: Outcome) -> Condition:
    asks = bilingual(mark("the hours stay within {budget}"), budget=number(BUDGET))
    return Condition("budget", asks, outcome.total <= BUDGET, bilingual(mark("now {n} hours"), n=number(outcome.total)))


def outcome_words(outcome: Outcome, lang: Lang) -> str:
    """Return in words what a plan comes to."""
    parts = dict(outcome.hours)
    said = [
        bilingual(mark("{total} hours: ledgers {ledger}, submissions and taking down {submissions}, survey {survey}."),
                  total=number(outcome.total), **{way: number(hours) for way, hours in parts.items()}),
        bilingual(mark("Reached in expectation: {covered} of all retailers, {needy} of the disadvantaged."),
                  covered=percent(outcome.covered), needy=percent(outcome.covered_disadvantaged)),
    ]  # fmt: skip
    if outcome.margin < 1:
        said.append(bilingual(mark("A share from the survey is within ±{margin} points (95%)."),
                              margin=f"{outcome.margin * 100:.1f}"))  # fmt: skip
    else:
        said.append(bilingual(mark("The survey says nothing of the whole: a group is not asked at all.")))
    return sentences(said, lang)
