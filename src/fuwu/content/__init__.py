"""Load, check and compile what authors write in ``content/`` and ``quizzes/``.

Everything is checked at once and each fault says where it is, what it is and what to do about it::

    quizzes/items/01-classification/cls-methods.yaml:14: key 'e' is not an option id (have a, b, c, d): …

Only authors' commands import this package; the running workbook reads what it compiled (`fuwu.bank`).
"""

from __future__ import annotations

from fuwu.content.compiler import compile_bank, write_bank
from fuwu.content.faults import ContentFaults, Fault
from fuwu.content.lint import catalogue
from fuwu.content.project import check

__all__ = ["ContentFaults", "Fault", "catalogue", "check", "compile_bank", "write_bank"]
