"""What the grader says of a key point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["credited", "uncertain", "missing"]
#: Why a point is not, or not surely, credited.
Reason = Literal[
    "", "partial", "near", "unread", "alone", "denied", "contradicted", "disowned", "listed", "copied", "no-evidence"
]


@dataclass(frozen=True, slots=True)
class Finding:
    """What an answer shows of one key point.

    Attributes
    ----------
    state
        ``credited``, ``missing``, or ``uncertain``: to be settled by the learner or an instructor.
    confidence
        How sure the state is, 0 to 1.
    spans
        Where in the learner's text the words stand that were taken into account, in order.
    reason
        Why it is not credited, or not for sure; empty when nothing stands against the state.
    """

    id: str
    state: State
    confidence: float
    spans: tuple[tuple[int, int], ...] = ()
    reason: Reason = ""
