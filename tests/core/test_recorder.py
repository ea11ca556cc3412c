"""What a recording makes of modules that are called, patched and copied in unusual ways, and of exchanged memory."""

import copy

import nets
import pytest
import torch
from condition import condition
from forward import module_of
from torch import nn
from torch.nn.utils import prune

from explorer.core.capture import capture


def edges(trace):
    return [(call.name, call.parents) for call in trace]


def conv():
    torch.manual_seed(0)
    return nn.Conv2d(3, 4, 3)


def plain(layer):
    with torch.no_grad():
        return layer(nets.picture())


# ---- modules


class Takes(nn.Module):
    """Has children and a forward with names that somebody else may use too."""

    def __init__(self):
        super().__init__()
        self.conv = conv()

    def forward(self, x, path, module, args):
        return self.conv(input=x) + path * module + args


def test_arguments_may_have_any_name():
    net = module_of(lambda self, x: self.inner(x, path=2, module=3, args=x.mean()), inner=Takes())
    trace = capture(net, nets.picture())
    assert edges(trace)[1:] == [
        ("inner.conv", ("input",)),
        ("inner.add", ("inner.conv",)),
        ("inner.add:1", ("inner.add", "mean")),
    ]
    assert list(trace["inner.conv"].kwargs) == ["input"]
    assert torch.equal(trace["inner.conv"].kwargs["input"], nets.picture())


def test_weights_that_a_hook_computes_are_the_layers_own():
    layer = prune.l1_unstructured(conv(), "weight", amount=0.5)
    trace = capture(module_of(lambda self, x: self.layer(x), layer=layer), nets.picture())
    assert edges(trace) == [("layer", ("input",))]
    assert torch.equal(trace["layer"].parameters["weight"], layer.weight_orig * layer.weight_mask)


def doubling(number):
    def hook(module, *values):
        value = values[number]
        (value[0] if isinstance(value, tuple) else value).mul_(2)

    return hook


@pytest.mark.parametrize("register", ["register_forward_hook", "register_forward_pre_hook"])
def test_a_hook_may_write_into_what_it_is_shown(register):
    layer, before = conv(), register == "register_forward_pre_hook"
    getattr(layer, register)(doubling(0 if before else 1))
    trace = capture(module_of(lambda self, x: self.layer(x), layer=layer), nets.picture())
    assert edges(trace) == [("layer", ("input",))]
    assert torch.equal(trace["layer"].inputs[0], nets.picture())
    with torch.no_grad():
        expected = conv()(nets.picture() * 2) if before else conv()(nets.picture()) * 2
    assert torch.equal(trace["layer"].output, expected)


def test_compiled_code_is_left_aside_and_put_back():
    layer = nn.Sequential(conv(), nn.ReLU())
    layer._compiled_call_impl = compiled = lambda x: x * 0
    net = module_of(lambda self, x: self.layer(x), layer=layer)
    trace = capture(net, nets.picture())
    assert edges(trace) == [("layer.0", ("input",)), ("layer.1", ("layer.0",))]
    assert layer._compiled_call_impl is compiled
    assert torch.equal(net(nets.picture()), nets.picture() * 0)


def test_a_copy_made_inside_is_no_longer_the_layer():
    trace = capture(
        module_of(lambda self, x: copy.deepcopy(self.layer)(x) + self.layer(x), layer=conv()), nets.picture()
    )
    assert edges(trace)[-3:] == [
        ("conv2d", ("input", "clone", "clone:1")),
        ("layer", ("input",)),
        ("add", ("conv2d", "layer")),
    ]
    assert torch.equal(trace["conv2d"].output, trace["layer"].output)


def test_a_layer_that_finds_its_size_at_the_first_call_is_one_call():
    net = module_of(lambda self, x: self.layer(x), layer=nn.LazyConv2d(4, 3))
    trace = capture(net, nets.picture())
    assert [(call.name, call.op) for call in trace] == [("layer", "Conv2d")]
    assert torch.equal(trace["layer"].output, plain(net.layer))


@pytest.mark.filterwarnings("ignore:.*torch.jit.script:FutureWarning")
def test_a_scripted_layer_is_one_call():
    net = module_of(lambda self, x: self.relu(self.layer(x)), layer=torch.jit.script(conv()), relu=nn.ReLU())
    before = condition(net)
    trace = capture(net, nets.picture())
    assert condition(net) == before
    assert edges(trace) == [("layer", ("input",)), ("relu", ("layer",))]
    assert torch.equal(trace["layer"].output, plain(conv()))


def test_a_network_may_capture_another():
    inner = module_of(lambda self, x: self.layer(x), layer=conv())
    found = []

    def forward(self, x):
        found.append(capture(inner, x))
        return self.layer(x) + found[0].output

    trace = capture(module_of(forward, layer=conv()), nets.picture())
    assert edges(found[0]) == [("layer", ("input",))]
    assert ("layer", ("input",)) in edges(trace)
    assert torch.equal(trace.output, plain(conv()) * 2)


# ---- memory


def test_a_tensor_may_get_other_data():
    def forward(self, x):
        y = self.layer(x)
        y.data = torch.tanh(y) * 3
        return torch.relu(y)

    trace = capture(module_of(forward, layer=conv()), nets.picture())
    assert edges(trace)[1:] == [("tanh", ("layer",)), ("mul", ("tanh",)), ("relu", ("mul",))]
    assert torch.equal(trace["layer"].output, plain(conv()))
    assert torch.equal(trace["tanh"].inputs[0], plain(conv()))
    assert torch.equal(trace["relu"].inputs[0], trace["mul"].output)


class WritesIntoItsArgument(nn.Module):
    """A layer without children that runs two operations, the first of them on the tensor that it was given."""

    def forward(self, x):
        x += 1
        return x * 2


def test_what_a_layer_overwrites_is_kept_as_it_was_given():
    net = module_of(lambda self, x: self.writes(self.layer(x)), layer=conv(), writes=WritesIntoItsArgument())
    trace = capture(net, nets.picture())
    assert edges(trace)[-1] == ("writes", ("writes.mul",))
    assert torch.equal(trace["writes"].args[0], plain(conv()))
    assert torch.equal(trace["writes"].inputs[0], (plain(conv()) + 1) * 2)
    assert torch.equal(trace["layer"].output, plain(conv()))


def test_lists_are_kept_as_they_were_given():
    def forward(self, x):
        maps = [self.layer(x)]
        for _ in range(2):
            maps.append(torch.cat(maps, 1))
        return maps[-1]

    first, second = capture(module_of(forward, layer=conv()), nets.picture()).calls[1:]
    assert [len(call.args[0]) for call in (first, second)] == [1, 2]
    assert [len(call.inputs) for call in (first, second)] == [1, 2]
