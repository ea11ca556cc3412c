"""What a trace leaves behind for other programs: its tensors by name, its prediction, its calls as JSON."""

from __future__ import annotations

import json
import math
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors.torch import save

from explorer.core.geometry import call_record
from explorer.core.graph import tensors_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from explorer.core.graph import Call, Trace

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest date of a zip file, for all members: the same tensors make the same file."""


def tensors_by_name(calls: Iterable[Call]) -> dict[str, torch.Tensor]:
    """Every tensor that the calls returned, by the call's name; `name#1`, `name#2`, ... for further ones."""
    return {
        call.name if number == 0 else f"{call.name}#{number}": tensor
        for call in calls
        for number, tensor in enumerate(tensors_in(call.output))
    }


def prediction(trace: Trace, class_name: Callable[[int], str]) -> list[dict[str, Any]]:
    """Every class as {"index", "name", "logit", "probability"}, best first; empty where the output is no scores.

    A network that ends in a (log-)softmax has the logits that the softmax was given. What is not finite is None.
    """
    logits = _logits(trace)
    if logits is None:
        return []
    probabilities = torch.softmax(logits, 0)
    # NaN would come first otherwise: it is no best guess.
    order = torch.argsort(logits.nan_to_num(-math.inf, math.inf, -math.inf), descending=True, stable=True)
    return [
        {
            "index": index,
            "name": class_name(index),
            "logit": _finite(float(logits[index])),
            "probability": _finite(float(probabilities[index])),
        }
        for index in order.tolist()
    ]


def _logits(trace: Trace) -> torch.Tensor | None:
    """(classes,) in double precision."""
    scores = trace.scores
    if scores is None:
        return None
    last = trace.calls[-1] if trace.calls else None
    if last is not None and last.op.lower().replace("_", "") in ("softmax", "logsoftmax") and last.inputs:
        given = last.inputs[0]
        scores = given[0] if given.shape == (1, len(scores)) else scores
    return scores.double()


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def trace_json(trace: Trace, model: str, source: str, class_name: Callable[[int], str], **more: Any) -> str:
    """The text of `trace.json`: model, input, prediction, calls, and what else is given."""
    record = {
        "model": model,
        "input": source,
        "prediction": prediction(trace, class_name),
        "calls": [call_record(call) for call in trace],
        **more,
    }
    return json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write_npz(path: Path, tensors: Mapping[str, torch.Tensor]) -> None:
    """Write a NumPy archive. Raises OSError.

    Not by `numpy.savez`: that takes names as keywords, so a layer called `file` would be mistaken for its argument.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for name, tensor in tensors.items():
            with archive.open(zipfile.ZipInfo(f"{name}.npy", _EPOCH), "w", force_zip64=True) as member:
                np.lib.format.write_array(member, as_array(tensor), allow_pickle=False)


def write_safetensors(path: Path, tensors: Mapping[str, torch.Tensor], metadata: Mapping[str, str]) -> None:
    """Write a safetensors file. Raises OSError."""
    # Copied one by one: the format refuses views that share memory, as a flattened map does.
    own = {name: _dense(tensor).clone(memory_format=torch.contiguous_format) for name, tensor in tensors.items()}
    # Not by `save_file`: the file that it makes can be read by nobody else.
    path.write_bytes(save(own, metadata=dict(metadata)))


def as_array(tensor: torch.Tensor) -> np.ndarray:
    """The tensor as an array of its own type; bfloat16, which NumPy does not have, as float32."""
    dense = _dense(tensor)
    return (dense.float() if dense.dtype == torch.bfloat16 else dense).numpy()


def _dense(tensor: torch.Tensor) -> torch.Tensor:
    tensor = tensor.detach().cpu()
    if tensor.is_quantized:
        tensor = tensor.dequantize()
    return (tensor.to_dense() if tensor.is_sparse else tensor).resolve_conj().resolve_neg()
