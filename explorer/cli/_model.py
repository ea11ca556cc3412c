"""The arguments that name a model, the same in every sub-command that opens one."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from explorer.models.base import Model
    from explorer.models.opening import Opening

MODEL_HELP = "digits, digits-mlp, a model of torchvision (resnet18), a file of weights, or a Python class (net.py:Net)"


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """MODEL and what can be said of it."""
    parser.add_argument("model", metavar="MODEL", help=MODEL_HELP)
    add_opening_arguments(parser)


def add_opening_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said of a model besides its name."""
    parser.add_argument("--weights", metavar="FILE", help="its weights: a state dict or checkpoint")
    parser.add_argument(
        "--input-shape", metavar="C,H,W", help="the input's shape; several inputs: 3,64,64;1,8,8 (its own if left out)"
    )
    parser.add_argument("--preprocess", metavar="FILE", help="how pictures are prepared, as JSON")
    parser.add_argument(
        "--classes", metavar="FILE", help="class names: a line each, or JSON; or mnist, cifar10, imagenet"
    )
    parser.add_argument("--device", metavar="NAME", help="where it runs: cpu (default), cuda, cuda:1, mps")
    parser.add_argument("--trust", action="store_true", help="files that run code when opened may do so")


def opening_of(args: argparse.Namespace) -> Opening:
    """What the arguments say of how to open the model. Raises ExplorerError."""
    from explorer.data.class_names import class_names
    from explorer.data.usual import read_preprocessing
    from explorer.models.opening import PLAIN, Opening
    from explorer.models.trust import Trust

    return Opening(
        weights=Path(args.weights) if args.weights else None,
        input_shapes=input_shapes(args.input_shape) if args.input_shape else (),
        preprocessing=read_preprocessing(Path(args.preprocess)) if args.preprocess else None,
        class_names=class_names(args.classes) if args.classes else None,
        device=args.device or PLAIN.device,
        trust=Trust(everything=args.trust),
    )


def opened(args: argparse.Namespace) -> Model:
    """The model that the arguments name. Raises ModelError.

    A download tells its progress on stderr, and so is said what the user should know of the model.
    """
    from explorer import models
    from explorer.cli._progress import printed_progress

    with printed_progress(args.model) as progress:
        model = models.load(args.model, replace(opening_of(args), progress=progress))
    if model.note:
        print(f"{model.title}: {model.note}", file=sys.stderr)
    return model


def input_shapes(text: str) -> tuple[tuple[int, int, int], ...]:
    """`3,64,64;1,8,8` as one (C, H, W) an input. Raises UsageError."""
    return tuple(input_shape(part) for part in text.split(";"))


def input_shape(text: str) -> tuple[int, int, int]:
    """`3,224,224` as (C, H, W). Raises UsageError."""
    parts = text.split(",")
    if len(parts) != 3 or not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
        raise UsageError("--input-shape {0}: three whole numbers are needed, as in --input-shape 3,224,224", text)
    channels, height, width = (int(part) for part in parts)
    if min(channels, height, width) < 1:
        raise UsageError("--input-shape {0}: each of the three numbers has to be at least 1", text)
    return channels, height, width
