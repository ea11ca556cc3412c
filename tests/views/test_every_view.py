"""What every view promises, for whatever file the folder of views gains: found, computed without Qt, shown, resized."""

import dataclasses
import sys

import numpy as np
import pytest
import torch
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from torch import nn

from explorer import views
from explorer.discover import discover
from explorer.views.base import LayerView, Options, Paint

VIEWS = discover(views, LayerView)
SIGNALS = ("channel_picked", "cell_picked", "layer_picked", "scale_picked", "options_changed")


class Plain(nn.Module):
    """conv - relu - pool - conv (depthwise) - pool - linear - relu - linear - softmax."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(3, 4, 5, padding=2), nn.Conv2d(4, 4, 3, groups=4)
        self.relu, self.pool, self.average = nn.ReLU(), nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(2)
        self.fc1, self.fc2 = nn.Linear(16, 6), nn.Linear(6, 3)

    def forward(self, x):
        x = self.pool(self.relu(self.conv1(x)))
        x = self.average(self.conv2(x))
        return self.fc2(self.relu(self.fc1(x.flatten(1)))).softmax(1)


class Residual(nn.Module):
    """Batch norm, a shortcut, overlapping and global pooling by function, a 1 x 1 and a transposed convolution."""

    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(3, 3, 3, padding=1), nn.BatchNorm2d(3)
        self.point, self.up = nn.Conv2d(3, 5, 1), nn.ConvTranspose2d(5, 4, 2, 2)

    def forward(self, x):
        x = torch.relu(self.norm(self.conv(x)) + x)
        x = self.up(self.point(nn.functional.max_pool2d(x, 3, 2, 1)))
        return torch.cat([x.mean((2, 3)), x.amax((2, 3))], 1)


class Broken(nn.Module):
    """NaN and infinity from the first layer on, and maps of one cell."""

    def __init__(self):
        super().__init__()
        self.conv, self.pool, self.fc = nn.Conv2d(3, 2, 3, padding=1), nn.AdaptiveMaxPool2d(1), nn.Linear(2, 2)
        with torch.no_grad():
            self.conv.bias[0] = float("nan")
            self.fc.weight[0, 0] = float("inf")

    def forward(self, x):
        return self.fc(self.pool(self.conv(x)).flatten(1))


@pytest.fixture(params=[Plain, Residual, Broken], ids=lambda net: net.__name__)
def trace(request, ran):
    torch.manual_seed(0)
    return ran(request.param(), torch.rand(1, 3, 12, 12) * 2 - 1)


@pytest.fixture(params=VIEWS, ids=lambda cls: cls.__name__)
def view_class(request):
    return request.param


def holds_qt(value, seen=None):
    """Whether a Qt object is anywhere within a nest of data."""
    seen = set() if seen is None else seen
    if id(value) in seen or isinstance(value, (np.ndarray, torch.Tensor, str, int, float, type(None))):
        return False
    seen.add(id(value))
    if type(value).__module__.startswith(("PySide6", "pyqtgraph")):
        return True
    if dataclasses.is_dataclass(value):
        return any(holds_qt(getattr(value, field.name), seen) for field in dataclasses.fields(value))
    items = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else ()
    return any(holds_qt(item, seen) for item in items)


@pytest.fixture
def complaints(monkeypatch):
    """What overrides handed to `sys.excepthook` instead of ending the process."""
    found = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, traceback: found.append(error))
    return found


def test_views_are_found_in_their_order():
    assert len(VIEWS) >= 5
    assert [cls.order for cls in VIEWS] == sorted(cls.order for cls in VIEWS)
    assert len({cls.title for cls in VIEWS}) == len(VIEWS)
    assert all(cls.title and cls.icon for cls in VIEWS)


def test_every_view_accepts_something_of_an_ordinary_network(view_class, ran):
    trace = ran(Plain(), torch.rand(1, 3, 12, 12))
    assert any(view_class.accepts(call) for call in trace)


def test_results_are_plain_and_shown_in_both_themes(view_class, trace, job, qtbot, dressed, complaints):
    view = view_class()
    qtbot.addWidget(view)
    view.show()
    calls = [call for call in trace if view_class.accepts(call)]
    for theme in ("light", "dark"):
        dressed(theme)
        for call in calls:
            result = view_class.compute(trace, call, Options(channel=1, own=view.options()), job)
            assert not holds_qt(result)
            view.show_paint(Paint(channel=1, cell=(0, 1)))
            view.show_result(result)
            assert not view.grab().isNull()
    assert complaints == []


def test_any_size_will_do(view_class, trace, job, qtbot, complaints):
    view = view_class()
    qtbot.addWidget(view)
    view.show()
    for call in filter(view_class.accepts, trace):
        view.show_result(view_class.compute(trace, call, Options(own=view.options()), job))
        for size in ((200, 200), (1600, 900), (60, 40)):
            view.resize(*size)
            assert not view.grab().isNull()
    assert view.minimumSizeHint().width() <= 400
    assert complaints == []


def test_a_change_of_theme_recolours_what_is_shown(view_class, ran, job, qtbot, dressed):
    trace = ran(Plain(), torch.rand(1, 3, 12, 12) - 0.5)
    call = next(filter(view_class.accepts, trace))
    dressed("light")
    old, new = view_class(), view_class()
    for view in (old, new):
        qtbot.addWidget(view)
        view.setFixedSize(700, 400)
    result = view_class.compute(trace, call, Options(own=old.options()), job)
    old.show_result(result)
    old.show()
    old.grab()
    dressed("dark")
    new.show_result(result)
    new.show()
    for view in (old, new):
        view.show_paint(Paint())
    qtbot.wait(1)
    for view in (old, new):
        if view.focusWidget() is not None:
            view.focusWidget().clearFocus()
    assert _shares_of_difference(old, new) < 0.002


def _shares_of_difference(first, second):
    """The share of pixels that differ; buttons that remember how they were drawn may."""
    pictures = []
    for view in (first, second):
        image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pictures.append(np.frombuffer(image.constBits(), np.uint32).copy())
    return float(np.mean(pictures[0] != pictures[1]))


@pytest.mark.parametrize("scale", ["channel", "layer", "network", "fixed"])
def test_every_scale_can_be_asked_for(view_class, ran, job, scale):
    trace = ran(Plain(), torch.rand(1, 3, 12, 12))
    for call in filter(view_class.accepts, trace):
        options = Options(channel=99, scale=scale, fixed=0.5, own=None, class_names=("a", "b", "c"))
        view_class.compute(trace, call, options, job)


def test_showing_asks_for_nothing(view_class, trace, job, qtbot):
    """What the window shows must not come back as a wish: that would never end."""
    view = view_class()
    qtbot.addWidget(view)
    wishes = []
    for name in SIGNALS:
        getattr(view, name).connect(lambda *args, name=name: wishes.append((name, args)))
    for call in filter(view_class.accepts, trace):
        for channel in (0, 1):
            view.show_paint(Paint(channel=channel, cell=(0, 0)))
            view.show_result(view_class.compute(trace, call, Options(channel=channel, own=view.options()), job))
            view.show_paint(Paint("CET-D1A", "viridis", (1, 0), channel))
    view.clear()
    assert wishes == []


def test_an_empty_view_says_why_and_can_be_filled_again(view_class, ran, job, qtbot, complaints):
    trace = ran(Plain(), torch.rand(1, 3, 12, 12))
    view = view_class()
    qtbot.addWidget(view)
    view.show()
    call = next(filter(view_class.accepts, trace))
    for _ in range(2):
        view.clear()
        assert not view.grab().isNull()
        view.show_paint(Paint(channel=3, cell=(5, 5)))
        view.show_result(view_class.compute(trace, call, Options(own=view.options()), job))
        assert not view.grab().isNull()
    assert complaints == []


def test_a_picture_after_another_costs_no_new_widgets(view_class, ran, job, qtbot):
    trace = ran(Plain(), torch.rand(1, 3, 12, 12))
    view = view_class()
    qtbot.addWidget(view)
    call = next(filter(view_class.accepts, trace))
    counts = []
    for _ in range(3):
        view.show_result(view_class.compute(trace, call, Options(own=view.options()), job))
        counts.append(len(view.findChildren(QWidget)))
    assert len(set(counts)) == 1
