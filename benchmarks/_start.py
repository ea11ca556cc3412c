"""One start in a process of its own: the program's, or that of a naive one; prints when what was there, in seconds."""

from __future__ import annotations

import json
import os
import sys
import time

BEGUN = float(os.environ["START_BEGUN"])
DISCOURAGED = ("captum", "matplotlib", "torch._dynamo", "torchvision")
moments: dict[str, float] = {}


def mark(name: str) -> None:
    moments.setdefault(name, time.time() - BEGUN)


def end() -> None:
    imported = [name for name in DISCOURAGED if name in sys.modules]
    print(json.dumps({**moments, "imported": imported}), flush=True)
    # What comes after the end is not measured.
    os._exit(0)


def product() -> None:
    """As the command `feature-map-explorer` starts; only told when the window has painted what."""
    # Part of what `main` imports: the window's class has to be there to be watched.
    from PySide6.QtCore import QEvent, QObject, QTimer

    from explorer.__main__ import main
    from explorer.gui import application, window

    class Watched(window.MainWindow):
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)
            self.painted.connect(lambda: mark("first paint"))

        def fill(self) -> None:
            super().fill()
            mark("filled")
            self._watch = Watch(self)
            self.installEventFilter(self._watch)
            self.controller.frame_shown.connect(lambda _frame: mark("frame"))

    class Watch(QObject):
        def eventFilter(self, _window: QObject, event: QEvent) -> bool:
            # All that has changed is painted in answer to this event; the timer comes after it.
            if event.type() == QEvent.Type.UpdateRequest:
                shown = "frame" in moments
                QTimer.singleShot(0, lambda: self._painted(shown))
            return False

        def _painted(self, shown: bool) -> None:
            mark("panels")
            if shown:
                mark("ready")
                end()

    application.MainWindow = Watched
    main([])


def naive(captum: bool) -> None:
    """What comes first to mind: all imports at the top, then the network, then the window."""
    import torch
    import torchvision  # noqa: F401

    if captum:
        import captum.attr
    import pyqtgraph as pg
    from PySide6.QtWidgets import QApplication, QMainWindow
    from torch import nn

    class View(pg.GraphicsLayoutWidget):
        def paintEvent(self, event: object) -> None:
            super().paintEvent(event)
            mark("first paint")

    app = QApplication([])
    network = nn.Sequential(
        nn.Conv2d(1, 16, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(),
        nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(),
        nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(576, 10),
    ).eval()  # fmt: skip
    maps: list[torch.Tensor] = []
    for layer in network:
        layer.register_forward_hook(lambda _layer, _inputs, output: maps.append(output[0].clone()))
    with torch.no_grad():
        network(torch.zeros(1, 1, 28, 28))
    window, view = QMainWindow(), View()
    for tensor in maps:
        if tensor.ndim == 3:
            box = view.addViewBox(lockAspect=True, invertY=True)
            box.addItem(pg.ImageItem(tensor.transpose(0, 1).reshape(tensor.shape[1], -1).numpy()))
    window.setCentralWidget(view)
    window.resize(1440, 900)
    window.show()
    while "first paint" not in moments:
        app.processEvents()
    app.processEvents()
    mark("panels")
    mark("ready")
    end()


if __name__ == "__main__":
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    what = sys.argv[1]
    product() if what == "product" else naive(captum=what == "naive with captum")
