"""Stems: what is asked must be clear before the options are read."""

from __future__ import annotations

import re

from fuwu.content.lint.entry import Side
from fuwu.content.lint.rule import CHOICE, HDR, HR, N_, NBME, Hits, rule
from fuwu.content.lint.words import BLANK, HAN, content, plain

STEM = ("stem",)

# In the clause that asks, and near enough to the gap to turn the question round.
_NEGATIVE = {
    "zh": re.compile(
        r"(?:不属于|不在|不包括|不包含|不正确|不恰当|不妥|不当|不合适|不适合|不适宜|不符合|不应当|不应该|不应|不宜|不该|不对"
        rf"|不准确|不成立|错误的|有误|站不住|除外)[{HAN}*]{{0,12}}$|[是项个种]错误$"
        # Of things that did not happen one may well be asked: only "which is not so" turns the question round.
        r"|(?:没有|未(?![来成])|不会|不能|不可以|不可|不得|不是|不需要|不必)"
        rf"[{HAN}*]{{0,8}}的(?:一|哪一|哪)?[项个种条句件]?(?:是|有)?$"
    ),
    "en": re.compile(
        r"\b(?:is|are|was|were|do|does|did|should|must|may|can|could|would|has|have|need)(?: \w+)? not\b|\b\w+n't\b"
        r"|\bcannot\b|\bexcept\b|\bleast (?:likely|suitable|appropriate|sound)\b"
        r"|\b(?:is|are) \W*(?:wrong|incorrect|false|mistaken|untrue)\b"
        r"|\b(?:wrong|incorrect|false|untrue) (?:one|statement|option|answer)",
        re.IGNORECASE,
    ),
}
_DOUBLE = {
    "zh": re.compile(
        r"不是(?:不|没有)|不能不|不得不|不会不|不可不|不无|无不|(?<!有)没有不(?!满)|没有(?:一|谁|人|哪)[^，。；]{0,4}不"
        r"|并非(?:不|没有|无)|未必不|莫不|非[^，。；]{1,6}不可|不(?:应|该)不"
    ),
    "en": re.compile(
        r"\b(?:not|never|cannot|can't|isn't|aren't|doesn't|don't)\b(?:(?!\band\b|\bbut\b|\bso\b)[^.,;:!?]){0,24}"
        r"\b(?:not|never|no|without|un(?:true|likely|necessary|important|related|able)|incorrect|false|impossible)\b",
        re.IGNORECASE,
    ),
}
_BOILER = {
    "zh": re.compile(
        r"下列|下面|以下|各项|四项|几项|选项|说法|叙述|表述|描述|理解|观点|关于|对于|有关|哪[一几]?[项个种条句]|其中|中|正确|错误|恰当|合理|合适|符合|题意"
        r"|属于|包括|的|是|有|与|和|一项"
    ),
    "en": re.compile(
        r"\b(?:which|what|of|the|following|is|are|true|false|correct|right|wrong|statements?|options?|these|one|sound|reading|"
        r"about|on|concerning|an?|and|in|to|be)\b",
        re.IGNORECASE,
    ),
}


def question(side: Side) -> str:
    """Return the last sentence of the stem, the one that asks, as written."""
    text = side.raw.strip().rstrip("|").rstrip()
    if side.lang == "zh":
        pieces = re.split(r"(?<=[。；！])|\n", text)
        pieces = [piece for piece in pieces if BLANK.search(piece) or "？" in piece] or pieces
    else:
        pieces = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"(])|\n", text)
        pieces = [piece for piece in pieces if BLANK.search(piece) or "?" in piece] or pieces
        # The gap of a question stands after it: "Which is so? ( )".
        if len(pieces) > 1 and not content(BLANK.sub("", pieces[-1]), "en"):
            pieces.pop()
    return pieces[-1].strip()


@rule(
    "negative-not-bold",
    title=N_("the stem asks for what is not so, and the negative word is not bold"),
    mend=N_("ask for what is so, or write the negative word in bold"),
    reference=f"{HDR} 17; {HR} 12; {NBME}",
    on=CHOICE,
)
def negative_not_bold(side: Side) -> Hits:
    """Let no negative be overlooked: the item would measure reading."""
    if side.lang == "zh":
        asked = re.sub("“[^”]*”", "", BLANK.split(question(side))[0])
        clause = re.split(r"[，：]", asked.rstrip("？。 *"))[-1]
        found = _NEGATIVE["zh"].search(clause)
        bold = found and "**" in clause
    else:
        asked = question(side)
        clause = plain(asked)
        if not re.match(r"(?:which|what|who|whom)\b", clause, re.IGNORECASE) and not BLANK.search(asked):
            return
        lead = re.split(r"(?<=[,:;])\s", asked)[-1]
        # What comes after "that" or a comma is said of something, not asked.
        lead = re.split(r"\bthat\b|, (?=not)|\b(?:and|but) (?=not)", re.sub(r"[“\"][^”\"]*[”\"]", "", lead))[0]
        found = _NEGATIVE["en"].search(plain(lead))
        bold = found and _emphasised(found[0], lead)
    if found and not bold:
        yield STEM, plain(found[0])


def _emphasised(words: str, text: str) -> bool:
    """Return whether the last of the words is bold or in capitals."""
    last = words.rsplit(maxsplit=1)[-1]
    return last.isupper() or any(last in bold for bold in re.findall(r"\*\*([^*]+)\*\*", text))


@rule(
    "double-negative",
    title=N_("a double negative"),
    mend=N_("say it positively"),
    reference=f"{HDR} 17, 27; {NBME}",
    on=(*CHOICE, "truefalse"),
)
def double_negative(side: Side) -> Hits:
    """To undo two negatives is another task than the one examined."""
    found = _DOUBLE[side.lang].search(question(side) if side.entry.type != "truefalse" else side.stem)
    if found:
        yield STEM, found[0]
    for number, text in enumerate(side.options):
        if found := _DOUBLE[side.lang].search(text):
            yield ("options", number), found[0]


@rule(
    "unfocused-stem",
    title=N_("the stem asks nothing: only the options say what it is about"),
    mend=N_("put the question into the stem, so that it can be answered without the options"),
    reference=f"{HDR} 14, 15; {NBME}",
    on=CHOICE,
)
def unfocused_stem(side: Side) -> Hits:
    """Put the central idea into the stem."""
    text = _BOILER[side.lang].sub("", BLANK.sub("", side.stem))
    if len(re.findall(rf"[{HAN}]|[A-Za-z0-9]+", text)) <= 1:
        yield STEM, side.stem[:30]


@rule(
    "gap-inside-stem",
    title=N_("the gap stands inside the stem, not at its end"),
    mend=N_("put the gap at the end, or ask a question"),
    reference=f"{HDR} 14; {HR} 10",
    on=CHOICE,
)
def gap_inside_stem(side: Side) -> Hits:
    """Spare the reader holding the sentence open while trying each option."""
    for match in BLANK.finditer(side.stem):
        after = re.split(r"[。？！]|[.?!](?:\s|$)", side.stem[match.end() :])[0]
        words = re.findall(rf"[{HAN}]" if side.lang == "zh" else r"[A-Za-z]+", after)
        if len(words) > (2 if side.lang == "zh" else 1) and not after.lstrip(" ").startswith(("\n", "（", "(")):
            yield STEM, match[0] + after[:14]


@rule(
    "key-count-in-stem",
    title=N_("the stem says how many options are right"),
    mend=N_("leave out the number, or make it a single choice"),
    reference=f"{HDR} 28; {NBME}",
    on=("multiple",),
)
def key_count_in_stem(side: Side) -> Hits:
    """Who knows some of the keys, and their number, finds the rest by counting."""
    number = len(side.entry.keys)
    for match in _COUNTED[side.lang].finditer(question(side) if side.lang == "en" else _clause(side)):
        if _NUMBERS.get(match[1].lower()) == number:
            yield STEM, match[0].strip()
            return


def _clause(side: Side) -> str:
    return re.split(r"[，：。；]", BLANK.split(question(side))[0].rstrip("？。 "))[-1]


_NUMBERS = {
    word: number
    for number, words in enumerate(("两 二 2 two", "三 3 three", "四 4 four", "五 5 five"), 2)
    for word in words.split()
}
_COUNTED = {
    "zh": re.compile(r"(?<!第)([两二三四五2345])\s?(?:个|项|条|点|种|句|件|步|类|方面|大)"),
    "en": re.compile(
        r"\b(?:which|what|name|tick|choose|select"
        r"|the(?= \w+ (?:things|ones|points|options|statements|answers|correct|right)\b))"
        r" (two|three|four|five|[2-5])\b(?: \w+){0,2}",
        re.IGNORECASE,
    ),
}
