"""Numbers as texts."""

import math

import pytest

from explorer.widgets.numbers import number_text, percent_text, range_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.774, "3.77"),
        (-3.774, "−3.77"),
        (2.0, "2.00"),
        (0.0, "0"),
        (-0.0, "0"),
        (0.012345, "0.0123"),
        (9.9996, "10.0"),
        (999.6, "1,000"),
        (61130, "61,130"),
        (1.5e-7, "1.50e−7"),
        (-2.5e12, "−2.50e12"),
        (math.nan, "NaN"),
        (-math.inf, "−∞"),
    ],
)
def test_a_number_has_three_significant_digits_and_a_true_minus(value, text):
    assert number_text(value) == text


def test_a_sign_is_written_on_demand():
    assert [number_text(value, 2, sign=True) for value in (3.8, 0, -3.8)] == ["+3.8", "0", "−3.8"]


def test_a_range_is_read_from_low_to_high():
    assert range_text(-2.5, 0.7, 2) == "−2.5 … 0.70"


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0.0 %"), (1, "100.0 %"), (0.9942, "99.4 %"), (1e-6, "< 0.1 %"), (0.99999, "> 99.9 %")]
)
def test_a_percentage_is_never_rounded_to_nothing_or_all(share, text):
    assert percent_text(share) == text
