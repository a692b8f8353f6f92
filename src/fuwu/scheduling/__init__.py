"""Spaced repetition: what the log of reviews says of each card, and what to review today.

Pure functions over py-fsrs (FSRS-6): the log, the clock and the exam's date are arguments, nothing is random.
"""

from fuwu.scheduling.days import DAY_STARTS, Day, day_of
from fuwu.scheduling.leeches import LAPSES, Leech, leeches
from fuwu.scheduling.memory import DESIRED_RETENTION, previews, retrievability
from fuwu.scheduling.outlook import DayAhead, forecast, retained, retained_by
from fuwu.scheduling.plan import LAST_DAYS, LIMIT, NEW_LIMIT, Plan, Planned, Reason, due, next_review
from fuwu.scheduling.rating import AGAIN, EASY, GOOD, HARD, Rating, is_confident_error, rating_of
from fuwu.scheduling.states import (
    Event,
    History,
    LateEventsError,
    State,
    advance,
    from_json,
    replay,
    to_json,
    undo,
)

__all__ = [
    "AGAIN",
    "DAY_STARTS",
    "DESIRED_RETENTION",
    "EASY",
    "GOOD",
    "HARD",
    "LAPSES",
    "LAST_DAYS",
    "LIMIT",
    "NEW_LIMIT",
    "Day",
    "DayAhead",
    "Event",
    "History",
    "LateEventsError",
    "Leech",
    "Plan",
    "Planned",
    "Rating",
    "Reason",
    "State",
    "advance",
    "day_of",
    "due",
    "forecast",
    "from_json",
    "is_confident_error",
    "leeches",
    "next_review",
    "previews",
    "rating_of",
    "replay",
    "retained",
    "retained_by",
    "retrievability",
    "to_json",
    "undo",
]
