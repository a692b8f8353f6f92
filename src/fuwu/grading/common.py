"""What the grading rules share: verdicts from shares, and texts made comparable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from fuwu.model import Item, Score, Verdict

_RANGE = re.compile(r"(?<=\d)\s*(?:[-‐-―~〜至到]|to)\s*(?=\d)")


def unattempted(item: Item) -> Score:
    """Return the score of no answer."""
    return Score(0.0, item.possible, "unattempted")


def invalid(item: Item) -> Score:
    """Return the score of something that is no answer to this item."""
    return Score(0.0, item.possible, "invalid")


def shared(item: Item, share: float, parts: Mapping[str, bool]) -> Score:
    """Return the score for a `share` of the points, 0 to 1."""
    verdict: Verdict = "correct" if share >= 1 else "partial" if share > 0 else "wrong"
    return Score(share * item.possible, item.possible, verdict, parts)


def normalise(text: str) -> str:
    """Return `text` without differences that no examiner would mark.

    Full-width forms become half-width (NFKC), letters lower case; spaces and punctuation are dropped,
    except where they are part of a number: the decimal point, the percent sign, the dash of a range.

    Examples
    --------
    >>> normalise(" “优质 服务”。 ") == normalise("优质服务")
    True
    >>> normalise("Customer-Value") == normalise("customer value")
    True
    >>> normalise("6—10类") == normalise("6 至 10 类") != normalise("610类")
    True
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _RANGE.sub("\0", folded)
    return "".join(
        char
        for i, char in enumerate(folded)
        if char in "\0%" or unicodedata.category(char)[0] not in "PZSC" or _is_decimal_point(folded, i)
    )


def _is_decimal_point(text: str, i: int) -> bool:
    return text[i] == "." and text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit()
