"""What every lab keeps to: named controls, one language, a task met by its solution only, figures that speak."""

import importlib
import re

import ipywidgets as w
import pytest

from fuwu import sampledata
from fuwu.widgets.lab import Bench
from fuwu.workbook import LABS

EVERY = sorted({lab for labs in LABS.values() for lab in labs})
#: Codes, names of authors and keys, letters of statistics.
LATIN = re.compile(r"[RKNBE]\d+|KANO|Kano|Fong|Ctrl|Shift|[A-Z]|[pz]")


def bench(monkeypatch, lab, data, lang):
    """Return the lab's bench: what `explorer` makes before it returns the view."""
    made = []
    begin = Bench.__init__
    monkeypatch.setattr(Bench, "__init__", lambda self, lang: (made.append(self), begin(self, lang))[1])
    importlib.import_module(f"fuwu.widgets.{lab}").explorer(data, lang)
    return made[0]


def parts(view):
    waiting = [view]
    while waiting:
        one = waiting.pop()
        waiting.extend(getattr(one, "children", ()))
        yield one


def said(view):
    """Return every text the view shows: words, labels, choices, buttons."""
    for one in parts(view):
        if isinstance(one, w.HTML):
            yield re.sub(r"<style>.*?</style>|<[^>]*>", " ", one.value, flags=re.DOTALL)
        elif hasattr(one, "description"):
            yield one.description
        yield from (label for label, _ in getattr(one, "_options_full", ()))


@pytest.mark.parametrize("lab", EVERY)
def test_the_text_form_is_the_same_in_every_run(data, lab):
    views = [importlib.import_module(f"fuwu.widgets.{lab}").explorer(data, "zh") for _ in range(2)]
    assert repr(views[0]) == repr(views[1])
    assert re.fullmatch(r"[A-Za-z\[\]]+\(\)", repr(views[0]))
    assert list(said(views[0])) == list(said(views[1]))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("lab", EVERY)
def test_every_control_has_a_name_of_its_own(data, lab, lang):
    view = importlib.import_module(f"fuwu.widgets.{lab}").explorer(data, lang)
    controls = [one for one in parts(view) if hasattr(one, "value") and not isinstance(one, w.HTML)]
    assert controls
    assert [one for one in controls if not one.description] == []
    assert len({one.description for one in controls}) == len(controls)


@pytest.mark.parametrize("lab", EVERY)
def test_a_chinese_view_has_no_english_and_an_english_one_no_chinese(monkeypatch, data, lab):
    chinese, english = (bench(monkeypatch, lab, data, lang) for lang in ("zh", "en"))
    for one in (chinese, english):
        one.hint_button.click()
        one.solution_button.click()
    words = {word for text in said(chinese.view) for word in re.findall(r"[A-Za-z]+\d*", text)}
    assert sorted(word for word in words if not LATIN.fullmatch(word)) == []
    han = {text for text in said(english.view) if re.search("[\u4e00-\u9fff]", text)}
    assert sorted(han) == []


@pytest.mark.parametrize("lab", EVERY)
def test_the_task_is_met_by_the_model_solution_and_not_before_or_after(monkeypatch, data, lab):
    one = bench(monkeypatch, lab, data, "en")
    first = one.task.value
    assert "All conditions are met." not in first
    one.hint_button.click()
    assert one.hint.value
    assert one.hint_button.description == "Hide the hint"
    one.hint_button.click()
    assert one.hint.value == ""
    one.solution_button.click()
    assert "All conditions are met." in one.task.value
    assert "○" not in one.task.value
    one.reset_button.click()
    assert one.task.value == first


@pytest.mark.parametrize("lab", EVERY)
def test_starting_over_restores_every_control(monkeypatch, data, lab):
    one = bench(monkeypatch, lab, data, "en")

    def settings():
        return [getattr(part, "value", None) for part in parts(one.view) if not isinstance(part, w.HTML)]

    first = settings()
    for part in list(parts(one.view)):
        if isinstance(part, w.Checkbox):
            part.value = not part.value
        elif isinstance(part, w.IntSlider | w.FloatSlider) and not part.disabled:
            part.value = part.max if part.value != part.max else part.min
        elif isinstance(part, w.Dropdown) and len(part.options) > 1:
            part.index = (part.index + 1) % len(part.options)
    one.hint_button.click()
    one.reset_button.click()
    assert settings() == first
    assert one.hint.value == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("lab", EVERY)
def test_figures_and_tables_speak_the_pages_language(data, lab, lang):
    module = importlib.import_module(f"fuwu.labs.{lab}")
    for make in module.FIGURES.values():
        figure = make(lang, data)
        assert figure.png[:4] == b"\x89PNG"
        assert len(figure.alt) > 10
        assert len(figure.words) > 20
        assert bool(re.search("[\u4e00-\u9fff]", figure.alt + figure.words)) == (lang == "zh")
    for make in module.TABLES.values():
        table = make(lang, data)
        assert "<caption>" in table.html
        assert bool(re.search("[\u4e00-\u9fff]", table.words)) == (lang == "zh")


def test_importing_the_labs_costs_nothing_heavy(root):
    import subprocess
    import sys

    names = ", ".join(f"fuwu.labs.{lab}" for lab in EVERY)
    heavy = "('pandas', 'numpy', 'matplotlib', 'chinese_calendar')"
    script = f"import sys, {names}\nprint([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


def test_a_table_that_is_not_there_is_named():
    with pytest.raises(AttributeError, match="no table 'nothing'"):
        _ = sampledata.load().nothing
