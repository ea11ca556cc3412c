"""Fonts as large as their room allows."""

from PySide6.QtGui import QFontMetricsF

from explorer.widgets import theme
from explorer.widgets.fitted_font import SMALLEST, fitted_font


def test_a_text_that_fits_keeps_its_size_and_one_that_does_not_gets_smaller(qapp):
    theme.apply(qapp, "light")
    usual = theme.font("card")
    wide = QFontMetricsF(usual).horizontalAdvance("some words")
    assert fitted_font("card", "some words", wide) == usual
    found = fitted_font("card", "some words", wide - 8)
    assert SMALLEST <= found.pixelSize() < usual.pixelSize()
    assert QFontMetricsF(found).horizontalAdvance("some words") <= wide - 8


def test_nothing_gets_too_small_to_read(qapp):
    theme.apply(qapp, "light")
    assert fitted_font("title", "a text without any room", 3).pixelSize() == SMALLEST
