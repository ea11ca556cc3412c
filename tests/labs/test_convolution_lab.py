"""The convolution laboratory by its looks and by hand: steps, hovering, settings, typing, torch's own numbers."""

import itertools

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.core.lab import LabSetup
from explorer.core.lab_kernels import KERNELS, kernel
from explorer.data.pictures import Picture
from explorer.jobs import Jobs
from explorer.labs._stage_layout import placed
from explorer.labs.base import Given
from explorer.labs.convolution import ConvolutionLab
from explorer.widgets.cell_editor import CellEditor
from explorer.widgets.number_cells import NUMBERS_FROM


@pytest.fixture(scope="module")
def opened(qapp):
    """One laboratory for all tests, and its thread."""
    jobs = Jobs()
    lab = ConvolutionLab(jobs)
    lab.resize(1440, 830)
    lab.take(Given())
    lab.show()
    yield lab
    jobs.stop()
    lab.close()
    lab.deleteLater()
    QApplication.sendPostedEvents(lab, QEvent.Type.DeferredDelete)


@pytest.fixture
def jobs(opened):
    return opened.jobs


@pytest.fixture
def lab(opened, qtbot):
    """The laboratory as it is at first."""
    opened.bench.take(Given())
    opened.bench.head.source_picked.emit("picture-13")
    opened.bench.settings.reset_wanted.emit()
    opened.bench.head.colours.setChecked(True)
    opened.bench.transport.speed.set_current("1")
    yield opened
    opened.rest()
    for grid in (opened.bench.stage.input, opened.bench.stage.kernel, opened.bench.stage.output):
        grid.hovered.emit(-1, -1)
    qtbot.waitUntil(opened.jobs.is_idle)


@pytest.fixture
def bench(lab):
    return lab.bench


def ramp(size=7, **settings):
    image = np.broadcast_to(np.arange(float(size)), (1, size, size))
    return LabSetup(image, kernel("sobel-x")[None, None], np.zeros(1), **settings)


def hover(grid, row, column):
    # A pointer that is there already, from whatever test was before, would move nowhere.
    QTest.mouseMove(grid, grid.rect().bottomRight())
    QTest.mouseMove(grid, grid.cell_rect(row, column).center().toPoint())


def key(lab, *keys):
    for one in keys:
        QTest.keyClick(lab, one)


# ---- positions


def test_everything_is_done_at_first_and_arrows_walk(lab, bench):
    lab.set_up(ramp())
    assert bench.shown().place == (4, 4)
    assert not bench.stage.output.cells().blank.any()
    key(lab, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert bench.shown().place == (1, 1)
    assert int((~bench.stage.output.cells().blank).sum()) == 7
    key(lab, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert bench.shown().place == (0, 0)
    key(lab, Qt.Key.Key_Up, Qt.Key.Key_End)
    assert bench.shown().place == (4, 4)


def test_playing_goes_on_by_itself_to_the_end_and_begins_again(lab, bench, qtbot):
    lab.set_up(ramp(4))
    transport = bench.transport
    transport.speed.changed.emit("4")
    transport.speed.set_current("4")
    key(lab, Qt.Key.Key_Space)
    assert transport.playing
    assert transport.place() == 0
    qtbot.waitUntil(lambda: not transport.playing)
    assert transport.place() == 3
    key(lab, Qt.Key.Key_Space)
    assert (transport.playing, transport.place()) == (True, 0)
    key(lab, Qt.Key.Key_Space)
    assert not transport.playing


@pytest.mark.parametrize(("speed", "interval"), [("0.5", 440), ("1", 220), ("2", 110), ("4", 55)])
def test_speeds(bench, speed, interval):
    bench.transport.speed.set_current(speed)
    bench.transport.toggle()
    assert bench.transport._timer.interval() == interval


def test_leaving_the_page_stops_playing(lab, bench):
    bench.transport.toggle()
    lab.rest()
    assert not bench.transport.playing


def test_pointing_at_an_output_cell_shows_its_window_and_a_click_stays_there(lab, bench):
    lab.set_up(ramp(stride=2))
    output = bench.stage.output
    hover(output, 1, 0)
    assert bench.stage.input.marks().area == (2, 5, 0, 3)
    assert bench.sum_row.chips._values.tolist() == [0, 1, 2, 0, 1, 2, 0, 1, 2]
    assert bench.transport.place() == 8
    QTest.mouseClick(output, Qt.MouseButton.LeftButton, pos=output.cell_rect(1, 1).center().toPoint())
    assert bench.transport.place() == 4


# ---- weights and windows


def test_pointing_at_a_weight_shows_all_cells_that_share_it(lab, bench):
    lab.set_up(ramp(stride=2))
    hover(bench.stage.kernel, 0, 2)
    marks = bench.stage.input.marks()
    assert marks.cells.tolist() == [[r, c] for r in (0, 2, 4) for c in (2, 4, 6)]
    assert marks.colour == bench.shown().hues()[2]
    assert bench.sum_row.chips._marked == 2


def test_pointing_at_a_product_shows_the_same(lab, bench):
    lab.set_up(ramp())
    chips = bench.sum_row.chips
    QTest.mouseMove(chips, chips.chip_rect(0).center().toPoint())
    QTest.mouseMove(chips, chips.chip_rect(5).center().toPoint())
    assert len(bench.stage.input.marks().cells) == 25
    assert bench.stage.kernel.marks().cells.tolist() == [[1, 2]]


def test_pointing_at_an_input_cell_shows_the_outputs_that_read_it(lab, bench):
    lab.set_up(ramp())
    hover(bench.stage.input, 0, 1)
    assert bench.stage.output.marks().cells.tolist() == [[0, 0], [0, 1]]


@pytest.mark.parametrize("flipped", [False, True])
def test_covered_cells_have_the_hue_of_the_kernel_cell_that_meets_them(lab, bench, flipped):
    image = np.ones((1, 5, 5))
    lab.set_up(LabSetup(image, np.arange(9.0).reshape(1, 1, 3, 3), np.zeros(1), flipped=flipped))
    key(lab, Qt.Key.Key_Home)
    colours = bench.stage.input.cells().colours
    hues = [tuple(bytes.fromhex(hue[1:])) for hue in bench.shown().hues()]
    covered = [tuple(colours[row, column].tolist()) for row in range(3) for column in range(3)]
    assert covered == (hues[::-1] if flipped else hues)
    bench.head.colours.setChecked(False)
    assert len({tuple(colour) for colour in bench.stage.input.cells().colours[:3, :3].reshape(-1, 3).tolist()}) == 1


# ---- arithmetic


def test_the_arithmetic_of_a_ramp_under_sobel(lab, bench, qtbot, jobs):
    lab.set_up(ramp())
    assert bench.sum_row.text() == "sum of 9 products 8 + bias 0 = 8"
    qtbot.waitUntil(jobs.is_idle)
    assert bench.sum_row.check.text() == "✓ torch.nn.functional.conv2d 8"
    assert bench.sum_row.check.property("chip") == "success"


def test_torch_disagreeing_is_said(lab, bench, qtbot, jobs, monkeypatch):
    monkeypatch.setattr("explorer.labs._torch_check.torch_sums", lambda setup: np.full((1, 5, 5), 8.5))
    lab.set_up(ramp())
    qtbot.waitUntil(jobs.is_idle)
    assert bench.sum_row.check.text() == "✗ torch.nn.functional.conv2d 8.5"
    assert bench.sum_row.check.property("chip") == "danger"


def test_relu_and_channels_in_the_sum(lab, bench):
    image = np.stack([np.full((3, 3), value) for value in (1.0, 2.0, -1.0)])
    lab.set_up(LabSetup(image, np.ones((1, 3, 3, 3)) * [[[[-1.0]]]], np.array([0.5]), relu=True))
    assert bench.sum_row.text() == "sums of 3 channels −9 − 18 + 9 + bias 0.5 = −17.5, after ReLU 0"
    assert bench.stage.output.cells().values.tolist() == [[0]]


# ---- settings


def test_the_settings_change_the_setup(lab, bench):
    lab.set_up(ramp())
    settings = bench.settings
    settings.sliders["stride"].changed.emit(2)
    settings.sliders["padding"]._field.setValue(1)
    settings.sliders["dilation"]._slider.setValue(2)
    settings.padding_mode.changed.emit("reflect")
    settings.pooling.changed.emit("average")
    settings.flipped.click()
    settings.relu.click()
    settings.bias.setValue(-0.5)
    setup = lab.setup()
    assert (setup.stride, setup.padding, setup.dilation, setup.padding_mode) == (2, 1, 2, "reflect")
    assert (setup.pooling, setup.flipped, setup.relu, setup.biases.tolist()) == ("average", True, True, [-0.5])
    settings.sliders["size"].changed.emit(5)
    np.testing.assert_array_equal(lab.setup().kernels[0, 0], kernel("sobel-x", 5))


def test_showing_a_setup_asks_for_nothing(lab, bench):
    wishes = []
    bench.settings.wanted.connect(lambda *wish: wishes.append(wish))
    setup = ramp(stride=2, padding=2, padding_mode="circular", pooling="max")
    lab.set_up(setup)
    assert wishes == []
    assert lab.setup() is setup
    assert bench.settings.sliders["stride"].value() == 2
    assert bench.settings.padding_mode.current() == "circular"
    assert bench.settings.pooling.current() == "max"


@pytest.mark.parametrize("name", KERNELS)
def test_presets(bench, name):
    bench.settings.kernels.tile(name).click()
    np.testing.assert_array_equal(bench.setup.kernels[0, 0], kernel(name))
    assert bench.settings.kernels.tile(name).isChecked()


def test_random_kernels_differ_from_click_to_click(bench):
    tile = bench.settings.kernels.tile("random")
    tile.click()
    first = bench.setup.kernels
    tile.click()
    assert (bench.setup.kernels != first).any()
    assert not bench.settings.kernels.tile("sobel-x").isChecked()


def test_reset_brings_the_first_setup_back(lab, bench):
    first = lab.setup()
    bench.settings.kernels.tile("vertical").click()
    bench.settings.sliders["stride"].changed.emit(3)
    bench.settings.reset_wanted.emit()
    setup = lab.setup()
    assert (setup.stride, setup.padding) == (1, 1)
    np.testing.assert_array_equal(setup.kernels, first.kernels)
    np.testing.assert_array_equal(setup.image, first.image)


def test_the_formula_the_counts_and_the_ledger(lab, bench):
    image = np.zeros((1, 13, 13))
    lab.set_up(LabSetup(image, kernel("sobel-x")[None, None], np.zeros(1), stride=2, padding=1))
    assert bench.size_row.formula.text() == "⌊( 13 + 2 · 1 − 1 · ( 3 − 1) − 1) / 2 ⌋ + 1 = 7"
    assert bench.size_row.facts() == ["1 · (3 − 1) + 1 = 3", "7 · 7 · 9 = 441", "0 of 169", "49 · 4 B = 196 B"]
    assert not bench.size_row.misfit.isVisibleTo(bench)
    assert bench.settings.ledger.text() == (
        "1 · 1 · 3 · 3 + 1 = 10; 169 · 49 + 49 = 8,330; 833 × fewer, because all 49 positions share one kernel"
    )
    assert "441 multiplications" in bench.footer.text()


def test_a_stride_that_does_not_fit_is_said_and_crossed_out(lab, bench):
    lab.set_up(ramp(stride=3))
    assert bench.size_row.misfit.text() == ("does not fit: ⌊4 / 3⌋ = ⌊1.33⌋ = 1, the last row and column are left over")
    assert bench.size_row.facts()[2] == "13 of 49"
    assert int(bench.stage.input.cells().crossed.sum()) == 13


def test_what_has_no_output_says_why_and_comes_back(lab, bench):
    lab.set_up(ramp(dilation=4))
    assert "the kernel reaches over 9\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}9 cells" in bench.stage.note.text()
    assert bench.stage.note.isVisibleTo(bench)
    assert not bench.stage.output.isVisibleTo(bench)
    assert not bench.transport.play.isEnabled()
    key(lab, Qt.Key.Key_Right, Qt.Key.Key_Space)
    bench.settings.sliders["padding"].changed.emit(1)
    assert bench.setup.output_size == (1, 1)
    assert bench.stage.output.isVisibleTo(bench)


# ---- typing


def test_kernels_and_small_inputs_can_be_typed_into(lab, bench, qtbot):
    lab.set_up(ramp(padding=1))
    for grid, cell, text in ((bench.stage.kernel, (0, 0), "-7"), (bench.stage.input, (1, 2), "4.5")):
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.cell_rect(*cell).center().toPoint())
        editor = grid.findChild(CellEditor)
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    setup = lab.setup()
    assert setup.kernels[0, 0, 0, 0] == -7
    # One ring of padding: the cell in row 1 and column 2 of the grid is row 0 and column 1 of the image.
    assert setup.image[0, 0, 1] == 4.5
    assert bench.head.sources.currentIndex() == -1


def test_a_new_picture_leaves_own_values_alone(lab, bench):
    bench.stage.input.edited.emit(3, 3, 0.5)
    own = lab.setup()
    lab.take(drawing())
    assert lab.setup() is own


# ---- inputs


def drawing():
    grey = np.zeros((280, 280), np.uint8)
    grey[40:150, 100:110] = 255
    return Given(Picture(Image.fromarray(grey), "Drawing", "drawing"), np.full((1, 28, 28), -0.4, np.float32), "Net")


def choose(bench, name):
    bench.head.source_picked.emit(name)


def test_the_drawing_is_followed(lab, bench):
    assert "a drawn 7, 13 × 13" in bench.footer.text()
    lab.take(drawing())
    assert lab.setup().image.sum() == 11
    assert "the drawing, 13 × 13" in bench.footer.text()
    choose(bench, "seen")
    np.testing.assert_allclose(lab.setup().image, np.full((1, 28, 28), -0.4), rtol=1e-6)


def test_what_the_network_sees_cannot_be_chosen_before_it_has_seen_anything(lab, bench):
    entry = bench.head.sources.model().item(2)
    assert not entry.isEnabled()
    lab.take(drawing())
    assert entry.isEnabled()


def test_five_by_five_by_three_over_a_colour_picture_with_six_filters(lab, bench, qtbot, jobs):
    choose(bench, "colour")
    bench.settings.sliders["padding"].changed.emit(0)
    bench.settings.sliders["size"].changed.emit(5)
    bench.settings.filters.setValue(6)
    setup = lab.setup()
    assert setup.kernels.shape == (6, 3, 5, 5)
    assert bench.maps.maps.shape == (6, 28, 28)
    assert "output 6 × 28 × 28" in bench.footer.text()
    assert bench.settings.ledger.text().startswith("6 · 3 · 5 · 5 + 6 = 456;")
    assert bench.stage.channels.isVisibleTo(bench)
    thumbs = bench.stage.filters
    QTest.mouseClick(thumbs, Qt.MouseButton.LeftButton, pos=thumbs.thumb_rect(4).center().toPoint())
    QTest.keyClick(bench.stage.channels, Qt.Key.Key_Down)
    np.testing.assert_array_equal(bench.stage.kernel.cells().values, setup.kernels[4, 1])
    np.testing.assert_array_equal(bench.stage.input.cells().values, setup.image[1])
    qtbot.waitUntil(jobs.is_idle)
    image, kernels = torch.from_numpy(setup.image)[None], torch.from_numpy(setup.kernels.copy())
    last = float(F.conv2d(image, kernels)[0, 4, 27, 27])
    assert bench.sum_row.check.text().startswith("✓")
    assert bench.shown().position().total == pytest.approx(last, abs=1e-12)


# ---- places


@pytest.mark.parametrize("room", [(960, 300), (1120, 420), (1600, 640), (300, 120)])
@pytest.mark.parametrize("sizes", [((15, 15), (7, 7)), ((36, 36), (30, 30), (15, 15)), ((7, 7), (5, 5))])
def test_grids_stand_side_by_side_on_one_axis(room, sizes):
    places = placed(room, (5, 5), *sizes)
    assert [(place.rows, place.columns) for place in places] == [sizes[0], (5, 5), *sizes[1:]]
    for left, right in itertools.pairwise(places):
        assert left.x + left.width < right.x
    middles = [place.y + place.height / 2 for place in places]
    assert max(middles) - min(middles) <= 1
    if room[0] >= 960:
        assert all(place.x >= 0 and place.x + place.width <= room[0] for place in places)
        assert all(place.y > 40 and place.y + place.height <= room[1] for place in places)


def test_a_large_kernel_stays_readable_where_the_others_can_spare_the_room():
    source, weights, output = placed((628, 330), (7, 7), (13, 13), (7, 7))
    assert weights.side == NUMBERS_FROM
    assert min(source.side, output.side) >= NUMBERS_FROM
    # With 28 cells of input nobody's numbers can be read anyway: the kernel keeps its share of the width.
    assert placed((628, 330), (7, 7), (28, 28), (22, 22))[1].side == int(0.18 * 628 / 7)
