"""torchvision's models by name: which weights they get, and what is never run."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
import torchvision.models
from torchvision.models import get_model_builder, get_model_weights

from explorer.errors import ModelError
from explorer.models.zoo import Zoo, random_network, smallest_input, title
from explorer.models.zoo_catalogue import TASKS, names

SMALL = "squeezenet1_1"
PHOTO = torch.linspace(-2, 2, 3 * 64 * 64).reshape(1, 3, 64, 64)


@pytest.fixture(autouse=True)
def own_cache(checkpoints: Path) -> None:
    """The user's own is neither read nor written."""


def other_weights(name: str, **settings: Any) -> dict[str, torch.Tensor]:
    """A state dict that no seed of ours makes."""
    state = get_model_builder(name)(weights=None, **settings).state_dict()
    return {key: value + 0.25 if value.is_floating_point() else value for key, value in state.items()}


class Malicious:
    """Runs code when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return Path.touch, (self.path,)


def test_models_are_offered_by_their_tasks() -> None:
    assert len(names("classification")) >= 80
    assert {"resnet18", "vit_h_14", "maxvit_t", "googlenet"} <= set(names("classification"))
    assert "fcn_resnet50" in names("segmentation")
    assert {"fasterrcnn_resnet50_fpn", "ssd300_vgg16"} <= set(names("detection"))
    assert Zoo.names() == [name for task in TASKS for name in names(task)]
    assert not [name for name in Zoo.names() if "maskrcnn" in name or "quantized" in name]


@pytest.mark.parametrize(
    "reference", ["digits", "resnet", "ResNet18", "resnet18.pth", "", "resnet18:", "resnet18:a:b", "resnet_x:random"]
)
def test_only_exact_names_are_accepted(reference: str) -> None:
    assert not Zoo.accepts(reference)


@pytest.mark.parametrize("reference", ["resnet18", "fcn_resnet50", "resnet18:random", "resnet50:IMAGENET1K_V2"])
def test_names_with_and_without_weights_are_accepted(reference: str) -> None:
    assert Zoo.accepts(reference)


def test_files_and_modules_are_refused_without_importing_torchvision() -> None:
    code = (
        "import sys; from explorer.models.zoo import Zoo\n"
        "others = ['net.py:Net', 'a/b.safetensors', 'x.pt', '', 'models:Net', 'package.models:Net', 'nets:NET']\n"
        "assert not any(map(Zoo.accepts, others))\n"
        "assert 'torchvision' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ)


def test_without_a_cached_file_the_weights_are_random_and_said_to_be() -> None:
    model = Zoo.load(SMALL)
    assert (model.weights, model.trained, model.class_names) == ("random weights", False, ())
    assert (model.source, model.title, model.input_shape) == ("torchvision", "SqueezeNet 1.1", (3, 224, 224))
    assert model.module.training is False


def test_random_weights_are_the_same_each_time_and_disturb_no_one() -> None:
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    first = Zoo.load(SMALL).module.state_dict()
    assert torch.equal(torch.rand(3), expected)
    second = Zoo.load(SMALL).module.state_dict()
    assert all(torch.equal(first[key], second[key]) for key in first)


def test_a_cached_file_of_the_right_hash_is_used(plant: Any) -> None:
    state = other_weights(SMALL)
    plant(SMALL, state)
    model = Zoo.load(SMALL)
    assert (model.weights, model.trained) == ("IMAGENET1K_V1", True)
    assert model.class_name(207) == "golden retriever"
    assert len(model.class_names) == 1000
    assert all(torch.equal(value, state[key]) for key, value in model.module.state_dict().items())


def test_a_cached_file_of_the_wrong_hash_is_not_used_and_named(plant: Any) -> None:
    path = plant(SMALL, other_weights(SMALL), digest="0badbeef")
    model = Zoo.load(SMALL)
    assert model.weights == f"random weights (the cached file {path.name} does not match its hash)"
    assert (model.trained, model.class_names) == (False, ())
    plain = random_network(SMALL).state_dict()
    assert all(torch.equal(value, plain[key]) for key, value in model.module.state_dict().items())


@pytest.mark.parametrize("inside", [False, True], ids=["the file itself", "inside a state dict"])
@pytest.mark.parametrize("digest", [None, "0badbeef"], ids=["right hash", "wrong hash"])
def test_a_planted_pickle_never_runs(plant: Any, tmp_path: Path, inside: bool, digest: str | None) -> None:
    proof, mark = tmp_path / "the bomb is live", tmp_path / "it ran"
    pickle.loads(pickle.dumps(Malicious(proof)))
    assert proof.exists()
    bomb = Malicious(mark)
    path = plant(SMALL, other_weights(SMALL) | {"bomb": bomb} if inside else pickle.dumps(bomb), digest=digest)
    model = Zoo.load(SMALL)
    assert not mark.exists()
    assert not model.trained
    assert path.name in model.weights


@pytest.mark.parametrize("content", [b"", b"101 Dalmatians", {"weight": torch.ones(1)}, [1, 2]])
def test_a_file_that_holds_no_weights_leaves_random_ones(plant: Any, content: Any) -> None:
    path = plant(SMALL, content)
    model = Zoo.load(SMALL)
    assert model.weights.startswith(f"random weights (the cached file {path.name} ")
    plain = random_network(SMALL).state_dict()
    assert all(torch.equal(value, plain[key]) for key, value in model.module.state_dict().items())


def test_a_file_without_a_hash_in_its_name_is_not_trusted(plant: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = plant(SMALL, other_weights(SMALL))
    entry = get_model_weights(SMALL).DEFAULT.value
    object.__setattr__(entry, "url", f"https://example.org/{path.rename(path.with_name('plain.pth')).name}")
    assert (
        Zoo.load(SMALL).weights
        == "random weights (the cached file plain.pth has no hash in its name to be checked against)"
    )


def test_the_older_weights_are_used_where_only_they_are_cached(plant: Any) -> None:
    plant("mobilenet_v2", other_weights("mobilenet_v2"), weights="IMAGENET1K_V1")
    model = Zoo.load("mobilenet_v2")
    assert (model.weights, model.trained) == ("IMAGENET1K_V1", True)
    # V1 was made with pictures scaled to 256 pixels, V2 (the default) to 232.
    assert model.preprocessing.resize == 256
    assert Zoo.load("resnet18").preprocessing.resize == 256


def test_densenet_files_with_old_key_names_are_read(plant: Any) -> None:
    state = other_weights("densenet121")
    old = {
        key.replace("norm1.", "norm.1.").replace("conv2.", "conv.2.") if "denselayer" in key else key: value
        for key, value in state.items()
    }
    assert "features.denseblock1.denselayer1.norm.1.weight" in old
    plant("densenet121", old)
    model = Zoo.load("densenet121")
    assert model.trained
    assert all(torch.equal(value, state[key]) for key, value in model.module.state_dict().items())


@pytest.mark.parametrize("name", ["googlenet", "inception_v3"])
def test_networks_with_training_heads_are_built_as_torchvision_builds_them(
    plant: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = other_weights(name, aux_logits=True, init_weights=False)
    plant(name, state)
    model = Zoo.load(name)
    offered = get_model_weights(name)
    monkeypatch.setattr(offered, "get_state_dict", lambda *_args, **_kwargs: state)
    theirs = get_model_builder(name)(weights=offered.DEFAULT).eval()
    picture = torch.nn.functional.interpolate(PHOTO, (80, 80))
    with torch.no_grad():
        assert model.trained
        assert torch.equal(model.module(picture), theirs(picture))
    assert random_network(name).transform_input is True


def test_the_network_is_built_for_the_size_that_its_preprocessing_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def builder(**settings: Any) -> torch.nn.Module:
        seen.update(settings)
        return torch.nn.Identity()

    monkeypatch.setattr(torchvision.models, "get_model_builder", lambda _name: builder)
    assert Zoo.load("vit_h_14").input_shape == (3, 518, 518)
    assert seen["image_size"] == 518


def test_unknown_names_get_suggestions() -> None:
    with pytest.raises(ModelError, match="resnet18") as caught:
        Zoo.load("ResNet-18")
    assert "“ResNet-18”" in str(caught.value)
    for function in (smallest_input, random_network):
        with pytest.raises(ModelError, match="resnet18 and vgg16"):
            function("zzzzzz")


def test_the_smallest_inputs_are_torchvisions() -> None:
    assert smallest_input("alexnet") == 63
    assert smallest_input("vit_b_16") == 224
    assert smallest_input("resnet18") == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("resnet18", "ResNet-18"),
        ("vgg16_bn", "VGG-16 BN"),
        ("vit_b_16", "ViT-B/16"),
        ("regnet_y_1_6gf", "RegNetY-1.6GF"),
        ("regnet_x_400mf", "RegNetX-400MF"),
        ("mobilenet_v3_small", "MobileNetV3 Small"),
        ("efficientnet_v2_s", "EfficientNetV2-S"),
        ("wide_resnet50_2", "Wide ResNet-50-2"),
        ("mnasnet0_75", "MNASNet 0.75"),
        ("convnext_tiny", "ConvNeXt Tiny"),
        ("resnext50_32x4d", "ResNeXt-50 32x4d"),
        ("shufflenet_v2_x1_0", "ShuffleNetV2 ×1.0"),
        ("swin_v2_t", "SwinV2-T"),
    ],
)
def test_titles_are_what_people_say(name: str, expected: str) -> None:
    assert title(name) == expected


def test_every_model_has_a_title_of_its_own() -> None:
    titles = [title(name) for name in Zoo.names()]
    assert len(set(titles)) == len(titles)
    assert not set(titles) & set(Zoo.names())
