"""The value matrix: present value across, potential value up, four fields. Weights and cut are the learner's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fuwu.labs.text import bilingual, mark, number, percent, sentences
from fuwu.model import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

#: The fields: present value high or low, potential value high or low; names and strategies are ours.
FIELDS: Final[dict[str, tuple[str, str]]] = {
    "high-high": (mark("present high, potential high"), mark("keep up what works, develop together")),
    "high-low": (mark("present high, potential low"), mark("keep quality steady, talk when it is needed")),
    "low-high": (mark("present low, potential high"), mark("guide, and help the shop grow")),
    "low-low": (mark("present low, potential low"), mark("basic service in full; look for what holds the shop back")),
}


@dataclass(frozen=True)
class Weights:
    """How much of present and of potential value is money (0-100), and above which percentile value is high."""

    now_money: int = 80
    later_money: int = 80
    cut: int = 50


@dataclass(frozen=True)
class Field:
    """One field of the matrix and who stands in it."""

    id: str
    size: int
    share: float  # of all retailers, 0-1
    disadvantaged: int
    need_share: float  # of all disadvantaged, 0-1

    @property
    def name(self) -> Text:
        """The field's name."""
        return bilingual(FIELDS[self.id][0])

    @property
    def strategy(self) -> Text:
        """What to do for the retailers of the field (ours)."""
        return bilingual(FIELDS[self.id][1])


@dataclass(frozen=True)
class Matrix:
    """Every retailer's present and potential value (0-100), where the cuts lie, and the field of each."""

    weights: Weights
    standing: pd.DataFrame  # index retailer id; columns now, later
    cuts: tuple[float, float]
    labels: pd.Series[Any]  # field id
    needy: pd.Series[bool]
    fields: tuple[Field, ...]

    def field(self, field_id: str) -> Field:
        """Return one field."""
        return next(one for one in self.fields if one.id == field_id)

    def of(self, ids: pd.Index[Any]) -> Matrix:
        """Return the same matrix for some of the retailers: cuts and scores stay those of the branch."""
        labels, needy = self.labels.loc[ids], self.needy.loc[ids]
        return Matrix(self.weights, self.standing.loc[ids], self.cuts, labels, needy, _fields(labels, needy))


def matrix(scores: pd.DataFrame, needy: pd.Series[bool], weights: Weights) -> Matrix:
    """Weigh the four scores into two and put every retailer into a field.

    A score that is not known is left out and the other of the pair counts alone; where neither is known the
    retailer stands in the middle (50) until somebody has looked.
    """
    import pandas as pd

    values = pd.DataFrame({
        "now": _weighed(scores["now_money"], scores["now_other"], weights.now_money),
        "later": _weighed(scores["later_money"], scores["later_other"], weights.later_money),
    })  # fmt: skip
    cuts = float(values["now"].quantile(weights.cut / 100)), float(values["later"].quantile(weights.cut / 100))
    high = [values[column] >= cut for column, cut in zip(values, cuts, strict=True)]
    words = [one.map({True: "high", False: "low"}) for one in high]
    labels = words[0] + "-" + words[1]
    return Matrix(weights, values, cuts, labels, needy, _fields(labels, needy))


def _weighed(money: pd.Series[Any], other: pd.Series[Any], part: int) -> pd.Series[Any]:
    both = money * part / 100 + other * (100 - part) / 100
    return both.fillna(money).fillna(other).fillna(50.0)


def _fields(labels: pd.Series[Any], needy: pd.Series[bool]) -> tuple[Field, ...]:
    sizes, in_need = labels.value_counts(), labels[needy].value_counts()
    everyone, needing = max(len(labels), 1), max(int(needy.sum()), 1)
    return tuple(
        Field(
            one, int(sizes.get(one, 0)), int(sizes.get(one, 0)) / everyone,
            int(in_need.get(one, 0)), int(in_need.get(one, 0)) / needing)
        for one in FIELDS
    )  # fmt: skip


def describe(made: Matrix, lang: Lang) -> str:
    """Return the matrix in words: who stands where, the disadvantaged among them."""
    said = [
        bilingual(
            mark("“{name}”: {n} retailers ({share}), {needy} of the disadvantaged ({part})."),
            name=one.name, n=number(one.size), share=percent(one.share), needy=one.disadvantaged,
            part=percent(one.need_share))
        for one in made.fields
    ]  # fmt: skip
    return sentences(said, lang)
