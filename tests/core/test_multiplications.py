"""Multiply-accumulates of matrix products and attention: torch's own counter says the same."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from explorer.core.geometry import macs
from explorer.core.graph import Call


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


def torch_macs(run):
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        run()
    return counter.get_total_flops() // 2


A, B = torch.zeros(3, 4, 5), torch.zeros(3, 5, 6)


@pytest.mark.parametrize(
    ("function", "args"),
    [
        (torch.bmm, (A, B)),
        (torch.matmul, (A, B)),
        (torch.Tensor.matmul, (A[0], B[0])),
        (torch.mm, (A[0], B[0])),
        (torch.matmul, (A, B[0])),
        (torch.baddbmm, (torch.zeros(3, 4, 6), A, B)),
        (torch.addmm, (torch.zeros(4, 6), A[0], B[0])),
        (torch.einsum, ("bij,bjk->bik", A, B)),
        (torch.einsum, ("...ij, jk -> ...ik", A, B[0])),
        (F.linear, (A, torch.zeros(7, 5))),
        (F.scaled_dot_product_attention, (torch.zeros(1, 2, 7, 4), torch.zeros(1, 2, 9, 4), torch.zeros(1, 2, 9, 6))),
    ],
)
def test_products_and_attention_equal_torchs_counter(function, args):
    expected = torch_macs(lambda: function(*args))
    assert expected > 0
    assert macs(function_call(function, *args)) == expected


@pytest.mark.parametrize("batch_first", [False, True])
def test_multi_head_attention_equals_torchs_counter(batch_first):
    module = nn.MultiheadAttention(8, 2, batch_first=batch_first, kdim=6, vdim=10)
    shapes = [(1, 5), (1, 7), (1, 7)] if batch_first else [(5, 1), (7, 1), (7, 1)]
    q, k, v = (torch.zeros(*shape, width) for shape, width in zip(shapes, (8, 6, 10), strict=True))
    # With need_weights it runs plain matrix products, which the counter sees.
    assert macs(module_call(module, q, k, v)) == torch_macs(lambda: module(q, k, v))


def test_self_attention_counts_its_one_input_three_times():
    module, x = nn.MultiheadAttention(8, 2, batch_first=True), torch.zeros(1, 5, 8)
    call = module_call(module, x, x, x)
    once = Call("a", "a", 0, "attention", "MultiheadAttention", (x,), call.output, (), {}, module, args=(x, x, x))
    assert macs(once) == macs(call) == 4 * 5 * 8 * 8 + 2 * 5 * 5 * 8


def test_an_einsum_that_sums_nothing_multiplies_nothing_into_sums():
    assert macs(function_call(torch.einsum, "bij->bji", A)) == 0
    assert macs(function_call(torch.einsum, "bij,bij->bij", A, A)) == 0
