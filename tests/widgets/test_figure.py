import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from explorer.core.colour_maps import lut
from explorer.core.mosaic import LAST, NOT_A_NUMBER
from explorer.errors import ExplorerError
from explorer.widgets.figure import MARGIN, Bar, Figure, Ink, only, paint, plan_of
from explorer.widgets.figure_files import image_of, pdf, png, svg
from explorer.widgets.tokens import DARK, LIGHT


@pytest.fixture
def figure():
    """Five tiles of 2 x 3 cells: every cell another colour."""
    tiles = np.arange(30, dtype=np.uint8).reshape(5, 2, 3) * 8
    tiles[4, 1, 2] = NOT_A_NUMBER
    return Figure(
        "Net – conv1, maps", ("weights", "5 maps"), tiles, Bar("RdBu", -2.0, 2.0, ("1 % clipped",)), list("01234")
    )


def drawn(figure, times=1, **ink):
    plan = plan_of(figure)
    choice = Ink(**({"tokens": LIGHT, "detail": times} | ink))
    return image_of(plan.size, lambda painter: paint(painter, figure, choice, plan), times), plan


def cells(image, plan, figure, position, times=1):
    """The colours in the middle and near the corners of every cell of the tile at a position."""
    _, height, width = figure.tiles.shape[:3]
    row, column = divmod(position, plan.columns)
    left = (MARGIN + column * (plan.cell * width + plan.gap)) * times
    top = (plan.top + row * (plan.cell * height + plan.below)) * times
    side = plan.cell * times
    found = np.empty((height, width, 3, 3), np.uint8)
    for y in range(height):
        for x in range(width):
            for number, (dy, dx) in enumerate(((side // 2, side // 2), (2, 2), (side - 3, side - 3))):
                colour = image.pixelColor(round(left) + x * side + dx, round(top) + y * side + dy)
                found[y, x, number] = colour.red(), colour.green(), colour.blue()
    return found


def expected(tile, tokens=LIGHT):
    table = np.empty((256, 3), np.uint8)
    table[: LAST + 1] = lut("RdBu", tokens.dark)[np.rint(np.linspace(0, 255, LAST + 1)).astype(int)]
    invalid = QColor(tokens.invalid)
    table[NOT_A_NUMBER] = invalid.red(), invalid.green(), invalid.blue()
    return table[tile]


@pytest.mark.parametrize("times", [1, 2])
def test_every_cell_is_a_square_of_its_own_colour(qapp, figure, times):
    image, plan = drawn(figure, times)
    for position in range(5):
        found = cells(image, plan, figure, position, times)
        assert (found == expected(figure.tiles[position])[:, :, None]).all()


def test_tiles_stand_in_the_order_that_is_asked_for(qapp, figure):
    order = np.array([4, 0, 3, 1, 2])
    image, plan = drawn(Figure(figure.title, (), figure.tiles, figure.bar, order=order))
    for position, index in enumerate(order):
        assert (cells(image, plan, figure, position)[:, :, 0] == expected(figure.tiles[index])).all()


def test_one_tile_alone_is_larger(qapp, figure):
    alone = only(figure, 3)
    image, plan = drawn(alone)
    assert plan.cell > plan_of(figure).cell
    assert (cells(image, plan, alone, 0)[:, :, 0] == expected(figure.tiles[3])).all()
    assert alone.labels == ["3"]


def test_colours_are_painted_as_they_are(qapp):
    colours = np.arange(2 * 2 * 2 * 3, dtype=np.uint8).reshape(2, 2, 2, 3) * 9
    rgb = Figure("rgb", (), colours, Bar("", -1.0, 1.0))
    image, plan = drawn(rgb)
    for position in range(2):
        assert (cells(image, plan, rgb, position)[:, :, 0] == colours[position]).all()


def test_a_transparent_ground_lets_through_and_others_do_not(qapp, figure):
    assert drawn(figure)[0].pixelColor(2, 2) == QColor(LIGHT.surface)
    assert drawn(figure, tokens=DARK)[0].pixelColor(2, 2) == QColor(DARK.surface)
    image, plan = drawn(figure, ground=False)
    assert image.pixelColor(2, 2).alpha() == 0
    assert (cells(image, plan, figure, 0)[:, :, 0] == expected(figure.tiles[0])).all()


def test_dark_figures_have_the_dark_colours(qapp, figure):
    image, plan = drawn(figure, tokens=DARK)
    assert (cells(image, plan, figure, 2)[:, :, 0] == expected(figure.tiles[2], DARK)).all()


def test_the_bar_goes_from_the_highest_colour_down_to_the_lowest(qapp, figure):
    image, plan = drawn(figure)
    x = round(plan.size.width() - MARGIN - 96) + 6
    column = [image.pixelColor(x, round(plan.top) + y) for y in (8, 6 + 110, 6 + 217)]
    high, middle, low = ([c.red(), c.green(), c.blue()] for c in column)
    table = lut("RdBu").astype(int)
    assert np.abs(np.array(high) - table[253]).max() < 12
    assert np.abs(np.array(middle) - table[128]).max() < 12
    assert np.abs(np.array(low) - table[2]).max() < 12


def test_very_many_large_maps_stay_within_bounds(qapp):
    plan = plan_of(Figure("many", (), np.zeros((600, 200, 300), np.uint8), Bar("magma", 0, 1)))
    assert plan.cell == 1
    assert plan_of(Figure("few", (), np.zeros((6, 4, 4), np.uint8))).cell == 24


def test_a_png_says_what_it_is_and_how_large(qapp, figure, tmp_path):
    image, plan = drawn(figure, 2)
    (tmp_path / "a.png").write_bytes(png(image, {"Title": "Net – conv1", "Description": "two\nlines"}))
    read = QImage(str(tmp_path / "a.png"))
    assert (read.width(), read.height()) == (2 * plan.size.width(), 2 * plan.size.height())
    assert read.text("Title") == "Net – conv1"
    assert read.text("Description") == "two\nlines"
    assert (cells(read, plan, figure, 1, 2) == expected(figure.tiles[1])[:, :, None]).all()


@pytest.fixture
def drawing(qapp, figure):
    plan = plan_of(figure)
    ink = Ink(LIGHT, outlines=True, detail=2)
    return svg(plan.size, lambda painter: paint(painter, figure, ink, plan), "Net & <conv1>", "words"), plan


def test_an_svg_is_read_back_as_the_same_cells(figure, drawing):
    text, plan = drawing
    renderer = QSvgRenderer(QByteArray(text))
    assert renderer.isValid()
    assert renderer.viewBoxF().size() == plan.size
    read = QImage(plan.size.toSize(), QImage.Format.Format_RGB32)
    read.fill(QColor("white"))
    painter = QPainter(read)
    renderer.render(painter)
    painter.end()
    for position in (0, 4):
        found = cells(read, plan, figure, position)[:, :, 0].astype(int)
        assert np.abs(found - expected(figure.tiles[position])).max() <= 2


def test_an_svg_needs_no_font_and_nothing_outside(drawing):
    root = ET.fromstring(drawing[0])
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "text" not in names
    assert "image" in names
    links = [value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert links
    assert all(link.startswith("data:image/png;base64,") for link in links)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Net & <conv1>"


def test_a_pdf_is_one_page_of_the_figure_s_size_without_loss(qapp, figure):
    plan = plan_of(figure)
    content = pdf(plan.size, lambda painter: paint(painter, figure, Ink(LIGHT, detail=2), plan), "Net")
    assert content.startswith(b"%PDF-1.")
    assert content.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1
    box = [float(number) for number in re.search(rb"/MediaBox\s*\[([^\]]*)\]", content)[1].split()]
    assert box[2:] == pytest.approx([plan.size.width() * 0.75, plan.size.height() * 0.75], abs=1)
    assert b"/DCTDecode" not in content
    assert content.count(b"/Subtype /Image") >= len(figure.tiles)


def test_a_picture_beyond_all_bounds_is_refused_in_a_sentence(qapp):
    with pytest.raises(ExplorerError, match="too large"):
        image_of(QSizeF(20_000, 20_000), lambda painter: None)
