"""The program with settings and data of its own that prints what it shows, as a line of JSON whenever that changes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from explorer.gui import application
from explorer.gui.window import MainWindow

_LOOKS_EVERY_MS = 50


class SayingWindow(MainWindow):
    """The main window; looks at itself now and then."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "data": FOLDER / "data"})

    def fill(self) -> None:
        super().fill()
        self._said = ""
        self._look = QTimer(self)
        self._look.timeout.connect(self._on_look)
        self._look.start(_LOOKS_EVERY_MS)

    def _on_look(self) -> None:
        text = json.dumps(report(self))
        if text != self._said:
            self._said = text
            print(text, flush=True)


def report(window: MainWindow) -> dict[str, Any]:
    """What can be seen of the window, and what has the keyboard."""
    state, frame, lab = window.session.state, window.controller.frame, window.labs.current()
    focus, front = QApplication.focusWidget(), QApplication.activeModalWidget() or QApplication.activeWindow()
    scores = None if frame is None or frame.empty else frame.scores
    return {
        "idle": window.jobs.is_idle(),
        "model": state.model.name if state.model else None,
        "winner": None if scores is None else int(scores.argmax()),
        "layer": state.layer,
        "view": state.view,
        "channel": state.channel,
        "scale": state.scale,
        "strokes": [list(stroke.points) for stroke in window.panels.left.input.draw_pad.strokes()],
        "lab": lab.title if lab else None,
        "front": front.windowTitle() if front else None,
        "focus": focus.accessibleName() or type(focus).__name__ if focus else None,
        "menu": QApplication.activePopupWidget() is not None,
        "saved": str(window.sessions.path or ""),
    }


if __name__ == "__main__":
    FOLDER = Path(sys.argv[1])
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(FOLDER))
    application.MainWindow = SayingWindow
    sys.exit(application.run_window(theme="light"))
