"""Where in the workbook the learner was."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the table of places."""
    op.create_table(
        "places",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), autoincrement=True, nullable=False
        ),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("id", "lesson", "section", "lang", "at")),
        sa.PrimaryKeyConstraint("seq", name="pk_places"),
        sa.UniqueConstraint("id", name="uq_places_id"),
    )
    op.create_index("ix_places_at", "places", ["at"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER places_no_{verb.lower()} BEFORE {verb} ON places "
                "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
            )
