"""What a movement of the input does to every call, by hand on pictures of a few pixels."""

import numpy as np
import pytest
import torch
from torch import nn

from explorer.core.invariance import amounts_for, can_be_moved, invariance, moved
from explorer.errors import Cancelled

ROW = torch.tensor([[[[0.0, 0.0, 3.0, 4.0, 0.0, 0.0]]]])


def silent(done, whole):
    """Nobody listens."""


def run(module, x=ROW, movement="shift", amounts=(-1, 0, 1), tell=silent):
    return invariance(module.eval(), x, movement, amounts, tell)


def test_a_shift_repeats_the_edge():
    x = torch.tensor([[[[1.0, 2.0, 3.0]]]])
    assert moved(x, "shift", 1).tolist() == [[[[1, 1, 2]]]]
    assert moved(x, "shift", -2).tolist() == [[[[3, 3, 3]]]]


def test_a_quarter_turn_is_counter_clockwise_and_no_amount_changes_nothing():
    x = torch.arange(9.0).reshape(1, 1, 3, 3)
    np.testing.assert_allclose(moved(x, "rotate", 90), torch.rot90(x, 1, (2, 3)), atol=1e-5)
    assert moved(x, "rotate", 0) is x


def test_a_quarter_turn_of_an_oblong_picture_keeps_its_middle_upright():
    x = torch.zeros(1, 1, 3, 7)
    x[..., 1, 2:5] = 1
    turned = moved(x, "rotate", 90)
    np.testing.assert_allclose(turned[0, 0, :, 3], 1, atol=1e-5)
    assert float(turned[0, 0, :, [0, 1, 5, 6]].abs().max()) < 1e-5


def test_twice_as_large_shows_the_middle():
    x = torch.tensor([[[[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]] * 8]])
    # Read at 1.75, 2.25, ... between the pixels of the middle half.
    expected = [0.75, 1, 1, 0.75, 0.25, 0, 0, 0]
    np.testing.assert_allclose(moved(x, "scale", 100)[0, 0, 4], expected, atol=1e-6)


def test_the_change_of_a_call_by_hand():
    found = run(nn.Sequential(nn.Identity()))
    # (0,0,3,4,0,0) against (0,0,0,3,4,0): the difference is (3,1,-4), the product 12, each norm 5.
    np.testing.assert_allclose(found.changes["0"].relative, [np.sqrt(26) / 5, 0, np.sqrt(26) / 5], rtol=1e-6)
    np.testing.assert_allclose(found.changes["0"].cosine, [12 / 25, 1, 12 / 25], rtol=1e-6)


def test_global_pooling_does_not_see_a_shift():
    found = run(nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()))
    np.testing.assert_allclose(found.changes["1"].relative, 0, atol=1e-6)
    np.testing.assert_allclose(found.pooled["0"]["own"], 1, rtol=1e-6)


def test_the_same_windows_pooled_otherwise():
    found = run(nn.Sequential(nn.MaxPool2d((1, 2)))).pooled["0"]
    # Pairs (0,0)(3,4)(0,0); a step right (0,0)(0,3)(4,0), a step left (0,3)(4,0)(0,0).
    np.testing.assert_allclose(found["max"], [4 / 5, 1, 3 / 5], rtol=1e-6)
    np.testing.assert_array_equal(found["own"], found["max"])
    np.testing.assert_allclose(found["average"], [4 / 5, 1, 3 / 5], rtol=1e-6)
    # Corners 0 3 0; 0 0 4; 0 4 0.
    np.testing.assert_allclose(found["strided"], [1, 1, 0], atol=1e-7)
    np.testing.assert_allclose(found["none"], [12 / 25, 1, 12 / 25], rtol=1e-6)


def test_a_silent_call_cannot_be_compared():
    found = run(nn.Sequential(nn.Threshold(10, 0.0), nn.MaxPool2d((1, 2))))
    assert np.isnan(found.changes["0"].relative).all()
    assert np.isnan(found.pooled["1"]["max"]).all()


def test_a_signal_of_one_dimension_is_pooled_too():
    found = run(nn.Sequential(nn.Flatten(1, 2), nn.MaxPool1d(2)))
    np.testing.assert_allclose(found.pooled["1"]["max"], [4 / 5, 1, 3 / 5], rtol=1e-6)


def test_it_tells_how_far_it_is_and_can_be_stopped():
    told = []
    run(nn.Sequential(nn.ReLU()), tell=lambda done, whole: told.append((done, whole)))
    assert told == [(0, 3), (1, 3), (2, 3)]

    def stop(done, whole):
        raise Cancelled("no")

    with pytest.raises(Cancelled):
        run(nn.Sequential(nn.ReLU()), tell=stop)


def test_what_is_too_large_to_hold_is_left_out(monkeypatch):
    monkeypatch.setattr("explorer.core.invariance._LIMIT", 6 * 4)
    found = run(nn.Sequential(nn.ReLU(), nn.ReLU()))
    assert (list(found.changes), found.left_out) == (["0"], 1)


def test_a_call_that_is_left_out_takes_no_room_from_later_ones(monkeypatch):
    monkeypatch.setattr("explorer.core.invariance._LIMIT", 6 * 4)
    found = run(nn.Sequential(nn.ZeroPad2d(1), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.ReLU()))
    # 24 numbers do not fit; one pooled to a single one holds its input, too; the last two hold one each.
    assert (list(found.changes), found.left_out) == (["2", "3"], 2)


def test_what_is_held_of_a_pooling_call_counts_too(monkeypatch):
    # Six numbers of the first; of the second its three, those of three ways and its own, and six that go in.
    pair = nn.Sequential(nn.ReLU(), nn.MaxPool2d((1, 2)))
    for room, expected in ((6 + 5 * 3 + 6, ["0", "1"]), (6 + 5 * 3 + 5, ["0"])):
        monkeypatch.setattr("explorer.core.invariance._LIMIT", 4 * room)
        found = run(pair)
        assert (list(found.changes), list(found.pooled)) == (expected, expected[1:])


def test_the_usual_amounts():
    assert amounts_for("shift", 28).tolist() == list(range(-6, 7))
    assert amounts_for("shift", 224)[-1] == 48
    assert (amounts_for("rotate", 28)[0], amounts_for("scale", 28)[-1]) == (-30, 30)


def test_only_one_picture_can_be_moved():
    assert can_be_moved(ROW)
    assert not can_be_moved((ROW,))
    assert not can_be_moved(torch.zeros(1, 3, dtype=torch.float32))
    assert not can_be_moved(torch.zeros(1, 1, 2, 2, dtype=torch.int64))
