from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import cos, pi, sin

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw
from torch import nn

from explorer.errors import ModelError
from explorer.models import architectures
from explorer.models.bundled import Bundled


def arc(cx, cy, rx, ry, start, end):
    """Points of an ellipse, degrees clockwise from the right."""
    angles = [(start + (end - start) * i / 30) * pi / 180 for i in range(31)]
    return [(cx + rx * cos(a), cy + ry * sin(a)) for a in angles]


# How people draw digits with a mouse: strokes as points in a square of side 1.
DRAWN = {
    "0": [(0, [arc(0.5, 0.5, 0.22, 0.32, -90, 270)])],
    "1": [
        (1, [[(0.5, 0.15), (0.5, 0.85)]]),
        (1, [[(0.36, 0.3), (0.52, 0.15), (0.52, 0.85)]]),
        (1, [[(0.38, 0.3), (0.52, 0.15), (0.52, 0.85)], [(0.36, 0.85), (0.68, 0.85)]]),
        (1, [[(0.6, 0.15), (0.42, 0.85)]]),
    ],
    "2": [(2, [[*arc(0.5, 0.34, 0.2, 0.18, 180, 400), (0.3, 0.84), (0.74, 0.84)]])],
    "3": [(3, [[*arc(0.48, 0.32, 0.18, 0.16, 200, 450), *arc(0.48, 0.66, 0.2, 0.18, 270, 520)]])],
    "4": [
        (4, [[(0.58, 0.15), (0.25, 0.6), (0.78, 0.6)], [(0.6, 0.4), (0.6, 0.88)]]),
        (4, [[(0.3, 0.15), (0.28, 0.5), (0.7, 0.5)], [(0.68, 0.15), (0.66, 0.88)]]),
    ],
    "5": [(5, [[(0.7, 0.16), (0.36, 0.16), (0.34, 0.46), *arc(0.48, 0.64, 0.2, 0.2, 240, 500)]])],
    "6": [(6, [[(0.62, 0.14), (0.42, 0.36), *arc(0.5, 0.66, 0.18, 0.18, 190, 550)]])],
    "7": [
        (7, [[(0.26, 0.18), (0.72, 0.18), (0.46, 0.86)]]),
        (7, [[(0.26, 0.18), (0.72, 0.18), (0.46, 0.86)], [(0.4, 0.52), (0.72, 0.52)]]),
    ],
    "8": [(8, [arc(0.5, 0.33, 0.15, 0.16, 90, 450), arc(0.5, 0.67, 0.19, 0.18, -90, 270)])],
    "9": [(9, [[*arc(0.48, 0.36, 0.17, 0.18, 0, 360), (0.64, 0.5), (0.58, 0.86)]])],
}
DRAWINGS = [pytest.param(*drawn, id=f"{name}-{i}") for name, ways in DRAWN.items() for i, drawn in enumerate(ways)]


def drawing(strokes, width=24, scale=0.8, shift=(0, 0)):
    """Strokes with round ends on a canvas of 280 pixels, light on dark."""
    canvas = Image.new("L", (280, 280))
    pen = ImageDraw.Draw(canvas)
    for stroke in strokes:
        points = [
            (140 + 280 * scale * (x - 0.5) + shift[0], 140 + 280 * scale * (y - 0.5) + shift[1]) for x, y in stroke
        ]
        for start, end in pairwise(points):
            pen.line([start, end], fill=255, width=width)
        for x, y in points:
            pen.ellipse([x - width / 2, y - width / 2, x + width / 2, y + width / 2], fill=255)
    return canvas


@pytest.fixture(scope="module")
def model():
    return Bundled.load("digits")


def scores(model, picture):
    with torch.no_grad():
        return model.module(model.prepare(picture)).softmax(1)[0]


@pytest.mark.parametrize(("digit", "strokes"), DRAWINGS)
def test_drawn_digits_are_recognised(model, digit, strokes):
    assert int(scores(model, drawing(strokes)).argmax()) == digit


@pytest.mark.parametrize("width", [14, 34])
@pytest.mark.parametrize(("digit", "strokes"), DRAWINGS)
def test_thin_and_thick_pens_are_recognised(model, digit, strokes, width):
    assert int(scores(model, drawing(strokes, width=width)).argmax()) == digit


@pytest.mark.parametrize("shift", [(-25, -20), (25, 20)])
@pytest.mark.parametrize(("digit", "strokes"), DRAWINGS)
def test_a_canvas_that_is_only_shrunk_may_hold_the_digit_beside_the_middle(model, digit, strokes, shift):
    shrunk = model.prepared_by(replace(model.preprocessing, centre=False))
    assert int(scores(shrunk, drawing(strokes, shift=shift)).argmax()) == digit


def test_an_empty_canvas_is_no_digit(model):
    assert scores(model, Image.new("L", (280, 280))).max() < 0.4


def test_the_model_says_what_it_is(model):
    assert (model.name, model.title, model.source, model.trained) == ("digits", "Digit CNN", "built-in", True)
    assert model.weights.startswith("trained on MNIST, 99.")
    assert model.input_shape == (1, 28, 28)
    assert model.class_names == tuple("0123456789")


def test_the_network_is_small_and_plain(model):
    assert model.parameter_count <= 200_000
    kinds = {type(layer) for layer in model.module}
    assert kinds == {nn.Conv2d, nn.ReLU, nn.MaxPool2d, nn.Flatten, nn.Linear, nn.Dropout}
    assert model.module.conv1.kernel_size == (5, 5)
    assert not any(layer.training for layer in model.module.modules())


def test_the_weights_file_is_small_and_says_how_it_was_made():
    from importlib.resources import as_file, files

    with as_file(files("explorer.resources") / "models" / "digits.safetensors") as path:
        assert path.stat().st_size < 1_000_000
        metadata = architectures.load(path)[1]
    assert metadata["architecture"] == architectures.DIGITS
    assert metadata["training"]["command"].startswith("feature-map-explorer train DATA -o digits.safetensors ")
    assert metadata["accuracy"]["test"] >= 0.994


def test_the_fully_connected_network_takes_the_same_digits(model):
    other = Bundled.load("digits-mlp")
    assert (other.title, other.input_shape, other.class_names) == ("Digit MLP", model.input_shape, model.class_names)
    assert other.preprocessing == model.preprocessing
    assert {type(layer) for layer in other.module} == {nn.Flatten, nn.Linear, nn.ReLU}
    # 784 x 512 + 512, 512 x 128 + 128, 128 x 10 + 10
    assert other.parameter_count == 401_920 + 65_664 + 1_290
    right = [int(scores(other, drawing(strokes)).argmax()) == digit for digit, strokes in (p.values for p in DRAWINGS)]
    assert sum(right) >= len(right) - 2


def test_the_fully_connected_network_says_how_it_was_made():
    from importlib.resources import as_file, files

    with as_file(files("explorer.resources") / "models" / "digits-mlp.safetensors") as path:
        metadata = architectures.load(path)[1]
    assert metadata["architecture"] == architectures.DIGITS_MLP
    words = metadata["training"]["command"].split()
    assert words[:5] == ["feature-map-explorer", "train", "DATA", "-o", "digits-mlp.safetensors"]
    assert {"--no-batch-norm", "mlp.json", "digits.safetensors"} <= set(words)
    assert 0.98 <= metadata["accuracy"]["test"] < 0.99


def test_every_channel_of_the_first_layer_answers_to_something(model):
    pictures = torch.rand(20, 1, 28, 28, generator=torch.Generator().manual_seed(0)).round()
    with torch.no_grad():
        maps = model.module.relu1(model.module.conv1(pictures))
    assert (maps.amax((0, 2, 3)) > 0).all()


def test_only_their_own_names_are_accepted():
    assert Bundled.names() == ["digits", "digits-mlp"]
    assert Bundled.accepts("digits")
    assert Bundled.accepts("digits-mlp")
    assert not Bundled.accepts("resnet18")
    with pytest.raises(ModelError, match="no built-in network “letters”"):
        Bundled.load("letters")


def test_arrays_are_taken_as_pictures(model):
    assert model.prepare(np.zeros((28, 28), np.uint8)).shape == (1, 1, 28, 28)
