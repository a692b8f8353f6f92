"""Find wordings in a reading: as written, with a few words between, or by the sound of a mistyped character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from fuwu.grading.freetext.reading import Reading, read, sounds_of

#: How many characters "…" in a wording may stand for, within a clause.
GAP = 8
#: How many words "…" may stand for in an English wording.
WORDS_GAP = 4
#: Who writes these meant them.
_EVERYDAY = frozenset("可不上有以的是在了我他她你就要会也都先和与这那一到")
#: What an English word may end in besides what is written.
_ENDING = re.compile(r"(?:s|es|d|ed|ing|ly|'s)?(?![a-z])")


@dataclass(frozen=True, slots=True)
class Match:
    """A wording found: where in the reading, whether it must be denied to count, whether only its sound agrees.

    `gap` is what stands for the "…" in it.
    """

    start: int
    end: int
    denied: bool = False
    by_sound: bool = False
    gap: str = ""


@dataclass(frozen=True)
class _Form:
    """A wording as it is searched for: each side of a gap in its one form."""

    denied: bool
    parts: tuple[str, ...]

    @classmethod
    def of(cls, wording: str) -> _Form:
        parts = wording.removeprefix("!").split("…")
        return cls(wording.startswith("!"), tuple(filter(None, (read(part).text.strip("、 ") for part in parts))))

    def find(self, text: str) -> Iterator[Match]:
        """Yield where the wording stands in `text`, which holds its first part."""
        if len(self.parts) == 1:
            for start in _places(self.parts[0], text):
                end = start + len(self.parts[0])
                if _begins(text, start) and (stop := _ends(text, end)):
                    yield Match(start, stop, self.denied)
        elif all(part in text for part in self.parts):
            for hit in self._pattern.finditer(text):
                yield Match(*hit.span(), self.denied, gap="".join(hit.groups()))

    def find_by_sound(self, reading: Reading) -> Iterator[Match]:
        """Yield where something sounds like the wording: half of it written alike, the rest no everyday words."""
        for start in _places(self.sound, reading.sound):
            end = start + len(self.sound)
            slips = [char for char, meant in zip(reading.text[start:end], self.parts[0], strict=True) if char != meant]
            if len(slips) * 2 <= len(self.sound) and not _EVERYDAY.intersection(slips):
                yield Match(start, end, self.denied, by_sound=True)

    @cached_property
    def sound(self) -> str:
        """The wording's sound, where a slip of the keyboard is looked for."""
        plain = self.parts[0]
        chinese = len(plain) > 1 and all("\u4e00" <= char <= "\u9fff" for char in plain)
        return sounds_of(plain) if len(self.parts) == 1 and chinese else ""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        if all(part.isascii() for part in self.parts):
            gap = rf"(?:s|es|d|ed|ing|ly)?((?: [^,;:.!? \n]+){{0,{WORDS_GAP}}}?) "
            return re.compile(r"(?<![a-z0-9])" + gap.join(map(re.escape, self.parts)) + _ENDING.pattern)
        return re.compile(rf"([^,;:。!?\n]{{0,{GAP}}}?)".join(map(_bounded, self.parts)))


@dataclass(frozen=True)
class Wordings:
    """A choice of wordings for one thing; those that begin with "!" must be denied to count."""

    choices: tuple[str, ...]

    def find(self, reading: Reading) -> list[Match]:
        """Return where the wordings stand in `reading`; where none does, what sounds like one."""
        found: list[Match] = []
        for first in self._by_first.keys() & reading.characters:
            for head, forms in self._by_first[first]:
                if head in reading.text:
                    for form in forms:
                        found += form.find(reading.text)
        if not found:
            for first in self._by_sound.keys() & reading.sounds:
                for form in self._by_sound[first]:
                    found += form.find_by_sound(reading)
        return found

    @cached_property
    def _forms(self) -> list[_Form]:
        """The wordings, the longest first, so that the span shown is the fullest."""
        forms = {form for form in map(_Form.of, self.choices) if form.parts}
        return sorted(forms, key=lambda form: (-sum(map(len, form.parts)), form.parts, form.denied))

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[str, list[_Form]]]]:
        """The first parts of the wordings, by their first character, and the wordings that begin with each."""
        heads: dict[str, list[_Form]] = {}
        for form in self._forms:
            heads.setdefault(form.parts[0], []).append(form)
        made: dict[str, list[tuple[str, list[_Form]]]] = {}
        for head, forms in heads.items():
            made.setdefault(head[0], []).append((head, forms))
        return made

    @cached_property
    def _by_sound(self) -> dict[str, list[_Form]]:
        made: dict[str, list[_Form]] = {}
        for form in self._forms:
            if form.sound:
                made.setdefault(form.sound[0], []).append(form)
        return made


def _places(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _begins(text: str, start: int) -> bool:
    """Tell whether a figure or an English word begins there, and does not go on."""
    first, before = text[start], text[start - 1 : start]
    if first.isdigit():
        return not before or not (before.isdigit() or before in ".-")
    return not (_latin(first) and before and _latin(before))


def _ends(text: str, end: int) -> int:
    """Return where a figure or an English word that ends there ends with its ending; 0 if it goes on."""
    last, after = text[end - 1], text[end : end + 1]
    if last.isdigit():
        more = after.isdigit() or after == "%" or (after == "." and text[end + 1 : end + 2].isdigit())
        return 0 if more else end
    if _latin(last):
        ending = _ENDING.match(text, end)
        return ending.end() if ending else 0
    return end


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _bounded(part: str) -> str:
    """Return the pattern of a part between gaps: figures are whole figures."""
    pattern = re.escape(part)
    if part[0].isdigit():
        pattern = r"(?<![\d.\-])" + pattern
    return pattern + r"(?![\d.%])" if part[-1].isdigit() else pattern


def grams(text: str, size: int) -> set[str]:
    """Return the runs of `size` characters of `text`, marks left out."""
    plain = [char for char in text if char.isalnum()]
    return {"".join(plain[i : i + size]) for i in range(len(plain) - size + 1)}


def share(part: AbstractSet[str], whole: AbstractSet[str]) -> float:
    """Return how much of `part` is in `whole`, 0 to 1; 0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0


def choices(lines: Sequence[Sequence[str]]) -> tuple[Wordings, ...]:
    """Return the wordings of each line."""
    return tuple(Wordings(tuple(line)) for line in lines)
