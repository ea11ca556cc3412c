"""Explanations written out: as text, as LaTeX, and as a program that computes the number again."""

from __future__ import annotations

import contextlib
import io
import re

import numpy as np
import pytest
import torch
from test_arithmetic_kinds import CASES, Alone
from torch import nn

from explorer.core.arithmetic import explain
from explorer.core.arithmetic.snippet import snippet
from explorer.core.arithmetic.text import latex, plain_text
from explorer.core.capture import capture


def edge():
    """A convolution without bias, at the corner of its map."""
    layer = nn.Conv2d(1, 1, 2, padding=1, bias=False)
    layer.weight.data = torch.tensor([[[[1.0, 2], [3, -0.5]]]])
    trace = capture(nn.Sequential(layer), torch.tensor([[[[3.0, 1], [1, 1]]]]))
    return explain(trace, "0", (0, 0, 0, 0))


def wide():
    layer = nn.Conv2d(40, 2, 3)
    x = torch.rand(1, 40, 5, 5, generator=torch.Generator().manual_seed(0))
    return explain(capture(nn.Sequential(layer), x), "0", (0, 1, 2, 2))


def test_plain_text_has_every_term():
    assert plain_text(edge()) == (
        "0 (Conv2d) at (0, 0, 0)\n"
        "= Σ x·w\n"
        "padding: 0 · 1 = 0\n"
        "padding: 0 · 2 = 0\n"
        "padding: 0 · 3 = 0\n"
        "input (0, 0, 0): 3 · (−0.5) = −1.5\n"
        "sum of 4 terms = −1.5\n"
        "sum of the shown terms = −1.5\n"
        "network = −1.5\n"
        "difference = 0\n"
    )


def test_long_sums_fold_to_the_largest_terms_and_what_remains():
    e = wide()
    lines = plain_text(e, most=5).splitlines()
    shown = [float(line.rpartition(" = ")[2].replace("−", "-")) for line in lines if line.startswith("input (")]
    (remains,) = [line for line in lines if line.startswith("and ")]
    assert len(shown) == 5
    assert remains.startswith("and 355 more: ")
    total = sum(shown) + float(remains.rpartition(": ")[2].replace("−", "-"))
    assert total + e.bias == pytest.approx(e.network, abs=1e-5)
    assert len([line for line in plain_text(e).splitlines() if line.startswith("input (")]) == 360


def test_latex_of_a_short_sum_has_its_products():
    text = latex(edge())
    assert r"y_{0, 0, 0, 0} &= 0 \cdot 1 + 0 \cdot 2 + 0 \cdot 3 + 3 \cdot (-0.5) \\" in text
    assert r"&= -1.5 \\" in text
    assert text.startswith("\\begin{aligned}")
    assert text.count("{") == text.count("}")


def test_latex_of_a_long_convolution_has_its_channels():
    e = wide()
    text = latex(e)
    parts = re.findall(r"([+-]?) ?\\underbrace\{(-?[\d.]+)(?: \\cdot 10\^\{(-?\d+)\})?\}_\{([^}]*)", text)
    assert len(parts) == 24 + 2
    total = sum(
        (-1 if sign == "-" else 1) * float(mantissa) * 10 ** int(power or 0) for sign, mantissa, power, _ in parts
    )
    assert total == pytest.approx(e.result, abs=1e-3)
    assert text.count("{") == text.count("}")


def run(program):
    """What a program calls `result`, and what it prints."""
    scope, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(program, scope)
    return float(scope["result"]), float(printed.getvalue())


@pytest.mark.parametrize("name", CASES)
def test_the_snippet_computes_the_number_again(name):
    module, x = CASES[name]
    trace = capture(Alone(module), x)
    for call in trace.calls:
        index = tuple(size // 2 for size in call.output_shape)
        e = explain(trace, call, index)
        result, printed = run(snippet(e))
        assert result == pytest.approx(e.result, rel=1e-9, abs=1e-9), snippet(e)
        assert printed == result


def test_the_snippet_of_many_channels_keeps_their_shape():
    e = wide()
    program = snippet(e)
    assert ".reshape(40, 3, 3)" in program
    assert max(map(len, program.splitlines())) <= 120
    assert run(program)[0] == pytest.approx(e.result, abs=1e-12)


def test_numbers_that_are_none_are_written_so_that_python_reads_them():
    trace = capture(nn.Sequential(nn.Linear(2, 1, bias=False)), torch.tensor([[float("inf"), 1.0]]))
    e = explain(trace, "0", (0, 0))
    assert np.isinf(run(snippet(e))[0])
    assert r"\infty" in latex(e)
