"""What is pinned, without a main window: few values, trained weights, colours of the theme."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image
from test_lean_frames import request_of

import explorer
from explorer.data.pictures import Picture
from explorer.gui.detached_pin import Pin
from explorer.gui.detached_window import DetachedWindow, Look
from explorer.gui.frames import FrameComputer
from explorer.jobs import Job, Jobs
from explorer.models.live import live_model, pictures_of
from explorer.views.arithmetic import ArithmeticView
from explorer.views.base import Options
from explorer.views.feature_maps import FeatureMapsView
from explorer.widgets import theme


@pytest.fixture
def job():
    return Job("pin", "", lambda _: None, lambda _: None, lambda _: None)


@pytest.fixture(scope="module")
def model():
    return explorer.load("digits")


def picture(seed):
    cells = np.random.default_rng(seed).integers(0, 255, (28, 28), np.uint8)
    return Picture(Image.fromarray(cells), str(seed), "sample")


def test_a_network_that_keeps_few_values_is_run_again_for_the_ranges(model, job, monkeypatch):
    whole = FrameComputer().compute(request_of(model, picture(1), scale="network"), job).result
    monkeypatch.setattr("explorer.core.shortage.keeps_all", lambda needed, available: False)
    frame = FrameComputer().compute(request_of(model, picture(1)), job)
    assert frame.run.shortage is not None
    for alone in (False, True):  # following, pinned
        pin = Pin(frame)
        found = pin.computed(FeatureMapsView, Options(scale="network"), job, alone)
        assert np.allclose(found.values, whole.values, atol=1e-6)
        assert found.scale.common == pytest.approx(whole.scale.common)
        assert pin.kept_bytes is not None


def test_what_follows_keeps_the_run_as_it_is(model, job):
    frame = FrameComputer().compute(request_of(model, picture(1)), job)
    pin = Pin(frame)
    pin.computed(FeatureMapsView, Options(), job, alone=False)
    assert pin.kept_bytes is None
    pin.computed(FeatureMapsView, Options(), job, alone=True)
    kept = pin.kept_bytes
    assert 0 < kept < 200_000
    pin.computed(FeatureMapsView, Options(scale="network"), job, alone=True)
    assert pin.kept_bytes == kept


def test_weights_that_a_program_trains_do_not_change_what_is_pinned(job):
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Conv2d(1, 3, 3), torch.nn.ReLU()).eval()
    pictures = pictures_of(torch.rand(1, 1, 8, 8))
    frame = FrameComputer().compute(request_of(live_model(net, pictures), pictures[0], layer="0"), job)
    pin, options = Pin(frame), Options(channel=1, cell=(2, 2))
    before = pin.computed(ArithmeticView, options, job, alone=True).explanation.result
    with torch.no_grad():
        net[0].weight.mul_(3)
    after = pin.computed(ArithmeticView, options, job, alone=True).explanation
    assert after.result == before
    assert after.agrees


def test_the_window_wears_the_themes_colours(model, job, qapp, qtbot):
    theme.apply(qapp, "light")
    frame = FrameComputer().compute(request_of(model, picture(1)), job)
    jobs = Jobs()
    window = DetachedWindow(FeatureMapsView(), jobs, "detached", lambda pin, name: False)
    qtbot.addWidget(window)
    try:
        window.resize(560, 460)
        window.show_pin(Pin(frame), Look())
        window.show()
        qtbot.waitUntil(jobs.is_idle)
        light = window.grab().toImage()
        theme.apply(qapp, "dark")
        dark = window.grab().toImage()
        # The ground of the maps, and the tool row.
        for x, y in ((3, 430), (5, 60)):
            assert light.pixelColor(x, y).lightness() > 200
            assert dark.pixelColor(x, y).lightness() < 60
        theme.apply(qapp, "light")
        assert window.grab().toImage() == light
    finally:
        theme.apply(qapp, "light")
        jobs.stop()
