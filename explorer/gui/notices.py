"""What the bar above the maps says: of the open model as long as it is open, of what failed until something works."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from explorer.gui.defaults import DEFAULT_MODEL
from explorer.widgets.said import said

if TYPE_CHECKING:
    from explorer.gui.frames import Frame
    from explorer.gui.window import MainWindow
    from explorer.models.base import Model
    from explorer.widgets.message_bar import MessageKind


class Notices(QObject):
    """Of a model that does not open, one sentence is left; the model before stays, at first the shipped one comes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._bar, self._session = window.message, window.session
        self._opener = window.controller.opener
        self._failing = False
        self._standing: tuple[MessageKind, str] | None = None
        self._memory = self._names = ""
        self._replaced = ""
        window.controller.frame_shown.connect(self._on_frame_shown)
        window.controller.model_loaded.connect(self._on_model_loaded)
        window.controller.failed.connect(self.tell)
        self._opener.asked.connect(self._on_asked)
        self._opener.failed.connect(self._on_model_failed)
        self._opener.refused.connect(lambda sentence: self._on_model_failed(sentence, "info"))
        window.status.cancelled.connect(self._on_cancelled)

    def tell(self, sentence: str, kind: MessageKind = "danger") -> None:
        """Say what went wrong, until new maps come."""
        self._failing = True
        self._bar.show_message(kind, sentence)

    def stand(self, kind: MessageKind, sentence: str) -> None:
        """Say something of the open model, as long as it is open."""
        self._standing = kind, sentence
        self._show_standing()

    def _on_asked(self) -> None:
        self._replaced = ""
        self._bar.clear()

    def _on_frame_shown(self, frame: Frame) -> None:
        memory = self._memory if frame.run.preview else self._memory_text(frame)
        names = self._names_text(frame)
        if (frame.fresh and self._failing) or (memory, names) != (self._memory, self._names):
            self._memory, self._names = memory, names
            self._show_standing()

    def _memory_text(self, frame: Frame) -> str:
        """Why not all values are kept; empty where they are."""
        shortage = frame.run.shortage
        if shortage is None:
            return ""
        text = self.tr(
            "{0} needs {1} for all values at {2}, {3} were free: those of the selected layer are kept, others are "
            "computed again when they are looked at."
        )
        size = " × ".join(map(str, frame.run.tensor.shape[2:]))
        return text.format(frame.request.model.title, shortage.needed_text, size, shortage.available_text)

    def _names_text(self, frame: Frame) -> str:
        """That names are not those of the outputs; empty where they can be."""
        model, scores = frame.request.model, frame.scores
        if scores is None or not model.class_names or len(model.class_names) == scores.size:
            return ""
        text = self.tr(
            "There are {0} class names for {1} outputs of {2}: names may be wrong. Model > Preprocessing has others."
        )
        return text.format(len(model.class_names), scores.size, model.title)

    def _on_model_loaded(self, model: Model) -> None:
        self._standing = ("danger", self._replaced) if self._replaced else None
        self._memory = self._names = ""
        if not model.trained:
            text = self.tr("{0} has {1}: its maps are true, its predictions mean nothing.")
            text = text.format(model.title, said(model.weights))
            self._standing = ("warning", f"{text} {said(model.note)}" if model.note else text)
        elif model.note:
            self._standing = ("info", said(model.note))
        self._show_standing()

    def _on_model_failed(self, sentence: str, kind: MessageKind = "danger") -> None:
        if self._session.state.model is not None or self._replaced:
            self.tell(sentence, kind)
            return
        sys.stderr.write(f"{sentence}\n")
        self._show_shipped(sentence)

    def _on_cancelled(self) -> None:
        if self._session.state.model is None:
            self._show_shipped(self.tr("Opening the model was cancelled."))

    def _show_shipped(self, sentence: str) -> None:
        self._opener.open(DEFAULT_MODEL)
        self._replaced = self.tr("{0} The digit network is shown instead.").format(sentence)

    def _show_standing(self) -> None:
        """What holds as long as this model is open, once what was wrong for a moment is over."""
        self._failing = False
        kind, text = self._standing or ("info", "")
        kind = "warning" if self._names and kind == "info" else kind
        text = " ".join(filter(None, (text, self._memory, self._names)))
        if text:
            self._bar.show_message(kind, text)
        else:
            self._bar.clear()
