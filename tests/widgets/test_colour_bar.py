"""The colour bar prints exactly the range that it is given, and paints exactly the colours."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from explorer.core.colour_maps import lut
from explorer.widgets import theme
from explorer.widgets.colour_bar import ColourBar


@pytest.fixture
def bar(qtbot):
    widget = ColourBar()
    qtbot.addWidget(widget)
    widget.resize(70, 240)
    return widget


def colours_down(bar):
    """The colours along the middle of an upright bar, from high to low."""
    image = bar.grab().toImage()
    place = bar._bar()
    x = round(place.center().x())
    return [image.pixelColor(x, y) for y in range(round(place.top()) + 1, round(place.bottom()) - 1)]


def test_it_prints_the_range_and_what_lies_between(bar):
    bar.set_scale(lut("RdBu"), -3.76, 3.76)

    assert bar.labels() == ["+3.76", "+1.88", "0", "−1.88", "−3.76"]
    assert bar.caption() == ["±3.76", "0 % clipped"]


def test_a_range_from_zero_has_no_signs(bar):
    bar.set_scale(lut("magma"), 0, 7.2, clipped=0.01)

    assert bar.labels() == ["7.20", "5.40", "3.60", "1.80", "0"]
    assert bar.caption() == ["1.0 % clipped"]


@pytest.mark.parametrize(
    ("low", "high", "ends"), [(-0.5, 2.0, ("+2.00", "−0.500")), (3e-7, 4e-7, ("4.00e−7", "3.00e−7"))]
)
def test_an_odd_range_is_printed_as_it_is(bar, low, high, ends):
    bar.set_scale(lut("magma"), low, high)

    assert (bar.labels()[0], bar.labels()[-1]) == ends
    assert not any(text.startswith("±") for text in bar.caption())


@pytest.mark.parametrize(("share", "text"), [(0.0, "0 %"), (0.0002, "< 0.1 %"), (0.0104, "1.0 %"), (1.0, "100.0 %")])
def test_what_is_clipped_is_never_rounded_to_nothing(bar, share, text):
    bar.set_scale(lut("magma"), 0, 1, clipped=share)

    assert bar.caption() == [f"{text} clipped"]


@pytest.mark.parametrize("height", [40, 100, 400])
def test_the_ends_are_printed_at_any_height(bar, height):
    bar.resize(70, height)
    bar.set_scale(lut("RdBu"), -2, 2)

    assert (bar.labels()[0], bar.labels()[-1]) == ("+2.00", "−2.00")


def test_the_high_colour_is_at_the_top_and_the_low_one_at_the_bottom(bar):
    table = lut("viridis")
    bar.set_scale(table, 0, 1)
    colours = colours_down(bar)

    for colour, expected in (
        (colours[0], table[-1]),
        (colours[-1], table[0]),
        (colours[len(colours) // 2], table[127]),
    ):
        assert np.abs(np.array(colour.getRgb()[:3]) - expected).max() <= 4


def test_a_marker_stands_at_its_value(bar):
    bar.set_scale(lut("grey"), 0, 4)
    bar.set_marker(3.0)
    colours = colours_down(bar)
    marked = [y for y, colour in enumerate(colours) if colour == QColor(theme.tokens().probe)]

    assert np.mean(marked) / len(colours) == pytest.approx(0.25, abs=0.02)
    bar.set_marker(None)
    assert QColor(theme.tokens().probe) not in colours_down(bar)


def test_a_histogram_is_drawn_by_square_roots(bar):
    bar.resize(90, 240)
    bar.set_scale(lut("grey"), 0, 1, histogram=np.array([100.0, 25.0, 0.0, 0.0]))
    image = bar.grab().toImage()
    place = bar._bar()
    ink = QColor(theme.tokens().border_2)

    def length(quarter):
        y = round(place.top() + place.height() * (quarter + 0.3) / 4)
        return sum(image.pixelColor(x, y) == ink for x in range(round(place.right()) + 2, image.width()))

    # The lowest values are at the bottom; a quarter of the counts is half as long.
    assert length(0) == length(1) == 0
    assert length(3) == pytest.approx(2 * length(2), abs=2)
    assert length(3) >= 16


def test_it_tells_a_screen_reader_the_range(bar):
    bar.set_scale(lut("RdBu"), -3.77, 3.77, clipped=0.01, title="conv2")
    bar.set_marker(3.3)

    assert bar.accessibleName() == "Colour scale conv2"
    assert bar.accessibleDescription() == "−3.77 to +3.77, 1.0 % clipped, marked 3.30"


def test_a_lying_bar_runs_from_left_to_right(qtbot):
    bar = ColourBar(Qt.Orientation.Horizontal)
    qtbot.addWidget(bar)
    bar.resize(300, 20)
    bar.set_scale(lut("magma"), 0, 3.3)
    image, place = bar.grab().toImage(), bar._bar()

    middle = round(place.center().y())
    assert image.pixelColor(round(place.left()) + 3, middle).lightness() < 20
    assert image.pixelColor(round(place.right()) - 3, middle).lightness() > 180


@pytest.mark.parametrize(("low", "high", "marker"), [(0, 0, 0.0), (-1, 1, float("nan")), (0, 1, 99.0)])
def test_odd_values_are_painted_without_an_error(bar, low, high, marker):
    bar.set_scale(lut("magma"), low, high, histogram=np.zeros(8))
    bar.set_marker(marker)

    assert not bar.grab().isNull()
