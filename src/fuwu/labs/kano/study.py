"""What the survey says about each need, for everybody asked or one class of customers; the structure of needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from fuwu.labs.kano.survey import CLEAN, LETTERS, Answers, Cleaning, Survey, clean, read_survey
from fuwu.labs.kano.verdicts import DRAWS, SEED, WANTED, Verdict, verdicts
from fuwu.labs.text import bilingual, code, listing, mark, number, percent
from fuwu.model import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from fuwu.labs import Data

KEY: Final = 5  # how many needs are called key: a third of fifteen
SMALLEST_CLASS: Final = 20  # fewer retailers of a class say nothing about it
LEAST: Final = 3  # how many are looked at as least satisfied

#: The type of the notes that each letter roughly corresponds to; the matching is inferred, not official.
TYPES: Final = {
    "M": mark("basic (M)"), "O": mark("expected (O)"), "A": mark("delight (A)"), "I": mark("secondary (I)"),
    "R": mark("reverse (R)"), "Q": mark("questionable answers (Q)"), "": mark("no answers"),
}  # fmt: skip

LEVELS: Final = {
    "safety": mark("safety need"), "profit": mark("profit need"), "service": mark("service need"),
    "emotion": mark("emotional need"), "growth": mark("growth need"),
}  # fmt: skip

Split = Literal["market_type", "retail_format", "size", "both"]
SPLITS: Final[dict[Split, str]] = {
    "market_type": mark("market type"), "retail_format": mark("retail format"), "size": mark("size of shop"),
    "both": mark("market type and size"),
}  # fmt: skip
SIZES: Final = {
    "large": mark("large shops (top third by volume)"),
    "medium": mark("medium shops (middle third)"),
    "small": mark("small shops (lowest third)"),
}


@dataclass(frozen=True)
class Need:
    """A need with what customers answered about it, and what it means to the company."""

    id: str
    name: Text
    level: str
    lawful: bool
    company_value: float
    cost: float  # thousand yuan a year
    verdict: Verdict
    importance: float | None
    satisfaction: float | None

    @property
    def label(self) -> Text:
        """Its number and name."""
        return Text(zh=f"{self.id} {self.name.zh}", en=f"{self.id} {self.name.en}")

    @property
    def gain(self) -> float:
        """What meeting it gives customers, 0 to 10: importance · (better + |worse|) / 2; 0 if they do not want it.

        Illustrative, not official: better says what doing it adds, worse what leaving it out costs.
        """
        better, worse = self.verdict.better, self.verdict.worse
        if better is None or worse is None or self.importance is None or self.verdict.category in "RQ":
            return 0.0
        return self.importance * (better - worse) / 2

    @property
    def why_unsatisfied(self) -> Literal["A", "B"]:
        """Why satisfaction with it is low, as the notes divide: A it is unreasonable, B the company fell short."""
        return "B" if self.lawful else "A"


@dataclass(frozen=True)
class Study:
    """The needs as one group of retailers sees them."""

    who: Text
    answers: Answers
    needs: tuple[Need, ...]

    @property
    def n(self) -> int:
        """How many retailers' answers are counted."""
        return int(self.answers.kept.sum())

    def need(self, need_id: str) -> Need:
        """Return one need."""
        return next(one for one in self.needs if one.id == need_id)

    def of(self, letter: str) -> tuple[Need, ...]:
        """Return the needs of one category."""
        return tuple(one for one in self.needs if one.verdict.category == letter)

    @property
    def unsettled(self) -> tuple[Need, ...]:
        """The needs whose category the answers do not settle."""
        return tuple(one for one in self.needs if not one.verdict.settled)

    @property
    def key(self) -> tuple[Need, ...]:
        """The needs customers call most important, the most important first."""
        marked = [one for one in self.needs if one.importance is not None]
        return tuple(sorted(marked, key=lambda one: (-(one.importance or 0), one.id))[:KEY])

    @property
    def least_satisfied(self) -> tuple[Need, ...]:
        """The needs customers want that are satisfied least, the worst first; what is not wanted cannot be unmet."""
        marked = [one for one in self.needs if one.satisfaction is not None and one.verdict.category in WANTED]
        return tuple(sorted(marked, key=lambda one: (one.satisfaction or 0, one.id))[:LEAST])

    def total(self, letters: str = LETTERS) -> int:
        """Return how many answers have one of the letters."""
        return sum(one.verdict.counts[letter] for one in self.needs for letter in letters)


def study(
    data: Data, survey: Survey, cleaning: Cleaning = CLEAN, *, who: Text | None = None, among: object = None,
    draws: int = DRAWS, seed: int = SEED,
) -> Study:  # fmt: skip
    """Return what the answers say, of everybody or of those in `among` (booleans, one a retailer)."""
    answers = clean(survey, cleaning, among=among)
    found = verdicts(answers, draws=draws, seed=seed)
    importance, satisfaction = _means(answers.marks("importance")), _means(answers.marks("satisfaction"))
    rows = data.needs.itertuples(index=False)
    needs = tuple(
        Need(
            str(row.need_id), Text(zh=str(row.name), en=str(row.name_en)), str(row.level), str(row.lawful) == "yes",
            float(str(row.company_value)), float(str(row.cost_kyuan)), verdict, matters, satisfied)
        for row, verdict, matters, satisfied in zip(rows, found, importance, satisfaction, strict=True)
    )  # fmt: skip
    return Study(who or bilingual(mark("all retailers asked")), answers, needs)


def _means(marks: NDArray[np.float64]) -> list[float | None]:
    import numpy as np

    given = (~np.isnan(marks)).sum(axis=0)
    totals = np.nansum(marks, axis=0)
    return [float(total / n) if n else None for total, n in zip(totals, given, strict=True)]


def example(data: Data) -> Study:
    """Return the study of the lesson: everybody asked, cleaned."""
    return study(data, read_survey(data))


@dataclass(frozen=True)
class Group:
    """A class of customers, as booleans over the retailers asked."""

    id: str
    name: Text
    members: NDArray[np.bool_]


def groups(data: Data, survey: Survey, split: Split) -> tuple[Group, ...]:
    """Return the classes of one split, in order; whoever has no value is in none."""
    import numpy as np

    frame = data.retailers.set_index("retailer_id").reindex(list(survey.retailers))
    if split == "size":
        rank = frame["monthly_volume"].rank(method="first", ascending=False, pct=True)
        thirds = {"large": rank <= 1 / 3, "medium": (rank > 1 / 3) & (rank <= 2 / 3), "small": rank > 2 / 3}
        return tuple(Group(one, bilingual(SIZES[one]), np.asarray(held)) for one, held in thirds.items())
    if split == "both":
        return tuple(
            Group(f"{market.id}-{size.id}", bilingual(mark("{market}, {size}"), market=market.name, size=size.name),
                  market.members & size.members)
            for market in groups(data, survey, "market_type") for size in groups(data, survey, "size")
        )  # fmt: skip
    order = frame[split].value_counts()
    return tuple(Group(str(one), code(split, str(one)), np.asarray(frame[split] == one)) for one in order.index)


def differing(whole: Study, parts: Sequence[Study]) -> list[tuple[Need, Study]]:
    """Return where a class of customers, if not too small, settles on another category than everybody does."""
    return [
        (need, part)
        for need in whole.needs
        for part in parts
        if need.verdict.settled
        and part.n >= SMALLEST_CLASS
        and (one := part.need(need.id).verdict).settled
        and one.category != need.verdict.category
    ]


def describe(one: Study) -> list[Text]:
    """Return what the study found, in sentences."""
    said = [bilingual(mark("{who}: {n} retailers' answers are counted, {answers} in all."), who=one.who,
                      n=number(one.n), answers=number(one.total()))]  # fmt: skip
    found = [
        bilingual(mark("{type}: {n}"), type=bilingual(TYPES[letter]), n=len(one.of(letter)))
        for letter in LETTERS if one.of(letter)
    ]  # fmt: skip
    said.append(bilingual(mark("By the most frequent answer the {n} needs divide into {parts}."), n=len(one.needs),
                          parts=listing(found)))  # fmt: skip
    again = one.of("Q")
    if again:
        said.append(bilingual(
            mark("Most answers on {names} contradict themselves: check how the question is worded and ask again."),
            names=listing([need.label for need in again])))  # fmt: skip
    open_ = [need for need in one.unsettled if need not in again]
    if open_:
        names = listing([_contested(need) for need in open_])
        said.append(bilingual(mark("Not settled by these answers: {names}."), names=names))
    elif not again:
        said.append(bilingual(mark("Every category is settled by these answers.")))
    return said


def _contested(need: Need) -> Text:
    first, second = [one for one in need.verdict.ranked if one != "Q"][:2]
    return bilingual(mark("{need} ({first} or {second})"), need=need.label, first=first, second=second)


def reweighted(data: Data, survey: Survey, cleaning: Cleaning = CLEAN) -> dict[str, str]:
    """Return each need's category when every market type counts as much as it has retailers in the branch."""
    branch = data.retailers["market_type"].value_counts()
    parts = [
        (study(data, survey, cleaning, among=one.members, draws=0), int(branch[one.id]))
        for one in groups(data, survey, "market_type")
    ]
    found = {}
    for place, need in enumerate(parts[0][0].needs):
        counted = [(one.needs[place].verdict, size) for one, size in parts]
        shares = {
            letter: sum(one.counts[letter] / one.n * size for one, size in counted if one.n) for letter in LETTERS
        }
        found[need.id] = max(LETTERS, key=lambda letter: (shares[letter], -LETTERS.index(letter)))
    return found


def asked(data: Data, whole: Study) -> list[Text]:
    """Return how the retailers asked compare with the branch, and what weighting them by it would change."""
    survey = whole.answers.survey
    branch = data.retailers["market_type"].value_counts()
    here = data.retailers.set_index("retailer_id").reindex(list(survey.retailers))["market_type"].value_counts()
    parts = [
        bilingual(mark("{market} {n} of {all}"), market=code("market_type", str(one)), n=int(here.get(one, 0)),
                  all=number(int(total)))
        for one, total in branch.items()
    ]  # fmt: skip
    weighted = reweighted(data, survey, whole.answers.cleaning)
    moved = [
        bilingual(mark("{need}: {type}"), need=one.label, type=bilingual(TYPES[weighted[one.id]]))
        for one in whole.needs if weighted[one.id] != one.verdict.category
    ]  # fmt: skip
    said = bilingual(mark("Asked: {parts}. To speak of the whole branch, weight by market type."), parts=listing(parts))
    if not moved:
        return [said, bilingual(mark("Weighted in this way, every need keeps its category."))]
    return [said, bilingual(mark("Weighted in this way, these change: {names}."), names=listing(moved))]


def treated(answers: Answers) -> list[Text]:
    """Return what was wrong with the answers and what was done about it, in sentences."""
    cleaning = answers.cleaning
    met: dict[str, int] = {}
    for who, exchanged in zip(answers.survey.interviewers, answers.swapped, strict=True):
        met[who] = met.get(who, 0) + int(exchanged)
    by = listing([Text(zh=f"{who} {n}", en=f"{who} {n}") for who, n in sorted(met.items())])
    swaps = {
        "keep": mark("Columns exchanged: {n} retailers (by interviewer: {by}), left as they are."),
        "turn": mark("Columns exchanged: {n} retailers (by interviewer: {by}), turned back."),
        "drop": mark("Columns exchanged: {n} retailers (by interviewer: {by}), left out."),
    }
    same = {
        "keep": mark("The same pair of answers throughout: {n} retailers, counted."),
        "drop": mark("The same pair of answers throughout: {n} retailers, left out."),
    }
    gaps = {
        "drop": mark("Pairs with a blank: {n}, left out."),
        "neutral": mark("Pairs with a blank: {n}, the blank counted as “I don't care”."),
    }
    return [
        bilingual(swaps[cleaning.swapped], n=int(answers.swapped.sum()), by=by),
        bilingual(same[cleaning.straight], n=int(answers.straight.sum())),
        bilingual(gaps[cleaning.missing], n=answers.missing),
    ]


def structure_words(one: Study) -> list[Text]:
    """Return the structure of needs in sentences: totals and numbers, key needs, least satisfied needs."""
    wanted, every = one.total(WANTED), one.total()
    part = percent(wanted / every if every else 0)
    said = [bilingual(mark("Total: {needs} needs, {every} answers, of which {wanted} ({part}) want the need met."),
                      needs=len(one.needs), every=number(every), wanted=number(wanted), part=part)]  # fmt: skip
    said += [
        bilingual(mark("{type}: needs {n} ({names}), answers {answers}."), type=bilingual(TYPES[letter]),
                  n=len(one.of(letter)), names=_ids(one.of(letter)), answers=number(one.total(letter)))
        for letter in LETTERS
    ]  # fmt: skip
    key = [bilingual(mark("{need} ({n})"), need=need.label, n=_mark(need.importance)) for need in one.key]
    said.append(bilingual(mark("Key needs by importance (of 10): {names}."), names=listing(key)))
    least = [
        bilingual(mark("{need} ({n})"), need=need.label, n=_mark(need.satisfaction)) for need in one.least_satisfied
    ]
    said.append(bilingual(mark("Least satisfied of the needs wanted (of 5): {names}."), names=listing(least)))
    return said


def _ids(needs: Sequence[Need]) -> Text:
    return listing([Text(zh=one.id, en=one.id) for one in needs]) if needs else bilingual(mark("none"))


def _mark(value: float | None) -> str:
    return "–" if value is None else number(value)
