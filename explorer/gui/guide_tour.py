"""The pictures of the user guide and the README: each is a scene of the real window, taken as a reader would see it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QPushButton, QToolButton

from explorer.data.stimuli import Stimulus
from explorer.errors import ExplorerError
from explorer.gui.command_palette import CommandPalette
from explorer.gui.defaults import DEFAULT_MODEL
from explorer.gui.tour import Stage, draw
from explorer.inputs._gallery import GalleryModel
from explorer.inputs.stimulus import StimulusInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZE = 1440, 900
_FORM_HEIGHT = 380
_AROUND = 36
_OWN_NETWORK = '''"""A network of my own."""

from torch import nn


class Net(nn.Module):
    """Two convolutions, each with its activation."""

    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.first = nn.Conv2d(1, 8, 3, padding=1)
        self.second = nn.Conv2d(8, 16, 3, stride=2)
        self.last = nn.Linear(16 * 13 * 13, classes)

    def forward(self, x):
        x = self.second(self.first(x).relu()).relu()
        return self.last(x.flatten(1))
'''


class GuideTour(Stage):
    """`play` yields the path of each picture."""

    def play(self) -> Iterator[str]:
        """All scenes, in the guide's order. Raises ExplorerError."""
        try:
            self.open_model(DEFAULT_MODEL)
            yield from self._beginning()
            yield from self._numbers()
            yield from self._views()
            yield from self._detached()
            yield from self._labs_and_lessons()
            yield from self._dialogs()
            yield from self._photographs()
            yield from self._own_files()
        finally:
            self.leave()

    def play_shortly(self, ending: str) -> Iterator[str]:
        """The scenes of a guide in another language, their names ending with `-ending`. Raises ExplorerError."""
        self.ending = f"-{ending}"
        try:
            self.open_model(DEFAULT_MODEL)
            draw(self.window, 7)
            self.settle()
            self.look_at("conv2", "Feature maps", 5)
            yield self.shot("window")
            self.look_at("conv2", "Arithmetic", 20, (5, 8))
            yield self.shot("arithmetic")
            yield from self._labs_and_lessons()
        finally:
            self.leave()

    # ---- scenes

    def _beginning(self) -> Iterator[str]:
        """The page that it opens with, and the window as it is after the first strokes."""
        window = self.window
        window.actions_.more.welcome.open()
        self.settle()
        yield self.shot("welcome")
        window.actions_.more.welcome.close()
        self.settle()
        draw(window, 7)
        self.settle()
        self.look_at("conv2", "Feature maps", 5)
        yield self.shot("window")
        yield self.shot("input", window.input_dock)
        yield self.shot("strip", window.panels.network)
        yield self.shot("unit", window.unit_dock)
        window.layers_dock.show()
        window.layers_dock.raise_()
        self.settle()
        yield self.shot("layers", window.layers_dock)
        window.layers_dock.hide()
        window.unit_dock.raise_()

    def _detached(self) -> Iterator[str]:
        """The second convolution's maps in a window of their own."""
        self.look_at("conv2", "Feature maps", 5)
        window = self.window.actions_.more.detached.detach()
        assert window is not None
        self.settle()
        yield self.shot("detached", window)
        window.close()
        self.settle()

    def _numbers(self) -> Iterator[str]:
        """What the colours say: a range of its own, one that cuts values off, and maps without any value."""
        views, session = self.window.panels.views, self.window.session
        self.look_at("conv1", "Feature maps", 2)
        yield self.shot("maps-signed", views)
        session.set(scale="fixed", fixed=0.5)
        self.settle()
        yield self.shot("maps-clipped", views)
        session.set(scale="layer")
        self.look_at("pool3", "Feature maps", 3)
        yield self.shot("maps-dead", views)
        self.look_at("pool3", "Channels", 3)
        yield self.shot("channels", views)
        self.look_at("relu2", "Values", 5)
        yield self.shot("values", views)
        self.look_at(self.last_layer(), "Class scores", 7)
        yield self.shot("class-scores", views)

    def _views(self) -> Iterator[str]:
        self.look_at("conv1", "Filters", 2)
        yield self.shot("filters")
        self.look_at("conv2", "Arithmetic", 20, (5, 8))
        yield self.shot("arithmetic")
        self.look_at("conv3", "Receptive field", 12, (5, 8))
        yield self.shot("receptive-field")
        self.look_at("pool1", "Pooling", 2)
        yield self.shot("pooling")
        yield from self._shift_test()
        yield from self._tuning()

    def _shift_test(self) -> Iterator[str]:
        """Unfolded as by the hand."""
        from explorer.views._shift_panel import ShiftPanel

        (panel,) = self.window.panels.views.current().findChildren(ShiftPanel)
        head = next(button for button in panel.findChildren(QToolButton) if button.isCheckable())
        head.click()
        self.settle()
        yield self.shot("shift-test", self.window.panels.views)
        head.click()
        self.settle()

    def _tuning(self) -> Iterator[str]:
        """A grating as the input, and how every channel answers to all orientations."""
        panel = self.window.panels.left.input
        panel.select_input(StimulusInput.title)
        source = next(source for source in panel.sources() if isinstance(source, StimulusInput))
        source.show_stimulus(Stimulus("grating", orientation=45.0, frequency=5.0))
        self.settle()
        self.window.session.amend(probe=None)
        self.look_at("conv1", "Tuning", 2)
        buttons = self.window.panels.views.current().findChildren(QPushButton)
        next(button for button in buttons if button.isVisible()).click()
        self.settle()
        yield self.shot("tuning")
        panel.select_input("Draw")
        self.settle()

    def _labs_and_lessons(self) -> Iterator[str]:
        from explorer.labs.convolution import ConvolutionLab

        lab = self.window.labs.open(ConvolutionLab)
        assert isinstance(lab, ConvolutionLab)
        self.settle()
        lab.bench.pick_place(3, 4)
        self.settle()
        yield self.shot("convolution-lab")
        self.window.labs.close()
        self.settle()
        self.window.lessons.open()
        self.settle()
        yield self.shot("lesson")
        self.window.lessons.close()
        self.settle()

    def _dialogs(self) -> Iterator[str]:
        window, more = self.window, self.window.actions_.more
        self.look_at("conv2", "Feature maps", 5)
        yield self._dialog("export", window.actions_.exports.ask)
        yield self._dialog("preferences", more.preferring.show)
        yield self._dialog("preprocessing", window.questions.ask_for_preprocessing)
        yield self._dialog("keys", more.help.keys.trigger)
        yield self._dialog("models", window.choose_model)
        more.palette.trigger()
        (palette,) = window.findChildren(CommandPalette)
        palette.field.setText("cop")
        self.settle()
        yield self.shot("palette", palette, margin=_AROUND)
        palette.leave()

    def _dialog(self, name: str, ask: Callable[[], object], height: int = 0) -> str:
        """Open a dialog, take its picture, as high as said, and close it."""
        ask()
        self.settle()
        dialog = next((one for one in self.window.findChildren(QDialog) if one.isVisible()), None)
        if dialog is None:
            raise ExplorerError("The dialog for the picture {0} did not open.", name)
        if height:
            dialog.resize(dialog.width(), height)
        # A preview waits until its settings have been left alone for a moment.
        while any(timer.isActive() for timer in dialog.findChildren(QTimer)):
            self.settle()
        self.settle()
        path = self.shot(name, dialog)
        dialog.close()
        self.settle()
        return path

    def _photographs(self) -> Iterator[str]:
        self.open_model("resnet18")
        self.show_sample("ball")
        while not all(one.has_all_thumbnails() for one in self.window.findChildren(GalleryModel)):
            self.settle()
        yield self.shot("samples", self.window.input_dock)
        self.window.apply_theme("dark")
        self.look_at("layer2.0.relu:1", "Feature maps", 3)
        yield self.shot("resnet18")
        self.window.apply_theme("light")

    def _own_files(self) -> Iterator[str]:
        """A Python file, from the question whether it may run to its maps."""
        file = Path(self._settings.name, "net.py")
        file.write_text(_OWN_NETWORK, encoding="utf-8")
        yield self._dialog("open-file", lambda: self.window.questions.ask_for_file(file), _FORM_HEIGHT)
        yield self._dialog("consent", lambda: self.window.open_model(str(file)), _FORM_HEIGHT)
