"""Where the cells of a map lie: as a whole, enlarged, and moved no farther than the map reaches."""

import pytest
from PySide6.QtCore import QPointF

from explorer.widgets.cell_view import MARGIN, CellView


def test_the_whole_map_has_whole_pixels_from_the_upper_left():
    view = CellView((10, 20), (108, 308))
    assert view.sizes == (10, 10)
    assert (view.origin.x(), view.origin.y()) == (MARGIN, MARGIN)
    assert view.in_sight() == (0, 10, 0, 20)
    assert not view.is_larger


def test_a_map_with_more_cells_than_pixels_is_shown_whole():
    view = CellView((600, 600), (308, 308))
    assert view.cell_size == 0.5
    assert view.in_sight() == (0, 600, 0, 600)


def test_a_map_of_one_row_is_made_thicker():
    assert CellView((1, 100), (208, 208)).sizes == (32, 2)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_enlarging_keeps_the_cell_under_the_pointer(ratio):
    view, at = CellView((60, 60), (300, 300), ratio), QPointF(61, 83)
    cell = view.cell_at(at)
    for zoom in (2.0, 3.5, 8.0):
        view = view.zoomed(zoom, at)
        assert view.cell_at(at) == cell
        assert (view.cell_size * ratio).is_integer()


def test_only_what_can_be_seen_is_in_sight():
    view = CellView((10, 10), (108, 108), zoom=4.0, middle=(0.5, 0.5))  # cells of 40 pixels
    assert view.cell_size == 40
    # 54 pixels on either side of the middle, which lies between cells 4 and 5: part of 3 to part of 6.
    assert view.in_sight() == (3, 7, 3, 7)


def test_a_map_is_not_moved_beyond_its_edges():
    view = CellView((10, 10), (108, 108), zoom=4.0)
    far = view.with_origin(QPointF(9999, -9999))
    assert (far.origin.x(), far.origin.y()) == (MARGIN, 108 - MARGIN - 400)
    # No pull is saved up beyond the edge.
    back = far.with_origin(far.origin + QPointF(-10, 10))
    assert (back.origin.x(), back.origin.y()) == (MARGIN - 10, 108 - MARGIN - 390)


def test_an_area_is_brought_into_sight_by_the_shortest_way():
    view = CellView((10, 10), (108, 108), zoom=4.0)
    moved = view.showing((0, 1, 5, 6))
    assert moved.area_rect((0, 1, 5, 6)).top() == MARGIN
    assert moved.origin.x() == view.origin.x()
    assert moved.showing((0, 1, 5, 6)) is moved


def test_a_map_without_cells_has_no_place():
    view = CellView((0, 0), (100, 100))
    assert (view.cell_size, view.cell_at(QPointF(5, 5)), view.in_sight()) == (0, None, (0, 0, 0, 0))
