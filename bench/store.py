"""What the store costs: an answer against a bare durable SQLite insert, and reading after years of use.

usage: python bench/store.py
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from fuwu.model import Attempt, Response, Score
from fuwu.store import Store

ANSWERS = 50_000
FILL = f"""
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {ANSWERS - 1})
INSERT INTO responses(id, attempt_id, item_id, item_version, answer, verdict, earned, possible, parts, elapsed_ms,
                      answered_at)
SELECT 'r' || i, 'a', 'item-' || (i % 400), 1, '"a"', 'correct', 1, 1, '{{}}', 1000,
       strftime('%Y-%m-%dT%H:%M:%f000Z', 1790000000 + i, 'unixepoch') FROM n
"""


def milliseconds(job: Callable[[], object], times: int) -> float:
    """Return the median time of the job."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        job()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def bare_insert(path: Path) -> Callable[[], None]:
    """Return a durable insert into a table without anything else."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t(id TEXT PRIMARY KEY, answer TEXT)")
    return lambda: connection.execute("INSERT INTO t VALUES (?, ?)", (str(uuid.uuid4()), "a"))  # type: ignore[func-returns-value]


def main() -> int:
    """Measure and print."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        bare = milliseconds(bare_insert(Path(folder) / "bare.db"), 300)
        with Store.open(Path(folder) / "fuwu.db", lang="en") as store:
            store.add_attempt(Attempt("a", "q", "zh", "practice", 1, (("item-1", 1),), now))

            def answer() -> None:
                score = Score(1, 1, "correct", {"a": True})
                store.add_response(Response(str(uuid.uuid4()), "a", "item-1", 1, "a", score, 900, now))

            adding = milliseconds(answer, 300)
            with sqlite3.connect(Path(folder) / "fuwu.db") as connection:
                connection.execute(FILL)
            connection.close()
            progress = milliseconds(store.progress, 5)
        opening = milliseconds(lambda: Store.open(Path(folder) / "fuwu.db", lang="en").close(), 5)
    print(f"store: an answer {adding:.2f} ms, {adding / bare:.1f} x a bare durable insert ({bare:.2f} ms)")
    print(f"store: with {ANSWERS:,} answers: progress {progress:.0f} ms, opening with its check {opening:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
