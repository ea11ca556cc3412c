"""ONNX files, run by onnxruntime with every intermediate value as an output (optional: the extra `onnx`)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from explorer.data.usual import usual_preprocessing
from explorer.errors import ModelError
from explorer.models._onnx_layers import Told, layer_of
from explorer.models.base import Model, ModelSource
from explorer.models.opening import PLAIN
from explorer.words import Words

if TYPE_CHECKING:
    import onnx

    from explorer.models.opening import Opening

_VARIABLE_SIDE = 224


class OnnxFile(ModelSource):
    """A file called .onnx; it holds a graph and weights and no code."""

    order = 22

    @staticmethod
    def accepts(reference: str) -> bool:
        """Whether it is called like one; it need not exist."""
        return Path(reference).suffix.lower() == ".onnx"

    @staticmethod
    def load(reference: str, opening: Opening = PLAIN) -> Model:
        """The network. Raises ModelError, also where the extra is not installed."""
        path = Path(reference).expanduser()
        if not path.is_file():
            raise ModelError("{0}: does not exist.", path)
        try:
            import onnx  # noqa: F401
            import onnxruntime  # type: ignore[import-untyped]  # noqa: F401
        except ImportError as error:
            raise ModelError(
                "{0}: ONNX files need two more packages: pip install 'feature-map-explorer[onnx]'.", path
            ) from error
        graph = _read(path)
        shape, note = _shape(graph, opening, path)
        network = OnnxNetwork(graph, path)
        _try(network, shape, path)
        return Model(
            name=reference,
            title=path.stem,
            source="ONNX",
            weights=Words("weights from {0}", path.name),
            trained=True,
            module=network.eval(),
            input_shape=shape,
            class_names=(),
            preprocessing=usual_preprocessing(shape),
            path=path,
            note=note,
        )


class OnnxNetwork(nn.Module):
    """A graph as nested modules named by its nodes; onnxruntime computes, without its optimisations."""

    def __init__(self, model: onnx.ModelProto, path: Path) -> None:
        super().__init__()
        from onnx import numpy_helper

        graph = model.graph
        weights = {tensor.name: _tensor(numpy_helper.to_array(tensor)) for tensor in graph.initializer}
        for node in graph.node:
            if node.op_type == "Constant" and node.attribute and node.attribute[0].name == "value":
                weights[node.output[0]] = _tensor(numpy_helper.to_array(node.attribute[0].t))
            elif node.op_type == "Identity" and node.input[0] in weights:
                # Exporters write weights that are used twice like this.
                weights[node.output[0]] = weights[node.input[0]]
        self._nodes = [node for node in graph.node if node.op_type != "Constant" and node.output[0] not in weights]
        self._input = next(value.name for value in graph.input if value.name not in weights)
        self._outputs = [value.name for value in graph.output]
        self._weights = weights
        self._session = [_session(model, path)]
        self._paths = _paths(self._nodes)
        for place, node in zip(self._paths, self._nodes, strict=True):
            _put(self, place, layer_of(node, weights))

    def forward(self, x: torch.Tensor) -> Any:
        """The graph's output, or a tuple of them, for (N, C, H, W)."""
        session = self._session[0]
        names = [output.name for output in session.get_outputs()]
        # Handing the picture over is no operation of the network: a capture need not see it.
        with torch._C.DisableTorchFunction():
            arrays = session.run(names, {self._input: x.detach().cpu().numpy()})
            found = {name: _tensor(array) for name, array in zip(names, arrays, strict=True)}
        values: dict[str, torch.Tensor] = {self._input: x}
        for place, node in zip(self._paths, self._nodes, strict=True):
            layer = self.get_submodule(place)
            assert isinstance(layer, Told)
            made = [found[name] for name in node.output if name in found]
            layer.told = made[0] if len(made) == 1 else tuple(made)
            given = [values[name] for name in node.input if name in values]
            result = layer(*given)
            results = result if isinstance(result, tuple) else (result,)
            values.update(zip((name for name in node.output if name in found), results, strict=True))
        outputs = [values[name] for name in self._outputs]
        return outputs[0] if len(outputs) == 1 else tuple(outputs)


def _read(path: Path) -> onnx.ModelProto:
    import onnx

    try:
        model = onnx.load(path)
        onnx.checker.check_model(model)
        return onnx.shape_inference.infer_shapes(model)
    except Exception as error:
        raise ModelError("{0}: cannot be read as ONNX: {1}.", path, _first_line(error)) from error


def _session(model: onnx.ModelProto, path: Path) -> Any:
    """A session whose outputs are all values of the graph. Raises ModelError."""
    import onnx
    import onnxruntime

    everything = onnx.ModelProto()
    everything.CopyFrom(model)
    present = {value.name for value in everything.graph.output}
    for node in everything.graph.node:
        for name in node.output:
            if name and name not in present and node.op_type != "Constant":
                everything.graph.output.add(name=name)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 4
    try:
        # Tensors kept beside the file are found from its folder.
        return onnxruntime.InferenceSession(everything.SerializeToString(), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError("{0}: onnxruntime cannot run it: {1}.", path, _first_line(error)) from error


def _shape(model: onnx.ModelProto, opening: Opening, path: Path) -> tuple[tuple[int, int, int], str]:
    """(C, H, W) of the only input, and what is to be said of it. Raises ModelError."""
    weights = {tensor.name for tensor in model.graph.initializer}
    inputs = [value for value in model.graph.input if value.name not in weights]
    if len(inputs) != 1:
        names = ", ".join(value.name for value in inputs) or Words("none")
        raise ModelError("{0}: networks of one input can be shown, this one has {1} ({2}).", path, len(inputs), names)
    sides = [int(side.dim_value) for side in inputs[0].type.tensor_type.shape.dim]
    if len(sides) != 4:
        raise ModelError(
            "{0}: its input {1} has {2} dimensions: pictures have 4 (N, C, H, W).", path, inputs[0].name, len(sides)
        )
    if sides[0] > 1:
        raise ModelError("{0}: was exported for a batch of {1}: export it for one picture.", path, sides[0])
    if opening.input_shapes:
        if len(opening.input_shapes) > 1 or len(opening.input_shapes[0]) != 3:
            raise ModelError("{0}: takes one picture: give one input shape C,H,W.", path)
        channels, height, width = opening.input_shapes[0]
        return (channels, height, width), ""
    given = (sides[1] or 3, sides[2] or _VARIABLE_SIDE, sides[3] or _VARIABLE_SIDE)
    text = " × ".join(map(str, given))
    return given, "" if all(sides[1:]) else Words("Its input may have any size; {0} is used.", text)


def _try(network: OnnxNetwork, shape: tuple[int, int, int], path: Path) -> None:
    try:
        network(torch.zeros(1, *shape))
    except Exception as error:
        text = "×".join(map(str, shape))
        raise ModelError("{0}: does not run on an input of {1}: {2}.", path, text, _first_line(error)) from error


def _tensor(array: Any) -> torch.Tensor:
    import numpy as np

    # Constants from the file may not be written to; torch warns of such memory.
    array = np.asarray(array)
    return torch.from_numpy(array if array.flags.writeable else array.copy())


def _paths(nodes: list[onnx.NodeProto]) -> list[str]:
    """A module path for each node: of `/layer1/layer1.0/conv1/Conv`, as torch writes it, layer1.0.conv1."""
    wanted = [_path(node, number) for number, node in enumerate(nodes)]
    scopes = {path[:end] for path in wanted for end, sign in enumerate(path) if sign == "."}
    paths: dict[str, None] = {}
    for node, path in zip(nodes, wanted, strict=True):
        # A function that runs inside a module is named after it, as torch does: that name is a scope already.
        base = f"{path}.{node.op_type.lower()}" if path in scopes else path
        name, again = base, 1
        while name in paths or name in scopes:
            name, again = f"{base}_{again}", again + 1
        paths[name] = None
    return list(paths)


def _path(node: onnx.NodeProto, number: int) -> str:
    *scopes, last = [part for part in node.name.split("/") if part] or [""]
    if not scopes or re.sub(r"_\d+$", "", last) != node.op_type:
        return re.sub(r"\W", "_", last) or f"{node.op_type.lower()}{number}"
    # The exporter says layer1 and then layer1.0: what repeats its scope knows the whole path.
    whole = ""
    for scope in scopes:
        whole = scope if scope == whole or scope.startswith(f"{whole}.") or not whole else f"{whole}.{scope}"
    return ".".join(re.sub(r"\W", "_", part) for part in whole.split(".") if part)


def _put(root: nn.Module, path: str, layer: nn.Module) -> None:
    """Add a layer at a path; what it lies in is made on the way."""
    *scopes, name = path.split(".")
    place = root
    for scope in scopes:
        if scope not in place._modules:
            place.add_module(scope, _Scope())
        place = place.get_submodule(scope)
    place.add_module(name, layer)


class _Scope(nn.Module):
    """A part of a path; it does nothing of its own."""


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
