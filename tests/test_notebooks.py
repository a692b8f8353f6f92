"""Notebooks are what a build makes of content/, to the byte."""

import json
from pathlib import Path

import nbformat
import pytest

from fuwu import building, notebooks
from fuwu.server import WIDGET_VIEW, keep_readable

LESSONS = sorted({source.name for source in notebooks.sources(Path(__file__).parents[1])})


@pytest.fixture(scope="module")
def built(request):
    root = request.config.rootpath
    return {
        (lang, name): json.loads((root / "notebooks" / lang / f"{name}.ipynb").read_text(encoding="utf-8"))
        for lang in ("zh", "en")
        for name in LESSONS
    }


def test_a_rebuild_gives_the_same_bytes(root):
    assert building.stale(root, "en") == []


def test_every_source_has_its_notebook_and_every_notebook_its_source(root):
    made = {source.target(root / "notebooks") for source in notebooks.sources(root)}
    assert made == set((root / "notebooks").glob("*/*.ipynb"))


def test_notebooks_are_valid_and_executed_with_nothing_that_changes(built):
    for notebook in built.values():
        nbformat.validate(nbformat.from_dict(notebook))
        assert set(notebook["metadata"]) == {"fuwu", "kernelspec", "language_info"}
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
        for cell in code:
            assert cell["metadata"] == {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
            assert len(cell["source"]) <= 3  # lines
            for output in cell["outputs"]:
                assert output["output_type"] != "error", output
                assert output["output_type"] != "stream", output
                assert WIDGET_VIEW not in output.get("data", {})


def test_where_no_kernel_runs_a_widget_is_a_text_that_says_what_to_do(built):
    for (lang, name), notebook in built.items():
        for cell in notebook["cells"]:
            if "lesson.quiz(" in "".join(cell["source"]) or "lesson.lab(" in "".join(cell["source"]):
                words = "".join(cell["outputs"][0]["data"]["text/plain"])
                assert ("运行 ▸ 运行所有单元格" if lang == "zh" else "Run ▸ Run All Cells") in words, name


def test_both_languages_have_the_same_code(built):
    for name in LESSONS:
        sources = [
            ["".join(cell["source"]) for cell in built[lang, name]["cells"] if cell["cell_type"] == "code"]
            for lang in ("zh", "en")
        ]
        assert [text.replace('"zh"', '"en"') for text in sources[0]] == sources[1]


def test_figures_have_alternative_text_and_their_numbers_in_words(built):
    for notebook in built.values():
        for cell in notebook["cells"]:
            if "lesson.figure(" in "".join(cell["source"]):
                data = cell["outputs"][0]["data"]
                markup = "".join(data["text/html"])
                assert 'alt="' in markup
                assert 'alt=""' not in markup
                assert len("".join(data["text/plain"])) > 40


def test_cell_ids_depend_on_what_the_cell_is_alone():
    taken = set()
    first = notebooks._cell_id("code", "x", taken)
    second = notebooks._cell_id("code", "x", taken)
    assert first != second
    assert notebooks._cell_id("code", "x", set()) == first
    assert notebooks._cell_id("markdown", "x", set()) != first


def test_saving_keeps_the_text_and_drops_the_view():
    output = {
        "output_type": "execute_result",
        "data": {WIDGET_VIEW: {"model_id": "1"}, "text/plain": "words"},
    }
    notebook = {"metadata": {"fuwu": {}, "widgets": {"state": {}}}, "cells": [{"outputs": [output]}]}
    keep_readable(model={"type": "notebook", "content": notebook})
    assert output["data"] == {"text/plain": "words"}
    assert "widgets" not in notebook["metadata"]
    foreign = {"metadata": {}, "cells": [{"outputs": [{"data": {WIDGET_VIEW: {}}}]}]}
    keep_readable(model={"type": "notebook", "content": foreign})
    assert foreign["cells"][0]["outputs"][0]["data"] == {WIDGET_VIEW: {}}
