"""The tables of the log. A change here needs a migration beside it (a test compares the two).

Times are text (UTC, ISO 8601, always microseconds and ``Z``): they sort as they are, SQLite has no type
for them that keeps the zone, and PostgreSQL casts them when asked. JSON is text too: a row then is the
same, character for character, in every database, in an export and in a file being salvaged. The order of
arrival is `seq`; what a record is called everywhere else is `id`.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    event,
)

#: Every schema there has been, oldest first; the last is what this program reads and writes.
REVISIONS: Final = ("0001", "0002")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Alembic's own table, by another name, so that a stranger's database is never taken for ours.
VERSION_TABLE: Final = "fuwu_schema"
version = Table(
    VERSION_TABLE,
    MetaData(naming_convention={"pk": "%(table_name)s_pkc"}),
    Column("version_num", String(32), primary_key=True),
)

# SQLite numbers rows by itself only when the key is exactly INTEGER.
_Seq = BigInteger().with_variant(Integer, "sqlite")


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _log(
    name: str, *columns: Column[object] | Column[str] | Column[float] | Column[int] | Column[bool]
) -> Table:
    table = Table(
        name,
        metadata,
        Column("seq", _Seq, primary_key=True, autoincrement=True),
        Column("id", Text, nullable=False, unique=True),
        *columns,
    )
    for verb in ("UPDATE", "DELETE"):
        guard = DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        )
        event.listen(table, "after_create", guard.execute_if(dialect="sqlite"))
    return table


attempts = _log(
    "attempts",
    _text("quiz"),
    _text("lang"),
    _text("mode"),
    Column("seed", BigInteger, nullable=False),
    _text("items"),
    _text("started_at"),
)
responses = _log(
    "responses",
    Column("attempt_id", Text, ForeignKey(attempts.c.id), nullable=False),
    _text("item_id"),
    Column("item_version", Integer, nullable=False),
    _text("answer"),
    Column("verdict", Text),
    Column("earned", Float, nullable=False),
    Column("possible", Float, nullable=False),
    _text("parts"),
    Column("elapsed_ms", BigInteger),
    _text("answered_at"),
)
assessments = _log(
    "assessments",
    Column("response_id", Text, ForeignKey(responses.c.id), nullable=False),
    _text("key_points"),
    Column("verdict", Text),
    Column("earned", Float, nullable=False),
    Column("possible", Float, nullable=False),
    _text("parts"),
    _text("by"),
    _text("assessed_at"),
)
flags = _log(
    "flags",
    Column("attempt_id", Text, ForeignKey(attempts.c.id), nullable=False),
    _text("item_id"),
    Column("flagged", Boolean, nullable=False),
    _text("at"),
)
places = _log("places", _text("lesson"), _text("section"), _text("lang"), _text("at"))

Index(None, attempts.c.quiz, attempts.c.started_at)
Index(None, responses.c.attempt_id, responses.c.answered_at)
Index(None, responses.c.item_id, responses.c.answered_at)
Index(None, assessments.c.response_id, assessments.c.assessed_at)
Index(None, flags.c.attempt_id)
Index(None, places.c.at)
