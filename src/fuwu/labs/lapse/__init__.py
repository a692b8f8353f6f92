"""Lab 07, retention: see in the orders who drifts away, how long retailers stay, why, and what to do about it.

The parts: `detect` (the rule), `verify` (what visits say), `survival` and `cohort` (curves), `causes` (the source's
seven causes and five measures), `plan` (spending hours), `challenge`, `drawing`, `example` (the lesson's).
"""

from __future__ import annotations

from fuwu.labs.lapse.example import FIGURES, TABLES

__all__ = ["FIGURES", "TABLES"]
