"""The questions put to the log, as SQL that every database understands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select
from sqlalchemy.sql.selectable import FromClause

from fuwu.model import Verdict
from fuwu.store.records import KINDS
from fuwu.store.schema import assessments, attempts, flags, places, responses


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """The latest answer to an item, with the score it has after any assessment, and how many there were."""

    item_id: str
    item_version: int
    verdict: Verdict | None
    earned: float
    possible: float
    answers: int
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class QuizProgress:
    """How much was done of a quiz: sittings, answers, and different items answered."""

    quiz: str
    attempts: int
    responses: int
    items: int


def _latest(table: FromClause, of: ColumnElement[str], *order: ColumnElement[str]) -> ColumnElement[int]:
    newest_first = [column.desc() for column in (*order, table.c.seq)]
    return func.row_number().over(partition_by=of, order_by=newest_first).label("place")


def _last_assessment() -> FromClause:
    ranked = select(
        assessments, _latest(assessments, assessments.c.response_id, assessments.c.assessed_at)
    ).subquery("ranked")
    return select(ranked).where(ranked.c.place == 1).subquery("assessed")


def with_assessed(*, assessed: bool) -> Select[Any]:
    """Select the responses, with the score of the latest assessment in place of their own if `assessed`."""
    if not assessed:
        return select(responses)
    last = _last_assessment()
    score = {
        name: func.coalesce(last.c[name], responses.c[name]).label(name)
        for name in ("verdict", "earned", "possible", "parts")
    }
    columns = [score.get(column.name, column) for column in responses.c]
    return select(*columns).outerjoin_from(responses, last, last.c.response_id == responses.c.id)


def in_order(query: Select[Any]) -> Select[Any]:
    """Order responses as they were answered; those of one instant as they arrived."""
    return query.order_by(responses.c.answered_at, responses.c.seq)


def first_responses(*, assessed: bool) -> Select[Any]:
    """Select each item's first answer ever; what could not be read as an answer (invalid) does not count."""
    order = func.row_number().over(
        partition_by=responses.c.item_id, order_by=[responses.c.answered_at, responses.c.seq]
    )
    valid = func.coalesce(responses.c.verdict, "") != "invalid"
    ranked = select(responses.c.seq, order.label("place")).where(valid).subquery("first")
    first = select(ranked.c.seq).where(ranked.c.place == 1)
    return in_order(with_assessed(assessed=assessed).where(responses.c.seq.in_(first)))


def item_progress() -> Select[Any]:
    """Select the fields of `ItemProgress` for each item, by item id."""
    ranked = select(  # without the answers themselves, which would have to be sorted along
        responses.c.seq,
        _latest(responses, responses.c.item_id, responses.c.answered_at),
        func.count().over(partition_by=responses.c.item_id).label("answers"),
    ).subquery("ranked_responses")
    latest = select(ranked).where(ranked.c.place == 1).subquery("latest")
    return (
        with_assessed(assessed=True)
        .join(latest, latest.c.seq == responses.c.seq)
        .add_columns(latest.c.answers)
        .order_by(responses.c.item_id)
    )


def quiz_progress() -> Select[Any]:
    """Select the fields of `QuizProgress` for each quiz, by quiz."""
    return (
        select(
            attempts.c.quiz,
            func.count(attempts.c.id.distinct()).label("attempts"),
            func.count(responses.c.id).label("responses"),
            func.count(responses.c.item_id.distinct()).label("items"),
        )
        .outerjoin_from(attempts, responses, responses.c.attempt_id == attempts.c.id)
        .group_by(attempts.c.quiz)
        .order_by(attempts.c.quiz)
    )


def latest_attempt(quiz: str, lang: str | None) -> Select[Any]:
    """Select the attempt at a quiz begun last, in `lang` or in any language."""
    query = select(attempts).where(attempts.c.quiz == quiz)
    if lang is not None:
        query = query.where(attempts.c.lang == lang)
    return query.order_by(attempts.c.started_at.desc(), attempts.c.seq.desc()).limit(1)


def assessments_of(attempt_id: str) -> Select[Any]:
    """Select an attempt's assessments as they were made."""
    return (
        select(assessments)
        .join(responses, responses.c.id == assessments.c.response_id)
        .where(responses.c.attempt_id == attempt_id)
        .order_by(assessments.c.assessed_at, assessments.c.seq)
    )


def flags_of(attempt_id: str) -> Select[Any]:
    """Select an attempt's flags as they were set."""
    return select(flags).where(flags.c.attempt_id == attempt_id).order_by(flags.c.at, flags.c.seq)


def last_place() -> Select[Any]:
    """Select the place the learner was at last."""
    return select(places).order_by(places.c.at.desc(), places.c.seq.desc()).limit(1)


def count(connection: Connection) -> dict[str, int]:
    """Return how many records of each kind there are."""
    every = select(func.count())
    return {
        name: connection.execute(every.select_from(kind.table)).scalar_one() for name, kind in KINDS.items()
    }
