"""One learner at work: the only package that knows both the store and the grading.

`quiz` is practice, `exam` a timed paper. What is shown as feedback has been committed to the store before.
"""

from fuwu.session.learner import open_record
from fuwu.session.opening import open_bank, open_store
from fuwu.session.quiz import Invalid, Quiz, Session, draw, lesson_quiz, open_session

__all__ = [
    "Invalid",
    "Quiz",
    "Session",
    "draw",
    "lesson_quiz",
    "open_bank",
    "open_record",
    "open_session",
    "open_store",
]
