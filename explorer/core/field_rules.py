"""What each kind of call does to sets of cells: settings and shapes turned into a Step."""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING, Any

from explorer.core.field_moves import Joined, Moved, Permuted, Place, Reshaped, taken
from explorer.core.field_names import CELL_BY_CELL, JOINING, MAKING, MOVING, RESHAPING
from explorer.core.field_products import contraction
from explorer.core.field_reductions import along
from explorer.core.field_sliding import Channels, Slid
from explorer.core.field_steps import Along, Everything, Handed, Mainly, Nothing, Same
from explorer.core.field_windows import interpolation_links, padding_links, roll_links, window_links
from explorer.core.graph import tensors_in
from explorer.core.settings import bound, conv_window, function_name, input_of, is_torch_layer, pool_window

if TYPE_CHECKING:
    import torch

    from explorer.core.field_sliding import Links
    from explorer.core.field_steps import Step
    from explorer.core.graph import Call
    from explorer.core.settings import Window

_log = logging.getLogger(__name__)

_MOVING_CLASSES = ("PixelShuffle", "PixelUnshuffle", "ChannelShuffle", "Unfold", "Fold")
_RESHAPING_CLASSES = ("Flatten", "Unflatten")
_BATCH_NORM = ("input", "running_mean", "running_var", "weight", "bias", "training")
_LARGEST = 1 << 24
_PADDING_CLASSES = {"Constant": "constant", "Zero": "constant", "Reflection": "reflect", "Replication": "replicate"}


def step_of(call: Call) -> Step:
    """What a call does to sets of cells; where that is not known, every cell depends on every other.

    Taken for granted: no weight is zero, evaluation mode, and indices that do not change from picture to picture.
    """
    try:
        found = _found(call)
    except (RuntimeError, TypeError, ValueError, LookupError, AttributeError) as error:
        # A function called in a way that the rules do not know is nobody's fault: everything is right, if too much.
        _log.debug("The cells of %s are not told apart: %s", call.name, error)
        found = None
    if found is None:
        return everything(call)
    return _mainly(call, found) if isinstance(found, (Slid, Along, Permuted, Reshaped)) else found


def _mainly(call: Call, step: Step) -> Step:
    """The step of the input that a layer works on, where there are others."""
    source = input_of(call)
    place = next((number for number, tensor in enumerate(call.inputs) if tensor is source), None)
    if len(call.inputs) == 1 or place is None:
        return step if len(call.inputs) == 1 else everything(call)
    axes = tuple(x.ndim for x in call.inputs), tuple(x.ndim for x in tensors_in(call.output))
    return Mainly(step, place, *axes)


def everything(call: Call) -> Step:
    """Every cell of the outputs depends on every cell of the inputs."""
    return Everything(tuple(x.ndim for x in call.inputs), tuple(x.ndim for x in tensors_in(call.output)))


def _found(call: Call) -> Step | None:
    output, source = call.tensor, input_of(call)
    if output is None or source is None or not output.numel() or not source.numel():
        return None
    numbers = {id(tensor): number for number, tensor in enumerate(call.inputs)}
    outputs = list(tensors_in(call.output))
    if all(id(tensor) in numbers for tensor in outputs):
        return Handed(tuple(numbers[id(tensor)] for tensor in outputs), len(call.inputs))
    name = function_name(call)
    if name in MAKING or not call.inputs:
        return Nothing(len(call.inputs), len(outputs))
    # In evaluation mode a dropout of whatever kind hands on what it is given.
    if call.kind == "dropout" and len(call.inputs) == len(outputs) == 1 and output.shape == source.shape:
        return _same(call)
    sliding = _slid(call, source, output)
    if sliding is not None:
        return sliding
    if not name and not is_torch_layer(call):
        return None
    if name in ("max", "min") and len(call.inputs) == 2:
        return _same(call)
    if name == "batch_norm" and not bound(call, _BATCH_NORM).get("training"):
        return _same(call)
    if name in CELL_BY_CELL or (not name and _is_cell_by_cell_layer(call)):
        return _same(call)
    if name in RESHAPING or call.op in _RESHAPING_CLASSES:
        return Reshaped(tuple(source.shape), tuple(output.shape))
    return _reordered(call, name, source, output) or along(call, name, source) or contraction(call, name)


def _same(call: Call) -> Step:
    outputs = list(tensors_in(call.output))
    return Same(tuple(tuple(x.shape) for x in call.inputs), len(outputs), outputs[0].ndim)


def _is_cell_by_cell_layer(call: Call) -> bool:
    module: Any = call.module
    if call.op.startswith(("BatchNorm", "SyncBatchNorm", "LazyBatchNorm")):
        return module.running_mean is not None
    if call.op.startswith("InstanceNorm"):
        return bool(module.track_running_stats)
    crossing = ("Softmax", "Softmin", "LogSoftmax", "Softmax2d", "GLU", "MultiheadAttention")
    return call.op == "Identity" or (call.kind == "activation" and call.op not in crossing)


# ---- windows


def _slid(call: Call, source: torch.Tensor, output: torch.Tensor) -> Step | None:
    window = conv_window(call)
    if window is not None:
        return _convolved(window, source, output)
    window = pool_window(call)
    outputs = sum(1 for _ in tensors_in(call.output))
    if window is not None:
        # A mean over all places that drops the axes is for the reductions.
        return _pooled(window, source, output, outputs) if output.ndim == source.ndim else None
    return _resized(call, source, output) or _padded(call, source, output) or _rolled(call, source)


def _convolved(window: Window, source: torch.Tensor, output: torch.Tensor) -> Step:
    axis = source.ndim - window.dimensions - 1
    channels = Channels(axis, window.groups, source.shape[axis], output.shape[axis])
    return Slid(_window_links(window, source, output), channels)


def _pooled(window: Window, source: torch.Tensor, output: torch.Tensor, outputs: int) -> Step:
    return Slid(_window_links(window, source, output), outs=outputs)


def _window_links(window: Window, source: torch.Tensor, output: torch.Tensor) -> tuple[tuple[int, Links], ...]:
    first = source.ndim - window.dimensions
    sizes = ((axis, source.shape[first + axis], output.shape[first + axis]) for axis in range(window.dimensions))
    return tuple((first + axis, window_links(window, axis, size, outputs)) for axis, size, outputs in sizes)


_INTERPOLATE = ("input", "size", "scale_factor", "mode", "align_corners", "recompute_scale_factor", "antialias")
_TWO_DIMENSIONAL = {"linear": "bilinear", "trilinear": "bilinear"}


def _resized(call: Call, source: torch.Tensor, output: torch.Tensor) -> Step | None:
    if function_name(call) in ("interpolate", "upsample"):
        given = bound(call, _INTERPOLATE)
    elif is_torch_layer(call) and call.op.startswith("Upsampl"):
        given = vars(call.module)
    else:
        return None
    mode = str(given.get("mode", "nearest"))
    options = {"mode": _TWO_DIMENSIONAL.get(mode, mode), "align_corners": given.get("align_corners")}
    options["antialias"] = bool(given.get("antialias", False))
    scale = None if given.get("recompute_scale_factor") else given.get("scale_factor")
    spatial = range(2, source.ndim)
    scales = scale if isinstance(scale, (tuple, list)) else (scale,) * len(spatial)
    return Slid(
        tuple(
            (axis, interpolation_links(source.shape[axis], output.shape[axis], factor, options))
            for axis, factor in zip(spatial, scales, strict=True)
        )
    )


def _padded(call: Call, source: torch.Tensor, output: torch.Tensor) -> Step | None:
    if function_name(call) == "pad":
        given = bound(call, ("input", "pad", "mode", "value"))
        widths, mode = list(given["pad"]), str(given.get("mode", "constant"))
    elif is_torch_layer(call) and "Pad" in call.op:
        module: Any = call.module
        widths = list(module.padding)
        mode = next((m for begin, m in _PADDING_CLASSES.items() if call.op.startswith(begin)), "circular")
    else:
        return None
    pairs = list(zip(widths[::2], widths[1::2], strict=True))
    # The last axis comes first.
    axes = [source.ndim - 1 - place for place in range(len(pairs))]
    return Slid(
        tuple(
            (axis, padding_links(source.shape[axis], before, after, mode))
            for axis, (before, after) in zip(axes, pairs, strict=True)
            if before or after
        )
    )


def _rolled(call: Call, source: torch.Tensor) -> Step | None:
    if function_name(call) != "roll":
        return None
    given = bound(call, ("input", "shifts", "dims"))
    shifts, dims = given["shifts"], given["dims"]
    pairs = [(shifts, dims)] if isinstance(shifts, int) else list(zip(shifts, dims, strict=True))
    axes = [(int(axis if isinstance(axis, int) else axis[0]) % source.ndim, int(shift)) for shift, axis in pairs]
    return Slid(tuple((axis, roll_links(source.shape[axis], shift)) for axis, shift in axes))


# ---- moves


def _reordered(call: Call, name: str, source: torch.Tensor, output: torch.Tensor) -> Step | None:
    n = source.ndim
    if name in ("permute", "transpose", "t", "mT", "T", "adjoint"):
        return Permuted(_order(call, name, n))
    if name in JOINING:
        given = bound(call, ("tensors", "dim"))
        axis = int(given.get("dim", given.get("axis", 0))) % output.ndim
        if len(call.inputs) == len(given["tensors"]):
            return Joined(axis, tuple(x.shape[axis] for x in call.inputs))
    if name == "getitem" and len(call.inputs) == 1 and (part := taken(tuple(source.shape), call.args[1])) is not None:
        return part
    if name in MOVING or name in JOINING:
        return moved(call, call.function)
    if name == "setitem":
        return moved(call, _set)
    if not name and call.op in _MOVING_CLASSES:
        module: Any = call.module
        return moved(call, type(module).forward, (module,))
    return None


def _order(call: Call, name: str, n: int) -> tuple[int, ...]:
    order = list(range(n))
    if name == "permute":
        dims = call.kwargs.get("dims", call.args[1:])
        dims = dims[0] if len(dims) == 1 and isinstance(dims[0], (tuple, list)) else dims
        return tuple(int(axis) % n for axis in dims)
    if name == "transpose":
        given = bound(call, ("input", "dim0", "dim1"))
        first, second = int(given["dim0"]) % n, int(given["dim1"]) % n
    else:
        first, second = n - 2, n - 1
        if name == "T" or n < 2:
            return tuple(reversed(order))
    order[first], order[second] = order[second], order[first]
    return tuple(order)


def moved(call: Call, function: Any, before: tuple[Any, ...] = ()) -> Step:
    """The call's own function, to be tried out on cells."""
    numbers = {id(tensor): number for number, tensor in enumerate(call.inputs)}
    args = (*before, *_placed(call.args, numbers))
    ins, outs = (tuple(tuple(x.shape) for x in tensors_in(nest)) for nest in (call.inputs, call.output))
    if sum(math.prod(shape) for shape in (*ins, *outs)) > _LARGEST:
        return everything(call)
    step = Moved(function, args, _placed(dict(call.kwargs), numbers), ins, outs)
    # What cannot be tried out now could not be later.
    return step if step.works() else everything(call)


def _placed(value: Any, numbers: dict[int, int]) -> Any:
    """A nest of arguments with Places where inputs stood."""
    if id(value) in numbers:
        return Place(numbers[id(value)])
    if isinstance(value, (tuple, list)) and type(value) in (tuple, list):
        return type(value)([_placed(item, numbers) for item in value])
    if isinstance(value, dict):
        return {key: _placed(item, numbers) for key, item in value.items()}
    return value


def _set(target: torch.Tensor, index: Any, value: Any) -> torch.Tensor:
    changed = target.clone()
    changed[index] = value
    return changed
