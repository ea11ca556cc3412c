"""How exactly a network counts: what its formats and devices round away, as a share of the terms' sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from explorer.core.arithmetic.explanation import PRECISION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.core.graph import Kind

_HALF = {torch.float16: 4e-3, torch.bfloat16: 3e-2}
_TF32 = 2e-3
"""NVIDIA's tensor cores read float32 with ten bits behind the point where they are allowed to."""


def precision_of(kind: Kind, tensors: Iterable[torch.Tensor]) -> float:
    """The precision of an operation of a kind on tensors: PRECISION, or more where fewer digits are kept."""
    return max([PRECISION, *(_rounding(kind, tensor) for tensor in tensors)])


def _rounding(kind: Kind, tensor: torch.Tensor) -> float:
    if tensor.dtype == torch.float32 and tensor.is_cuda and _cut_short(kind):
        return _TF32
    return _HALF.get(tensor.dtype, 0.0)


def _cut_short(kind: Kind) -> bool:
    backends: Any = torch.backends
    if kind == "conv":
        return bool(backends.cudnn.conv.fp32_precision == "tf32")
    return kind in ("linear", "attention") and bool(backends.cuda.matmul.fp32_precision == "tf32")
