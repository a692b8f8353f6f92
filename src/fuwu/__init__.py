"""Fuwu 服务营销备考工作簿: the engine under the notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fuwu.workbook import mistakes, mock_exam, open_lesson, practice, progress, review, start

__all__ = ["mistakes", "mock_exam", "open_lesson", "practice", "progress", "review", "start"]


def __getattr__(name: str) -> Any:
    """Import what the notebooks use when they use it: `import fuwu` alone stays light."""
    if name in __all__:
        from fuwu import workbook

        return getattr(workbook, name)
    message = f"module 'fuwu' has no attribute {name!r}"
    raise AttributeError(message)
