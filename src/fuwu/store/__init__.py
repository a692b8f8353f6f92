"""The append-only log of a learner's attempts and answers: SQLite in the user's data folder."""

from typing import TYPE_CHECKING

from fuwu.store.database import default_url
from fuwu.store.faults import StoreError
from fuwu.store.log import Progress, Store
from fuwu.store.queries import ItemProgress, QuizProgress
from fuwu.store.records import Flag

if TYPE_CHECKING:
    from fuwu.store.portable import ImportReport, backup, export_jsonl, import_file, import_jsonl

__all__ = [
    "Flag",
    "ImportReport",
    "ItemProgress",
    "Progress",
    "QuizProgress",
    "Store",
    "StoreError",
    "backup",
    "default_url",
    "export_jsonl",
    "import_file",
    "import_jsonl",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from fuwu.store import portable

    return getattr(portable, name)
