"""The look's tokens, applied to a whole application: palette, style sheet and fonts, light and dark."""

from __future__ import annotations

import atexit
import math
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from explorer.widgets._style import STYLE_SHEET
from explorer.widgets.svg import svg_pixmap
from explorer.widgets.tokens import COLOUR_NAMES, DARK, HIGH_CONTRAST, LIGHT, THEMES, ThemeName, Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication

__all__ = [
    "DARK",
    "FAMILY",
    "HIGH_CONTRAST",
    "LIGHT",
    "THEMES",
    "TYPE_ROLES",
    "ThemeName",
    "Tokens",
    "apply",
    "colour",
    "font",
    "is_high_contrast",
    "load_fonts",
    "prefer_high_contrast",
    "prefer_text_scale",
    "system_prefers_dark",
    "text_scale",
    "tokens",
]

FAMILY = "Inter Explorer"
# After the bundled Inter, which has no Korean: whatever the system has of these.
FAMILIES = [FAMILY, "Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", "sans-serif"]
MONO_FAMILIES = ["JetBrains Mono", "Cascadia Mono", "SF Mono", "DejaVu Sans Mono", "monospace"]

TYPE_ROLES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "display": (28, 600),
        "headline": (26, 600),
        "title": (20, 600),
        "card": (15, 600),
        "body": (13, 500),
        "strong": (13, 600),
        "regular": (13, 400),
        "section": (12, 600),
        "label": (12, 500),
        "caption": (11, 400),
        "caption-strong": (11, 600),
        "tile": (10, 400),
        "tile-strong": (10, 600),
        "code": (12, 400),
    }
)
"""Role -> (size in pixels, weight); tabular digits everywhere."""


class _Current:
    """What the application wears now."""

    tokens = LIGHT
    text_scale = 1.0
    preferred_scale = 1.0
    high_contrast = False
    images: TemporaryDirectory[str] | None = None


def tokens() -> Tokens:
    """The theme that the application wears now (light before `apply`)."""
    return _Current.tokens


def colour(name: str, alpha: float = 1.0) -> QColor:
    """The current colour of a token (`surface-2`, `kind-conv`), `alpha` 0..1. Raises KeyError."""
    result = QColor(_Current.tokens[name])
    result.setAlphaF(alpha)
    return result


def apply(app: QApplication, theme: ThemeName, text_scale: float | None = None) -> None:
    """Dress the whole application; call again to change the theme or the size of texts (1.0 = the look's pixels).

    Without a size it is that of `prefer_text_scale`.

    Every widget gets `changeEvent` and is repainted; what reads `tokens()` while painting follows by itself.
    """
    _Current.tokens = (HIGH_CONTRAST if _Current.high_contrast else THEMES)[theme]
    _Current.text_scale = _Current.preferred_scale if text_scale is None else text_scale
    load_fonts()
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    # Native title bars follow where the platform can; offscreen and on plain X11 this does nothing.
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark if _Current.tokens.dark else Qt.ColorScheme.Light)
    app.setFont(font("body"))
    # Qt tells existing widgets later, and not at all once there is a style sheet: they would keep their old font.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.ApplicationFontChange.value)
    app.setPalette(_palette(_Current.tokens))
    app.setStyleSheet(_style_sheet(_Current.tokens))


def text_scale() -> float:
    """How large texts are; 1.0 stands for the look's pixels."""
    return _Current.text_scale


def prefer_text_scale(scale: float) -> None:
    """How large `apply` makes texts from now on."""
    _Current.preferred_scale = scale


def prefer_high_contrast(on: bool) -> None:
    """Whether `apply` takes the themes with stronger outlines from now on."""
    _Current.high_contrast = on


def is_high_contrast() -> bool:
    """Whether `apply` takes the themes with stronger outlines."""
    return _Current.high_contrast


def system_prefers_dark(app: QApplication) -> bool:
    """Whether the desktop asks for a dark theme; False where it says nothing."""
    app.styleHints().unsetColorScheme()
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def font(role: str) -> QFont:
    """The font of a type role (`body`, `caption`, `section`, ...: TYPE_ROLES), with tabular digits. Raises KeyError."""
    return QFont(_font(role, _Current.text_scale))


@cache
def _font(role: str, _text_scale: float) -> QFont:
    pixels, weight = TYPE_ROLES[role]
    result = QFont()
    result.setFamilies(MONO_FAMILIES if role == "code" else FAMILIES)
    result.setPixelSize(_scaled(pixels))
    result.setWeight(QFont.Weight(weight))
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


@cache
def load_fonts() -> None:
    """Make the bundled fonts known to Qt; the application has to exist. Later calls do nothing."""
    folder = files("explorer.resources").joinpath("fonts")
    for weight in ("Regular", "Medium", "SemiBold"):
        QFontDatabase.addApplicationFontFromData(folder.joinpath(f"InterExplorer-{weight}.otf").read_bytes())


def _scaled(pixels: int) -> int:
    return math.floor(pixels * _Current.text_scale + 0.5)


def _palette(theme: Tokens) -> QPalette:
    """The QPalette that agrees with the style sheet, for what it does not reach (native dialogs, text selection)."""
    role = QPalette.ColorRole
    roles = {
        role.Window: theme.surface,
        role.Base: theme.surface,
        role.AlternateBase: theme.surface_2,
        role.Button: theme.surface_2,
        role.Light: theme.surface,
        role.Midlight: theme.surface_3,
        role.Mid: theme.border_2,
        role.Dark: theme.border_2,
        role.Shadow: theme.border,
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.surface_2,
        role.ToolTipText: theme.text,
    }
    palette = QPalette()
    for key, value in roles.items():
        palette.setColor(key, QColor(value))
    faint = QColor(theme.text_2)
    faint.setAlphaF(0.55)
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, faint)
    return palette


def _style_sheet(theme: Tokens) -> str:
    colours = {name.replace("-", "_"): theme[name] for name in COLOUR_NAMES}
    faint = QColor(theme.text_2)
    colours["disabled"] = f"rgba({faint.red()}, {faint.green()}, {faint.blue()}, 140)"
    colours["segment"] = theme.surface_3 if theme.dark else theme.surface
    sizes = {f"px_{role.replace('-', '_')}": f"{_scaled(pixels)}px" for role, (pixels, _) in TYPE_ROLES.items()}
    return STYLE_SHEET.substitute(colours, **sizes, images=_image_folder(theme))


def _image_folder(theme: Tokens) -> str:
    """A folder with the few pictures that a style sheet can only name as files, in the theme's colours."""
    if _Current.images is None:
        _Current.images = TemporaryDirectory(prefix="feature-map-explorer-")
        atexit.register(_Current.images.cleanup)
    folder = Path(_Current.images.name) / f"{'dark' if theme.dark else 'light'}-{theme.muted[1:]}"
    if not folder.exists():
        folder.mkdir()
        for name, role, size in (
            ("caret-down", "muted", 12),
            ("caret-up", "muted", 12),
            ("check", "on-accent", 12),
            ("caret-right", "muted", 12),
            ("x", "muted", 12),
        ):
            for ratio in (1, 2, 3):
                suffix = f"@{ratio}x" if ratio > 1 else ""
                svg_pixmap(name, theme[role], size, ratio).save(str(folder / f"{name}{suffix}.png"))
    return folder.as_posix()
