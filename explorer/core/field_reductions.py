"""Calls whose cells depend on whole lines of cells: norms, softmax, reductions and linear layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.core.field_names import ALONG_ONE, REDUCING
from explorer.core.field_steps import Along
from explorer.core.graph import tensors_in
from explorer.core.settings import bound, is_linear

if TYPE_CHECKING:
    import torch

    from explorer.core.field_steps import Step
    from explorer.core.graph import Call


def along(call: Call, name: str, source: torch.Tensor) -> Step | None:
    """The step of a call that works along axes of its one input; None for any other."""
    n, outputs = source.ndim, sum(1 for _ in tensors_in(call.output))
    if is_linear(call) or (not name and call.op in ("Linear", "LazyLinear")):
        return Along((n - 1,), outs=outputs)
    axes = _norm_axes(call, name, n)
    if axes is not None:
        return Along(axes, outs=outputs)
    if name in ALONG_ONE or (not name and call.op in ("Softmax", "Softmin", "LogSoftmax", "Softmax2d", "GLU")):
        return Along((_one_axis(call, name, n),), outs=outputs)
    if name in REDUCING and len(call.inputs) == 1:
        return _reduced(call, source, outputs)
    return None


def _one_axis(call: Call, name: str, n: int) -> int:
    if call.op == "Softmax2d":
        return n - 3
    places = {"normalize": ("input", "p", "dim"), "gumbel_softmax": ("input", "tau", "hard", "eps", "dim")}
    axis: Any = getattr(call.module, "dim", None)
    if name:
        default = 1 if name == "normalize" else -1
        axis = bound(call, places.get(name, ("input", "dim"))).get("dim", default)
    if axis is None:
        # torch's own old choice where none is given.
        axis = 0 if n in (0, 1, 3) else 1
    return int(axis) % n


def _norm_axes(call: Call, name: str, n: int) -> tuple[int, ...] | None:
    """The axes over which a norm measures; channels of a group are not told apart."""
    if name in ("layer_norm", "rms_norm") or call.op in ("LayerNorm", "RMSNorm"):
        given: Any = call.module if not name else None
        shape = given.normalized_shape if not name else bound(call, ("input", "normalized_shape"))["normalized_shape"]
        return tuple(range(n - len(shape), n))
    if name in ("local_response_norm",) or call.op == "LocalResponseNorm":
        return (1,)
    if name == "instance_norm" or (not name and call.op.startswith("InstanceNorm")):
        return tuple(range(2, n))
    if name == "group_norm" or (not name and call.op == "GroupNorm"):
        return tuple(range(1, n))
    if name == "batch_norm" or (not name and call.op.startswith("BatchNorm")):
        return (0, *range(2, n))
    return None


def _reduced(call: Call, source: torch.Tensor, outputs: int) -> Step | None:
    n, output = source.ndim, call.tensor
    names = ("input", "p", "dim", "keepdim") if "norm" in call.op else ("input", "dim", "keepdim")
    given = bound(call, names)
    dims: Any = given.get("dim", given.get("axis"))
    if dims is None or isinstance(dims, bool):
        dims = tuple(range(n))
    dims = (dims,) if isinstance(dims, int) else tuple(dims)
    axes = tuple(sorted(int(axis) % n for axis in dims)) or tuple(range(n))
    assert output is not None
    kept = output.ndim == n
    if not kept and output.ndim != n - len(axes):
        return None
    return Along(axes, kept, outputs)
