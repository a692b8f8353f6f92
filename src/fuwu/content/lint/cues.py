"""Options that tell a test-wise reader which of them is the key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set as AbstractSet
from functools import lru_cache
from statistics import fmean

from fuwu.content.lint.entry import Side
from fuwu.content.lint.rule import CHOICE, HDR, MBE, N_, NBME, Hits, rule
from fuwu.content.lint.words import content, spelled

OPTIONS = ("options",)

# A reader sees a difference of about a third when it is also some words: {language: (ratio, difference)}.
_LONGER = {"zh": (1.35, 5), "en": (1.35, 14)}
_LONGER_MEAN = {"zh": (1.4, 5), "en": (1.4, 14)}

_ALL = {
    "zh": re.compile(
        r"^(以上|上述|上面|前面)?(各项|选项)?(都|皆|全|均)(是|对|不是|不对|正确|不正确|错|包括)[。]?$"
        r"|(以上|上述)(各项|选项|说法|几项|内容|答案)?(全|都|皆|均|没有|无)"
    ),
    "en": re.compile(
        r"\b(all|none|both|neither|any) of (the above|these|the (others|options|other options))\b"
        r"|^(all|none|both|neither)( are| is)?( correct| right| true| wrong)?\.?$",
        re.IGNORECASE,
    ),
}
_LETTERS = {
    "zh": re.compile(r"^([A-F])[、和与及]([A-F])(两项)?(都|均|皆|全)?(是|对|正确|不对|错|不正确)?。?$"),
    "en": re.compile(
        r"^(?:[Bb]oth |[Nn]either )?\(?([A-F])\)? (?:and|or|nor) \(?([A-F])\)?"
        r"(?: only)?(?: are| is)?(?: both)?(?: correct| right| true| wrong)?\.?$"
    ),
}

ABSOLUTE = {
    "zh": re.compile(
        r"所有|一切|全部|任何|总是|从不|从来|绝不|决不|永远|始终|完全|只能|必然|必定|一定(?![程的数量范])|一律|毫无|毫不|绝对|彻底"
        r"|根本不|凡是|无论|不论|每一个|唯一|肯定[会能是]|就够了|都不|再也不|从此不|百分之百"
    ),
    "en": re.compile(
        r"\b(all|always|never|none|nothing|nobody|no one|every(one|thing|body)?|any(one|thing|body)?|completely"
        r"|entirely|absolutely|totally|invariably|under no circumstances|in no case|certainly|only|wholly|at all)\b",
        re.IGNORECASE,
    ),
}
DENIAL = {"zh": re.compile(r"不|没|未|无"), "en": re.compile(r"\bnot\b|n't\b|\bnever\b|\bno\b", re.IGNORECASE)}
VAGUE = {
    "zh": re.compile(
        r"一般来说|一般要|一般会|一般应|通常|往往|可能|有时|大多|多半|适当|有些|某些|常常|尽量|大致|基本上|不一定|或许|部分地"
        r"|在一定程度|较为|相对|视情况|酌情|未必"
    ),
    "en": re.compile(
        r"\b(usually|often|(?<!you )(?<!he )(?<!she )(?<!they )may|might|sometimes|generally|perhaps|probably"
        r"|tends? to|typically|likely|partly|relatively|as a rule|in general|to some extent|as far as possible"
        r"|not necessarily|fairly|somewhat|mostly)\b",
        re.IGNORECASE,
    ),
}


@rule(
    "all-of-the-above",
    title=N_("an option speaks of the other options (all, none or two of them)"),
    mend=N_("put a plausible answer in its place, or make it a multiple choice"),
    reference=f"{HDR} 25, 26; {NBME}",
    severity="error",
    on=CHOICE,
)
def all_of_the_above(side: Side) -> Hits:
    """Whoever knows that one is wrong, or two are right, knows about this one too."""
    for number, text in enumerate(side.options):
        letters = _LETTERS[side.lang].match(text)
        # Letters that the stem speaks of are shops or people, not options.
        if _ALL[side.lang].search(text) or (
            letters and not re.search(rf"\b[{letters[1]}{letters[2]}]\b", side.stem, re.ASCII)
        ):
            yield ("options", number), text


@rule(
    "key-longest",
    title=N_("the key is clearly longer than the other options"),
    mend=N_("shorten the key, or give the distractors as much detail"),
    reference=f"{HDR} 24; {MBE} II.B.1a; {NBME}",
    on=CHOICE,
)
def key_longest(side: Side) -> Hits:
    """Writers take care to make the key right, with more words."""
    own = [side.lengths[n] for n in side.entry.keys]
    others = [side.lengths[n] for n in side.wrong]
    if side.entry.type == "single":
        ratio, difference = _LONGER[side.lang]
        long, rest = float(own[0]), float(max(others))
    else:
        ratio, difference = _LONGER_MEAN[side.lang]
        long, rest = fmean(own), fmean(others)
    if long >= ratio * rest and long - rest >= difference:
        yield OPTIONS, f"{side.say(*side.entry.keys)}: {long:.0f} > {rest:.0f}"


@rule(
    "absolute-distractors",
    title=N_("absolute words stand in distractors only"),
    mend=N_("say it without them, or give the key one too"),
    reference=f"{HDR} 28a; {MBE} II.B.3; {NBME}",
    on=CHOICE,
)
def absolute_distractors(side: Side) -> Hits:
    """Test-wise readers strike out what is said to hold always."""
    if any(ABSOLUTE[side.lang].search(text) for text in side.keys):
        return
    found = {n: match[0] for n in side.wrong if (match := ABSOLUTE[side.lang].search(side.options[n]))}
    if 2 * len(found) >= len(side.wrong):
        yield OPTIONS, "; ".join(f"{side.name(n)}: {word}" for n, word in found.items())


@rule(
    "vague-key",
    title=N_("cautious words stand in the key only"),
    mend=N_("state the key plainly, or let distractors be cautious too"),
    reference=f"{HDR} 28a; {MBE} II.B.1b; {NBME}",
    on=CHOICE,
)
def vague_key(side: Side) -> Hits:
    """Test-wise readers trust what is hedged."""
    if any(VAGUE[side.lang].search(text) for text in side.distractors):
        return
    found = {n: match[0] for n in side.entry.keys if (match := VAGUE[side.lang].search(side.options[n]))}
    if found and 2 * len(found) >= len(side.entry.keys):
        yield OPTIONS, "; ".join(f"{side.name(n)}: {word}" for n, word in found.items())


@rule(
    "stem-words-in-key",
    title=N_("words of the stem come back in the key and in no distractor"),
    mend=N_("say it otherwise in the key, or use these words in a distractor too"),
    reference=f"{HDR} 28b; {MBE} II.B.4; {NBME}",
    on=CHOICE,
)
def stem_words_in_key(side: Side) -> Hits:
    """Clang associations: the ear chooses the option that sounds like the question."""
    asked = content(side.stem, side.lang)
    shared = [words & asked for words in side.contents]
    # What marks an option off: the stem's words that the options of the other sort lack.
    of_keys = {word for n in side.entry.keys for word in shared[n]}
    of_others = {word for n in side.wrong for word in shared[n]}
    own = [_apart(shared[n] - of_others, shared[n] & of_others) for n in side.entry.keys]
    if all(own) and not any(_apart(shared[n] - of_keys, shared[n] & of_keys) for n in side.wrong):
        told = {word for words in own for word in words}
        words = [word for text in side.keys for word in spelled(text, told, side.lang)]
        yield OPTIONS, f"{side.say(*side.entry.keys)}: {', '.join(list(dict.fromkeys(words))[:4])}"


def _apart(words: AbstractSet[str], common: AbstractSet[str]) -> set[str]:
    """Return the words without the pairs of characters that reach into a common one: 司先 beside 公司."""
    ends = {other[-1] for other in common if other > "一"}, {other[0] for other in common if other > "一"}
    return {word for word in words if word[0] not in ends[0] and word[-1] not in ends[1]}


# How many options have each part of the key, on average, when they meet in it.
_MEETING = 1.6

_PARTS = {
    "zh": re.compile(r"[、，；;和与及并]|以及|而且"),
    "en": re.compile(r"[,;](?!\d)|\band\b|\bwith\b", re.IGNORECASE),
}


@rule(
    "convergence",
    title=N_("the key alone is made of the parts that most options share"),
    mend=N_("combine the parts so that each occurs equally often"),
    reference=f"{NBME}; {MBE} I.D.4",
    on=("single",),
)
def convergence(side: Side) -> Hits:
    """Distractors made by changing one part of the key leave the key where most of them meet."""
    parts = [_elements(text, side.lang) for text in side.options]
    if any(len(own) == 1 for own in parts):
        return
    counts = Counter(part for own in parts for part in own)
    scores = [fmean(counts[part] for part in own) for own in parts]
    key = side.entry.keys[0]
    rest = max(score for n, score in enumerate(scores) if n != key)
    if scores[key] > rest and scores[key] >= _MEETING and sum(1 for count in counts.values() if count > 1) > 1:
        yield OPTIONS, f"{side.name(key)}: {', '.join(sorted(part for part in parts[key] if counts[part] > 1))}"


@lru_cache(maxsize=8192)
def _elements(text: str, lang: str) -> frozenset[str]:
    found = (re.sub(r"[\s。.“”\"]", "", part).lower() for part in _PARTS[lang].split(text))
    return frozenset(part for part in found if part)


@rule(
    "option-form",
    title=N_("the key alone has another form (end of sentence, bold, brackets, quotation marks)"),
    mend=N_("write all options in one form"),
    reference=f"{HDR} 23, 28d; {NBME}",
    on=("single",),
)
def option_form(side: Side) -> Hits:
    """One that looks different is looked at."""
    written = [str(option["text"][side.lang]) for option in side.item["options"]]
    key = side.entry.keys[0]
    for show, has in _FORMS.items():
        seen = [bool(has.search(text)) for text in written]
        if seen.count(seen[key]) == 1:
            yield ("options", key), f"{side.name(key)}: {show}"


_FORMS = {
    ". 。": re.compile(r"[.。]”?\"?$"),
    "**": re.compile(r"\*\*"),
    "( )": re.compile(r"[（(][^）)]*[）)]"),
    "“ ”": re.compile(r"^[“\"].*[”\"]$"),
    "Aa": re.compile(r"^[“\"]?[A-Z][a-z]"),
}
