"""The window in another language: chosen in its menu, spoken at once, with everything where it was."""

import numpy as np
import pytest
import shiboken6
import torch
from PySide6.QtCore import QLocale, QSettings
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QDialogButtonBox

from explorer.data.preprocess import DigitPreprocessing
from explorer.gui import languages
from explorer.gui.downloads import Download
from explorer.gui.tour import settle
from explorer.labs.convolution import ConvolutionLab
from explorer.models.live import live_model, pictures_of
from explorer.widgets.said import said
from explorer.words import Words


@pytest.fixture(autouse=True)
def _as_before(qapp):
    yield
    languages.speak(qapp, "en")
    QLocale.setDefault(QLocale.system())


@pytest.fixture
def system_in_korean(monkeypatch):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda self: ["de-DE", "ko-KR", "en-US"])


def choose(hand, name):
    hand.window.actions_.more.languages.actions[name].trigger()
    hand._qtbot.waitUntil(lambda: languages.spoken(name) == QLocale().name()[:2])
    hand.settle()


def tabs(window):
    bar = window.panels.views._bar
    return [bar.tabText(index) for index in range(bar.count())]


def test_choosing_a_language_changes_every_text_at_once_and_leaves_nothing_behind(hand):
    count, gone = len(hand.window.children()), []
    hand.window.findChildren(QUndoStack)[0].destroyed.connect(lambda: gone.append(True))
    assert "Feature maps" in tabs(hand.window)

    choose(hand, "ko")

    assert "특성 맵" in tabs(hand.window)
    assert hand.window.actions_.open_model.text() == "모델 열기(&M)…"
    assert hand.window.actions_.open_model.toolTip() == "모델 열기 (Ctrl+M)"
    assert hand.window.input_dock.windowTitle() == "입력"
    assert hand.window.actions_.more.languages.actions["ko"].isChecked()
    assert languages.chosen(hand.window._settings) == "ko"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "취소"
    assert gone == [True]
    assert len(hand.window.children()) == count

    choose(hand, "en")

    assert "Feature maps" in tabs(hand.window)


def test_what_the_window_shows_is_carried_over_and_goes_on_working(hand):
    hand.draw(7)
    hand.do(hand.window.session.set, layer="conv2", view="Filters", channel=3)
    hand.do(hand.window.session.amend, cell=(2, 5), scale="channel")
    strokes, before, scores, window = hand.pad.strokes(), hand.state, hand.frame.scores, hand.window

    choose(hand, "ko")

    assert hand.window is window
    assert hand.pad.strokes() == strokes
    fields = ("model", "layer", "view", "channel", "cell", "probe", "scale", "signed_map")
    assert [getattr(hand.state, name) for name in fields] == [getattr(before, name) for name in fields]
    assert hand.window.panels.views.current().title == "Filters"
    assert hand.frame.scores.tolist() == pytest.approx(scores.tolist(), abs=1e-6)
    assert "Digit CNN" in hand.window.windowTitle()

    hand.do(hand.window.session.back)

    assert hand.state.layer == "conv1"

    hand.pad.clear()
    hand.draw(3)

    assert hand.frame.scores.argmax() == 3
    hand.open_model("digits-mlp")
    assert hand.state.model.name == "digits-mlp"


def test_sample_docks_and_an_open_laboratory_stay(hand):
    panel = hand.window.panels.left.input
    next(source for source in panel.sources() if source.title == "Samples").pick("digit-4")
    hand.settle()
    hand.window.unit_dock.hide()
    setup = hand.window.labs.open(ConvolutionLab).setup()
    hand.settle()

    choose(hand, "ko")

    lab = hand.window.labs.current()
    assert isinstance(lab, ConvolutionLab)
    assert lab.setup() == setup
    hand.do(hand.window.labs.close)
    panel = hand.window.panels.left.input
    assert panel.selected_input() == "Samples"
    assert panel.picture().label == "숫자 4"
    assert not hand.window.unit_dock.isVisible()
    assert hand.window.input_dock.isVisible()


def test_nonsense_in_the_settings_means_the_systems_language(tmp_path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "tlh")
    assert languages.chosen(settings) == "system"


def test_system_means_the_first_of_its_languages_that_there_is(system_in_korean):
    assert languages.spoken("system") == "ko"


def test_system_without_any_of_them_means_english(monkeypatch):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda self: ["de-DE", "fr"])
    assert languages.spoken("system") == "en"


def test_the_same_language_by_another_name_leaves_the_window_alone(hand, monkeypatch):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda self: ["en-GB"])
    session = hand.window.session
    hand.do(hand.window.actions_.more.languages.set, "en")
    assert hand.window.session is session


def test_what_models_say_of_themselves_is_translated_as_far_as_it_is_known(qapp):
    grey, weights = DigitPreprocessing().describe(), Words("weights from {0}", "a.pt")
    assert (said(grey), said(weights), said("torchvision")) == (
        "28 × 28, grey, 0 to 1",
        "weights from a.pt",
        "torchvision",
    )

    languages.speak(qapp, "ko")

    assert said(grey) == "28 × 28, 회색조, 0 ~ 1"
    assert said(weights) == "a.pt의 가중치"
    assert said("torchvision") == "torchvision"


def test_a_running_programs_network_stays_with_what_it_was_given(hand):
    pictures = pictures_of(torch.rand(3, 1, 8, 8))
    model = live_model(torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3)), pictures)
    hand.do(hand.window.controller.show_live, model, pictures)
    hand.do(hand.window.controller.pick_layer, "0")
    given = next(source for source in hand.window.panels.left.input.sources() if source.title == "Given")
    hand.do(given.pick, 2)
    shown = hand.frame.unit.values

    choose(hand, "ko")

    assert hand.state.model is model
    assert hand.window.panels.left.input.selected_input() == "Given"
    assert hand.window.panels.left.input.picture() is pictures[2]
    np.testing.assert_array_equal(hand.frame.unit.values, shown)


def test_a_network_that_was_being_opened_is_opened_nevertheless(hand):
    hand.window.open_model("digits-mlp")
    choose(hand, "ko")
    assert hand.state.model.name == "digits-mlp"


@pytest.mark.timeout(30)
def test_waiting_for_the_window_knows_the_jobs_of_the_one_that_is_filled_anew(hand):
    hand.window.open_model("digits-mlp")
    hand.window.actions_.more.languages.set("ko")
    settle(hand.window)
    assert hand.window.jobs.is_idle()
    assert hand.state.model.name == "digits-mlp"
    assert hand.frame is not None


def test_lessons_are_left_before(hand):
    hand.draw(7)
    strokes = hand.pad.strokes()
    hand.do(hand.window.lessons.open)
    hand.do(hand.window.lessons.go, 1)

    choose(hand, "ko")

    assert hand.pad.strokes() == strokes
    assert hand.state.model.name == "digits"
    assert hand.window.lessons.language == "ko"


def test_what_was_drawn_can_be_undone_and_done_again_afterwards(hand):
    hand.draw(7)
    hand.pad.shift(5, 0)
    hand.draw(1)
    hand.pad.undo_stack.undo()
    strokes, count = hand.pad.strokes(), hand.pad.undo_stack.count()

    choose(hand, "ko")

    stack = hand.pad.undo_stack
    assert hand.pad.strokes() == strokes
    assert (stack.count(), stack.index()) == (count, count - 1)
    assert stack.undoText() == "그림 옮기기"
    stack.redo()
    assert len(hand.pad.strokes()) == len(strokes) + 1
    stack.setIndex(0)
    assert hand.pad.is_empty()


def test_a_download_is_not_cut_off(hand, monkeypatch):
    download = Download(hand.window)
    monkeypatch.setattr(Download, "running", True)
    languages_ = hand.window.actions_.more.languages
    hand.do(languages_.actions["ko"].trigger)
    assert languages.chosen(hand.window._settings) != "ko"
    assert not languages_.actions["ko"].isChecked()
    assert hand.window.message.text() == (
        "This can be changed when the download has ended, or when you have cancelled it."
    )
    monkeypatch.setattr(Download, "running", False)
    choose(hand, "ko")
    assert languages.chosen(hand.window._settings) == "ko"
    assert not shiboken6.isValid(download)
