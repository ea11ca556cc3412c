"""Weights on disk: one safetensors file that says in its header what the network is and where it comes from."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safetensors.torch import save as in_bytes

from explorer.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import nn


def save(net: nn.Module, path: Path, metadata: Mapping[str, Any]) -> None:
    """Write a network's weights with JSON metadata; the file appears whole or not at all. Raises ModelError."""
    path = Path(path)
    partial = path.with_name(f".{path.name}.partial")
    tensors = {name: tensor.detach().contiguous() for name, tensor in net.state_dict().items()}
    header = {key: json.dumps(value, ensure_ascii=False) for key, value in metadata.items()}
    try:
        # Written by Python itself: safetensors would make a file that nobody but its owner may read.
        partial.write_bytes(in_bytes(tensors, metadata=header))
        os.replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise ModelError("{0}: the weights cannot be written: {1}.", path, error) from error
