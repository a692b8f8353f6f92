"""Mark a written answer by its evidence: point by point, with the words that earned it and how sure that is.

No dictionary of the language, no model and no network: each key point lists the wordings that make it
(`fuwu.model.Evidence`). A wording counts where it is said, not where it is denied, contradicted, called somebody's
error, strung together as keywords or copied from the question. What is said in part, or only nearly in these
words, is uncertain and left to the learner or an instructor. tests/golden/ holds answers that were written and
labelled by others; bench/freetext.py prints what is reached on them.
"""

from __future__ import annotations

from fuwu.grading.freetext.answer import ReadAnswer
from fuwu.grading.freetext.finding import Finding
from fuwu.grading.freetext.judging import doubted, judge
from fuwu.model import Case

__all__ = ["Finding", "examine"]


def examine(item: Case, text: str) -> tuple[Finding, ...]:
    """Return what `text`, an answer in either language, shows of each key point of `item`, in their order.

    A point without evidence in the answer's language is always uncertain.
    """
    answer = ReadAnswer.of(item, text)
    return tuple(doubted([judge(point, answer) for point in item.key_points], answer))
