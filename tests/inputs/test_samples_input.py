"""The gallery of samples: by mouse, by keyboard, and with what suits the network in front."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from torch import nn

from explorer.data.preprocess import DigitPreprocessing, PhotoPreprocessing
from explorer.data.samples import samples
from explorer.inputs.samples import SamplesInput
from explorer.models.base import Model
from explorer.widgets import theme


def model(preprocessing):
    return Model("m", "M", "test", "random", False, nn.Identity(), preprocessing.input_shape, (), preprocessing)


@pytest.fixture
def gallery(qapp, qtbot):
    theme.apply(qapp, "light")
    widget = SamplesInput()
    qtbot.addWidget(widget)
    widget.resize(256, 298)
    widget.show()
    return widget


@pytest.fixture
def picked(gallery):
    labels = []
    gallery.picture_changed.connect(lambda picture: labels.append(picture.label))
    return labels


def click(gallery, name):
    view = gallery._view
    place = view.visualRect(gallery._model.index_of(name)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def headings(gallery):
    model = gallery._model
    rows = [model.index(row) for row in range(model.rowCount())]
    return [index.data() for index in rows if index.flags() == Qt.ItemFlag.NoItemFlags]


def test_nothing_is_picked_at_first(gallery):
    assert gallery.picture() is None


def test_a_click_picks_the_sample_once(gallery, picked):
    click(gallery, "digit-3")

    assert picked == ["Digit 3"]
    assert gallery.picture().kind == "sample"
    assert gallery.picture().image.tobytes() == next(s for s in samples() if s.name == "digit-3").make().tobytes()


def test_a_second_click_brings_the_sample_back_after_a_drawing(gallery, picked):
    click(gallery, "digit-3")
    click(gallery, "digit-3")

    assert picked == ["Digit 3", "Digit 3"]


def test_a_click_on_a_heading_picks_nothing(gallery, picked):
    QTest.mouseClick(
        gallery._view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=gallery._view.visualRect(gallery._model.index(0)).center(),
    )

    assert picked == []


def test_arrow_keys_walk_along_and_across_the_rows(gallery, picked):
    assert gallery._view.columns() == 5
    gallery._view.setCurrentIndex(gallery._model.index_of("digit-0"))
    keys = [Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left]
    for key in keys:
        QTest.keyClick(gallery._view, key)

    # The third row of tiles is the first of the gratings, behind a heading.
    first_grating_row = [sample.title for sample in samples() if sample.group == "Gratings"]
    assert picked == ["Digit 0", "Digit 1", "Digit 6", first_grating_row[1], "Digit 6", "Digit 5"]


def test_taking_the_focus_picks_nothing_until_a_key_does(gallery, picked):
    gallery._view.setFocus()
    assert picked == []

    QTest.keyClick(gallery._view, Qt.Key.Key_Space)
    assert picked == ["Digit 0"]


def test_the_keyboard_stops_at_both_ends(gallery, picked):
    gallery.pick("digit-0")
    QTest.keyClick(gallery._view, Qt.Key.Key_Left)
    QTest.keyClick(gallery._view, Qt.Key.Key_Up)

    assert picked == ["Digit 0"]


def test_digits_come_first_for_a_network_that_reads_them(gallery):
    gallery.show_model(model(PhotoPreprocessing()))
    assert headings(gallery)[0] == "Colour"

    gallery.show_model(model(DigitPreprocessing()))
    assert headings(gallery)[0] == "Digits"
    assert sorted(headings(gallery)) == sorted({sample.group for sample in samples()})


def test_the_same_kind_of_network_does_not_move_the_gallery(qtbot, gallery):
    gallery.show_model(model(DigitPreprocessing()))

    with qtbot.assertNotEmitted(gallery._model.modelReset):
        gallery.show_model(model(DigitPreprocessing(centre=False)))


def test_thumbnails_arrive_by_themselves(qtbot, gallery):
    qtbot.waitUntil(gallery._model.has_all_thumbnails, timeout=20_000)

    thumbnail = gallery._model.index_of("ball").data(Qt.ItemDataRole.DecorationRole)
    assert thumbnail.width() == thumbnail.height() == 88


def test_every_tile_says_its_title(gallery):
    index = gallery._model.index_of("bar-45")

    assert index.data(Qt.ItemDataRole.ToolTipRole) == index.data() == "Bar 45°"


def test_an_unknown_name_is_an_error(gallery):
    with pytest.raises(KeyError):
        gallery.pick("mona-lisa")
