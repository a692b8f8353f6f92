"""From what a learner answered, and how sure they were, to a rating of py-fsrs."""

from __future__ import annotations

from typing import Final, Literal

from fuwu.model import Confidence, Verdict

#: The ratings of py-fsrs, as the numbers that the log keeps.
Rating = Literal[1, 2, 3, 4]
AGAIN: Final = 1
HARD: Final = 2
GOOD: Final = 3
EASY: Final = 4

#: A partly right answer counts as remembered from this share of its points on: the exam's cut score.
REMEMBERED: Final = 0.6


def rating_of(verdict: Verdict | None, confidence: Confidence | None, earned_share: float) -> Rating | None:
    """Return the rating of an answer to an item, or None for one that says nothing about memory.

    FSRS knows two outcomes, forgotten (Again) and recalled (the others), and "Hard" is a recall: to press it
    for something forgotten spoils the intervals, as the manuals of Anki and of FSRS warn. So a right guess is
    Again, not Hard: the learner says that nothing was recalled, and one guess in two or four is right. What was
    recalled with doubt is Hard. Nothing is Easy: most items offer options, and to recognise one is easier than
    to recall it, which the factor of Easy (1.87 in FSRS-6) would take for knowledge.

    Parameters
    ----------
    verdict
        What the grading found; None is a case answer that nobody has checked yet.
    confidence
        What the learner said; None (not asked) is taken as sure.
    earned_share
        Points earned of points possible, 0 to 1; decides over partly right answers only.

    Examples
    --------
    >>> rating_of("correct", "sure", 1), rating_of("correct", "unsure", 1), rating_of("correct", "guess", 1)
    (3, 2, 1)
    >>> rating_of("partial", None, 0.75), rating_of("partial", None, 0.5), rating_of("unattempted", None, 0)
    (2, 1, None)
    """
    if verdict in (None, "unattempted", "invalid"):
        return None
    if verdict == "wrong" or confidence == "guess":
        return AGAIN
    if verdict == "partial":
        return HARD if earned_share >= REMEMBERED else AGAIN
    return HARD if confidence == "unsure" else GOOD


def is_confident_error(verdict: Verdict | None, confidence: Confidence | None) -> bool:
    """Return whether the learner was sure of a wrong answer: such an error comes back first.

    Errors made with confidence are corrected well by feedback, but return within a week unless they are
    reviewed (Butler, Fazio & Marsh, Psychonomic Bulletin & Review 18, 2011).
    """
    return verdict == "wrong" and confidence == "sure"
