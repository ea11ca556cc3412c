"""The experiment behind the pooling view's curves: made when wished, kept, given up when others wait."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

import explorer
from explorer.core.capture import capture
from explorer.core.invariance import invariance
from explorer.data.strokes import DIGITS, drawn
from explorer.errors import Cancelled
from explorer.jobs import Job
from explorer.views import _shift_test
from explorer.views._shift_test import PoolingOptions
from explorer.views.base import Options, Subject


@pytest.fixture(scope="module")
def digits():
    torch.set_num_threads(1)
    return explorer.load("digits")


@pytest.fixture
def job():
    return Job("view", "view", lambda job: None, lambda result: None, lambda error: None)


class Counting(nn.Sequential):
    runs = 0

    def forward(self, x):
        type(self).runs += 1
        return super().forward(x)


@pytest.fixture
def small(digits):
    """A model of one pooling layer that counts its runs."""
    Counting.runs = 0
    return replace(digits, module=Counting(nn.MaxPool2d(2)).eval(), name="small")


def asked(model, x, job, wish=1, movement="shift"):
    call = capture(model.module, x)["0" if "0" in capture(model.module, x) else "pool2"]
    Counting.runs = 0
    return _shift_test.tested(call, Options(own=PoolingOptions(wish, movement), subject=Subject(model, x)), job)


X = torch.rand(1, 1, 28, 28, generator=torch.Generator().manual_seed(0))


def test_nothing_is_made_unasked(small, job):
    assert asked(small, X, job, wish=0) is None
    assert Counting.runs == 0


def test_it_is_made_once_for_each_input_and_movement(small, job):
    first = asked(small, X, job)
    assert (Counting.runs, first.call, first.stale) == (13, "0", False)
    assert first.found.pooled["0"]["own"][6] == 1
    assert asked(small, X.clone(), job, wish=2).found is first.found
    assert Counting.runs == 0
    assert asked(small, X, job, movement="rotate").found.amounts[-1] == 30
    assert Counting.runs == 13
    assert asked(small, 1 - X, job).found is not first.found


def test_while_others_wait_an_earlier_one_is_shown_and_said_to_be_old(small, job):
    job.others_wait = True
    nothing = asked(small, X, job)
    assert (nothing.found, nothing.stale) == (None, True)
    job.others_wait = False
    first = asked(small, X, job)
    job.others_wait = True
    second = asked(small, 1 - X, job)
    assert (second.found is first.found, second.stale) == (True, True)


def written(parameter):
    with torch.no_grad():
        parameter.fill_(2)


def written_unseen(parameter):
    parameter.data.fill_(2)


@pytest.mark.parametrize("write", [written, written_unseen])
def test_of_a_live_network_with_other_weights_it_is_made_anew(small, job, write):
    conv = nn.Conv2d(1, 1, 3)
    live = replace(small, module=Counting(nn.MaxPool2d(2), conv).eval(), source="live")
    first = asked(live, X, job)
    assert asked(live, X, job).found is first.found
    write(conv.weight)
    job.others_wait = True
    assert asked(live, X, job).stale
    job.others_wait = False
    second = asked(live, X, job)
    assert (Counting.runs, second.stale) == (13, False)
    assert (second.found.changes["1"].relative != first.found.changes["1"].relative).any()


def test_a_wish_that_was_taken_back_is_not_made_again(small, job):
    job.cancel()
    with pytest.raises(Cancelled):
        asked(small, X, job)
    again = Job("view", "view", lambda job: None, lambda result: None, lambda error: None)
    assert "stopped" in asked(small, X, again).reason
    assert Counting.runs == 0
    assert asked(small, X, again, wish=2).found is not None


def test_it_says_why_there_is_none(small, job):
    call = capture(small.module, X)["0"]
    own = PoolingOptions(1)
    assert "run again" in _shift_test.tested(call, Options(own=own), job).reason
    assert "one picture" in _shift_test.tested(call, Options(own=own, subject=Subject(small, (X, X))), job).reason


def test_of_a_digit_every_layer_of_both_networks_is_compared(digits, job):
    found = asked(digits, digits.prepare(drawn(DIGITS[7])), job)
    assert found.beside_title == "Digit MLP"
    assert next(iter(found.found.changes)) == "conv1"
    assert list(found.beside.changes) == ["flatten", "fc1", "relu1", "fc2", "relu2", "fc3"]
    np.testing.assert_array_equal(found.found.amounts, np.arange(-6, 7))
    # Behind pooling a moved map is more like itself than before it.
    curves = found.found.pooled["pool2"]
    assert (curves["max"][[4, 8]] > curves["none"][[4, 8]]).all()


def test_moved_digits_change_less_than_half_as_much_behind_convolutions_on_average(digits):
    mlp, changes = explorer.load("digits-mlp"), []
    for number in range(10):
        x = digits.prepare(drawn(DIGITS[number]))
        pair = ((digits, "fc1"), (mlp, "fc3"))
        runs = [(invariance(m.module, x, "shift", (-2, 0, 2), lambda done, whole: None), last) for m, last in pair]
        changes.append([run.changes[last].relative for run, last in runs])
    own, other = np.mean(changes, axis=0)
    assert (own[[0, 2]] < other[[0, 2]] / 2).all()


def test_the_fully_connected_network_is_compared_with_the_other(job):
    mlp = explorer.load("digits-mlp")
    x = mlp.prepare(drawn(DIGITS[3]))
    call = capture(mlp.module, x)["fc1"]
    found = _shift_test.tested(call, Options(own=PoolingOptions(1), subject=Subject(mlp, x)), job)
    assert (found.title, found.beside_title) == ("Digit MLP", "Digit CNN")
