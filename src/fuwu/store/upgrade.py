"""Bring an older store up to today's schema. Imported only then: what it needs costs 34 MB and 0.4 s."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from fuwu.store.database import connect

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, *, to: str = "head") -> None:
    """Run the migrations from the schema the database has to `to`: all of them, or none if one fails.

    Raises
    ------
    sqlite3.Error
        What SQLite raised.
    """

    def plain() -> sqlite3.Connection:
        connection = connect(path)
        connection.row_factory = None
        return connection

    alembic = Config()
    alembic.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with create_engine("sqlite://", creator=plain, poolclass=NullPool).begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            alembic.attributes["connection"] = connection
            command.upgrade(alembic, to)
    except DBAPIError as error:
        raise error.orig or error from error
