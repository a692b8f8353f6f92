"""The texts of the player in review mode: English here, Chinese in the catalogue (context ``review.<key>``)."""

from __future__ import annotations

from fuwu.i18n import texts_for
from fuwu.model import Lang

REVIEW = {
    "type_card": "Flashcard",
    "reason_new": "New",
    "reason_review": "Review",
    "reason_again": "Once more",
    "reason_error": "You were sure, and wrong",
    "today": "Today",
    "answer": "Answer",
    "show_answer": "Show the answer",
    "how_well": "How well did you remember?",
    "rate_again": "Again",
    "rate_hard": "Hard",
    "rate_good": "Good",
    "rate_easy": "Easy",
    "next_review": "Next review: {when}",
    "done_of": "{done} of {total} today",
    "go_on": "Next",
    "undo": "Undo",
    "more_today": "Review {n} more today",
    "review_rest": "Review the other {n} of today",
    "leech": "Forgotten {n} times. Read the section once more; after that the card comes back:",
    "leeches": "Cards you keep forgetting ({n}) wait until you have read their section:",
    "failed_times": "forgotten {n} times",
    "key_flip": "flashcard: show the answer",
    "key_rate": "flashcard: again, hard, good, easy",
    "key_choose": "question: choose or tick an option",
    "key_submit": "question: submit; after the feedback, on to the next card",
    "key_undo": "undo the last review",
}


def review_strings(lang: Lang) -> dict[str, str]:
    """Return the texts that review.js shows besides those of player.js, by key."""
    return texts_for(lang, REVIEW, context="review")
