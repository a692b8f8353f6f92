"""Where the log lies, and connections to it."""

from __future__ import annotations

import os
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.store.faults import StoreError, explaining

#: How long to wait for another program's lock.
LOCK_SECONDS: Final = 5.0

#: Execution option of a connection that is going to write.
WRITES: Final = "fuwu_writes"


@dataclass(frozen=True, slots=True)
class Location:
    """A database: `path` is its file, None on a server; `where` names it in messages, without password."""

    url: URL
    path: Path | None
    where: str


def default_url() -> str:
    """Return FUWU_STORE (a path or an SQLAlchemy URL), else the file in the user's data folder."""
    named = os.environ.get("FUWU_STORE", "").strip()
    if named:
        return named
    from platformdirs import user_data_path

    return str(user_data_path("fuwu", appauthor=False) / "fuwu.db")


def locate(url: str, *, lang: Lang) -> Location:
    """Read a path or URL.

    Raises
    ------
    StoreError
        If it is no URL, or names a database without a file.
    """
    if "://" not in url:
        return _file(url, lang)
    try:
        parsed = make_url(url)
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        scheme = url.partition("://")[0]
        _ = gettext_for(lang)
        raise StoreError(
            _(
                "FUWU_STORE: no database '{scheme}' is known here; name a file, or a URL such as "
                "sqlite:///C:/fuwu/fuwu.db"
            ).format(scheme=scheme)
        ) from error
    if parsed.get_backend_name() == "sqlite":
        return _file(parsed.database or "", lang)
    return Location(parsed, None, parsed.render_as_string(hide_password=True))


def _file(name: str, lang: Lang) -> Location:
    if name in {"", ":memory:"} or "\0" in name:
        _ = gettext_for(lang)
        raise StoreError(_("FUWU_STORE: this names no file; name one, such as fuwu.db"))
    try:
        path = Path(name).expanduser().absolute()
    except RuntimeError:  # ~ without a home
        path = Path(name).absolute()
    return Location(URL.create("sqlite", database=str(path)), path, str(path))


def make_engine(location: Location, *, lang: Lang) -> Engine:
    """Return an engine whose transactions begin where the caller begins them, and last once committed."""
    if location.path is None:
        try:
            return create_engine(location.url)
        except ImportError as error:
            _ = gettext_for(lang)
            raise StoreError(
                _("{where}: the driver '{driver}' is not installed; install it").format(
                    where=location.where, driver=error.name
                )
            ) from error
    engine = create_engine(location.url, connect_args={"timeout": LOCK_SECONDS})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin only at the first INSERT; see _begin
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    if sys.platform == "darwin":  # where fsync alone leaves the data in the disk's cache
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once and so waits its turn; one that reads first would be refused.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def write_ahead(engine: Engine) -> None:
    """Keep the file in WAL mode, which a kill at any moment leaves consistent."""
    raw: Any = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            cursor.execute("PRAGMA journal_mode = WAL").fetchone()
        cursor.close()
    finally:
        raw.close()


def copy_database(source: Path, target: Path, *, lang: Lang, where: Path | None = None) -> None:
    """Copy a database in use to `target`, a new file, as one file that is complete and checked.

    Messages call it `where`, if it is going to be that.

    Raises
    ------
    StoreError
        If either cannot be read or written, or the copy is not sound.
    """
    with explaining(where or target, lang):
        target.touch(exist_ok=False)
        copy = sqlite3.connect(target, timeout=LOCK_SECONDS, isolation_level=None)
        origin = sqlite3.connect(source, timeout=LOCK_SECONDS, isolation_level=None)
        try:
            origin.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file to carry, without -wal and -shm
            verdict = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        finally:
            origin.close()
            copy.close()
    if verdict != "ok":
        _ = gettext_for(lang)
        raise StoreError(
            _("{where}: the copy is not sound ({detail}); copy again to another disk").format(
                where=where or target, detail=verdict
            )
        )
    sync(target, lang=lang)


def sync(path: Path, *, lang: Lang) -> None:
    """Wait until the file, and its name in its folder, are on the disk."""
    with explaining(path, lang):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in the folder are on the disk, where the system knows of such a thing."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
