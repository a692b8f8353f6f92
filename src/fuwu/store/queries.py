"""The questions put to the log."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from fuwu.model import Confidence, Mode, Verdict
from fuwu.store.fields import SCORE
from fuwu.store.records import KINDS, RESPONSE


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """The latest answer to an item, with the score it has after any assessment, and how many there were.

    What was taken back is left out.
    """

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


class Marked(NamedTuple):
    """An answer as the wrong-answer book needs it; a tuple, for there are many."""

    item_id: str
    verdict: Verdict
    at: str  # UTC as the log writes it: later is greater
    response_id: str
    confidence: Confidence | None
    share: float = 0.0  # earned of possible


@dataclass(frozen=True, slots=True)
class QuizProgress:
    """How much was done of a quiz: sittings, answers, and different items answered."""

    quiz: str
    attempts: int
    responses: int
    items: int


def scored(name: str) -> str:
    """Return a column of `responses`, a score's with the latest assessment's in place of its own."""
    return f"coalesce(assessed.{name}, responses.{name}) AS {name}" if name in SCORE else f"responses.{name}"


ASSESSED: Final = """
LEFT JOIN assessments AS assessed ON assessed.seq = (
    SELECT seq FROM assessments WHERE response_id = responses.id
    ORDER BY assessed_at DESC, seq DESC LIMIT 1)"""


def responses(where: str = "TRUE", *, assessed: bool) -> str:
    """Select responses as they were answered, those of one instant as they arrived.

    If `assessed`, with the score of the latest assessment in place of their own.
    """
    columns = ", ".join(map(scored, RESPONSE.fields)) if assessed else "*"
    return (
        f"SELECT {columns} FROM responses {ASSESSED if assessed else ''} "  # noqa: S608 (ours)
        f"WHERE {where} ORDER BY responses.answered_at, responses.seq"
    )


#: Answers that were taken back, by their place in the table, so that indexes still give all that is asked.
_UNDONE: Final = "SELECT responses.seq FROM undos CROSS JOIN responses ON responses.id = record_id"

#: Of `responses`: the first to each item ever; what could not be read as an answer (invalid) does not count. Where it
#: was taken back, no later one stands for it: the key has been shown.
FIRST: Final = f"""responses.seq IN (
    SELECT (
        SELECT seq FROM responses WHERE item_id = item.item_id AND verdict IS NOT 'invalid'
        ORDER BY answered_at, seq LIMIT 1)
    FROM (SELECT DISTINCT item_id FROM responses) AS item)
    AND responses.seq NOT IN ({_UNDONE})"""  # noqa: S608 (ours)

_ITEM_FIELDS: Final = ("item_id", "item_version", "verdict", "earned", "possible", "answered_at")

# The cross join fixes the order: items first, then the latest response to each, from the index.
ITEM_PROGRESS: Final = f"""
SELECT {", ".join(map(scored, _ITEM_FIELDS))}, item.answers
FROM (SELECT item_id, count(*) AS answers FROM responses WHERE seq NOT IN ({_UNDONE}) GROUP BY item_id) AS item
CROSS JOIN responses ON responses.seq = (
    SELECT seq FROM responses WHERE item_id = item.item_id AND seq NOT IN ({_UNDONE})
    ORDER BY answered_at DESC, seq DESC LIMIT 1)
{ASSESSED}
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

#: When the key of each item was first shown without an answer that counts: opened for memorising, or after an answer
#: that was taken back.
SHOWN: Final = """
SELECT item_id, min(at) AS at FROM (
    SELECT item_id, at FROM attempts CROSS JOIN changes ON attempt_id = attempts.id WHERE quiz = 'memorise'
    UNION ALL SELECT item_id, answered_at FROM undos CROSS JOIN responses ON responses.id = record_id)
GROUP BY item_id"""

#: The item answered last in a quiz.
LAST_ANSWERED: Final = """
SELECT item_id FROM attempts CROSS JOIN responses ON attempt_id = attempts.id WHERE quiz = ?
ORDER BY answered_at DESC, responses.seq DESC LIMIT 1"""

SETTINGS: Final = "SELECT * FROM settings ORDER BY at, seq"

REMARKS: Final = "SELECT * FROM remarks WHERE :item_id IS NULL OR item_id = :item_id ORDER BY at, seq"

#: Answers and reviews by the quarter of an hour (UTC; every time zone's days are whole quarters), with the time spent
#: on them. One long pause before an item is no study: each answer counts for five minutes at most. How long a flashcard
#: took is not in the log: it counts from the answer or review before it, for one minute at most.
STUDIED: Final = """
SELECT substr(at, 1, 14) || (substr(at, 15, 2) / 15) AS quarter, count(*) AS n,
    sum(coalesce(ms, min(coalesce(CAST(86400000 * wait AS INTEGER), 60000), 60000))) AS ms
FROM (
    SELECT at, ms, julianday(at) - julianday(lag(at) OVER (ORDER BY at)) AS wait FROM (
        SELECT answered_at AS at, min(coalesce(elapsed_ms, 0), 300000) AS ms
        FROM responses WHERE answered_at >= :since
        UNION ALL SELECT at, NULL FROM reviews WHERE at >= :since))
GROUP BY quarter ORDER BY quarter"""

#: The first answer to each item, with how sure the learner said they were of it and who judged it.
FIRST_ANSWERS: Final = f"""
SELECT responses.item_id, {scored("verdict")}, {scored("earned")}, {scored("possible")}, responses.answered_at,
    attempts.id AS attempt_id, attempts.quiz, attempts.mode, assessed.by,
    (SELECT confidence FROM confidences WHERE response_id = responses.id ORDER BY at DESC, seq DESC LIMIT 1)
        AS confidence
FROM responses JOIN attempts ON attempts.id = attempt_id {ASSESSED}
WHERE {FIRST} ORDER BY responses.answered_at, responses.seq"""  # noqa: S608 (ours)

#: Answers since a time, by item and quiz, without those that were taken back.
ANSWERED: Final = f"""
SELECT item_id, quiz, mode, count(*) AS n FROM responses JOIN attempts ON attempts.id = attempt_id
WHERE answered_at >= ? AND responses.seq NOT IN ({_UNDONE})
GROUP BY item_id, quiz, mode ORDER BY item_id"""  # noqa: S608 (ours)

STATED_OF: Final = """
SELECT response_id, confidence FROM confidences JOIN responses ON responses.id = response_id
WHERE attempt_id = ? ORDER BY at, confidences.seq"""

#: Of every item with an answer that was not right: those answers, and what came after the last of them; one partly
#: right with four fifths of its points may count as right, and is not taken for the last. Written for speed in a large
#: log: assessments and stated confidences are few, and joined only once they are sorted out.
ERRING: Final = """
WITH latest AS (
    SELECT response_id, verdict, earned FROM assessments WHERE seq IN (
        SELECT (SELECT seq FROM assessments WHERE response_id = one.response_id
            ORDER BY assessed_at DESC, seq DESC LIMIT 1)
        FROM (SELECT DISTINCT response_id FROM assessments) AS one)),
judged AS MATERIALIZED (
    SELECT responses.seq, responses.id, item_id, answered_at, coalesce(latest.verdict, responses.verdict) AS verdict,
        coalesce(coalesce(latest.earned, responses.earned) / nullif(responses.possible, 0.0), 0.0) AS share
    FROM responses LEFT JOIN latest ON latest.response_id = responses.id
    WHERE coalesce(latest.verdict, responses.verdict) IN ('correct', 'partial', 'wrong', 'invalid')
        AND NOT EXISTS (SELECT 1 FROM undos WHERE record_id = responses.id)),
erred AS (
    SELECT item_id, max(CASE WHEN verdict <> 'partial' OR share < 0.8 THEN answered_at ELSE '' END) AS last
    FROM judged WHERE verdict <> 'correct' GROUP BY item_id)
SELECT judged.item_id, verdict, answered_at, judged.id,
    (SELECT confidence FROM confidences WHERE response_id = judged.id ORDER BY at DESC, seq DESC LIMIT 1) AS confidence,
    share
FROM judged JOIN erred ON erred.item_id = judged.item_id
WHERE verdict <> 'correct' OR answered_at >= last
ORDER BY answered_at, judged.seq"""

LAST_PLACE: Final = "SELECT * FROM places ORDER BY at DESC, seq DESC LIMIT 1"


def count(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many records of each kind there are."""
    return {
        name: connection.execute(f"SELECT count(*) FROM {kind.table}").fetchone()[0]  # noqa: S608 (ours)
        for name, kind in KINDS.items()
    }
