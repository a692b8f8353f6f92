"""The task of the lab: weights that see more than money and do not leave the disadvantaged at the bottom.

Checked for the whole branch. That money and other value count, and that Pingliang's three figures all count, are
public; every limit is ours. No weight is ever set for one retailer: a rule is the same for all.
"""

from __future__ import annotations

from typing import Final

from fuwu.labs.challenge import Condition
from fuwu.labs.text import bilingual, listing, mark, percent
from fuwu.labs.value.bands import Banding, BandWeights
from fuwu.labs.value.matrix import Matrix, Weights
from fuwu.model import Text

SMALLEST, LARGEST = 0.20, 0.30
MONEY = 20, 80
MOST_LOW_FIELD = 0.40
LEAST_WEIGHT, BOUGHT = 0.10, 0.50
MOST_LOW_BANDS, LEAST_HIGH_BANDS = 0.50, 0.20

#: Weights that meet every condition.
SOLUTION: Final = Weights(now_money=40, later_money=60), BandWeights(40, 10, 50, till=False)


def conditions(matrix: Matrix, banding: Banding) -> list[Condition]:
    """Return the conditions in order, each checked against the learner's weights for the whole branch."""
    return [
        _fields(matrix),
        _both_kinds(matrix),
        _low_field(matrix),
        _all_three(banding),
        _bought(banding),
        _low_bands(banding),
        _high_bands(banding),
    ]


def _fields(matrix: Matrix) -> Condition:
    shares = [one.share for one in matrix.fields]
    asks = bilingual(
        mark("every field of the matrix holds between {low} and {high} of the retailers"),
        low=percent(SMALLEST), high=percent(LARGEST))  # fmt: skip
    now = bilingual(mark("from {low} to {high}"), low=percent(min(shares)), high=percent(max(shares)))
    return Condition("fields", asks, min(shares) >= SMALLEST and max(shares) <= LARGEST, now)


def _both_kinds(matrix: Matrix) -> Condition:
    low, high = MONEY
    parts = matrix.weights.now_money, matrix.weights.later_money
    asks = bilingual(mark("money counts for {low}% to {high}% of present and of potential value"), low=low, high=high)
    now = bilingual(mark("present {now}%, potential {later}%"), now=parts[0], later=parts[1])
    return Condition("kinds", asks, all(low <= one <= high for one in parts), now)


def _low_field(matrix: Matrix) -> Condition:
    share = matrix.field("low-low").need_share
    asks = bilingual(
        mark("at most {share} of the disadvantaged stand in the field low, low"), share=percent(MOST_LOW_FIELD)
    )
    return Condition("low-field", asks, share <= MOST_LOW_FIELD, bilingual(mark("now: {n}"), n=percent(share)))


def _all_three(banding: Banding) -> Condition:
    parts = banding.weights.parts
    asks = bilingual(mark("quantity, amount and ability each count for at least {share}"), share=percent(LEAST_WEIGHT))
    now = listing([Text(percent(one), percent(one)) for one in parts])
    return Condition("three", asks, min(parts) >= LEAST_WEIGHT - 1e-9, now)


def _bought(banding: Banding) -> Condition:
    share = sum(banding.weights.parts[:2])
    asks = bilingual(
        mark("quantity and amount together count for at least {share}: supply goes where it is sold"),
        share=percent(BOUGHT),
    )
    return Condition("bought", asks, share >= BOUGHT - 1e-9, bilingual(mark("now: {n}"), n=percent(share)))


def _low_bands(banding: Banding) -> Condition:
    share = banding.share_low(banding.counted.needy)
    asks = bilingual(mark("at most {share} of the disadvantaged are in bands 1 to 10"), share=percent(MOST_LOW_BANDS))
    return Condition("low-bands", asks, share <= MOST_LOW_BANDS, bilingual(mark("now: {n}"), n=percent(share)))


def _high_bands(banding: Banding) -> Condition:
    share = banding.share_high(banding.counted.needy)
    asks = bilingual(
        mark("at least {share} of the disadvantaged are in bands 21 to 30"), share=percent(LEAST_HIGH_BANDS)
    )
    return Condition("high-bands", asks, share >= LEAST_HIGH_BANDS, bilingual(mark("now: {n}"), n=percent(share)))
