"""How a table of retailers is sorted into classes: the kinds of rule that every basis uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from fuwu.labs.text import bilingual, code, mark, number
from fuwu.model import Text

if TYPE_CHECKING:
    import pandas as pd

Method = Literal["characteristics", "behaviour", "value", "combined"]
Params = Mapping[str, Any]

#: The three methods of the exam notes; the seven factors of the worked example mix them.
METHODS: dict[Method, str] = {
    "characteristics": mark("by customer characteristics"),
    "behaviour": mark("by customer behaviour"),
    "value": mark("by customer value"),
    "combined": mark("several factors combined"),
}


@dataclass(frozen=True)
class Parameter:
    """One thing a learner may set: a choice, a number, or a range (low, high)."""

    id: str
    title: str
    default: Any
    minimum: float = 0
    maximum: float = 1
    step: float = 1
    choices: tuple[tuple[str, str], ...] = ()
    only_for: tuple[str, ...] = ()  # values of the parameter `by` for which this one counts; empty: all

    @property
    def kind(self) -> Literal["choice", "range", "number"]:
        """What a control for it must offer."""
        if self.choices:
            return "choice"
        return "range" if isinstance(self.default, tuple) else "number"

    @property
    def name(self) -> Text:
        """The label of its control."""
        return bilingual(self.title)

    def options(self) -> tuple[tuple[Text, str], ...]:
        """Return the choices as (label, value)."""
        return tuple((bilingual(title), value) for value, title in self.choices)

    def check(self, value: Any) -> None:
        """Raise `ValueError` when `value` cannot be used.

        Raises
        ------
        ValueError
            If it is not among the choices, is outside the limits, or is a range upside down.
        """
        allowed = [choice for choice, _ in self.choices]
        if allowed and value not in allowed:
            raise ValueError(f"{self.id}={value!r} is not one of {', '.join(allowed)}")
        numbers = () if allowed else value if isinstance(value, tuple) else (value,)
        if any(not self.minimum <= one <= self.maximum for one in numbers) or list(numbers) != sorted(numbers):
            raise ValueError(f"{self.id}={value!r}: give {self.minimum} to {self.maximum}, low before high")


@dataclass(frozen=True)
class Rule:
    """A class before anybody is in it: what it is called and who belongs to it."""

    id: str
    name: Text
    rule: Text


@dataclass(frozen=True)
class Sorting:
    """Which rule each retailer falls under; a missing label means that the data do not say."""

    labels: pd.Series[Any]
    rules: tuple[Rule, ...]
    ordered: bool = True


@dataclass(frozen=True)
class Basis:
    """One way to class retailers: the method it belongs to, its rule in words, and what may be set."""

    id: str
    method: Method
    title: str
    doc: str
    parameters: tuple[Parameter, ...]
    sort: Callable[[pd.DataFrame, Params], Sorting]

    @property
    def name(self) -> Text:
        """The official name of the basis."""
        return bilingual(self.title)

    @property
    def method_name(self) -> Text:
        """The method of the exam notes that the basis belongs to."""
        return bilingual(METHODS[self.method])

    @property
    def words(self) -> Text:
        """The default rule in words."""
        return bilingual(self.doc)

    def parameters_for(self, by: str | None) -> tuple[Parameter, ...]:
        """Return the parameters that count when the parameter `by` has this value."""
        return tuple(one for one in self.parameters if not one.only_for or by in one.only_for)

    def complete(self, given: Params) -> dict[str, Any]:
        """Return `given` with the defaults of the rest.

        Raises
        ------
        ValueError
            If a parameter is unknown or its value cannot be used.
        """
        known = {one.id: one for one in self.parameters}
        if unknown := sorted(set(given) - set(known)):
            raise ValueError(f"{self.id} has no parameter {', '.join(unknown)}; it has {', '.join(known)}")
        for name, value in given.items():
            known[name].check(value)
        return {name: given.get(name, one.default) for name, one in known.items()}


def banded(values: pd.Series[Any], cuts: Sequence[float], names: Sequence[str], measure: Text) -> Sorting:
    """Sort by thresholds into ``len(cuts) + 1`` classes, the highest first; a value on a cut is above it."""
    import pandas as pd

    below = sum((values < cut).astype(int) for cut in cuts)
    labels = pd.Series(below, index=values.index).map(lambda place: f"c{place + 1}").where(values.notna())
    falling = sorted(cuts, reverse=True)
    return Sorting(labels, tuple(_band(place, falling, names, measure) for place in range(len(names))))


def _band(place: int, cuts: Sequence[float], names: Sequence[str], measure: Text) -> Rule:
    low = number(cuts[place]) if place < len(cuts) else ""
    high = number(cuts[place - 1]) if place else ""
    if not high:
        words = bilingual(mark("{measure}: {low} or more"), measure=measure, low=low)
    elif not low:
        words = bilingual(mark("{measure}: less than {high}"), measure=measure, high=high)
    else:
        words = bilingual(mark("{measure}: {low} to less than {high}"), measure=measure, low=low, high=high)
    return Rule(f"c{place + 1}", bilingual(names[place]), words)


def ranked(values: pd.Series[Any], k: int, measure: Text) -> Sorting:
    """Rank from high to low and cut into `k` groups as equal as ties allow.

    The retailer on rank r of n (1 = highest; equal values share the best rank) is in class
    ``floor((r - 1) · k / n) + 1``.
    """
    known = values.dropna()
    place = ((known.rank(method="min", ascending=False) - 1) * k // max(len(known), 1)).astype(int)
    labels = place.map(lambda group: f"c{group + 1}").reindex(values.index)
    limits = known.groupby(place).agg(["min", "max"])
    rules = tuple(_group(int(group), low, high, measure) for group, low, high in limits.itertuples())
    return Sorting(labels, rules)


def _group(place: int, low: float, high: float, measure: Text) -> Rule:
    words = bilingual(mark("{measure}: {low} to {high}"), measure=measure, low=number(low), high=number(high))
    return Rule(f"c{place + 1}", bilingual(mark("Class {n}"), n=place + 1), words)


def by_code(frame: pd.DataFrame, column: str, order: Sequence[str], *, ordered: bool) -> Sorting:
    """Sort by the codes of one column; a code that the data dictionary does not know is no data."""
    labels = frame[column].where(frame[column].isin(list(order)))
    rules = tuple(Rule(value, _capital(code(column, value)), code(column, value)) for value in order)
    return Sorting(labels, rules, ordered)


def _capital(text: Text) -> Text:
    return Text(zh=text.zh, en=text.en[:1].upper() + text.en[1:])


def plausible(retailers: pd.DataFrame) -> pd.DataFrame:
    """Return a copy in which values that cannot be true count as missing; nobody is dropped.

    These are: a counter of 0 m (not measured), an operator below 18 (mistyped), a grocery above 150 m²
    (in another unit), a score or percentage outside 0–100, channel shares that do not add up to 1.
    They need a check on the spot, not a guess.
    """
    frame = retailers.copy()
    counter = frame["counter_length_m"]
    frame["counter_length_m"] = counter.where(counter > 0)
    age = frame["operator_age"]
    frame["operator_age"] = age.where(age >= ADULT)
    suspect = (frame["retail_format"] == "grocery") & (frame["floor_area_m2"] > GROCERY_LIMIT)
    frame["floor_area_m2"] = frame["floor_area_m2"].mask(suspect)
    for column in ("price_kept_pct", "policy_score"):
        frame[column] = frame[column].where(frame[column].between(0, 100))
    frame["monthly_volume"] = frame["monthly_volume"].where(frame["monthly_volume"] > 0)
    shares = frame[list(CHANNELS)]
    adds_up = (shares.sum(axis=1, skipna=False) - 1).abs() < SHARE_TOLERANCE
    frame[list(CHANNELS)] = shares.where(adds_up, axis=0)
    return frame


ADULT = 18
GROCERY_LIMIT = 150
SHARE_TOLERANCE = 0.02
CHANNELS = {
    "online_share": mark("website"),
    "app_share": mark("mobile app"),
    "phone_share": mark("telephone"),
    "assisted_share": mark("customer manager's help"),
}
