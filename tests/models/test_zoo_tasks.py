"""torchvision's networks for segmentation and detection: built as torchvision builds them, every value captured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nets
import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn
from torchvision.models import get_model_builder
from torchvision.models._api import WeightsEnum

import explorer
from explorer.models import zoo, zoo_networks
from explorer.models.zoo import Zoo, random_network, smallest_input
from explorer.models.zoo_catalogue import weights_of

if TYPE_CHECKING:
    from pathlib import Path

SEGMENTATION, DETECTION = "lraspp_mobilenet_v3_large", "fasterrcnn_mobilenet_v3_large_320_fpn"


@pytest.fixture(autouse=True)
def own_cache(checkpoints: Path) -> None:
    """The user's own is neither read nor written."""


@pytest.fixture
def theirs(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What torchvision's builder makes when it is given weights; the random numbers stay."""

    def make(name: str, **settings: Any) -> nn.Module:
        with monkeypatch.context() as patch:
            patch.setattr(nn.Module, "load_state_dict", lambda *_args, **_settings: None)
            patch.setattr(WeightsEnum, "get_state_dict", lambda *_args, **_settings: {})
            module: nn.Module = get_model_builder(name)(weights=weights_of(name)[0], **settings)
        return module.eval()

    return make


def shapes(module: nn.Module) -> dict[str, torch.Size]:
    return {key: value.shape for key, value in module.state_dict().items() if "num_batches_tracked" not in key}


@pytest.mark.parametrize(
    "name",
    [SEGMENTATION, "fcn_resnet50", DETECTION, "fasterrcnn_resnet50_fpn", "retinanet_resnet50_fpn", "ssd300_vgg16"],
)
def test_networks_are_those_that_torchvision_makes_for_its_weights(theirs: Any, name: str) -> None:
    with torch.device("meta"):
        ours, other = zoo_networks.built(name, weights_of(name)[0]), theirs(name)
    assert shapes(ours) == shapes(other)
    # torchvision's frozen batch norms are modules of its own.
    assert norms(ours) == norms(other)


def norms(module: nn.Module) -> dict[str, float]:
    return {path: part.eps for path, part in module.named_modules() if hasattr(part, "eps")}


def test_a_detector_with_trained_weights_computes_what_torchvisions_does(theirs: Any, plant: Any) -> None:
    other = theirs(DETECTION)
    state = {key: torch.rand_like(value) * 0.1 + value.abs() for key, value in other.state_dict().items()}
    other.load_state_dict(state)
    plant(DETECTION, state)
    model = Zoo.load(DETECTION)
    assert (model.trained, model.weights, model.class_name(1)) == (True, "COCO_V1", "person")
    picture = nets.picture(size=64)
    with torch.no_grad():
        ours = model.module.backbone(picture)
        for key, value in other.backbone(picture).items():
            assert torch.allclose(ours[key], value, rtol=1e-4)


def test_a_segmentation_network_answers_with_a_map_for_each_class(plant: Any) -> None:
    plant(SEGMENTATION, random_network(SEGMENTATION).state_dict())
    model = Zoo.load(SEGMENTATION)
    assert (model.input_shape, model.class_name(12)) == ((3, 520, 520), "dog")
    trace = explorer.capture(model, nets.picture(size=64))
    with torch.no_grad():
        assert torch.equal(trace.output["out"], model.module(nets.picture(size=64))["out"])
    assert trace.output["out"].shape == (1, 21, 64, 64)
    assert trace.scores is None


def test_a_segmentation_network_gets_the_middle_of_what_torchvision_makes_of_a_picture() -> None:
    with torch.device("meta"):
        module = random_network(SEGMENTATION)
    weights = weights_of(SEGMENTATION)[0]
    picture = Image.fromarray(np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8))
    theirs = weights.transforms()(picture)
    assert theirs.shape == (3, 520, 780)
    ours = zoo.preprocessing_of(SEGMENTATION, module, weights)(picture)
    assert torch.equal(ours[0], theirs[:, :, 130:650])


def test_a_detector_is_captured_with_its_many_small_steps_in_one_block() -> None:
    model = Zoo.load("ssdlite320_mobilenet_v3_large:random")
    picture = model.prepare(torch.rand(40, 60, 3).mul(255).byte().numpy())
    assert picture.shape == (1, 3, 320, 320)
    assert 0 <= picture.min() < picture.max() <= 1
    trace = explorer.capture(model, picture)
    with torch.no_grad():
        expected = model.module([picture[0]])[0]
    assert all(torch.equal(trace.output[0][key], value) for key, value in expected.items())
    alone = [call for call in trace if "." not in call.path]
    assert len(trace) > 1000
    assert len(alone) < 30
    assert trace.scores is None


@pytest.mark.parametrize(("name", "side"), [("fasterrcnn_mobilenet_v3_large_320_fpn", 320), ("ssd300_vgg16", 300)])
def test_detectors_get_pictures_of_the_size_that_they_would_make_them(name: str, side: int) -> None:
    with torch.device("meta"):
        preprocessing = Zoo.load(f"{name}:random").preprocessing
    assert preprocessing.describe() == f"3 × {side} × {side}, 0 to 1"
    assert smallest_input(name) == 1
