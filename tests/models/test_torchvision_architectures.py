"""Weights of torchvision's networks find their network again; `make verify-match` does it for all of them."""

from __future__ import annotations

import pytest
import torch
import torchvision
from safetensors.torch import save_file
from torch import nn
from torchvision.models import get_model, get_model_weights, list_models

from explorer import models
from explorer.data.preprocess import PhotoPreprocessing
from explorer.models.blank import Blank
from explorer.models.candidates import fits
from explorer.models.matching import tied
from explorer.models.torchvision_architectures import Torchvision, _families
from explorer.models.weights import Weights, read
from explorer.models.zoo import title

NAMES = ("squeezenet1_0", "mobilenet_v3_small", "mnasnet0_5")
PICTURE = torch.linspace(-1, 1, 3 * 64 * 64).reshape(1, 3, 64, 64)


def network(name, **settings):
    return get_model(name, weights=None, **settings).eval()


def saved(path, state):
    save_file(state, path) if path.suffix == ".safetensors" else torch.save(state, path)
    return path


def opened(tmp_path, state):
    return models.load(str(saved(tmp_path / "net.pth", state)))


@pytest.mark.parametrize("name", NAMES)
def test_a_network_is_found_by_its_weights_in_every_form(tmp_path, name):
    net = network(name)
    state = net.state_dict()
    files = (
        saved(tmp_path / "plain.pth", state),
        saved(tmp_path / "parallel.pt", {f"module.{key}": value for key, value in state.items()}),
        saved(tmp_path / "inside.ckpt", {"epoch": 3, "state_dict": state}),
        saved(tmp_path / "net.safetensors", {key: value.contiguous() for key, value in state.items()}),
    )
    for file in files:
        found = fits(read(file))
        assert [fit.name for fit in tied(found)] == [name]
    model = models.load(str(files[0]))
    assert model.title == title(name)
    assert torch.equal(model.module(PICTURE), net(PICTURE))
    assert not any(tensor.is_meta for tensor in model.module.state_dict().values())


@pytest.mark.parametrize("name", NAMES[:2])
def test_a_network_of_other_classes_and_channels_is_found(tmp_path, name):
    net = network(name, num_classes=7)
    path, first = next((path, layer) for path, layer in net.named_modules() if isinstance(layer, nn.Conv2d))
    place, _, attribute = path.rpartition(".")
    grey = nn.Conv2d(1, first.out_channels, first.kernel_size, first.stride, first.padding, bias=first.bias is not None)
    setattr(net.get_submodule(place), attribute, grey)
    model = opened(tmp_path, net.state_dict())
    assert model.title == title(name)
    assert model.input_shape == (1, *model.input_shape[1:])
    assert model.class_names == ()
    assert model.note.startswith("How it was shown pictures when it learned is unknown")
    assert torch.equal(model.module(PICTURE[:, :1]), net(PICTURE[:, :1]))


def test_all_models_belong_to_a_family():
    names = [name for family in _families() for name in family]
    kinds = (torchvision.models, torchvision.models.segmentation)
    assert sorted(names) == sorted(name for kind in kinds for name in list_models(module=kind))
    assert len(names) >= 86


def test_only_families_with_layers_of_the_same_names_get_a_closer_look():
    state = network("squeezenet1_1").state_dict()
    near = {candidate.name for candidate in Torchvision.candidates(Weights(None, "", state), thorough=False)}
    assert {"squeezenet1_0", "squeezenet1_1"} <= near
    assert not {name for name in near if name.startswith(("resnet", "vit", "swin", "densenet"))}


def test_trained_networks_get_their_preprocessing_and_class_names(tmp_path):
    state = network("mobilenet_v3_small").state_dict()
    model = opened(tmp_path, state)
    preset = get_model_weights("mobilenet_v3_small").DEFAULT
    assert model.preprocessing == PhotoPreprocessing.from_transforms(preset.transforms())
    assert model.class_name(207) == "golden retriever"
    assert (model.note, model.trained, model.source) == ("", True, "torchvision")


def test_grey_networks_see_grey_pictures_normalised_by_the_mean_of_the_colours(tmp_path):
    net = network("squeezenet1_1")
    net.features[0] = nn.Conv2d(1, 64, 3, 2)
    preprocessing = opened(tmp_path, net.state_dict()).preprocessing
    assert preprocessing.channels == 1
    assert preprocessing.mean == pytest.approx([(0.485 + 0.456 + 0.406) / 3])
    assert preprocessing.std == pytest.approx([(0.229 + 0.224 + 0.225) / 3])


def test_networks_of_many_channels_are_shown_the_grey_picture_in_each(tmp_path):
    net = network("squeezenet1_1")
    net.features[0] = nn.Conv2d(6, 64, 3, 2)
    model = opened(tmp_path, net.state_dict())
    x = model.prepare(torch.arange(48.0).reshape(4, 4, 3).byte().numpy())
    assert x.shape == (1, 6, 224, 224)
    assert torch.equal(x[:, 0], x[:, 5])


@pytest.mark.parametrize(
    ("name", "option", "settings"),
    [
        ("googlenet", "aux_logits", {"init_weights": False}),
        ("inception_v3", "aux_logits", {"init_weights": False}),
        ("deeplabv3_mobilenet_v3_large", "aux_loss", {"weights_backbone": None}),
        ("fcn_resnet50", "aux_loss", {"weights_backbone": None}),
    ],
)
def test_heads_for_training_may_be_there_or_not(name, option, settings):
    for heads in (True, False):
        with Blank():
            state = network(name, num_classes=7, **settings, **{option: heads}).state_dict()
        fit = fits(Weights(None, "", state))[0]
        assert (fit.name, fit.whole, fit.sizes) == (name, True, {"classes": 7, "channels": 3})


def test_a_network_with_heads_for_training_computes_the_same(tmp_path):
    net = network("googlenet", num_classes=7, aux_logits=True, init_weights=False, transform_input=True)
    model = opened(tmp_path, net.state_dict())
    assert torch.equal(model.module(PICTURE), net(PICTURE))


def test_a_segmenting_network_is_found_with_its_own_classes(tmp_path):
    net = network("lraspp_mobilenet_v3_large", weights_backbone=None, num_classes=2)
    model = opened(tmp_path, net.state_dict())
    assert (model.title, model.input_shape, model.class_names) == ("LR-ASPP MobileNetV3 Large", (3, 520, 520), ())
    assert torch.equal(model.module(PICTURE)["out"], net(PICTURE)["out"])


def test_a_grey_googlenet_does_not_pick_colours(tmp_path):
    net = network("googlenet", num_classes=2, aux_logits=False, init_weights=False)
    net.conv1.conv = nn.Conv2d(1, 64, 7, 2, 3, bias=False)
    grey = PICTURE[:, :1]
    assert torch.equal(opened(tmp_path, net.state_dict()).module(grey), net(grey))


@pytest.mark.parametrize(("size", "crop"), [(384, 384), (64, 64)])
def test_a_vision_transformer_tells_its_input_by_its_positions(size, crop):
    fewer = {"num_layers": 12, "num_heads": 12, "hidden_dim": 768, "mlp_dim": 3072}
    with Blank():
        module = torchvision.models.VisionTransformer(image_size=size, patch_size=16, **fewer)
    fit = fits(Weights(None, "", module.state_dict()))[0]
    assert (fit.name, fit.whole, fit.sizes["positions"]) == ("vit_b_16", True, (size // 16) ** 2 + 1)
    assert fit.candidate.surroundings(fit.sizes).preprocessing.crop == crop


def test_densenets_old_names_are_read():
    with Blank():
        state = network("densenet121").state_dict()
    old = {key.replace("norm1.", "norm.1.").replace("conv2.", "conv.2."): value for key, value in state.items()}
    assert "features.denseblock1.denselayer1.norm.1.weight" in old
    fit = fits(Weights(None, "", {f"module.{key}": value for key, value in old.items()}))[0]
    assert (fit.name, fit.whole) == ("densenet121", True)


def test_blank_networks_have_no_numbers_and_others_are_left_alone():
    torch.manual_seed(1)
    expected = torch.rand(2)
    torch.manual_seed(1)
    with Blank():
        layer = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Linear(2, 2))
        real = torch.arange(3).float().mul_(2)
    assert all(parameter.is_meta for parameter in layer.parameters())
    assert real.tolist() == [0, 2, 4]
    assert torch.equal(torch.rand(2), expected)
    assert not nn.Linear(1, 1).weight.is_meta
