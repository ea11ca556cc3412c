"""What the documentation says is there: links, pictures, keys, commands, formats."""

import dataclasses
import html
import re
import shlex
import tomllib

import documents
import pytest
from documents import FILES, ROOT
from hand import end
from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence

from explorer import cli, lessons, views
from explorer.__main__ import _command_parser, _window_parser
from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.data.samples import samples
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
from explorer.gui.menu_walk import entries, plain
from explorer.gui.widget_keys import places
from explorer.gui.window import MainWindow
from explorer.lessons.base import Lesson
from explorer.views.base import LayerView

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


def test_menus_that_are_named_are_there(window):
    window.fill()
    known = {part for entry in entries(window.menuBar()) for part in (*entry.path, entry.name.rstrip("…"))}
    korean = (ROOT / "resources" / "translations" / "ko.ts").read_text(encoding="utf-8")
    for message in re.findall("<translation>(.+?)</translation>", korean):
        known.add(plain(html.unescape(message)).rstrip("…"))
    for name in TEXTS:
        named = re.findall(r"\*\*([^*\n]+ > [^*\n]+)\*\*", TEXTS[name])
        assert {part for path in named for part in path.split(" > ")} - known == set(), name


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


# ---- what the project is made of


def test_floors_and_dependencies_are_those_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (floors,) = [one["layers"] for one in project["tool"]["importlinter"]["contracts"] if one["type"] == "layers"]
    (shown,) = [block for block in documents.blocks(TEXTS["docs/architecture.md"], "") if "__main__" in block]
    assert shown.strip() == " > ".join(floors).replace("explorer.", "")
    told = TEXTS["README.md"].partition("## What it is made of")[2]
    needed = {re.split("[><=]", one)[0] for one in project["project"]["dependencies"]}
    assert set(re.findall(r"^\| ([\w-]+) \| \w", told, re.MULTILINE)) - {"dependency"} == needed
    assert {f"`{extra}`" for extra in project["project"]["optional-dependencies"]} - {"`dev`"} <= set(told.split())


def test_counts_that_the_guides_tell_are_right():
    assert f"{len(samples())} pictures" in TEXTS["docs/guide.md"]
    assert f"이미지 {len(samples())}개" in TEXTS["docs/guide.ko.md"]
    assert len(discover(lessons, Lesson)) == 16, "README and guides say sixteen"
    assert len(discover(views, LayerView)) == 9, "the guides say nine"


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
