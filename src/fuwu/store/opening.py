"""Open a log: make it, upgrade it, or set it aside if it is damaged, whoever else is opening it too."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.store import database, salvage
from fuwu.store.database import connect, copy_database, sync_folder, transaction
from fuwu.store.faults import StoreError, explaining, is_damage
from fuwu.store.filelock import only_one
from fuwu.store.queries import count
from fuwu.store.records import KINDS, Record
from fuwu.store.schema import REVISIONS, STATEMENTS, VERSION_TABLE

_SMALLEST_PAGE = 512


def open_log(path: Path, *, lang: Lang) -> tuple[sqlite3.Connection, str | None]:
    """Return a connection to a log of today's schema, and what the user should know about the opening.

    Raises
    ------
    StoreError
        If the log cannot be opened; it then is as it was.
    """
    with explaining(path, lang):
        _make_room(path, lang)
        with only_one(path, seconds=database.LOCK_SECONDS, lang=lang):
            return _replaced(path, lang) if _is_damaged(path) else _prepared(path, {}, lang)


def _make_room(path: Path, lang: Lang) -> None:
    """Make the folder, and refuse what could be opened but never be written."""
    _ = gettext_for(lang)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            _("{where}: this folder cannot be made ({detail}); name another place in FUWU_STORE").format(
                where=path.parent, detail=error.strerror
            )
        ) from error
    if path.is_dir():
        raise StoreError(
            _("{where}: this is a folder; name a file in FUWU_STORE, such as {file}").format(
                where=path, file=path / "fuwu.db"
            )
        )
    if path.exists() and not os.access(path, os.W_OK):
        code = errno.EROFS if os.access(path, os.R_OK) else errno.EACCES
        raise OSError(code, os.strerror(code))


def _is_damaged(path: Path) -> bool:
    size = path.stat().st_size if path.exists() else 0
    if size == 0:
        # SQLite would begin anew and throw a leftover -wal away, and with it all that it holds.
        wal = salvage.beside(path, "-wal")
        return wal.exists() and wal.stat().st_size > 0
    if size < _SMALLEST_PAGE:  # which SQLite would take for an empty database, and write over
        return True
    try:
        with closing(connect(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
    except sqlite3.Error as error:
        if is_damage(error):
            return True
        raise


def _replaced(path: Path, lang: Lang) -> tuple[sqlite3.Connection, str]:
    """Begin a new log in place of a damaged one, with the records that can still be read."""
    _revision_then, records = salvage.read_records(path, lang=lang)
    aside = salvage.set_aside(path)
    connection, _notice = _prepared(path, records, lang)
    _ = gettext_for(lang)
    return connection, _(
        "{where}: the file was damaged and has been set aside as {aside}; nothing was deleted. "
        "{kept} of its records could still be read and are in the new file. If you have a backup or an "
        "export, bring in the rest: fuwu import FILE"
    ).format(where=path, aside=aside, kept=sum(count(connection).values()))


def _prepared(path: Path, records: dict[str, list[Record]], lang: Lang) -> tuple[sqlite3.Connection, str | None]:
    connection = connect(path)
    try:
        return connection, _prepare(connection, path, records, lang)
    except BaseException:
        connection.close()
        raise


def _prepare(connection: sqlite3.Connection, path: Path, records: dict[str, list[Record]], lang: Lang) -> str | None:
    revision = _revision(connection, path, lang)
    # A kill at any moment leaves a database in WAL mode consistent.
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if revision == REVISIONS[-1]:
        return None
    if revision is not None:
        return _upgraded(path, revision, lang)
    with transaction(connection, writes=True):
        _create(connection, records)
    sync_folder(path.parent)
    return None


def _revision(connection: sqlite3.Connection, path: Path, lang: Lang) -> str | None:
    """Return the schema the database has, None if it is new."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    tables = [name for (name,) in connection.execute(query)]
    if not tables:
        return None
    _ = gettext_for(lang)
    if VERSION_TABLE not in tables:
        raise StoreError(
            _(
                "{where}: this is another program's database; nothing in it was changed. "
                "Name another file in FUWU_STORE"
            ).format(where=path)
        )
    row = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608 (ours)
    revision = row and row[0]
    if revision not in REVISIONS:
        raise StoreError(
            _(
                "{where}: a newer Fuwu wrote this file (its schema is {schema}, this program knows {known}); "
                "nothing in it was changed. Update Fuwu, or name another file in FUWU_STORE"
            ).format(where=path, schema=revision, known=REVISIONS[-1])
        )
    return str(revision)


def _create(connection: sqlite3.Connection, records: dict[str, list[Record]]) -> None:
    """Make today's tables at once, without Alembic; a test holds them to what the migrations make."""
    for statement in STATEMENTS:
        connection.execute(statement)
    ids: dict[str, set[str]] = {}
    for name, kind in KINDS.items():
        whole = {
            record["id"]: record
            for record in records.get(name, [])
            if not kind.parent or record[kind.parent[0]] in ids[kind.parent[1]]
        }
        kind.insert(connection, whole.values())
        ids[name] = set(whole)


def _upgraded(path: Path, revision: str, lang: Lang) -> str:
    from fuwu.store.upgrade import upgrade

    copy = salvage.unused(path, f"before-{REVISIONS[-1]}")
    copy_database(path, copy, lang=lang)
    upgrade(path)
    _ = gettext_for(lang)
    return _("{where}: the file was brought from schema {old} to {new}; a copy of it as it was is {copy}").format(
        where=path, old=revision, new=REVISIONS[-1], copy=copy
    )
