"""The questions put to the log."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fuwu.model import Verdict
from fuwu.store.fields import SCORE
from fuwu.store.records import KINDS, RESPONSE


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """The latest answer to an item, with the score it has after any assessment, and how many there were."""

    item_id: str
    item_version: int
    verdict: Verdict | None
    earned: float
    possible: float
    answers: int
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class QuizProgress:
    """How much was done of a quiz: sittings, answers, and different items answered."""

    quiz: str
    attempts: int
    responses: int
    items: int


def _scored(name: str) -> str:
    """Return a column of `responses`, a score's with the latest assessment's in place of its own."""
    return f"coalesce(assessed.{name}, responses.{name}) AS {name}" if name in SCORE else f"responses.{name}"


_ASSESSED: Final = """
LEFT JOIN assessments AS assessed ON assessed.seq = (
    SELECT seq FROM assessments WHERE response_id = responses.id
    ORDER BY assessed_at DESC, seq DESC LIMIT 1)"""


def responses(where: str = "TRUE", *, assessed: bool) -> str:
    """Select responses as they were answered, those of one instant as they arrived.

    If `assessed`, with the score of the latest assessment in place of their own.
    """
    columns = ", ".join(map(_scored, RESPONSE.fields)) if assessed else "*"
    return (
        f"SELECT {columns} FROM responses {_ASSESSED if assessed else ''} "  # noqa: S608 (ours)
        f"WHERE {where} ORDER BY responses.answered_at, responses.seq"
    )


#: Of `responses`: the first to each item ever; what could not be read as an answer (invalid) does not count.
FIRST: Final = """responses.seq IN (
    SELECT (
        SELECT seq FROM responses WHERE item_id = item.item_id AND verdict IS NOT 'invalid'
        ORDER BY answered_at, seq LIMIT 1)
    FROM (SELECT DISTINCT item_id FROM responses) AS item)"""

_ITEM_FIELDS: Final = ("item_id", "item_version", "verdict", "earned", "possible", "answered_at")

# The cross join fixes the order: items first, then the latest response to each, from the index.
ITEM_PROGRESS: Final = f"""
SELECT {", ".join(map(_scored, _ITEM_FIELDS))}, item.answers
FROM (SELECT item_id, count(*) AS answers FROM responses GROUP BY item_id) AS item
CROSS JOIN responses ON responses.seq = (
    SELECT seq FROM responses WHERE item_id = item.item_id ORDER BY answered_at DESC, seq DESC LIMIT 1)
{_ASSESSED}
ORDER BY responses.item_id"""  # noqa: S608 (ours)

QUIZ_PROGRESS: Final = """
SELECT quiz, count(DISTINCT attempts.id) AS attempts, count(responses.id) AS responses,
    count(DISTINCT item_id) AS items
FROM attempts LEFT JOIN responses ON attempt_id = attempts.id
GROUP BY quiz ORDER BY quiz"""

LATEST_ATTEMPT: Final = """
SELECT * FROM attempts WHERE quiz = :quiz AND (:lang IS NULL OR lang = :lang)
ORDER BY started_at DESC, seq DESC LIMIT 1"""

ASSESSMENTS_OF: Final = """
SELECT assessments.* FROM assessments JOIN responses ON responses.id = response_id
WHERE attempt_id = ? ORDER BY assessed_at, assessments.seq"""

FLAGS_OF: Final = "SELECT * FROM flags WHERE attempt_id = ? ORDER BY at, seq"

LAST_PLACE: Final = "SELECT * FROM places ORDER BY at DESC, seq DESC LIMIT 1"


def count(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many records of each kind there are."""
    return {
        name: connection.execute(f"SELECT count(*) FROM {kind.table}").fetchone()[0]  # noqa: S608 (ours)
        for name, kind in KINDS.items()
    }
