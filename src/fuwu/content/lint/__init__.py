"""Rules of good item-writing that a machine can check: ``fuwu check --lint``.

`rule` says what a rule is, the modules named here hold them, `report` runs them. A new rule is a function with a
decorator in one of these modules (or in a new one, imported here).
"""

from __future__ import annotations

from fuwu.content.lint import balance, cases, cues, enemies, forms, numbers, pairs, rubrics, stems  # noqa: F401 - they enter their rules
from fuwu.content.lint.report import catalogue, lint
from fuwu.content.lint.rule import RULES

__all__ = ["RULES", "catalogue", "lint"]
