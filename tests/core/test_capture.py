"""What one captured pass says of odd networks: values, order, names, kinds and edges; and nothing that it changes."""

import nets
import pytest
import torch
from forward import module_of
from torch import nn

from explorer.core.capture import capture
from explorer.core.graph import Trace


def captured(net):
    return capture(net.build(), net.example())


def edges(trace):
    return [(call.name, call.parents) for call in trace]


def doubled(x: torch.Tensor) -> torch.Tensor:
    x.mul_(2)
    return x


# ---- names, order, edges


def test_a_layer_called_twice_is_two_calls_with_values_of_their_own():
    net, x = nets.SharedReLU.build(), nets.SharedReLU.example()
    trace = capture(net, x)
    assert edges(trace) == [
        ("conv1", ("input",)),
        ("relu", ("conv1",)),
        ("conv2", ("relu",)),
        ("relu:1", ("conv2",)),
    ]
    assert [(call.path, call.index) for call in trace][1::2] == [("relu", 0), ("relu", 1)]
    with torch.no_grad():
        first = net.conv1(x).clamp(min=0)
        assert torch.equal(trace["relu"].output, first)
        assert torch.equal(trace["relu:1"].output, net.conv2(first).clamp(min=0))


def test_a_layer_called_input_does_not_hide_the_networks_input():
    trace = captured(nets.ModuleCalledInput)
    assert edges(trace) == [("input:1", ("input",)), ("output", ("input:1",))]
    assert trace["input:1"].path == "input"
    assert torch.equal(trace.tensor("input"), nets.picture())


def test_a_layer_called_input_does_not_hide_a_second_input_either():
    net = module_of(lambda self, a, b: self.input(a) + self.input(b), input=nn.Conv2d(3, 4, 3))
    trace = capture(net, (nets.picture(), nets.picture(seed=1)))
    assert list(trace.inputs) == ["input", "input:1"]
    assert edges(trace) == [("input:2", ("input",)), ("input:3", ("input:1",)), ("add", ("input:2", "input:3"))]


@pytest.mark.parametrize("net", nets.RUNNING)
def test_names_are_unique_and_parents_come_before(net):
    trace = captured(net)
    known = set(trace.inputs)
    for call in trace:
        assert call.name not in known
        assert known.issuperset(call.parents)
        assert call.parents
        known.add(call.name)


def test_functional_operations_are_calls_with_their_own_kinds():
    trace = captured(nets.FunctionalMnist)
    assert [(call.name, call.kind) for call in trace] == [
        ("conv1", "conv"),
        ("relu", "activation"),
        ("conv2", "conv"),
        ("relu:1", "activation"),
        ("max_pool2d", "pool"),
        ("flatten", "reshape"),
        ("dropout", "dropout"),
        ("fc", "linear"),
        ("log_softmax", "activation"),
    ]
    assert trace["relu"].function is not None
    assert trace["relu"].module is None
    assert sorted(trace["conv1"].parameters) == ["bias", "weight"]


def test_a_layer_of_the_users_own_with_one_operation_is_one_call():
    square = captured(nets.LeafOfOneOperation)["square"]
    assert (square.op, square.parents) == ("Square", ("conv",))
    assert torch.equal(square.output, square.inputs[0] ** 2)


def test_a_layer_of_the_users_own_with_several_operations_shows_them_all():
    trace = captured(nets.LeafOfSeveralOperations)
    assert edges(trace)[1:] == [
        ("swish.sigmoid", ("conv",)),
        ("swish.mul", ("conv", "swish.sigmoid")),
        ("swish", ("swish.mul",)),
        ("pool", ("swish",)),
    ]


def test_an_identity_is_a_call_and_passes_its_value_on():
    trace = captured(nets.WithIdentity)
    assert edges(trace) == [("conv", ("input",)), ("identity", ("conv",)), ("relu", ("identity",))]
    assert torch.equal(trace["identity"].output, trace["conv"].output)


def test_attention_is_one_call():
    trace = captured(nets.SelfAttention)
    assert edges(trace)[-2:] == [("attention", ("transpose",)), ("add", ("transpose", "attention"))]
    assert trace["attention"].kind == "attention"
    assert [tuple(tensor.shape) for tensor in trace["attention"].output] == [(1, 4, 8), (1, 4, 4)]


def test_a_recurrent_layers_nested_output_is_kept():
    lstm = captured(nets.LSTMAfterConv)["lstm"]
    output, (hidden, _cell) = lstm.output
    assert lstm.output_shape == (1, 6, 5)
    assert torch.equal(output[:, -1], hidden[0])


def test_merges_and_changes_of_one_map_are_told_apart():
    net = module_of(lambda self, x: torch.cat([x + 1, x * 2, x * x.flip(1)]) @ self.fc.weight, fc=nn.Linear(3, 3))
    kinds = {call.name: call.kind for call in capture(net, torch.ones(1, 3))}
    assert kinds == {
        "add": "other",
        "mul": "other",
        "flip": "reshape",
        "mul:1": "merge",
        "cat": "merge",
        "matmul": "linear",
    }


def test_a_mean_over_space_is_pooling_and_other_means_are_not():
    net = module_of(lambda _, x: (x.mean((2, 3)), x.mean(1), x.mean((-1, -2), keepdim=True)))
    assert [call.kind for call in capture(net, nets.picture()) if call.op == "mean"] == ["pool", "other", "pool"]


# ---- values that are written into


@pytest.mark.parametrize("net", [nets.InPlaceReLU, nets.InPlaceFunctionalReLU])
def test_an_activation_in_place_does_not_overwrite_the_convolution(net):
    conv, relu = captured(net).calls[:2]
    assert conv.output.min() < 0
    assert torch.equal(relu.inputs[0], conv.output)
    assert torch.equal(relu.output, conv.output.clamp(min=0))


def test_what_is_written_and_not_returned_feeds_the_next_call():
    trace = captured(nets.InPlaceNotRebound)
    assert edges(trace) == [("conv", ("input",)), ("mul", ("conv",)), ("relu", ("mul",)), ("add", ("relu",))]
    assert torch.equal(trace["add"].inputs[0], (trace["conv"].output * 2).clamp(min=0))


def test_a_write_into_a_view_changes_what_it_is_a_view_of_from_then_on():
    trace = captured(nets.WritesThroughView)
    conv, seen = trace["conv"].output, trace["tanh"].inputs[0]
    assert trace["tanh"].parents == ("mul",)
    assert torch.equal(seen[:, 0], conv[:, 0] * 3)
    assert torch.equal(seen[:, 1:], conv[:, 1:])


@pytest.mark.filterwarnings("ignore:.*torch.jit.script:FutureWarning")
def test_a_write_that_torch_does_not_announce_is_noticed():
    unannounced = torch.jit.script(doubled)

    def forward(self, x):
        y = self.conv(x)
        unannounced(y)
        return torch.tanh(y)

    net = module_of(forward, conv=nn.Conv2d(3, 4, 3))
    trace = capture(net, nets.picture())
    with torch.no_grad():
        expected = net.conv(nets.picture())
    assert [call.name for call in trace] == ["conv", "tanh"]
    assert torch.equal(trace["conv"].output, expected)
    assert torch.equal(trace["tanh"].output, torch.tanh(expected * 2))
    assert trace["tanh"].parents == ("conv",)


def test_a_network_may_write_into_its_input():
    x = nets.picture()
    before = x.clone()
    trace = capture(module_of(lambda _, x: x.mul_(0) + 1), x)
    assert torch.equal(x, before)
    assert torch.equal(trace.inputs["input"], before)
    assert trace.output.eq(1).all()


# ---- inputs and outputs


def test_two_inputs_are_named_in_order_whether_by_place_or_by_name():
    assert edges(captured(nets.TwoInputs)) == [("conv", ("input",)), ("mul", ("conv", "input:1"))]
    assert edges(captured(nets.NamedInputs)) == [("conv", ("input:1",)), ("mul", ("conv", "input"))]


def test_outputs_keep_their_nesting_and_their_other_values():
    first, rest = captured(nets.NestedOutput).output
    assert first.shape == (1, 4, 6, 6)
    assert rest["count"] == 4
    assert rest["maps"][1] is None
    assert torch.equal(rest["maps"][0], first.clamp(min=0))
    assert list(captured(nets.DictOutput).output) == ["out", "aux"]
    assert [tuple(maps.shape[2:]) for maps in captured(nets.ListOutput).output] == [(6, 6), (2, 2)]


def test_an_output_that_is_the_input_is_one_call():
    trace = captured(nets.ReturnsItsInput)
    assert len(trace) == 1
    assert trace.calls[0].parents == ("input",)
    assert torch.equal(trace.output, nets.picture())


def test_a_trace_is_looked_up_by_name():
    trace = captured(nets.SharedReLU)
    assert isinstance(trace, Trace)
    assert len(trace) == len(list(trace)) == 4
    assert "relu:1" in trace
    assert "relu:2" not in trace
    assert "input" not in trace
    assert trace["relu"] is trace.calls[1]
    with pytest.raises(KeyError):
        trace["relu:2"]


def test_class_scores_are_a_vector_of_one_picture_and_nothing_else():
    assert captured(nets.FunctionalMnist).scores.shape == (10,)
    assert captured(nets.SharedReLU).scores is None
    assert capture(module_of(lambda _, x: x.flatten(1)), torch.ones(2, 3, 1, 1)).scores is None
    assert capture(module_of(lambda _, x: x.flatten(1).argmax(1, keepdim=True)), nets.picture()).scores is None


def test_half_precision_and_whole_numbers_stay_what_they_are():
    half = capture(nets.SharedReLU.build().half(), nets.picture().half())
    assert {call.output.dtype for call in half} == {torch.float16}
    words = capture(module_of(lambda self, x: self.table(x), table=nn.Embedding(9, 2)), torch.tensor([[3, 8]]))
    assert words.inputs["input"].dtype == torch.int64
    assert words["table"].output_shape == (1, 2, 2)
