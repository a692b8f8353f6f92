"""What many items together give away: places, lengths and numbers of keys that come too often.

Each rule looks at the items of one lesson, and again at the whole bank. What chance makes of equally likely
keys once in a hundred times at most (exact binomial tail, times the number of places looked at) is reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import comb
from statistics import fmean, median

from fuwu.content.lint.cues import ABSOLUTE, DENIAL
from fuwu.content.lint.entry import Entry, Side
from fuwu.content.lint.rule import HDR, MBE, N_, NBME, rule
from fuwu.content.lint.words import weight
from fuwu.model import LANGS

RARE = 0.01
#: So many multiple choices with one number of keys are a habit.
HABIT = 5


def tail(count: int, total: int, chance: float) -> float:
    """Return how likely `count` or a count farther from the mean on its side is, of `total` drawn with `chance`.

    >>> round(tail(9, 10, 0.5), 4)
    0.0107
    """
    far = range(count, total + 1) if count >= total * chance else range(count + 1)
    return sum(comb(total, n) * chance**n * (1 - chance) ** (total - n) for n in far)


@rule(
    "key-positions",
    title=N_("the keys of the single choices stand too often, or too seldom, in one place"),
    mend=N_("put the options of some items in another order"),
    reference=f"{HDR} 20; {MBE} II.B.1d",
    scope="group",
)
def key_positions(entries: Sequence[Entry]) -> Iterator[str]:
    """Guess c, it says in the corridors."""
    singles = [entry for entry in entries if entry.type == "single"]
    for size in {len(entry.item["options"]) for entry in singles}:
        own = [entry for entry in singles if len(entry.item["options"]) == size]
        found = Counter(entry.keys[0] for entry in own)
        for place in range(size):
            if tail(found[place], len(own), 1 / size) * size * 2 < RARE:
                yield f"{'abcdef'[place]}: {found[place]} / {len(own)}"


@rule(
    "true-or-false",
    title=N_("too many statements are true, or too many false"),
    mend=N_("turn some of them round"),
    reference=f"{MBE} II.B.1c",
    scope="group",
)
def true_or_false(entries: Sequence[Entry]) -> Iterator[str]:
    """Who always answers true should get half of them."""
    keys = [entry.item["key"] for entry in entries if entry.type == "truefalse"]
    if keys and tail(sum(keys), len(keys), 0.5) * 2 < RARE:
        yield f"true: {sum(keys)} / {len(keys)}"


@rule(
    "absolute-statements",
    title=N_("statements with absolute words are too often false"),
    mend=N_("write true statements with such words too, or false ones without"),
    reference=f"{HDR} 28a; {MBE} II.B.3",
    scope="group",
)
def absolute_statements(entries: Sequence[Entry]) -> Iterator[str]:
    """Judge false whatever says always or all."""
    for lang in LANGS:
        own = [e for e in entries if e.type == "truefalse" and ABSOLUTE[lang].search(e.item["stem"][lang])]
        false = sum(not entry.item["key"] for entry in own)
        if own and tail(false, len(own), 0.5) * 2 < RARE:
            yield f"{lang}: false {false} / {len(own)}"


@rule(
    "denying-statements",
    title=N_("statements that deny something are too often true, or too often false"),
    mend=N_("say some of them positively, or turn some of them round"),
    reference=f"{MBE} II.B.1; {HDR} 17",
    scope="group",
)
def denying_statements(entries: Sequence[Entry]) -> Iterator[str]:
    """Made by adding a denial to a true statement, such statements are false; by denying a mistake, true."""
    for lang in LANGS:
        own = [e for e in entries if e.type == "truefalse" and DENIAL[lang].search(e.item["stem"][lang])]
        true = sum(entry.item["key"] for entry in own)
        if own and tail(true, len(own), 0.5) * 2 < RARE:
            yield f"{lang}: true {true} / {len(own)}"


@rule(
    "key-lengths",
    title=N_("the length of the options, or of the statements, tells too often which is right"),
    mend=N_("lengthen or shorten distractors, or statements, of some items"),
    reference=f"{HDR} 24; {MBE} II.B.1a; {NBME}",
    scope="group",
)
def key_lengths(entries: Sequence[Entry]) -> Iterator[str]:
    """Show over all items the habit of a few characters that no single item shows."""
    for number, lang in enumerate(LANGS):
        sides = [entry.sides[number] for entry in entries]
        for word, won, total, due in (*_single_lengths(sides), *_multiple_lengths(sides), *_statement_lengths(sides)):
            if total and won > due and tail(won, total, due / total) * 4 < RARE:
                yield f"{lang}, {word}: {won} / {total}"


#: What is counted, how often it is so, of how many, and how often by chance.
Count = tuple[str, int, int, float]


def _single_lengths(sides: Sequence[Side]) -> Iterator[Count]:
    for word, choose in (("single, key longest", max), ("single, key shortest", min)):
        clear = [
            side for side in sides if side.entry.type == "single" and side.lengths.count(choose(side.lengths)) == 1
        ]
        won = sum(side.lengths[side.entry.keys[0]] == choose(side.lengths) for side in clear)
        yield word, won, len(clear), sum(1 / len(side.lengths) for side in clear)


def _multiple_lengths(sides: Sequence[Side]) -> Iterator[Count]:
    pairs = [
        (fmean(side.lengths[n] for n in side.entry.keys), fmean(side.lengths[n] for n in side.wrong))
        for side in sides
        if side.entry.type == "multiple"
    ]
    uneven = [(keys, others) for keys, others in pairs if keys != others]
    yield "multiple, keys longer", sum(keys > others for keys, others in uneven), len(uneven), len(uneven) / 2
    yield "multiple, keys shorter", sum(keys < others for keys, others in uneven), len(uneven), len(uneven) / 2


def _statement_lengths(sides: Sequence[Side]) -> Iterator[Count]:
    judged = [(weight(side.stem, side.lang), side.item["key"]) for side in sides if side.entry.type == "truefalse"]
    if judged:
        middle = median(length for length, _key in judged)
        ends = [(length > middle) == key for length, key in judged if length != middle]
        yield "true statements longer", sum(ends), len(ends), len(ends) / 2
        yield "true statements shorter", len(ends) - sum(ends), len(ends), len(ends) / 2


@rule(
    "key-counts",
    title=N_("the multiple choices have too often the same number of keys"),
    mend=N_("let the number of keys differ between the items, from two to all but one"),
    reference=f"{HDR} 28; {MBE} II.B.1",
    scope="group",
)
def key_counts(entries: Sequence[Entry]) -> Iterator[str]:
    """Who expects three ticks need not judge the last option."""
    own = [entry for entry in entries if entry.type == "multiple"]
    if len(own) >= HABIT and len({len(entry.keys) for entry in own}) == 1:
        yield f"{len(own[0].keys)}: {len(own)} / {len(own)}"
        return
    for size in sorted({len(entry.item["options"]) for entry in own}):
        found = Counter(len(entry.keys) for entry in own if len(entry.item["options"]) == size)
        # Were every set of two or more ticks, and not all, as likely as any other.
        sets = {ticks: comb(size, ticks) for ticks in range(2, size)}
        for ticks, ways in sets.items():
            chance, total = ways / sum(sets.values()), found.total()
            if found[ticks] > chance * total and tail(found[ticks], total, chance) * len(sets) < RARE:
                yield f"{ticks} / {size}: {found[ticks]} / {total}"
