"""The lecture notes' counts: parameters, multiplications, memory, and sizes that do not come out even."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.lab import LabSetup
from explorer.core.lab_ledger import Ledger, SizeFormula, ledger, size_formulas


def test_one_three_by_three_kernel_beside_a_fully_connected_layer():
    setup = LabSetup(np.zeros((1, 13, 13)), np.zeros((1, 1, 3, 3)), np.zeros(1), stride=2, padding=1)
    counts = ledger(setup)
    assert (counts.parameters, counts.connected_parameters) == (10, 8330)  # 9 + 1 and 169 x 49 + 49
    assert counts.times_fewer == 833
    assert counts.multiplications == 441  # 7 x 7 x 9
    assert (counts.parameter_bytes, counts.connected_bytes, counts.output_bytes) == (40, 33320, 196)


@pytest.mark.parametrize(
    ("counts", "weights", "parameters"),
    [
        (Ledger(3, 1, (5, 5), (32, 32), (28, 28)), 75, 76),
        (Ledger(3, 6, (5, 5), (32, 32), (28, 28)), 450, 456),
        (Ledger(6, 10, (5, 5), (28, 28), (24, 24)), 1500, 1510),
    ],
)
def test_stacked_convolutions_of_the_lecture_notes(counts, weights, parameters):
    assert (counts.weights, counts.parameters) == (weights, parameters)
    assert counts.multiplications == weights * counts.output[0] ** 2


@pytest.mark.parametrize(
    ("formula", "output", "exact", "left_over"),
    [
        (SizeFormula(7, 0, 1, 3, 1), 5, True, 0),
        (SizeFormula(7, 0, 1, 3, 2), 3, True, 0),
        (SizeFormula(7, 0, 1, 3, 3), 2, False, 1),
        (SizeFormula(13, 1, 1, 3, 2), 7, True, 0),
        (SizeFormula(13, 1, 1, 3, 3), 5, True, 0),
        (SizeFormula(12, 0, 1, 2, 4), 3, False, 2),
        (SizeFormula(5, 0, 1, 7, 1), 0, False, 0),
        (SizeFormula(5, 0, 1, 6, 2), 0, False, 0),
    ],
)
def test_the_size_formula(formula, output, exact, left_over):
    assert (formula.output, formula.exact, formula.left_over) == (output, exact, left_over)


def test_formulas_of_height_and_width():
    setup = LabSetup(np.zeros((1, 9, 12)), np.zeros((1, 1, 3, 5)), np.zeros(1), stride=2, padding=1, dilation=2)
    height, width = size_formulas(setup)
    assert (height.output, width.output) == setup.output_size == (4, 3)
    assert (height.exact, width.exact) == (True, False)


def test_the_formula_agrees_with_every_setup():
    for size in range(3, 12):
        for kernel, stride, padding, dilation in np.ndindex(4, 4, 3, 3):
            shape = (1, 1, kernel + 1, kernel + 1)
            settings = {"stride": stride + 1, "padding": padding, "dilation": dilation + 1}
            setup = LabSetup(np.zeros((1, size, size)), np.zeros(shape), np.zeros(1), **settings)
            assert size_formulas(setup)[0].output == setup.output_size[0]
