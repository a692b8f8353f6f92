"""Thirty bands by three weighted figures, and who moves when the weights move.

One city's published example: Pingliang (Gansu) in 2018 weighed quantity bought, value bought and operating ability
and cut the scores, high to low, into 30 bands, the only basis of supply there. Which weights it used, what it took
for ability and how many shops a band held is not known to us: all that is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fuwu.labs.text import CODES, bilingual, code, mark, number, percent, sentences
from fuwu.labs.value.scores import in_need, mean_known, place, traded
from fuwu.model import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

    from fuwu.labs import Data

BANDS: Final = 30
LOWEST: Final = 10  # bands 1-10 are called the lowest third here


@dataclass(frozen=True)
class BandWeights:
    """How much each figure counts (any numbers from 0, used in proportion); whether a till counts as ability."""

    quantity: int = 40
    amount: int = 40
    ability: int = 20
    till: bool = True

    @property
    def parts(self) -> tuple[float, float, float]:
        """The three weights as fractions of their sum; three noughts count alike."""
        total = self.quantity + self.amount + self.ability
        if not total:
            return 1 / 3, 1 / 3, 1 / 3
        return self.quantity / total, self.amount / total, self.ability / total


#: The weights the lab begins with, and compares with.
START: Final = BandWeights()


@dataclass(frozen=True)
class Counted:
    """What bands are made of, made once: three scores (0-100) of every retailer, ability with and without a till."""

    scores: pd.DataFrame  # quantity, amount, ability_till, ability
    trade: pd.DataFrame  # cartons, yuan
    market: pd.Series[Any]
    needy: pd.Series[bool]


def counted(data: Data) -> Counted:
    """Score every retailer of the branch.

    Operating ability, as in lesson 01: a till system, sales at the marked price, cooperation with policy; the
    mean place of what is known.
    """
    import pandas as pd

    frame = data.retailers.set_index("retailer_id")
    trade = traded(data)
    kept, policy = place(frame["price_kept_pct"]), place(frame["policy_score"])
    till = (frame["has_pos"] == "yes") * 100.0
    scores = pd.DataFrame({
        "quantity": place(trade["cartons"]),
        "amount": place(trade["yuan"]),
        "ability_till": place(mean_known(till, kept, policy)),
        "ability": place(mean_known(kept, policy)),
    })  # fmt: skip
    return Counted(scores.fillna(50.0), trade, frame["market_type"], in_need(data))


@dataclass(frozen=True)
class Banding:
    """The band of every retailer (30 highest), and how many of whom are in the lowest third."""

    weights: BandWeights
    counted: Counted
    bands: pd.Series[Any]

    def share_low(self, who: pd.Series[bool] | None = None) -> float:
        """Return the part of some retailers (of all, by default) in bands 1 to 10."""
        chosen = self.bands if who is None else self.bands[who]
        return float((chosen <= LOWEST).mean()) if len(chosen) else 0.0

    def share_high(self, who: pd.Series[bool] | None = None) -> float:
        """Return the part of some retailers (of all, by default) in bands 21 to 30."""
        chosen = self.bands if who is None else self.bands[who]
        return float((chosen > BANDS - LOWEST).mean()) if len(chosen) else 0.0


def banding(made: Counted, weights: BandWeights) -> Banding:
    """Weigh the scores and cut them into 30 bands of as nearly as possible the same number of retailers.

    Equal scores share a band. The cut is by rank, from high to low: a retailer whose rank is r of n (0 for the
    best) comes into band 30 - ⌊30·r ÷ n⌋.
    """
    columns = ["quantity", "amount", "ability_till" if weights.till else "ability"]
    score = made.scores[columns].mul(list(weights.parts), axis=1).sum(axis=1)
    rank = score.round(6).rank(ascending=False, method="min") - 1
    return Banding(weights, made, (BANDS - BANDS * rank // len(score)).astype(int))


@dataclass(frozen=True)
class Group:
    """Retailers of one kind and how their bands changed."""

    name: Text
    size: int
    mean: float  # change in bands
    up: int
    down: int


@dataclass(frozen=True)
class Moves:
    """Who gains and who loses between two bandings of the same retailers."""

    change: pd.Series[Any]  # bands up (+) or down (-)
    groups: tuple[Group, ...]

    @property
    def up(self) -> int:
        """How many rise."""
        return int((self.change > 0).sum())

    @property
    def down(self) -> int:
        """How many fall."""
        return int((self.change < 0).sum())

    def most(self, n: int, *, gaining: bool) -> pd.Series[Any]:
        """Return the `n` retailers that move most in one direction; of equal moves the first by id."""
        moved = self.change[self.change > 0] if gaining else self.change[self.change < 0]
        return moved.sort_index().sort_values(ascending=not gaining, kind="stable").head(n)


def moves(before: Banding, after: Banding) -> Moves:
    """Compare two bandings of the same retailers."""
    change = after.bands - before.bands
    market, needy = after.counted.market, after.counted.needy
    kinds = [(code("market_type", one), market == one) for one in CODES["market_type"]]
    kinds += [(bilingual(mark("Disadvantaged")), needy), (bilingual(mark("All others")), ~needy)]
    return Moves(change, tuple(_group(name, change[who]) for name, who in kinds))


def _group(name: Text, change: pd.Series[Any]) -> Group:
    mean = float(change.mean()) if len(change) else 0.0
    return Group(name, len(change), mean, int((change > 0).sum()), int((change < 0).sum()))


def describe(made: Banding, moved: Moves, lang: Lang) -> str:
    """Return in words where the disadvantaged stand and who has moved."""
    needy = made.counted.needy
    said = [bilingual(
        mark("Weights: quantity {quantity}, amount {amount}, ability {ability}."),
        **{name: percent(part) for name, part in zip(("quantity", "amount", "ability"), made.weights.parts,
                                                     strict=True)})]  # fmt: skip
    if not any((made.weights.quantity, made.weights.amount, made.weights.ability)):
        said.append(bilingual(mark("All three weights are 0: they count alike.")))
    said.append(bilingual(
        mark("Of {n} disadvantaged retailers {low} are in bands 1 to 10 and {high} in bands 21 to 30; of all "
             "retailers it is a third each."),
        n=number(int(needy.sum())), low=percent(made.share_low(needy)),
        high=percent(made.share_high(needy))))  # fmt: skip
    if moved.up or moved.down:
        said.append(bilingual(
            mark("Against the weights the lab begins with, {up} retailers rise and {down} fall; the disadvantaged "
                 "move {mean} bands on average."),
            up=number(moved.up), down=number(moved.down), mean=signed(moved.groups[3].mean)))  # fmt: skip
    else:
        said.append(bilingual(mark("Nobody has moved: these are the weights the lab begins with.")))
    return sentences(said, lang)


def signed(value: float) -> str:
    """Return a change with its sign and one decimal.

    Examples
    --------
    >>> signed(1.25), signed(-0.04), signed(-2.0)
    ('+1.2', '0', '-2')
    """
    shown = number(round(value, 1) + 0.0)
    return f"+{shown}" if round(value, 1) > 0 else shown
