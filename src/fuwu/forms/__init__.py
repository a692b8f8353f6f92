"""Papers: assemble them from a blueprint, keep them as JSON, and tell what was earned.

SciPy is imported by `assemble` alone, when it is called; a paper that stands in the log is read without it.
"""

from __future__ import annotations

from fuwu.forms.assembly import assemble, common
from fuwu.forms.impossible import Impossible, Lack, explain
from fuwu.forms.paper import (
    Result,
    SectionResult,
    from_json,
    item_marks,
    marks_of,
    result,
    rule,
    section_of,
    to_json,
    total,
)

__all__ = [
    "Impossible",
    "Lack",
    "Result",
    "SectionResult",
    "assemble",
    "common",
    "explain",
    "from_json",
    "item_marks",
    "marks_of",
    "result",
    "rule",
    "section_of",
    "to_json",
    "total",
]
