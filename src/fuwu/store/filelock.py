"""One program at a time: while a store is opened it may be created, upgraded or set aside."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.store.faults import StoreError, explaining

if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    _TAKEN: tuple[type[OSError], ...] = (PermissionError,)
else:
    import fcntl

    def _try(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    _TAKEN = (BlockingIOError,)


@contextmanager
def only_one(path: Path, *, seconds: float, lang: Lang) -> Iterator[None]:
    """Hold the lock beside `path`, waiting for it up to `seconds`. The system frees it if we are killed.

    Raises
    ------
    StoreError
        If the lock file cannot be made, or another program still holds it.
    """
    lock = path.with_name(path.name + ".lock")
    with explaining(lock, lang):
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _wait(handle, lock, time.monotonic() + seconds, lang)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, lock: Path, until: float, lang: Lang) -> None:
    while True:
        try:
            return _try(handle)
        except _TAKEN:
            if time.monotonic() > until:
                _ = gettext_for(lang)
                raise StoreError(
                    _("{where}: another program has kept this file for too long; close it and try again").format(
                        where=lock
                    )
                ) from None
            time.sleep(0.01)
        except OSError:  # a file system without locks: better to work than to refuse
            return None
