"""Files of weights opened as models."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest
import torch
from safetensors.torch import save_file
from torch import nn
from torchvision.models import get_model

from explorer import models
from explorer.errors import Cancelled, ModelError
from explorer.models import architectures
from explorer.models.checkpoint import Checkpoint
from explorer.models.matching import NoMatch
from explorer.models.opening import PLAIN, Opening
from explorer.models.torchvision_architectures import Torchvision
from explorer.training import checkpoint

DIGITS = architectures.DIGITS
SPEC = {
    "title": "Tiny",
    "input_shape": [3, 40, 40],
    "stages": [
        {"type": "conv", "channels": 2, "kernel": 3},
        {"type": "globalpool"},
        {"type": "flatten"},
        {"type": "linear", "features": 2},
    ],
}


@pytest.fixture(scope="module")
def squeezenet():
    """A small network of torchvision's with weights of no seed of ours."""
    torch.manual_seed(9)
    return get_model("squeezenet1_1", weights=None).eval()


def saved(path, state):
    save_file(state, path) if path.suffix == ".safetensors" else torch.save(state, path)
    return str(path)


@pytest.mark.parametrize(
    "reference", ["net.pth", "a/b.pt", "x.th", "x.ckpt", "x.bin", "x.safetensors", "X.PTH", "~/net.pth", "/a b/c.pt"]
)
def test_files_are_accepted_by_their_endings(reference):
    assert Checkpoint.accepts(reference)


@pytest.mark.parametrize(
    "reference", ["digits", "resnet18", "net.py:Net", "net.onnx", "", "nowhere", "pkg.models:Net", "x" * 999, "\0"]
)
def test_what_is_no_file_of_weights_is_left_to_others(reference):
    assert not Checkpoint.accepts(reference)


def test_a_file_of_another_ending_is_accepted_by_its_content(tmp_path):
    saved(tmp_path / "checkpoint-00012", {"a": torch.ones(1)})
    (tmp_path / "notes.txt").write_text("no weights")
    assert Checkpoint.accepts(str(tmp_path / "checkpoint-00012"))
    assert not Checkpoint.accepts(str(tmp_path / "notes.txt"))
    assert not Checkpoint.accepts(str(tmp_path))


def test_what_train_writes_opens_by_itself_and_needs_no_torchvision(tmp_path, monkeypatch):
    def never(*_arguments):
        raise AssertionError("torchvision was asked")

    monkeypatch.setattr(Torchvision, "candidates", never)
    header = {"architecture": DIGITS, "title": "Mine", "classes": list("abcdefghij")}
    checkpoint.save(architectures.build(DIGITS), tmp_path / "mine.safetensors", header)
    model = models.load(str(tmp_path / "mine.safetensors"))
    assert (model.title, model.source, model.class_name(1)) == ("Mine", "described in its file", "b")
    assert model.weights == "weights from mine.safetensors"
    assert model.preprocessing.describe() == "28 × 28, grey, 0 to 1"


def test_an_architecture_for_colour_pictures_gets_colour_pictures(tmp_path):
    net = architectures.build(SPEC).eval()
    file = tmp_path / "tiny.safetensors"
    checkpoint.save(net, file, {"architecture": SPEC})
    model = models.load(str(file))
    assert (model.title, model.input_shape, model.class_names) == ("Tiny", (3, 40, 40), ())
    assert model.module(torch.ones(1, 3, 40, 40)).equal(net(torch.ones(1, 3, 40, 40)))


@pytest.mark.parametrize("odd", ["no JSON", json.dumps({"stages": 3}), json.dumps({**SPEC, "input_shape": [1600]})])
def test_a_header_that_is_no_architecture_is_passed_over(tmp_path, odd):
    save_file(architectures.build(DIGITS).state_dict(), tmp_path / "x.safetensors", metadata={"architecture": odd})
    assert models.load(str(tmp_path / "x.safetensors")).source == "built-in"


def test_weights_of_the_shipped_architecture_are_found(tmp_path):
    net = architectures.build(DIGITS).eval()
    model = models.load(saved(tmp_path / "net.pth", net.state_dict()))
    assert (model.title, model.path, model.name) == ("Digit CNN", tmp_path / "net.pth", str(tmp_path / "net.pth"))
    assert model.class_names == tuple("0123456789")
    assert model.module(torch.ones(1, 1, 28, 28)).equal(net(torch.ones(1, 1, 28, 28)))


def test_weights_of_the_shipped_fully_connected_architecture_are_found(tmp_path):
    model = models.load(saved(tmp_path / "net.pth", architectures.build(architectures.DIGITS_MLP).state_dict()))
    assert (model.title, model.source, model.input_shape) == ("Digit MLP", "built-in", (1, 28, 28))
    assert model.class_names == tuple("0123456789")


def test_the_shipped_architecture_is_found_with_other_classes_and_channels(tmp_path):
    spec = {**DIGITS, "input_shape": [3, 28, 28], "stages": [*DIGITS["stages"][:-1], {"type": "linear", "features": 4}]}
    model = models.load(saved(tmp_path / "net.pth", architectures.build(spec).state_dict()))
    assert (model.title, model.input_shape, model.class_names) == ("Digit CNN", (3, 28, 28), ())
    assert model.module(torch.ones(1, 3, 28, 28)).shape == (1, 4)


def test_which_weights_were_taken_is_told(tmp_path, squeezenet):
    state = squeezenet.state_dict()
    model = models.load(saved(tmp_path / "net.pt", {"state_dict": state, "state_dict_ema": dict(state)}))
    assert model.note == "The weights under “state_dict” were taken; there are others under “state_dict_ema”."


def test_half_numbers_are_made_whole_and_that_is_told(tmp_path, squeezenet):
    half = {key: value.to(torch.bfloat16) for key, value in squeezenet.state_dict().items()}
    model = models.load(saved(tmp_path / "net.safetensors", half))
    assert model.note == "Its bfloat16 numbers were made float32."
    assert model.module.features[0].weight.equal(half["features.0.weight"].float())


def changed(net, **more):
    """A state dict without its first bias, with another first kernel and with `more`."""
    state = dict(net.state_dict())
    del state["features.0.bias"]
    return state | {"features.0.weight": torch.zeros(64, 3, 5, 5)} | more


def test_what_fits_nothing_whole_names_the_nearest(tmp_path, squeezenet):
    file = saved(tmp_path / "net.pth", changed(squeezenet, odd=torch.ones(1)))
    with pytest.raises(NoMatch) as caught:
        models.load(file)
    nearest = caught.value.candidates[0]
    assert (nearest.name, nearest.missing, nearest.unexpected) == ("squeezenet1_1", ("features.0.bias",), ("odd",))
    assert str(caught.value).startswith(
        f"{file}: its 52 tensors fit no known architecture whole. The nearest is SqueezeNet 1.1 (squeezenet1_1), 50 of "
        "whose 52 tensors fit; missing: features.0.bias; unexpected: odd; features.0.weight is 64×3×5×5 instead of "
        "64×3×3×3."
    )


def test_what_fits_is_loaded_into_the_chosen_architecture(tmp_path, squeezenet):
    file = saved(tmp_path / "net.pth", changed(squeezenet))
    model = models.load(file, replace(PLAIN, architecture="squeezenet1_1"))
    assert model.note == (
        "Loaded 50 of 52 tensors; missing: features.0.bias; features.0.weight is 64×3×5×5 instead of 64×3×3×3."
    )
    assert model.trained is False
    own = model.module.state_dict()
    assert all(own[key].equal(value) for key, value in squeezenet.state_dict().items() if "features.0." not in key)
    again = models.load(file, replace(PLAIN, architecture="squeezenet1_1"))
    assert again.module.features[0].weight.equal(model.module.features[0].weight)
    assert torch.isfinite(model.module(torch.ones(1, 3, 64, 64))).all()


def test_a_class_of_ones_own_can_be_chosen_and_asks_for_trust(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "net.py").write_text(
        "from torch import nn\nclass Net(nn.Sequential):\n"
        "    def __init__(self):\n        super().__init__(nn.Conv2d(1, 2, 3), nn.Conv2d(2, 2, 3))\n"
    )
    file = saved(tmp_path / "net.pth", {"module.0.weight": torch.ones(2, 1, 3, 3), "module.0.bias": torch.ones(2)})
    opening = replace(PLAIN, architecture=f"{tmp_path / 'net.py'}:Net", input_shapes=((1, 9, 9),))
    with pytest.raises(ModelError, match="runs the code in it"):
        models.load(file, opening)
    model = models.load(file, replace(opening, trust=replace(PLAIN.trust, everything=True)))
    assert (model.name, model.path) == (file, tmp_path / "net.pth")
    assert model.module[0].weight.equal(torch.ones(2, 1, 3, 3))
    assert model.note == "Loaded 2 of 4 tensors; missing: 1.weight, 1.bias."


def test_an_architecture_that_nothing_fits_is_refused(tmp_path, squeezenet):
    file = saved(tmp_path / "net.pth", squeezenet.state_dict())
    with pytest.raises(ModelError, match=r"none of its 52 tensors fits ResNet-18 \(resnet18\)"):
        models.load(file, replace(PLAIN, architecture="resnet18"))
    with pytest.raises(ModelError, match=r"no architecture “squeezenet11” .* Did you mean squeezenet1_1"):
        models.load(file, replace(PLAIN, architecture="squeezenet11"))


def test_weights_of_something_else_belong_to_no_architecture(tmp_path):
    with pytest.raises(NoMatch, match="its 1 tensors belong to no known architecture") as caught:
        models.load(saved(tmp_path / "net.pth", {"w": torch.ones(3, 3)}))
    assert caught.value.candidates == ()


def test_another_input_size_is_tried_and_taken(tmp_path, squeezenet):
    file = saved(tmp_path / "net.pth", squeezenet.state_dict())
    model = models.load(file, replace(PLAIN, input_shapes=((3, 64, 96),)))
    assert model.input_shape == (3, 64, 96)
    assert model.preprocessing.mean == (0.485, 0.456, 0.406)
    for shapes, words in (
        (((1, 64, 64),), "expected input"),
        (((3, 8, 8),), "3×8×8"),
        (((3, 64, 64),) * 2, "one picture"),
    ):
        with pytest.raises(ModelError, match=words):
            models.load(file, replace(PLAIN, input_shapes=shapes))


def test_weights_can_be_put_into_a_network_that_was_opened_by_its_file(tmp_path, squeezenet):
    first = saved(tmp_path / "first.pth", squeezenet.state_dict())
    other = {key: value + 1 for key, value in squeezenet.state_dict().items()}
    saved(tmp_path / "other.pth", {"model": other})
    model = models.load(first, replace(PLAIN, weights=tmp_path / "other.pth"))
    assert model.weights == "weights from other.pth"
    assert model.module.features[0].bias.equal(other["features.0.bias"])


def test_opening_can_be_cancelled(tmp_path, squeezenet):
    def stop(_done, _whole):
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        models.load(saved(tmp_path / "net.pth", squeezenet.state_dict()), replace(PLAIN, progress=stop))


def test_a_network_taken_apart_elsewhere_is_not_changed_with_the_file(tmp_path, squeezenet):
    file = tmp_path / "net.safetensors"
    model = models.load(saved(file, squeezenet.state_dict()))
    file.write_bytes(bytes(file.stat().st_size))
    assert model.module.features[0].weight.equal(squeezenet.features[0].weight)


def test_a_linear_layer_of_bytes_is_no_weight(tmp_path, squeezenet):
    state = squeezenet.state_dict() | {"features.0.bias": torch.ones(64, dtype=torch.uint8)}
    with pytest.raises(ModelError, match=r"features\.0\.bias is of type uint8"):
        models.load(saved(tmp_path / "net.pth", state))


def test_parameters_are_ready_for_gradients(tmp_path, squeezenet):
    model = models.load(saved(tmp_path / "net.pth", squeezenet.state_dict()))
    assert all(isinstance(p, nn.Parameter) and p.requires_grad and p.is_contiguous() for p in model.module.parameters())
    assert model.module.training is False


def test_weights_for_another_number_of_classes_are_taken_by_the_architecture_that_is_named(tmp_path):
    made = get_model("squeezenet1_1", num_classes=7).eval()
    torch.save(
        {"state_dict": {f"module.{name}": value for name, value in made.state_dict().items()}}, tmp_path / "7.pth"
    )
    model = models.load("squeezenet1_1", Opening(weights=tmp_path / "7.pth"))
    x = torch.rand(1, 3, 64, 64)
    assert torch.equal(model.module(x), made(x))
    assert model.title.startswith("SqueezeNet")
    assert model.trained


def test_weights_of_another_network_are_still_refused_by_the_one_that_is_named(tmp_path):
    torch.save({"conv.weight": torch.ones(1, 1, 3, 3)}, tmp_path / "other.pth")
    with pytest.raises(ModelError, match=r"other\.pth: its weights do not fit SqueezeNet"):
        models.load("squeezenet1_1", Opening(weights=tmp_path / "other.pth"))
