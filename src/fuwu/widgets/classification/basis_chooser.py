"""Controls for a basis of classification and whatever that basis lets a learner set."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.classification import BASES, classify
from fuwu.widgets.lab import Quiet, dropdown, paragraph, slider

if TYPE_CHECKING:
    import pandas as pd

    from fuwu.labs.classification import Classification
    from fuwu.labs.classification.sorting import Basis, Parameter
    from fuwu.model import Lang


class Chooser(Quiet):
    """A basis, its parameters, and whether the disadvantaged are set apart; `changed` is called on any change."""

    def __init__(self, lang: Lang, basis: str, *, changed: Callable[[], None], comparing: bool = False) -> None:
        _ = gettext_for(lang)
        self._lang, self._changed, self._quiet = lang, changed, False
        self._label = _("{label} (to compare)") if comparing else "{label}"
        self._controls: dict[str, dict[str, w.Widget]] = {}
        self._answer: tuple[object, Classification] | None = None
        options = [(f"{one.method_name.to(lang)} · {one.name.to(lang)}", one.id) for one in BASES.values()]
        self.select = dropdown(self._labelled(_("Basis")), options, basis)
        apart = self._labelled(_("Disadvantaged retailers in a class of their own"))
        self.apart = w.Checkbox(description=apart, indent=False)
        self._doc, self._settings = w.HTML(), w.VBox()
        self.view = w.VBox([self.select, self._doc, self._settings, self.apart])
        self.select.observe(self._other_basis, "value")
        self.apart.observe(self._tell, "value")
        self._show_controls()

    def _labelled(self, label: str) -> str:
        return self._label.format(label=label)

    @property
    def basis(self) -> Basis:
        """The basis chosen."""
        return BASES[self.select.value]

    def control(self, parameter: str) -> w.Widget:
        """Return the control of one parameter of the basis chosen."""
        return self._of_basis()[parameter]

    def classify(self, retailers: pd.DataFrame) -> Classification:
        """Class the retailers as the controls say; asked again for the same, give the same answer."""
        params = {name: control.value for name, control in self._of_basis().items()}
        asked = (id(retailers), self.select.value, self.apart.value, tuple(params.items()))
        if self._answer is None or self._answer[0] != asked:
            made = classify(retailers, self.select.value, disadvantaged_apart=self.apart.value, **params)
            self._answer = (asked, made)
        return self._answer[1]

    def set(self, basis: str, *, disadvantaged_apart: bool = False, **params: Any) -> None:
        """Set every control (parameters not given to their defaults) without calling `changed`."""
        with self._silence():
            self.select.value = basis
            self.apart.value = disadvantaged_apart
            for name, value in self.basis.complete(params).items():
                self._of_basis()[name].value = value
            self._show_controls()

    def _of_basis(self) -> dict[str, w.Widget]:
        """Return the controls of the basis chosen; they are made when first needed and keep their settings."""
        if self.basis.id not in self._controls:
            made = {one.id: self._control(one) for one in self.basis.parameters}
            self._controls[self.basis.id] = made
            for name, control in made.items():
                control.observe(self._other_basis if name == "by" else self._tell, "value")
        return self._controls[self.basis.id]

    def _control(self, parameter: Parameter) -> w.Widget:
        label = self._labelled(parameter.name.to(self._lang))
        if parameter.kind == "choice":
            options = [(title.to(self._lang), value) for title, value in parameter.options()]
            return dropdown(label, options, parameter.default)
        return slider(label, parameter.default, low=parameter.minimum, high=parameter.maximum, step=parameter.step)

    def _show_controls(self) -> None:
        controls = self._of_basis()
        by = controls["by"].value if "by" in controls else None
        self._doc.value = paragraph(self.basis.words.to(self._lang))
        self._settings.children = [controls[one.id] for one in self.basis.parameters_for(by)]

    def _other_basis(self, _change: object) -> None:
        if not self._quiet:
            self._show_controls()
            self._changed()

    def _tell(self, _change: object) -> None:
        if not self._quiet:
            self._changed()
