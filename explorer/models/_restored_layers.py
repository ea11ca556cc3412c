"""Layers of an exported or scripted network as the torch.nn layers that they were: such files keep only operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import nn

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import fx


def restore_layers(root: nn.Module, module_at: Callable[[nn.Module], fx.Graph | None]) -> int:
    """Put torch.nn layers in the place of those modules whose graph is one operation of theirs; how many were.

    Args:
        root: the network; changed.
        module_at: the graph of a module, None for modules that are no part of the export.
    """
    count = 0
    for path, module in list(root.named_modules()):
        graph = module_at(module)
        layer = None if graph is None or not path or list(module.children()) else restored(module, graph)
        if layer is not None:
            parent, _, name = path.rpartition(".")
            setattr(root.get_submodule(parent), name, layer.eval())
            count += 1
    return count


def restored(module: nn.Module, graph: fx.Graph) -> nn.Module | None:
    """The layer that a module was, sharing its weights; None where it did something else."""
    operations = [node for node in graph.nodes if node.op == "call_function"]
    if len(operations) != 1:
        return None
    node = operations[0]
    schema = getattr(node.target, "_schema", None)
    inputs = [n for n in graph.nodes if n.op == "placeholder"]
    if schema is None or len(inputs) != 1 or node.args[:1] != (inputs[0],):
        return None
    names = [argument.name for argument in schema.arguments]
    defaults = {a.name: a.default_value for a in schema.arguments if a.has_default_value()}
    given = {**defaults, **dict(zip(names, node.args, strict=False)), **node.kwargs}
    values = {name: _value(module, value) for name, value in given.items() if name != names[0]}
    return layer_of(str(node.target), _class_name(node), values)


def layer_of(operation: str, name: str, values: dict[str, Any]) -> nn.Module | None:
    """The layer whose whole work is one operation; None for operations that are no layer of torch's.

    Args:
        operation: by torch's name, as `aten.conv2d.default`.
        name: the layer's class.
        values: its weights and settings by the operation's names, defaults included.
    """
    make = _LAYERS.get(operation)
    return None if make is None else make(name, values)


def _value(module: nn.Module, value: Any) -> Any:
    """A setting as it is, a weight by the node that fetches it."""
    target = getattr(value, "target", None)
    if target is None:
        return value
    found: Any = module
    for part in str(target).split("."):
        found = getattr(found, part)
    return found


def _class_name(node: fx.Node) -> str:
    """`Conv2d`: the class of the module that the operation ran in, by the export's own account."""
    stack = list(node.meta.get("nn_module_stack", {}).values())
    last = stack[-1][1] if stack else ""
    return str(last if isinstance(last, str) else getattr(last, "__qualname__", "")).rpartition(".")[2]


def _conv(dimensions: int) -> Callable[[str, dict[str, Any]], nn.Module | None]:
    def make(_name: str, v: dict[str, Any]) -> nn.Module | None:
        weight, bias, groups = v["weight"], v["bias"], v["groups"]
        cls: Any = (nn.Conv1d, nn.Conv2d, nn.Conv3d)[dimensions - 1]
        settings = (tuple(weight.shape[2:]), *(_each(v[key], dimensions) for key in ("stride", "padding", "dilation")))
        # On the meta device nothing is allocated: the weights are those of the export.
        layer: nn.Module = cls(
            weight.shape[1] * groups, weight.shape[0], *settings, groups, bias is not None, device="meta"
        )
        layer.weight, layer.bias = weight, bias
        return layer

    return make


def _convolution(name: str, v: dict[str, Any]) -> nn.Module | None:
    """What a trace makes of every convolution."""
    dimensions = v["weight"].ndim - 2
    return None if v["transposed"] or dimensions not in (1, 2, 3) else _conv(dimensions)(name, v)


def _linear(_name: str, v: dict[str, Any]) -> nn.Module:
    weight, bias = v["weight"], v["bias"]
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias is not None, device="meta")
    layer.weight, layer.bias = weight, bias
    return layer


def _batch_norm(name: str, v: dict[str, Any]) -> nn.Module | None:
    cls = getattr(nn, name, None)
    if cls not in (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d) or v["training"] or v["running_mean"] is None:
        return None
    weight = v["weight"]
    layer: nn.Module = cls(len(v["running_mean"]), v["eps"], v["momentum"], weight is not None, device="meta")
    layer.weight, layer.bias = weight, v["bias"]
    layer.running_mean, layer.running_var = v["running_mean"], v["running_var"]
    layer.num_batches_tracked = torch.zeros((), dtype=torch.long)
    return layer


def _group_norm(_name: str, v: dict[str, Any]) -> nn.Module | None:
    weight, bias = v["weight"], v["bias"]
    if weight is None or bias is None:
        return None  # how many channels it has stands in its weights alone
    layer = nn.GroupNorm(v["num_groups"], len(weight), v["eps"], device="meta")
    layer.weight, layer.bias = weight, bias
    return layer


def _max_pool(_name: str, v: dict[str, Any]) -> nn.Module:
    size = _each(v["kernel_size"], 2)
    stride = _each(v["stride"], 2) if v["stride"] else size
    return nn.MaxPool2d(size, stride, _each(v["padding"], 2), _each(v["dilation"], 2), ceil_mode=v["ceil_mode"])


def _avg_pool(_name: str, v: dict[str, Any]) -> nn.Module:
    size = _each(v["kernel_size"], 2)
    stride = _each(v["stride"], 2) if v["stride"] else size
    return nn.AvgPool2d(
        size, stride, _each(v["padding"], 2), v["ceil_mode"], v["count_include_pad"], v["divisor_override"]
    )


def _hardtanh(_name: str, v: dict[str, Any]) -> nn.Module:
    low, high = float(v["min_val"]), float(v["max_val"])
    return nn.ReLU6() if (low, high) == (0.0, 6.0) else nn.Hardtanh(low, high)


def _dropout(_name: str, v: dict[str, Any]) -> nn.Module | None:
    """One that is idle, as in every network that is looked at."""
    return None if v.get("train", v.get("training")) else nn.Dropout(v["p"])


def _each(value: Any, dimensions: int) -> Any:
    """One number for all directions, or one each, as one each."""
    values = tuple(value) if isinstance(value, (list, tuple)) else (value,)
    return values * dimensions if len(values) == 1 else values


_LAYERS: dict[str, Callable[[str, dict[str, Any]], nn.Module | None]] = {
    "aten.conv1d.default": _conv(1),
    "aten.conv2d.default": _conv(2),
    "aten.conv3d.default": _conv(3),
    "aten._convolution.default": _convolution,
    "aten._convolution.deprecated": _convolution,
    "aten.linear.default": _linear,
    "aten.batch_norm.default": _batch_norm,
    "aten.group_norm.default": _group_norm,
    "aten.relu.default": lambda _name, _v: nn.ReLU(),
    "aten.relu_.default": lambda _name, _v: nn.ReLU(inplace=True),
    "aten.hardtanh.default": _hardtanh,
    "aten.hardtanh_.default": _hardtanh,
    "aten.dropout.default": _dropout,
    "aten.silu.default": lambda _name, _v: nn.SiLU(),
    "aten.silu_.default": lambda _name, _v: nn.SiLU(inplace=True),
    "aten.max_pool2d.default": _max_pool,
    "aten.avg_pool2d.default": _avg_pool,
    "aten.adaptive_avg_pool2d.default": lambda _name, v: nn.AdaptiveAvgPool2d(tuple(v["output_size"])),
}
