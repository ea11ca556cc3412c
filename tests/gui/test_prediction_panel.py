"""The prediction panel: the right class, the right share, and no false confidence."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from torch import nn

from explorer.data.preprocess import DigitPreprocessing, PhotoPreprocessing
from explorer.gui.prediction import Prediction
from explorer.gui.prediction_panel import PredictionPanel
from explorer.models.base import Model
from explorer.widgets import theme

DIGITS = tuple("0123456789")
ANIMALS = tuple(f"animal number {index}" for index in range(1000))


def model(names=DIGITS, trained=True, preprocessing=None):
    preprocessing = preprocessing or DigitPreprocessing()
    return Model("m", "M", "test", "words", trained, nn.Identity(), preprocessing.input_shape, names, preprocessing)


def logits_of(*shares):
    """Logits whose softmax is the given shares."""
    return np.log(np.array(shares))


@pytest.fixture
def panel(qapp, qtbot):
    theme.apply(qapp, "light")
    widget = PredictionPanel()
    qtbot.addWidget(widget)
    widget.resize(280, widget.sizeHint().height())
    widget.show()
    widget.show_model(model())
    return widget


def headline(panel):
    assert panel._pages.currentWidget() is panel._scores
    return panel._winner.whole_text(), panel._share.text(), panel._chip.text() if panel._chip.isVisible() else ""


def sentence(panel):
    assert panel._pages.currentWidget() is panel._sentence
    return panel._sentence.text()


def rows(panel):
    return [(row.name, row.value) for row in panel._bars._rows]


def test_softmax_by_hand():
    # exp(0), exp(ln 2), exp(ln 5) are 1, 2, 5: shares of 8.
    prediction = Prediction.of_scores(np.log([1.0, 2.0, 5.0]), False)

    assert prediction.probabilities == pytest.approx([0.125, 0.25, 0.625])
    assert prediction.winner == 2
    assert prediction.order.tolist() == [2, 1, 0]
    assert prediction.margin == pytest.approx(0.375)
    # 1/8 * 3 bits + 1/4 * 2 bits + 5/8 * 0.678 bits
    assert prediction.entropy == pytest.approx(1.2988, abs=1e-4)


def test_large_logits_do_not_overflow():
    assert Prediction.of_scores(np.array([1000.0, 0.0], np.float32), False).probabilities.tolist() == [1.0, 0.0]


def test_probabilities_are_taken_as_they_are():
    assert Prediction.of_scores(np.array([0.25, 0.75]), True).probabilities.tolist() == [0.25, 0.75]


def test_a_class_that_is_ruled_out_has_no_share():
    assert Prediction.of_scores(np.array([-np.inf, 0.0]), False).probabilities.tolist() == [0.0, 1.0]


def test_certainty_has_no_entropy_and_ten_alike_have_the_logarithm_of_ten():
    assert str(Prediction.of_scores(np.array([1.0, 0.0]), True).entropy) == "0.0"
    assert Prediction.of_scores(np.zeros(10), False).entropy == pytest.approx(np.log2(10))


def test_a_single_class_is_ahead_of_nothing():
    assert Prediction.of_scores(np.array([3.0]), False).margin == 1.0


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_what_is_no_number_is_no_prediction(panel, broken):
    panel.show_scores(np.array([0.0, broken, 1.0]))

    assert "not a number" in sentence(panel)


def test_digits_stand_in_their_own_order_with_the_winner_in_front_of_all(panel):
    panel.show_scores(logits_of(0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.92, 0.005, 0.005))

    assert headline(panel) == ("7", "92.0 %", "confident")
    assert [name for name, _ in rows(panel)] == list(DIGITS)
    assert rows(panel)[7] == ("7", "92.0")
    assert panel._bars._winner == 7
    assert panel._how.text() == "softmax"


def test_margin_and_entropy_stand_below(panel):
    panel.show_scores(np.array([0.75, 0.25]), is_probability=True)

    assert panel._margin.text() == "50.0"
    assert panel._entropy.text() == "0.81"


@pytest.mark.parametrize(
    ("share", "chip"), [(0.95, "confident"), (0.9, "confident"), (0.89, ""), (0.6, ""), (0.59, "unsure")]
)
def test_the_chip_says_how_sure_the_network_is(panel, share, chip):
    panel.show_scores(np.array([share, 1 - share]), is_probability=True)

    assert headline(panel)[2] == chip


def test_random_weights_are_never_confident(panel):
    panel.show_model(model(trained=False))
    panel.show_scores(np.array([0.99, 0.01]), is_probability=True)

    assert headline(panel)[2] == "random"
    assert panel._chip.property("chip") == "warning"


def test_of_many_classes_the_best_eight_are_shown(panel):
    logits = np.zeros(1000)
    logits[[5, 500, 999]] = [9, 12, 10]
    panel.show_model(model(ANIMALS, preprocessing=PhotoPreprocessing()))
    panel.show_scores(logits[None])

    assert [name for name, _ in rows(panel)][:3] == [ANIMALS[500], ANIMALS[999], ANIMALS[5]]
    assert len(rows(panel)) == 8
    assert headline(panel)[0] == ANIMALS[500]
    assert panel._how.text() == "top 8 of 1,000"


def test_classes_without_names_are_numbered(panel):
    panel.show_model(model((), trained=False, preprocessing=PhotoPreprocessing()))
    panel.show_scores(np.eye(1000)[513] * 20)

    assert headline(panel)[0] == "class 513"


def test_an_empty_canvas_gets_a_sentence_instead_of_a_number(panel):
    panel.show_scores(np.array([9.0, 0.0]), empty=True)
    assert sentence(panel) == "Draw a digit to see what the network says."

    panel.show_model(model(ANIMALS, preprocessing=PhotoPreprocessing()))
    panel.clear()
    assert sentence(panel) == "Draw or open a picture to see what the network says."


def test_the_scores_of_another_network_do_not_stay(panel):
    panel.show_scores(np.array([9.0, 0.0]))
    panel.show_model(model(ANIMALS, preprocessing=PhotoPreprocessing()))

    assert sentence(panel) == "Waiting for the network's answer…"


def test_an_output_without_class_scores_is_said(panel):
    panel.show_scores(None)

    assert "no list of class scores" in sentence(panel)


def test_a_click_on_a_row_names_the_class_not_the_row(qtbot, panel):
    panel.show_model(model(ANIMALS, preprocessing=PhotoPreprocessing()))
    panel.show_scores(np.eye(1000)[513] * 20)

    with qtbot.waitSignal(panel.class_picked) as signal:
        QTest.mouseClick(panel._bars, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert signal.args == [513]


def test_nothing_moves_between_the_states_of_one_network(panel):
    places = set()
    for scores, empty in (
        (None, True),
        (np.eye(10)[7] * 9, False),
        (np.zeros(10), False),
        (np.full(10, np.nan), False),
    ):
        panel.show_scores(scores, empty=empty)
        places.add((panel.sizeHint().height(), panel._pages.height(), panel._bars.y()))

    assert len({height for height, _, _ in places}) == 1
    assert len({pages for _, pages, _ in places}) == 1


def test_a_long_name_is_shortened_in_the_headline_but_not_its_share(panel):
    names = ("a name that is far too long for a panel of this width",) + ("b",) * 19
    panel.show_model(model(names))
    panel.show_scores(np.eye(20)[0] * 9)

    assert panel._winner.text().endswith("…")
    assert panel._winner.toolTip() == names[0]
    assert panel._share.width() >= panel._share.sizeHint().width()
    assert panel._chip.geometry().right() <= 280
