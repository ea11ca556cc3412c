"""A plan makes the Trace that a recording makes, bit for bit, or there is none."""

import threading

import nets
import pytest
import torch
import torch.nn.functional as F
from condition import condition, randomised
from forward import module_of
from torch import nn

import explorer
from explorer.core.agreement import difference
from explorer.core.capture import capture
from explorer.core.plan import PlanFailed, plan, plan_of
from explorer.core.tracing import Refused
from explorer.models.zoo import random_network, smallest_input

REFUSED = {
    nets.DataDependentControlFlow: "control flow",
    nets.SetsChannel: "item assignment",
    nets.WeightNormConv: "'conv' are computed",
    nets.WritesThroughView: "memory that another value shares",
}
PLANNED = tuple(net for net in nets.RUNNING if net not in REFUSED)
FAMILIES = ("densenet121", "efficientnet_b0", "googlenet", "mobilenet_v3_small", "resnet18", "shufflenet_v2_x0_5")


def network_of(forward, **layers):
    """As module_of, with one input that has a name (torch.fx follows no `*inputs`)."""
    net = module_of(forward, **layers)
    type(net).forward = lambda self, x: forward(self, x)
    return net


class Layers(nn.Module):
    """A forward of two named parameters, one of them optional."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)

    def forward(self, x, mask=None):
        return self.conv(x if mask is None else x * mask)


def planned(module, x):
    """The plan for a network, and a fresh recording of it."""
    made = plan_of(module, x, capture(module, x))
    return made, capture(module, x)


def why_not(module, x):
    with pytest.raises(Refused) as caught:
        plan_of(module, x, capture(module, x))
    return str(caught.value)


# ---- equal to the recording


@pytest.mark.parametrize("net", PLANNED)
def test_odd_networks_give_the_same_trace(net):
    module, x = net.build(), net.example()
    made, recorded = planned(module, x)
    assert difference(recorded, made.run(x)) == ""


@pytest.mark.parametrize("net", PLANNED)
def test_odd_networks_give_the_same_trace_for_other_numbers(net):
    module, x = net.build(), net.example()
    made, _ = planned(module, x)
    values = {key: -0.7 * value for key, value in x.items()} if isinstance(x, dict) else None
    other = values or (tuple(-0.7 * value for value in x) if isinstance(x, tuple) else -0.7 * x)
    assert difference(capture(module, other), made.run(other)) == ""


@pytest.mark.parametrize("net", REFUSED)
def test_what_cannot_be_a_straight_line_is_refused_with_a_reason(net):
    assert REFUSED[net] in why_not(net.build(), net.example())
    module, x = net.build(), net.example()
    assert plan(module, x, capture(module, x)) is None


@pytest.mark.parametrize("name", FAMILIES)
def test_torchvisions_models_give_the_same_trace_also_for_other_pictures(name):
    module = randomised(random_network(name))
    size = max(32, smallest_input(name))
    before = condition(module)
    made, _ = planned(module, nets.picture(size=size))
    assert condition(module) == before
    larger = torch.cat([nets.picture(size=size + 32, seed=1), nets.picture(size=size + 32, seed=2)])
    assert made.takes(larger)
    assert difference(capture(module, larger), made.run(larger)) == ""


def test_the_shipped_network_gives_the_same_trace():
    model = explorer.load("digits")
    x = torch.rand(1, 1, 28, 28)
    made, _ = planned(model.module, x)
    for picture in (torch.zeros_like(x), torch.rand(1, 1, 28, 28), torch.rand(3, 1, 28, 28)):
        assert difference(capture(model.module, picture), made.run(picture)) == ""


def test_every_trace_has_tensors_of_its_own():
    module, x = nets.SharedReLU.build(), nets.picture()
    made, _ = planned(module, x)
    first, second = made.run(x), made.run(x)
    assert first.inputs["input"] is not x
    assert all(a.output.data_ptr() != b.output.data_ptr() for a, b in zip(first, second, strict=True))
    x.zero_()
    assert difference(first, second) == ""


def test_its_calls_are_as_frozen_as_recorded_ones():
    module, x = nets.SharedReLU.build(), nets.picture()
    made, recorded = planned(module, x)
    trace = made.run(x)
    assert type(trace) is type(recorded)
    assert {type(call) for call in trace} == {type(recorded.calls[0])}
    assert trace["relu:1"] is trace.calls[3]
    with pytest.raises(AttributeError):
        trace.calls[0].name = "other"
    with pytest.raises(AttributeError):
        trace.output = None


def test_no_graph_of_gradients_is_kept_and_the_mode_is_restored():
    module, x = nets.SharedReLU.build(), nets.picture().requires_grad_()
    made, _ = planned(module, x)
    trace = made.run(x)
    values = [trace.output, *trace.inputs.values(), *(call.output for call in trace)]
    assert [value for value in values if value.requires_grad] == []
    assert torch.is_grad_enabled()


def test_weights_changed_in_place_are_used():
    module, x = nets.SharedReLU.build(), nets.picture()
    made, _ = planned(module, x)
    with torch.no_grad():
        module.conv1.weight.mul_(-1)
    assert difference(capture(module, x), made.run(x)) == ""


def test_numbers_computed_from_shapes_follow_the_picture():
    net = network_of(lambda self, x: self.conv(x).view(x.shape[0], -1, x.shape[3]), conv=nn.Conv2d(3, 4, 1))
    made, _ = planned(net, nets.picture())
    other = torch.rand(2, 3, 5, 6)
    assert made.takes(other)
    assert made.run(other)["view"].args[1:] == (2, -1, 6)
    assert difference(capture(net, other), made.run(other)) == ""


def test_numbers_that_cannot_be_followed_keep_the_plan_to_its_shape():
    class Inner(nn.Module):
        def forward(self, x, height):
            return torch.relu(x) * height

    net = network_of(lambda self, x: self.inner(x, x.shape[2]), inner=Inner())
    made, _ = planned(net, nets.picture(size=8))
    assert made.takes(nets.picture(size=8, seed=3))
    assert not made.takes(nets.picture(size=9))


def test_an_optional_input_may_be_left_out():
    made, recorded = planned(Layers().eval(), nets.picture())
    assert difference(recorded, made.run(nets.picture())) == ""
    module, both = Layers().eval(), {"mask": nets.picture(seed=1), "x": nets.picture()}
    made, recorded = planned(module, both)
    assert difference(recorded, made.run(both)) == ""
    assert not made.takes({"x": nets.picture()})


def test_random_numbers_are_drawn_as_in_a_recording_and_given_back():
    net = network_of(lambda _, x: F.dropout(x, 0.5, training=True))
    made, _ = planned(net, nets.picture())
    torch.manual_seed(7)
    expected, state = capture(net, nets.picture()), torch.get_rng_state()
    assert difference(expected, made.run(nets.picture())) == ""
    assert torch.equal(torch.get_rng_state(), state)


def test_a_number_that_is_not_one_equals_itself():
    net = network_of(lambda _, x: torch.relu(torch.sqrt(x)))
    made, recorded = planned(net, nets.picture())
    assert recorded["sqrt"].output.isnan().any()
    assert difference(recorded, made.run(nets.picture())) == ""


# ---- refused


def test_random_numbers_that_do_not_come_from_the_picture_are_refused():
    net = network_of(lambda _, x: x + torch.rand(8))
    assert "depend on nothing" in why_not(net, nets.picture())


def test_a_network_with_hooks_is_refused():
    net = nets.SharedReLU.build()
    with net.conv1.register_forward_hook(lambda module, args, output: output * 2):
        assert "'conv1' has hooks" in why_not(net, nets.picture())


def test_a_network_that_writes_into_its_own_buffer_is_refused():
    def forward(self, x):
        self.norm.running_mean.add_(1)
        return self.norm(x)

    assert "its own weights" in why_not(network_of(forward, norm=nn.BatchNorm2d(3)), nets.picture())


def test_a_write_that_is_read_through_another_view_is_refused():
    def forward(self, x):
        y = self.conv(x)
        flat = y.flatten(1)
        y.relu_()
        return flat

    assert "shares" in why_not(network_of(forward, conv=nn.Conv2d(3, 4, 3)), nets.picture())


def test_a_chain_of_writes_is_a_chain_of_values():
    def forward(self, x):
        y = self.conv(x)
        z = y.relu_()
        z.add_(1)
        F.leaky_relu(y, 0.1, True)
        return y * z

    net = network_of(forward, conv=nn.Conv2d(3, 4, 3))
    made, recorded = planned(net, nets.picture())
    trace = made.run(nets.picture())
    assert difference(recorded, trace) == ""
    assert torch.equal(trace["mul"].inputs[0], trace["conv"].output.clamp(min=0) + 1)


@pytest.mark.parametrize("gain", [1, 0], ids=["seen in the numbers", "not seen in them"])
def test_a_write_that_torch_fx_takes_for_a_new_value_is_refused(gain):
    def forward(self, x):
        y = self.conv(x)
        z = y
        z += gain  # to torch.fx: z = y + gain
        return y * 2

    assert why_not(network_of(forward, conv=nn.Conv2d(3, 4, 3)), nets.picture())


def test_inputs_that_are_no_plain_tensors_are_refused():
    net = network_of(lambda _, pair: pair[0] + pair[1])
    assert "plain tensors" in why_not(net, ([nets.picture(), nets.picture()],))


# ---- beside others


def test_tracing_does_not_show_in_another_thread():
    """torch.fx patches every module while it traces: another thread that reads weights must not notice."""
    net, x = randomised(random_network("resnet18")), nets.picture(size=32)
    trace = capture(net, x)
    stop, seen = threading.Event(), set()

    def read():
        while not stop.is_set():
            seen.add(type(net.conv1.weight))
            seen.add(type(net.fc(torch.ones(1, 512))))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(3):
            plan_of(net, x, trace)
    finally:
        stop.set()
        reader.join()
    assert seen == {nn.Parameter, torch.Tensor}


def test_a_failure_is_told_and_changes_nothing():
    made, _ = planned(nets.SharedReLU.build(), nets.picture())
    with pytest.raises(PlanFailed, match="channels"):
        made.run(nets.picture(channels=5))
    assert torch.is_grad_enabled()


# ---- differences are seen


def test_a_difference_in_one_bit_is_seen():
    module, x = nets.SharedReLU.build(), nets.picture()
    first, second = capture(module, x), capture(module, x)
    assert difference(first, second) == ""
    value = second["conv2"].output
    value[0, 0, 0, 0] = torch.nextafter(value[0, 0, 0, 0], torch.tensor(9.0))
    assert difference(first, second) == "the output of conv2 differs"
    assert difference(first, capture(nets.TwoNames.build(), x)) == "other calls were made"
