"""What a trace leaves behind for other programs: its tensors by name, its prediction, its calls as JSON."""

from __future__ import annotations

import json
import math
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from explorer.core.geometry import call_record
from explorer.core.graph import tensors_in
from explorer.errors import ExplorerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from explorer.core.graph import Call, Trace

    Tell = Callable[[int, int | None], None]

_TYPES = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.int64: "I64",
    torch.int32: "I32",
    torch.int16: "I16",
    torch.int8: "I8",
    torch.uint64: "U64",
    torch.uint32: "U32",
    torch.uint16: "U16",
    torch.uint8: "U8",
    torch.bool: "BOOL",
    torch.complex64: "C64",
}
"""What safetensors files call the types of numbers that they can hold."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest date of a zip file, for all members: the same tensors make the same file."""


def untold(_done: int, _whole: int | None) -> None:
    """Progress that nobody watches."""


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


def write_npz(path: Path, tensors: Mapping[str, torch.Tensor], tell: Tell = untold) -> None:
    """Write a NumPy archive; `tell(bytes done, all bytes)` is called after each tensor. Raises OSError.

    Not by `numpy.savez`: that takes names as keywords, so a layer called `file` would be mistaken for its argument.
    """
    done, whole = 0, _bytes_of(tensors.values())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for name, tensor in tensors.items():
            with archive.open(zipfile.ZipInfo(f"{name}.npy", _EPOCH), "w", force_zip64=True) as member:
                np.lib.format.write_array(member, as_array(tensor), allow_pickle=False)
            done += _bytes_of([tensor])
            tell(done, whole)


def write_safetensors(
    path: Path, tensors: Mapping[str, torch.Tensor], metadata: Mapping[str, str], tell: Tell = untold
) -> None:
    """Write a safetensors file, one tensor at a time: all values twice in memory would be too much.

    `tell(bytes done, all bytes)` is called after each tensor. Raises OSError, and ExplorerError for a type of numbers
    that the format does not have. Format: https://github.com/huggingface/safetensors#format
    """
    # The widest numbers first, so that every tensor begins at a multiple of its own numbers' size.
    ordered = sorted(tensors.items(), key=lambda item: -_dense_type(item[1]).itemsize)
    done, whole = 0, _bytes_of(tensors.values())
    with path.open("wb") as file:
        file.write(_header(ordered, metadata))
        for _, tensor in ordered:
            # As bytes, for NumPy has no bfloat16; a tensor without dimensions has to get one first.
            file.write(_dense(tensor).contiguous().reshape(-1).view(torch.uint8).numpy().data)
            done += _bytes_of([tensor])
            tell(done, whole)


def _header(ordered: Sequence[tuple[str, torch.Tensor]], metadata: Mapping[str, str]) -> bytes:
    """The length, then type, shape and place of each tensor as JSON, filled up to a multiple of eight bytes."""
    header: dict[str, Any] = {"__metadata__": dict(metadata)} if metadata else {}
    place = 0
    for name, tensor in ordered:
        kind, end = _dense_type(tensor), place + _bytes_of([tensor])
        if kind not in _TYPES:
            raise ExplorerError("{0} holds {1}, which safetensors files cannot: write an .npz file.", name, kind)
        header[name] = {"dtype": _TYPES[kind], "shape": list(tensor.shape), "data_offsets": [place, end]}
        place = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text


def _dense_type(tensor: torch.Tensor) -> torch.dtype:
    return torch.float32 if tensor.is_quantized else tensor.dtype


def _bytes_of(tensors: Iterable[torch.Tensor]) -> int:
    """What they take in a file."""
    return sum(tensor.numel() * _dense_type(tensor).itemsize for tensor in tensors)


def as_array(tensor: torch.Tensor) -> np.ndarray:
    """The tensor as an array of its own type; bfloat16, which NumPy does not have, as float32."""
    dense = _dense(tensor)
    return (dense.float() if dense.dtype == torch.bfloat16 else dense).numpy()


def _dense(tensor: torch.Tensor) -> torch.Tensor:
    tensor = tensor.detach().cpu()
    if tensor.is_quantized:
        tensor = tensor.dequantize()
    return (tensor.to_dense() if tensor.is_sparse else tensor).resolve_conj().resolve_neg()
