"""Exams, reviews, remarks, settings; and two tables that are no log."""

from alembic import op

revision = "0003"
down_revision = "0002"

_SQL = """
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
)
"""

_LOG = (
    *("forms", "events", "changes", "confidences", "remarks", "reviews"),
    *("undos", "settings", "outside_results"),
)


def upgrade() -> None:
    """Add the tables of exams, reviews, remarks and settings."""
    for statement in _SQL.split(";"):
        op.execute(statement)
    for table in _LOG:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
            )
