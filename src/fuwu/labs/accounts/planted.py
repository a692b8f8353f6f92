"""What really went wrong in the volunteers' books, as documented with the sample data (a test compares them)."""

from __future__ import annotations

KINDS = ("price", "cartons", "twice", "used", "gap")
"""A carton's price; cartons for packs; sales entered twice; own use not entered; a page lost."""

_PRICE = (
    "A01264 A01266 A01327 A01328 A01451 A01689 A01766 A01814 A01815 A04460 A04492 A04495 "
    "A04496 A04588 A04637 A04638 A04641 A04802 A04806 A04808 A04848 A04852 A04897 A04947"
)
_CARTONS = (
    "A02590 A02639 A02680 A02682 A02685 A02687 A02728 A02729 A02732 "
    "A02836 A02840 A02882 A02947 A02948 A03001 A03055 A03115 A03118"
)
# Which of two equal lines is the second cannot be told, so the brand's month is what is marked.
_TWICE = "R0098/B01/2025-10 R0098/B04/2025-12 R0098/B08/2025-11 R0098/B08/2025-12 R0098/B20/2025-12"
_USED = (
    "R0562/B03/2025-12 R0562/B10/2025-12 R0562/B14/2025-12 R0562/B17/2025-12 R0562/B20/2025-12 "
    "R0562/B21/2025-12 R0562/B24/2025-12"
)
_GAP = "R1101/2025-11-08"

PLANTED = frozenset(
    f"{kind}:{reference}"
    for kind, references in zip(KINDS, (_PRICE, _CARTONS, _TWICE, _USED, _GAP), strict=True)
    for reference in references.split()
)
"""The marks that are right, as `checks.Suspect.key`."""


def kind_of(key: str) -> str:
    """Return what sort of error a mark claims."""
    return key.partition(":")[0]


def reference_of(key: str) -> str:
    """Return the line, brand's month or day a mark is about."""
    return key.partition(":")[2]
