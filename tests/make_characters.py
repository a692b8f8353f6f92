"""Write src/fuwu/grading/freetext/characters.py from OpenCC (traditional forms) and pypinyin (sounds).

Run it after an upgrade of either: ``.venv/bin/python tests/make_characters.py``. `test_freetext_reading` compares.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from opencc import OpenCC
from pypinyin import lazy_pinyin

TARGET = Path(__file__).parents[1] / "src" / "fuwu" / "grading" / "freetext" / "characters.py"
WIDTH = 96


def hanzi(encoding: str, first: int, last: int) -> list[str]:
    """Return the Chinese characters of a two-byte encoding, rows `first` to `last`."""
    found = []
    for row in range(first, last + 1):
        for cell in range(0x40, 0xFF):
            try:
                char = bytes((row, cell)).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(char) == 1 and "\u4e00" <= char <= "\u9fff":
                found.append(char)
    return found


def simplified() -> tuple[str, str]:
    """Return the traditional characters of Big5 that have a simplified form of GB 2312, and those forms."""
    known = set(hanzi("gb2312", 0xB0, 0xF7))
    convert = OpenCC("t2s").convert
    pairs = [(char, convert(char)) for char in sorted(set(hanzi("big5", 0xA4, 0xF9)))]
    pairs = [(char, plain) for char, plain in pairs if plain != char and plain in known]
    return "".join(char for char, _ in pairs), "".join(plain for _, plain in pairs)


def sounds() -> dict[str, str]:
    """Return the characters of GB 2312 by their most frequent reading, without tones."""
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for char in hanzi("gb2312", 0xB0, 0xF7):
        by_sound[lazy_pinyin(char)[0]].append(char)
    return {sound: "".join(chars) for sound, chars in sorted(by_sound.items())}


def wrapped(text: str) -> str:
    """Return a string literal over several lines."""
    lines = [text[i : i + WIDTH] for i in range(0, len(text), WIDTH)]
    return "(\n" + "".join(f'    "{line}"\n' for line in lines) + ")"


def source() -> str:
    """Return the module's text."""
    traditional, plain = simplified()
    return "\n".join(
        [
            '"""Which characters are written differently and sound alike. Made by tests/make_characters.py."""',
            "",
            "#: Traditional characters (OpenCC, Apache-2.0), and in the same order their simplified forms.",
            f"TRADITIONAL = {wrapped(traditional)}",
            f"SIMPLIFIED = {wrapped(plain)}",
            "",
            "#: The characters of GB 2312 by sound (pypinyin, MIT): a line is a syllable.",
            'SOUNDS = """\\',
            *sounds().values(),
            '"""',
            "",
        ]
    )


if __name__ == "__main__":
    TARGET.write_text(source(), encoding="utf-8")
