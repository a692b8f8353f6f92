"""Items that answer each other, and so must not stand in one form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fuwu.content.faults import Steps
from fuwu.content.lint.entry import Entry, Side
from fuwu.content.lint.rule import HDR, MBE, N_, NBME, Hits, rule
from fuwu.content.lint.words import HAN, content, plain, runs
from fuwu.model import LANGS

#: How long an answer is that tells something where it is read: Chinese characters, English words.
_ANSWER = {"zh": 3, "en": 2}
#: … and where it is read between the words that stand beside the blank: so much of them.
_ANSWER_BESIDE = {"zh": 2, "en": 1}
_BESIDE = {"zh": 2, "en": 2}
#: Runs this long are what two stems have in common when they speak of the same thing.
_RUN = {"zh": 4, "en": 3}
#: How much of what is peculiar to the question the other stem must repeat.
_SHARE = 0.12
_LEAST = 2
#: Runs in more than this share of a lesson's stems are its subject, not a question.
_COMMON = 0.12
#: An answer that stands in more stems than this is a word of the lesson, and gives nothing away.
_FREQUENT = 4

_SQUEEZE = re.compile(r"[^\w%]+")


@rule(
    "answers-another",
    title=N_("another item's stem gives the answer away"),
    mend=N_("name that item under enemies (they then never stand in one form), or reword one of them"),
    reference=f"{HDR} 4; {MBE} I.D.5; {NBME}",
    scope="lesson",
)
def answers_another(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Steps, str]]:
    """Keep the content of items independent."""
    lessons = [Stems.of(entries, number) for number in range(len(LANGS))]
    for asking, entry in enumerate(entries):
        told: dict[int, str] = {}
        for stems in lessons:
            told = _told(entry, asking, stems) | told
        for where, words in told.items():
            if where != asking and not enemies(entry, entries[where]):
                yield entry, ("stem",), f"{entries[where].id}: {words}"


@dataclass(frozen=True)
class Stems:
    """The stems of a lesson in one language, without punctuation."""

    lang: str
    texts: list[str]

    @classmethod
    def of(cls, entries: Sequence[Entry], number: int) -> Stems:
        """Return the stems of these items in the language with this number."""
        return cls(LANGS[number], [_squeezed(entry.sides[number].stem, LANGS[number]) for entry in entries])

    def holding(self, words: str, asking: int) -> list[int]:
        """Return which stems hold the words; none, if the one asking or very many do."""
        if self.lang == "zh":
            found = [where for where, text in enumerate(self.texts) if words in text]
        else:
            found = [where for where, text in enumerate(self.texts) if words in text and f" {words} " in f" {text} "]
        return found if asking not in found and len(found) <= _FREQUENT else []

    def alike(self, asking: int, where: int, answer: str) -> bool:
        """Return whether two stems speak of the same thing: share runs, besides the answer, that few others have."""
        length = _RUN[self.lang]
        asked = runs(self.texts[asking], length) - runs(answer, length)
        limit = max(3, _COMMON * len(self.texts))
        shared = [
            run for run in asked & runs(self.texts[where], length) if sum(run in text for text in self.texts) <= limit
        ]
        return len(shared) >= max(_LEAST, _SHARE * len(asked))


def _told(entry: Entry, asking: int, stems: Stems) -> dict[int, str]:
    """Return which stems of the lesson tell the answer, with the words that do."""
    told: dict[int, str] = {}
    for answer in _answers(entry, stems.lang):
        for where in stems.holding(answer, asking):
            if stems.alike(asking, where, answer):
                told[where] = answer
    for words in _beside(entry, stems.lang):
        told |= dict.fromkeys(stems.holding(words, asking), words)
    return told


def enemies(one: Entry, other: Entry) -> bool:
    """Return whether either names the other as its enemy."""
    return other.id in (one.item.get("enemies") or ()) or one.id in (other.item.get("enemies") or ())


def _squeezed(text: str, lang: str) -> str:
    return _SQUEEZE.sub("" if lang == "zh" else " ", text.lower()).strip()


def _answers(entry: Entry, lang: str) -> Iterator[str]:
    """Yield the texts that answer the item, if they are long enough to tell."""
    found: list[str] = []
    if entry.type == "single":
        found = [option["text"][lang] for option in entry.item["options"] if option["id"] == entry.item["key"]]
    elif entry.type == "fillin":
        found = [wording for blank in entry.item["blanks"] for wording in blank["accept"][lang]]
    for text in dict.fromkeys(_squeezed(plain(text), lang) for text in found):
        size = len(text) if lang == "zh" else len(text.split())
        if size >= _ANSWER[lang]:
            yield text


def _beside(entry: Entry, lang: str) -> Iterator[str]:
    """Yield the answers of blanks together with the words that stand beside the blank."""
    if entry.type != "fillin":
        return
    pieces = re.split(r"[（(]?\s*\{(\d+)\}\s*[）)]?", plain(entry.item["stem"][lang], keep_blanks=True).lower())
    for number in range(1, len(pieces), 2):
        left, right = _edge(pieces[number - 1], lang, last=True), _edge(pieces[number + 1], lang, last=False)
        gap = "" if lang == "zh" else " "
        for wording in entry.item["blanks"][int(pieces[number]) - 1]["accept"][lang]:
            answer = _squeezed(wording, lang)
            size = len(answer) if lang == "zh" else len(answer.split())
            if size >= _ANSWER_BESIDE[lang] and (content(answer, lang) or answer.isdigit()):
                if left:
                    yield f"{left}{gap}{answer}"
                if right:
                    yield f"{answer}{gap}{right}"


def _edge(text: str, lang: str, *, last: bool) -> str:
    """Return the words at the end (or the beginning) of the text, none if punctuation stands between them."""
    size = _BESIDE[lang]
    word = rf"[{HAN}]" if lang == "zh" else r"[a-z'’-]+"
    gap = "" if lang == "zh" else r"\s+"
    pattern = gap.join([word] * size)
    edge = r"\s*"
    match = re.search(rf"{pattern}{edge}$" if last else rf"^{edge}{pattern}", text)
    words = _squeezed(match[0], lang) if match else ""
    return words if content(words, lang) else ""


@rule(
    "answer-in-stem",
    title=N_("the stem itself holds the answer of a blank"),
    mend=N_("say it otherwise in the stem"),
    reference=f"{HDR} 28b; {MBE} II.B.4",
    on=("fillin",),
)
def answer_in_stem(side: Side) -> Hits:
    """Let nobody copy what is to be written."""
    stem = _squeezed(re.sub(r"\{\d+\}", "。", side.raw), side.lang)
    for number, blank in enumerate(side.item["blanks"]):
        for wording in blank["accept"][side.lang]:
            bare = _squeezed(wording, side.lang)
            held = bare in stem if side.lang == "zh" else f" {bare} " in f" {stem} "
            if held and content(bare, side.lang):
                yield ("blanks", number), wording
                break


@rule(
    "match-by-words",
    title=N_("most pairs can be matched by the words they share"),
    mend=N_("say it otherwise on one side"),
    reference=f"{HDR} 28b; {MBE} II.B.4",
    on=("matching",),
)
def match_by_words(side: Side) -> Hits:
    """Match no like with like: that needs no knowledge."""
    rights = {part["id"]: content(plain(part["text"][side.lang]), side.lang) for part in side.item["right"]}
    told: list[str] = []
    for part in side.item["left"]:
        own = content(plain(part["text"][side.lang]), side.lang)
        shared = {name: len(own & words) for name, words in rights.items()}
        due = side.item["key"][part["id"]]
        if shared[due] > max((count for name, count in shared.items() if name != due), default=0):
            told.append(f"{part['id']}–{due}: {min(own & rights[due])}")
    if 2 * len(told) > len(side.item["left"]):
        yield ("left",), "; ".join(told)
