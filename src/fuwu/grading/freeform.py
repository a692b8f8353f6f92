"""What the learner writes: blanks, numbers, case answers."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from fuwu.grading.common import invalid, normalise, shared, unattempted
from fuwu.model import Answer, Blank, Case, FillIn, Numeric, Score, Verdict

#: Longer answers are refused: no exam answer is, and a pasted book would only slow everything down.
MAX_CHARS = 20_000
_NUMBER = re.compile(r"(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+))(?P<unit>.*)", re.DOTALL)


def accepts(blank: Blank, text: str) -> bool:
    """Tell whether `text` is an accepted wording of `blank`, in either language."""
    return normalise(text) in _accepted(blank.zh, blank.en)


@lru_cache(maxsize=4096)
def _accepted(zh: tuple[str, ...], en: tuple[str, ...]) -> frozenset[str]:
    """Return a blank's wordings normalised; grading a class's answers asks for the same ones again and again."""
    return frozenset(map(normalise, zh + en))


def grade_fillin(item: FillIn, answer: Answer) -> Score:
    """Return the share of the blanks that hold an accepted wording.

    With `item.unordered` a wording counts in whichever blank it stands, but only once.
    """
    if answer is None:
        return unattempted(item)
    size_fits = isinstance(answer, list) and len(answer) == len(item.blanks)
    if not size_fits or not all(isinstance(text, str) and len(text) <= MAX_CHARS for text in answer):
        return invalid(item)
    if not any(text.strip() for text in answer):
        return unattempted(item)
    open_blanks = list(item.blanks)
    parts = {}
    for number, text in enumerate(answer, start=1):
        pool = open_blanks if item.unordered else [item.blanks[number - 1]]
        found = next((blank for blank in pool if accepts(blank, text)), None)
        if found is not None and item.unordered:
            open_blanks.remove(found)
        parts[str(number)] = found is not None
    return shared(item, sum(parts.values()) / len(parts), parts)


def read_number(text: str) -> tuple[float, str] | None:
    """Return the number at the start of `text` and what follows it (a unit), or None.

    Full-width digits and thousands separators are read.

    Examples
    --------
    >>> read_number("1,200 条"), read_number("１２．５％"), read_number("about ten")
    ((1200.0, '条'), (12.5, '%'), None)
    """
    folded = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    folded = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", folded)
    found = _NUMBER.fullmatch(folded)
    if found is None or not math.isfinite(number := float(found["number"])):
        return None
    return number, found["unit"].strip()


def _factor(item: Numeric, unit: str) -> float | None:
    """Return what to multiply by to reach the item's first unit; None for a unit it does not know."""
    if not unit:
        return 1.0
    for known in item.units:
        if unit.casefold() in {known.zh.casefold(), known.en.casefold()}:
            return known.factor
    return None


def number_in_first_unit(item: Numeric, text: str) -> float | None:
    """Return the number that `text` gives, in the item's first unit; None when it cannot be read."""
    read = read_number(text) if len(text) <= MAX_CHARS else None
    factor = _factor(item, read[1]) if read is not None else None
    return read[0] * factor if read is not None and factor is not None else None


def grade_numeric(item: Numeric, answer: Answer) -> Score:
    """Return 1 when the number lies within the tolerance, after conversion into the item's first unit.

    A number without a unit counts as in the first unit, which is shown beside the box. An unknown unit
    makes the answer invalid rather than wrong.
    """
    if answer is None or (isinstance(answer, str) and not answer.strip()):
        return unattempted(item)
    number = number_in_first_unit(item, answer) if isinstance(answer, str) else None
    if number is None:
        return invalid(item)
    # The slack keeps a result on the tolerance's edge right in binary arithmetic (12.25 against 12.3 ± 0.05).
    right = abs(number - item.value) <= item.tolerance + 1e-9 * max(1.0, abs(item.value))
    return shared(item, float(right), {"1": right})


def grade_case(item: Case, answer: Answer) -> Score:
    """Return the marks of the key points that the answer shows.

    `parts` says of each point whether it is there; a point that is uncertain is left out, and the score then has no
    verdict until somebody settles it (`fuwu.grading.assess`).
    """
    if answer is None or (isinstance(answer, str) and not answer.strip()):
        return unattempted(item)
    if not isinstance(answer, str) or len(answer) > MAX_CHARS:
        return invalid(item)
    from fuwu.grading.freetext import examine

    findings = examine(item, answer)
    parts = {finding.id: finding.state == "credited" for finding in findings if finding.state != "uncertain"}
    earned = float(sum(point.marks for point in item.key_points if parts.get(point.id)))
    if len(parts) < len(findings):
        return Score(earned, item.possible, None, parts)
    return Score(earned, item.possible, case_verdict(item, parts), parts)


def case_verdict(item: Case, parts: Mapping[str, bool]) -> Verdict:
    """Return the verdict on a case answer all of whose key points are settled."""
    had = sum(parts.values())
    return "correct" if had == len(item.key_points) else "partial" if had else "wrong"
