"""Colours that can be read and told apart: contrast by WCAG 2.1, and the three ways of colour blindness."""

import itertools

import numpy as np
import pytest

from explorer.core.colour_maps import lut
from explorer.views.base import Paint
from explorer.widgets.tokens import DARK, HIGH_CONTRAST, LIGHT

THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "light, high contrast": HIGH_CONTRAST["light"],
    "dark, high contrast": HIGH_CONTRAST["dark"],
}
PAPERS = ("bg", "surface", "surface-2", "surface-3", "track", "accent-soft")
INKS = ("text", "text-2", "muted", "accent", "danger", "warning", "success")
CHIPS = (("danger", "danger-soft"), ("warning", "warning-soft"), ("success", "success-soft"), ("text", "danger-soft"),
         ("text", "warning-soft"), ("text", "success-soft"), ("on-accent", "accent"))  # fmt: skip

# Machado, Oliveira and Fernandes (2009), severity 1: for linear RGB.
BLINDNESS = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
every_theme = pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
every_sight = pytest.mark.parametrize("sight", BLINDNESS)


def linear(colours):
    """sRGB 0..1 to linear RGB, as WCAG 2.1 writes it."""
    colours = np.asarray(colours, float)
    return np.where(colours <= 0.03928, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)


def rgb(name):
    return np.array([int(name[place : place + 2], 16) / 255 for place in (1, 3, 5)])


def contrast(one, other):
    """WCAG 2.1: (L1 + 0.05) / (L2 + 0.05) of the relative luminances, the lighter above."""
    low, high = sorted(float(linear(rgb(colour)) @ (0.2126, 0.7152, 0.0722)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colours, sight="normal"):
    """sRGB 0..1 (n, 3) as an eye sees it, in CIELAB (D65)."""
    seen = np.clip(linear(colours) @ np.transpose(BLINDNESS[sight]), 0, 1)
    xyz = seen @ np.transpose(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
    )
    ratio = xyz / (0.95047, 1.0, 1.08883)
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], 1)


def least_distance(points):
    return min(float(np.linalg.norm(one - other)) for one, other in itertools.combinations(points, 2))


def test_the_formula_gives_the_known_contrasts():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#123456", "#123456") == 1


def test_the_lightness_of_white_grey_and_black_is_known():
    assert lab([[1, 1, 1], [0, 0, 0], [119 / 255] * 3])[:, 0] == pytest.approx([100, 0, 50.03], abs=0.05)


@every_theme
def test_texts_can_be_read_on_every_ground(tokens):
    pairs = [*itertools.product(INKS, PAPERS), *CHIPS]
    poor = {(ink, paper): round(contrast(tokens[ink], tokens[paper]), 2) for ink, paper in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}
    assert contrast("#FFFFFF", tokens.invalid) >= 4.5


@every_theme
def test_what_is_selected_or_asked_about_stands_out(tokens):
    for paper in PAPERS:
        assert contrast(tokens.accent, tokens[paper]) >= 3
        # The probe has a dark halo: one of the two stands out from whatever lies below.
        assert max(contrast(tokens.probe, tokens[paper]), contrast(tokens.halo, tokens[paper])) >= 3
    assert contrast(tokens.probe, tokens.halo) >= 3
    assert contrast(tokens.invalid, tokens.surface) >= 3
    assert contrast(tokens.accent_line, tokens.accent) >= 3


@every_theme
def test_marks_of_kinds_stand_out_from_the_panel(tokens):
    assert min(contrast(colour, tokens.surface) for colour in tokens.kinds.values()) >= 3


@pytest.mark.parametrize("name", ["light", "dark"])
def test_high_contrast_gives_controls_an_outline_and_takes_nothing_away(name):
    plain, strong = THEMES[name], HIGH_CONTRAST[name]
    for paper in ("surface", "surface-2"):
        assert contrast(strong.border_2, strong[paper]) >= 3 > contrast(plain.border_2, plain[paper])
    for ink in (*INKS, "border", "border-2"):
        assert contrast(strong[ink], strong.surface) >= contrast(plain[ink], plain.surface)
    assert contrast(strong.muted, strong.bg) >= 7


@every_sight
@pytest.mark.parametrize(("tokens", "least"), [(LIGHT, 14.6), (DARK, 17.0)], ids=["light", "dark"])
def test_kinds_are_told_apart(tokens, least, sight):
    colours = np.array([rgb(colour) for colour in sorted(set(tokens.kinds.values()))])
    assert len(colours) == 8
    assert least_distance(lab(colours, sight)) >= least


@every_sight
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_both_sides_of_zero_are_told_apart_by_default(dark, sight):
    colours = lab(lut(Paint().signed_map, dark) / 255, sight)
    for share in (0.25, 0.5, 0.75, 1.0):
        away = round(share * 127)
        assert np.linalg.norm(colours[127 - away] - colours[128 + away]) >= 24


@every_sight
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_larger_values_are_seen_as_larger_by_default(dark, sight):
    lightness = lab(lut(Paint().positive_map, dark) / 255, sight)[:, 0]
    assert (np.diff(lightness[::8]) > 0).all()
    signed = lab(lut(Paint().signed_map, dark) / 255, sight)[:, 0]
    for side in (signed[127::-16], signed[128::16]):
        assert (np.diff(side) > 0).all() if dark else (np.diff(side) < 0).all()
