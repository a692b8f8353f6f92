"""What can go wrong with the place where answers are kept, told as where, what, remedy."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from fuwu.i18n import gettext_for
from fuwu.model import Lang

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class StoreError(Exception):
    """The store cannot do what was asked; the message says where, what and the remedy."""


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for "translate later")
    """Mark `message` for translation."""
    return message


_FULL = N_("{where}: the disk is full, so nothing was saved; make room on the disk and try again")
_READONLY = N_(
    "{where}: the file or its folder can only be read; allow writing there, or name another place in FUWU_STORE"
)
_LOCKED = N_("{where}: another program keeps the file locked; close that program (or notebook) and try again")
_DENIED = N_(
    "{where}: the file cannot be opened; check that you may read and write it and its folder, "
    "or name another place in FUWU_STORE"
)
_DAMAGED = N_(
    "{where}: the file is damaged; nothing in it was changed. Restart the kernel: "
    "the file is then set aside and whatever can still be read is kept"
)
_DISK = N_(
    "{where}: the disk cannot be read or written ({detail}); check that it is connected and sound, then try again"
)
_DANGLING = N_("{where}: this record belongs to an attempt or an answer that is not in the file; begin the quiz again")
_OTHER = N_("{where}: the database refused ({detail}); check FUWU_STORE, and report this message if it comes again")

_BY_SQLITE_CODE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READONLY,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_CANTOPEN: _DENIED,
    sqlite3.SQLITE_PERM: _DENIED,
    sqlite3.SQLITE_AUTH: _DENIED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CONSTRAINT: _DANGLING,
}

_MISSING = N_("{where}: there is no such file or folder; check the name")

_BY_ERRNO = {
    errno.ENOENT: _MISSING,
    errno.ENOTDIR: _MISSING,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READONLY,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
}


def _sqlite_code(error: Exception) -> int:
    """Return SQLite's primary result code, 0 when the error is not SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_damage(error: Exception) -> bool:
    """Say whether the file itself is broken: never true of a lock, a permission or a full disk."""
    return _sqlite_code(error) in _DAMAGE


def explain(error: Exception, where: object, lang: Lang) -> StoreError:
    """Turn an error of the database or the file system into one that names the remedy."""
    if isinstance(error, OSError):
        message = _BY_ERRNO.get(error.errno or 0, _DISK)
    else:
        message = _BY_SQLITE_CODE.get(_sqlite_code(error), _OTHER)
    detail = getattr(error, "strerror", None) or error
    return StoreError(gettext_for(lang)(message).format(where=where, detail=detail))


@contextmanager
def explaining(
    where: object, lang: Lang, errors: tuple[type[Exception], ...] = (sqlite3.Error, OSError)
) -> Iterator[None]:
    """Raise `StoreError` in place of what the database or the file system raises inside."""
    try:
        yield
    except errors as error:
        raise explain(error, where, lang) from error
