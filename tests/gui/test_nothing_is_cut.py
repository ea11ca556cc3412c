"""No text of the program has less room than it needs, in small windows, in Korean and with larger letters.

`make sheet` looks at every screen in every way; here are those that are tight.
"""

import importlib
from pathlib import Path

import pytest
from hand import end
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFontDatabase, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

import explorer
from explorer.gui import languages
from explorer.gui.tour import settle
from explorer.gui.window import MainWindow
from explorer.widgets import theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.safely import safely

ROOT = Path(explorer.__file__).parents[1]
VIEWS = (
    ("Feature maps", "conv1", 2, None),
    ("Pooling", "pool1", 2, (5, 5)),
    ("Arithmetic", "conv2", 20, (5, 8)),
    ("Receptive field", "conv3", 12, (5, 8)),
    ("Channels", "conv2", 5, None),
    ("Class scores", "fc1", 7, None),
    ("Values", "relu2", 5, (3, 3)),
)


@pytest.fixture
def bench(monkeypatch):
    """Imports a file of benchmarks/."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module


@pytest.fixture
def findings(bench):
    return bench("_cut_texts").findings


@pytest.fixture
def opened(qapp, tmp_path):
    """Opens a window of 1280 x 800 in a language, with letters so many times as large as usual."""
    windows = []

    def opened(language, letters):
        if language == "ko" and not QFontDatabase.families(QFontDatabase.WritingSystem.Korean):
            pytest.skip("needs a font that has Hangul (apt-get install fonts-noto-cjk): Qt's boxes are wider")
        languages.speak(qapp, language)
        theme.apply(qapp, "light", letters)
        window = MainWindow(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat), data=tmp_path)
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        return window

    yield opened
    for window in windows:
        end(window)
    languages.speak(qapp, languages.ENGLISH)
    theme.apply(qapp, "light")


def cut(bench, window, screens):
    find, words_of = bench("_cut_texts").findings, bench("_screens").words_of
    shown = {name: [str(one) for one in find(screen, words_of(window))] for name, screen in screens}
    assert len(shown) > 1
    return {name: found for name, found in shown.items() if found}


@pytest.mark.parametrize(("language", "letters", "views"), [("en", 1.0, VIEWS[1:3]), ("ko", 1.2, VIEWS)])
def test_views_have_room_for_their_texts(bench, opened, language, letters, views):
    screens, window = bench("_screens"), opened(language, letters)
    screens.begin(window)
    assert cut(bench, window, screens.views(window, views)) == {}


def test_dialogs_and_a_lesson_in_the_laboratory_have_room_for_their_texts(bench, opened):
    screens, window = bench("_screens"), opened("ko", 1.0)
    window.open_model("digits")
    settle(window)
    assert cut(bench, window, screens.dialogs(window)) == {}
    assert cut(bench, window, ((f"lesson {n}", one) for n in (4, 12) for _, one in screens.lessons(window, (n,)))) == {}


# ---- what finds them


class Painted(QWidget):
    """Paints a text in a room that is too narrow for it, and another one upon it."""

    @safely
    def paintEvent(self, _event):
        painter = QPainter(self)
        painter.drawText(2, 20, "a sentence that is longer than this widget is wide")
        painter.drawText(self.rect().adjusted(0, 8, 0, 0), Qt.AlignmentFlag.AlignTop, "another one")
        shown = painter.fontMetrics().elidedText("what is too long", Qt.TextElideMode.ElideRight, 60)
        painter.drawText(2, 60, shown)


def kinds(found):
    return {(one.kind, one.text) for one in found}


def test_labels_and_buttons_without_room_are_found(qtbot, findings):
    root = QWidget()
    qtbot.addWidget(root)
    row = QHBoxLayout(root)
    label, button, fitting, elided = QLabel("a label"), QPushButton("a button"), QLabel("fits"), ElidedLabel()
    elided.set_whole_text("the name of something")
    for part in (label, button, fitting, elided):
        row.addWidget(part)
    label.setFixedWidth(20)
    button.setFixedWidth(30)
    elided.setFixedWidth(60)
    root.show()
    assert kinds(findings(root)) == {("cut", "a label"), ("cut", "a button"), ("elided", "the name of something")}
    assert kinds(findings(root, frozenset({"name of something"}))) == {("cut", "a label"), ("cut", "a button")}


def test_painted_texts_that_are_cut_shortened_or_upon_each_other_are_found(qtbot, findings):
    painted = Painted()
    qtbot.addWidget(painted)
    painted.resize(120, 80)
    painted.show()
    found = {one.kind for one in findings(painted)}
    assert found == {"cut", "overlap", "elided"}


def test_what_lies_over_another_or_outside_of_its_parent_is_found(qtbot, findings):
    root = QWidget()
    qtbot.addWidget(root)
    root.resize(200, 100)
    one, other, outside = QLabel("one", root), QLabel("other", root), QLabel("outside", root)
    one.setGeometry(10, 10, 80, 20)
    other.setGeometry(60, 15, 80, 20)
    outside.setGeometry(180, 60, 80, 20)
    root.show()
    assert kinds(findings(root)) == {("overlap", "one | other"), ("outside", "outside")}
