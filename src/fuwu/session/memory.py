"""What the learner remembers, by the log: the FSRS state of each card, kept in a cache and carried on.

Every valid answer to an item is a review of the card ``item:<id>``, wherever it was given (lesson, practice,
exam, review), rated by its verdict and the learner's stated confidence; the ratings of flashcards are reviews
of theirs. What was taken back does not count. The states can always be computed anew from the log: the cache
only saves time, is checked before it is believed, and may be lost.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from fuwu.scheduling import Event, State, advance, from_json, is_confident_error, rating_of, replay, to_json
from fuwu.store import Store, StoreError, reviewing
from fuwu.store.reviewing import ITEM, Mark, Recalled

if TYPE_CHECKING:
    import sqlite3

#: The cache's name in the table, and the form of what is in it.
CACHE: Final = "memory"
FORM: Final = 1

#: With so many new records the cache is written anew; fewer are read again each time, which is quicker.
KEEP_AFTER: Final = 100

#: With more cards to replay than this, reading the log once is quicker than card by card.
MANY: Final = 300


def card_of(item_id: str) -> str:
    """Return the id of an item's card.

    Examples
    --------
    >>> card_of("cls-methods-01")
    'item:cls-methods-01'
    """
    return ITEM + item_id


def item_of(card_id: str) -> str | None:
    """Return the id of the item that a card is of, None for a flashcard.

    Examples
    --------
    >>> item_of("item:cls-methods-01")
    'cls-methods-01'
    """
    return card_id.removeprefix(ITEM) if card_id.startswith(ITEM) else None


def event_of(done: Recalled) -> Event | None:
    """Return what an answer or a review says about memory; None where it says nothing (invalid, not yet judged)."""
    share = done.earned / done.possible if done.possible > 0 else 0.0
    rating = done.rating or rating_of(done.verdict, done.confidence, share)
    if rating is None:
        return None
    sure = done.rating is None and is_confident_error(done.verdict, done.confidence)
    return Event(done.card_id, rating, done.at, done.id, confident_error=sure)


def states(store: Store) -> dict[str, State]:
    """Return the state of every card that was ever answered or reviewed, by its id.

    Raises
    ------
    StoreError
        If the log cannot be read.
    """
    return Memory(store).states()


class Memory:
    """The states of a learner's cards, brought up to date with the log each time they are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._states: dict[str, State] | None = None
        self._reached: Mapping[str, Mark] = {}
        self._kept: Mapping[str, Mark] = {}

    def states(self) -> dict[str, State]:
        """Return the states as the log has them now."""
        with self._store.reading() as connection:
            now = reviewing.marks(connection)
            if self._states is None:
                self._take(reviewing.cached(connection, CACHE))
            if self._states is None or not reviewing.holds(connection, self._reached):
                self._states, self._kept = replay(_events(reviewing.recalled(connection))), {}
            elif now != self._reached:
                self._states = _carried_on(connection, self._states, self._reached)
            self._reached = now
        if self._new() >= KEEP_AFTER:
            self._keep()
        return dict(self._states)

    def _new(self) -> int:
        """Return how many records the cache does not know."""
        return sum(mark.seq - self._kept.get(table, Mark(0, "")).seq for table, mark in self._reached.items())

    def _take(self, text: str | None) -> None:
        """Take over what is in the cache, if it can be read and is as it was written."""
        try:
            read = json.loads(text or "")
            body = json.loads(read["body"]) if read["check"] == _check(read["body"]) and read["form"] == FORM else {}
            found = from_json(body["states"])
            reached = {table: Mark(int(body["reached"][table][0]), str(body["reached"][table][1])) for table in _TABLES}
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            return
        if found is not None:
            self._states, self._reached, self._kept = found, reached, reached

    def _keep(self) -> None:
        """Write the cache; a disk that is full only costs time at the next start."""
        if self._states is None:
            return
        body = _dump({"reached": {table: list(mark) for table, mark in self._reached.items()}}, self._states)
        try:
            reviewing.keep(self._store, CACHE, json.dumps({"form": FORM, "check": _check(body), "body": body}))
        except StoreError:
            return
        self._kept = self._reached


_TABLES: Final = reviewing.TABLES


def _dump(fields: dict[str, Any], states: Mapping[str, State]) -> str:
    return json.dumps(fields | {"states": to_json(states)}, separators=(",", ":"))


def _check(text: str) -> int:
    return zlib.crc32(text.encode())


def _events(rows: Iterable[Recalled]) -> Iterator[Event]:
    return (event for event in map(event_of, rows) if event is not None)


def _carried_on(
    connection: sqlite3.Connection, states: Mapping[str, State], reached: Mapping[str, Mark]
) -> dict[str, State]:
    """Return the states after what came since: new events carried on, what changed replayed card by card."""
    changed = reviewing.changed(connection, reached)
    new = list(_events(reviewing.recalled(connection, after=reached)))
    if len(changed) > MANY:
        return replay(_events(reviewing.recalled(connection)))
    return advance(states, new, changed=changed, history=partial(_history, connection))


def _history(connection: sqlite3.Connection, cards: frozenset[str]) -> Iterable[Event]:
    rows = reviewing.recalled(connection) if len(cards) > MANY else reviewing.history(connection, cards)
    return _events(rows)
