"""Attempts, responses, assessments and flags."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TABLES = ("attempts", "responses", "assessments", "flags")


def _head(name: str) -> tuple[sa.Column[int], sa.Column[str], sa.Constraint, sa.Constraint]:
    return (
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=f"pk_{name}"),
        sa.UniqueConstraint("id", name=f"uq_{name}_id"),
    )


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _score() -> tuple[sa.Column[str], sa.Column[float], sa.Column[float], sa.Column[str]]:
    return (
        _text("verdict", nullable=True),
        sa.Column("earned", sa.Float, nullable=False),
        sa.Column("possible", sa.Float, nullable=False),
        _text("parts"),
    )


def upgrade() -> None:
    """Make the log."""
    op.create_table(
        "attempts",
        *_head("attempts"),
        *(_text(name) for name in ("quiz", "lang", "mode")),
        sa.Column("seed", sa.BigInteger, nullable=False),
        _text("items"),
        _text("started_at"),
    )
    op.create_table(
        "responses",
        *_head("responses"),
        _text("attempt_id"),
        _text("item_id"),
        sa.Column("item_version", sa.Integer, nullable=False),
        _text("answer"),
        *_score(),
        sa.Column("elapsed_ms", sa.BigInteger),
        _text("answered_at"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_responses_attempt_id"),
    )
    op.create_table(
        "assessments",
        *_head("assessments"),
        _text("response_id"),
        _text("key_points"),
        *_score(),
        _text("by"),
        _text("assessed_at"),
        sa.ForeignKeyConstraint(["response_id"], ["responses.id"], name="fk_assessments_response_id"),
    )
    op.create_table(
        "flags",
        *_head("flags"),
        _text("attempt_id"),
        _text("item_id"),
        sa.Column("flagged", sa.Boolean, nullable=False),
        _text("at"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name="fk_flags_attempt_id"),
    )
    for table, columns in (
        ("attempts", ["quiz", "started_at"]),
        ("responses", ["attempt_id", "answered_at"]),
        ("responses", ["item_id", "answered_at"]),
        ("assessments", ["response_id", "assessed_at"]),
        ("flags", ["attempt_id"]),
    ):
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    if op.get_bind().dialect.name == "sqlite":
        for table in _TABLES:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
                )
