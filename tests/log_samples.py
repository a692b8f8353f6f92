"""One record of each kind that belongs to no other kind's tests, for the tests of the log."""

from datetime import UTC, datetime

from fuwu.model import Change, FormOf, Happening, OutsideResult, Remark, Review, Setting, Stated, Undo

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def of_exams_and_reviews(who: str, *, attempt: str, response: str) -> tuple[object, ...]:
    """Return one object of each kind that exams, reviews and remarks add to the log."""
    return (
        FormOf(f"{who}-form", attempt, {"blueprint": "theory", "sections": []}),
        Happening(f"{who}-event", attempt, "started", NOON),
        Change(f"{who}-change", attempt, "cls-1", ["a", "客户"], 1500, NOON),
        Stated(f"{who}-stated", response, "sure", NOON),
        Remark(f"{who}-remark", "cls-1", "note", "看清“不”字", NOON),
        Review(f"{who}-review", "card-1", 3, NOON),
        Undo(f"{who}-undo", f"{who}-review", NOON),
        Setting(f"{who}-setting", "exam_day", "2026-12-20", NOON),
        OutsideResult(f"{who}-outside", "theory", 61.5, 100, NOON),
    )
