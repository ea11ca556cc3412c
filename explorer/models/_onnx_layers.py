"""The nodes of an ONNX graph as modules with torch's names, settings and weights; onnxruntime computes their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import nn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import onnx

    Weights = Mapping[str, torch.Tensor]


class Told(nn.Module):
    """A node whose values have been computed already: it is told them and hands them on."""

    told: Any = None

    def forward(self, *_inputs: torch.Tensor) -> Any:
        """What onnxruntime computed for the node."""
        told, self.told = self.told, None
        return told


def layer_of(node: onnx.NodeProto, weights: Weights) -> nn.Module:
    """A node as a module called after its operation, with the settings and weights of torch's own layer if it has one.

    Args:
        node: the node.
        weights: the graph's constant tensors by name.
    """
    from onnx.helper import get_attribute_value

    settings = {attribute.name: get_attribute_value(attribute) for attribute in node.attribute}
    make = _LAYERS.get(node.op_type)
    made = None if make is None else make(settings, [weights.get(name) for name in node.input[1:]])
    if made is None:
        plain: type[Told] = type(node.op_type, (Told,), {})
        return plain()
    # The layer's own class, and where it is from, keep its settings readable: they are believed of torch's own layers.
    # Its forward is replaced by what was computed.
    cls = type(made)
    made.__class__ = type(cls.__name__, (Told, cls), {"__module__": cls.__module__})
    return made.eval()


def _conv(settings: dict[str, Any], inputs: list[torch.Tensor | None]) -> nn.Module | None:
    weight, bias = inputs[0], inputs[1] if len(inputs) > 1 else None
    if weight is None or weight.ndim not in (3, 4, 5):
        return None
    n = weight.ndim - 2
    padding = _padding(settings, n)
    if padding is None:
        return None
    groups = int(settings.get("group", 1))
    cls: Any = (nn.Conv1d, nn.Conv2d, nn.Conv3d)[n - 1]
    layer: nn.Module = cls(
        weight.shape[1] * groups,
        weight.shape[0],
        tuple(weight.shape[2:]),
        tuple(settings.get("strides", [1] * n)),
        padding,
        tuple(settings.get("dilations", [1] * n)),
        groups,
        bias is not None,
        device="meta",
    )
    layer.weight = nn.Parameter(weight)
    if bias is not None:
        layer.bias = nn.Parameter(bias)
    return layer


def _gemm(settings: dict[str, Any], inputs: list[torch.Tensor | None]) -> nn.Module | None:
    weight, bias = inputs[0], inputs[1] if len(inputs) > 1 else None
    plain = settings.get("alpha", 1.0) == settings.get("beta", 1.0) == 1.0 and not settings.get("transA", 0)
    if weight is None or not plain:
        return None
    weight = weight if settings.get("transB", 0) else weight.T.contiguous()
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias is not None, device="meta")
    layer.weight = nn.Parameter(weight)
    if bias is not None:
        layer.bias = nn.Parameter(bias.reshape(-1))
    return layer


def _batch_norm(settings: dict[str, Any], inputs: list[torch.Tensor | None]) -> nn.Module | None:
    if len(inputs) < 4 or any(value is None for value in inputs[:4]) or settings.get("training_mode", 0):
        return None
    scale, shift, mean, var = (value for value in inputs[:4] if value is not None)
    layer = nn.BatchNorm2d(len(scale), float(settings.get("epsilon", 1e-5)), device="meta")
    layer.weight, layer.bias = nn.Parameter(scale), nn.Parameter(shift)
    layer.running_mean, layer.running_var = mean, var
    layer.num_batches_tracked = torch.zeros((), dtype=torch.long)
    return layer


def _pool(cls: Any) -> Callable[[dict[str, Any], list[torch.Tensor | None]], nn.Module | None]:
    def make(settings: dict[str, Any], _inputs: list[torch.Tensor | None]) -> nn.Module | None:
        size = tuple(settings["kernel_shape"])
        padding = _padding(settings, len(size))
        if len(size) != 2 or padding is None:
            return None
        more: dict[str, Any] = {"ceil_mode": bool(settings.get("ceil_mode", 0))}
        if cls is nn.AvgPool2d:
            if any(side != 1 for side in settings.get("dilations", ())):
                return None
            more["count_include_pad"] = bool(settings.get("count_include_pad", 0))
        else:
            more["dilation"] = tuple(settings.get("dilations", (1, 1)))
        layer: nn.Module = cls(size, tuple(settings.get("strides", (1, 1))), padding, **more)
        return layer

    return make


def _padding(settings: dict[str, Any], dimensions: int) -> tuple[int, ...] | None:
    """The padding where it is the same on both sides, None where it is not (torch's layers have no other)."""
    if settings.get("auto_pad", b"NOTSET") not in (b"NOTSET", b"VALID"):
        return None
    pads = list(settings.get("pads", [0] * 2 * dimensions))
    return tuple(pads[:dimensions]) if pads[:dimensions] == pads[dimensions:] else None


_LAYERS: dict[str, Callable[[dict[str, Any], list[torch.Tensor | None]], nn.Module | None]] = {
    "Conv": _conv,
    "Gemm": _gemm,
    "BatchNormalization": _batch_norm,
    "MaxPool": _pool(nn.MaxPool2d),
    "AveragePool": _pool(nn.AvgPool2d),
    "GlobalAveragePool": lambda _settings, _inputs: nn.AdaptiveAvgPool2d(1),
    "Relu": lambda _settings, _inputs: nn.ReLU(),
}
