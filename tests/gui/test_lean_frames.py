"""Frames of networks whose values do not all fit into memory show what the others show."""

from __future__ import annotations

import dataclasses

import nets
import numpy as np
import pytest
import torch
from hand import Hand
from PIL import Image
from small_models import model_of

import explorer
from explorer.core.capture import capture
from explorer.core.lean import has_values
from explorer.data.pictures import Picture
from explorer.errors import ModelError
from explorer.gui.frames import FrameComputer
from explorer.gui.requests import Held, Request
from explorer.gui.runs import next_number
from explorer.jobs import Job
from explorer.views.base import Options
from explorer.views.class_scores import ClassScoresView
from explorer.views.feature_maps import FeatureMapsView
from explorer.views.filters import FiltersView
from explorer.views.pooling import PoolingView
from explorer.views.values import ValuesView

VIEWS = (FeatureMapsView, FiltersView, PoolingView, ClassScoresView, ValuesView)


@pytest.fixture(scope="module")
def model():
    return explorer.load("digits")


@pytest.fixture
def scarce(monkeypatch):
    """Memory for one frame's values, as long as a recording takes; called with False, not even that."""

    def make(recordable=True):
        monkeypatch.setattr("explorer.core.shortage.keeps_all", lambda needed, available: False)
        monkeypatch.setattr("explorer.core.shortage.can_record", lambda needed, available: recordable)

    make()
    return make


@pytest.fixture
def job():
    return Job("frame", "", lambda _: None, lambda _: None, lambda _: None)


def picture(seed, size=28, channels="L"):
    cells = np.random.default_rng(seed).integers(0, 255, (size, size, 3), np.uint8)
    return Picture(Image.fromarray(cells).convert(channels), str(seed), "sample")


def request_of(model, shown_picture, layer="conv2", view=FeatureMapsView, held=None, **more):
    options = Options(channel=more.pop("channel", 0), scale=more.pop("scale", "layer"))
    first_last = more.pop("shown", (0, 20))
    return Request(model, shown_picture, layer, VIEWS, view, options, None, first_last, 4, held or Held(), **more)


def same(first, second):
    """Whether two results hold the same numbers."""
    if dataclasses.is_dataclass(first):
        fields = (field.name for field in dataclasses.fields(first))
        return type(first) is type(second) and all(same(getattr(first, f), getattr(second, f)) for f in fields)
    if isinstance(first, np.ndarray):
        return first.dtype == second.dtype and np.array_equal(first, second, equal_nan=first.dtype.kind == "f")
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(same(first[key], second[key]) for key in first)
    if isinstance(first, (tuple, list)):
        return len(first) == len(second) and all(map(same, first, second))
    return first == second


def assert_same(lean, full):
    for field in ("pictures", "result", "unit", "scores", "failure", "tips", "seen", "columns", "fresh"):
        assert same(getattr(lean, field), getattr(full, field)), field
    assert lean.call.name == full.call.name
    assert lean.view is full.view
    assert lean.held.columns == full.held.columns


# What a hand does one after another: seed of the picture and the rest of the request.
HAND = [
    (1, {"layer": None}),
    (1, {"layer": "conv3", "channel": 5}),
    (1, {"layer": "conv3", "channel": 6, "scale": "network"}),
    (2, {"layer": "conv3", "channel": 6, "scale": "network"}),
    (2, {"layer": "pool2", "view": PoolingView, "shown": (0, 3)}),
    (2, {"layer": "pool2", "view": PoolingView, "shown": (2, 9)}),
    (2, {"layer": "fc1", "view": ClassScoresView, "channel": 3}),
    (3, {"layer": "conv1", "view": FiltersView, "shown": (5, 9)}),
    (3, {"layer": "relu5", "view": ValuesView, "check": True}),
]


def test_the_same_pixels_are_shown(model, job, monkeypatch, scarce):
    frames = {}
    for name in ("lean", "full"):
        if name == "full":
            monkeypatch.setattr("explorer.core.shortage.keeps_all", lambda needed, available: True)
        computer, held, pictures = FrameComputer(), None, {}
        frames[name] = []
        for seed, asked in HAND:
            shown = pictures.setdefault(seed, picture(seed))
            frames[name].append(computer.compute(request_of(model, shown, held=held, **asked), job))
            held = frames[name][-1].held
        assert computer.prepare(job)
    for lean, full in zip(frames["lean"], frames["full"], strict=True):
        assert_same(lean, full)
        assert lean.run.shortage is not None
        assert full.run.shortage is None
    last = frames["lean"][-1]
    assert [call.name for call in last.trace if has_values(call)] == ["relu5"]
    assert all(has_values(call) for call in frames["full"][-1].trace)


def test_one_run_is_enough_for_a_new_picture(model, job, monkeypatch, scarce):
    runs = []
    from explorer.core.capturer import Capturer

    plain = Capturer.capture
    monkeypatch.setattr(Capturer, "capture", lambda *given, **more: runs.append(1) or plain(*given, **more))
    computer = FrameComputer()
    first = computer.compute(request_of(model, picture(1)), job)
    assert len(runs) == 2  # only the first one tells what layers there are
    computer.compute(request_of(model, picture(2), held=first.held), job)
    assert len(runs) == 3
    same_picture = picture(3)
    third = computer.compute(request_of(model, same_picture), job)
    again = computer.compute(request_of(model, same_picture, held=third.held, channel=2), job)
    # Another channel of the selected layer: its values are there.
    assert len(runs) == 4
    assert not again.fresh
    assert again.trace is third.trace


def test_a_network_that_is_recorded_each_time_keeps_few_values_too(job, scarce):
    model, shown = model_of(nets.SetsChannel.build()), picture(1, 64, "RGB")
    frame = FrameComputer().compute(request_of(model, shown, layer="conv"), job)
    recorded = capture(model.module, model.preprocessing(shown.image))
    assert torch.equal(frame.trace["conv"].output, recorded["conv"].output)
    assert [call.name for call in frame.trace if has_values(call)] == ["conv"]
    assert set(frame.pictures) == {"input", *recorded.by_name}


def test_what_cannot_be_foreseen_is_known_after_the_first_picture(job, scarce):
    computer, model = FrameComputer(), model_of(nets.DataDependentControlFlow.build())
    first, second = (computer.compute(request_of(model, picture(n, 64, "RGB"), layer="conv"), job) for n in (1, 2))
    assert first.run.shortage is None
    assert all(has_values(call) for call in first.trace)
    # A convolution to 4 maps of 62 x 62, an activation, the mean that decides, and whether it is above zero.
    assert second.run.shortage.needed == 2 * 4 * 62 * 62 * 4 + 4 + 1
    assert not has_values(second.trace["mean"])
    assert has_values(second.trace["conv"])


def test_what_fits_in_no_way_is_refused_with_both_numbers(job, scarce):
    scarce(recordable=False)
    model = model_of(nets.SetsChannel.build())
    with pytest.raises(ModelError, match=r"needs 1.* KiB for all its values at 64 × 64, .* are free"):
        FrameComputer().compute(request_of(model, picture(1, 64, "RGB"), layer="conv"), job)


def test_what_can_be_planned_needs_no_recording(model, job, scarce):
    scarce(recordable=False)
    computer = FrameComputer()
    shown = picture(1)
    assert computer.compute(request_of(model, shown), job).call.name == "conv2"
    assert computer.compute(request_of(model, shown, check=True), job).call.name == "conv2"


def test_numbers_of_runs_are_never_given_twice():
    assert next_number() < next_number()


def test_the_window_says_so_and_shows_every_layer_that_is_asked_for(scarce, make_window, qtbot):
    hand = Hand(make_window(), qtbot)
    hand.open_model("digits")
    hand.draw(7)
    text = hand.window.message.text()
    assert "Digit CNN needs" in text
    assert "at 28 × 28" in text
    for name in ("pool2", "conv5"):
        hand.do(hand.window.controller.pick_layer, name)
        assert hand.frame.call.name == name
        recorded = capture(hand.state.model.module, hand.frame.run.tensor)
        np.testing.assert_array_equal(hand.frame.result.values, recorded[name].output[0].numpy())
        np.testing.assert_array_equal(hand.frame.scores, recorded.output[0].numpy())
    assert hand.window.message.text() == text
