"""The head of a dock."""

from PySide6.QtCore import Qt


def test_a_dock_becomes_a_window_and_comes_back(hand, qtbot):
    dock = hand.window.input_dock
    button = dock.titleBarWidget().float_button
    assert (dock.isFloating(), button.toolTip()) == (False, "As a window of its own")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (dock.isFloating(), button.toolTip()) == (True, "Back into the window")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not dock.isFloating()


def test_a_dock_is_never_narrower_than_what_it_holds(hand):
    for dock in (hand.window.input_dock, hand.window.layers_dock):
        assert dock.minimumSizeHint().width() >= max(240, dock.widget().minimumSizeHint().width())
