"""Set a damaged file aside, whole, and read from a copy of it what can still be read."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from fuwu.model import Lang
from fuwu.store.fields import WRONG
from fuwu.store.records import KINDS, Kind, Record, RecordFault
from fuwu.store.schema import VERSION_TABLE

#: A database and what SQLite keeps beside it.
SUFFIXES = ("", "-wal", "-shm")


def beside(path: Path, suffix: str) -> Path:
    """Return the path with `suffix` after its whole name."""
    return path.with_name(path.name + suffix)


def unused(path: Path, label: str) -> Path:
    """Return a name beside `path` with `label` and the local time, that no file has yet."""
    stamp = f"{path.name}.{label}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    names = (path.with_name(stamp + (f"-{n}" if n else "")) for n in range(10_000))
    return next(name for name in names if not any(beside(name, s).exists() for s in SUFFIXES))


def set_aside(path: Path) -> Path:
    """Rename a damaged database, with its -wal and -shm, to a name that says so; return that name."""
    aside = unused(path, "damaged")
    for suffix in SUFFIXES:  # the database first: a -wal without one is set aside too, the other way is lost
        if beside(path, suffix).exists():
            beside(path, suffix).rename(beside(aside, suffix))
    return aside


class Salvaged(NamedTuple):
    """What could be read of a database: its schema, if that, and its records by kind."""

    revision: str | None
    records: dict[str, list[Record]]


def read_records(path: Path, *, lang: Lang) -> Salvaged:
    """Return the records of each kind that can be read from a database, damaged or not.

    Works on a copy: SQLite may write to a file merely by opening and closing it. An unreadable file
    gives no records.
    """
    with tempfile.TemporaryDirectory(prefix="fuwu-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy.db"
        try:
            for suffix in SUFFIXES[:2]:
                if beside(path, suffix).exists():
                    shutil.copyfile(beside(path, suffix), beside(copy, suffix))
            with closing(sqlite3.connect(copy)) as connection:
                connection.row_factory = sqlite3.Row
                connection.text_factory = bytes
                connection.execute("PRAGMA writable_schema = ON")  # read on where the file is cut off
                records = {kind.name: list(_records(connection, kind, lang)) for kind in KINDS.values()}
                return Salvaged(_revision(connection), records)
        except (OSError, sqlite3.Error):
            return Salvaged(None, {})


def _revision(connection: sqlite3.Connection) -> str | None:
    try:
        row = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608 (ours)
        return str(row[0].decode())
    except (sqlite3.Error, TypeError, *WRONG):
        return None


def _records(connection: sqlite3.Connection, kind: Kind[Any], lang: Lang) -> Iterator[Record]:
    seen: dict[int, sqlite3.Row] = {}
    for order in ("ASC", "DESC"):  # from each end up to the damage
        query = f"SELECT * FROM {kind.table} NOT INDEXED ORDER BY seq {order}"  # noqa: S608 (ours)
        _collect(connection, query, seen)
    for _seq, row in sorted(seen.items()):
        try:
            yield kind.check(kind.from_row({name: _decoded(row[name]) for name in kind.fields}), lang)
        except (RecordFault, IndexError, *WRONG):
            continue


def _collect(connection: sqlite3.Connection, query: str, seen: dict[int, sqlite3.Row]) -> None:
    try:
        for row in connection.execute(query):
            if row["seq"] in seen:
                return
            seen[row["seq"]] = row
    except sqlite3.Error:
        return


def _decoded(value: object) -> object:
    return value.decode() if isinstance(value, bytes) else value
