"""The class scores view: right numbers, said for what they are."""

import math

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox
from torch import nn

from explorer.views.base import Options, Paint
from explorer.views.class_scores import ClassScoresView
from explorer.widgets.score_table import ScoreTable

LOGITS = [0.0, math.log(3), -1.0, math.log(2)]
NAMES = ("cat", "dog", "eel", "fox")


def head(*following, outputs=LOGITS):
    """A hidden layer of three units, a linear layer that puts out just `outputs`, and what follows."""
    last = nn.Linear(3, len(outputs))
    nn.init.zeros_(last.weight)
    last.bias.data = torch.tensor(outputs)
    return nn.Sequential(nn.Linear(2, 3), nn.ReLU(), last, *following)


def computed(ran, job, module, number=2, names=NAMES):
    trace = ran(module, torch.tensor([[1.0, -1.0]]))
    call = trace.calls[number]
    assert ClassScoresView.accepts(call)
    return ClassScoresView.compute(trace, call, Options(class_names=names), job)


@pytest.fixture
def view(qtbot):
    view = ClassScoresView()
    qtbot.addWidget(view)
    return view


def words(view):
    return " ".join(label.text() for label in view.findChildren(QLabel))


def rows(view):
    model = view.findChild(ScoreTable).model()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_logits_get_their_softmax(ran, job):
    result = computed(ran, job, head())
    assert result.meaning == "logits"
    total = 1 + 3 + math.exp(-1) + 2
    assert result.probabilities == pytest.approx([1 / total, 3 / total, math.exp(-1) / total, 2 / total])
    assert result.names == NAMES


def test_a_softmax_layer_shows_its_own_output_and_the_logits_it_was_given(ran, job):
    result = computed(ran, job, head(nn.Softmax(1)), number=3)
    assert result.meaning == "softmax"
    assert result.probabilities == pytest.approx(torch.tensor(LOGITS).softmax(0).numpy())
    assert result.raw == pytest.approx(LOGITS)


def test_the_layer_before_a_softmax_or_dropout_still_puts_out_logits(ran, job):
    assert computed(ran, job, head(nn.Dropout(), nn.Softmax(1))).meaning == "logits"


def test_log_softmax_is_not_taken_for_logits(ran, job):
    result = computed(ran, job, head(nn.LogSoftmax(1)), number=3)
    assert result.meaning == "log_softmax"
    assert result.probabilities.sum() == pytest.approx(1)
    assert result.raw[0] == pytest.approx(math.log(result.probabilities[0]))


def test_sigmoid_outputs_are_probabilities_one_by_one(ran, job):
    result = computed(ran, job, head(nn.Sigmoid()), number=3)
    assert result.probabilities[0] == pytest.approx(0.5)
    assert computed(ran, job, head(nn.Sigmoid())).probabilities[1] == pytest.approx(0.75)


def test_a_hidden_layer_has_values_and_neither_names_nor_probabilities(ran, job, view):
    result = computed(ran, job, head(), number=0, names=("a", "b", "c"))
    assert (result.meaning, result.names, result.probabilities) == ("values", (), None)
    view.show_result(result)
    assert "not its output" in words(view)
    assert "Value" in [view.findChild(ScoreTable).model().headerData(3, Qt.Orientation.Horizontal)]


def test_class_names_of_another_count_are_not_used(ran, job):
    assert computed(ran, job, head(), names=("one", "two")).names == ()


def test_huge_logits_do_not_overflow(ran, job):
    result = computed(ran, job, head(outputs=[1e4, -1e4, 0.0]))
    assert result.probabilities == pytest.approx([1, 0, 0])


def test_nan_scores_are_told(ran, job, view):
    result = computed(ran, job, head(outputs=[1.0, float("nan"), 0.0]))
    assert result.probabilities is None
    view.show_result(result)
    view.resize(500, 300)
    view.grab()
    assert "NaN" in words(view)
    assert [row[0] for row in rows(view)] == ["0", "2", "1"]


def test_best_first_with_names_and_numbers(ran, job, view):
    view.show_result(computed(ran, job, head()))
    assert [row[:2] for row in rows(view)] == [["1", "dog"], ["3", "fox"], ["0", "cat"], ["2", "eel"]]
    assert rows(view)[0][3:] == ["47.1 %", "1.099"]
    assert rows(view)[3][4] == "−1.000"


def test_sorted_by_index_and_cut_to_the_best(ran, job, view):
    view.show_result(computed(ran, job, head()))
    view.findChild(QComboBox).setCurrentIndex(1)
    view.findChild(QSpinBox).setValue(2)
    assert [row[0] for row in rows(view)] == ["1", "3"]
    assert "78.5 %" in words(view)


def test_a_click_picks_the_class(ran, job, view, qtbot):
    view.resize(700, 300)
    view.show()
    view.show_result(computed(ran, job, head()))
    table = view.findChild(ScoreTable)
    with qtbot.waitSignal(view.channel_picked) as caught:
        qtbot.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(1, 1)).center()
        )
    assert caught.args == [3]


def test_arrows_pick_from_the_selected_class_on(ran, job, view, qtbot):
    view.show_result(computed(ran, job, head()))
    view.show_paint(Paint(channel=3))
    with qtbot.waitSignal(view.channel_picked) as caught:
        qtbot.keyClick(view.findChild(ScoreTable), Qt.Key.Key_Down)
    assert caught.args == [0]


def test_new_scores_pick_nothing(ran, job, view):
    picked = []
    view.channel_picked.connect(picked.append)
    view.show_result(computed(ran, job, head()))
    view.show_paint(Paint(channel=2))
    view.show_result(computed(ran, job, head(outputs=[5.0, 4.0, 3.0, 2.0])))
    assert picked == []


def test_what_is_no_vector_is_not_accepted(ran):
    trace = ran(nn.Sequential(nn.Conv2d(1, 2, 1), nn.Flatten(), nn.Linear(8, 1)), torch.zeros(1, 1, 2, 2))
    assert not any(ClassScoresView.accepts(call) for call in trace)


def test_the_flattened_end_of_a_fully_convolutional_network_is_accepted(ran, job):
    module = nn.Sequential(nn.Conv2d(1, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    trace = ran(module, torch.ones(1, 1, 4, 4))
    assert ClassScoresView.accepts(trace.calls[2])
    result = ClassScoresView.compute(trace, trace.calls[2], Options(), job)
    assert result.meaning == "logits"
    assert np.allclose(result.raw, trace.scores.numpy())
