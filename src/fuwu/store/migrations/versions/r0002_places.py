"""Where in the workbook the learner was."""

from alembic import op

revision = "0002"
down_revision = "0001"

_SQL = """
CREATE TABLE places (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    lesson TEXT NOT NULL,
    section TEXT NOT NULL,
    lang TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX ix_places_at ON places (at)
"""


def upgrade() -> None:
    """Add the table of places."""
    for statement in _SQL.split(";"):
        op.execute(statement)
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER places_no_{verb.lower()} BEFORE {verb} ON places "
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        )
