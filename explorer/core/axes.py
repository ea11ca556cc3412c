"""Which axis of a four-dimensional activation counts channels: told by the layers that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.core.maps import FeatureMaps, feature_maps
from explorer.core.settings import function_name

if TYPE_CHECKING:
    from explorer.core.graph import Call, Trace

_FIRST = frozenset({"conv", "pool"})
_FIRST_NORMS = ("batchnorm", "batch_norm", "groupnorm", "group_norm", "instancenorm", "instance_norm", "localresponse")
_LAST_OPS = frozenset({"layernorm", "layer_norm", "linear", "rmsnorm", "rms_norm"})
_TO_LAST, _TO_FIRST = (0, 2, 3, 1), (0, 3, 1, 2)
_TAKES_A_CHANNEL = frozenset({"getitem", "select", "squeeze", "mean", "sum", "amax", "amin", "norm"})
_DEPTH = 16


def call_maps(trace: Trace, call: Call) -> FeatureMaps | None:
    """A call's first output as feature maps; None where it has no numbers to show."""
    tensor = call.tensor
    if tensor is None:
        return None
    if is_one_map(call):
        return feature_maps(tensor[:, None], channels_last=False)
    return feature_maps(tensor, channels_last(trace, call))


def is_one_map(call: Call) -> bool:
    """Whether a call's output (N, H, W) is a map each, as x[:, 0] is, and not a row of tokens."""
    took = function_name(call) in _TAKES_A_CHANNEL and len(call.inputs) > 0 and call.inputs[0].ndim == 4
    return took and len(call.output_shape) == 3


def channels_last(trace: Trace, call: Call) -> bool | None:
    """Whether a call's output is (N, H, W, C) rather than (N, C, H, W); None where its ancestry does not tell."""
    return _channels_last(trace, call.name, _DEPTH)


def _channels_last(trace: Trace, name: str, depth: int) -> bool | None:
    if name in trace.inputs:
        return False
    call = trace[name]
    if len(call.output_shape) != 4 or depth == 0:
        return None
    op = call.op.lower()
    if call.kind in _FIRST or op.startswith(_FIRST_NORMS):
        return False
    if op in _LAST_OPS:
        return True
    dims = _permutation(call)
    if dims in (_TO_LAST, _TO_FIRST):
        return dims == _TO_LAST
    if dims is not None or op in ("view", "reshape", "transpose", "unflatten"):
        return None
    answers = (_channels_last(trace, parent, depth - 1) for parent in call.parents)
    return next((answer for answer in answers if answer is not None), None)


def _permutation(call: Call) -> tuple[int, ...] | None:
    """The order of axes that a permutation makes, None for any other call."""
    if function_name(call) != "permute":
        return None
    dims = call.kwargs.get("dims", call.args[1:])
    if len(dims) == 1 and isinstance(dims[0], (tuple, list)):
        dims = dims[0]
    return tuple(int(dim) % 4 for dim in dims)
