"""Take everything along: the whole log as one file for the browser to save, and such a file brought in."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from fuwu.store import ImportReport, Store, export_jsonl, import_file

NAME = "take-along.jsonl"


def taken(store: Store, *, today: date) -> tuple[str, str]:
    """Return a file's name and text: the same that ``fuwu export`` writes.

    Raises
    ------
    StoreError
        If the log cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="fuwu-") as folder:
        file = Path(folder) / NAME
        export_jsonl(store, file)
        return f"fuwu-{today.isoformat()}.jsonl", file.read_text(encoding="utf-8")


def brought(store: Store, text: str, *, name: str) -> ImportReport:
    """Add the records of a file's text to the log, all or none; `name` is what its faults call it.

    Raises
    ------
    StoreError
        If the log cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="fuwu-") as folder:
        file = Path(folder) / NAME
        file.write_text(text, encoding="utf-8", newline="")
        report = import_file(store, file)
    return replace(report, faults=tuple(fault.replace(str(file), name) for fault in report.faults))
