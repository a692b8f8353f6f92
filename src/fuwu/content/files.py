"""Read text files that anybody may have written."""

from __future__ import annotations

import re
from pathlib import Path

from fuwu.content.faults import Source

#: No content file comes near; a larger one is something else and would only take time.
MAX_BYTES = 1_000_000

# Control characters, line ends other than LF and CRLF, marks that are invisible or turn the writing
# direction: an author cannot see them, and an accepted answer that holds one is never matched.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]|\r(?!\n)",
)


def read_text(source: Source, path: Path, *, tabs: bool = True) -> str | None:
    """Return the text of the file, or None after reporting why it has none."""
    data = _read_bytes(source, path)
    if data is None:
        return None
    _ = source.tr
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        source.fault(line, _("this line is not UTF-8 text: save the file with the encoding UTF-8"))
        return None
    found = len(source.faults)
    for match in UNSEEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        source.fault(line, unseen(match[0], source))
    if not tabs and "\t" in text:
        for number, line_text in enumerate(text.split("\n"), 1):
            if "\t" in line_text:
                source.fault(number, _("this line has a tab: use spaces"))
    return text if len(source.faults) == found else None


def unseen(character: str, source: Source) -> str:
    """Return the message about a character that nobody can see."""
    _ = source.tr
    return _("invisible character U+{code}: delete it").format(code=f"{ord(character[0]):04X}")


def _read_bytes(source: Source, path: Path) -> bytes | None:
    _ = source.tr
    try:
        if path.is_dir():
            source.fault(1, _("this is a folder with the name of a file: rename or remove it"))
        elif path.exists() and not path.is_file():
            source.fault(1, _("this is not an ordinary file: remove it"))
        elif path.exists() and path.stat().st_size > MAX_BYTES:
            source.fault(1, _("the file is larger than 1 MB: split it or remove it"))
        else:
            return path.read_bytes()
    except PermissionError:
        source.fault(1, _("you may not read this file: change its permissions"))
    except FileNotFoundError:
        source.fault(1, _("there is no such file: restore it or write it"))
    except OSError as error:
        message = _("the file cannot be read (system error {number}): check the disk and the file's name")
        source.fault(1, message.format(number=error.errno))
    return None
