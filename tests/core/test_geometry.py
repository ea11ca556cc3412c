"""The facts of a call: against torch's own sizes and counts, and against numbers worked out by hand."""

from __future__ import annotations

import itertools
import re

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from explorer.core.geometry import (
    activation_bytes,
    bytes_text,
    call_record,
    count_text,
    macs,
    macs_product,
    output_size_formula,
    output_sizes,
    parameter_count,
    parameters_product,
    shape_text,
)
from explorer.core.graph import Call
from explorer.core.settings import conv_window, pool_window

pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")


def module_call(module, *inputs, kind="other", name="layer", **kwargs):
    with torch.no_grad():
        output = module(*inputs, **kwargs)
    parameters = {**dict(module.named_parameters()), **dict(module.named_buffers())}
    return Call(
        name, name, 0, kind, type(module).__name__, inputs, output, ("input",), parameters, module,
        args=inputs, kwargs=kwargs,
    )  # fmt: skip


def function_call(function, *args, **kwargs):
    nested = [t for a in (*args, *kwargs.values()) for t in (a if isinstance(a, (tuple, list)) else [a])]
    inputs = tuple(t for t in nested if isinstance(t, torch.Tensor))
    parameters = {f"p{i}": t for i, t in enumerate(inputs) if isinstance(t, nn.Parameter)}
    with torch.no_grad():
        output = function(*args, **kwargs)
    name = function.__name__
    return Call(
        name, name, 0, "other", name, inputs, output, (), parameters, function=function, args=args, kwargs=kwargs
    )


def maps(channels, height, width=None):
    return torch.zeros(1, channels, height, width or height)


# ---- output-size formulas


@pytest.mark.parametrize(
    ("module", "size", "formula"),
    [
        (nn.Conv2d(1, 1, 3, padding=1), 14, "⌊(14 + 2·1 − 3) / 1⌋ + 1 = 14"),
        (nn.Conv2d(1, 1, 3, padding=2, dilation=2), 14, "⌊(14 + 2·2 − 2·(3 − 1) − 1) / 1⌋ + 1 = 14"),
        (nn.Conv2d(1, 1, 3, stride=3), 7, "⌊(7 + 2·0 − 3) / 3⌋ + 1 = 2"),
        (nn.Conv2d(1, 1, 4, padding="same"), 14, "⌊(14 + 1 + 2 − 4) / 1⌋ + 1 = 14"),
        (nn.MaxPool2d(2, ceil_mode=True), 7, "⌈(7 + 2·0 − 2) / 2⌉ + 1 = 4"),
        (
            nn.MaxPool2d(2, 3, padding=1, ceil_mode=True),
            5,
            "⌈(5 + 2·1 − 2) / 3⌉ + 1 − 1 = 2 (a last window that would start beyond the input is left out)",
        ),
        (nn.ConvTranspose2d(1, 1, 3, 2, 1, 1), 7, "(7 − 1)·2 − 2·1 + 3 + 1 = 14"),
        (nn.ConvTranspose2d(1, 1, 3, 2, dilation=2), 7, "(7 − 1)·2 − 2·0 + 2·(3 − 1) + 0 + 1 = 17"),
        (nn.AdaptiveAvgPool2d(7), 14, "7 as asked for: windows of 2 over 14"),
        (nn.AdaptiveAvgPool2d(3), 10, "3 as asked for: windows of 4 over 10"),
        (nn.AdaptiveAvgPool2d(5), 7, "5 as asked for: windows of 2 to 3 over 7"),
        (nn.AdaptiveMaxPool2d(1), 7, "1: one window over all 7 × 7 = 49 cells"),
    ],
)
def test_the_formula_has_this_layers_numbers(module, size, formula):
    call = module_call(module, maps(1, size))
    assert output_size_formula(call) == formula


def test_height_and_width_that_differ_have_a_formula_each():
    call = module_call(nn.Conv2d(1, 1, (3, 5)), maps(1, 28))
    assert output_size_formula(call) == "height: ⌊(28 + 2·0 − 3) / 1⌋ + 1 = 26\nwidth: ⌊(28 + 2·0 − 5) / 1⌋ + 1 = 24"


def test_functions_signals_and_global_means_have_formulas_too():
    assert output_size_formula(function_call(F.max_pool2d, maps(1, 28), 2)) == "⌊(28 + 2·0 − 2) / 2⌋ + 1 = 14"
    assert output_size_formula(module_call(nn.Conv1d(1, 1, 3), torch.zeros(1, 1, 9))) == "⌊(9 + 2·0 − 3) / 1⌋ + 1 = 7"
    assert (
        output_size_formula(function_call(torch.mean, maps(2, 7), (2, 3))) == "1: one window over all 7 × 7 = 49 cells"
    )


def test_other_calls_have_no_formula():
    assert output_size_formula(module_call(nn.ReLU(), maps(1, 3))) is None
    assert output_size_formula(module_call(nn.Linear(3, 2), torch.zeros(1, 3))) is None


def number_after_equals(formula):
    """The counts that a formula ends with, one per line, and whether each is what its own left side comes to."""
    results = []
    for line in formula.splitlines():
        left, _, right = line.split(": ")[-1].partition(" = ")
        text = left.replace("−", "-").replace("·", "*").replace("/", "//")
        # ⌈a / b⌉ = -(-a // b)
        text = re.sub(r"⌈\((.*)\) // (\d+)⌉", r"-(-(\1) // \2)", text).replace("⌊", "(").replace("⌋", ")")
        assert eval(text) == int(right.split()[0]), line
        results.append(int(right.split()[0]))
    return results


KERNELS, STRIDES, PADDINGS, DILATIONS, SIZES = (1, 2, 3, 5), (1, 2, 3), (0, 1, 2), (1, 2, 3), (7, 8, 11, 13)


def sizes_agree(module, height, width, window_of):
    try:
        call = module_call(module, maps(1, height, width))
    except RuntimeError:  # torch refuses kernels that do not fit and paddings over half a kernel
        return False
    expected = list(call.output_shape[2:])
    assert list(output_sizes(window_of(call), (height, width))) == expected
    found = number_after_equals(output_size_formula(call))
    assert found == expected or (len(found) == 1 and found * 2 == expected)
    return True


def test_convolution_formulas_equal_torchs_sizes_over_a_grid_of_settings():
    grid = itertools.product(KERNELS, STRIDES, PADDINGS, DILATIONS, SIZES)
    tried = [sizes_agree(nn.Conv2d(1, 1, k, s, p, d), n, n + 3, conv_window) for k, s, p, d, n in grid]
    assert sum(tried) > 300


def test_transposed_formulas_equal_torchs_sizes_over_a_grid_of_settings():
    grid = itertools.product(KERNELS, STRIDES, PADDINGS, (0, 1, 2), DILATIONS, (3, 6))
    tried = [
        sizes_agree(nn.ConvTranspose2d(1, 1, k, s, p, o, dilation=d), n, n + 3, conv_window)
        for k, s, p, o, d, n in grid
    ]
    assert sum(tried) > 300


@pytest.mark.parametrize("ceil_mode", [False, True])
def test_pooling_formulas_equal_torchs_sizes_over_a_grid_of_settings(ceil_mode):
    grid = list(itertools.product(KERNELS, (1, 2, 3, 4), PADDINGS, SIZES))
    largest = [
        sizes_agree(nn.MaxPool2d(k, s, p, d, ceil_mode=ceil_mode), n, n + 3, pool_window)
        for (k, s, p, n), d in itertools.product(grid, DILATIONS)
    ]
    means = [sizes_agree(nn.AvgPool2d(k, s, p, ceil_mode), n, n + 3, pool_window) for k, s, p, n in grid]
    assert sum(largest) > 200
    assert sum(means) > 100


# ---- parameters


@pytest.mark.parametrize(
    ("module", "x", "kind", "product"),
    [
        (nn.Conv2d(16, 32, 3), maps(16, 4), "conv", "32·(16·3·3) + 32 = 4,640"),
        (nn.Conv2d(16, 32, 3, groups=4, bias=False), maps(16, 4), "conv", "32·(16/4·3·3) = 1,152"),
        (nn.Conv2d(8, 8, (3, 5), groups=8), maps(8, 6), "conv", "8·(8/8·3·5) + 8 = 128"),
        (nn.ConvTranspose2d(16, 32, 3, groups=2), maps(16, 4), "conv", "32·(16/2·3·3) + 32 = 2,336"),
        (nn.Conv1d(4, 2, 3), torch.zeros(1, 4, 5), "conv", "2·(4·3) + 2 = 26"),
        (nn.Linear(1024, 64), torch.zeros(1, 1024), "linear", "64·1,024 + 64 = 65,600"),
        (nn.BatchNorm2d(64).eval(), maps(64, 2), "norm", "2·64 = 128"),
        (nn.BatchNorm2d(64, affine=False).eval(), maps(64, 2), "norm", "0"),
        (nn.LayerNorm((3, 4)), torch.zeros(1, 3, 4), "norm", "2·(3·4) = 24"),
        (nn.PReLU(5), maps(5, 2), "activation", "5"),
        (nn.ReLU(), maps(5, 2), "activation", "0"),
    ],
)
def test_parameters_are_a_product_of_this_layers_numbers(module, x, kind, product):
    call = module_call(module, x, kind=kind)
    assert parameters_product(call) == product
    assert parameter_count(call) == sum(p.numel() for p in module.parameters())


def test_functions_count_the_parameters_that_they_were_given_and_no_fixed_kernels():
    weight, bias = nn.Parameter(torch.zeros(2, 1, 3, 3)), nn.Parameter(torch.zeros(2))
    assert parameters_product(function_call(F.conv2d, maps(1, 5), weight, bias)) == "2·(1·3·3) + 2 = 20"
    assert parameters_product(function_call(F.conv2d, maps(1, 5), weight.detach(), bias.detach())) == "0"


def test_a_computed_weight_is_not_counted_beside_the_parameters_it_comes_from():
    module = nn.utils.parametrizations.weight_norm(nn.Conv2d(2, 3, 3))
    call = module_call(module, maps(2, 5))
    named = {"weight": module.weight, "bias": module.bias, **dict(module.named_parameters())}
    call = Call("c", "c", 0, "conv", "Conv2d", call.inputs, call.output, (), named, module)
    assert parameter_count(call) == sum(p.numel() for p in module.parameters()) == 3 * 18 + 3 + 3
    assert parameters_product(call) == "60"


# ---- multiply-accumulates


def torch_macs(run):
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        run()
    return counter.get_total_flops() // 2


@pytest.mark.parametrize(
    ("module", "x", "product"),
    [
        (nn.Conv2d(16, 32, 3, padding=1), maps(16, 14), "32·14·14 · 16·3·3 = 903,168"),
        (nn.Conv2d(16, 32, 3, groups=4), maps(16, 6), "32·4·4 · 16/4·3·3 = 18,432"),
        (nn.Conv2d(4, 4, 3, dilation=2, groups=4), maps(4, 8, 6), "4·4·2 · 4/4·3·3 = 288"),
        (nn.ConvTranspose2d(16, 32, 3, 2), maps(16, 7), "16·7·7 · 32·3·3 = 225,792"),
        (nn.ConvTranspose2d(16, 32, 3, 2, groups=4), maps(16, 7), "16·7·7 · 32/4·3·3 = 56,448"),
        (nn.Conv3d(2, 3, 2), torch.zeros(1, 2, 3, 3, 3), "3·2·2·2 · 2·2·2·2 = 384"),
        (nn.Linear(1024, 64), torch.zeros(1, 1024), "64 · 1,024 = 65,536"),
        (nn.Linear(8, 6), torch.zeros(1, 5, 8), "5·6 · 8 = 240"),
    ],
)
def test_macs_are_a_product_and_equal_torchs_counter(module, x, product):
    call = module_call(module, x)
    assert macs_product(call) == product
    assert macs(call) == torch_macs(lambda: module(x))


def test_what_multiplies_nothing_has_no_macs():
    calls = [
        module_call(nn.ReLU(), maps(2, 2)),
        module_call(nn.BatchNorm2d(2).eval(), maps(2, 2)),
        function_call(torch.add, maps(2, 2), maps(2, 2)),
    ]
    assert [(macs(call), macs_product(call)) for call in calls] == [(0, "0")] * len(calls)


def test_the_calls_of_resnet18_add_up_to_the_published_numbers():
    torchvision = pytest.importorskip("torchvision")
    with torch.device("meta"):
        model = torchvision.models.resnet18().eval()
        calls = []
        for layer in model.modules():
            if not list(layer.children()):
                layer.register_forward_hook(
                    lambda m, x, y: calls.append(
                        Call("c", "c", 0, "other", type(m).__name__, x, y, (), dict(m.named_parameters()), m)
                    )
                )
        model(torch.zeros(1, 3, 224, 224))
    assert sum(map(macs, calls)) == 1_814_073_344
    assert sum(map(parameter_count, calls)) == 11_689_512


# ---- memory, text, record


def test_bytes_of_every_output_count():
    assert activation_bytes(module_call(nn.ReLU(), maps(64, 56))) == 802_816
    both = module_call(nn.MaxPool2d(2, return_indices=True), maps(1, 4))
    assert activation_bytes(both) == 4 * 4 + 4 * 8


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (25_088, "24.5 KiB"), (802_816, "784.0 KiB"),
     (1024**2, "1.0 MiB"), (5 * 1024**3, "5.0 GiB")],
)  # fmt: skip
def test_bytes_are_told_in_binary_units(count, text):
    assert bytes_text(count) == text


@pytest.mark.parametrize(
    ("shape", "text"),
    [((1, 32, 14, 14), "32 × 14 × 14"), ((2, 3, 4, 4), "2 × 3 × 4 × 4"), ((1, 10), "10"), ((1,), "1"), ((), "")],
)
def test_a_shape_is_told_without_the_batch_of_one(shape, text):
    assert shape_text(shape) == text


def test_the_record_is_what_the_command_line_prints():
    x = torch.zeros(1, 64, 56, 56)
    call = Call("layer1.0.relu:1", "layer1.0.relu", 1, "activation", "ReLU", (x,), x, ("layer1.0.add",), {}, nn.ReLU())
    record = call_record(call)
    assert record == {
        "name": "layer1.0.relu:1", "path": "layer1.0.relu", "index": 1, "kind": "activation", "op": "ReLU",
        "inputs": ["layer1.0.add"], "output_shape": [1, 64, 56, 56], "parameters": 0, "macs": 0,
        "activation_bytes": 802816,
    }  # fmt: skip
    assert list(record) == ["name", "path", "index", "kind", "op", "inputs", "output_shape", "parameters", "macs",
                            "activation_bytes"]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0"), (999, "999"), (1792, "1.79 k"), (999_999, "1 M"), (102_764_544, "103 M"), (1_814_073_344, "1.81 G")],
)
def test_a_count_has_three_digits_and_a_unit(count, text):
    assert count_text(count) == text
