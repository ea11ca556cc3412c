"""Brings up every screen of the program, one after the other: views, panels, labs, lessons, dialogs and states."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from explorer.gui.tour import draw, settle
from explorer.gui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Screen = tuple[str, QWidget]

_DIGITS = (
    ("Feature maps", "conv1", 2, None),
    ("Feature maps", "fc1", 3, None),
    ("Filters", "conv1", 2, None),
    ("Filters", "conv2", 2, None),
    ("Filters", "fc1", 3, None),
    ("Pooling", "pool1", 2, (5, 5)),
    ("Arithmetic", "conv2", 20, (5, 8)),
    ("Arithmetic", "relu1", 3, (5, 8)),
    ("Arithmetic", "pool1", 3, (5, 8)),
    ("Arithmetic", "fc1", 7, (0, 0)),
    ("Receptive field", "conv3", 12, (5, 8)),
    ("Channels", "conv2", 5, None),
    ("Tuning", "conv2", 5, None),
    ("Class scores", "fc1", 7, None),
    ("Values", "relu2", 5, (3, 3)),
)
_RESNET = (
    ("Feature maps", "layer2.0.relu:1", 3, None),
    ("Filters", "conv1", 3, None),
    ("Pooling", "maxpool", 3, (5, 5)),
    ("Arithmetic", "layer1.0.bn1", 3, (5, 5)),
    ("Arithmetic", "layer1.0.conv1", 3, (5, 5)),
    ("Receptive field", "layer3.0.conv1", 3, (5, 5)),
    ("Channels", "layer4.1.conv2", 3, None),
    ("Tuning", "conv1", 3, None),
    ("Class scores", "fc", 3, None),
    ("Values", "fc", 3, None),
)
LESSONS = (1, 4, 7, 12)
"""From 0 on: those that set up a laboratory, a view with much beside it, the pooling view."""
_LONG = (
    "/home/somebody/models/a-very-long-folder-name/checkpoints/run-2026-11-21/epoch-0042.safetensors: its 214 tensors "
    "fit no known architecture whole. The nearest is ResNet-50 (resnet50), 200 of whose 214 tensors fit."
)


def begin(window: MainWindow) -> None:
    """The shipped network and a drawn seven."""
    window.open_model("digits")
    settle(window)
    draw(window, 7)
    settle(window)


def words_of(window: MainWindow) -> frozenset[str]:
    """What is not the program's own wording: names of layers, classes, models and files."""
    frame, model = window.controller.frame, window.session.state.model
    words = {"epoch-0042.safetensors", "a-very-long-folder-name"}
    if frame is not None:
        for call in frame.trace.calls:
            parts = call.name.split(".")
            words |= {call.name, *parts, *(".".join(parts[:count]) for count in range(1, len(parts)))}
    if model is not None:
        words |= {model.title, model.name, *model.class_names}
    return frozenset(words)


def before(window: MainWindow) -> Iterator[Screen]:
    """A window without a network, and one whose network has seen nothing."""
    yield "empty-no-model", window
    window.open_model("digits")
    settle(window)
    yield "empty-no-input", window


def views(window: MainWindow, wanted: tuple = _DIGITS, prefix: str = "digits") -> Iterator[Screen]:
    """Every view of the network's layers."""
    for view, layer, channel, cell in wanted:
        look_at(window, view, layer, channel, cell)
        yield f"{prefix}-{view.lower().replace(' ', '-')}-{layer.replace(':', '_')}", window


def look_at(window: MainWindow, view: str, layer: str, channel: int, cell: tuple[int, int] | None) -> None:
    """A view of a layer, a channel and a cell."""
    if window.session.state.layer != layer:
        window.controller.pick_layer(layer)
    window.session.set(view=view, channel=channel)
    settle(window)
    window.session.amend(cell=cell)
    settle(window)


def resnet(window: MainWindow) -> Iterator[Screen]:
    """A network with many layers, channels and classes."""
    from explorer.data.pictures import Picture
    from explorer.data.samples import samples

    window.panels.left.input.select_input("Samples")
    window.open_model("resnet18:random")
    settle(window)
    sample = next(sample for sample in samples() if sample.name == "ball")
    window.controller.show_picture(Picture(sample.make(), sample.title, "sample"))
    settle(window)
    yield from views(window, _RESNET, "resnet18")
    window.layers_dock.show()
    window.layers_dock.raise_()
    settle(window)
    yield "resnet18-layers", window
    window.layers_dock.hide()
    window.unit_dock.show()


def panels(window: MainWindow) -> Iterator[Screen]:
    """The tabs of the input, the tree of layers, the folded strip."""
    look_at(window, "Feature maps", "conv1", 2, None)
    inputs = window.panels.left.input
    for source in inputs.sources():
        if source.title == "Draw":
            continue
        inputs.select_input(source.title)
        settle(window)
        yield f"input-{source.title.lower()}", window
    inputs.select_input("Draw")
    window.layers_dock.show()
    window.layers_dock.raise_()
    settle(window)
    yield "layers", window
    window.layers_dock.hide()
    window.unit_dock.show()
    settle(window)


def states(window: MainWindow) -> Iterator[Screen]:
    """Sentences, failures, and what waits."""
    window.actions_.more.welcome.open()
    settle(window)
    yield "welcome", window
    window.actions_.more.welcome.close()
    settle(window)
    look_at(window, "Feature maps", "conv1", 2, None)
    window.message.show_message("warning", _LONG, "Traceback\n  line 1", window.tr("Details"))
    settle(window)
    yield "state-message", window
    window.message.clear()
    bar = window.panels.views._message
    bar.show_message("danger", _LONG)
    settle(window)
    yield "state-failure", window
    bar.clear()
    window.panels.views._preview.show()
    settle(window)
    yield "state-preview", window
    window.panels.views._preview.hide()
    detached = window.actions_.more.detached.detach()
    assert detached is not None
    settle(window)
    yield "detached", detached
    detached.close()
    settle(window)


def laboratories(window: MainWindow) -> Iterator[Screen]:
    """Each as it opens and half way through."""
    for kind in window.labs.kinds:
        lab = window.labs.open(kind)
        settle(window)
        yield f"lab-{kind.title.lower().replace(' ', '-')}", window
        bench = getattr(lab, "bench", None)
        if bench is not None:
            bench.pick_place(3, 4)
            settle(window)
            yield f"lab-{kind.title.lower().replace(' ', '-')}-half-way", window
    window.labs.close()
    settle(window)


def lessons(window: MainWindow, numbers: tuple[int, ...] = LESSONS) -> Iterator[Screen]:
    """Lessons, each with the part of the window that it sets up."""
    window.lessons.open()
    settle(window)
    for number in numbers:
        window.lessons.go(number)
        settle(window)
        settle(window)
        yield f"lesson-{number + 1:02d}", window
    window.lessons.close()
    settle(window)


def dialogs(window: MainWindow) -> Iterator[Screen]:
    """Every dialog that the menus open, and every question that may be asked."""
    look_at(window, "Feature maps", "conv1", 2, None)
    more, help_ = window.actions_.more, window.actions_.more.help
    for name, ask in (
        ("model", window.choose_model),
        ("model-file", window.questions.ask_for_file),
        ("preprocessing", window.questions.ask_for_preprocessing),
        ("export", window.actions_.exports.ask),
        ("preferences", more.preferring.show),
        ("shortcuts", help_._show_keys),
        ("getting-started", help_._show_start),
        ("log", help_._show_log),
        ("system", help_._show_system),
        ("problem", help_._show_problem),
        ("about", help_.show_about),
    ):
        yield from _dialog(window, f"dialog-{name}", ask)
    for name, make in (("trust", _trust), ("misfit", _misfit), ("missing-file", _missing)):
        yield from _dialog(window, f"dialog-{name}", lambda make=make: make(window).show())
    more._on_palette()
    settle(window)
    yield "palette", window
    more._on_palette()


def _dialog(window: MainWindow, name: str, ask: Callable[[], object]) -> Iterator[Screen]:
    ask()
    settle(window)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
    yield name, dialog
    for page in _pages(dialog):
        yield f"{name}-{page}", dialog
    dialog.close()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    settle(window)


def _pages(dialog: QDialog) -> Iterator[str]:
    """The further pages of a dialog, brought up one after the other."""
    from explorer.gui.export_dialog import ExportDialog

    if isinstance(dialog, ExportDialog):
        for key in ("numbers", "report"):
            dialog.kind._on_segment_clicked(key)
            QApplication.processEvents()
            yield key


def _trust(window: MainWindow) -> QDialog:
    from explorer.gui.trust_dialog import TrustDialog
    from explorer.models.trust import TrustNeeded

    path = Path("/home/somebody/models/a-very-long-folder-name/net.py")
    return TrustDialog(TrustNeeded(path, "12ab" * 16, "Python file", "import os\n\nclass Net: ...\n"), window)


def _misfit(window: MainWindow) -> QDialog:
    from explorer.gui.misfit_dialog import MisfitDialog
    from explorer.models.matching import NoMatch, ranked
    from explorer.models.shipped_architectures import _SHIPPED, _shipped

    candidates = [_shipped(name) for name in _SHIPPED]
    shapes = {key: tuple(map(int, value.shape)) for key, value in _weights().items()}
    shapes["conv9.weight"] = (1, 2, 3, 3)
    path = Path("/home/somebody/a-very-long-folder-name/epoch-0042.safetensors")
    return MisfitDialog(NoMatch(path, ranked(candidates, shapes), len(shapes)), window)


def _weights() -> dict:
    import explorer

    return explorer.load("digits").module.state_dict()


def _missing(window: MainWindow) -> QDialog:
    from explorer.gui.missing_file_dialog import MissingFileDialog

    return MissingFileDialog(
        Path("sevens.fmx"), Path("/home/somebody/pictures/holiday/seven-by-the-sea.png"), True, window
    )


def all_screens(window: QMainWindow) -> Iterator[Screen]:
    """All of them, from a window that has just been opened."""
    assert isinstance(window, MainWindow)
    yield from before(window)
    begin(window)
    for part in (views, panels, states, laboratories, lessons, dialogs, resnet):
        yield from part(window)
