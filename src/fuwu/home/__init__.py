"""The start page and the progress page: what they show (`data`), the plan for today (`plan`), their HTML. Pure."""

from fuwu.home.data import (
    DAILY_LIMIT,
    NEW_LIMIT,
    Choices,
    Day,
    Due,
    Help,
    Learner,
    Lesson,
    Mock,
    OpenExam,
    Outlook,
    Place,
    PointState,
)
from fuwu.home.plan import Step, plan

__all__ = [
    "DAILY_LIMIT",
    "NEW_LIMIT",
    "Choices",
    "Day",
    "Due",
    "Help",
    "Learner",
    "Lesson",
    "Mock",
    "OpenExam",
    "Outlook",
    "Place",
    "PointState",
    "Step",
    "plan",
]
