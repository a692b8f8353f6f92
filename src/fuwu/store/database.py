"""Where the log lies, and connections to it."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.store.faults import StoreError, explaining

#: How long to wait for another program's lock.
LOCK_SECONDS: Final = 5.0


def default_url() -> str:
    """Return FUWU_STORE (a path or a sqlite:/// URL), else the file in the user's data folder."""
    named = os.environ.get("FUWU_STORE", "").strip()
    if named:
        return named
    from platformdirs import user_data_path

    return str(user_data_path("fuwu", appauthor=False) / "fuwu.db")


def locate(url: str, *, lang: Lang) -> Path:
    """Return the file that a path or URL names. Only SQLite files can be used for now.

    Raises
    ------
    StoreError
        If it is a URL of another database, or names no file.
    """
    _ = gettext_for(lang)
    scheme, is_url, rest = url.partition("://")
    if is_url and scheme != "sqlite":
        raise StoreError(
            _(
                "FUWU_STORE: '{scheme}' cannot be used, only SQLite files for now; name a file, or a URL "
                "such as sqlite:///C:/fuwu/fuwu.db"
            ).format(scheme=scheme)
        )
    if is_url:  # sqlite:///NAME?OPTIONS
        url = rest.partition("?")[0].removeprefix("/") if rest.startswith("/") else ""
    if url in {"", ":memory:"} or "\0" in url:
        raise StoreError(_("FUWU_STORE: this names no file; name one, such as fuwu.db"))
    try:
        return Path(url).expanduser().absolute()
    except RuntimeError:  # ~ without a home
        return Path(url).absolute()


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection whose transactions begin where the caller begins them, and last once committed.

    It may go from thread to thread; only one at a time may use it.
    """
    connection = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        if sys.platform == "darwin":  # where fsync alone leaves the data in the disk's cache
            connection.execute("PRAGMA fullfsync = ON")
            connection.execute("PRAGMA checkpoint_fullfsync = ON")
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, *, writes: bool) -> Iterator[None]:
    """Keep together what is done inside: committed when the block ends, undone if it raises."""
    try:  # first of all: an interrupt comes up as soon as a lock was waited for
        # A writer takes its lock at once and so waits its turn; one that reads first would be refused.
        connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        yield
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


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
