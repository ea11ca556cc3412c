"""Frames: what one State shows, with the network run only when there is something new to run it on."""

from __future__ import annotations

import pytest
import torch

import explorer
from explorer.core.capture import capture
from explorer.data.pictures import Picture
from explorer.data.samples import digit
from explorer.gui.frames import FrameComputer
from explorer.gui.requests import Held, Request
from explorer.jobs import Job
from explorer.views.base import Options
from explorer.views.feature_maps import FeatureMapsView


@pytest.fixture(scope="module")
def model():
    return explorer.load("digits")


@pytest.fixture
def job():
    return Job("frame", "", lambda _: None, lambda _: None, lambda _: None)


def request_of(model, number, layer="conv1", check=False):
    views = (FeatureMapsView,)
    picture = PICTURES.setdefault(number, Picture(digit(number), str(number), "sample"))
    return Request(model, picture, layer, views, FeatureMapsView, Options(), None, (0, 20), 4, Held(), check)


PICTURES: dict[int, Picture] = {}


def test_another_layer_of_the_same_picture_does_not_run_the_network_again(model, job):
    computer = FrameComputer()
    first = computer.compute(request_of(model, 3), job)
    second = computer.compute(request_of(model, 3, layer="conv2"), job)
    assert first.fresh
    assert not second.fresh
    assert second.trace is first.trace
    assert second.call.name == "conv2"


def test_quick_captures_show_what_a_recording_shows(model, job):
    computer = FrameComputer()
    computer.compute(request_of(model, 3), job)
    assert computer.prepare(job)
    quick = computer.compute(request_of(model, 8), job)
    recorded = capture(model.module, model.preprocessing(digit(8)))
    assert [call.name for call in quick.trace] == [call.name for call in recorded]
    for call in recorded:
        assert torch.equal(quick.trace[call.name].output, call.output)


def test_quick_captures_are_prepared_later_where_somebody_waits(model, job):
    computer = FrameComputer()
    computer.compute(request_of(model, 3), job)
    job.others_wait = True
    assert not computer.prepare(job)
    job.others_wait = False
    assert computer.prepare(job)


def test_the_lifted_pen_asks_for_a_recording_of_the_same_picture(model, job):
    computer = FrameComputer()
    first = computer.compute(request_of(model, 5), job)
    checked = computer.compute(request_of(model, 5, check=True), job)
    assert checked.fresh
    assert checked.trace is not first.trace


def test_a_layer_that_the_network_does_not_have_gives_way_to_the_first_convolution(model, job):
    assert FrameComputer().compute(request_of(model, 1, layer="layer4.1.relu"), job).call.name == "conv1"
