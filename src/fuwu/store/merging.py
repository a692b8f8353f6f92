"""Bring an export or a backup into a log: all of it or nothing, and as often as one likes."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.store import salvage
from fuwu.store.faults import explaining
from fuwu.store.fields import WRONG, dump, load
from fuwu.store.log import Store
from fuwu.store.records import FORMAT, KINDS, Kind, Record, RecordFault
from fuwu.store.schema import REVISIONS

_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many records were added and how many were there already; with a fault nothing is added."""

    added: int = 0
    already: int = 0
    faults: tuple[str, ...] = ()


class _Fault(NamedTuple):
    line: int
    message: str  # with its file:line


class _Entry(NamedTuple):
    line: int
    where: str  # file:line
    kind: Kind[Any]
    record: Record

    def fault(self, message: str) -> _Fault:
        return _Fault(self.line, f"{self.where}: {message}")


class _Undo(Exception):  # noqa: N818 (not an error: ends the transaction)
    pass


def import_jsonl(store: Store, file: str | os.PathLike[str]) -> ImportReport:
    """Add the records of an export to the log: those that are there already stay as they are.

    Raises
    ------
    StoreError
        If `file` cannot be read or the log cannot be written; what is wrong inside `file` is in the report.
    """
    faults: list[_Fault] = []
    entries = list(_lines(Path(file), faults, store.lang))
    return _merge(store, entries, faults)


def import_file(store: Store, file: str | os.PathLike[str]) -> ImportReport:
    """Add the records of `file`, an export or a backup (a database, even a damaged one)."""
    path = Path(file)
    with explaining(path, store.lang), path.open("rb") as stream:
        is_database = stream.read(len(_SQLITE)) == _SQLITE
    if not is_database:
        return import_jsonl(store, path)
    _ = gettext_for(store.lang)
    revision, records = salvage.read_records(path, lang=store.lang)
    if revision not in REVISIONS:
        message = _("this is not a database of this Fuwu; update Fuwu, or choose another backup")
        return ImportReport(faults=(f"{path}: {message}",))
    entries = [
        _Entry(0, f"{path}: {name} {record['id']}", KINDS[name], record) for name in records for record in records[name]
    ]
    return _merge(store, entries, [])


# --- read and check ---------------------------------------------------------------------------------


def _lines(path: Path, faults: list[_Fault], lang: Lang) -> Iterator[_Entry]:
    """Give the records of an export; what is wrong with a line is added to `faults`."""
    promised: int | None = None
    number = found = 0
    with explaining(path, lang), path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                if number == 1:
                    promised = _header(line.removeprefix(b"\xef\xbb\xbf"), lang)
                elif line.strip():
                    found += 1
                    yield _entry(number, f"{path}:{number}", line, lang)
            except RecordFault as fault:
                faults.append(_Fault(number, f"{path}:{number}: {fault}"))
    _ = gettext_for(lang)
    if number == 0:
        faults.append(_Fault(1, f"{path}:1: " + _("the file is empty; export it again")))
    elif promised is not None and promised != found:
        message = _("the export has {promised} records, the file {found}; copy or export it again")
        faults.append(_Fault(1, f"{path}:1: " + message.format(promised=promised, found=found)))


def _object(line: bytes, lang: Lang) -> dict[str, Any]:
    _ = gettext_for(lang)
    try:
        value = load(line.decode())
    except WRONG as error:
        raise RecordFault(_("this line is not JSON; copy or export the file again")) from error
    if not isinstance(value, dict):
        raise RecordFault(_("this line is not a JSON object; copy or export the file again"))
    return value


def _header(line: bytes, lang: Lang) -> int | None:
    _ = gettext_for(lang)
    header = _object(line, lang)
    form = header.get("fuwu")
    if header.get("kind") != "header" or not isinstance(form, int):
        raise RecordFault(_("this is not an export of Fuwu; choose a file made by: fuwu export"))
    if form > FORMAT:
        raise RecordFault(_("a newer Fuwu made this export; update Fuwu and import it again"))
    records = header.get("records")
    return records if isinstance(records, int) else None


def _entry(number: int, where: str, line: bytes, lang: Lang) -> _Entry:
    record = _object(line, lang)
    name = record.pop("kind", None)
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        _ = gettext_for(lang)
        raise RecordFault(_("kind must be one of {kinds}; export it again").format(kinds=", ".join(KINDS)))
    return _Entry(number, where, kind, kind.check(record, lang))


# --- merge ------------------------------------------------------------------------------------------


def _merge(store: Store, entries: list[_Entry], faults: list[_Fault]) -> ImportReport:
    """Add what is new in one transaction, parents first; look through all of it for faults all the same."""
    by_kind = {kind.name: [entry for entry in entries if entry.kind is kind] for kind in KINDS.values()}
    added = 0
    try:
        with store.writing() as connection:
            for name, kind in KINDS.items():
                new = _new(store, connection, kind, by_kind[name], faults)
                faults += _orphans(store, connection, new, by_kind)
                if new and not faults:
                    kind.insert(connection, (entry.record for entry in new))
                added += len(new)
            if faults:
                raise _Undo  # noqa: TRY301 (leaving the block so is what undoes it)
    except _Undo:
        return ImportReport(faults=tuple(fault.message for fault in sorted(faults)))
    return ImportReport(added, len(entries) - added)


def _new(
    store: Store, connection: sqlite3.Connection, kind: Kind[Any], entries: list[_Entry], faults: list[_Fault]
) -> list[_Entry]:
    """Return the entries whose id is not in the log yet, each id once; another content is a fault."""
    known = _known(store, connection, kind, [entry.record["id"] for entry in entries])
    new = []
    for entry in entries:
        text, name = _text(entry.record), entry.record["id"]
        if name not in known:
            known[name] = text
            new.append(entry)
        elif known[name] != text:
            _ = gettext_for(store.lang)
            message = _(
                "{kind} '{id}' is here already with another content; nothing may replace it: "
                "take the line out, or import into another file (FUWU_STORE)"
            )
            faults.append(entry.fault(message.format(kind=kind.name, id=name)))
    return new


def _known(store: Store, connection: sqlite3.Connection, kind: Kind[Any], ids: list[str]) -> dict[str, str]:
    """Return the text of each record of the log that has one of the ids."""
    query = f"SELECT * FROM {kind.table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 (ours)
    return {row["id"]: _text(store.record(kind, row)) for row in connection.execute(query, [dump(ids)])}


def _orphans(
    store: Store, connection: sqlite3.Connection, new: list[_Entry], by_kind: dict[str, list[_Entry]]
) -> Iterator[_Fault]:
    """Give a fault for each new entry whose attempt or response is neither in the file nor in the log."""
    if not new or new[0].kind.parent is None:
        return
    field, parent = new[0].kind.parent
    here = {entry.record["id"] for entry in by_kind[parent]}
    missing = [entry for entry in new if entry.record[field] not in here]
    here |= _known(store, connection, KINDS[parent], [entry.record[field] for entry in missing]).keys()
    for entry in missing:
        if entry.record[field] not in here:
            _ = gettext_for(store.lang)
            message = _("its {parent} '{id}' is neither in this file nor in the log; import the export that has it")
            yield entry.fault(message.format(parent=parent, id=entry.record[field]))


def _text(record: Record) -> str:
    """Return one text for equal records: unlike Python, JSON tells true from 1."""
    return json.dumps(record, sort_keys=True)
