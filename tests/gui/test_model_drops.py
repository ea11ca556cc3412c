"""What is dropped on the window outside the input panel."""

from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication


def drop(window, path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(700, 300), copy, mime, left, keys)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(700, 300), copy, mime, left, keys))
    return enter.isAccepted()


def test_a_picture_dropped_on_the_maps_is_shown(hand, tmp_path):
    Image.new("L", (40, 30), 200).save(tmp_path / "grey.png")
    assert drop(hand.window, tmp_path / "grey.png")
    hand.wait_for(lambda: hand.window.session.state.picture.label == "grey.png")


def test_what_is_neither_model_nor_picture_nor_session_is_not_taken(hand, tmp_path):
    (tmp_path / "notes.txt").write_text("no network", encoding="utf-8")
    assert not drop(hand.window, tmp_path / "notes.txt")


def test_a_stimulus_is_drawn_anew_for_a_network_that_takes_more_pixels(hand):
    panel = hand.window.panels.left.input
    hand.do(panel.select_input, "Stimulus")
    small = hand.window.session.state.picture.image.size
    hand.open_model("resnet18:random")
    assert hand.window.session.state.picture.kind == "stimulus"
    # The network crops 224 of the 256 that it scales pictures to.
    assert small == (28, 28)
    assert hand.window.session.state.picture.image.size == (256, 256)
    assert hand.frame.request.picture is hand.window.session.state.picture
