"""The paired questionnaire: Kano's evaluation table, and what is done about answers that went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from fuwu.labs.text import mark

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from fuwu.labs import Data

#: Must-be, one-dimensional, attractive, indifferent, reverse, questionable: the order in which a tie is settled.
LETTERS: Final = "MOAIRQ"
NO_ANSWER: Final = -1

#: Kano's evaluation table as in Berger et al. (1993), Kano's methods for understanding customer-defined quality,
#: Center for Quality of Management Journal 2(4): a row is the answer "with it", a column the answer "without it",
#: both from 1 (I like it) to 5 (I dislike it).
EVALUATION: Final = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")

ANSWERS: Final = (
    mark("I like it"), mark("I expect it"), mark("I don't care"), mark("I can live with it"), mark("I dislike it"),
)  # fmt: skip
NEUTRAL: Final = 3
FEWEST_ANSWERS: Final = 5  # a row with fewer shows no pattern, so it is never called swapped or straight

Swapped = Literal["keep", "turn", "drop"]
Straight = Literal["keep", "drop"]
Missing = Literal["drop", "neutral"]


def evaluate(with_it: int, without_it: int) -> str:
    """Return the letter of one pair of answers.

    Examples
    --------
    >>> evaluate(3, 5), evaluate(1, 5), evaluate(1, 4), evaluate(5, 2), evaluate(1, 1)
    ('M', 'O', 'A', 'R', 'Q')
    """
    return EVALUATION[with_it - 1][without_it - 1]


@dataclass(frozen=True)
class Cleaning:
    """What is done about each kind of faulty answer."""

    swapped: Swapped = "turn"
    straight: Straight = "drop"
    missing: Missing = "drop"


CLEAN: Final = Cleaning()
AS_GIVEN: Final = Cleaning("keep", "keep", "neutral")


@dataclass(frozen=True)
class Survey:
    """The questionnaire as arrays: one row a retailer asked, one column a need; 0 and NaN stand for no answer."""

    retailers: tuple[str, ...]
    interviewers: tuple[str, ...]
    needs: tuple[str, ...]
    with_it: NDArray[np.int8]
    without_it: NDArray[np.int8]
    importance: NDArray[np.float64]
    satisfaction: NDArray[np.float64]


def read_survey(data: Data) -> Survey:
    """Return the answers of `data.needs_survey` in the order of `data.needs`.

    Raises
    ------
    ValueError
        If a retailer answers twice on one need.
    """
    table = data.needs_survey
    twice = table.duplicated(["retailer_id", "need_id"])
    if twice.any():
        first = table[twice].iloc[0]
        raise ValueError(f"needs_survey: {first['retailer_id']} answers twice on {first['need_id']}")
    needs = [str(one) for one in data.needs["need_id"]]
    met = table.groupby("retailer_id")["interviewer"].first()  # in the order of retailer_id, as `_wide` is
    return Survey(
        retailers=tuple(map(str, met.index)),
        interviewers=tuple(map(str, met)),
        needs=tuple(needs),
        with_it=_answers(_wide(table, "with_it", needs)),
        without_it=_answers(_wide(table, "without_it", needs)),
        importance=_within(_wide(table, "importance", needs), 10),
        satisfaction=_within(_wide(table, "satisfaction", needs), 5),
    )


def _wide(table: pd.DataFrame, column: str, needs: Sequence[str]) -> NDArray[np.float64]:
    """Return one column as retailers × needs."""
    wide = table.set_index(["retailer_id", "need_id"])[column].unstack("need_id")  # noqa: PD010 (nothing to sum up)
    return wide.reindex(columns=list(needs)).to_numpy(float)


def _within(values: NDArray[np.float64], most: int) -> NDArray[np.float64]:
    """Return the marks, impossible ones as no answer."""
    import numpy as np

    return np.where((values >= 1) & (values <= most), values, np.nan)


def _answers(values: NDArray[np.float64]) -> NDArray[np.int8]:
    import numpy as np

    return np.nan_to_num(_within(values, len(ANSWERS)), nan=0).astype(np.int8)


def codes(with_it: NDArray[np.int8], without_it: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return for each pair of answers its place in `LETTERS`; -1 where either is missing."""
    import numpy as np

    lookup = np.full((6, 6), NO_ANSWER, dtype=np.int8)
    lookup[1:, 1:] = [[LETTERS.index(letter) for letter in row] for row in EVALUATION]
    found: NDArray[np.int8] = lookup[with_it, without_it]
    return found


def swapped(survey: Survey) -> NDArray[np.bool_]:
    """Return whose two columns were exchanged: more needs come out reverse than wanted.

    Exchanging the two answers turns M, O and A into R and R into one of them (the table is its own mirror image), so
    whoever seems to reject most of what others ask for was most likely written down the wrong way round.
    """
    import numpy as np

    found = codes(survey.with_it, survey.without_it)
    reverse = (found == LETTERS.index("R")).sum(axis=1)
    wanted = np.isin(found, [LETTERS.index(one) for one in "MOA"]).sum(axis=1)
    result: NDArray[np.bool_] = (reverse > wanted) & (reverse + wanted >= FEWEST_ANSWERS)
    return result


def straight(survey: Survey) -> NDArray[np.bool_]:
    """Return who gave one and the same pair of answers to every need answered."""
    import numpy as np

    pair = np.where((survey.with_it > 0) & (survey.without_it > 0), survey.with_it * 10 + survey.without_it, 0)
    highest = pair.max(axis=1)
    lowest = np.where(pair > 0, pair, 99).min(axis=1)
    result: NDArray[np.bool_] = (highest == lowest) & ((pair > 0).sum(axis=1) >= FEWEST_ANSWERS)
    return result


@dataclass(frozen=True)
class Answers:
    """The answers after cleaning: `codes` (retailers × needs, places in `LETTERS`), and how many were treated."""

    survey: Survey
    cleaning: Cleaning
    kept: NDArray[np.bool_]
    codes: NDArray[np.int8]
    swapped: NDArray[np.bool_]
    straight: NDArray[np.bool_]
    missing: int

    def marks(self, name: Literal["importance", "satisfaction"]) -> NDArray[np.float64]:
        """Return the marks of the retailers kept."""
        marks: NDArray[np.float64] = getattr(self.survey, name)[self.kept]
        return marks


def clean(survey: Survey, cleaning: Cleaning = CLEAN, *, among: Any = None) -> Answers:
    """Evaluate the answers, after treating the faulty ones; `among` (booleans) takes some retailers only."""
    import numpy as np

    everyone = np.ones(len(survey.retailers), dtype=bool)
    chosen = everyone if among is None else np.asarray(among, dtype=bool)
    exchanged, same = swapped(survey) & chosen, straight(survey) & chosen
    first, second = survey.with_it, survey.without_it
    if cleaning.swapped == "turn":
        turn = exchanged[:, None]
        first, second = np.where(turn, second, first), np.where(turn, first, second)
    gaps = (first == 0) | (second == 0)
    if cleaning.missing == "neutral":
        first, second = np.where(first == 0, NEUTRAL, first), np.where(second == 0, NEUTRAL, second)
    kept = chosen.copy()
    if cleaning.swapped == "drop":
        kept &= ~exchanged
    if cleaning.straight == "drop":
        kept &= ~same
    found = codes(first.astype(np.int8), second.astype(np.int8))[kept]
    return Answers(survey, cleaning, kept, found, exchanged, same, int(gaps[chosen].sum()))
