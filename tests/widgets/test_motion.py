"""Motion: a switch slides, or goes at once where the user, the environment or the desktop's style asks for that."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProxyStyle, QStyle

from explorer.widgets import motion
from explorer.widgets.switch import Switch


@pytest.fixture(autouse=True)
def _as_the_desktop_says(qapp):
    yield
    motion.reduce_motion(None)


@pytest.fixture
def switch(qtbot):
    switch = Switch("Tint cells")
    qtbot.addWidget(switch)
    switch.show()
    return switch


def slides(switch, qtbot):
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    return switch._slide.state() == switch._slide.State.Running


def test_a_switch_slides_and_arrives(switch, qtbot):
    assert slides(switch, qtbot)
    qtbot.waitSignal(switch._slide.finished).wait()
    assert switch._place == 1


def test_a_user_who_wants_rest_gets_it_at_once(switch, qtbot):
    motion.reduce_motion(True)
    assert not slides(switch, qtbot)
    assert switch._place == 1
    motion.reduce_motion(False)
    assert slides(switch, qtbot)


def test_the_environment_asks_for_rest_until_the_user_chooses(switch, qtbot, monkeypatch):
    monkeypatch.setenv(motion.VARIABLE, "1")
    assert motion.is_reduced()
    assert not slides(switch, qtbot)
    motion.reduce_motion(False)
    assert slides(switch, qtbot)
    monkeypatch.undo()


def test_a_style_without_animations_is_obeyed(monkeypatch):
    class Still(QProxyStyle):
        def styleHint(self, hint, *rest):
            return 0 if hint == QStyle.StyleHint.SH_Widget_Animation_Duration else super().styleHint(hint, *rest)

    still = Still()
    monkeypatch.setattr(motion.QApplication, "style", lambda: still)
    assert motion.is_reduced()
    assert motion.milliseconds(120) == 0
    motion.reduce_motion(False)
    assert motion.milliseconds(120) == 120


def test_effects_of_qt_are_left_out_and_come_back(qapp, monkeypatch):
    effect = Qt.UIEffect.UI_General
    usual = qapp.isEffectEnabled(effect)
    monkeypatch.setattr(motion._Wish, "effects", True)
    motion.reduce_motion(True)
    assert not qapp.isEffectEnabled(effect)
    motion.reduce_motion(False)
    assert qapp.isEffectEnabled(effect)
    qapp.setEffectEnabled(effect, usual)
