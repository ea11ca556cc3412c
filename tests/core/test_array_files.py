import io

import nets
import numpy as np
import pytest
import torch
from torch import nn

from explorer.core.array_files import NamedArray, array_of, arrays_of, write_array
from explorer.core.capture import capture
from explorer.errors import Cancelled, ExplorerError


@pytest.fixture
def trace():
    torch.manual_seed(1)
    return capture(
        nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(64, 5)).eval(), torch.randn(1, 3, 6, 6)
    )


def read_csv(path):
    return np.genfromtxt(path, delimiter=",", dtype=np.float32)


@pytest.mark.parametrize("ending", ["npy", "npz", "csv"])
def test_a_map_reads_back_as_the_very_numbers_of_its_channel(trace, tmp_path, ending):
    path = tmp_path / "map.anything"
    write_array(path, array_of(trace, trace["0"], 2, "map"), ending)
    if ending == "csv":
        read = read_csv(path)
    else:
        loaded = np.load(path, allow_pickle=False)
        read = loaded if ending == "npy" else loaded["0[2]"]
    assert read.dtype == np.float32
    assert np.array_equal(read, trace["0"].output[0, 2].numpy())


def test_a_kernel_is_that_of_its_output_channel(trace):
    kernel = array_of(trace, trace["0"], 3, "kernel")
    assert kernel.name == "0.weight[3]"
    assert np.array_equal(kernel.array, trace["0"].module.weight[3].detach().numpy())
    row = array_of(trace, trace["3"], 4, "kernel")
    assert np.array_equal(row.array, trace["3"].module.weight[4].detach().numpy())


def test_the_kernel_of_a_transposed_convolution_is_by_output_channel():
    trace = capture(nn.ConvTranspose2d(2, 3, 2).eval(), torch.ones(1, 2, 2, 2))
    call = trace.calls[0]
    assert np.array_equal(array_of(trace, call, 1, "kernel").array, call.module.weight[:, 1].detach().numpy())


def test_whole_tensors_keep_shape_and_type():
    trace = capture(nn.Conv2d(1, 2, 1).double().eval(), torch.ones(1, 1, 2, 2, dtype=torch.float64))
    call = trace.calls[0]
    for which, tensor in (("output", call.output), ("weight", call.module.weight), ("input", trace.inputs["input"])):
        array = array_of(trace, call, 0, which).array
        assert array.dtype == np.float64
        assert np.array_equal(array, tensor.detach().numpy())


def test_more_than_two_dimensions_are_written_a_line_a_value(trace, tmp_path):
    named = array_of(trace, trace["0"], 0, "output")
    write_array(tmp_path / "a.csv", named, "csv")
    lines = (tmp_path / "a.csv").read_text().splitlines()
    assert lines[0] == "item,channel,row,column,value"
    assert len(lines) == 1 + named.array.size
    table = read_csv(io.StringIO("\n".join(lines[1:])))
    places = table[:, :4].astype(int)
    assert np.array_equal(named.array[tuple(places.T)], table[:, 4])


def test_odd_numbers_survive(tmp_path):
    array = np.array([[np.nan, np.inf, -np.inf], [np.float32(1e-45), np.float32(0.1), -0.0]], np.float32)
    write_array(tmp_path / "a.csv", NamedArray("odd", array, ("row", "column")), "csv")
    assert np.array_equal(read_csv(tmp_path / "a.csv"), array, equal_nan=True)
    numbers = NamedArray("whole", np.array([2**53 + 1, -1]), ("cell",))
    write_array(tmp_path / "b.csv", numbers, "csv")
    assert (tmp_path / "b.csv").read_text() == "9007199254740993,-1\n"


def test_what_there_is_to_write_depends_on_the_layer(trace):
    assert arrays_of(trace, trace["0"]) == ["map", "output", "kernel", "weight", "input"]
    assert arrays_of(trace, trace["1"]) == ["map", "output", "input"]
    norm = capture(nn.BatchNorm2d(2).eval(), torch.ones(1, 2, 2, 2))
    assert arrays_of(norm, norm.calls[0]) == ["map", "output", "weight", "input"]


def test_values_that_were_not_kept_are_said_to_be_missing():
    trace = capture(nets.SharedReLU().eval(), nets.picture(), keep=("conv2",))
    assert arrays_of(trace, trace["conv1"]) == ["kernel", "weight", "input"]
    with pytest.raises(ExplorerError, match="conv1 has no map"):
        array_of(trace, trace["conv1"], 0, "map")


def test_a_long_table_tells_how_far_it_is_and_can_be_stopped(tmp_path):
    named = NamedArray("many", np.zeros((3, 100, 100), np.float32), ("channel", "row", "column"))
    told = []

    def tell(done, whole):
        told.append((done, whole))
        if len(told) == 2:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        write_array(tmp_path / "a.csv", named, "csv", tell)
    assert told[0] == (len("channel,row,column,value\n"), None)
    assert told[1][0] > 16_000
