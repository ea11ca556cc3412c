from __future__ import annotations

import copy
import json

import pytest
import torch
from torch import nn

from explorer.errors import ModelError
from explorer.models import architectures
from explorer.models.architectures import DIGITS, build


def spec(*stages, shape=(1, 8, 8)):
    return {"input_shape": list(shape), "stages": list(stages)}


CONV = {"type": "conv", "channels": 4, "kernel": 3}


def test_layers_are_named_by_kind_and_number():
    names = " ".join(name for name, _ in build(DIGITS).named_children())
    assert names == (
        "conv1 relu1 pool1 conv2 relu2 conv3 relu3 pool2 conv4 relu4 conv5 relu5 pool3 flatten dropout fc1"
    )


def test_the_digit_network_takes_a_digit_and_gives_ten_scores():
    net = build(DIGITS)
    assert net(torch.zeros(2, 1, 28, 28)).shape == (2, 10)
    # 16 (25 + 1) + 32 (16 * 9 + 1) + 32 (32 * 9 + 1) + 64 (32 * 9 + 1) + 64 (64 * 9 + 1) + 10 (576 + 1)
    assert sum(p.numel() for p in net.parameters()) == 416 + 4_640 + 9_248 + 18_496 + 36_928 + 5_770


def test_channels_and_features_follow_from_what_comes_before():
    net = build(spec(CONV, {"type": "maxpool", "size": 2}, {"type": "flatten"}, {"type": "linear", "features": 5}))
    assert net.fc1.in_features == 4 * 3 * 3


def test_relus_do_not_overwrite_what_the_explorer_shows():
    assert not any(layer.inplace for layer in build(DIGITS) if isinstance(layer, nn.ReLU))


def test_a_stage_may_have_a_name_of_its_own():
    net = build(spec({**CONV, "name": "edges"}, {**CONV, "channels": 2}))
    assert [name for name, _ in net.named_children()] == ["edges", "conv2"]


@pytest.mark.parametrize(
    ("stage", "kind"),
    [
        (
            {"type": "conv", "channels": 2, "kernel": 3, "stride": 2, "dilation": 2, "groups": 2, "bias": False},
            nn.Conv2d,
        ),
        ({"type": "batchnorm"}, nn.BatchNorm2d),
        ({"type": "leaky_relu", "slope": 0.2}, nn.LeakyReLU),
        ({"type": "tanh"}, nn.Tanh),
        ({"type": "sigmoid"}, nn.Sigmoid),
        ({"type": "avgpool", "size": 2, "stride": 1}, nn.AvgPool2d),
        ({"type": "globalpool"}, nn.AdaptiveAvgPool2d),
        ({"type": "dropout", "p": 0.1}, nn.Dropout),
    ],
)
def test_every_type_of_stage_can_be_built_and_run(stage, kind):
    net = build(spec(stage, shape=(2, 8, 8)))
    assert isinstance(net[0], kind)
    assert net(torch.zeros(2, 2, 8, 8)).shape[0] == 2


def test_batch_norm_after_a_linear_layer_is_the_one_for_vectors():
    net = build(spec({"type": "flatten"}, {"type": "linear", "features": 3}, {"type": "batchnorm"}))
    assert isinstance(net.norm1, nn.BatchNorm1d)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"stages": [CONV]}, "input_shape"),
        ({"input_shape": [1, 8, 8]}, "no list “stages”"),
        (spec(), "no list “stages”"),
        (spec({"type": "transformer"}), "Stage 1 .* needs a “type” out of: conv"),
        (spec(CONV, "relu"), "Stage 2 .* needs a “type”"),
        (spec({"type": "conv", "channels": 4}), r"Stage 1 .*\(conv\) needs “kernel”"),
        (spec({**CONV, "kernal": 3}), r"Stage 1 .*\(conv\) does not know “kernal”"),
        (spec({**CONV, "groups": 3}), "Stage 1 .* cannot be built"),
        (spec({**CONV, "channels": "many"}), "Stage 1 .* cannot be built"),
        (spec({**CONV, "kernel": 9}), r"Stage 1 .* does not fit an input of \[1, 8, 8\]"),
        (spec(CONV, {"type": "linear", "features": 3}), r"Stage 2 .* does not fit an input of \[4, 6, 6\]"),
        (spec({**CONV, "name": "a"}, {"type": "relu", "name": "a"}), "Stage 2 .* called “a” like an earlier one"),
        (spec({**CONV, "name": "a.b"}), "Stage 1 .* cannot be called “a.b”"),
        (spec({**CONV, "name": "forward"}), "Stage 1 .* cannot be called “forward”"),
    ],
)
def test_what_cannot_be_built_is_said_with_the_stage(bad, sentence):
    with pytest.raises(ModelError, match=sentence):
        build(bad)


def test_building_does_not_change_the_architecture():
    before = copy.deepcopy(DIGITS)
    build(DIGITS)
    assert before == DIGITS


def test_an_architecture_is_read_from_json(tmp_path):
    path = tmp_path / "net.json"
    path.write_text(json.dumps(DIGITS), encoding="utf-8")
    assert architectures.read(path) == DIGITS


@pytest.mark.parametrize("text", ["{", "[]", "\x00"])
def test_a_file_that_is_no_architecture_is_named(tmp_path, text):
    path = tmp_path / "net.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"net\.json"):
        architectures.read(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"nowhere\.json: cannot be read"):
        architectures.read(tmp_path / "nowhere.json")
