"""Models, sessions and pictures dropped anywhere on the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from explorer.data.pictures import SUFFIXES as PICTURES
from explorer.gui.defaults import SESSION_SUFFIX, is_session
from explorer.widgets.drop_frame import DropFrame
from explorer.widgets.safely import safely

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from explorer.gui.window import MainWindow

SUFFIXES = frozenset({".pt", ".pth", ".safetensors", ".ckpt", ".bin", ".th", ".pt2", ".py", ".onnx"})
"""How files are called that a drop opens as models."""


class ModelDrops(QObject):
    """Watches what is dragged over a window that no part of it has taken."""

    hovered = Signal(bool)
    """Something that can be opened is over the window, or no more."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.framed = True
        """Whether the whole window says so."""
        self._frame = DropFrame(self.tr("Drop to open"), window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @safely(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if event.type() == QEvent.Type.DragLeave:
            self._leave()
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._leave()
            return self._drop(event)
        return False

    def _leave(self) -> None:
        self._frame.hide()
        self.hovered.emit(False)

    def _enter(self, event: QDragEnterEvent) -> bool:
        if _file_in(event.mimeData()) is None:
            return False
        event.acceptProposedAction()
        if self.framed:
            self._frame.show_over()
        self.hovered.emit(True)
        return True

    def _drop(self, event: QDropEvent) -> bool:
        path = _file_in(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        if is_session(path.name):
            self._window.sessions.open(path)
        elif path.suffix.lower() in PICTURES:
            self._window.open_picture(str(path))
        else:
            self._window.open_model(str(path))
        return True


def _file_in(mime: QMimeData) -> Path | None:
    """The first local file that is called like a model, a session or a picture."""
    paths = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return next((path for path in paths if path.suffix.lower() in SUFFIXES | PICTURES | {SESSION_SUFFIX}), None)
