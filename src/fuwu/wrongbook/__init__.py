"""The wrong-answer book: which items are in it and why, from the log of answers alone. No I/O.

An item enters with an answer that was not right. It leaves when it was answered right, not by a guess, on two different
days after its last error, or when the learner takes it out; another error brings it back.
"""

from fuwu.wrongbook.book import CAUSES, DAYS_RIGHT, Cause, Entry, Judged, book, study_day
from fuwu.wrongbook.sifting import Facets, Sift, sift, waiting
from fuwu.wrongbook.told import Told, cause_names, type_names

__all__ = [
    "CAUSES",
    "DAYS_RIGHT",
    "Cause",
    "Entry",
    "Facets",
    "Judged",
    "Sift",
    "Told",
    "book",
    "cause_names",
    "sift",
    "study_day",
    "type_names",
    "waiting",
]
