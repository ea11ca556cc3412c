"""Opens the real window as the program does, and says as JSON lines where it is and what it shows."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSettings

from explorer.gui import application
from explorer.gui.window import MainWindow

if TYPE_CHECKING:
    from explorer.gui.frames import Frame


def say(**values: object) -> None:
    print(json.dumps(values), flush=True)  # noqa: T201


def place_of_pad(window: MainWindow) -> list[int]:
    """The canvas on the screen: left, top, width, height in pixels."""
    pad = window.panels.left.input.draw_pad
    corner = pad.mapToGlobal(QPoint(0, 0))
    return [corner.x(), corner.y(), pad.width(), pad.height()]


def report(window: MainWindow, frame: Frame) -> None:
    strip = window.panels.network.strip
    shown = {name: int(picture.colours.sum()) for name, picture in strip._geometry().pictures.items()}
    winner = None if frame.empty or frame.scores is None else int(frame.scores.argmax())
    say(pad=place_of_pad(window), winner=winner, calls=[call.name for call in frame.trace], shown=shown,
        maps=int(frame.result.colours.sum()))  # fmt: skip


class ReportingWindow(MainWindow):
    """The main window in the corner of the screen; it says what it shows."""

    def fill(self) -> None:
        super().fill()
        self.move(0, 0)
        self.controller.frame_shown.connect(lambda frame: report(self, frame))


def main() -> int:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
    application.MainWindow = ReportingWindow
    return application.run_window("digits", theme="light")


if __name__ == "__main__":
    sys.exit(main())
