"""Every captured value, input and edge against an independent torch.fx interpreter: quick models and odd networks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import nets
import pytest
import torch
from alignment import compare
from condition import condition, randomised
from torch import nn
from torchvision.models import SwinTransformer, VisionTransformer

from explorer.core.capture import capture
from explorer.core.graph import Trace
from explorer.errors import ModelError
from explorer.models.zoo import random_network, smallest_input

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.core.graph import Call

QUICK = (
    "efficientnet_b0",
    "googlenet",
    "inception_v3",
    "mnasnet0_5",
    "mobilenet_v3_small",
    "regnet_y_400mf",
    "resnet18",
    "shufflenet_v2_x0_5",
    "squeezenet1_1",
)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def small_vision_transformer() -> nn.Module:
    return VisionTransformer(32, patch_size=8, num_layers=2, num_heads=2, hidden_dim=16, mlp_dim=32, num_classes=5)


def small_swin() -> nn.Module:
    return SwinTransformer([4, 4], embed_dim=8, depths=[2, 2], num_heads=[1, 2], window_size=[3, 3], num_classes=5)


def assert_true(module: nn.Module, x: Any) -> None:
    before = condition(module)
    trace = capture(module, x)
    assert condition(module) == before
    assert before["hooks"] == []
    report = compare(module, x, trace)
    assert report.complaints == []
    assert report.bitwise + report.close == report.nodes


@pytest.mark.parametrize("name", QUICK)
def test_torchvisions_models_are_captured_truly(name: str) -> None:
    size = max(32, smallest_input(name))
    assert_true(randomised(random_network(name)), nets.picture(size=size))


@pytest.mark.parametrize("build", [small_vision_transformer, small_swin])
def test_transformers_are_captured_truly(build: Callable[[], nn.Module]) -> None:
    assert_true(randomised(build().eval()), nets.picture(size=32))


@pytest.mark.parametrize("net", nets.TRACEABLE)
def test_odd_networks_are_captured_truly(net: type[nets.Odd]) -> None:
    assert_true(net.build(), net.example())


def test_a_write_by_index_changes_later_values_only() -> None:
    net, x = nets.SetsChannel.build(), nets.SetsChannel.example()
    conv, setitem, tanh = capture(net, x)
    with torch.no_grad():
        expected = net.conv(x)
        assert torch.equal(conv.output, expected)
        expected[:, 0] = 5
    assert torch.equal(setitem.output, expected)
    assert torch.equal(tanh.inputs[0], expected)
    assert (setitem.parents, tanh.parents) == ((conv.name,), (setitem.name,))


@pytest.mark.parametrize(("sign", "taken"), [(1, "bright"), (-1, "dark")])
def test_the_branch_that_ran_is_captured(sign: int, taken: str) -> None:
    x = sign * torch.ones(1, 3, 4, 4)
    paths = [call.path for call in capture(nets.DataDependentControlFlow.build(), x)]
    assert [path for path in paths if path in ("bright", "dark")] == [taken]


def test_a_failing_network_is_left_as_it_was() -> None:
    net = nets.RaisesInForward.build().train()
    before = condition(net)
    with pytest.raises(ModelError, match=r"features\.2"):
        capture(net, nets.RaisesInForward.example())
    assert condition(net) == before
    assert before["hooks"] == []


# ---- the interpreter notices what is wrong


def in_place_trace() -> tuple[nn.Module, torch.Tensor, list[Call], Trace]:
    net, x = nets.InPlaceAdd.build(), nets.InPlaceAdd.example()
    trace = capture(net, x)
    return net, x, list(trace), trace


def complaints(change: Callable[[list[Call]], list[Call]]) -> list[str]:
    net, x, calls, trace = in_place_trace()
    return compare(net, x, Trace(trace.inputs, tuple(change(calls)), trace.output)).complaints


def test_a_value_overwritten_in_place_is_noticed() -> None:
    net, x, calls, trace = in_place_trace()
    # What a hook without a copy would have kept: the addition's value after the ReLU.
    calls[2] = replace(calls[2], output=calls[3].output)
    found = compare(net, x, Trace(trace.inputs, tuple(calls), trace.output)).complaints
    assert len(found) == 1
    assert found[0].startswith(f"differs: {calls[2].name}: output")


def test_an_error_of_two_millionths_is_noticed() -> None:
    assert complaints(lambda calls: [replace(calls[0], output=calls[0].output * (1 + 2e-6)), *calls[1:]])
    assert not complaints(lambda calls: [replace(calls[0], output=calls[0].output * (1 + 2e-7)), *calls[1:]])


def test_a_wrong_input_is_noticed() -> None:
    found = complaints(lambda calls: [*calls[:3], replace(calls[3], inputs=(calls[3].output,))])
    assert found == ["differs: relu: inputs"]


def test_a_missing_call_is_noticed() -> None:
    found = complaints(lambda calls: [calls[0], *calls[2:]])
    assert any(text.startswith("missing") and "conv2" in text for text in found)


def test_a_call_too_many_is_noticed() -> None:
    found = complaints(lambda calls: [*calls, replace(calls[1], name="conv2:1", index=1)])
    assert found == ["not in fx: conv2:1"]


def test_a_wrong_edge_is_noticed() -> None:
    found = complaints(lambda calls: [calls[0], replace(calls[1], parents=("input",)), *calls[2:]])
    assert found == ["edge: conv2 is fed by ['conv1'], captured ['input']"]
