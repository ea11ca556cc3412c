"""The keys that hold in one place of the window only, where no action of a menu stands for them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the window that answers to keys of its own while it has the keyboard.

    Attributes:
        key: names it for the program.
        title: names it for the user.
        keys: (names of keys as QKeySequence reads them, what they do) pairs.
    """

    key: str
    title: str
    keys: tuple[tuple[tuple[str, ...], str], ...]


_ARROWS = ("Left", "Right", "Up", "Down")


def places() -> list[Place]:
    """All places, in the user's language."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("WidgetKeys", text)

    zoom = ("+", "-", "0"), tr("zoom in, out, show all")
    return [
        Place("canvas", tr("On the canvas"), (
            (_ARROWS, tr("without the pen: shift the drawing by a pixel of the network's input")),
            (("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down"), tr("shift it by five pixels")),
            (("+", "-"), tr("a wider, a thinner pen")),
            (("Space",), tr("take the pen; put it down, lift it")),
            ((*_ARROWS, "Home", "End", "PgUp", "PgDown"), tr("lead the pen, with the last four across")),
            (("Esc",), tr("forget the stroke; put the pen away")),
            (("Del",), tr("clear the drawing")),
        )),
        Place("strip", tr("In the network strip"), (
            (("Left", "Right"), tr("previous, next layer")),
            (("Up", "Down"), tr("previous, next channel")),
            (("Return", "Space"), tr("fold or unfold the block")),
        )),
        Place("mosaic", tr("In a mosaic of maps"), (
            ((*_ARROWS, "PgUp", "PgDown", "Home", "End"), tr("walk the channels")),
            zoom,
        )),
        Place("map", tr("On the map of the unit panel"), ((_ARROWS, tr("move the crosshair from cell to cell")),)),
        Place("folder", tr("On an opened picture"), ((("PgUp", "PgDown"), tr("the other pictures of its folder")),)),
        Place("gallery", tr("In a gallery of pictures"), ((_ARROWS, tr("walk the pictures")),)),
        Place("lab", tr("In the convolution lab"), (
            (("Space",), tr("play, stop")),
            (_ARROWS, tr("next position")),
            (("Home", "End"), tr("first, last position")),
            (("Esc",), tr("back to the network")),
        )),
        Place("detached", tr("In a detached view"), (
            (("Ctrl+Up", "Ctrl+Down"), tr("previous, next channel")),
            (("Ctrl+E",), tr("save its picture")),
            (("Ctrl+W", "Esc"), tr("close it")),
        )),
        Place("table", tr("In the table of values"), (
            (("Ctrl+C",), tr("copy the selected cells, or all")),
            (("Esc",), tr("select nothing")),
        )),
    ]  # fmt: skip
