"""Runs: once for each picture, of half the size where that was asked for and is taken, and what capturing costs."""

import numpy as np
import pytest
from PIL import Image
from small_models import any_size, one_size

from explorer.data.pictures import Picture
from explorer.gui.requests import Held, Request
from explorer.gui.running import Runner
from explorer.jobs import Job
from explorer.views.base import Options

NOISE = Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8))


def request_of(model, picture, **further):
    return Request(model, picture, None, (), None, Options(), None, (0, 20), 4, Held(), **further)


@pytest.fixture
def picture():
    return Picture(NOISE, "noise", "file")


@pytest.fixture
def job():
    return Job("measure", "", lambda _: None, lambda _: None, lambda _: None)


def test_a_picture_is_run_once(picture):
    model, runner = any_size(), Runner()
    first = runner.run(request_of(model, picture))
    assert runner.run(request_of(model, picture)) is first
    assert runner.run(request_of(model, Picture(NOISE, "the same again", "file"))) is not first
    assert first.first


def test_a_preview_is_run_on_the_means_of_four_pixels(picture):
    model, runner = any_size(), Runner()
    whole = runner.run(request_of(model, picture))
    half = runner.run(request_of(model, picture, preview=True))
    assert half.preview
    assert not whole.preview
    pixels = whole.trace.inputs["input"].numpy()[0]
    means = pixels.reshape(3, 32, 2, 32, 2).mean(axis=(2, 4))
    np.testing.assert_allclose(half.trace.inputs["input"].numpy()[0], means, rtol=1e-5, atol=1e-6)
    assert half.trace["0"].output_shape == (1, 4, 32, 32)
    assert runner.run(request_of(model, picture)).trace["0"].output_shape == (1, 4, 64, 64)


def test_a_network_that_takes_its_own_size_only_gets_it_and_says_why(picture):
    run = Runner().run(request_of(one_size(), picture, preview=True))
    assert not run.preview
    assert run.trace["0"].output_shape == (1, 2, 8, 8)
    assert "shapes" in run.refused


def test_capturing_has_a_price(picture, job):
    model, runner = any_size(), Runner()
    run = runner.run(request_of(model, picture))
    cost = runner.capture_cost(job)
    assert min(cost.bare_ms, cost.capture_ms, cost.ratio) > 0
    # What is on the screen stays what it was.
    assert runner.run(request_of(model, picture)) is run


def test_the_price_is_not_asked_for_while_others_wait(picture, job):
    runner = Runner()
    runner.run(request_of(any_size(), picture))
    job.others_wait = True
    assert runner.capture_cost(job) is None


def test_a_network_in_training_has_no_price(picture, job):
    model, runner = any_size(), Runner()
    runner.run(request_of(model, picture))
    model.module.train()
    assert runner.capture_cost(job) is None
