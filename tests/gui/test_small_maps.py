"""Small maps of the strip come with a frame when the screen lacks them, and only then."""

from dataclasses import replace

import pytest

import explorer
from explorer.data.pictures import Picture
from explorer.data.samples import digit
from explorer.gui.frames import FrameComputer
from explorer.gui.requests import Held, Request
from explorer.jobs import Job
from explorer.views.base import Options
from explorer.views.feature_maps import FeatureMapsView

SEVEN = Picture(digit(7), "7", "sample")


@pytest.fixture(scope="module")
def model():
    return explorer.load("digits")


@pytest.fixture
def job():
    return Job("frame", "", lambda _: None, lambda _: None, lambda _: None)


def asked(model, **changes):
    request = Request(
        model=model, picture=SEVEN, layer="conv1", views=(FeatureMapsView,), view=FeatureMapsView, options=Options(),
        opened=None, shown=(0, 3), tiles=4, held=Held(),
    )  # fmt: skip
    return replace(request, **changes)


def test_only_columns_in_sight_and_the_selected_one_are_pictured(model, job):
    frame = FrameComputer().compute(asked(model, layer="fc1"), job)
    assert sorted(frame.pictures) == ["conv1", "fc1", "input", "pool1", "relu1"]


def test_what_is_held_does_not_come_again(model, job):
    computer = FrameComputer()
    first = computer.compute(asked(model), job)
    second = computer.compute(asked(model, held=first.held, shown=(2, 5)), job)
    assert sorted(second.pictures) == ["conv2", "relu2"]
    assert set(second.held.columns) == set(first.held.columns) | {"conv2", "relu2"}


def test_what_was_computed_and_never_shown_comes_again(model, job):
    computer = FrameComputer()
    first = computer.compute(asked(model), job)
    # Its answer was dropped: the screen still holds nothing.
    second = computer.compute(asked(model), job)
    assert not second.fresh
    assert set(second.pictures) == set(first.pictures)


def test_a_channel_that_is_selected_anew_comes_again(model, job):
    computer = FrameComputer()
    frame = computer.compute(asked(model), job)
    for channel, channels in ((9, (0, 1, 2, 9)), (12, (0, 1, 2, 12)), (9, (0, 1, 2, 9))):
        frame = computer.compute(asked(model, options=Options(channel=channel), held=frame.held), job)
        assert list(frame.pictures) == ["conv1"]
        assert frame.pictures["conv1"].channels == channels


def test_another_picture_brings_all_maps_in_sight(model, job):
    computer = FrameComputer()
    first = computer.compute(asked(model), job)
    other = computer.compute(asked(model, picture=Picture(digit(1), "1", "sample"), held=first.held), job)
    assert set(other.pictures) == set(first.pictures)
    assert other.held.run != first.held.run
