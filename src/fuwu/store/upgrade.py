"""Bring an older store up to today's schema. Imported only then: Alembic costs 12 MB and half a second."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def config(connection: Connection) -> Config:
    """Return Alembic's configuration for a connection whose transaction is already begun."""
    alembic = Config()
    alembic.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    alembic.attributes["connection"] = connection
    return alembic


def upgrade(connection: Connection, *, to: str = "head") -> None:
    """Run the migrations from the schema the database has to `to`, inside the connection's transaction."""
    command.upgrade(config(connection), to)
