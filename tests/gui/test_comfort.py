"""High contrast and reduced motion: two switches in the menu of themes that are remembered."""

import pytest

from explorer.widgets import motion, theme


@pytest.fixture(autouse=True)
def _plain_afterwards(qapp):
    yield
    theme.prefer_high_contrast(False)
    theme.apply(qapp, "light")
    motion.reduce_motion(None)


def test_both_dress_the_window_and_are_there_again_in_the_next(make_window):
    first = make_window()
    comfort = first.actions_.comfort
    assert first.isAnimated()
    comfort.high_contrast.trigger()
    comfort.reduced_motion.trigger()
    assert theme.tokens() is theme.HIGH_CONTRAST["light"]
    assert not first.isAnimated()
    first.close()
    theme.prefer_high_contrast(False)
    motion.reduce_motion(None)
    second = make_window()
    assert theme.tokens() is theme.HIGH_CONTRAST["light"]
    assert motion.is_reduced()
    assert not second.isAnimated()
    comfort = second.actions_.comfort
    assert comfort.high_contrast.isChecked()
    assert comfort.reduced_motion.isChecked()
