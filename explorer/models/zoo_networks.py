"""torchvision's networks as its builders make them for trained weights, but with random ones and no download."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import torch
from torch import nn

from explorer.models import zoo_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

SEED = 0
"""Random weights are the same numbers each time."""

# What the builders would set if they were given weights; set always, so that a network is the same with and without.
_SETTINGS: dict[str, dict[str, Any]] = {
    "googlenet": {"transform_input": True, "aux_logits": False, "init_weights": False},
    "inception_v3": {"transform_input": True, "init_weights": False},
}
# Trained when torchvision's frozen batch norms had no eps, which its builders take away again for these weights.
_OLD_BATCH_NORMS = ("fasterrcnn_resnet50_fpn", "retinanet_resnet50_fpn")


def built(name: str, weights: Any) -> nn.Module:
    """A network as the builder makes it for `weights` (torchvision's entry), in eval mode, with seeded random numbers.

    The batch norms of detectors, which torchvision freezes, are torch's own: they compute the same in evaluation.
    """
    from torchvision.models import get_model_builder

    # torch.manual_seed would seed the GPUs' generators too, which the fork does not give back.
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(SEED)
        module: nn.Module = get_model_builder(name)(weights=None, **_settings(name, weights)).eval()
    if name in _OLD_BATCH_NORMS:
        _without_eps(module)
    if zoo_catalogue.tasks()[name] == "detection":
        _name_steps(module)
    return module


def current_keys(name: str, state: Mapping[str, T]) -> dict[str, T]:
    """The weights by today's names: DenseNet's files are older than its code, GoogLeNet's have training-only heads."""
    if name.startswith("densenet"):
        return {re.sub(r"(denselayer\d+\.(?:norm|relu|conv))\.([12]\.)", r"\1\2", key): state[key] for key in state}
    if name == "googlenet":
        return {key: state[key] for key in state if not key.startswith(("aux1.", "aux2."))}
    return dict(state)


def _settings(name: str, weights: Any) -> dict[str, Any]:
    settings: dict[str, Any] = {"num_classes": len(weights.meta["categories"]), **_SETTINGS.get(name, {})}
    if name.startswith("vit_"):
        settings["image_size"] = weights.meta["min_size"][0]
    if name.startswith("maxvit_"):
        settings["input_size"] = weights.meta["min_size"]
    if zoo_catalogue.tasks()[name] != "classification":
        # Else the builders download the backbone's.
        settings["weights_backbone"] = None
    if name.startswith(("fcn_", "deeplabv3_")):
        settings["aux_loss"] = True
    return settings


def _without_eps(module: nn.Module) -> None:
    for part in module.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.eps = 0.0


class Step(nn.Module):
    """A step of a network that torchvision wrote as a method: as a module it is one block that can be folded."""

    def __init__(self, method: Callable[..., Any]) -> None:
        super().__init__()
        self._method = method

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """What the method returns."""
        return self._method(*args, **kwargs)


def _name_steps(module: Any) -> None:
    """Hundreds of small operations that pick boxes stand in blocks of their own."""
    for owner in (module, module.transform):
        for method, name in (("postprocess_detections", "boxes"), ("postprocess", "output")):
            if method in dir(type(owner)):
                step = Step(getattr(owner, method))
                owner.add_module(name, step)
                # Found before the class's method; not through the module's own attributes, which would register it.
                vars(owner)[method] = step
