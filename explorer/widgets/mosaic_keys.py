"""What keys do in a mosaic."""

from __future__ import annotations

from PySide6.QtCore import Qt

ZOOM_KEYS: dict[int, float] = {
    Qt.Key.Key_Plus: 1.25,
    Qt.Key.Key_Equal: 1.25,
    Qt.Key.Key_Minus: 0.8,
    Qt.Key.Key_0: 0.0,
}
"""By how much a key zooms; 0 for back to the beginning."""


def stepped(key: int, position: int, count: int, columns: int, page: int) -> int | None:
    """The position that a key leads to, None if it is no such key.

    Args:
        key: that was pressed.
        position: where it was pressed.
        count: how many tiles there are.
        columns: tiles in a row.
        page: tiles on the screen.
    """
    steps: dict[int, int] = {
        Qt.Key.Key_Left: -1,
        Qt.Key.Key_Right: 1,
        Qt.Key.Key_Up: -columns,
        Qt.Key.Key_Down: columns,
        Qt.Key.Key_PageUp: -page,
        Qt.Key.Key_PageDown: page,
        Qt.Key.Key_Home: -count,
        Qt.Key.Key_End: count,
    }
    step = steps.get(key)
    if step is None:
        return None
    if abs(step) == columns and not 0 <= position + step < count:
        return position
    return min(count - 1, max(0, position + step))
