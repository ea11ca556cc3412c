"""What the window shows of a layer as a few lines of Python that load the network and capture the same values."""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING

import numpy as np
import torch

from explorer.core.axes import channels_last
from explorer.core.export import as_array
from explorer.core.graph import INPUT

if TYPE_CHECKING:
    from torch import nn

    from explorer.core.graph import Call, Trace
    from explorer.models.base import Model

_MOST_EMBEDDED = 16 << 10
"""Bytes of an input, packed, that are written into the code; a larger one is to be saved as a file."""
_LINE = 100
_RUNS_CODE = ("TorchScript", "torch.export", "pickled module")


def capture_code(model: Model, trace: Trace, call: Call, channel: int) -> str:
    """Python that ends with `output`, the tensor that the call returned.

    Plain torch where torchvision's own weights and a module's hook do it; else this program's `load` and `capture`.
    What cannot be known from here, such as a network that lives in another program, is said in a comment.
    """
    plain = _is_torchvisions(model)
    hooked = _is_hooked(model.module, call)
    head = ["import torch"]
    if not (plain and hooked):
        head = ["import explorer", *head]
    if plain:
        head.append("import torchvision")
    own, given = _input(trace)
    capturing = _by_hook(call) if hooked else _by_explorer(call, plain)
    loading = _loading_plain(model) if plain else _loading(model)
    imports = "\n\n".join(filter(None, ("\n".join(own), "\n".join(sorted({*head, *_others(given)})))))
    parts = [imports, loading, given, *_exactly(model.module, hooked), capturing, _shown(trace, call, channel)]
    return "\n\n".join(parts) + "\n"


def _exactly(module: nn.Module, hooked: bool) -> list[str]:
    """What makes torch compute attention as it is captured here: step by step, not in one fused operation."""
    fused = any(isinstance(one, torch.nn.MultiheadAttention) for one in module.modules())
    if not (hooked and fused):
        return []
    return ["torch.backends.mha.set_fastpath_enabled(False)  # else attention is fused, and rounded otherwise"]


def _others(given: str) -> list[str]:
    return ["import numpy"] if "numpy." in given else []


# ---- the network


def _is_torchvisions(model: Model) -> bool:
    """Whether torchvision's own function makes the same network with the same weights."""
    if model.source != "torchvision" or model.path is not None or not model.trained or _weights_file(model):
        return False
    # The batch norms of detectors are replaced here.
    return not type(model.module).__module__.startswith("torchvision.models.detection")


def _weights_file(model: Model) -> str:
    """The name of the file whose weights were given to it, empty for none."""
    start = "weights from "
    return model.weights.removeprefix(start) if model.weights.startswith(start) else ""


def _loading_plain(model: Model) -> str:
    name = model.name.partition(":")[0]
    return f"model = torchvision.models.get_model({name!r}, weights={model.weights!r}).eval()"


def _loading(model: Model) -> str:
    if model.source == "live":
        return (
            f"# {model.title} is a network of a running program: put it here.\n"
            "model = None\n"
            'assert model is not None, "put your network here"\nmodel.eval()'
        )
    own_weights = _weights_file(model)
    from_file = model.path is not None and own_weights == model.path.name
    is_python = model.path is not None and model.path.suffix == ".py"
    options = []
    if own_weights and not from_file:
        options.append(f"weights=pathlib.Path({own_weights!r})")
    if is_python or model.source in _RUNS_CODE:
        options.append("trust=Trust(everything=True)")
    if not options:
        return f"model = explorer.load({model.name!r}).module"
    lines = ["from explorer.models import load", "from explorer.models.opening import Opening"]
    if "trust" in options[-1]:
        lines.append("from explorer.models.trust import Trust  # opening this file runs the code in it")
    if own_weights and not from_file:
        lines = ["import pathlib", "", *lines]
    return "\n".join([*lines, "", f"model = load({model.name!r}, Opening({', '.join(options)})).module"])


# ---- what it is shown


def _input(trace: Trace) -> tuple[list[str], str]:
    """(imports of Python's own, lines that make `x`)."""
    packed = {name: zlib.compress(_bytes(tensor), 9) for name, tensor in trace.inputs.items()}
    if sum(map(len, packed.values())) > _MOST_EMBEDDED:
        return [], _from_file(trace)
    values = [_tensor(trace.inputs[name], data) for name, data in packed.items()]
    given = f"x = {values[0]}" if len(values) == 1 else "x = (\n" + ",\n".join(values) + ",\n)"
    return ["import base64", "import zlib"], f"# What the network was shown.\n{given}"


def _from_file(trace: Trace) -> str:
    if len(trace.inputs) > 1:
        return "x = None  # the inputs are too large to stand here: put your own\nassert x is not None"
    kind = str(trace.inputs[INPUT].dtype)
    return (
        "# What the network was shown is too large to stand here: File > Export > Numbers saves it as input.npy.\n"
        f'x = torch.from_numpy(numpy.load("input.npy")).to({kind})'
    )


def _bytes(tensor: torch.Tensor) -> bytes:
    return np.ascontiguousarray(as_array(tensor)).tobytes()


def _tensor(tensor: torch.Tensor, packed: bytes) -> str:
    text = base64.b64encode(packed).decode("ascii")
    lines = "\n".join(f'    "{text[start : start + _LINE]}"' for start in range(0, len(text), _LINE))
    kind = str(torch.from_numpy(np.empty(0, as_array(tensor[:0]).dtype)).dtype)
    own = "" if kind == str(tensor.dtype) else f".to({tensor.dtype})"
    numbers = f"bytearray(zlib.decompress(base64.b64decode(\n{lines}\n)))"
    return f"torch.frombuffer({numbers}, dtype={kind}).reshape({tuple(tensor.shape)}){own}"


# ---- capturing


def _is_hooked(module: nn.Module, call: Call) -> bool:
    """Whether a hook on one of the network's own modules sees the call, and a single tensor."""
    if call.module is None or not isinstance(call.output, torch.Tensor):
        return False
    return dict(module.named_modules()).get(call.path) is call.module


def _by_hook(call: Call) -> str:
    nth = "" if call.index == 0 else f"  # call number {call.index + 1} of it"
    target = f"model.get_submodule({call.path!r})" if call.path else "model"
    return (
        "outputs = []\n\n\n"
        "def keep(_module, _inputs, output):\n"
        "    outputs.append(output.clone())  # a copy: a later layer may write into it\n\n\n"
        f"hook = {target}.register_forward_hook(keep)\n"
        "with torch.no_grad():\n"
        "    model(*x) if isinstance(x, tuple) else model(x)\n"
        "hook.remove()\n"
        f"output = outputs[{call.index}]{nth}"
    )


def _by_explorer(call: Call, plain: bool) -> str:
    why = (
        "# No module of its own makes this value, so that a hook would not see it."
        if plain or call.module is None
        else ""
    )
    lines = [why, "trace = explorer.capture(model, x)", f"output = trace[{call.name!r}].output"]
    return "\n".join(filter(None, lines))


def _shown(trace: Trace, call: Call, channel: int) -> str:
    """The map that is selected, where a channel is the second dimension."""
    tensor = call.tensor
    if not isinstance(call.output, torch.Tensor) or tensor is None:
        return "print(output)"
    lines = [f"print(tuple(output.shape))  # {tuple(tensor.shape)}"]
    if tensor.ndim == 4 and channel < tensor.shape[1] and not channels_last(trace, call):
        here = tensor[0, channel]
        words = "" if here.is_meta else f"; its mean was {float(here.double().mean()):.7g}"
        lines.append(f"print(output[0, {channel}])  # channel {channel}{words}")
    return "\n".join(lines)
