"""What the mosaic's colour bar and backdrop show of a layer, against the slow way."""

import numpy as np
import pytest
import torch
from torch import nn

from explorer.core.mosaic import scale_of
from explorer.views._layer_maps import backdrop
from explorer.views.base import Options
from explorer.views.feature_maps import FeatureMapsView

PIXELS = [[0, 1], [2, 4]]


def computed(ran, job, values, **options):
    """What the view computes of a layer that says `values` (1, C, H, W)."""
    trace = ran(nn.Identity(), torch.as_tensor(values, dtype=torch.float32))
    return FeatureMapsView.compute(trace, trace.calls[0], Options(**options), job)


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("shape", [(2, 9, 7), (3, 250, 250)], ids=str)
def test_the_histogram_counts_the_values_of_each_64th_of_the_range(ran, job, shape, signed):
    values = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    values = values if signed else np.maximum(values, 0)
    found = computed(ran, job, values[None])
    scale = scale_of(values, "layer", signed)
    assert (found.scale.low[0], found.scale.high[0]) == (scale.low[0], scale.high[0])
    sampled = values.reshape(-1)[:: max(1, values.size // 65536)]
    expected, _ = np.histogram(sampled, bins=64, range=scale.common)
    # A value on the border of two bins may be counted in either.
    assert found.histogram.sum() == expected.sum()
    assert np.abs(found.histogram - expected).max() <= 2


def test_zeros_and_the_ends_of_the_range_lie_in_their_bins(ran, job):
    found = computed(ran, job, [[[[-2, 0, 0, 2, float("nan"), float("inf")]]]])
    assert (found.histogram[0], found.histogram[32], found.histogram[-1]) == (1, 2, 1)
    assert found.histogram.sum() == 4


def test_there_is_no_histogram_of_several_ranges(ran, job):
    assert computed(ran, job, [[[[1, 2]], [[3, 4]]]], scale="channel").histogram is None


def test_the_input_lies_under_the_maps_from_black_to_white(ran, job):
    grey = computed(ran, job, [[PIXELS]])
    assert backdrop(grey.seen).tolist() == [[0, 63], [127, 255]]
    colours = backdrop(computed(ran, job, [[PIXELS] * 3]).seen)
    assert colours.shape == (2, 2, 3)
    assert colours[1, 1].tolist() == [255, 255, 255]
    assert (backdrop(computed(ran, job, [[[[7, 7]]]]).seen) == 0).all()
    assert computed(ran, job, [[PIXELS] * 2]).seen is None
