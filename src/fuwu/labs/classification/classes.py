"""Classify retailers, describe what came out, and compare two ways to class them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fuwu.labs.classification.bases import BASES
from fuwu.labs.classification.sorting import Basis, Rule, plausible
from fuwu.labs.text import bilingual, code, listing, mark, number, percent, sentences
from fuwu.model import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

NO_DATA = "no-data"
DISADVANTAGED = "disadvantaged"


@dataclass(frozen=True)
class Profile:
    """What the retailers of a class are like; medians are None where no retailer has the figure."""

    median_volume: float | None  # cartons a month
    median_value: float | None  # yuan a month
    volume_share: float  # part of the volume of all retailers classed, 0-1
    formats: tuple[tuple[str, float], ...]  # the commonest retail formats and their part of the class
    markets: tuple[tuple[str, float], ...]  # market types, likewise
    disadvantaged: int  # how many of them are disadvantaged

    @property
    def words(self) -> Text:
        """The commonest formats and market types."""
        parts = [_part("retail_format", *one) for one in self.formats]
        return listing([*parts, *(_part("market_type", *one) for one in self.markets)])


def _part(column: str, value: str, share: float) -> Text:
    return bilingual("{what} {share}", what=code(column, value), share=percent(share))


@dataclass(frozen=True)
class CustomerClass:
    """A class and who is in it."""

    id: str
    name: Text
    rule: Text
    size: int
    share: float  # of all retailers, 0-1
    profile: Profile

    @property
    def is_ordinary(self) -> bool:
        """Whether the basis made the class (rather than missing data or a disadvantaged operator)."""
        return self.id not in {NO_DATA, DISADVANTAGED}


@dataclass(frozen=True)
class Classification:
    """Every retailer in exactly one class: `labels` maps retailer id to class id, nobody is left out."""

    basis: Basis
    params: Mapping[str, Any]
    labels: pd.Series[Any]
    classes: tuple[CustomerClass, ...]
    empty: tuple[Text, ...]  # names of classes that nobody fell into
    ordered: bool

    @property
    def size(self) -> int:
        """How many retailers were classed."""
        return len(self.labels)

    def of(self, class_id: str) -> CustomerClass | None:
        """Return the class with this id, if anybody is in it."""
        return next((one for one in self.classes if one.id == class_id), None)

    def members(self, class_id: str) -> list[str]:
        """Return the ids of the retailers in a class, in the order of the table."""
        return [str(one) for one in self.labels.index[self.labels == class_id]]


def classify(
    retailers: pd.DataFrame, basis: str | Basis, *, disadvantaged_apart: bool = False, **params: Any
) -> Classification:
    """Put every retailer into one class of a basis.

    Retailers whose data do not say come into the class "no data"; with `disadvantaged_apart` the
    disadvantaged come into a class of their own first, whatever their figures, and the rest are ranked
    among themselves.

    Raises
    ------
    ValueError
        If the basis or a parameter is unknown or out of range, or a retailer id occurs twice.
    """
    chosen = basis if isinstance(basis, Basis) else BASES.get(basis)
    if chosen is None:
        raise ValueError(f"no basis {basis!r}; there are {', '.join(BASES)}")
    if retailers["retailer_id"].duplicated().any():
        raise ValueError("a retailer_id occurs twice: drop the double row, ids must be unique")
    frame = plausible(retailers).set_index("retailer_id")
    given = chosen.complete(params)
    in_need = frame["disadvantaged"].fillna("none") != "none"
    special = in_need if disadvantaged_apart else in_need & False
    sorting = chosen.sort(frame[~special], given)
    labels = sorting.labels.reindex(frame.index).astype(object)
    labels = labels.where(labels.notna(), NO_DATA).mask(special, DISADVANTAGED)
    rules = (*sorting.rules, _in_need(), _no_data())
    used = set(labels)
    figures = frame[_PROFILED].assign(in_need=in_need)
    classes = tuple(_describe_class(rule, figures, labels) for rule in rules if rule.id in used)
    empty = tuple(rule.name for rule in sorting.rules if rule.id not in used)
    return Classification(chosen, given, labels, classes, empty, sorting.ordered)


_PROFILED = ["monthly_volume", "monthly_value", "retail_format", "market_type"]


def _in_need() -> Rule:
    words = mark("the operator is elderly, frail, ill or disabled; figures do not matter")
    return Rule(DISADVANTAGED, bilingual(mark("Disadvantaged group")), bilingual(words))


def _no_data() -> Rule:
    words = mark("the figure this basis needs is missing or cannot be true: check it on the spot")
    return Rule(NO_DATA, bilingual(mark("No data")), bilingual(words))


def _describe_class(rule: Rule, frame: pd.DataFrame, labels: pd.Series[Any]) -> CustomerClass:
    members = frame[labels == rule.id]
    total = frame["monthly_volume"].sum()
    profile = Profile(
        median_volume=_median(members["monthly_volume"]),
        median_value=_median(members["monthly_value"]),
        volume_share=float(members["monthly_volume"].sum() / total) if total else 0.0,
        formats=_commonest(members["retail_format"]),
        markets=_commonest(members["market_type"]),
        disadvantaged=int(members["in_need"].sum()),
    )
    return CustomerClass(rule.id, rule.name, rule.rule, len(members), len(members) / len(frame), profile)


def _median(values: pd.Series[Any]) -> float | None:
    known = values.dropna()
    return float(known.median()) if len(known) else None


def _commonest(values: pd.Series[Any], *, most: int = 2) -> tuple[tuple[str, float], ...]:
    counts = Counter(sorted(str(one) for one in values.dropna()))  # of equal counts the first by name wins
    return tuple((value, count / len(values)) for value, count in counts.most_common(most))


def describe(classification: Classification, lang: Lang) -> str:
    """Return in words what came out: sizes, what stands out, who could not be classed."""
    return sentences(_sentences(classification), lang)


def _sentences(classification: Classification) -> list[Text]:
    ordinary = [one for one in classification.classes if one.is_ordinary]
    said = [bilingual(
        mark("{n} retailers {method}, {basis}: {m} classes."),
        n=number(classification.size), method=classification.basis.method_name,
        basis=classification.basis.name, m=len(classification.classes))]  # fmt: skip
    if ordinary:
        said += [_largest(ordinary), *_heaviest(ordinary)]
    return [
        *said,
        *_in_need_words(classification),
        _no_data_words(classification),
        *_empty_words(classification),
    ]


def _largest(classes: list[CustomerClass]) -> Text:
    big, small = max(classes, key=lambda one: one.size), min(classes, key=lambda one: one.size)
    if big.size == small.size:
        return bilingual(mark("All classes have the same size: {n}."), n=number(big.size))
    return bilingual(
        mark("The largest is “{big}” with {n} ({share}), the smallest “{small}” with {few} ({part})."),
        big=big.name, n=number(big.size), share=percent(big.share),
        small=small.name, few=number(small.size), part=percent(small.share))  # fmt: skip


def _heaviest(classes: list[CustomerClass]) -> list[Text]:
    """Return a sentence on the class whose part of the volume most exceeds its part of the retailers."""
    top = max(classes, key=lambda one: one.profile.volume_share - one.share)
    if len(classes) == 1 or top.profile.volume_share <= top.share:
        return []
    words = mark("“{name}” stands out: {share} of the retailers, but {volume} of the volume.")
    return [bilingual(words, name=top.name, share=percent(top.share), volume=percent(top.profile.volume_share))]


def _in_need_words(classification: Classification) -> list[Text]:
    if group := classification.of(DISADVANTAGED):
        words = mark("Disadvantaged retailers, a class of their own: {n}.")
        return [bilingual(words, n=number(group.size))]
    count = sum(one.profile.disadvantaged for one in classification.classes)
    words = mark("Disadvantaged retailers, spread over the classes: {n}.")
    return [bilingual(words, n=number(count))] if count else []


def _no_data_words(classification: Classification) -> Text:
    if group := classification.of(NO_DATA):
        words = mark("Not classed for lack of data, shown as “{name}”: {n} ({share}).")
        return bilingual(words, n=number(group.size), share=percent(group.share), name=group.name)
    return bilingual(mark("Every retailer could be classed."))


def _empty_words(classification: Classification) -> list[Text]:
    names = listing(classification.empty) if classification.empty else None
    return [bilingual(mark("Nobody falls into: {names}."), names=names)] if names else []


@dataclass(frozen=True)
class Cross:
    """Two ways to class the same retailers, side by side."""

    first: Classification
    second: Classification
    table: pd.DataFrame  # rows: class ids of the first; columns: class ids of the second; counts
    together: pd.Series[Any]  # True for those who go where most of their class go
    reversed: tuple[str, ...]  # ids: in the best class of one, in the last class of the other

    @property
    def moved(self) -> int:
        """How many part from the majority of their class."""
        return int((~self.together).sum())

    def words(self, lang: Lang) -> str:
        """Return in words who changes class."""
        return sentences(_cross_sentences(self), lang)


def cross(first: Classification, second: Classification) -> Cross:
    """Compare two classifications of the same retailers.

    Class names of two bases do not mean the same, so "to change class" is: not to go where the largest part of
    one's class goes (of equal parts, the earlier class counts).

    Raises
    ------
    ValueError
        If the two do not hold the same retailers.
    """
    import pandas as pd

    if set(first.labels.index) != set(second.labels.index):
        raise ValueError("the two classifications hold different retailers: classify the same table twice")
    other = second.labels.reindex(first.labels.index)
    table = pd.crosstab(first.labels, other).reindex(
        index=[one.id for one in first.classes], columns=[one.id for one in second.classes], fill_value=0
    )
    together = first.labels.map(table.idxmax(axis=1)) == other
    return Cross(first, second, table, together, _reversed(first, second))


def _reversed(first: Classification, second: Classification) -> tuple[str, ...]:
    ends = [[one.id for one in each.classes if one.is_ordinary] for each in (first, second)]
    if not (first.ordered and second.ordered and all(len(one) > 1 for one in ends)):
        return ()
    other = second.labels.reindex(first.labels.index)
    best, last = ((first.labels == ends[0][a]) & (other == ends[1][b]) for a, b in ((0, -1), (-1, 0)))
    return tuple(str(one) for one in first.labels.index[best | last])


def _cross_sentences(result: Cross) -> list[Text]:
    n = result.first.size
    said = [bilingual(
        mark("{moved} of {n} retailers ({share}) part from the majority of their class; {stay} go with it."),
        moved=number(result.moved), n=number(n), share=percent(result.moved / n if n else 0),
        stay=number(n - result.moved))]  # fmt: skip
    if result.reversed:
        words = mark("{count} stand in the best class of one basis and in the last of the other, such as {ids}.")
        examples = listing([Text(one, one) for one in result.reversed[:5]])
        said.append(bilingual(words, count=number(len(result.reversed)), ids=examples))
    return said
