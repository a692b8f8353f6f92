"""One learner at work: the only package that knows both the store and the grading.

`quiz` is practice, `exam` a timed paper. What is shown as feedback has been committed to the store before.
"""

from fuwu.session.opening import open_bank, open_store
from fuwu.session.pages import Pages, open_pages
from fuwu.session.quiz import Invalid, Quiz, Session, draw, lesson_quiz, open_session

__all__ = [
    "Invalid",
    "Pages",
    "Quiz",
    "Session",
    "draw",
    "lesson_quiz",
    "open_bank",
    "open_pages",
    "open_session",
    "open_store",
]
