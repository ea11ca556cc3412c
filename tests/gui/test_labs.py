"""Laboratories in the window: opened by key and button, closed to the same window, computing nothing while closed."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QToolBar

from explorer.labs.convolution import ConvolutionLab


def layout_of(window):
    docks = {dock.objectName(): (dock.isVisible(), dock.geometry()) for dock in window.findChildren(QDockWidget)}
    return docks, window._splitter.sizes(), window.statusBar().isVisible(), window.size(), window.saveState()


def test_it_opens_with_a_drawing_and_closes_to_the_very_same_window(hand):
    window, labs = hand.window, hand.window.labs
    hand.draw(3)
    window.layers_dock.show()
    window.unit_dock.raise_()
    hand.settle()
    before, state = layout_of(window), hand.state
    window.actions_.labs[ConvolutionLab].trigger()
    hand.settle()
    lab = labs.current()
    assert isinstance(lab, ConvolutionLab)
    assert lab.isVisible()
    assert not any(dock.isVisible() for dock in window.findChildren(QDockWidget))
    assert not window.panels.network.isVisible()
    assert window.actions_.labs[ConvolutionLab].isChecked()
    assert "the drawing, 13 × 13" in lab.bench.footer.text()
    QTest.keyClick(lab, Qt.Key.Key_Escape)
    hand.settle()
    assert labs.current() is None
    assert not window.actions_.labs[ConvolutionLab].isChecked()
    assert layout_of(window) == before
    assert hand.state == state
    assert window.panels.network.isVisible()


def test_it_has_a_key_a_menu_a_button_and_a_way_back(hand):
    window = hand.window
    action = window.actions_.labs[ConvolutionLab]
    assert action.shortcut().toString() == "Ctrl+L"
    assert action in window.findChild(QToolBar, "tools").actions()
    tools = next(menu.menu() for menu in window.menuBar().actions() if menu.text() == "&Tools")
    assert action in tools.actions()
    # Nothing of a page is made before it is opened.
    assert window.findChildren(ConvolutionLab) == []
    for close in (lambda lab: lab.bench.head.back.click(), lambda lab: action.trigger()):
        lab = window.labs.open(ConvolutionLab)
        hand.settle()
        close(lab)
        hand.settle()
        assert window.labs.current() is None
        assert not lab.isVisible()


def test_it_follows_the_drawing_while_open_and_rests_while_closed(hand):
    window = hand.window
    lab = window.labs.open(ConvolutionLab)
    window.input_dock.show()
    hand.settle()
    hand.stroke([(0.3, 0.2), (0.4, 0.8)])
    hand.settle()
    seen = lab.setup()
    assert "the drawing" in lab.bench.footer.text()
    window.labs.close()
    window.panels.left.input.draw_pad.clear()
    hand.stroke([(0.2, 0.5), (0.8, 0.5)])
    hand.settle()
    assert lab.setup() is seen
    window.labs.open(ConvolutionLab)
    hand.settle()
    assert lab.setup() is not seen


def test_docks_that_are_no_part_of_the_network_stay_and_looking_for_a_layer_closes_it(hand):
    window = hand.window
    lesson = QDockWidget("Lesson", window)
    lesson.setObjectName("lesson")
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, lesson)
    window.labs.open(ConvolutionLab)
    hand.settle()
    assert (lesson.isVisible(), window.input_dock.isVisible()) == (True, False)
    lesson.hide()
    hand.do(window.controller.pick_layer, "conv2")
    assert window.labs.current() is None
    assert window.panels.views.isVisible()
    assert (lesson.isVisible(), window.input_dock.isVisible()) == (False, True)


def test_a_window_closed_with_a_lab_comes_back_with_its_docks(make_window):
    first = make_window()
    first.labs.open(ConvolutionLab)
    first.close()
    second = make_window()
    assert second.labs.current() is None
    assert second.input_dock.isVisible()
    assert second.statusBar().isVisible()
