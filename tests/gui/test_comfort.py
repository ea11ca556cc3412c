"""High contrast and reduced motion: two switches in the menu of themes that are remembered."""

import pytest
from PySide6.QtWidgets import QMenu

from explorer.gui.comfort import Comfort
from explorer.widgets import motion, theme


@pytest.fixture(autouse=True)
def _plain_afterwards(qapp):
    yield
    theme.prefer_high_contrast(False)
    theme.apply(qapp, "light")
    motion.reduce_motion(None)


def test_both_dress_the_window_and_are_there_again_the_next_time(make_window):
    window = make_window()
    comfort = window.actions_.comfort
    assert window.isAnimated()
    comfort.high_contrast.trigger()
    comfort.reduced_motion.trigger()
    assert theme.tokens() is theme.HIGH_CONTRAST["light"]
    assert motion.is_reduced()
    assert not window.isAnimated()
    theme.prefer_high_contrast(False)
    motion.reduce_motion(None)
    window.setAnimated(True)
    again = Comfort(window, QMenu(window))
    assert theme.is_high_contrast()
    assert motion.is_reduced()
    assert not window.isAnimated()
    assert again.high_contrast.isChecked()
    assert again.reduced_motion.isChecked()
