"""Case on retail accounting: find what is wrong in ten shops' books, work out gross profit, read two surveys.

The parts: `books` (lines and months), `checks` (what looks wrong), `planted` (what is wrong), `repair`, `profit`,
`survey` (satisfaction), `words`, `drawing` and `pages` (figures and tables), `challenge` (the task).
"""

from __future__ import annotations

from fuwu.labs.accounts.pages import FIGURES, TABLES

__all__ = ["FIGURES", "TABLES"]
