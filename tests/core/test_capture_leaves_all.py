"""A capture leaves everything as it was, also after a failure and beside another thread, and says what failed."""

import threading

import nets
import pytest
import torch
import torch.nn.functional as F
from condition import condition
from forward import module_of
from torch import nn

from explorer.core.capture import capture
from explorer.errors import ModelError


def mixed_flags():
    net = nets.DropoutAndBatchNorm.build().train()
    net.norm.eval()
    net.conv.weight.requires_grad_(False)
    return net


def test_everything_is_as_before_after_success():
    net = mixed_flags()
    before = condition(net)
    first, second = capture(net, nets.picture()), capture(net, nets.picture())
    assert condition(net) == before
    assert before["hooks"] == []
    assert [net.training, net.norm.training, net.dropout.training] == [True, False, True]
    assert torch.equal(first.output, second.output)
    assert torch.is_grad_enabled()
    assert torch.get_default_dtype() == torch.float32


def test_everything_is_as_before_after_an_exception_in_forward():
    def forward(self, x):
        torch.rand(3)
        torch.set_grad_enabled(True)
        return self.conv(F.dropout(x, 0.5, training=True)).view(7, -1, 11)

    net = module_of(forward, conv=nn.Conv2d(3, 4, 3), norm=nn.BatchNorm2d(4)).train()
    net.norm.eval()
    before = condition(net)
    with pytest.raises(ModelError):
        capture(net, nets.picture())
    assert condition(net) == before
    assert torch.is_grad_enabled()
    with torch.no_grad():
        with pytest.raises(ModelError):
            capture(net, nets.picture())
        assert not torch.is_grad_enabled()


def test_random_numbers_are_drawn_from_a_stream_that_others_do_not_notice():
    net = module_of(lambda _, x: F.dropout(x, 0.5, training=True))
    expected = torch.rand(3, generator=torch.Generator().manual_seed(5))
    torch.manual_seed(5)
    capture(net, nets.picture())
    assert torch.equal(torch.rand(3), expected)


def test_no_graph_of_gradients_is_kept():
    trace = capture(nets.SharedReLU.build(), nets.picture().requires_grad_())
    values = [trace.output, *trace.inputs.values(), *(call.output for call in trace)]
    assert [value for value in values if value.requires_grad or value.grad_fn is not None] == []


# ---- failures


def test_the_sentence_names_the_layer_the_shape_and_the_reason():
    with pytest.raises(ModelError) as caught:
        capture(nets.RaisesInForward.build(), nets.picture())
    sentence = str(caught.value)
    assert sentence.startswith("The model failed in 'features.2' on an input of shape 1×3×8×8: ")
    assert "expected input[1, 4, 6, 6] to have 5 channels" in sentence
    assert "\n" not in sentence
    assert isinstance(caught.value.__cause__, RuntimeError)


def fallback_network(then):
    def forward(self, x):
        try:
            y = self.broken(x)
        except RuntimeError:
            y = self.fallback(x)
        return then(self, y)

    return module_of(
        forward, broken=nn.Conv2d(5, 4, 3), fallback=nn.Conv2d(3, 4, 3), last=nn.Conv2d(7, 1, 1)
    )  # fmt: skip


def test_a_network_may_catch_its_own_exception():
    trace = capture(fallback_network(lambda _, y: y.relu()), nets.picture())
    assert [(call.name, call.parents) for call in trace] == [("fallback", ("input",)), ("relu", ("fallback",))]


def test_the_layer_that_failed_is_named_and_not_one_whose_error_was_caught():
    with pytest.raises(ModelError, match="failed in 'last'"):
        capture(fallback_network(lambda self, y: self.last(y)), nets.picture())


def test_a_capture_may_be_asked_for_while_an_exception_is_handled():
    try:
        raise OSError("no weights")
    except OSError:
        trace = capture(nets.SharedReLU.build(), nets.picture())
    assert [call.name for call in trace] == ["conv1", "relu", "conv2", "relu:1"]


# ---- threads


@pytest.mark.parametrize("shared", [True, False], ids=["one network", "two networks"])
def test_two_threads_get_traces_of_their_own(shared):
    networks = [nets.SharedReLU.build(), nets.SharedReLU.build()]
    pictures = [nets.picture(seed=seed) for seed in (0, 1)]
    expected = [capture(networks[0], x).output for x in pictures]
    found = [[], []]
    together = threading.Barrier(2)

    def work(number):
        together.wait()
        for _ in range(20):
            found[number].append(capture(networks[0 if shared else number], pictures[number]))

    threads = [threading.Thread(target=work, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for traces, output in zip(found, expected, strict=True):
        assert len(traces) == 20
        assert all([call.name for call in trace] == ["conv1", "relu", "conv2", "relu:1"] for trace in traces)
        assert all(torch.equal(trace.output, output) for trace in traces)


def test_another_thread_that_runs_the_same_network_is_not_captured():
    inside, done = threading.Event(), threading.Event()

    def forward(self, x):
        if threading.current_thread() is not other:
            inside.set()
            assert done.wait(30)
        return self.relu(x)

    net = module_of(forward, relu=nn.ReLU())

    def run():
        assert inside.wait(30)
        net(-nets.picture())
        done.set()

    other = threading.Thread(target=run)
    other.start()
    trace = capture(net, nets.picture())
    other.join()
    assert [call.name for call in trace] == ["relu"]
    assert torch.equal(trace["relu"].output, nets.picture().clamp(min=0))
