"""What it costs to show all maps of a layer, from their numbers to painted pixels, against the usual ways."""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from explorer.core.colour_maps import lut
from explorer.core.mosaic import Layout, arrange, block_side, own_scale
from explorer.core.statistics import channel_statistics
from explorer.views._layer_maps import USUAL_TILE, colours_of
from explorer.views.feature_maps import tiles_of
from explorer.widgets import theme
from explorer.widgets.index_colours import index_colours
from explorer.widgets.mosaic_view import MosaicView

sys.path.insert(0, str(Path(__file__).parent))

from _harness import Row, Timing, at_least, at_most, compared, machine, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from explorer.widgets.mosaic_item import Tiles

    Shape = tuple[int, int, int]
    Change = Callable[[], Any]
    Way = Callable[[Shape], tuple[QWidget, Change]]

WIDTH, HEIGHT = 1200, 800
COLOURS = "viridis"

WIDE: tuple[Shape, ...] = ((512, 14, 14), (512, 28, 28))
"""Layers of 512 channels, shown in each of the usual ways."""
BLITTED: dict[Shape, float] = {
    (16, 28, 28): 2.5, (32, 14, 14): 2.5, (64, 28, 28): 2.5, (512, 14, 14): 2.5, (512, 28, 28): 2.5, (2048, 7, 7): 2.5,
    (64, 112, 112): 3.5,
}  # fmt: skip
"""How many times as long as a bare scaled blit a grid may take."""

FASTER = {
    "matplotlib, subplots made anew": 1000,
    "matplotlib, subplots kept": 150,
    "pyqtgraph, an ImageItem per channel": 50,
    "pyqtgraph, one ImageItem of uint8": 2.5,
}
"""How many times as fast as each way the mosaic is to be."""


def pictures_of(shape: Shape) -> Iterator[np.ndarray]:
    """Maps of a ReLU, another picture at each call."""
    random = np.random.default_rng(0)
    return cycle([np.maximum(random.normal(size=shape), 0).astype(np.float32) for _ in range(3)])


def show(widget: QWidget) -> QWidget:
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    for _ in range(5):
        QApplication.processEvents()
    return widget


# ---- the program's own way


def mosaic(shape: Shape) -> tuple[QWidget, Change]:
    """The mosaic of the window: each channel's own range, labels and ranges under the tiles, silent maps hatched.

    The ranges' texts are renewed thirty times a second at most: a case is one of the pictures in between.
    """
    view, pictures = MosaicView(), pictures_of(shape)
    view.set_lut(index_colours(COLOURS))
    show(view)
    ranges = _tiles(next(pictures)).ranges

    def change() -> None:
        view.show_tiles(replace(_tiles(next(pictures)), ranges=ranges))

    return view, change


def _tiles(maps: np.ndarray) -> Tiles:
    statistics = channel_statistics(maps)
    colours = colours_of(statistics, own_scale(statistics.largest, signed=False), USUAL_TILE)
    return tiles_of(colours, statistics, statistics.order("index"), block_side(maps.shape, USUAL_TILE))


# ---- what it is compared with


class Blit(QWidget):
    """Paints one picture as large as fits."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        factor = min(self.width() / self._image.width(), self.height() / self._image.height())
        painter.scale(factor, factor)
        painter.drawImage(0, 0, self._image)


def grid_of(shape: Shape) -> Layout:
    """Tiles with a gap of one cell, in the proportions of the window."""
    count, height, width = shape
    columns = max(1, min(count, round((count * (height + 1) / (width + 1) * WIDTH / HEIGHT) ** 0.5)))
    return Layout(count, height, width, columns)


def blit(shape: Shape) -> tuple[QWidget, Change]:
    """Nothing but a finished picture of all maps, drawn into the window at its size."""
    tiles = np.random.default_rng(0).integers(0xFF000000, 0xFFFFFFFF, shape, np.uint32)
    picture = np.ascontiguousarray(arrange(tiles, grid_of(shape), fill=0xFF000000))
    height, width = picture.shape
    widget = show(Blit(QImage(picture.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()))
    return widget, widget.update


def _between(maps: np.ndarray) -> np.ndarray:
    """Each map between its own lowest and highest value, uint8."""
    low, high = maps.min((1, 2), keepdims=True), maps.max((1, 2), keepdims=True)
    return ((maps - low) * (255 / np.maximum(high - low, 1e-12))).astype(np.uint8)


def _box(shown: QRectF) -> tuple[pg.GraphicsView, pg.ViewBox]:
    view = pg.GraphicsView()
    box = pg.ViewBox(lockAspect=True, invertY=True, enableMenu=False)
    view.setCentralItem(box)
    box.setRange(shown, padding=0)
    return view, box


def one_item(shape: Shape) -> tuple[QWidget, Change]:
    """One ImageItem with all maps in one picture of colour indices, coloured by pyqtgraph."""
    layout, pictures = grid_of(shape), pictures_of(shape)
    height, width = layout.shape
    view, box = _box(QRectF(0, 0, width, height))
    item = pg.ImageItem(axisOrder="row-major")
    item.setLookupTable(lut(COLOURS))
    item.setAutoLevels(False)
    box.addItem(item)
    show(view)

    def change() -> None:
        item.setImage(arrange(_between(next(pictures)), layout, fill=0), levels=None)

    return view, change


def item_per_channel(shape: Shape) -> tuple[QWidget, Change]:
    """An ImageItem for each map, all in one ViewBox."""
    layout, pictures = grid_of(shape), pictures_of(shape)
    height, width = layout.shape
    view, box = _box(QRectF(0, 0, width, height))
    items = [pg.ImageItem(axisOrder="row-major") for _ in range(shape[0])]
    for position, item in enumerate(items):
        y, x = layout.origin(position)
        item.setLookupTable(lut(COLOURS))
        item.setPos(x, y)
        box.addItem(item)
    show(view)

    def change() -> None:
        for item, one in zip(items, next(pictures), strict=True):
            item.setImage(one, levels=(one.min(), one.max()))

    return view, change


def make_grid(shape: Shape) -> tuple[QWidget, Change]:
    """torchvision's make_grid in a label."""
    import torch
    from torchvision.utils import make_grid

    columns, pictures = grid_of(shape).columns, pictures_of(shape)
    label = QLabel()
    label.setMinimumSize(1, 1)
    show(label)

    def change() -> None:
        maps = torch.from_numpy(next(pictures))[:, None]
        made = make_grid(maps, nrow=columns, normalize=True, scale_each=True, padding=1)
        pixels = made.mul(255).add_(0.5).clamp_(0, 255).permute(1, 2, 0).to(torch.uint8).contiguous().numpy()
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        keep = Qt.AspectRatioMode.KeepAspectRatio
        label.setPixmap(QPixmap.fromImage(image).scaled(WIDTH, HEIGHT, keep))

    return label, change


def _canvas() -> Any:
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
    from matplotlib.figure import Figure

    return show(FigureCanvasQTAgg(Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100)))


def fresh_subplots(shape: Shape) -> tuple[QWidget, Change]:
    """What most tutorials do: a subplot and an imshow for each map, at each picture."""
    layout, pictures, canvas = grid_of(shape), pictures_of(shape), _canvas()

    def change() -> None:
        canvas.figure.clear()
        axes = canvas.figure.subplots(layout.rows, layout.columns, squeeze=False).flat
        for axis in axes:
            axis.axis("off")
        for axis, one in zip(axes, next(pictures), strict=False):
            axis.imshow(one, cmap=COLOURS)
        canvas.draw()

    return canvas, change


def kept_subplots(shape: Shape) -> tuple[QWidget, Change]:
    """The careful way: subplots made once, new data and range for each picture, one draw."""
    layout, pictures, canvas = grid_of(shape), pictures_of(shape), _canvas()
    axes = canvas.figure.subplots(layout.rows, layout.columns, squeeze=False).ravel()
    for axis in axes:
        axis.axis("off")
    images = [axis.imshow(np.zeros(shape[1:]), cmap=COLOURS) for axis in axes[: shape[0]]]

    def change() -> None:
        for image, one in zip(images, next(pictures), strict=True):
            image.set_data(one)
            image.set_clim(one.min(), one.max())
        canvas.draw()

    return canvas, change


QUICK = {
    "pyqtgraph, one ImageItem of uint8": one_item,
    "pyqtgraph, an ImageItem per channel": item_per_channel,
    "torchvision's make_grid": make_grid,
}
SLOW = {"matplotlib, subplots kept": kept_subplots, "matplotlib, subplots made anew": fresh_subplots}


# ---- measured


def painted(change: Change) -> None:
    """A change and what it makes the event loop paint."""
    change()
    QApplication.processEvents()


def timed(ways: Mapping[str, Way], shape: Shape, rounds: int) -> dict[str, Timing]:
    """Every way in a window of its own, the first being the base; CPU time of the process: painting has no waits."""
    made = {name: way(shape) for name, way in ways.items()}
    cases = {name: partial(painted, change) for name, (_, change) in made.items()}
    try:
        return compared(cases, next(iter(ways)), rounds, 40, time.process_time)
    finally:
        for widget, _ in made.values():
            widget.close()
            widget.deleteLater()
        QApplication.processEvents()


def _name(shape: Shape) -> str:
    return " x ".join(map(str, shape))


def _note(times: dict[str, Timing], other: str) -> str:
    ours, theirs = times["mosaic"], times[other]
    return f"quartiles {theirs.low:.4g}-{theirs.high:.4g}; {theirs.ms:.3g} ms against {ours.ms:.3g} ms"


def _wide_rows(shape: Shape, rounds: int) -> list[Row]:
    times = timed({"mosaic": mosaic, **QUICK}, shape, rounds)
    rows = [_faster_row(shape, name, times) for name in QUICK]
    for name, way in SLOW.items():
        if find_spec("matplotlib") is None:
            rows.append(_missing_row(shape, name))
        elif way is not fresh_subplots or shape == WIDE[0]:
            # Up to seconds each: a few rounds, or one, show the order of magnitude.
            times = timed({"mosaic": mosaic, name: way}, shape, 1 if way is fresh_subplots else min(rounds, 3))
            rows.append(_faster_row(shape, name, times))
    return rows


def _faster_row(shape: Shape, name: str, times: dict[str, Timing]) -> Row:
    claim = f"{_name(shape)} grid: times as fast as {name}"
    return at_least(claim, times[name].ratio, FASTER.get(name, 1), note=_note(times, name))


def _missing_row(shape: Shape, name: str) -> Row:
    claim = f"{_name(shape)} grid: times as fast as {name}"
    return at_least(claim, 0, FASTER[name], note="matplotlib is not installed")


def _blit_row(shape: Shape, goal: float, rounds: int) -> Row:
    times = timed({"blit": blit, "mosaic": mosaic}, shape, rounds)
    ours, bare = times["mosaic"], times["blit"]
    note = f"quartiles {ours.low:.3g}-{ours.high:.3g}; {ours.ms:.3g} ms against {bare.ms:.3g} ms"
    return at_most(f"{_name(shape)} grid / bare scaled blit", ours.ratio, goal, note=note)


def ratios(rounds: int = 15) -> list[dict[str, Any]]:
    """Every row as a dict of name, value, goal, met, unit and note."""
    return [row.as_dict() for row in rows(rounds)]


def rows(rounds: int = 15) -> list[Row]:
    """Every row."""
    import torch

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        found = [_blit_row(shape, goal, rounds) for shape, goal in BLITTED.items()]
        return found + [row for shape in WIDE for row in _wide_rows(shape, rounds)]
    finally:
        torch.set_num_threads(threads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    print(machine(), end="\n\n")
    print(table(rows(arguments.rounds)))


if __name__ == "__main__":
    main()
