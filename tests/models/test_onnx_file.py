"""ONNX files: every intermediate value by onnxruntime, compared with torch's on the same weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer import models
from explorer.core.arithmetic import explain
from explorer.core.capture import capture
from explorer.core.geometry import output_size_formula
from explorer.errors import ModelError
from explorer.models.opening import Opening

if TYPE_CHECKING:
    from pathlib import Path

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")


def _small(path: Path, side: int | str = 8, batch: int | str = 1) -> dict[str, torch.Tensor]:
    """conv - relu - pool - add - global pool - flatten - fc, written by hand; its weights."""
    from onnx import TensorProto, helper, numpy_helper

    dice = np.random.default_rng(1)
    arrays: dict[str, Any] = {
        "w": dice.normal(size=(4, 3, 3, 3)).astype(np.float32),
        "b": dice.normal(size=4).astype(np.float32),
        "fw": dice.normal(size=(5, 4)).astype(np.float32),
        "fb": dice.normal(size=5).astype(np.float32),
    }
    nodes = [
        helper.make_node(
            "Conv", ["x", "w", "b"], ["c"], "/stem/stem.conv/Conv", pads=[1, 1, 1, 1], kernel_shape=[3, 3]
        ),
        helper.make_node("Relu", ["c"], ["r"], "/stem/Relu"),
        helper.make_node("MaxPool", ["r"], ["p"], "pool", kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("Add", ["p", "p"], ["a"], ""),
        helper.make_node("GlobalAveragePool", ["a"], ["g"], ""),
        helper.make_node("Flatten", ["g"], ["f"], ""),
        helper.make_node("Gemm", ["f", "fw", "fb"], ["y"], "/fc/Gemm", transB=1),
    ]
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [batch, 3, side, side])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [batch, 5])],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def test_every_value_agrees_with_torch(tmp_path: Path) -> None:
    weights = _small(tmp_path / "small.onnx")
    model = models.load(str(tmp_path / "small.onnx"))
    x = torch.rand(1, 3, 8, 8)
    trace = capture(model.module, x)
    conv = F.conv2d(x, weights["w"], weights["b"], padding=1)
    pooled = F.max_pool2d(conv.relu(), 2)
    scores = F.linear((pooled + pooled).mean((2, 3)), weights["fw"], weights["fb"])
    by_kind = {call.kind: call.output for call in trace.calls}
    torch.testing.assert_close(by_kind["conv"], conv, rtol=1e-5, atol=1e-5)
    torch.testing.assert_close(by_kind["activation"], conv.relu(), rtol=1e-5, atol=1e-5)
    torch.testing.assert_close(by_kind["merge"], pooled + pooled, rtol=1e-5, atol=1e-5)
    torch.testing.assert_close(by_kind["linear"], scores, rtol=1e-5, atol=1e-5)


def test_the_graph_is_told_by_names_kinds_and_parents(tmp_path: Path) -> None:
    _small(tmp_path / "small.onnx")
    trace = capture(models.load(str(tmp_path / "small.onnx")).module, torch.rand(1, 3, 8, 8))
    assert [(call.name, call.kind) for call in trace.calls] == [
        ("stem.conv", "conv"),
        ("stem.relu", "activation"),
        ("pool", "pool"),
        ("add3", "merge"),
        ("globalaveragepool4", "pool"),
        ("flatten5", "reshape"),
        ("fc", "linear"),
    ]
    assert trace["fc"].parents == ("flatten5",)
    assert trace["pool"].parents == ("stem.relu",)


def test_weights_and_settings_are_those_of_torchs_layers(tmp_path: Path) -> None:
    weights = _small(tmp_path / "small.onnx")
    module = models.load(str(tmp_path / "small.onnx")).module
    conv, fc = module.get_submodule("stem.conv"), module.get_submodule("fc")
    assert isinstance(conv, nn.Conv2d)
    assert (conv.padding, conv.stride, conv.kernel_size) == ((1, 1), (1, 1), (3, 3))
    torch.testing.assert_close(conv.weight.detach(), weights["w"])
    assert isinstance(fc, nn.Linear)
    torch.testing.assert_close(fc.weight.detach(), weights["fw"])


def test_settings_can_be_read_and_numbers_explained_as_of_torchs_layers(tmp_path: Path) -> None:
    _small(tmp_path / "small.onnx")
    model = models.load(str(tmp_path / "small.onnx"))
    trace = capture(model.module, torch.rand(1, *model.input_shape, generator=torch.Generator().manual_seed(0)))
    assert (output_size_formula(trace["stem.conv"]) or "").startswith("⌊(")
    for name in ("stem.conv", "stem.relu", "pool", "globalaveragepool4", "fc"):
        e = explain(trace, name, tuple(size // 2 for size in trace[name].output_shape))
        assert e.agrees, name


def test_an_input_of_any_size_is_said_and_can_be_chosen(tmp_path: Path) -> None:
    _small(tmp_path / "any.onnx", side="side", batch="batch")
    model = models.load(str(tmp_path / "any.onnx"))
    assert model.input_shape == (3, 224, 224)
    assert "any size" in model.note
    assert models.load(str(tmp_path / "any.onnx"), Opening(input_shapes=((3, 10, 12),))).input_shape == (3, 10, 12)


@pytest.mark.parametrize(("content", "reason"), [(b"", "ONNX"), (b"hello", "ONNX"), (b"\x08\x07\x12\x00", "ONNX")])
def test_what_is_no_onnx_is_refused_by_name(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "bad.onnx").write_bytes(content)
    with pytest.raises(ModelError, match=rf"bad\.onnx.*{reason}"):
        models.load(str(tmp_path / "bad.onnx"))


def test_a_missing_file_and_a_wrong_shape_are_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere\.onnx: does not exist"):
        models.load(str(tmp_path / "nowhere.onnx"))
    _small(tmp_path / "small.onnx")
    with pytest.raises(ModelError, match=r"small\.onnx.*3×9×9"):
        models.load(str(tmp_path / "small.onnx"), Opening(input_shapes=((3, 9, 9),)))
