"""Attempts, responses, assessments and flags."""

from alembic import op

revision = "0001"
down_revision = None

_SQL = """
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
CREATE INDEX ix_flags_attempt_id ON flags (attempt_id)
"""


def upgrade() -> None:
    """Make the log."""
    for statement in _SQL.split(";"):
        op.execute(statement)
    for table in ("attempts", "responses", "assessments", "flags"):
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
            )
