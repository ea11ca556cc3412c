"""Every view shows of an excerpt, with one call's values, the very same as of the whole run; and takes a setup."""

import dataclasses

import numpy as np
import pytest
import torch
from test_every_view import VIEWS, Plain, Residual

from explorer.core.excerpt import excerpt, names_needed
from explorer.core.graph import Call, Trace
from explorer.core.receptive_field import ReceptiveFields
from explorer.views import _filter_pictures
from explorer.views.base import Options


@pytest.fixture(params=VIEWS, ids=lambda cls: cls.__name__)
def view_class(request):
    return request.param


def differences(a, b, path=""):
    """Where two results differ."""
    if isinstance(a, (Trace, Call, ReceptiveFields, torch.Tensor)):
        return []
    if type(a) is not type(b):
        return [path]
    if isinstance(a, np.ndarray):
        return [] if np.array_equal(a, b, equal_nan=a.dtype.kind == "f") else [path]
    if dataclasses.is_dataclass(a):
        names = [field.name for field in dataclasses.fields(a)]
        return [one for name in names for one in differences(getattr(a, name), getattr(b, name), f"{path}.{name}")]
    if isinstance(a, dict):
        return [one for key in a for one in differences(a[key], b.get(key), f"{path}[{key}]")]
    if isinstance(a, (tuple, list)):
        pairs = zip(a, b, strict=True)
        return [one for place, (x, y) in enumerate(pairs) for one in differences(x, y, f"{path}[{place}]")]
    return [] if a == b or a != a else [path]


@pytest.mark.parametrize("net", [Plain, Residual])
def test_an_excerpt_shows_the_same_on_every_scale(net, view_class, ran, job):
    torch.manual_seed(0)
    trace = ran(net(), torch.rand(1, 3, 12, 12) * 2 - 1)
    for call in filter(view_class.accepts, trace):
        part = excerpt(trace, names_needed(trace, call.name))
        assert view_class.accepts(part[call.name])
        for scale in ("channel", "layer", "network"):
            options, found = Options(channel=1, scale=scale), []
            for one in (trace, part):
                _filter_pictures._kept.clear()
                found.append(view_class.compute(one, one[call.name], options, job))
            assert differences(*found) == [], (call.name, scale)
    _filter_pictures._kept.clear()


def test_a_view_set_up_like_another_wants_the_same(view_class, qtbot):
    one, other = view_class(), view_class()
    for view in (one, other):
        qtbot.addWidget(view)
    changed = []
    other.options_changed.connect(lambda: changed.append(True))
    other.set_up(one.setup())
    assert other.setup() == one.setup()
    assert other.options() == one.options()
    assert changed == []


def test_what_was_chosen_in_a_view_is_chosen_in_the_other(qtbot):
    chosen = {
        "Feature maps": lambda view: (view._controls._sort.setCurrentIndex(2), view._controls._size.setValue(3)),
        "Filters": lambda view: view._on_mode_changed(conv="selected"),
        "Pooling": lambda view: (view._rings.setChecked(False), view._test._head.setChecked(True)),
        "Arithmetic": lambda view: (view._on_source_picked(2), view._tools.unfold()),
        "Receptive field": lambda view: view._effective.setChecked(True),
        "Class scores": lambda view: (view._top.setValue(3), view._sort.setCurrentIndex(1)),
        "Channels": lambda view: view._table.sort_by(2, True),
        "Tuning": lambda view: (view._cycles.setValue(9), view._sort.setCurrentIndex(1)),
        "Values": lambda view: view._tint.setChecked(True),
    }
    assert set(chosen) == {cls.title for cls in VIEWS}
    for cls in VIEWS:
        one, other = cls(), cls()
        for view in (one, other):
            qtbot.addWidget(view)
        chosen[cls.title](one)
        assert one.setup() != other.setup(), cls.title
        other.set_up(one.setup())
        assert other.setup() == one.setup(), cls.title
        assert other.options() == one.options()
