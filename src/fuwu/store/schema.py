"""The tables of the log. A change here needs a migration beside it (a test compares the two).

Times are text (UTC, ISO 8601, always microseconds and ``Z``): they sort as they are, and SQLite has no type
for them that keeps the zone. JSON is text too: a row then is the same, character for character, in the
database, in an export and in a file being salvaged. The order of arrival is `seq`; what a record is called
everywhere else is `id`. SQLite ends every index with `seq`, so what an index gives in order of time it
gives in order of arrival too.

Two tables are no log: `beats` holds who works on a running exam and when they were last seen alive, `cache`
what can be computed anew from the log. They are written over, never exported, and may be lost.
"""

from __future__ import annotations

from typing import Final

#: Every schema there has been, oldest first; the last is what this program reads and writes.
REVISIONS: Final = ("0001", "0002", "0003")

#: Alembic's own table, by another name, so that a stranger's database is never taken for ours.
VERSION_TABLE: Final = "fuwu_schema"

#: The tables of records.
TABLES: Final = (
    *("attempts", "responses", "assessments", "flags", "places", "forms", "events", "changes"),
    *("confidences", "remarks", "reviews", "undos", "settings", "outside_results"),
)

_SQL = f"""
CREATE TABLE attempts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    quiz TEXT NOT NULL,
    lang TEXT NOT NULL,
    mode TEXT NOT NULL,
    seed INTEGER NOT NULL,
    items TEXT NOT NULL,
    started_at TEXT NOT NULL
);
CREATE INDEX ix_attempts_quiz_started_at ON attempts (quiz, started_at);

CREATE TABLE responses (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    item_id TEXT NOT NULL,
    item_version INTEGER NOT NULL,
    answer TEXT NOT NULL,
    verdict TEXT,
    earned REAL NOT NULL,
    possible REAL NOT NULL,
    parts TEXT NOT NULL,
    elapsed_ms INTEGER,
    answered_at TEXT NOT NULL
);
CREATE INDEX ix_responses_attempt_id_item_id ON responses (attempt_id, item_id);
CREATE INDEX ix_responses_item_id_answered_at ON responses (item_id, answered_at);

CREATE TABLE assessments (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    response_id TEXT NOT NULL REFERENCES responses (id),
    key_points TEXT NOT NULL,
    verdict TEXT,
    earned REAL NOT NULL,
    possible REAL NOT NULL,
    parts TEXT NOT NULL,
    by TEXT NOT NULL,
    assessed_at TEXT NOT NULL
);
CREATE INDEX ix_assessments_response_id_assessed_at ON assessments (response_id, assessed_at);

CREATE TABLE flags (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    item_id TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX ix_flags_attempt_id ON flags (attempt_id);

CREATE TABLE places (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    lesson TEXT NOT NULL,
    section TEXT NOT NULL,
    lang TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX ix_places_at ON places (at);

CREATE TABLE forms (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    form TEXT NOT NULL
);
CREATE INDEX ix_forms_attempt_id ON forms (attempt_id);

CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    event TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX ix_events_attempt_id ON events (attempt_id);

CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    item_id TEXT NOT NULL,
    answer TEXT NOT NULL,
    elapsed_ms INTEGER,
    at TEXT NOT NULL
);
CREATE INDEX ix_changes_attempt_id ON changes (attempt_id);

CREATE TABLE confidences (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    response_id TEXT NOT NULL REFERENCES responses (id),
    confidence TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX ix_confidences_response_id ON confidences (response_id);

CREATE TABLE remarks (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    item_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX ix_remarks_item_id ON remarks (item_id);

CREATE TABLE reviews (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    card_id TEXT NOT NULL,
    rating INTEGER NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX ix_reviews_card_id ON reviews (card_id);

CREATE TABLE undos (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    record_id TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX ix_undos_record_id ON undos (record_id);

CREATE TABLE settings (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT NOT NULL
);

CREATE TABLE outside_results (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    paper TEXT NOT NULL,
    marks REAL NOT NULL,
    out_of REAL NOT NULL,
    at TEXT NOT NULL
);

CREATE TABLE beats (
    attempt_id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    at TEXT NOT NULL
);

CREATE TABLE cache (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE {VERSION_TABLE} (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num)
);
INSERT INTO {VERSION_TABLE} VALUES ('{REVISIONS[-1]}')
"""  # noqa: S608 (ours)

_TRIGGERS = (
    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    for table in TABLES
    for verb in ("UPDATE", "DELETE")
)

#: What makes today's tables in an empty database, statement by statement.
STATEMENTS: Final = (*(statement.strip() for statement in _SQL.split(";")), *_TRIGGERS)
