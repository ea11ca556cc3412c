"""What the documentation says is there: links, pictures, keys, commands, and examples that run."""

import dataclasses
import importlib
import re
import shlex
import sys

import documents
import pytest
import torch
from documents import FILES, ROOT
from hand import end
from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence
from torch import nn

import explorer
from explorer import cli, inputs, lessons, models, views
from explorer.__main__ import _command_parser, _window_parser, main
from explorer.core.capture import capture
from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.data.samples import digit
from explorer.data.session_file import (
    DrawingPart,
    FilePart,
    LayoutPart,
    LookPart,
    ModelPart,
    PicturePart,
    SessionFile,
    StimulusPart,
)
from explorer.discover import discover
from explorer.gui.menu_walk import entries
from explorer.gui.widget_keys import places
from explorer.gui.window import MainWindow
from explorer.inputs.base import InputSource
from explorer.jobs import Job
from explorer.lessons.base import Lesson
from explorer.lessons.texts import filled
from explorer.views.base import LayerView, Options

TEXTS = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in FILES}
IMAGES = ROOT / "docs" / "images"
GUIDES = [name for name in TEXTS if name.startswith("docs/guide")]
EXAMPLES = documents.named_blocks(TEXTS["docs/architecture.md"])

each_file = pytest.mark.parametrize("name", TEXTS)


# ---- links and pictures


@each_file
def test_every_link_leads_to_a_file_and_a_heading(name):
    dead = []
    for link in documents.links(TEXTS[name]):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        known = documents.anchors(target.read_text(encoding="utf-8")) if anchor and target.is_file() else [anchor]
        if not target.exists() or anchor not in known:
            dead.append(link)
    assert dead == []


@each_file
def test_files_of_the_project_that_are_named_are_there(name):
    named = re.findall(r"`((?:\.ci|benchmarks|docs|explorer|resources|tests)/[\w./-]+\w)`", TEXTS[name])
    named += [f"explorer/{path}" for path in re.findall(r"`((?:core|cli|gui|models|views|labs)/\w+\.py)`", TEXTS[name])]
    examples = {*EXAMPLES, "resources/lessons/en/17-mean-filter.md"}
    assert [path for path in named if "NAME" not in path and path not in examples and not (ROOT / path).exists()] == []


def test_every_picture_is_shown_somewhere_and_taken_by_the_guides_tour():
    shown = {link.rpartition("/")[2] for text in TEXTS.values() for link in documents.links(text) if "images/" in link}
    there = {path.name for path in IMAGES.glob("*.png")}
    assert there == shown
    tour = (ROOT / "explorer" / "gui" / "guide_tour.py").read_text(encoding="utf-8")
    taken = {f"{name}.png" for name in re.findall(r"(?:shot|_dialog)\(\"([\w-]+)\"", tour)}
    # The guides in other languages have some of the same scenes.
    originals = {name.replace("-ko.png", ".png") for name in there if not name.startswith("curve-")}
    assert originals == taken


def test_the_pictures_are_small_enough_to_be_kept():
    assert sum(path.stat().st_size for path in IMAGES.iterdir()) < 4 << 20


# ---- keys


@pytest.fixture
def window(qapp, tmp_path):
    """Empty: `fill` brings what is in it."""
    window = MainWindow(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat), empty=True, data=tmp_path)
    yield window
    end(window)


def known_keys(window):
    window.fill()
    of_actions = {key for entry in entries(window.menuBar()) for key in entry.keys}
    return of_actions | {QKeySequence(key).toString() for place in places() for names, _ in place.keys for key in names}


def test_keys_that_are_named_do_something(window):
    known = known_keys(window)
    for name in ["README.md", *GUIDES, "docs/accessibility.md"]:
        named = {QKeySequence(key).toString() for key in documents.keys(TEXTS[name])}
        assert named, name
        assert named - known == set(), name


# ---- the command line


@each_file
def test_commands_that_are_named_can_be_typed(name):
    known = cli.commands()
    for command in documents.commands(TEXTS[name]):
        words = shlex.split(command.replace("[...]", "").replace("[", "").replace("]", "").replace(";", ""))
        while words and words[-1] == "...":
            words.pop()
        parser = _command_parser(known[words.pop(0)]) if words and words[0] in known else _window_parser(known)
        # A sentence that speaks of one option leaves out what would have to be given as well.
        for action in parser._actions:
            action.required = False
            if not action.option_strings:
                action.nargs = "?"
        parser.parse_args([word for word in words if word not in ("--help", "--version")])


@each_file
def test_options_that_are_named_exist(name):
    known = cli.commands()
    parsers = [_window_parser(known), *(_command_parser(command) for command in known.values())]
    options = {option for parser in parsers for action in parser._actions for option in action.option_strings}
    assert set(re.findall(r"`(--[a-z-]+)[^`]*`", TEXTS[name])) - options == set()


@each_file
def test_make_targets_that_are_named_exist(name):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = re.findall(r"(?:^|`)make ([a-z-]+)", TEXTS[name], re.MULTILINE)
    assert set(named) - targets == set()


# ---- formats


@pytest.mark.parametrize("part", [ModelPart, LookPart, LayoutPart, SessionFile])
def test_every_field_of_a_session_is_described(part):
    heading = {SessionFile: "## Sessions: `.fmx`"}.get(part, f"### `{part.__name__.removesuffix('Part').lower()}`")
    section = TEXTS["docs/file-formats.md"].partition(f"{heading}\n")[2].partition("\n#")[0]
    heads = re.findall(r"^\| (`.+?`) \|", section, re.MULTILINE)
    assert {field for head in heads for field in re.findall("`(\\w+)`", head)} == set(part.__struct_fields__)


@pytest.mark.parametrize("part", [DrawingPart, FilePart, PicturePart, StimulusPart])
def test_every_field_of_what_a_session_shows_is_described(part):
    kind = part.__struct_config__.tag
    section = TEXTS["docs/file-formats.md"].partition("### `input`\n")[2].partition("\n#")[0]
    (row,) = re.findall(rf"^\| `{kind}` \| (.+) \|$", section, re.MULTILINE)
    assert set(part.__struct_fields__) <= set(re.findall("`(\\w+)`", row))


def test_every_field_of_a_preprocessing_is_named():
    (sentence,) = re.findall(r"`--preprocess FILE` takes a JSON object(.+?)\.\n", TEXTS["README.md"], re.DOTALL)
    fields = {field.name for field in dataclasses.fields(PicturePreprocessing)}
    assert fields <= set(re.findall("`(\\w+)`", sentence))


# ---- examples


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
    (text,) = documents.blocks(TEXTS["docs/architecture.md"], "markdown")
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


@pytest.mark.parametrize("name", ["README.md", *GUIDES])
def test_python_in_readme_and_guide_runs(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    digit(7).save("seven.png")
    (code, *_) = documents.blocks(TEXTS[name], "python")
    exec(compile(code, name, "exec"), {})
    assert "conv2" in capsys.readouterr().out
