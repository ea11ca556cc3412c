"""Pictures at their own aspect with corner marks, and the small widgets beside them."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from explorer.widgets import theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.image_pane import ImagePane, qimage
from explorer.widgets.square import Square
from explorer.widgets.switch import Switch


@pytest.fixture
def pane(qapp, qtbot):
    theme.apply(qapp, "light")
    widget = ImagePane(radius=0)
    qtbot.addWidget(widget)
    widget.resize(102, 102)
    widget.show()
    return widget


def test_a_wide_picture_keeps_its_aspect_in_the_middle(pane):
    pane.show_image(np.zeros((20, 40, 3), np.uint8))

    # 100 x 100 inside the hairline: 100 wide, 50 high.
    assert pane.image_rect() == QRectF(1, 26, 100, 50)


def test_nothing_has_no_place(pane):
    assert pane.is_empty()
    assert pane.image_rect().isEmpty()


def test_rows_of_odd_length_stay_straight():
    pixels = np.arange(3 * 5 * 3, dtype=np.uint8).reshape(3, 5, 3)
    image = qimage(pixels)

    shown = [[list(image.pixelColor(x, y).getRgb()[:3]) for x in range(5)] for y in range(3)]
    assert shown == pixels.tolist()
    assert qimage(pixels[:, :, 0]).pixelColor(4, 2).red() == pixels[2, 4, 0]


def test_a_view_into_another_array_is_copied():
    pixels = np.zeros((4, 4), np.uint8)
    image = qimage(pixels[::2, ::2])
    pixels[:] = 255

    assert image.pixelColor(1, 1) == QColor(0, 0, 0)


def test_the_corners_of_the_region_are_white_and_its_sides_are_not(pane):
    pane.show_image(np.full((100, 100), 90, np.uint8))
    pane.show_region((0.25, 0.25, 0.75, 0.75))
    shot = pane.grab().toImage()

    # The region is 26..76; its marks are two pixels wide and begin one pixel inside.
    for x, y in ((27, 27), (74, 27), (27, 74), (74, 74)):
        assert shot.pixelColor(x, y).lightness() > 240
    assert shot.pixelColor(50, 27).lightness() == 90


def test_an_enlarged_pixel_is_a_square_of_one_colour(pane):
    pane.show_image(np.array([[0, 255], [255, 0]], np.uint8))
    shot = pane.grab().toImage()

    values = [shot.pixelColor(x, y).red() for x, y in ((25, 25), (49, 49), (52, 49), (75, 25), (75, 75))]
    assert values == [0, 0, 255, 255, 0]


def test_a_shrunk_picture_is_averaged(pane):
    stripes = np.tile(np.array([0, 255], np.uint8), (400, 200))
    pane.show_image(stripes)
    shot = pane.grab().toImage()

    assert abs(shot.pixelColor(50, 50).red() - 128) <= 2


def test_a_square_gives_its_child_the_shorter_side(qtbot):
    child = ImagePane()
    square = Square(child)
    qtbot.addWidget(square)
    square.resize(200, 120)
    square.show()

    assert (child.width(), child.height(), child.x(), child.y()) == (120, 120, 40, 0)


def test_a_label_shortens_itself_and_tells_the_whole_in_its_tooltip(qapp, qtbot):
    theme.apply(qapp, "light")
    label = ElidedLabel("label", Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    label.set_whole_text("a_rather_long_name_of_a_photo.jpeg")
    assert label.text().startswith("a_")
    assert label.text().endswith("eg")
    assert "…" in label.text()
    assert label.toolTip() == label.accessibleName() == "a_rather_long_name_of_a_photo.jpeg"

    label.resize(400, 20)
    assert label.text() == "a_rather_long_name_of_a_photo.jpeg"
    assert label.toolTip() == ""


def test_a_switch_is_toggled_by_space_and_by_a_click_anywhere_on_it(qtbot):
    switch = Switch("Centre")
    qtbot.addWidget(switch)
    switch.show()

    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=switch.rect().center())
    assert not switch.isChecked()


def test_a_hidden_switch_has_no_way_to_slide(qtbot):
    switch = Switch("Centre")
    qtbot.addWidget(switch)
    switch.setChecked(True)

    assert switch._place == 1.0
