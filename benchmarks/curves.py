"""How the cost of capturing and showing grows with channels, map size, layers and networks: docs/images/curve-*.png."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

# First of all, as it says what Qt and torch find in the environment.
from _pen import Stage, quantile  # isort: skip

import torch
from _harness import Row, at_most, machine, table
from _plots import Axes, Line, save
from grid import blit, mosaic, one_item, timed
from torch import nn

import explorer
from explorer.core.capturer import Capturer
from explorer.gui.tour import settle

if TYPE_CHECKING:
    from explorer.models.base import Model

IMAGES = Path(__file__).parents[1] / "docs" / "images"
CHANNELS = (16, 32, 64, 128, 256, 512, 1024, 2048, 4096)
SIDES = (7, 14, 28, 56, 112, 224, 448)
LAYERS = (8, 16, 32, 64, 128, 256, 512)
MODELS = (
    "digits", "mobilenet_v3_small", "squeezenet1_1", "resnet18", "efficientnet_b0", "resnet50", "convnext_tiny",
    "vgg16",
)  # fmt: skip

Points = list[tuple[float, float]]


def _grid_ms(shape: tuple[int, int, int], rounds: int) -> dict[str, float]:
    ways = {"mosaic": mosaic, "blit": blit, "item": one_item}
    return {way: one.ms for way, one in timed(ways, shape, rounds).items()}


def channels(rounds: int) -> list[Row]:
    """A mosaic of more and more channels."""
    curves: dict[int, list[dict[str, float]]] = {
        side: [_grid_ms((count, side, side), rounds) for count in CHANNELS] for side in (7, 14, 28)
    }
    lines = [Line(f"{side} × {side} maps", _points(CHANNELS, curves[side], "mosaic")) for side in (28, 14, 7)]
    lines.append(Line("one uint8 ImageItem, 14 × 14", _points(CHANNELS, curves[14], "item"), dashed=True))
    lines.append(Line("bare scaled blit, 14 × 14", _points(CHANNELS, curves[14], "blit"), dashed=True))
    axes = Axes("All channels of a layer, from numbers to pixels", "channels", "ms", CHANNELS)
    save(IMAGES / "curve-channels.png", axes, lines)
    cost = dict(_points(CHANNELS, curves[14], "mosaic"))
    return [_growth("mosaic of 14 x 14 maps", "channels", 512, 4096, cost)]


def sizes(rounds: int) -> list[Row]:
    """A mosaic of larger and larger maps."""
    curve = [_grid_ms((64, side, side), rounds) for side in SIDES]
    lines = [
        Line("mosaic of 64 maps", _points(SIDES, curve, "mosaic")),
        Line("one uint8 ImageItem", _points(SIDES, curve, "item"), dashed=True),
        Line("bare scaled blit", _points(SIDES, curve, "blit"), dashed=True),
    ]
    axes = Axes("64 channels of a layer, from numbers to pixels", "rows and columns of a map", "ms", SIDES)
    save(IMAGES / "curve-size.png", axes, lines)
    cost = {side**2: ms for side, ms in _points(SIDES, curve, "mosaic")}
    return [_growth("mosaic of 64 maps", "values of a map", 112**2, 448**2, cost)]


def _points(xs: tuple[int, ...], curve: list[dict[str, float]], way: str) -> Points:
    return [(x, ms[way]) for x, ms in zip(xs, curve, strict=True)]


def _growth(what: str, of: str, few: int, many: int, cost: dict[float, float]) -> Row:
    """More may cost as many times more as it is more."""
    value, goal = cost[many] / cost[few], many / few
    note = f"{cost[many]:.3g} against {cost[few]:.3g} ms for {goal:g} times as many"
    return at_most(f"{what}: {many} against {few} {of}", value, goal, note=note)


# ---- in the window


def _stack(count: int) -> Model:
    """As many layers as wanted, all alike and small: what counts is their number."""
    torch.manual_seed(0)
    layers: list[nn.Module] = [nn.Conv2d(1, 16, 3, padding=1), nn.ReLU()]
    while len(layers) < count:
        layers += [nn.Conv2d(16, 16, 3, padding=1), nn.ReLU()]
    return replace(explorer.load("digits"), name="stack", title=f"{count} layers", module=nn.Sequential(*layers).eval())


def _in_window(stage: Stage, updates: int) -> dict[str, float]:
    """ms of the bare forward, of a capture and from the pen to the painted window; the first two where they run."""
    model, picture = stage.network, stage.window.session.state.picture
    x, capturer = model.preprocessing(picture.image), Capturer(model.module)
    capturer.capture(x)
    capturer.prepare()

    def captures() -> list[float]:
        taken = []
        for _ in range(updates):
            start = time.perf_counter()
            capturer.capture(x)
            taken.append(time.perf_counter() - start)
        return taken

    stage.draw(0.3, 125)
    forward, capture, painted = [], [], []
    for _ in range(3):
        forward.append(stage.forward_s(updates))
        capture += stage.in_model_thread(captures)
        painted += [stage.one_update() for _ in range(updates)]
    stage.lift()
    ms = {"forward": forward, "capture": capture, "painted": painted}
    return {name: 1e3 * quantile(taken, 0.5) for name, taken in ms.items()}


def layers(stage: Stage, updates: int) -> list[Row]:
    """Networks of more and more layers."""
    found = []
    for count in LAYERS:
        stage.window.session.set(model=_stack(count), layer=None, channel=0, cell=None)
        settle(stage.window)
        found.append(_in_window(stage, updates))
    lines = [
        Line("pen to painted window", _points(LAYERS, found, "painted")),
        Line("capture of all values", _points(LAYERS, found, "capture")),
        Line("bare forward", _points(LAYERS, found, "forward"), dashed=True),
    ]
    axes = Axes("Convolutions and ReLUs of 16 × 28 × 28, one after the other", "layers", "ms", LAYERS)
    save(IMAGES / "curve-layers.png", axes, lines)
    return [
        _growth("pen to painted window", "layers", 64, 512, dict(lines[0].points)),
        _growth("capture of all values", "layers", 64, 512, dict(lines[1].points)),
    ]


def models(stage: Stage, updates: int) -> list[Row]:
    """Known networks, each at the price of its bare forward."""
    found = {}
    for name in MODELS:
        stage.open(name)
        found[name] = _in_window(stage, updates)

    def times_forward(what: str) -> Points:
        return [(ms["forward"], ms[what] / ms["forward"]) for ms in found.values()]

    lines = [
        Line("pen to painted window", times_forward("painted"), names=list(found)),
        Line("capture of all values", times_forward("capture"), names=[""] * len(found)),
        Line("bare forward", sorted(times_forward("forward")), dashed=True),
    ]
    axes = Axes("Networks at the price of their bare forward", "bare forward, ms", "times the bare forward")
    save(IMAGES / "curve-models.png", axes, lines)
    return []


def rows(rounds: int = 3) -> list[Row]:
    """Every row; draws the curves."""
    stage = Stage("digits")
    try:
        found = channels(rounds) + sizes(rounds)
        found += layers(stage, 2 * rounds)
        return found + models(stage, rounds)
    finally:
        stage.close()


def ratios(rounds: int = 3) -> list[dict[str, Any]]:
    """Every row as a dict of name, value, goal, met, unit and note."""
    return [row.as_dict() for row in rows(rounds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print(machine(), end="\n\n")
    print(table(rows(arguments.rounds)))


if __name__ == "__main__":
    main()
