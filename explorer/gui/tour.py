"""The guided demo: draws a digit by mouse events in the real window, walks layers and views, takes pictures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QPoint, QSettings, Qt, QTimer, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.data.strokes import DIGITS
from explorer.errors import ExplorerError
from explorer.gui.application import application, make_window
from explorer.gui.defaults import DEFAULT_MODEL
from explorer.widgets.calm import is_calm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.gui.window import MainWindow

_PATIENCE_MS = 120_000
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


class Tour:
    """Plays in an offscreen window with settings of its own; `play` yields what happened, line by line."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self._folder = folder
        qInstallMessageHandler(_print_unless_offscreen)
        application()
        self._settings = tempfile.TemporaryDirectory(prefix="feature-map-explorer-")
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, self._settings.name)
        self._window = make_window("light", Path(self._settings.name))
        self._window.resize(width, height)
        self._window.show()

    def play(self, themes: tuple[str, ...]) -> Iterator[str]:
        """Draw, look at every view in each theme, then a network of torchvision. Raises ExplorerError."""
        try:
            self._window.open_model(DEFAULT_MODEL)
            self._settle()
            for theme in themes:
                self._window.apply_theme(theme)
                yield from self._digit_scenes(theme)
            yield from self._photo_scenes(themes)
        finally:
            self._window.close()
            self._settings.cleanup()

    def _digit_scenes(self, theme: str) -> Iterator[str]:
        window = self._window
        window.panels.left.input.draw_pad.clear()
        self._settle()
        yield self._shot(f"empty-{theme}")
        draw(window, 7)
        self._settle()
        yield self._said()
        for layer, view, channel, cell in (
            ("conv1", "Feature maps", 2, None),
            ("conv2", "Feature maps", 5, None),
            ("conv1", "Filters", 2, None),
            ("pool1", "Pooling", 2, None),
            ("conv2", "Arithmetic", 20, (5, 8)),
            ("conv3", "Receptive field", 12, (5, 8)),
            (self._last_layer(), "Class scores", 7, None),
            ("relu2", "Values", 5, None),
        ):
            self._look_at(layer, view, channel, cell)
            name = view.lower().replace(" ", "-")
            yield self._shot(f"{name}-{theme}" if view == "Class scores" else f"{name}-{layer}-{theme}")
        yield from self._lab_scenes(theme)

    def _lab_scenes(self, theme: str) -> Iterator[str]:
        """What the drawing becomes in the laboratory, half way through."""
        from explorer.labs.convolution import ConvolutionLab

        lab = self._window.labs.open(ConvolutionLab)
        assert isinstance(lab, ConvolutionLab)
        self._settle()
        lab.bench.pick_place(3, 4)
        self._settle()
        yield self._shot(f"convolution-lab-{theme}")
        self._window.labs.close()
        self._settle()

    def _last_layer(self) -> str:
        frame = self._window.controller.frame
        if frame is None:
            raise ExplorerError("The network did not run.")
        return frame.trace.calls[-1].name

    def _photo_scenes(self, themes: tuple[str, ...]) -> Iterator[str]:
        window = self._window
        window.panels.left.input.select_input("Samples")
        window.open_model("resnet18")
        self._settle()
        self._show_sample("ball")
        for theme in themes:
            window.apply_theme(theme)
            self._look_at("layer2.0.relu:1", "Feature maps", 3)
            yield self._shot(f"resnet18-{theme}")

    def _show_sample(self, name: str) -> None:
        from explorer.data.pictures import Picture
        from explorer.data.samples import samples

        sample = next(sample for sample in samples() if sample.name == name)
        self._window.controller.show_picture(Picture(sample.make(), sample.title, "sample"))
        self._settle()

    def _look_at(self, layer: str, view: str, channel: int, cell: tuple[int, int] | None = None) -> None:
        window = self._window
        window.controller.pick_layer(layer)
        window.session.set(view=view, channel=channel)
        self._settle()
        window.session.amend(cell=cell)
        self._settle()
        if window.session.state.layer != layer:
            raise ExplorerError(f"The tour could not reach the layer {layer} of {window.windowTitle()}.")

    def _said(self) -> str:
        frame = self._window.controller.frame
        if frame is None or frame.scores is None:
            raise ExplorerError("The network did not answer to the drawing.")
        scores = frame.scores
        model = frame.request.model
        return f"The drawn 7 is taken for a {model.class_name(int(scores.argmax()))}."

    def _shot(self, name: str) -> str:
        path = self._folder / f"{name}.png"
        if not self._window.grab().save(str(path)):
            raise ExplorerError(f"{path} cannot be written.")
        return str(path)

    def _settle(self) -> None:
        """Wait until every answer is on the screen."""
        settle(self._window)


def _print_unless_offscreen(_kind: object, _where: object, text: str) -> None:
    """Qt's messages on stderr, but not what the offscreen platform says of every window: that it has no screen."""
    if not text.startswith("This plugin does not support"):
        sys.stderr.write(f"{text}\n")


def draw(window: MainWindow, digit: int) -> None:
    """Draw a digit on the canvas as a hand would: press, move, release."""
    pad = window.panels.left.input.draw_pad
    for stroke in DIGITS[digit]:
        points = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in stroke]
        QTest.mousePress(pad, _LEFT, _NO_KEYS, points[0])
        for point in points[1:]:
            QTest.mouseMove(pad, point)
            QApplication.processEvents()
        QTest.mouseRelease(pad, _LEFT, _NO_KEYS, points[-1])


def settle(window: MainWindow) -> None:
    """Run the event loop until no job waits or runs, then once more for what was posted. Raises ExplorerError."""
    loop = QEventLoop()
    window.jobs.idle.connect(loop.quit)
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(loop.quit)
    # Resizes and scrolls ask for a frame after a moment's rest.
    QTimer.singleShot(60, loop.quit)
    loop.exec()
    timer.start(_PATIENCE_MS)
    while not window.jobs.is_idle():
        if not timer.isActive():
            raise ExplorerError("The window did not come to rest within two minutes.")
        loop.exec()
    # What stands beside the maps follows a moment later.
    while not is_calm():
        QTimer.singleShot(10, loop.quit)
        loop.exec()
    QApplication.processEvents()
