"""What the status bar says of speed, worked out by hand."""

import pytest

from explorer.gui.figures import Figures


def test_there_is_nothing_to_say_before_anything_was_measured():
    figures = Figures()
    assert (figures.forward, figures.update, figures.rate) == (None, None, None)


def test_medians_are_said_so_that_one_late_update_does_not_count():
    figures = Figures()
    for ms in (1.0, 2.0, 40.0):
        figures.add_forward(ms)
        figures.add_update(10 * ms, moment=ms)
    assert figures.forward == 2.0
    assert figures.update == 20.0


def test_the_rate_is_that_of_drawing_and_rests_do_not_count():
    figures = Figures()
    for moment in (0.0, 0.01, 0.02, 5.0, 5.02, 5.04):
        figures.add_update(3.0, moment)
    # Two updates after 10 ms, two after 20 ms, and one after a rest.
    assert figures.rate == pytest.approx(4 / 0.06)


def test_only_the_last_updates_count():
    figures = Figures()
    for ms in [100.0] * 100 + [1.0] * 64:
        figures.add_forward(ms)
    assert figures.forward == 1.0
