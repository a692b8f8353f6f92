"""What the notebooks' cells call: a lesson's quizzes, labs, figures and tables; the start page."""

from __future__ import annotations

import html
import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fuwu import session
from fuwu.bank import BankError
from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.store import StoreError

if TYPE_CHECKING:
    from fuwu.labs import Data

MimeBundle = dict[str, Any]

#: The labs of each lesson and case: modules of `labs` with FIGURES and TABLES, and of `widgets` with the view.
LABS = {
    "01-classification": ("classification",),
    "02-need-levels": ("ledger",),
    "03-need-analysis": ("kano",),
    "04-expectations": ("expectation", "promises"),
    "05-listening": ("conversation",),
    "06-complaints": ("desk", "complaints"),
    "07-retention": ("lapse",),
    "08-value-types": ("value", "encounters"),
    "09-compliance": ("situations",),
    "case-accounting": ("accounts",),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An output with a text for where it cannot be shown."""

    mime: MimeBundle
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_kwargs: object) -> MimeBundle:
        return self.mime | {"text/plain": self.text}


def page(markup: str, text: str) -> Shown:
    """Return HTML with its text."""
    return Shown({"text/html": markup}, text)


def failure(error: Exception) -> Shown:
    """Return what went wrong as a message in the page, not as a traceback."""
    markup = f'<div role="alert" class="fuwu-alert"><strong>⚠</strong> {html.escape(str(error))}</div>'
    return page(markup, f"⚠ {error}")


class Lesson:
    """A lesson in one language, as its notebook's cells see it."""

    def __init__(self, name: str, lang: Lang) -> None:
        self.name = name
        self.lang = lang
        self._data: Data | None = None
        self._views: list[Any] = []

    def quiz(self, *, point: str | None = None, items: int | None = None) -> Any:
        """Return the player on the lesson's items or one point's, at most `items` a sitting."""
        from fuwu.widgets.player import QuizPlayer

        try:
            return QuizPlayer(session.open_session(self.name, lang=self.lang, point=point, items=items))
        except (StoreError, BankError) as error:
            return failure(error)

    def lab(self, name: str) -> Shown:
        """Return the lab's view."""
        view = importlib.import_module(f"fuwu.widgets.{name}").explorer(self._lab_data(), self.lang)
        _ = gettext_for(self.lang)
        text = _("[Lab] To use it, choose Run ▸ Run All Cells in the menu above.")
        self._views.append(view)  # it must live as long as what is shown of it
        model = {"version_major": 2, "version_minor": 0, "model_id": view.model_id}
        return Shown({"application/vnd.jupyter.widget-view+json": model}, text)

    def figure(self, name: str) -> Shown:
        """Return one of the lab's figures: the picture, its alternative text and its numbers in words."""
        import base64

        figure = self._shown("FIGURES", name)(self.lang, self._lab_data())
        source = base64.b64encode(figure.png).decode()
        words = "".join(f"<p>{html.escape(line)}</p>" for line in figure.words.splitlines() if line.strip())
        markup = (
            f'<figure class="fuwu-figure"><img src="data:image/png;base64,{source}" '
            f'alt="{html.escape(figure.alt)}" style="max-width:100%;height:auto">'
            f"<figcaption>{words}</figcaption></figure>"
        )
        return page(markup, figure.words)

    def table(self, name: str) -> Shown:
        """Return one of the lab's tables."""
        table = self._shown("TABLES", name)(self.lang, self._lab_data())
        return page(f'<div class="fuwu-table" tabindex="0">{table.html}</div>', table.words)

    def _shown(self, kind: str, name: str) -> Any:
        """Return the function that makes the figure or table; the lesson's labs are asked in their order."""
        for lab in LABS[self.name]:
            made = getattr(importlib.import_module(f"fuwu.labs.{lab}"), kind)
            if name in made:
                return made[name]
        raise KeyError(f"no {kind.lower()} {name!r} in the labs of {self.name}: {LABS[self.name]}")

    def _lab_data(self) -> Data:
        if self._data is None:
            from fuwu.sampledata import load

            self._data = load()
        return self._data


def open_lesson(name: str, lang: Lang) -> Lesson:
    """Return the lesson for a notebook's cells, and remember that the learner is there."""
    return Lesson(name, lang)


def panelled(panel: Any) -> Shown:
    """Return a panel; its text is what is shown where no kernel runs, and what nbval compares."""
    model = {"version_major": 2, "version_minor": 0, "model_id": panel.model_id}
    return Shown({"application/vnd.jupyter.widget-view+json": model}, repr(panel))


def start(lang: Lang) -> Shown:
    """Return the start page: what to do today, and how things stand."""
    from fuwu.widgets.home import start_panel

    try:
        return panelled(start_panel(session.open_pages(lang)))
    except (StoreError, BankError) as error:
        return failure(error)


def progress(lang: Lang) -> Shown:
    """Return the progress page: readiness and what it rests on, settings, everything to take along."""
    from fuwu.widgets.home import progress_panel

    try:
        return panelled(progress_panel(session.open_pages(lang)))
    except (StoreError, BankError) as error:
        return failure(error)


def review(lang: Lang) -> Any:
    """Return the review page: what is due today, items and flashcards in one queue."""
    try:
        from fuwu.session.review import open_review
        from fuwu.widgets.review import ReviewPage

        return ReviewPage(open_review(lang))
    except (StoreError, BankError) as error:
        return failure(error)


def practice(lang: Lang) -> Any:
    """Return the practice page: what to practise, and the sitting."""
    from fuwu.session.practice import open_practice
    from fuwu.widgets.practice import PracticePage

    try:
        return PracticePage(open_practice(lang))
    except (StoreError, BankError) as error:
        return failure(error)


def mistakes(lang: Lang) -> Any:
    """Return the wrong-answer book."""
    from fuwu.session.mistakes import open_book
    from fuwu.widgets.mistakes import MistakesPage

    try:
        return MistakesPage(open_book(lang))
    except (StoreError, BankError) as error:
        return failure(error)


def mock_exam(lang: Lang, blueprint: str = "theory") -> Any:
    """Return the page of mock exams: with the exam that is open, else with `blueprint` chosen."""
    try:
        from fuwu import exam_views
        from fuwu.session import exam
        from fuwu.widgets.mock_exam import MockExam

        busy = next((paper["id"] for paper in exam.papers(lang) if paper["state"]), None)
        return MockExam(
            busy or blueprint,
            open_exam=lambda name: exam.open_exam(name, lang),
            chooser=lambda chosen: exam_views.chooser(exam.papers(lang), chosen, lang),
            refused=exam.refused,
            lang=lang,
        )
    except (StoreError, BankError) as error:
        return failure(error)
