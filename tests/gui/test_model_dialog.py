"""Choosing a model by name: the list, the weights, and their download while the window goes on."""

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton, QTableView

from explorer.gui.model_dialog import ModelDialog
from explorer.gui.zoo_rows import NAME, PARAMETERS
from explorer.jobs import Jobs
from explorer.models.zoo import random_network
from explorer.widgets import theme
from explorer.widgets.message_bar import MessageBar
from explorer.widgets.segmented import SegmentedControl

SMALL = "squeezenet1_1"


class Dialog:
    """A hand on the dialog's page of names."""

    def __init__(self, widget, qtbot):
        self._qtbot = qtbot
        self.widget, self.page = widget, widget.zoo
        self.chosen = []
        self.widget.model_chosen.connect(self.chosen.append)
        self.table = self.page.findChild(QTableView)
        self.weights = next(box for box in self.page.findChildren(QComboBox) if box.accessibleName() == "Weights")
        self.open = self.widget.open_button
        self.message = self.page.findChild(MessageBar)
        self.wait(lambda: len(self.names()) > 50)

    def wait(self, condition):
        self._qtbot.waitUntil(condition, timeout=20_000)

    def names(self):
        model = self.table.model()
        return [model.index(row, NAME).data() for row in range(model.rowCount())]

    def search(self, text):
        self.page.findChild(QLineEdit).setText(text)

    def button(self, text):
        return next(button for button in self.page.findChildren(QPushButton) if button.text() == text)

    def choose(self, weights):
        self.weights.setCurrentIndex(
            next(i for i in range(self.weights.count()) if weights in self.weights.itemText(i))
        )

    def text(self):
        return " ".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def make_dialog(qapp, qtbot):
    """Opens the dialog without a window round it."""
    theme.apply(qapp, "light")
    jobs, dialogs = Jobs(), []

    def make():
        widget = ModelDialog(jobs)
        widget.show()
        dialogs.append(Dialog(widget, qtbot))
        return dialogs[-1]

    yield make
    for dialog in dialogs:
        dialog.widget.close()
    jobs.stop()


@pytest.fixture
def dialog(make_dialog, checkpoints):
    return make_dialog()


@pytest.fixture
def in_window(hand, qtbot, checkpoints):
    """The dialog of a window that shows the shipped network."""
    hand.window.choose_model()
    return Dialog(hand.window.findChild(ModelDialog), qtbot)


@pytest.fixture
def offered(offer):
    """The server has weights for a small network, changed so that they can be told from random ones."""
    state = random_network(SMALL).state_dict()
    state["features.0.bias"] = torch.full((64,), 0.25)
    offer(SMALL, state)
    return SMALL


# ---- the list


def test_models_are_found_by_words_and_by_task(dialog):
    assert dialog.names()[:3] == ["digits", "digits-mlp", "alexnet"]
    dialog.search("resnet 50")
    assert {"resnet50", "wide_resnet50_2", "fcn_resnet50"} <= set(dialog.names())
    assert "resnet18" not in dialog.names()
    tasks = dialog.page.findChild(SegmentedControl)
    next(button for button in tasks.findChildren(QAbstractButton) if button.text() == "Segmentation").click()
    assert dialog.names() == ["deeplabv3_resnet50", "fcn_resnet50"]
    dialog.search("nothing is called that")
    assert dialog.names() == []
    assert not dialog.open.isEnabled()
    assert "No model has that in its name." in dialog.text()


def test_models_are_sorted_by_number_not_by_text(dialog):
    dialog.search("resnet")
    dialog.table.sortByColumn(PARAMETERS, Qt.SortOrder.AscendingOrder)
    order = dialog.names()
    # 11.7, 25.6 and 126.9 million: as texts 11.7 and 126.9 would stand together.
    assert order.index("resnet18") < order.index("resnet50") < order.index("wide_resnet101_2")


def test_a_model_without_weights_to_choose_is_opened_as_it_is(dialog):
    dialog.search("digits")
    assert dialog.weights.isHidden()
    dialog.open.click()
    assert dialog.chosen == ["digits"]


@pytest.mark.parametrize("place", [QLineEdit, QTableView])
def test_enter_opens_the_model_once(dialog, qtbot, place):
    dialog.search("digits")
    QTest.keyClick(dialog.page.findChild(place), Qt.Key.Key_Return)
    assert dialog.chosen == ["digits"]


def test_random_weights_are_opened_without_a_download(in_window, hand):
    dialog = in_window
    dialog.search(SMALL)
    assert dialog.open.text() == "Download and open"
    dialog.choose("Random")
    assert dialog.open.text() == "Open"
    dialog.open.click()
    hand.wait_for(lambda: hand.state.model.name == f"{SMALL}:random")
    assert hand.window.findChild(ModelDialog) is None


def test_what_is_on_the_disk_is_offered_first(make_dialog, plant):
    plant("mobilenet_v2", b"is looked at when it is opened", "IMAGENET1K_V1")
    dialog = make_dialog()
    dialog.search("mobilenet_v2")
    assert dialog.weights.currentText() == "IMAGENET1K_V1  ·  71.9 %  ·  13.6 MB  ·  on disk"
    dialog.open.click()
    assert dialog.chosen == ["mobilenet_v2:IMAGENET1K_V1"]


def test_a_dialog_that_is_closed_at_once_waits_for_no_list(hand, qtbot):
    hand.window.choose_model()
    dialog = hand.window.findChild(ModelDialog)
    dialog.reject()
    dialog.deleteLater()
    with qtbot.captureExceptions() as caught:
        hand.settle()
        qtbot.wait(20)
    assert caught == []


def test_asking_twice_makes_one_dialog(make_window, checkpoints):
    window = make_window()
    window.choose_model()
    window.choose_model()
    assert len(window.findChildren(ModelDialog)) == 1


def test_every_control_of_the_dialog_has_a_name(dialog):
    dialog.search(SMALL)
    kinds = (QAbstractButton, QComboBox, QLineEdit, QTableView, SegmentedControl)
    controls = [control for kind in kinds for control in dialog.widget.findChildren(kind) if control.isVisible()]
    parts = (QComboBox, QLineEdit, QTableView)
    nameless = [
        type(control).__name__
        for control in controls
        if not control.accessibleName()
        and not (isinstance(control, QAbstractButton) and control.text())
        and not isinstance(control.parent(), parts)
    ]
    assert len(controls) > 8
    assert nameless == []


# ---- the download


def test_weights_are_downloaded_and_opened_while_the_user_draws(in_window, hand, offered, server):
    dialog = in_window
    server.mode = "stalled"
    server.limit = 1 << 20
    dialog.search(offered)
    dialog.open.click()
    dialog.wait(lambda: "1.0 of 4.7 MB" in dialog.text())
    assert not dialog.open.isEnabled()
    before = hand.frame
    hand.draw(7)
    assert hand.frame is not before
    assert int(hand.frame.scores.argmax()) == 7
    # The server breaks off here; the next try gets the rest.
    server.go_on.set()
    dialog.wait(dialog.message.isVisible)
    assert "it ended after 1.0 MB of 4.7 MB" in dialog.message.text()
    server.mode = "good"
    dialog.open.click()
    hand.wait_for(lambda: hand.state.model.name == f"{SMALL}:IMAGENET1K_V1")
    assert server.asked[-1]["Range"] == f"bytes={1 << 20}-"
    assert hand.state.model.trained
    assert set(hand.state.model.module.features[0].bias.tolist()) == {0.25}
    assert hand.window.message.text() == ""


def test_a_download_is_stopped_and_what_has_come_is_kept(dialog, offered, server, checkpoints):
    server.mode, server.limit = "stalled", 1 << 20
    dialog.search(offered)
    dialog.open.click()
    dialog.wait(lambda: "1.0 of 4.7 MB" in dialog.text())
    dialog.button("Cancel download").click()
    assert dialog.open.isEnabled()
    assert "The next try goes on from here" in dialog.text()
    assert dialog.button("Cancel download").isHidden()
    # "1.0 MB" is what has been told; the last blocks may still be on their way.
    (kept,) = (path.stat().st_size for path in checkpoints.glob("*.partial"))
    assert 950_000 < kept <= 1 << 20
    assert dialog.chosen == []
    server.mode = "good"
    dialog.open.click()
    dialog.wait(lambda: dialog.chosen == [f"{SMALL}:IMAGENET1K_V1"])


def test_what_cannot_be_downloaded_is_said_in_the_dialog(dialog, offered, server):
    server.files.clear()
    dialog.search(offered)
    dialog.open.click()
    dialog.wait(dialog.message.isVisible)
    assert "the server says 404 Not Found." in dialog.message.text()
    assert dialog.message.text().count(server.address) == 1
    assert dialog.open.isEnabled()
    assert dialog.chosen == []
    dialog.search("digits")
    assert not dialog.message.isVisible()


def test_closing_the_dialog_ends_its_download(dialog, offered, server, checkpoints):
    jobs = begun(dialog, offered, server)
    dialog.button("Close").click()
    assert jobs._thread.isFinished()
    assert dialog.chosen == []
    assert len([*checkpoints.glob("*.partial")]) == 1


def test_closing_the_window_ends_a_download(in_window, hand, offered, server):
    jobs = begun(in_window, offered, server)
    hand.window.close()
    assert jobs._thread.isFinished()
    assert in_window.chosen == []


def begun(dialog, offered, server):
    """A download that has come to its first megabyte, and what it runs in."""
    server.mode, server.limit = "stalled", 1 << 20
    dialog.search(offered)
    dialog.open.click()
    dialog.wait(lambda: "1.0 of 4.7 MB" in dialog.text())
    return dialog.widget.zoo._download._jobs
