"""Open a log: make it, upgrade it, or set it aside if it is damaged, whoever else is opening it too."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.store import database, salvage
from fuwu.store.database import WRITES, Location, copy_database, make_engine, sync_folder, write_ahead
from fuwu.store.faults import DATABASE_ERRORS, StoreError, explain, explaining, is_damage
from fuwu.store.filelock import only_one
from fuwu.store.queries import count
from fuwu.store.records import KINDS, Record
from fuwu.store.schema import REVISIONS, metadata, version

_SMALLEST_PAGE = 512


def open_engine(location: Location, *, lang: Lang) -> tuple[Engine, str | None]:
    """Return an engine for a log of today's schema, and what the user should know about the opening.

    Raises
    ------
    StoreError
        If the log cannot be opened; it then is as it was.
    """
    if location.path is None:
        return _prepared(location, {}, lang)
    with explaining(location.where, lang):
        _make_room(location.path, lang)
    with (
        explaining(location.where, lang),
        only_one(location.path, seconds=database.LOCK_SECONDS, lang=lang),
    ):
        if not _is_damaged(location, location.path, lang):
            return _prepared(location, {}, lang)
        return _replaced(location, location.path, lang)


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


def _is_damaged(location: Location, path: Path, lang: Lang) -> bool:
    size = path.stat().st_size if path.exists() else 0
    if size == 0:
        # SQLite would begin anew and throw a leftover -wal away, and with it all that it holds.
        wal = salvage.beside(path, "-wal")
        return wal.exists() and wal.stat().st_size > 0
    if size < _SMALLEST_PAGE:  # which SQLite would take for an empty database, and write over
        return True
    engine = make_engine(location, lang=lang)
    try:
        with engine.connect() as connection:
            return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok")
    except DATABASE_ERRORS as error:
        if is_damage(error):
            return True
        raise explain(error, location.where, lang) from error
    finally:
        engine.dispose()


def _replaced(location: Location, path: Path, lang: Lang) -> tuple[Engine, str]:
    """Begin a new log in place of a damaged one, with the records that can still be read."""
    _revision_then, records = salvage.read_records(path, lang=lang)
    aside = salvage.set_aside(path)
    engine, _notice = _prepared(location, records, lang)
    with engine.connect() as connection:
        kept = sum(count(connection).values())
    _ = gettext_for(lang)
    return engine, _(
        "{where}: the file was damaged and has been set aside as {aside}; nothing was deleted. "
        "{kept} of its records could still be read and are in the new file. If you have a backup or an "
        "export, bring in the rest: fuwu import FILE"
    ).format(where=path, aside=aside, kept=kept)


def _prepared(location: Location, records: dict[str, list[Record]], lang: Lang) -> tuple[Engine, str | None]:
    engine = make_engine(location, lang=lang)
    try:
        with explaining(location.where, lang):
            return engine, _prepare(engine, location, records, lang)
    except BaseException:
        engine.dispose()
        raise


def _prepare(engine: Engine, location: Location, records: dict[str, list[Record]], lang: Lang) -> str | None:
    with engine.connect() as connection:
        revision = _revision(connection, location, lang)
    if location.path is not None:
        write_ahead(engine)
    if revision == REVISIONS[-1]:
        return None
    if revision is not None:
        return _upgraded(engine, location, revision, lang)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        _create(connection, records)
    if location.path is not None:
        sync_folder(location.path.parent)
    return None


def _revision(connection: Connection, location: Location, lang: Lang) -> str | None:
    """Return the schema the database has, None if it is new."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    _ = gettext_for(lang)
    if version.name not in tables:
        raise StoreError(
            _(
                "{where}: this is another program's database; nothing in it was changed. "
                "Name another file in FUWU_STORE"
            ).format(where=location.where)
        )
    revision = connection.execute(select(version.c.version_num)).scalar()
    if revision not in REVISIONS:
        raise StoreError(
            _(
                "{where}: a newer Fuwu wrote this file (its schema is {schema}, this program knows {known}); "
                "nothing in it was changed. Update Fuwu, or name another file in FUWU_STORE"
            ).format(where=location.where, schema=revision, known=REVISIONS[-1])
        )
    return str(revision)


def _create(connection: Connection, records: dict[str, list[Record]]) -> None:
    """Make today's tables at once, without Alembic; a test holds them to what the migrations make."""
    metadata.create_all(connection)
    version.create(connection)
    connection.execute(insert(version), {"version_num": REVISIONS[-1]})
    ids: dict[str, set[str]] = {}
    for name, kind in KINDS.items():
        whole = [
            r for r in records.get(name, []) if not kind.parent or r[kind.parent[0]] in ids[kind.parent[1]]
        ]
        rows = {r["id"]: kind.to_row(r) for r in whole}
        if rows:
            connection.execute(insert(kind.table), list(rows.values()))
        ids[name] = set(rows)


def _upgraded(engine: Engine, location: Location, revision: str, lang: Lang) -> str | None:
    from fuwu.store.upgrade import upgrade

    notice = None
    if location.path is not None:
        copy = salvage.unused(location.path, f"before-{REVISIONS[-1]}")
        copy_database(location.path, copy, lang=lang)
        _ = gettext_for(lang)
        notice = _(
            "{where}: the file was brought from schema {old} to {new}; a copy of it as it was is {copy}"
        ).format(where=location.where, old=revision, new=REVISIONS[-1], copy=copy)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        upgrade(connection)
    return notice
