"""What may wait: repaints thirty times a second, and always the newest state."""

import pytest
from PySide6.QtWidgets import QWidget

from explorer.widgets import theme
from explorer.widgets.calm import _Calm, change_calmly, change_now, update_calmly
from explorer.widgets.ground import Ground
from explorer.widgets.still_label import StillLabel


@pytest.fixture
def rested(qapp, qtbot):
    """Nothing waits from tests before."""
    theme.apply(qapp, "light")
    one = _Calm.one
    qtbot.waitUntil(lambda: one is None or not one._beat.isActive())


class Counted(QWidget):
    """Counts how often it is painted, and what it showed then."""

    def __init__(self):
        super().__init__()
        self.value, self.painted = 0, []

    def show_value(self, value):
        self.value = value
        update_calmly(self)

    def paintEvent(self, event):
        self.painted.append(self.value)


@pytest.fixture
def counted(rested, qtbot):
    widget = Counted()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    qtbot.waitUntil(lambda: bool(widget.painted))
    widget.painted.clear()
    return widget


def test_after_a_rest_a_change_is_made_at_once_and_so_is_all_that_comes_with_it(rested, qapp):
    made = []
    for owner in (one := QWidget(), other := QWidget()):
        change_calmly(owner, lambda owner=owner: made.append(owner))
    assert made == [one, other]


def test_a_widget_that_changes_all_the_time_is_painted_now_and_then_and_last_as_it_is(counted, qtbot):
    for value in range(1, 101):
        counted.show_value(value)
        qtbot.wait(1)
    qtbot.waitUntil(lambda: counted.painted[-1] == 100)
    assert counted.painted[0] == 1
    assert len(counted.painted) < 50


def test_what_is_changed_now_is_not_changed_back_by_what_waited(counted, qtbot):
    made = []
    counted.show_value(1)
    qtbot.wait(1)
    change_calmly(counted, lambda: made.append("waited"))
    change_now(counted, lambda: made.append("now"))
    change_calmly(other := QWidget(), lambda: made.append("other"))
    qtbot.waitUntil(lambda: "other" in made)
    assert other is not None
    assert made == ["now", "other"]


def test_a_picture_taken_in_between_shows_the_newest_state(counted, qtbot):
    for value in (1, 2, 3):
        counted.show_value(value)
        qtbot.wait(1)
    counted.grab()
    assert counted.painted[-1] == 3


def test_a_widget_that_is_gone_is_not_asked(counted, qtbot):
    counted.show_value(1)
    qtbot.wait(1)
    gone, made = QWidget(), []
    change_calmly(gone, lambda: made.append("gone"))
    change_calmly(counted, lambda: made.append("counted"))
    gone.deleteLater()
    qtbot.waitUntil(lambda: bool(made))
    assert made == ["counted"]


# ---- what uses it


def test_a_still_label_keeps_its_width_until_a_text_needs_more(rested, qtbot):
    label = StillLabel("caption", "00.0")
    qtbot.addWidget(label)
    usual = label.sizeHint().width()
    label.set_text("9")
    assert (label.text(), label.accessibleName(), label.sizeHint().width()) == ("9", "9", usual)
    label.set_text("1000.0")
    wide = label.sizeHint().width()
    assert wide > usual
    label.set_text("1")
    assert label.sizeHint().width() == wide


def test_nothing_below_a_ground_is_painted_for_what_lies_on_it(rested, qtbot):
    below, ground = Counted(), Ground()
    qtbot.addWidget(below)
    on_it = Counted()
    on_it.setParent(ground)
    ground.setParent(below)
    with qtbot.waitExposed(below):
        below.show()
    qtbot.waitUntil(lambda: bool(on_it.painted))
    below.painted.clear(), on_it.painted.clear()
    on_it.update()
    qtbot.waitUntil(lambda: bool(on_it.painted))
    assert below.painted == []
    assert ground.grab().toImage().pixelColor(0, ground.height() - 1).name() == theme.LIGHT.surface.lower()
