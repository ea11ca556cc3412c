"""Recordings that hold what was asked for, and hand out everything else before it goes."""

import copy
import weakref

import nets
import pytest
import torch
from condition import condition
from forward import module_of
from torch import nn

from explorer.core.agreement import difference, equal_bits
from explorer.core.capture import capture
from explorer.core.graph import tensors_in
from explorer.core.lean import has_values, let_go

STRUCTURE = ("name", "path", "index", "kind", "op", "parents", "module", "function")


def structure(call):
    return [getattr(call, name) for name in STRUCTURE]


def values(call):
    return [call.inputs, call.output, call.args, dict(call.kwargs)]


def places(trace):
    """For each call, which of its tensors are there and of what shape they all are."""
    return [[(tensor.is_meta, tensor.shape, tensor.dtype) for tensor in tensors_in(values(call))] for call in trace]


def chosen(trace):
    """Nothing, each call alone, and every second one."""
    names = [call.name for call in trace]
    return [(), *((name,) for name in names), names[::2]]


@pytest.mark.parametrize("net", nets.RUNNING)
def test_what_is_kept_is_what_a_full_recording_says(net):
    module, x = net.build(), net.example()
    full = capture(module, x)
    for keep in chosen(full):
        lean, expected = capture(module, x, keep), capture(module, x)
        let_go(expected, keep)
        assert [structure(call) for call in lean] == [structure(call) for call in full]
        assert places(lean) == places(expected)
        assert equal_bits([values(lean[name]) for name in keep], [values(full[name]) for name in keep])
        assert equal_bits([lean.output, dict(lean.inputs)], [full.output, dict(full.inputs)])


@pytest.mark.parametrize("net", nets.RUNNING)
def test_every_call_is_handed_out_with_its_values(net):
    module, x = net.build(), net.example()
    seen = []

    def sink(trace, call):
        assert trace.by_name[call.name] is call
        assert set(call.parents) <= {*trace.inputs, *trace.by_name}
        seen.append((structure(call), copy.deepcopy(values(call))))

    before = condition(module)
    capture(module, x, keep=(), sink=sink)
    assert condition(module) == before
    full = capture(module, x)
    assert [shown for shown, _ in seen] == [structure(call) for call in full]
    assert all(equal_bits(shown, values(call)) for (_, shown), call in zip(seen, full, strict=True))


def test_with_nothing_said_of_keeping_everything_stays():
    net, x = nets.InPlaceAdd.build(), nets.picture()
    names = []
    trace = capture(net, x, sink=lambda trace, call: names.append(call.name))
    assert names == [call.name for call in trace]
    assert difference(capture(net, x), trace) == ""


def test_a_value_is_held_no_longer_than_the_network_holds_it():
    net = nn.Sequential(*(nn.Conv2d(3, 3, 1) for _ in range(6)), nn.ReLU(inplace=True), nn.Flatten())
    alive, most = [], []

    def sink(trace, call):
        alive.append(weakref.ref(call.output))
        most.append(sum(reference() is not None for reference in alive))

    trace = capture(net, nets.picture(), keep=("2",), sink=sink)
    # A layer's own input and output, and from "2" on also what "2" saw and said. The last convolution, the activation
    # in place and the view of it are one piece of memory, known by three names.
    assert most == [1, 2, 2, 3, 4, 4, 4, 5]
    assert [call.name for call in trace if has_values(call)] == ["2"]
    assert torch.equal(trace["3"].inputs[0], trace["2"].output)
    with torch.no_grad():
        assert torch.equal(trace.output, net(nets.picture()))


def test_new_tensors_in_old_places_are_not_taken_for_the_old_ones():
    def forward(self, x):
        for number in range(60):
            # Made out of nothing, and gone at once.
            x = self.relu(x + torch.full((1, 3, 8, 8), float(number))) * torch.ones(1) - x.mean()
            x[:, 0] += torch.zeros(8, 8).sub_(number)
        return x

    net = module_of(forward, relu=nn.ReLU())
    full, lean = (capture(net, nets.picture(), keep) for keep in (None, ()))
    assert [(call.name, call.parents) for call in lean] == [(call.name, call.parents) for call in full]
    assert torch.equal(lean.output, full.output)


def test_what_a_sink_computes_is_no_operation_of_the_network():
    net, x = nets.LeafOfSeveralOperations.build(), nets.picture()
    highest = {}
    trace = capture(net, x, (), lambda trace, call: highest.update({call.name: float(call.output.abs().max())}))
    full = capture(net, x)
    assert [call.name for call in trace] == [call.name for call in full]
    assert highest == {call.name: float(call.output.abs().max()) for call in full}


def test_an_error_of_the_sink_is_not_the_networks():
    net = nets.SharedReLU.build()
    before = condition(net)

    def sink(trace, call):
        if call.name == "conv2":
            raise TimeoutError("too late")

    with pytest.raises(TimeoutError, match="too late"):
        capture(net, nets.picture(), (), sink)
    assert condition(net) == before


def test_an_error_of_the_sink_comes_through_a_network_that_catches_everything():
    def forward(self, x):
        try:
            return self.conv(x)
        except Exception:  # noqa: BLE001  as careless networks do
            return x

    def sink(trace, call):
        raise TimeoutError("too late")

    with pytest.raises(TimeoutError, match="too late"):
        capture(module_of(forward, conv=nn.Conv2d(3, 4, 3)), nets.picture(), (), sink)


def doubled(x: torch.Tensor) -> torch.Tensor:
    x.mul_(2)
    return x


@pytest.mark.filterwarnings("ignore:.*torch.jit.script:FutureWarning")
def test_a_kept_value_overwritten_in_secret_is_noticed():
    unannounced = torch.jit.script(doubled)

    def forward(self, x):
        y = self.conv(x)
        unannounced(y)
        return torch.tanh(y)

    net = module_of(forward, conv=nn.Conv2d(3, 4, 3))
    trace = capture(net, nets.picture(), ("conv",))
    with torch.no_grad():
        assert torch.equal(trace["conv"].output, net.conv(nets.picture()))
        assert torch.equal(trace.output, torch.tanh(net.conv(nets.picture()) * 2))
    assert [has_values(call) for call in trace] == [True, True]
