"""How long things on the screen may take to move: no time at all where the user or the desktop asks for rest."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle

VARIABLE = "FEATURE_MAP_EXPLORER_REDUCED_MOTION"
"""An environment variable: 1 where nothing is to move unless the user's setting says otherwise."""


class _Wish:
    """What the user chose, None to follow the desktop; and whether Qt had effects before."""

    reduced: bool | None = None
    effects: bool | None = None


def reduce_motion(on: bool | None) -> None:
    """Whether motion is to be left out; None does as the desktop says. Qt's own effects follow."""
    _Wish.reduced = on
    general = Qt.UIEffect.UI_General
    if _Wish.effects is None:
        _Wish.effects = QApplication.isEffectEnabled(general)
    QApplication.setEffectEnabled(general, _Wish.effects and not is_reduced())


def is_reduced() -> bool:
    """Whether motion is left out: by the user's choice, else by the environment, else by the desktop's style."""
    if _Wish.reduced is not None:
        return _Wish.reduced
    return os.environ.get(VARIABLE) == "1" or _style_duration() <= 0


def milliseconds(wanted: int) -> int:
    """How long something that would take `wanted` milliseconds may take; 0 is at once."""
    if is_reduced():
        return 0
    return wanted if _Wish.reduced is False else min(wanted, _style_duration())


def _style_duration() -> int:
    """What the style gives to animations: styles that follow the desktop say 0 where it asks for none."""
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
