"""Lean captures: what was asked for is what a recording holds, the rest are shapes; nothing is held for long."""

import weakref

import nets
import pytest
import torch
from condition import condition, randomised
from forward import module_of
from torch import nn

from explorer.core.agreement import equal_bits
from explorer.core.capture import capture
from explorer.core.capturer import Capturer
from explorer.core.graph import tensors_in
from explorer.core.lean import absent, has_values, let_go
from explorer.models.zoo import random_network

VALUES = ("inputs", "output", "args", "kwargs")


def network_of(forward, **layers):
    """As module_of, with one input that has a name (torch.fx follows no `*inputs`)."""
    net = module_of(forward, **layers)
    type(net).forward = lambda self, x: forward(self, x)
    return net


class Sink:
    """Compares each call with a recorded one as it comes."""

    def __init__(self, recorded):
        self.recorded, self.names, self.wrong = recorded, [], []

    def __call__(self, trace, call):
        self.names.append(call.name)
        expected = self.recorded[call.name]
        self.wrong += [
            (call.name, field) for field in VALUES if not equal_bits(getattr(call, field), getattr(expected, field))
        ]
        if trace[call.name] is not call or any(p not in trace and p not in trace.inputs for p in call.parents):
            self.wrong.append((call.name, "the trace so far"))


def shapes(value):
    return [(tensor.shape, tensor.dtype) for tensor in tensors_in(value)]


def assert_lean(trace, recorded, keep):
    assert [call.name for call in trace] == [call.name for call in recorded]
    assert equal_bits(trace.output, recorded.output)
    assert equal_bits(dict(trace.inputs), dict(recorded.inputs))
    for call, expected in zip(trace, recorded, strict=True):
        assert type(call) is type(expected)
        assert call.parents == expected.parents
        assert shapes([call.output, call.args]) == shapes([expected.output, expected.args])
        repeats = [any(x is y for x in c.inputs for y in tensors_in(c.output)) for c in (call, expected)]
        assert repeats[0] is repeats[1]
        if call.name in keep:
            assert all(equal_bits(getattr(call, field), getattr(expected, field)) for field in VALUES)
        else:
            present = [pair for pair in pairs(call.output, expected.output) if not pair[0].is_meta]
            assert all(equal_bits(*pair) for pair in present)


def pairs(first, second):
    return list(zip(tensors_in(first), tensors_in(second), strict=True))


# ---- truth


@pytest.mark.parametrize("net", nets.RUNNING)
def test_odd_networks_show_the_sink_every_value_and_keep_what_was_asked(net):
    capturer, x = Capturer(net.build()), net.example()
    recorded = capture(capturer.module, x)
    for name in (*recorded.by_name, None):
        keep, sink = {name} - {None}, Sink(recorded)
        assert_lean(capturer.capture(x, keep=keep, sink=sink), recorded, keep)
        assert sink.wrong == []
        assert sink.names == list(recorded.by_name)


@pytest.mark.parametrize("name", ["resnet18", "googlenet", "shufflenet_v2_x0_5"])
def test_torchvisions_models_show_the_sink_every_value(name):
    module, x = randomised(random_network(name)), nets.picture(size=96)
    before = condition(module)
    sink, capturer = Sink(capture(module, x)), Capturer(module)
    trace = capturer.capture(x, keep=(), sink=sink)
    assert capturer.planned
    assert sink.wrong == []
    assert sink.names == [call.name for call in trace]
    # What is read by nobody but the network: the ends stay.
    assert [call.name for call in trace if not call.tensor.is_meta] in ([trace.calls[-1].name], ["dropout", "fc"])
    assert condition(module) == before


def test_a_value_that_is_not_there_says_so_and_has_its_shape():
    capturer = Capturer(nets.SharedReLU.build())
    trace = capturer.capture(nets.picture(), keep={"conv2"})
    assert has_values(trace["conv2"])
    assert not has_values(trace["conv1"])
    assert trace["conv1"].output_shape == (1, 4, 6, 6)
    with pytest.raises(NotImplementedError, match="no data"):
        trace["conv1"].output.cpu()
    with pytest.raises((TypeError, RuntimeError), match="meta"):
        trace["conv1"].output.numpy()


def test_weights_and_constants_among_the_arguments_stay():
    def forward(self, x):
        return torch.conv2d(x, self.conv.weight, self.conv.bias) * self.gain

    net = network_of(forward, conv=nn.Conv2d(3, 4, 3))
    net.register_buffer("gain", torch.tensor(-2.0))
    recorded = capture(net, nets.picture())
    let_go(recorded, ())
    for trace in (Capturer(net).capture(nets.picture(), keep=()), recorded):
        assert trace["conv2d"].args[1] is net.conv.weight
        assert trace["mul"].args[1] is net.gain
        assert trace["conv2d"].output.is_meta


def test_the_same_tensor_stays_the_same_without_values():
    a, b = torch.rand(2), torch.rand(3)
    first, (second, third) = absent((a, [a, {"b": b}]))
    assert first is second
    assert first.shape == (2,)
    assert third["b"].is_meta
    assert absent(torch.max(torch.rand(2, 2), 1)).indices.shape == (2,)


# ---- memory


def test_values_are_gone_two_layers_later():
    layers = [nn.Conv2d(3, 3, 3, padding=1) for _ in range(9)]
    capturer = Capturer(nn.Sequential(*layers).eval())
    most = []
    for keep, expected in (((), 2), ({"4"}, 4)):
        alive, counts = [], []

        def look(trace, call, alive=alive, counts=counts):
            alive.append(weakref.ref(call.output))
            counts.append(sum(reference() is not None for reference in alive))

        trace = capturer.capture(nets.picture(), keep=keep, sink=look)
        most.append(max(counts) == expected)
        assert sum(has_values(call) for call in trace) == len(keep)
    assert capturer.planned
    assert most == [True, True]


@pytest.fixture
def recorded_sizes(monkeypatch):
    """The sizes of the pictures of which recordings were made."""
    sizes = []

    def counted(module, x):
        sizes.append(max(x.shape[2:]))
        return capture(module, x)

    monkeypatch.setattr("explorer.core.capturer.capture", counted)
    return sizes


def test_a_large_picture_is_not_recorded_to_make_a_plan(recorded_sizes):
    capturer, x = Capturer(nets.SharedReLU.build()), nets.picture(size=700)
    recorded = capture(capturer.module, x)
    for _ in range(2):
        assert_lean(capturer.capture(x, keep={"relu"}), recorded, {"relu"})
    assert capturer.planned
    assert recorded_sizes == [64]


def test_a_larger_copy_is_tried_where_the_network_takes_no_small_one(recorded_sizes):
    net = network_of(lambda self, x: self.pool(self.conv(x)), conv=nn.Conv2d(3, 2, 3), pool=nn.MaxPool2d(80))
    capturer = Capturer(net)
    capturer.capture(nets.picture(size=300), keep=())
    assert capturer.planned
    assert recorded_sizes == [60, 100]


def test_a_network_that_takes_one_size_only_is_recorded_each_time(recorded_sizes):
    net = network_of(lambda self, x: self.fc(x.flatten(1)), fc=nn.Linear(3 * 300 * 300, 2))
    capturer, x = Capturer(net), nets.picture(size=300)
    recorded = capture(net, x)
    for _ in range(2):
        sink = Sink(recorded)
        assert_lean(capturer.capture(x, keep={"fc"}, sink=sink), recorded, {"fc"})
        assert sink.wrong == []
    assert "smaller" in capturer.refused
    assert recorded_sizes == [60, 100, 150, 300, 300]


# ---- beside the other ways


def test_a_plan_serves_lean_and_full_captures_alike(recorded_sizes):
    capturer, x = Capturer(nets.InPlaceAdd.build()), nets.picture()
    recorded = capture(capturer.module, x)
    capturer.capture(x)
    assert_lean(capturer.capture(x, keep=()), recorded, ())
    assert_lean(capturer.capture(x), recorded, set(recorded.by_name))
    sink = Sink(recorded)
    capturer.capture(x, sink=sink)
    assert sink.wrong == []
    assert sink.names == list(recorded.by_name)
    assert len(recorded_sizes) == 1


def test_a_changed_network_is_captured_truly():
    capturer, x = Capturer(nets.SharedReLU.build()), nets.picture()
    capturer.capture(x, keep=())
    capturer.module.conv1 = nn.Conv2d(3, 4, 3, padding=1)
    assert_lean(capturer.capture(x, keep={"conv1"}), capture(capturer.module, x), {"conv1"})
    assert capturer.planned


def test_a_check_compares_every_value_with_a_recording():
    class Moody(nn.Module):
        moods: list[float] = [1.0]  # noqa: RUF012 (shared on purpose: nothing of the module shows that it changes)

        def forward(self, x):
            return torch.relu(x) * self.moods[0]

    capturer, x = Capturer(Moody().eval()), nets.picture()
    capturer.capture(x, keep=())
    assert torch.equal(capturer.capture(x, check=True, keep=()).output, torch.relu(x))
    assert capturer.planned
    Moody.moods[0] = 2.0
    assert torch.equal(capturer.capture(x, check=True, keep=()).output, 2 * torch.relu(x))
    assert not capturer.planned
    assert "mul" in capturer.refused


@pytest.mark.parametrize("net", [nets.SharedReLU, nets.DataDependentControlFlow], ids=["planned", "recorded"])
def test_an_error_of_the_sink_comes_out_as_it_is(net):
    class Enough(Exception):
        pass

    def stop(trace, call):
        raise Enough(call.name)

    capturer = Capturer(net.build())
    for _ in range(2):
        with pytest.raises(Enough, match="conv"):
            capturer.capture(net.example(), keep=(), sink=stop)
    assert torch.is_grad_enabled()
    assert capturer.planned is (net is nets.SharedReLU)
