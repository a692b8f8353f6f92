"""Carry a log elsewhere: exports (one JSON object a line) and backups; `merging` imports them."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.store.database import copy_database, sync_folder
from fuwu.store.faults import StoreError, explaining
from fuwu.store.fields import dump
from fuwu.store.log import Store
from fuwu.store.merging import ImportReport, import_file, import_jsonl
from fuwu.store.queries import count
from fuwu.store.records import FORMAT, KINDS

__all__ = ["ImportReport", "backup", "export_jsonl", "import_file", "import_jsonl"]


def export_jsonl(store: Store, file: str | os.PathLike[str], *, force: bool = False) -> int:
    """Write every record to `file` and return how many; an interrupted export leaves no half file.

    Raises
    ------
    StoreError
        If `file` exists and not `force`, or cannot be written, or the log cannot be read.
    """
    target = Path(file)
    with _written_whole(target, force=force, lang=store.lang) as unfinished, store.reading() as connection:
        return _export(store, connection, unfinished)


def _export(store: Store, connection: sqlite3.Connection, target: Path) -> int:
    """Write what one transaction sees, so that no record lacks what it belongs to."""
    records = sum(count(connection).values())
    with target.open("x", encoding="utf-8", newline="\n") as out:
        out.write(dump({"fuwu": FORMAT, "kind": "header", "records": records}) + "\n")
        for name, kind in KINDS.items():
            for row in connection.execute(f"SELECT * FROM {kind.table} ORDER BY seq"):  # noqa: S608 (ours)
                out.write(dump({"kind": name, **store.record(kind, row)}) + "\n")
        out.flush()
        os.fsync(out.fileno())
    return records


def backup(store: Store, target: str | os.PathLike[str], *, force: bool = False) -> None:
    """Copy the database, in use or not, to `target`: one file, checked.

    Raises
    ------
    StoreError
        If `target` exists and not `force`, is the log itself or in use, or the copy fails or is not sound.
    """
    path, to = store.path, Path(target)
    in_use = to.with_name(to.name + "-wal").exists()
    if in_use or (to.exists() and path.exists() and to.samefile(path)):
        _ = gettext_for(store.lang)
        raise StoreError(_("{where}: this file is in use; name another file").format(where=to))
    with _written_whole(to, force=force, lang=store.lang) as unfinished:
        copy_database(path, unfinished, lang=store.lang, where=to)


@contextmanager
def _written_whole(target: Path, *, force: bool, lang: Lang) -> Iterator[Path]:
    """Give a new name in the folder of `target`, which takes its place when all went well."""
    if target.is_dir() or (target.exists() and not force):
        _ = gettext_for(lang)
        raise StoreError(
            _("{where}: this exists already; name another file, or overwrite it with --force").format(where=target)
        )
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with explaining(target, lang):
            yield unfinished
            unfinished.replace(target)
            sync_folder(target.parent)
    finally:
        for suffix in ("", "-journal"):
            unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
