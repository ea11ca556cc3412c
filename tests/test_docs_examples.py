"""The examples in README, guides and the page on the architecture run: each is put where a newcomer would put it."""

import importlib
import re
import sys

import documents
import pytest
import torch
from documents import ROOT
from hand import end
from PySide6.QtCore import QSettings
from torch import nn

import explorer
from explorer import cli, inputs, lessons, models, views
from explorer.__main__ import main
from explorer.core.capture import capture
from explorer.data.samples import digit
from explorer.discover import discover
from explorer.gui.menu_walk import entries
from explorer.gui.window import MainWindow
from explorer.inputs.base import InputSource
from explorer.jobs import Job
from explorer.lessons.base import Lesson
from explorer.lessons.texts import filled
from explorer.views.base import LayerView, Options

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
EXAMPLES = documents.named_blocks(ARCHITECTURE)


@pytest.fixture
def window(qapp, tmp_path):
    """Empty: `fill` brings what is in it."""
    window = MainWindow(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat), empty=True, data=tmp_path)
    yield window
    end(window)


@pytest.fixture
def added(tmp_path, monkeypatch):
    """Puts an example of the architecture's page into its folder, as a newcomer would; it is gone afterwards."""
    made = []

    def add(name, package):
        path = f"explorer/{package.__name__.partition('.')[2]}/{name}.py"
        (tmp_path / f"{name}.py").write_text(EXAMPLES[path], encoding="utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
        importlib.invalidate_caches()
        made.append((package, name))

    yield add
    for package, name in made:
        sys.modules.pop(f"{package.__name__}.{name}", None)
        vars(package).pop(name, None)


def test_the_example_of_a_view_is_found_computed_and_shown(added, qtbot):
    added("largest", views)
    kind = next(view for view in discover(views, LayerView) if view.title == "Largest values")
    net = nn.Sequential(nn.Flatten(), nn.Linear(4, 3, bias=False))
    net[1].weight = nn.Parameter(torch.tensor([[1.0, 0, 0, 0], [0, 2.0, 0, 0], [0, 0, 0.5, 0]]))
    trace = capture(net.eval(), torch.full((1, 1, 2, 2), 4.0))
    call = trace["1"]
    assert kind.accepts(call)
    result = kind.compute(trace, call, Options(), Job("view", "", lambda job: None, lambda _: None, lambda _: None))
    assert result == [(8.0, 1), (4.0, 0), (2.0, 2)]
    view = kind()
    qtbot.addWidget(view)
    view.show_result(result)
    assert view.lines.text() == "8 at 1\n4 at 0\n2 at 2"
    view.clear()
    assert not view.lines.text()


def test_the_example_of_an_input_is_found_and_gives_pictures(added, qtbot):
    added("noise", inputs)
    kind = next(source for source in discover(inputs, InputSource) if source.title == "Noise")
    source = kind()
    qtbot.addWidget(source)
    assert source.picture() is None
    with qtbot.waitSignal(source.picture_changed) as first:
        source.button.click()
    with qtbot.waitSignal(source.picture_changed) as second:
        source.button.click()
    assert first.args[0].image.size == (64, 64)
    assert first.args[0].image.tobytes() != second.args[0].image.tobytes()
    assert source.picture() is second.args[0]


def test_the_example_of_a_source_of_models_opens_its_networks(added):
    added("blurs", models)
    model = explorer.load("blur:3")
    trace = explorer.capture(model, torch.ones(1, 1, 28, 28))
    assert float(trace.output[0, 0, 14, 14]) == 1
    with pytest.raises(explorer.errors.ModelError, match="blur:4: an odd number"):
        explorer.load("blur:4")


def test_the_example_of_a_sub_command_runs(added, capsys):
    added("count", cli)
    assert main(["count", "digits"]) == 0
    assert capsys.readouterr().out == "75,498\n"
    assert main(["count", "no-such-model"]) == 1


def test_the_example_of_a_lesson_is_found_and_its_text_can_be_filled(added):
    added("mean_filter", lessons)
    lesson = next(kind for kind in discover(lessons, Lesson) if kind.name == "17-mean-filter")()
    numbers = lesson.numbers(None)
    # The mean of three rows of 1, 2, 3.
    assert numbers == {"cells": 9, "first": 2.0}
    assert lesson.question(numbers).right == 2
    (text,) = documents.blocks(ARCHITECTURE, "markdown")
    title, body, steps, _, answer = re.split(r"\n## .*\n|\n\n(?=Each)", text)
    assert len(lesson.steps) == len(re.findall("^- ", steps, re.MULTILINE))
    assert "9 cells" in filled(body, numbers)
    assert filled(answer, numbers).strip().startswith("2: the mean")
    assert title == "# A blur is a mean"


def test_the_window_has_a_tab_for_each_example(added, window):
    added("largest", views)
    added("noise", inputs)
    window.fill()
    assert "Largest values" in [view.label() for view in window.panels.views.views]
    assert "Noise" in [source.title for source in window.panels.left.input.sources()]
    assert "Largest values" in [entry.name for entry in entries(window.menuBar())]


def test_no_example_is_left_unrun():
    run = {"views/largest", "inputs/noise", "models/blurs", "cli/count", "lessons/mean_filter"}
    assert {path.removeprefix("explorer/").removesuffix(".py") for path in EXAMPLES} == run


@pytest.mark.parametrize("name", ["README.md", "docs/guide.md", "docs/guide.ko.md"])
def test_python_in_readme_and_guide_runs(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    digit(7).save("seven.png")
    (code, *_) = documents.blocks((ROOT / name).read_text(encoding="utf-8"), "python")
    exec(compile(code, name, "exec"), {})
    assert "conv2" in capsys.readouterr().out
