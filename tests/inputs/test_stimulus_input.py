"""The stimulus as an input: every slider is a new picture, and it turns by itself as long as it is in sight."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.inputs.stimulus import StimulusInput


@pytest.fixture
def stimulus(qtbot):
    source = StimulusInput()
    qtbot.addWidget(source)
    source.resize(256, 298)
    source.show()
    return source


def slider(source, name):
    return source._sliders[name][1]


def test_it_has_a_picture_from_the_beginning(stimulus):
    picture = stimulus.picture()
    assert picture.image.size == (28, 28)
    assert np.asarray(picture.image).max() > 200


@pytest.mark.parametrize(
    ("name", "number", "wanted"),
    [
        ("orientation", 30, 30),
        ("contrast", 40, 0.4),
        ("width", 20, 0.2),
        ("size", 90, 0.9),
        ("across", 25, (0.25, 0.5)),
    ],
)
def test_every_slider_is_a_new_picture(stimulus, qtbot, name, number, wanted):
    before = stimulus.picture()
    with qtbot.waitSignal(stimulus.picture_changed) as changed:
        slider(stimulus, name).setValue(number)
    assert changed.args[0].image.tobytes() != before.image.tobytes()
    field = "position" if name == "across" else name
    assert getattr(stimulus.stimulus, field) == wanted


def test_a_grating_has_other_settings_than_a_bar(stimulus):
    assert slider(stimulus, "width").isVisible()
    assert not slider(stimulus, "phase").isVisible()
    stimulus._kind.changed.emit("grating")
    assert stimulus.stimulus.kind == "grating"
    assert not slider(stimulus, "width").isVisible()
    assert slider(stimulus, "phase").isVisible()


def test_a_click_on_the_picture_moves_it_there(stimulus, qtbot):
    preview = stimulus._preview
    with qtbot.waitSignal(stimulus.picture_changed):
        QTest.mouseClick(preview, Qt.MouseButton.LeftButton, pos=preview.rect_of((6, 8, 13, 15)).center().toPoint())
    across, down = stimulus.stimulus.position
    assert (across, down) == pytest.approx((14 / 28, 7 / 28), abs=0.03)


def test_it_turns_until_it_is_stopped_or_out_of_sight(stimulus, qtbot):
    start = stimulus.stimulus.orientation
    stimulus._play.click()
    qtbot.waitUntil(lambda: stimulus.stimulus.orientation not in (start, start + 2))
    assert stimulus._sweep.isActive()
    stimulus._play.click()
    assert not stimulus._sweep.isActive()
    stimulus._play.click()
    stimulus.hide()
    assert not stimulus._sweep.isActive()
    assert not stimulus._play.isChecked()
