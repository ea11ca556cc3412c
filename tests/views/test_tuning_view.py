"""The tuning view: measured when that is wished, once for all layers, and not again when it was cancelled."""

import dataclasses

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from torch import nn

from explorer.errors import Cancelled
from explorer.views._tuned import ORIENTATIONS, TuningOptions
from explorer.views.base import Options, Subject
from explorer.views.tuning import TuningView
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.empty_note import EmptyNote
from explorer.widgets.polar_grid import PolarGrid


@dataclasses.dataclass
class Grey:
    """All that the view needs of a model whose input is a grey picture."""

    module: nn.Module
    input_shape: tuple = (1, 20, 20)
    preprocessing: str = "grey"
    source: str = "file"
    runs: int = 0

    def network_input(self, picture):
        self.runs += 1
        return torch.from_numpy(np.asarray(picture.image, np.float32) / 255)[None, None]


@pytest.fixture
def model():
    """Edges across, edges down, and nothing at all."""
    conv = nn.Conv2d(1, 3, 3)
    with torch.no_grad():
        conv.weight.zero_()
        conv.bias.zero_()
        conv.weight[0, 0] = torch.tensor([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
        conv.weight[1, 0] = conv.weight[0, 0].T
    return Grey(nn.Sequential(conv, nn.ReLU()))


@pytest.fixture
def view(qtbot):
    view = TuningView()
    qtbot.addWidget(view)
    view.resize(640, 400)
    view.show()
    return view


@pytest.fixture
def show(view, model, ran, job):
    trace = ran(model.module, torch.zeros(1, 1, 20, 20))

    def show(name, **options):
        subject = Subject(model, trace.inputs["input"])
        view.show_result(view.compute(trace, trace[name], Options(own=view.options(), subject=subject, **options), job))
        return view

    return show


def words(view):
    return " ".join(label.whole_text() for label in view.findChildren(ElidedLabel))


def measured(show, view, name="1"):
    show(name)
    view._measure.click()
    return show(name)


def test_nothing_is_measured_unasked(show, model):
    view = show("1")
    assert model.runs == 0
    assert view.findChild(EmptyNote).isVisible()
    assert view._measure.isEnabled()


def test_measuring_is_a_wish(show, view, qtbot):
    show("1")
    with qtbot.waitSignal(view.options_changed):
        view._measure.click()
    assert view.options() == TuningOptions(6.0, view.options().asked)
    assert view.options().asked


def test_the_curves_of_all_layers_come_at_once(show, view, model):
    measured(show, view)
    runs = model.runs
    assert runs == 1 + 4 * ORIENTATIONS
    assert view.findChild(PolarGrid).isVisible()
    assert not view._measure.isEnabled()
    show("0")
    assert model.runs == runs
    assert "3 channels" in words(view)
    assert "1 answer to none" in words(view)


def test_lying_edges_prefer_lying_stripes(show, view):
    measured(show, view)
    grid = view.findChild(PolarGrid)
    assert grid._labels[0].startswith("0°") or grid._labels[0].startswith("180°")
    assert grid._labels[1].startswith("90°")
    assert grid._labels[2] == "–"


def test_they_can_be_sorted(show, view):
    measured(show, view)
    grid = view.findChild(PolarGrid)
    assert grid._order.tolist() == [0, 1, 2]
    view._sort.setCurrentIndex(view._sort.findData("selectivity"))
    assert grid._order[-1] == 2


def test_a_click_picks_the_channel(show, view, qtbot):
    measured(show, view)
    grid = view.findChild(PolarGrid)
    with qtbot.waitSignal(view.channel_picked) as picked:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.rect_of(1).center().toPoint())
    assert picked.args == [1]
    assert grid.position_at(QPoint(2, 2).toPointF()) is None


def test_other_stripes_are_measured_anew(show, view, model):
    measured(show, view)
    runs = model.runs
    view._cycles.setValue(4)
    show("1")
    assert model.runs == runs
    assert view._measure.isEnabled()


def test_what_was_cancelled_does_not_begin_again(show, view, model, job):
    show("1")
    view._measure.click()
    job.cancel()
    with pytest.raises(Cancelled):
        show("1")
    runs = model.runs
    job._cancelled = False
    show("1")
    assert model.runs == runs
    view._measure.click()
    show("1")
    assert view.findChild(PolarGrid).isVisible()


def test_another_network_is_not_measured_unasked(show, view):
    measured(show, view)
    view.clear()
    assert view.options().asked == 0


def written(parameter):
    with torch.no_grad():
        parameter.neg_()


def written_unseen(parameter):
    parameter.data.neg_()


@pytest.mark.parametrize("write", [written, written_unseen])
def test_a_live_network_with_other_weights_has_not_been_measured_and_is_not_unasked(show, view, model, write):
    model.source = "live"
    measured(show, view)
    runs = model.runs
    show("0")
    assert not view._measure.isEnabled()
    write(model.module[0].weight)
    show("1")
    assert view._measure.isEnabled()
    assert view.findChild(EmptyNote).isVisible()
    assert model.runs == runs
    view._measure.click()
    show("1")
    assert view.findChild(PolarGrid).isVisible()
    assert model.runs == 2 * runs
