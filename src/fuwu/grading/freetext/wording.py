"""Find wordings in a reading: as written, with a few words between, or by the sound of a mistyped character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from fuwu.grading.freetext.reading import Reading, read, sounds_of

#: How many characters "…" in a wording may stand for, within a clause.
GAP = 8
#: How many words "…" may stand for in an English wording.
WORDS_GAP = 4
_SOUND = "\ue000-\ue7ff"


@dataclass(frozen=True, slots=True)
class Match:
    """A wording found: where in the reading, whether it must be denied to count, whether only its sound agrees."""

    start: int
    end: int
    denied: bool = False
    by_sound: bool = False


@dataclass(frozen=True)
class Wordings:
    """A choice of wordings for one thing; those that begin with "!" must be denied to count."""

    choices: tuple[str, ...]

    def find(self, reading: Reading) -> list[Match]:
        """Return where the wordings stand in `reading`; where none does, what sounds like one."""
        found = [
            Match(*hit.span(), denied=denied)
            for denied, pattern in self._patterns
            for hit in pattern.finditer(reading.text)
        ]
        return found or list(self._by_sound(reading))

    def _by_sound(self, reading: Reading) -> Iterator[Match]:
        for denied, pattern, length in self._sounds:
            for hit in pattern.finditer(reading.sound):
                written = reading.text[hit.start() : hit.end()]
                if len(written) == length and any(
                    sum(map(str.__eq__, written, choice)) * 2 >= length for choice in self._mistyped[length]
                ):
                    yield Match(*hit.span(), denied=denied, by_sound=True)

    @cached_property
    def _read(self) -> list[tuple[bool, str]]:
        """The wordings as readings, and whether each must be denied; the longest first, so that it wins."""
        made = {(choice.startswith("!"), _form(choice.removeprefix("!"))) for choice in self.choices}
        return sorted(made, key=lambda pair: (-len(pair[1]), pair))

    @cached_property
    def _patterns(self) -> list[tuple[bool, re.Pattern[str]]]:
        return [
            (denied, re.compile("|".join(_pattern(form) for sign, form in self._read if sign is denied)))
            for denied in (False, True)
            if any(sign is denied for sign, _form_ in self._read)
        ]

    @cached_property
    def _mistyped(self) -> dict[int, list[str]]:
        """The wordings in which a slip of the keyboard is looked for, by length."""
        by_length: dict[int, list[str]] = {}
        for _denied, form in self._read:
            if len(form) > 1 and all("\u4e00" <= char <= "\u9fff" for char in form):
                by_length.setdefault(len(form), []).append(form)
        return by_length

    @cached_property
    def _sounds(self) -> list[tuple[bool, re.Pattern[str], int]]:
        made = []
        for denied in (False, True):
            for length, forms in self._mistyped.items():
                listed = [sounds_of(form) for form in forms if (denied, form) in self._read]
                if listed:
                    made.append((denied, re.compile("|".join(map(re.escape, listed))), length))
        return made


def _form(wording: str) -> str:
    """Return a wording as it is searched for: each side of a gap in its one form."""
    return "…".join(read(part).text.strip("、 ") for part in wording.split("…"))


def _pattern(form: str) -> str:
    return _gap(form).join(_bounded(part) for part in form.split("…") if part)


def _gap(form: str) -> str:
    return rf"(?:[^,;:.。!?\n ]* ?){{0,{WORDS_GAP + 1}}}?" if form.isascii() else rf"[^,;:。!?\n]{{0,{GAP}}}?"


def _bounded(part: str) -> str:
    """Return the pattern of a part: figures are whole figures, English words begin and end where words do."""
    pattern = re.escape(part)
    if part[0].isdigit():
        pattern = r"(?<![\d.\-])" + pattern
    elif part[0].isascii() and part[0].isalnum():
        pattern = r"\b" + pattern
    if part[-1].isdigit():
        pattern += r"(?![\d.%])"
    elif part[-1].isascii() and part[-1].isalnum():
        pattern += r"(?:s|es|d|ed|ing|ly|'s)?\b"
    return pattern


def grams(text: str, size: int) -> set[str]:
    """Return the runs of `size` characters of `text`, marks left out."""
    plain = [char for char in text if char.isalnum()]
    return {"".join(plain[i : i + size]) for i in range(len(plain) - size + 1)}


def share(part: Set[str], whole: Set[str]) -> float:
    """Return how much of `part` is in `whole`, 0 to 1; 0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0


def choices(lines: Sequence[Sequence[str]]) -> tuple[Wordings, ...]:
    """Return the wordings of each line."""
    return tuple(Wordings(tuple(line)) for line in lines)
