"""The questions put to the log."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from fuwu.model import Confidence, Mode, Verdict
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
class FirstAnswer:
    """The first answer ever to an item, with the score it has after any assessment.

    `by` says who assessed it (None: the grader alone), `confidence` how sure the learner said they were.
    """

    item_id: str
    verdict: Verdict | None
    earned: float
    possible: float
    answered_at: datetime
    attempt_id: str
    quiz: str
    mode: Mode
    by: Literal["self", "instructor"] | None
    confidence: Confidence | None


@dataclass(frozen=True, slots=True)
class Studied:
    """What was done in one quarter of an hour."""

    at: datetime  # its beginning, UTC
    answers: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Answered:
    """How often an item was answered in one quiz."""

    item_id: str
    quiz: str
    mode: Mode
    answers: int


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

SETTINGS: Final = "SELECT * FROM settings ORDER BY at, seq"

REMARKS: Final = "SELECT * FROM remarks WHERE :item_id IS NULL OR item_id = :item_id ORDER BY at, seq"

#: Answers and reviews by the quarter of an hour (UTC; every time zone's days are whole quarters), with the time spent
#: on answers. One long pause before an item is no study: each answer counts for five minutes at most.
STUDIED: Final = """
SELECT quarter, sum(n) AS n, sum(ms) AS ms FROM (
    SELECT substr(answered_at, 1, 14) || (substr(answered_at, 15, 2) / 15) AS quarter,
        1 AS n, min(coalesce(elapsed_ms, 0), 300000) AS ms
    FROM responses WHERE answered_at >= :since
    UNION ALL SELECT substr(at, 1, 14) || (substr(at, 15, 2) / 15), 1, 0 FROM reviews WHERE at >= :since)
GROUP BY quarter ORDER BY quarter"""

#: The first answer to each item, with how sure the learner said they were of it and who judged it.
FIRST_ANSWERS: Final = f"""
SELECT responses.item_id, {_scored("verdict")}, {_scored("earned")}, {_scored("possible")}, responses.answered_at,
    attempts.id AS attempt_id, attempts.quiz, attempts.mode, assessed.by,
    (SELECT confidence FROM confidences WHERE response_id = responses.id ORDER BY at DESC, seq DESC LIMIT 1)
        AS confidence
FROM responses JOIN attempts ON attempts.id = attempt_id {_ASSESSED}
WHERE {FIRST} ORDER BY responses.answered_at, responses.seq"""  # noqa: S608 (ours)

#: Answers since a time, by item and quiz.
ANSWERED: Final = """
SELECT item_id, quiz, mode, count(*) AS n FROM responses JOIN attempts ON attempts.id = attempt_id
WHERE answered_at >= ? GROUP BY item_id, quiz, mode ORDER BY item_id"""

LAST_PLACE: Final = "SELECT * FROM places ORDER BY at DESC, seq DESC LIMIT 1"


def count(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many records of each kind there are."""
    return {
        name: connection.execute(f"SELECT count(*) FROM {kind.table}").fetchone()[0]  # noqa: S608 (ours)
        for name, kind in KINDS.items()
    }
