"""The theme: readable tokens, a style sheet without holes, bundled fonts and icons that follow."""

import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QIcon
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from explorer.core.graph import KINDS
from explorer.widgets import theme
from explorer.widgets.icons import app_icon, icon
from explorer.widgets.safely import safely

THEMES = [theme.LIGHT, theme.DARK]
READABLE = [
    ("text", "surface"),
    ("text-2", "surface-2"),
    ("muted", "surface"),
    ("muted", "surface-2"),
    ("on-accent", "accent"),
    ("accent", "accent-soft"),
    ("danger", "danger-soft"),
    ("warning", "warning-soft"),
    ("success", "success-soft"),
]


@pytest.fixture
def dressed(qapp):
    yield lambda name, scale=1.0: theme.apply(qapp, name, scale)
    theme.apply(qapp, "light")


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(colour).getRgbF()[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def inked(pixmap):
    """The colour of the icon's most opaque pixel, and its opacity 0..1."""
    image = pixmap.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    darkest = max(pixels, key=lambda pixel: pixel.alpha())
    return QColor(darkest.red(), darkest.green(), darkest.blue()).name().upper(), darkest.alphaF()


@pytest.mark.parametrize("tokens", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), READABLE)
def test_texts_have_the_contrast_of_wcag_aa(tokens, ink, paper):
    darker, lighter = sorted([luminance(tokens[ink]), luminance(tokens[paper])])

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.mark.parametrize("tokens", THEMES, ids=["light", "dark"])
def test_every_kind_of_call_has_a_colour(tokens):
    assert set(tokens.kinds) == set(KINDS)
    assert all(QColor(tokens[f"kind-{kind}"]).isValid() for kind in KINDS)


def test_a_token_that_is_none_is_an_error():
    for name in ("dark", "kinds", "surface-9", "kind-magic"):
        with pytest.raises(KeyError):
            theme.LIGHT[name]


def test_changing_the_theme_reaches_widgets_that_exist(dressed, qtbot):
    button = QPushButton("x")
    qtbot.addWidget(button)
    for name, tokens in theme.THEMES.items():
        dressed(name)
        button.ensurePolished()

        assert button.palette().buttonText().color() == QColor(tokens.text)
        assert theme.tokens() is tokens
        assert theme.colour("accent") == QColor(tokens.accent)


def test_a_label_that_was_there_before_the_first_dress_gets_the_bundled_font(dressed, qapp, qtbot):
    qapp.setStyleSheet("")
    parent = QWidget()
    qtbot.addWidget(parent)
    label = QLabel("x", parent)
    dressed("light")

    assert QFontInfo(label.font()).family() == theme.FAMILY
    assert label.font().pixelSize() == 13


@pytest.mark.parametrize("role", sorted(theme.TYPE_ROLES))
def test_digits_are_equally_wide_in_every_role(dressed, role):
    dressed("light")
    metrics = QFontMetricsF(theme.font(role))

    widths = [metrics.horizontalAdvance(digit * 10) / 10 for digit in "0123456789"]

    assert max(widths) - min(widths) < 0.05


def test_the_three_bundled_weights_are_three_faces(dressed):
    dressed("light")
    widths = {role: QFontMetricsF(theme.font(role)).horizontalAdvance("Feature maps") for role in ("regular", "body")}

    assert QFontInfo(theme.font("strong")).weight() == 600
    assert QFontInfo(theme.font("body")).weight() == 500
    assert widths["regular"] < widths["body"]


def test_texts_grow_with_the_text_scale(dressed, qtbot):
    caption = QLabel("x")
    caption.setProperty("role", "caption")
    qtbot.addWidget(caption)
    dressed("light", 1.5)
    caption.ensurePolished()

    assert theme.font("body").pixelSize() == 20
    assert caption.font().pixelSize() == 17


def test_an_icon_follows_the_theme_without_being_made_again(dressed):
    square = icon("stop-fill", "danger")
    for name, tokens in theme.THEMES.items():
        dressed(name)

        assert inked(square.pixmap(QSize(16, 16))) == (tokens.danger, 1.0)


def test_an_icon_takes_the_accent_when_checked_and_fades_when_disabled(dressed):
    dressed("light")
    square = icon("stop-fill")

    checked = inked(square.pixmap(QSize(16, 16), QIcon.Mode.Normal, QIcon.State.On))
    disabled = inked(square.pixmap(QSize(16, 16), QIcon.Mode.Disabled))

    assert checked == (theme.LIGHT.accent, 1.0)
    assert disabled[1] == pytest.approx(0.55, abs=0.01)


def test_an_icon_has_as_many_pixels_as_the_screen(dressed):
    pixmap = icon("stack").pixmap(QSize(16, 16), 2.0)

    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


def test_an_icon_that_is_not_shipped_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_the_application_icon_comes_in_the_sizes_of_task_bars(qapp):
    assert {size.width() for size in app_icon().availableSizes()} >= {16, 32, 48, 256}


def test_an_override_that_fails_tells_the_excepthook_and_answers_its_default(monkeypatch):
    seen = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: seen.append(error))

    @safely(default=QSize(3, 4))
    def size_hint():
        raise RuntimeError("broken")

    @safely
    def paint():
        raise RuntimeError("broken too")

    assert size_hint() == QSize(3, 4)
    assert paint() is None
    assert [str(error) for error in seen] == ["broken", "broken too"]
