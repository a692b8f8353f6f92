"""What the values of an item must mean to each other, by type.

A rule works on the values as written, whatever they are, so that a fault in one field hides none in
another: what has the wrong shape is passed over here and reported by the schema.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fuwu.content import numbersets
from fuwu.content.faults import Steps, Translate, listing, short
from fuwu.content.parameters import has_parameters
from fuwu.content.syllabus import entries, texts, words

Found = Iterator[tuple[Steps, str]]
Values = dict[str, Any]

LANGS = ("zh", "en")
_BLANK = re.compile(r"\{(\d{1,4})\}")


def single(item: Values, tr: Translate) -> Found:
    """Yield what is wrong with a single choice."""
    yield from _distinct(item, "options", tr)
    if isinstance(item.get("key"), str):
        yield from _known_key(item["key"], ("key",), _ids(item, "options"), tr)


def multiple(item: Values, tr: Translate) -> Found:
    """Yield what is wrong with a multiple choice."""
    _ = tr
    yield from _distinct(item, "options", tr)
    known, keys = _ids(item, "options"), list(words(item.get("key")))
    for number, key in keys:
        yield from _known_key(key, ("key", number), known, tr)
    for key, times in Counter(key for _number, key in keys).items():
        if times > 1:
            yield ("key",), _("key '{key}' stands twice: keep one").format(key=short(key))
    if known and set(known) <= {key for _number, key in keys}:
        yield ("key",), _("every option is a key: add an option that is wrong")


def fillin(item: Values, tr: Translate) -> Found:
    """Yield what is wrong with the blanks."""
    _ = tr
    blanks = list(entries(item, "blanks"))
    if isinstance(item.get("blanks"), list) and isinstance(item.get("stem"), dict):
        for lang in LANGS:
            yield from _placeholders(item["stem"].get(lang), lang, len(item["blanks"]), tr)
    accepted: dict[str, set[str]] = {lang: set() for lang in LANGS}
    for at, blank in blanks:
        for lang in LANGS:
            listed = blank["accept"].get(lang) if isinstance(blank.get("accept"), dict) else None
            own: set[str] = set()
            for number, wording in words(listed):
                if plain(wording) in own:
                    message = _("the accepted answer '{value}' stands twice: keep one")
                    yield (*at, "accept", lang, number), message.format(value=short(wording))
                own.add(plain(wording))
            accepted[lang] |= own
    for lang in LANGS:
        for at, wording in texts(entries(item, "errors"), "answer", lang):
            if plain(wording) in accepted[lang]:
                message = _("'{value}' is an error and also an accepted answer: remove one of them")
                yield at, message.format(value=short(wording))


def matching(item: Values, tr: Translate) -> Found:
    """Yield what is wrong with the pairs."""
    _ = tr
    yield from _distinct(item, "left", tr)
    yield from _distinct(item, "right", tr)
    key = item.get("key")
    if not isinstance(key, dict):
        return
    left, right = _ids(item, "left"), _ids(item, "right")
    missing = [name for name in left if name not in key]
    if missing:
        message = _("the key says nothing of {ids}: give each left its right")
        yield ("key",), message.format(ids=listing(missing, tr))
    for name, target in key.items():
        if left and name not in left:
            message = _("'{key}' is not a left id (have {known}): use one of them")
            yield ("key", name), message.format(key=short(name), known=listing(left, tr))
        if right and isinstance(target, str) and target not in right:
            message = _("'{key}' is not a right id (have {known}): use one of them")
            yield ("key", name), message.format(key=short(target), known=listing(right, tr))


def ordering(item: Values, tr: Translate) -> Found:
    """Yield what is wrong with the steps."""
    yield from _distinct(item, "steps", tr)


def numeric(item: Values, tr: Translate) -> Found:
    """Yield what is wrong with the units, the errors and the parameters."""
    _ = tr
    if has_parameters(item):
        yield from numbersets.check(item, tr)
    units = list(entries(item, "units"))
    if units and units[0][1].get("factor") != 1 and _number(units[0][1].get("factor")):
        yield (*units[0][0], "factor"), _("the first unit is the expected one: its factor must be 1")
    for lang in LANGS:
        again = _("the unit '{value}' stands twice: keep one")
        yield from _repeated(texts(units, lang), again)
    value, tolerance = item.get("value"), item.get("tolerance")
    errors = [(at, error["value"]) for at, error in entries(item, "errors") if _number(error.get("value"))]
    for at, wrong in errors if _number(value) and _number(tolerance) and not has_parameters(item) else ():
        if abs(wrong - value) <= tolerance:
            message = _("the error {wrong} is within the tolerance of the right value {value}: change one of them")
            yield (*at, "value"), message.format(wrong=wrong, value=value)
    for number, (at, wrong) in enumerate(errors):
        if wrong in [before for _at, before in errors[:number]]:
            yield (*at, "value"), _("the error {wrong} stands twice: keep one").format(wrong=wrong)


def case(item: Values, tr: Translate) -> Found:
    """Yield what is wrong with the key points."""
    yield from _distinct(item, "key_points", tr)


RULES: Mapping[str, Callable[[Values, Translate], Found]] = {
    "single": single,
    "multiple": multiple,
    "fillin": fillin,
    "matching": matching,
    "ordering": ordering,
    "numeric": numeric,
    "case": case,
}


def plain(text: str) -> str:
    """Return `text` without the differences that no reader sees as one."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _ids(item: Values, name: str) -> dict[str, None]:
    """Return the ids of the parts, in order."""
    return {value: None for _at, value in texts(entries(item, name), "id")}


def _known_key(key: str, at: Steps, known: dict[str, None], tr: Translate) -> Found:
    _ = tr
    if known and key not in known:
        message = _("key '{key}' is not an option id (have {known}): use one of them")
        yield at, message.format(key=short(key), known=listing(known, tr))


def _distinct(item: Values, name: str, tr: Translate) -> Found:
    """Yield the parts that have the id or the text of an earlier one."""
    _ = tr
    again = _("the id '{value}' stands twice in this item: give this one its own")
    yield from _repeated(texts(entries(item, name), "id"), again)
    for lang in LANGS:
        same = _("the text '{value}' stands twice in this item: no learner can tell them apart, change one")
        yield from _repeated(texts(entries(item, name), "text", lang), same)


def _repeated(found: Iterator[tuple[Steps, str]], message: str) -> Found:
    seen: set[str] = set()
    for at, value in found:
        if plain(value) in seen:
            yield at, message.format(value=short(value))
        seen.add(plain(value))


def _placeholders(stem: Any, lang: str, count: int, tr: Translate) -> Found:
    _ = tr
    if not isinstance(stem, str) or not stem.strip():
        return
    found = Counter(int(number) for number in _BLANK.findall(stem))
    wanted = range(1, count + 1)
    missing = [f"{{{number}}}" for number in wanted if number not in found]
    if missing:
        message = _("the '{lang}' stem has no {blanks}: mark the place of each blank once")
        yield ("stem", lang), message.format(lang=lang, blanks=listing(missing, tr))
    for number, times in sorted(found.items()):
        if number not in wanted:
            message = _("the '{lang}' stem has {blank} but there are {count} blanks: remove it or add the blank")
            yield ("stem", lang), message.format(lang=lang, blank=f"{{{number}}}", count=count)
        elif times > 1:
            message = _("the '{lang}' stem has {blank} more than once: mark the place of each blank once")
            yield ("stem", lang), message.format(lang=lang, blank=f"{{{number}}}")
