"""The guided demo: draws a digit by mouse events in the real window, walks layers and views, takes pictures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QPoint, QRect, QSettings, Qt, QTimer, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.data.strokes import DIGITS
from explorer.errors import ExplorerError
from explorer.gui import languages
from explorer.gui.application import application, make_window
from explorer.gui.defaults import DEFAULT_MODEL
from explorer.widgets.calm import is_calm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from explorer.gui.window import MainWindow

_PATIENCE_MS = 120_000
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


class Stage:
    """The real window offscreen, with settings of its own, set by a hand and taken in pictures."""

    def __init__(self, folder: Path, width: int, height: int, language: str = languages.SYSTEM) -> None:
        self._folder = folder
        self.ending = ""
        qInstallMessageHandler(_print_unless_offscreen)
        application()
        self._settings = tempfile.TemporaryDirectory(prefix="feature-map-explorer-")
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, self._settings.name)
        languages.keep(QSettings(), language)
        self.window = make_window("light", Path(self._settings.name))
        self.window.resize(width, height)
        self.window.show()

    def leave(self) -> None:
        """Close the window and forget its settings."""
        self.window.close()
        self._settings.cleanup()

    def settle(self) -> None:
        """Wait until every answer is on the screen."""
        settle(self.window)

    def open_model(self, reference: str) -> None:
        """Open a model and wait for what it says."""
        self.window.open_model(reference)
        self.settle()

    def show_sample(self, name: str) -> None:
        """Show the network a picture of the gallery."""
        from explorer.data.pictures import Picture
        from explorer.data.samples import samples

        sample = next(sample for sample in samples() if sample.name == name)
        self.window.panels.left.input.select_input("Samples")
        self.window.controller.show_picture(Picture(sample.make(), sample.title, "sample"))
        self.settle()

    def look_at(self, layer: str, view: str, channel: int, cell: tuple[int, int] | None = None) -> None:
        """Select a layer, a view, a channel and a cell. Raises ExplorerError where there is no such layer."""
        window = self.window
        window.controller.pick_layer(layer)
        window.session.set(view=view, channel=channel)
        self.settle()
        window.session.amend(cell=cell)
        self.settle()
        if window.session.state.layer != layer:
            raise ExplorerError("The tour could not reach the layer {0} of {1}.", layer, window.windowTitle())

    def last_layer(self) -> str:
        """The name of the network's last call."""
        frame = self.window.controller.frame
        if frame is None:
            raise ExplorerError("The network did not run.")
        return frame.trace.calls[-1].name

    def shot(self, name: str, *parts: QWidget, margin: int = 0) -> str:
        """Save the window, cut to the parts of it that are named and a margin round them, or a dialog; the path."""
        path = self._folder / f"{name}{self.ending}.png"
        whole = parts[0].window() if parts else self.window
        picture = whole.grab()
        areas = [QRect(part.mapTo(whole, QPoint(0, 0)), part.size()) for part in parts if part is not whole]
        if areas:
            area = areas[0]
            for other in areas[1:]:
                area = area.united(other)
            picture = picture.copy(area.adjusted(-margin, -margin, margin, margin) & whole.rect())
        # Nothing shines through a window, and docs are to stay small: the strongest compression, without loss.
        if not picture.toImage().convertToFormat(QImage.Format.Format_RGB888).save(str(path), quality=0):
            raise ExplorerError("{0} cannot be written.", path)
        return str(path)


class Tour(Stage):
    """A walk through views and layers; `play` yields what happened, line by line."""

    def play(self, themes: tuple[str, ...]) -> Iterator[str]:
        """Draw, look at every view in each theme, then a network of torchvision. Raises ExplorerError."""
        try:
            self.open_model(DEFAULT_MODEL)
            for theme in themes:
                self.window.apply_theme(theme)
                yield from self._digit_scenes(theme)
            yield from self._photo_scenes(themes)
        finally:
            self.leave()

    def _digit_scenes(self, theme: str) -> Iterator[str]:
        window = self.window
        window.panels.left.input.draw_pad.clear()
        self.settle()
        yield from self._welcome_scene(theme)
        yield self.shot(f"empty-{theme}")
        draw(window, 7)
        self.settle()
        yield self._said()
        for layer, view, channel, cell in (
            ("conv1", "Feature maps", 2, None),
            ("conv2", "Feature maps", 5, None),
            ("conv1", "Filters", 2, None),
            ("pool1", "Pooling", 2, None),
            ("conv2", "Arithmetic", 20, (5, 8)),
            ("conv3", "Receptive field", 12, (5, 8)),
            (self.last_layer(), "Class scores", 7, None),
            ("relu2", "Values", 5, None),
        ):
            self.look_at(layer, view, channel, cell)
            name = view.lower().replace(" ", "-")
            yield self.shot(f"{name}-{theme}" if view == "Class scores" else f"{name}-{layer}-{theme}")
        yield from self._lab_scenes(theme)

    def _welcome_scene(self, theme: str) -> Iterator[str]:
        """The page that the program begins with."""
        welcome = self.window.actions_.more.welcome
        welcome.open()
        self.settle()
        yield self.shot(f"welcome-{theme}")
        welcome.close()
        self.settle()

    def _lab_scenes(self, theme: str) -> Iterator[str]:
        """What the drawing becomes in the laboratory, half way through."""
        from explorer.labs.convolution import ConvolutionLab

        lab = self.window.labs.open(ConvolutionLab)
        assert isinstance(lab, ConvolutionLab)
        self.settle()
        lab.bench.pick_place(3, 4)
        self.settle()
        yield self.shot(f"convolution-lab-{theme}")
        self.window.labs.close()
        self.settle()

    def _photo_scenes(self, themes: tuple[str, ...]) -> Iterator[str]:
        self.open_model("resnet18")
        self.show_sample("ball")
        for theme in themes:
            self.window.apply_theme(theme)
            self.look_at("layer2.0.relu:1", "Feature maps", 3)
            yield self.shot(f"resnet18-{theme}")

    def _said(self) -> str:
        frame = self.window.controller.frame
        if frame is None or frame.scores is None:
            raise ExplorerError("The network did not answer to the drawing.")
        scores = frame.scores
        model = frame.request.model
        return f"The drawn 7 is taken for a {model.class_name(int(scores.argmax()))}."


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
        # Those of now: a window that is filled anew, in another language, stops its jobs and gets others.
        jobs = window.jobs
        jobs.idle.connect(loop.quit)
        jobs.stopped.connect(loop.quit)
        loop.exec()
    # What stands beside the maps follows a moment later.
    while not is_calm():
        QTimer.singleShot(10, loop.quit)
        loop.exec()
    QApplication.processEvents()
