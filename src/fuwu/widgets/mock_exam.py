"""The page of mock exams: choose a paper, sit it below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets

from fuwu.model import Lang
from fuwu.widgets.exam import ExamPlayer, ExamWork
from fuwu.widgets.panel import Panel, Values


class MockExam(ipywidgets.VBox):  # type: ignore[misc]  # it ships without types
    """A chooser above the player in exam mode.

    Parameters
    ----------
    chosen
        The id of the paper to begin with.
    open_exam
        Returns the learner's exam on a paper.
    chooser
        Returns the chooser's HTML, given the chosen paper's id.
    refused
        Says why a message of an exam was refused.
    """

    def __init__(
        self,
        chosen: str,
        *,
        open_exam: Callable[[str], ExamWork],
        chooser: Callable[[str], str],
        refused: Callable[[Exception, Lang], str],
        lang: Lang,
    ) -> None:
        self._chosen = chosen
        self._open_exam = open_exam
        self._chooser = chooser
        self.panel = Panel(lambda: chooser(self._chosen), text="", lang=lang, actions={"choose": self._choose})
        self.player = ExamPlayer(open_exam(chosen), refused=refused, moved=self.panel.redraw)
        super().__init__(children=[self.panel, self.player])

    def __repr__(self) -> str:
        return repr(self.player)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = self.player._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return bundle[0] | {"application/vnd.jupyter.widget-view+json": view}, bundle[1]

    def _choose(self, values: Values) -> str:
        paper = str(values["paper"])
        self.player.turn_to(self._open_exam(paper))
        self._chosen = paper
        return self._chooser(paper)
