"""The arguments that name a model, the same in every sub-command that opens one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from explorer.models.base import Model


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """MODEL and --weights."""
    parser.add_argument("model", metavar="MODEL", help="digits, or a torchvision classification model: resnet18, ...")
    parser.add_argument("--weights", metavar="FILE", help="its weights: a state dict as .safetensors, .pt or .pth")


def opened(args: argparse.Namespace) -> Model:
    """The model that the arguments name. Raises ModelError."""
    import explorer
    from explorer.models.weights import with_weights

    model = explorer.load(args.model)
    return with_weights(model, Path(args.weights)) if args.weights else model


def input_shape(text: str) -> tuple[int, int, int]:
    """`3,224,224` as (C, H, W). Raises UsageError."""
    parts = text.split(",")
    if len(parts) != 3 or not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
        raise UsageError(f"--input-shape {text}: three whole numbers are needed, as in --input-shape 3,224,224")
    channels, height, width = (int(part) for part in parts)
    if min(channels, height, width) < 1:
        raise UsageError(f"--input-shape {text}: each of the three numbers has to be at least 1")
    return channels, height, width
