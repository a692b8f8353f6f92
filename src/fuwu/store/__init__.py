"""The append-only log of a learner's attempts and answers: SQLite in the user's data folder."""

from fuwu.store.database import default_url
from fuwu.store.faults import StoreError
from fuwu.store.log import Progress, Store
from fuwu.store.queries import ItemProgress, QuizProgress
from fuwu.store.records import Flag

__all__ = ["Flag", "ItemProgress", "Progress", "QuizProgress", "Store", "StoreError", "default_url"]
