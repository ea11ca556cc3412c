"""Hues, products, formulas, thumbnails, sliders: what a laboratory is made of."""

import colorsys
import itertools

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from explorer.widgets import theme
from explorer.widgets.hues import kernel_hues, mixed, setting_colour
from explorer.widgets.map_thumbs import MapThumbs
from explorer.widgets.product_chips import ProductChips
from explorer.widgets.setting_slider import SettingSlider
from explorer.widgets.term_line import Term, TermLine


def luminance(hue):
    """WCAG's relative luminance, worked out apart from the code under test."""
    parts = [int(hue[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_nine_cells_have_the_hues_of_the_look():
    assert kernel_hues(9)[0] == "#D1495B"
    assert len(set(kernel_hues(9))) == 9


@pytest.mark.parametrize("count", [1, 4, 16, 25, 49])
def test_hues_of_other_kernels_are_equally_light_and_go_once_round(count):
    hues = kernel_hues(count)
    assert len(set(hues)) == count
    # L = 55 in CIELab is a luminance of ((55 + 16) / 116) ** 3 = 0.2292; what sRGB lacks is clipped.
    assert all(abs(luminance(hue) - 0.2292) < 0.03 for hue in hues)
    angles = [colorsys.rgb_to_hsv(*(int(hue[place : place + 2], 16) for place in (1, 3, 5)))[0] for hue in hues]
    falls = sum(later < earlier for earlier, later in itertools.pairwise(angles))
    assert falls <= 1


def test_mixing_by_hand():
    ground = np.array([[100, 200, 0], [100, 200, 0]], np.uint8)
    np.testing.assert_array_equal(mixed(ground, "#00C864", np.array([0.5, 0.0])), [[50, 200, 50], [100, 200, 0]])


@pytest.mark.parametrize("name", ["light", "dark"])
def test_coloured_numbers_can_be_read(monkeypatch, name):
    monkeypatch.setattr(theme._Current, "tokens", theme.THEMES[name])
    surface = luminance(theme.tokens().surface)
    for setting in ("input", "padding", "dilation", "kernel", "stride", "output"):
        lights = sorted((luminance(setting_colour(setting).name()), surface))
        assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5, setting


def test_products_are_told_and_pointed_at(qtbot):
    chips = ProductChips()
    qtbot.addWidget(chips)
    chips.resize(900, chips.height())
    chips.show_products(np.array([0.5, 2.0, 0.0]), np.array([-1.0, 3.0, 7.0]))
    chips.show()
    assert chips.accessibleDescription() == "0.5 × −1 + 2 × 3 + 0 × 7"
    QTest.mouseMove(chips, chips.chip_rect(0).center().toPoint())
    with qtbot.waitSignal(chips.hovered) as hovered:
        QTest.mouseMove(chips, chips.chip_rect(1).center().toPoint())
    assert hovered.args == [1]


@pytest.mark.parametrize("count", [1, 9, 12, 25, 49])
@pytest.mark.parametrize("width", [500, 1100])
def test_products_lie_side_by_side_within_the_widget(qtbot, count, width):
    chips = ProductChips()
    qtbot.addWidget(chips)
    chips.resize(width, chips.height())
    chips.show_products(np.ones(count), np.full(count, -12.345))
    rects = [chips.chip_rect(number) for number in range(count)]
    assert all(rect.left() >= 0 and rect.right() <= width and rect.bottom() <= chips.height() for rect in rects)
    assert not any(a.intersects(b) for place, a in enumerate(rects) for b in rects[place + 1 :])
    assert not chips.grab().isNull()


def test_a_formula_is_text_too_and_shrinks_with_its_room(qtbot):
    line = TermLine()
    qtbot.addWidget(line)
    line.show_terms([Term("⌊("), Term("13", "input", "input"), Term("⌋ ="), Term("7", "output", "output")])
    assert line.text() == line.accessibleName() == "⌊( 13 ⌋ = 7"
    for width in (600, 130, 40):
        line.resize(width, line.height())
        assert not line.grab().isNull()


def test_small_maps_are_chosen_by_click_and_key(qtbot):
    thumbs = MapThumbs()
    qtbot.addWidget(thumbs)
    thumbs.resize(thumbs.sizeHint().width(), 300)
    colours = np.zeros((6, 4, 4, 3), np.uint8)
    colours[4] = 250, 120, 10
    thumbs.show_maps(colours, 0)
    thumbs.show()
    centre = thumbs.thumb_rect(4).center().toPoint()
    assert QColor(thumbs.grab().toImage().pixel(centre)).getRgb()[:3] == (250, 120, 10)
    with qtbot.waitSignal(thumbs.picked) as picked:
        QTest.mouseClick(thumbs, Qt.MouseButton.LeftButton, pos=centre)
    assert picked.args == [4]
    thumbs.show_maps(colours, 4)
    with qtbot.waitSignal(thumbs.picked) as picked:
        QTest.keyClick(thumbs, Qt.Key.Key_Down)
    assert picked.args == [5]
    thumbs.show_maps(colours, 5)
    with qtbot.assertNotEmitted(thumbs.picked):
        QTest.keyClick(thumbs, Qt.Key.Key_Down)


def test_a_setting_tells_only_what_the_user_chose(qtbot):
    setting = SettingSlider("Stride", "stride", 1, 4)
    qtbot.addWidget(setting)
    told = []
    setting.changed.connect(told.append)
    setting.show_value(3)
    assert (setting.value(), told) == (3, [])
    setting._slider.setValue(2)
    setting._field.setValue(4)
    assert told == [2, 4]
    assert setting._slider.value() == 4
