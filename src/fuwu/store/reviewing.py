"""What the log says of the learner's memory: answers and reviews as they count, and what has changed since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from fuwu.model import Confidence, Verdict
from fuwu.store.fields import utc_text
from fuwu.store.log import Store
from fuwu.store.queries import ASSESSED, scored

#: The card of an item is called by its id with this before it; a flashcard by its id alone.
ITEM: Final = "item:"

#: The quiz whose attempts are reviews.
REVIEW_QUIZ: Final = "review"

#: The tables that say something of memory.
TABLES: Final = ("responses", "assessments", "confidences", "reviews", "undos")


class Mark(NamedTuple):
    """How far a table was read: its last record (0 and "" in an empty one)."""

    seq: int
    id: str


@dataclass(frozen=True, slots=True)
class Recalled:
    """One answer to an item, with its latest score and stated confidence, or one review of a flashcard."""

    id: str
    card_id: str
    at: datetime  # UTC
    rating: Literal[1, 2, 3, 4] | None  # of a review
    verdict: Verdict | None  # of an answer
    earned: float
    possible: float
    confidence: Confidence | None


_ANSWERS: Final = f"""
SELECT responses.id, '{ITEM}' || item_id AS card_id, answered_at AS at, NULL AS rating,
    {scored("verdict")}, {scored("earned")}, {scored("possible")},
    (SELECT confidence FROM confidences WHERE response_id = responses.id ORDER BY at DESC, seq DESC LIMIT 1)
        AS confidence
FROM responses {ASSESSED}
WHERE NOT EXISTS (SELECT 1 FROM undos WHERE record_id = responses.id) AND """  # noqa: S608 (ours)

_REVIEWS: Final = """
SELECT id, card_id, at, rating, NULL AS verdict, 0.0 AS earned, 0.0 AS possible, NULL AS confidence
FROM reviews
WHERE NOT EXISTS (SELECT 1 FROM undos WHERE record_id = reviews.id) AND """

#: Cards with an older answer or review that was judged, or taken back, or spoken of, after it was read.
_CHANGED: Final = f"""
SELECT '{ITEM}' || item_id AS card_id FROM assessments JOIN responses ON responses.id = response_id
WHERE assessments.seq > :assessments AND responses.seq <= :responses
UNION SELECT '{ITEM}' || item_id FROM confidences JOIN responses ON responses.id = response_id
WHERE confidences.seq > :confidences AND responses.seq <= :responses
UNION SELECT '{ITEM}' || item_id FROM undos JOIN responses ON responses.id = record_id
WHERE undos.seq > :undos AND responses.seq <= :responses
UNION SELECT card_id FROM undos JOIN reviews ON reviews.id = record_id
WHERE undos.seq > :undos AND reviews.seq <= :reviews"""  # noqa: S608 (ours)

#: What was done in reviews since a time and was not taken back, the last first.
_DONE: Final = f"""
SELECT id, card_id, at, rating FROM reviews
WHERE at >= :since AND NOT EXISTS (SELECT 1 FROM undos WHERE record_id = reviews.id)
UNION ALL SELECT responses.id, '{ITEM}' || item_id, answered_at, NULL
FROM attempts JOIN responses ON attempt_id = attempts.id
WHERE quiz = '{REVIEW_QUIZ}' AND answered_at >= :since
    AND NOT EXISTS (SELECT 1 FROM undos WHERE record_id = responses.id)
ORDER BY at DESC, id DESC"""  # noqa: S608 (ours)


def marks(connection: sqlite3.Connection) -> dict[str, Mark]:
    """Return how far each table goes."""
    query = "SELECT seq, id FROM {} ORDER BY seq DESC LIMIT 1"
    rows = {table: connection.execute(query.format(table)).fetchone() for table in TABLES}
    return {table: Mark(*row) if row else Mark(0, "") for table, row in rows.items()}


def holds(connection: sqlite3.Connection, reached: Mapping[str, Mark]) -> bool:
    """Return whether the log has these very records there: what was read of another log holds for none of this."""
    query = "SELECT id FROM {} WHERE seq = ?"
    return all(
        mark == Mark(0, "") or tuple(connection.execute(query.format(table), [mark.seq]).fetchone() or ()) == (mark.id,)
        for table, mark in reached.items()
    )


def recalled(connection: sqlite3.Connection, *, after: Mapping[str, Mark] | None = None) -> list[Recalled]:
    """Return what was answered and reviewed, in no order: all of it, or what came `after`."""
    since = {table: mark.seq for table, mark in (after or dict.fromkeys(TABLES, Mark(0, ""))).items()}
    answers = connection.execute(_ANSWERS + "responses.seq > ?", [since["responses"]])
    reviews = connection.execute(_REVIEWS + "reviews.seq > ?", [since["reviews"]])
    return [*_read(answers), *_read(reviews)]


def history(connection: sqlite3.Connection, cards: Iterable[str]) -> list[Recalled]:
    """Return all that was answered and reviewed of some cards, in no order."""
    found: list[Recalled] = []
    for card in cards:
        name = card.removeprefix(ITEM)
        if name != card:
            found += _read(connection.execute(_ANSWERS + "item_id = ?", [name]))
        found += _read(connection.execute(_REVIEWS + "card_id = ?", [card]))
    return found


def changed(connection: sqlite3.Connection, after: Mapping[str, Mark]) -> set[str]:
    """Return the cards of which something that was read before counts otherwise now."""
    since = {table: mark.seq for table, mark in after.items()}
    return {row["card_id"] for row in connection.execute(_CHANGED, since)}


def _read(rows: Iterable[sqlite3.Row]) -> Iterator[Recalled]:
    for row in rows:
        values = tuple(row)
        yield Recalled(values[0], values[1], datetime.fromisoformat(values[2]), *values[3:])


class Done(NamedTuple):
    """A review of a card, by answering its item or rating it."""

    id: str
    card_id: str
    at: datetime  # UTC
    rating: int | None  # of a flashcard


def done(store: Store, *, since: datetime) -> tuple[Done, ...]:
    """Return what was reviewed since a time and not taken back, the last first."""
    with store.reading() as connection:
        rows = connection.execute(_DONE, {"since": utc_text(since)}).fetchall()
    return tuple(Done(row[0], row[1], datetime.fromisoformat(row[2]), row[3]) for row in rows)


def last_seed(store: Store, item_id: str) -> int | None:
    """Return the seed of the attempt in which an item was answered last."""
    query = (
        "SELECT seed FROM responses JOIN attempts ON attempts.id = attempt_id WHERE item_id = ? "
        "ORDER BY answered_at DESC, responses.seq DESC LIMIT 1"
    )
    with store.reading() as connection:
        row = connection.execute(query, [item_id]).fetchone()
    return row["seed"] if row else None


def visits(store: Store) -> dict[str, datetime]:
    """Return when each section of the lessons was visited last (UTC)."""
    with store.reading() as connection:
        rows = connection.execute("SELECT section, max(at) AS at FROM places GROUP BY section").fetchall()
    return {row["section"]: datetime.fromisoformat(row["at"]) for row in rows}


def cached(connection: sqlite3.Connection, name: str) -> str | None:
    """Return what the cache has under `name`."""
    row = connection.execute("SELECT value FROM cache WHERE name = ?", [name]).fetchone()
    return row["value"] if row else None


def keep(store: Store, name: str, value: str) -> None:
    """Write a value to the cache, over the one that was there."""
    with store.writing() as connection:
        connection.execute("INSERT OR REPLACE INTO cache (name, value) VALUES (?, ?)", [name, value])
