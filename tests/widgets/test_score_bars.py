"""The list of class scores, and the other small widgets: message strip and segmented control."""

import math

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from explorer.widgets import theme
from explorer.widgets.message_bar import MessageBar
from explorer.widgets.score_bars import ScoreBars
from explorer.widgets.segmented import SegmentedControl

DIGITS = [(str(digit), 0.75 if digit == 7 else 0.25 / 9) for digit in range(10)]
NAMES = [("lesser panda", 0.5), ("badger", 0.25), ("polecat", 0.0)]


@pytest.fixture
def bars(qtbot):
    widget = ScoreBars()
    qtbot.addWidget(widget)
    widget.resize(256, 200)
    widget.show()
    return widget


@pytest.fixture
def scale(qtbot):
    widget = SegmentedControl()
    qtbot.addWidget(widget)
    for key in ("channel", "layer", "network"):
        widget.add_segment(key, key.title())
    widget.show()
    return widget


def inked(bars, row, token):
    """How many pixels of a row's bar have a token's colour."""
    image = bars.grab().toImage()
    height = bars.sizeHint().height() // len(bars._rows)
    lines = range(row * height, (row + 1) * height)
    colour = QColor(theme.tokens()[token])
    return max(sum(image.pixelColor(x, y) == colour for x in range(image.width())) for y in lines)


def test_a_bar_is_as_long_as_its_probability(bars):
    bars.set_scores([("a", 1.0), ("b", 0.5), ("c", 0.25)])
    lengths = [inked(bars, row, "bar") for row in range(3)]

    assert lengths[1] == pytest.approx(lengths[0] / 2, abs=3)
    assert lengths[2] == pytest.approx(lengths[0] / 4, abs=3)


def test_only_the_winner_has_the_accent(bars):
    bars.set_scores(DIGITS, 7)

    assert inked(bars, 7, "accent") > 100
    assert inked(bars, 3, "accent") == 0


def test_long_names_get_a_line_of_their_own(bars):
    bars.set_scores(DIGITS, 7)
    short = bars.sizeHint().height() / 10
    bars.set_scores(NAMES, 0)

    assert bars.sizeHint().height() / 3 > short
    # The bar may use the whole width there: half of 256.
    assert inked(bars, 0, "accent") == pytest.approx(128, abs=4)


def test_a_click_picks_its_row(bars, qtbot):
    bars.set_scores(DIGITS, 7)
    with qtbot.waitSignal(bars.picked) as emitted:
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(40, 3 * 18 + 9))

    assert emitted.args == [3]


def test_below_the_last_row_nothing_is_picked(bars, qtbot):
    bars.set_scores(NAMES, 0)
    with qtbot.assertNotEmitted(bars.picked):
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(40, 190))


def test_arrows_walk_and_enter_picks(bars, qtbot):
    bars.set_scores(NAMES, 0)
    picked = []
    bars.picked.connect(picked.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Home):
        QTest.keyClick(bars, key)
    QTest.keyClick(bars, Qt.Key.Key_Enter)

    assert picked == [1, 2, 0]


def test_it_tells_a_screen_reader_all_scores(bars):
    bars.set_scores(NAMES, 0)

    assert bars.accessibleDescription() == "lesser panda: 50.0 %, badger: 25.0 %, polecat: 0.0 %"


def test_scores_that_are_no_numbers_are_said_so(bars):
    bars.set_scores([("a", math.nan), ("b", 0.0)])

    assert bars.accessibleDescription() == "a: NaN %, b: 0.0 %"
    assert not bars.grab().isNull()


def test_a_message_shows_its_sentence_and_unfolds_its_details(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.show_message("danger", "conv2 failed.", details="Traceback")

    assert (bar.text(), bar.accessibleName()) == ("conv2 failed.", "conv2 failed.")
    assert bar._details.isHidden()
    bar._more.click()
    assert bar._details.isVisible()
    assert bar._details.toPlainText() == "Traceback"


def test_a_message_without_details_or_action_has_no_buttons_for_them(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("danger", "conv2 failed.", details="Traceback", action="Try again")
    bar.show_message("info", "Random weights.")

    assert bar._more.isHidden()
    assert bar._action.isHidden()
    assert bar._details.isHidden()


@pytest.mark.parametrize(
    ("kind", "token"), [("danger", "danger-soft"), ("warning", "warning-soft"), ("info", "accent-soft")]
)
def test_a_message_wears_the_colour_of_its_kind(qapp, qtbot, kind, token):
    theme.apply(qapp, "light")
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("danger", "First.")
    bar.show_message(kind, "Then.")

    assert bar.grab().toImage().pixelColor(bar.width() // 2, 2) == QColor(theme.tokens()[token])


def test_a_message_can_be_closed_and_acted_upon(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("danger", "conv2 failed.", action="Try again")
    with qtbot.waitSignal(bar.action_requested):
        bar._action.click()
    with qtbot.waitSignal(bar.closed):
        bar._on_close_clicked()

    assert bar.isHidden()
    assert bar.text() == ""


def test_the_first_segment_is_chosen_and_setting_another_is_no_users_choice(scale, qtbot):
    assert scale.current() == "channel"
    with qtbot.assertNotEmitted(scale.changed):
        scale.set_current("network")

    assert scale.current() == "network"
    assert scale.accessibleDescription() == "Network"


def test_a_click_chooses_one_segment_only(scale, qtbot):
    with qtbot.waitSignal(scale.changed) as emitted:
        scale._buttons["layer"].click()

    assert emitted.args == ["layer"]
    assert [button.isChecked() for button in scale._buttons.values()] == [False, True, False]


def test_arrow_keys_walk_over_what_can_be_chosen(scale):
    chosen = []
    scale.changed.connect(chosen.append)
    scale.set_segment_enabled("layer", False, "No other map to compare with")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(scale, key)

    assert chosen == ["network", "channel"]
