"""The network as columns: what is folded, what feeds what, and the small pictures. No window."""

import numpy as np
import pytest
import torch
from forward import module_of
from torch import nn

from explorer.core.capture import capture
from explorer.core.graph import INPUT
from explorer.core.mosaic import GAP, LAST
from explorer.gui.strip_columns import (
    Block,
    Column,
    column_picture,
    columns_of,
    first_open_scopes,
    scopes_of,
)


class Residual(nn.Module):
    """Five calls: conv1, relu, conv2, add, relu:1."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(2, 2, 3, padding=1), nn.Conv2d(2, 2, 3, padding=1)
        self.relu = nn.ReLU()

    def forward(self, x):
        y = self.conv2(self.relu(self.conv1(x)))
        y += x
        return self.relu(y)


def residual_network(blocks=2, stages=1):
    """A stem, stages of residual blocks, pooling, a head."""
    layers = {"stem": nn.Conv2d(1, 2, 3, padding=1)}
    layers |= {f"layer{s}": nn.Sequential(*[Residual() for _ in range(blocks)]) for s in range(1, stages + 1)}
    layers |= {"pool": nn.AdaptiveAvgPool2d(1), "fc": nn.Linear(2, 3)}

    def forward(self, x):
        x = self.stem(x)
        for stage in range(1, stages + 1):
            x = getattr(self, f"layer{stage}")(x)
        return self.fc(self.pool(x).flatten(1))

    return capture(module_of(forward, **layers), torch.ones(1, 1, 6, 6))


@pytest.fixture(scope="module")
def trace():
    return residual_network()


def titles(columns):
    return [column.title for column in columns.columns]


def test_scopes_are_the_modules_around_a_call():
    assert scopes_of("layer1.0.relu") == ["layer1", "layer1.0"]
    assert scopes_of("conv1") == []


# ---- folding


def test_everything_folded(trace):
    found = columns_of(trace, frozenset())
    assert titles(found) == ["input", "stem", "layer1", "pool", "flatten", "fc"]
    block = found.columns[2]
    assert (block.folded, block.scope, block.name, len(block.calls)) == (True, "layer1", "layer1.1.relu:1", 10)
    assert block.kinds == ("conv", "activation", "merge")
    assert block.shape == (2, 6, 6)
    assert found.blocks == ()
    assert found.edges == ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5))


def test_a_stage_unfolded_shows_its_blocks(trace):
    found = columns_of(trace, {"layer1"})
    assert titles(found) == ["input", "stem", "layer1.0", "layer1.1", "pool", "flatten", "fc"]
    assert found.blocks == (Block("layer1", 2, 3),)
    assert (2, 3) in found.edges


def test_a_block_unfolded_shows_its_calls_and_its_skip(trace):
    found = columns_of(trace, {"layer1", "layer1.0"})
    assert titles(found)[2:8] == ["conv1", "relu", "conv2", "add", "relu:1", "layer1.1"]
    assert found.blocks == (Block("layer1.0", 2, 6), Block("layer1", 7, 7))
    assert (1, 5) in found.edges
    assert sorted(set(found.edges) - {(1, 5)}) == [(number, number + 1) for number in range(10)]


def test_an_open_block_in_a_folded_stage_stays_folded_away(trace):
    assert titles(columns_of(trace, {"layer1.0"})) == titles(columns_of(trace, frozenset()))


def test_a_block_of_one_call_is_never_folded():
    trace = capture(module_of(lambda self, x: self.only(x), only=nn.Sequential(nn.ReLU())), torch.ones(1, 2, 3, 3))
    (_, column) = columns_of(trace, frozenset()).columns
    assert (column.title, column.folded, column.calls) == ("relu 0", False, ("only.0",))


def test_a_module_that_is_called_twice_is_folded_twice():
    net = module_of(lambda self, x: self.block(self.block(x) * 2), block=Residual())
    found = columns_of(capture(net, torch.ones(1, 2, 4, 4)), frozenset())
    assert titles(found) == ["input", "block", "mul", "block"]
    assert len({column.name for column in found.columns}) == 4
    assert found.edges == ((0, 1), (1, 2), (2, 3))


def test_every_call_has_exactly_one_column_however_it_is_folded(trace):
    for opened in (frozenset(), {"layer1"}, {"layer1", "layer1.1"}, first_open_scopes(trace)):
        found = columns_of(trace, opened)
        calls = [name for column in found.columns for name in column.calls]
        assert calls == [INPUT, *(call.name for call in trace)]
        assert [found.index_of(name) for name in (INPUT, "stem", "fc")] == [0, 1, len(found.columns) - 1]
    assert columns_of(trace, frozenset()).index_of("layer1.0.conv2") == 2
    assert columns_of(trace, frozenset()).index_of("nothing") is None


def test_a_small_network_is_shown_open():
    assert first_open_scopes(residual_network(2)) == {"layer1", "layer1.0", "layer1.1"}


@pytest.mark.parametrize(("blocks", "stages"), [(2, 4), (3, 4), (8, 1), (16, 2)])
def test_a_deep_network_is_opened_as_far_as_it_can_be_read(blocks, stages):
    trace = residual_network(blocks, stages)
    opened = first_open_scopes(trace)
    count = len(columns_of(trace, opened).columns)
    assert count <= 41
    assert count >= min(24, 4 + blocks * stages) or any(
        len(columns_of(trace, opened | {f"layer{stage}"}).columns) > 41 for stage in range(1, stages + 1)
    )


def test_a_second_input_and_its_edges():
    net = module_of(lambda self, a, b: self.conv(a) + b, conv=nn.Conv2d(1, 1, 1))
    found = columns_of(capture(net, (torch.ones(1, 1, 2, 2), torch.ones(1, 1, 2, 2))), frozenset())
    assert titles(found) == ["input", "conv", "add"]
    assert found.edges == ((0, 1), (1, 2), (0, 2))


# ---- pictures


def pictured(output, tiles=4, size=40, channel=None, forward=None):
    """The picture of a network that returns `output` twice as large (or what `forward` makes of it)."""
    trace = capture(module_of(forward or (lambda _, x: x * 2)), torch.as_tensor(output, dtype=torch.float32))
    call = trace.calls[0]
    column = Column(call.name, call.name, (call.name,), (call.kind,), "", call.output_shape[1:])
    return column_picture(trace, column, tiles, size, channel)


MAPS = [[[[0, 1], [2, 3]], [[4, 4], [4, 4]], [[0, 0], [0, 0]], [[1, 0], [0, 0]], [[2, 2], [2, 2]]]]


def test_the_first_maps_on_one_scale():
    found = pictured(MAPS, tiles=2)
    assert (found.channels, found.count, found.signed) == ((0, 1), 5, False)
    # The layer's largest value is 8: 253/8 each, rounded to the nearest.
    assert found.colours.tolist() == [[[0, 63], [127, 190]], [[LAST, LAST], [LAST, LAST]]]
    assert found.values is None


@pytest.mark.parametrize(("channel", "channels"), [(4, (0, 4)), (1, (0, 1)), (0, (0, 1)), (99, (0, 1)), (None, (0, 1))])
def test_the_selected_channel_is_among_them(channel, channels):
    assert pictured(MAPS, tiles=2, channel=channel).channels == channels


def test_large_maps_are_averaged_to_a_tiles_size():
    found = pictured(np.ones((1, 3, 100, 60)), size=25)
    assert found.colours.shape == (3, 25, 15)
    assert (found.colours == LAST).all()


def test_signed_maps_have_zero_in_the_middle():
    found = pictured([[[[-1, 0, 1]]]])
    assert found.signed
    assert found.colours.tolist() == [[[0, 127, LAST]]]


def test_a_short_vector_comes_with_its_numbers():
    found = pictured([[0.5, 1, 2]])
    assert found.values.tolist() == [1, 2, 4]
    assert found.colours.tolist() == [[[63], [127], [LAST]]]
    assert (list(found.channels), found.count) == ([0, 1, 2], 3)


def test_a_long_vector_is_folded_row_by_row():
    found = pictured([list(range(34))])
    # 34 cells, three wide: twelve rows, two cells of the last one empty.
    assert found.colours.shape == (1, 12, 3)
    assert found.colours[0, 0].tolist() == [0, 8, 15]
    assert found.colours[0, -1].tolist() == [LAST, GAP, GAP]
    assert found.values is None
    assert list(found.channels) == list(range(34))


def test_there_may_be_nothing_to_show():
    found = pictured(np.ones((1, 2, 3, 3)), forward=lambda _, x: x[:, :0])
    assert (len(found.colours), found.channels, found.count) == (0, (), 0)


def test_the_input_has_a_picture_too(trace):
    found = column_picture(trace, columns_of(trace, frozenset()).columns[0], 4, 40, None)
    assert (found.count, found.signed) == (1, False)
    assert (found.colours == LAST).all()
