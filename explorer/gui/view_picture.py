"""The view in front as a picture with a title: its tiles as a figure, or the view as it stands on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QPoint, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from explorer.gui.view_figure import figure_of, lines_of, title_of
from explorer.widgets import theme
from explorer.widgets.figure import MARGIN, Figure, Ink, Pen, paint, paint_head, plan_of
from explorer.widgets.figure_files import image_of, pdf, png, svg
from explorer.widgets.tokens import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from explorer.gui.export_wishes import Ground, PictureWish
    from explorer.gui.frames import Frame
    from explorer.session import State

_HEAD = 84.0


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Something with a title that can be painted at any detail.

    Attributes:
        title: one line.
        description: the small lines.
        size: in points.
        paint: given a painter, whether texts are to be outlines, and pixels a point.
    """

    title: str
    description: str
    size: QSizeF
    paint: Callable[[QPainter, bool, int], None]

    def image(self, times: int) -> QImage:
        """As pixels. Raises ExplorerError where they would be too many."""
        return image_of(self.size, lambda painter: self.paint(painter, False, times), times)

    def drawn(self, ending: str, times: int) -> Callable[[], bytes]:
        """Paint it now; what is returned packs it as a PNG, SVG or PDF file in any thread. Raises ExplorerError."""
        if ending == "png":
            texts = {"Title": self.title, "Description": self.description, "Software": "Feature Map Explorer"}
            image = self.image(times)
            return lambda: png(image, texts)
        if ending == "svg":
            content = svg(self.size, lambda painter: self.paint(painter, True, 2), self.title, self.description)
        else:
            content = pdf(self.size, lambda painter: self.paint(painter, False, 2), self.title)
        return lambda: content


def tiles_drawing(frame: Frame, state: State, wish: PictureWish) -> Drawing:
    """The tiles of the view; needs no widget and may be made in any thread."""
    figure = figure_of(frame, state, wish.subject == "one")
    plan = plan_of(figure)

    def draw(painter: QPainter, outlines: bool, detail: int) -> None:
        tokens = DARK if wish.ground == "dark" else LIGHT
        paint(painter, figure, Ink(tokens, wish.ground != "none", outlines, detail), plan)

    return Drawing(figure.title, "\n".join(figure.lines), plan.size, draw)


def screen_drawing(frame: Frame, view: QWidget, ground: Ground) -> Drawing:
    """The view as it stands, in the window's own theme; on the GUI thread only."""
    lines = lines_of(frame)
    title, unit = title_of(frame, False), frame.unit
    if unit is not None and unit.count:
        title = QCoreApplication.translate("Figure", "{0}, channel {1}").format(title, unit.channel)
    return view_drawing(title, lines, view, ground)


def view_drawing(title: str, lines: tuple[str, ...], view: QWidget, ground: Ground) -> Drawing:
    """Any view as it stands, below a title and small lines; on the GUI thread only."""
    figure = Figure(title, lines, np.zeros((0, 1, 1), np.uint8))
    size = QSizeF(view.width() + 2 * MARGIN, view.height() + _HEAD + MARGIN)

    def draw(painter: QPainter, outlines: bool, _detail: int) -> None:
        tokens = theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        if ground != "none":
            painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(tokens.surface))
        paint_head(Pen(painter, Ink(tokens, outlines=outlines)), figure)
        painter.save()
        painter.translate(MARGIN, _HEAD)
        flags = QWidget.RenderFlag.DrawChildren
        if ground != "none":
            flags |= QWidget.RenderFlag.DrawWindowBackground
        view.render(painter, QPoint(), QRegion(), flags)
        painter.restore()

    return Drawing(figure.title, "\n".join(lines), size, draw)
