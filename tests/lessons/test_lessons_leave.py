"""The lessons are entered and left: nothing of the user's own is lost, and what was learned is remembered."""

from functools import partial

import pytest
from hand import end
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget
from student import Student

from explorer.labs.convolution import ConvolutionLab


@pytest.fixture(autouse=True)
def _left(student):
    student.do(student.lessons.close)
    yield
    student.do(student.lessons.close)
    student.do(student.window.labs.close)


def layout_of(window):
    docks = [dock for dock in window.findChildren(QDockWidget) if dock.isVisible()]
    return {dock.objectName(): dock.geometry() for dock in docks}, window._splitter.sizes()


def test_leaving_brings_back_drawing_state_and_layout(student):
    window = student.window
    student.do(window.unit_dock.hide)
    student.do(lambda: window.session.set(layer="conv2", channel=5, cell=(3, 4), view="Values"))
    before, strokes, layout, history = student.state, student.pad.strokes(), layout_of(window), window.session.history()
    undone = student.pad.undo_stack.index()
    for name in ("13-invariance", "03-dot-product", "10-weight-sharing"):
        student.go(name)
    student.do(window.controller.pick_layer, "fc1")
    student.do(student.pad.clear)
    assert student.pad.strokes() != strokes
    student.do(student.lessons.close)
    assert student.pad.strokes() == strokes
    assert student.pad.undo_stack.index() == undone
    assert student.state == before
    assert window.session.history() == history
    assert layout_of(window) == layout
    assert not student.panel.isVisible()
    frame = window.controller.frame
    assert (frame.call.name, frame.view.title) == ("conv2", "Values")
    student.do(window.unit_dock.show)


def test_leaving_brings_back_the_sample_that_was_looked_at(student):
    panel = student.window.panels.left.input
    samples = next(source for source in panel.sources() if source.title == "Samples")
    student.do(samples.pick, "digit-5")
    before = student.state
    assert before.picture.label == "Digit 5"
    student.go("10-weight-sharing")
    assert panel.selected_input() == "Draw"
    student.do(student.lessons.close)
    assert panel.selected_input() == "Samples"
    assert student.state == before
    student.do(panel.select_input, "Draw")


def test_leaving_brings_back_an_open_laboratory_as_it_was(student):
    student.do(student.window.labs.open, ConvolutionLab)
    lab = student.lab
    student.set_lab("stride", 2)
    setup, text = lab.setup(), lab.bench.footer.text()
    assert "the drawing" in text
    student.go("07-stride")
    assert student.lab is not lab
    assert "own values" in student.lab.bench.footer.text()
    student.do(student.lessons.close)
    assert student.lab is lab
    assert lab.setup() is setup
    assert lab.bench.footer.text() == text


def test_a_changed_preprocessing_is_taken_back(student):
    centre = student.state.model.preprocessing.centre
    student.go("13-invariance")
    assert student.state.model.preprocessing.centre is not centre
    student.do(student.lessons.close)
    assert student.state.model.preprocessing.centre is centre
    assert student.window.panels.left.input._seen._centre.isChecked() is centre


def test_what_a_lesson_shows_is_not_kept_as_the_users_session(student, monkeypatch):
    autosaving = student.window.sessions.autosaving
    asked = []
    monkeypatch.setattr(autosaving, "_changed", lambda: asked.append(student.lessons.is_open))
    student.go("13-invariance")
    student.do(autosaving._on_timeout)
    assert asked == []
    student.do(student.lessons.close)
    student.do(autosaving._on_timeout)
    assert asked == [False]


def test_the_lessons_stay_beside_a_laboratory_that_the_user_opens(student):
    student.go("08-output-size")
    student.do(student.window.labs.open, ConvolutionLab)
    assert student.panel.isVisible()
    assert not student.window.unit_dock.isVisible()
    student.do(QTest.keyClick, student.lab, Qt.Key.Key_Escape)
    assert student.panel.isVisible()
    assert student.window.unit_dock.isVisible()


def test_next_back_and_finish(student):
    student.go("03-dot-product")
    student.do(student.panel.next.click)
    assert student.lessons.present.lesson.name == "04-filter-and-bias"
    student.do(student.panel.back.click)
    assert student.lessons.present.lesson.name == "03-dot-product"
    student.go("01-visual-cortex")
    assert not student.panel.back.isEnabled()
    student.do(student.lessons.panel.show_place, "en", ["01-visual-cortex"], 0, set())
    assert student.panel.next.text() == "Finish"
    student.lessons._number = len(student.lessons.lessons) - 1
    student.do(student.panel.next.click)
    assert not student.panel.isVisible()


def test_starting_again_sets_the_window_up_again(student):
    student.go("07-stride")
    student.set_lab("stride", 2)
    assert student.panel.steps.done() == [True, False, False]
    student.do(student.panel.head.again.click)
    assert student.lab.setup().stride == 1
    assert student.panel.steps.done() == [False, False, False]


def test_a_step_that_the_window_cannot_see_is_ticked_by_hand_and_stays_so(student):
    student.go("03-dot-product")
    student.panel.steps.tick(0)
    student.set_lab("flipped", True)
    student.set_lab("flipped", False)
    student.do(student.lessons.set_language, "ko")
    assert student.panel.steps.done() == [True, True, False]
    student.do(student.lessons.set_language, "en")


def test_the_language_is_the_windows_until_another_is_chosen(student, request):
    request.addfinalizer(partial(QLocale.setDefault, QLocale()))
    QLocale.setDefault(QLocale(QLocale.Language.Korean))
    student.window._settings.remove("lessons/language")
    student.go("07-stride")
    assert student.panel.title.text() == "스트라이드"
    student.panel.head.language.changed.emit("en")
    assert student.panel.title.text() == "Stride"
    assert student.lessons.language == "en"


def test_a_lesson_whose_network_cannot_be_opened_says_so(student, monkeypatch):
    student.go("08-output-size")
    lesson = student.lessons.lessons[7]
    scene = lesson.scene()
    object.__setattr__(scene, "model", "no-such-network")
    monkeypatch.setattr(type(lesson), "scene", lambda self: scene)
    student.do(student.lessons.go, 7)
    assert "no-such-network" in student.panel.body.toPlainText()
    assert not student.panel.question.isVisible()


def test_the_action_is_in_the_help_menu_and_the_tool_bar_and_toggles(student):
    action = student.window.actions_.lessons
    menus = {menu.text(): menu.menu() for menu in student.window.menuBar().actions()}
    assert action in menus["&Help"].actions()
    student.do(action.trigger)
    assert action.isChecked()
    assert student.panel.isVisible()
    student.do(action.trigger)
    assert not action.isChecked()
    assert not student.panel.isVisible()


def test_progress_and_place_are_remembered_and_a_window_closed_in_a_lesson_comes_back_whole(qapp, tmp_path):
    first = Student(tmp_path)
    first.go("07-stride")
    first.do(first.panel.question.buttons[0].click)
    first.go("05-feature-maps")
    end(first.window)
    second = Student(tmp_path)
    assert second.window.input_dock.isVisible()
    second.do(second.lessons.open)
    assert second.lessons.present.lesson.name == "05-feature-maps"
    assert second.lessons._done() == {"07-stride"}
    assert second.panel.segments._done == {6}
    second.do(second.lessons.close)
    assert second.state.model is None
    end(second.window)
