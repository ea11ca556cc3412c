"""A network's condition: what a capture must leave as it was, and how to bring a network out of its initial one."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

RUNNING = ("forward_hooks", "forward_pre_hooks", "backward_hooks", "backward_pre_hooks")
"""How the attributes end that hold hooks which run with the network (others belong to loading and saving)."""


def randomised(module: nn.Module) -> nn.Module:
    """Statistics and scales of every normalisation, and weights that begin as zeros: 0 and 1 would hide a mistake."""
    generator = torch.Generator().manual_seed(1)
    for layer in module.modules():
        for name, low, high in (("running_mean", -0.2, 0.2), ("running_var", 0.5, 1.5)):
            if isinstance(getattr(layer, name, None), torch.Tensor):
                getattr(layer, name).uniform_(low, high, generator=generator)
        if "Norm" in type(layer).__name__ and isinstance(getattr(layer, "weight", None), nn.Parameter):
            layer.weight.data.uniform_(0.5, 1.5, generator=generator)
    for parameter in module.parameters():
        if not parameter.any():
            parameter.data.uniform_(-0.2, 0.2, generator=generator)
    return module


def condition(module: nn.Module) -> dict[str, Any]:
    """Everything of a network that a capture must leave as it was; hooks must not be there at all."""
    modules = dict(module.named_modules())
    hooks = [f"{path}.{key}" for path, m in modules.items() for key in _running_hooks(vars(m))]
    hooks += _running_hooks(vars(torch.nn.modules.module))
    return {
        "hooks": hooks,
        "train/eval flags": [m.training for m in modules.values()],
        "requires_grad": [p.requires_grad for p in module.parameters()],
        "weights": [(id(t), t._version) for t in [*module.parameters(), *module.buffers()]],
        "gradients": [p.grad is None for p in module.parameters()],
        "attributes": [sorted(vars(m)) for m in modules.values()],
        "random numbers": torch.get_rng_state().tolist(),
    }


def _running_hooks(attributes: dict[str, Any]) -> list[str]:
    return [key for key, value in attributes.items() if key.endswith(RUNNING) and value]
