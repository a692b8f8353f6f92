"""What the player says in an exam: English here, Chinese in the message catalogue (context ``exam.<key>``)."""

from __future__ import annotations

from fuwu.i18n import texts_for
from fuwu.model import Lang
from fuwu.widgets.strings import player_strings

#: Added to the player's own texts. A key that is there too ("state_draft") says it differently in an exam.
EXAM = {
    # before, between and after
    "start": "Start the exam",
    "start_hint": "The time runs from here on, also while this page is closed. Every answer is saved at once.",
    "format": "This paper",
    "previous_results": "Your earlier results",
    "previous_line": "{marks} / {possible} marks",
    "paused_title": "The exam was interrupted",
    "paused_hint": "The interruption does not count. Your answers are kept; the time runs again when you continue.",
    "paused_for": "Interrupted for",
    "time_left": "Time left",
    "continue": "Continue the exam",
    "taken_title": "This exam is open in another window",
    "taken_hint": "Its time goes on there. You can also go on here; the other window then stops.",
    "take_over": "Work here instead",
    "over_title": "Time is up",
    "over_hint": "Handing in. All saved answers count.",
    "handed_title": "Handed in",
    "handed_hint": "The result is on its way.",
    # the bar
    "hide_clock": "Hide time",
    "show_clock": "Show time",
    "left_minutes": "{n} minutes left",
    "left_minute": "1 minute left",
    "left_exact": "{minutes} min {seconds} s left",
    "unsaved": "Not saved yet: {n}. Kept on this page; trying again.",
    "unsaved_why": "Not saved yet: {n}. {message} Kept on this page; trying again.",
    "saved_again": "All answers are saved again.",
    "silent": "No reply from the workbook. Your answers are kept on this page; trying again.",
    "nothing_saved": "Every change is saved at once",
    "flagged_n": "{n} flagged",
    "hand_in": "Hand in",
    "clear": "Clear the answer",
    "cleared": "Answer cleared",
    # the answer card
    "card": "Answer card",
    "next_empty": "Next empty",
    "next_flagged": "Next flagged",
    "legend_answered": "answered",
    "legend_empty": "empty",
    "legend_flagged": "flagged",
    "section_marks": "{n} marks",
    # handing in
    "hand_in_title": "Hand in the exam?",
    "all_answered": "All {n} questions are answered.",
    "n_empty": "Empty: {n}",
    "n_flagged": "Flagged: {n}",
    "go_to": "Go to question {n}",
    "still_left": "Time left: {time}. After the hand-in nothing can be changed.",
    "waiting_unsaved": "Waiting until the last {n} are saved …",
    "handing_in": "Handing in …",
    "confirm_hand_in": "Hand in now",
    "back": "Back to the exam",
    # the result
    "marks_of": "{marks} / {possible} marks",
    "marks_between": "{low} to {high} of {possible} marks",
    "until_settled": "The result is open until you settle these key points: {n}.",
    "settle": "Settle them now",
    "passed": "Passed",
    "failed": "Not passed",
    "undecided": "Not decided yet",
    "cut": "Cut score {n}",
    "time_used": "Time used {used} of {total}",
    "expired": "The time ran out; the exam was handed in automatically.",
    "book": "What you got wrong is now in your wrong-answer book.",
    "another": "Another paper",
    "by_section": "By section",
    "by_type": "By type",
    "by_time": "Time per question",
    "pace": "The line marks the pace for this paper: its time, shared out by marks.",
    "time_row": "{time} (pace {pace})",
    "more_times": "All questions",
    "right_of": "{right} of {count} right",
    "pauses": "Interruptions, not counted",
    "pause_line": "{from} to {to}: {time}",
    "review": "Question by question",
    "filter_all": "All {n}",
    "filter_wrong": "Not right {n}",
    "filter_empty": "Not answered {n}",
    "filter_flagged": "Flagged {n}",
    "filter_waiting": "To judge {n}",
    "filter_none": "No question of this kind.",
    # said otherwise than in practice
    "state_draft": "not saved yet",
    "state_skipped": "not answered",
    "key_choose": "choose an option; once more takes it back",
    "key_clear": "clear the answer",
    "key_next": "next question; after the last one, hand in",
    "key_hand_in": "hand in (asks first)",
    "key_time": "tell the time left",
}


def exam_strings(lang: Lang) -> dict[str, str]:
    """Return every text that player.js and exam.js show in an exam, by its key."""
    return player_strings(lang) | texts_for(lang, EXAM, context="exam")
