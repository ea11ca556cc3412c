"""`feature-map-explorer train`: train a small network on MNIST's digits and write one weights file."""

from __future__ import annotations

import json
import shlex
import signal
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from torch import nn

    from explorer.data.mnist import Digits
    from explorer.training.loop import Progress, Settings

NAME = "train"
HELP = "train a digit network and write its weights"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `train`."""
    parser.add_argument("data", metavar="DATA", help="folder with MNIST/raw and the four idx files in it")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the .safetensors file to write")
    parser.add_argument("--arch", metavar="FILE", help="architecture as JSON (the shipped digit network's if left out)")
    parser.add_argument("--epochs", type=int, default=60, metavar="N", help="passes over the digits (%(default)s)")
    parser.add_argument("--batch-size", type=int, default=128, metavar="N", help="digits per step (%(default)s)")
    parser.add_argument("--lr", type=float, default=5e-3, metavar="X", help="highest learning rate (%(default)s)")
    parser.add_argument("--weight-decay", type=float, default=0.02, metavar="X", help="AdamW's (%(default)s)")
    parser.add_argument("--label-smoothing", type=float, default=0.03, metavar="X", help="0..1 (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="same seed, same weights (%(default)s)")
    parser.add_argument(
        "--drawn", type=int, default=1000, metavar="N", help="digits drawn with strokes to learn as well (%(default)s)"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="use the first N training digits only")
    parser.add_argument(
        "--holdout", type=int, default=0, metavar="N", help="keep N training digits apart and save their best epoch"
    )
    parser.add_argument(
        "--teacher", action="append", default=[], metavar="FILE", help="weights to learn from as well; repeatable"
    )
    parser.add_argument("--no-batch-norm", action="store_true", help="train without batch norms (else folded away)")
    parser.add_argument("--no-augmentation", action="store_true", help="show the digits as they are")
    parser.add_argument("--threads", type=int, default=1, metavar="N", help="processor cores (%(default)s)")
    parser.add_argument("--json", action="store_true", help="report progress as one JSON object a line")


def run(args: argparse.Namespace) -> int:
    """Train; 0 also when stopped by Ctrl+C or SIGTERM, with the best weights so far in the file."""
    import torch

    from explorer.data import mnist
    from explorer.models import architectures
    from explorer.training.drawn import drawn_digits
    from explorer.training.loop import accuracy, train

    settings, output = _settings(args), Path(args.output)
    if not output.parent.is_dir():
        raise UsageError("{0}: there is no folder {1}.", output, output.parent)
    torch.set_num_threads(args.threads)
    digits, test = mnist.read(args.data, "train")[: args.limit], mnist.read(args.data, "test")
    spec = architectures.read(Path(args.arch)) if args.arch else architectures.DIGITS
    teachers = [architectures.load(Path(file))[0] for file in args.teacher]
    reporter = _Reporter(args.json)
    with signals_noted() as caught:
        saver = _Saver(output, _metadata(args, spec, settings, digits), reporter)
        net = train(
            spec,
            digits,
            settings,
            report=reporter.progress,
            keep=saver,
            stopped=lambda: bool(caught),
            teachers=teachers,
            more=drawn_digits(args.drawn, args.seed) if args.drawn > 0 else None,
        )
        right = accuracy(net, test)
        saver.save(net, {"test": right, "test_digits": len(test)})
    reporter.done(output, right, len(test), stopped=bool(caught))
    return 0


def _settings(args: argparse.Namespace) -> Settings:
    from explorer.training.augment import NO_AUGMENTATION
    from explorer.training.loop import Settings

    for option in ("epochs", "batch_size", "lr", "threads", "limit"):
        value = getattr(args, option)
        if value is not None and value <= 0:
            raise UsageError("--{0} has to be more than 0.", option.replace("_", "-"))
    settings = Settings(
        epochs=args.epochs,
        batch_size=args.batch_size,
        learning_rate=args.lr,
        weight_decay=args.weight_decay,
        label_smoothing=args.label_smoothing,
        batch_norm=not args.no_batch_norm,
        holdout=args.holdout,
        seed=args.seed,
    )
    return replace(settings, augmentation=NO_AUGMENTATION) if args.no_augmentation else settings


@contextmanager
def signals_noted() -> Iterator[list[int]]:
    """Within it Ctrl+C and SIGTERM do not kill but are noted in the list."""
    caught: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, lambda which, _: caught.append(which)) for number in numbers}
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _metadata(args: argparse.Namespace, spec: dict[str, Any], settings: Settings, digits: Digits) -> dict[str, Any]:
    """What the file says about itself, apart from its accuracy."""
    return {
        "title": spec.get("title", Path(args.output).stem),
        "architecture": spec,
        "classes": [str(label) for label in range(10)],
        "preprocessing": {"size": 28, "channels": 1, "range": [0, 1], "ink": 1, "centre": "mass"},
        "training": {
            "data": "MNIST",
            "digits": len(digits) - settings.holdout,
            "drawn": args.drawn,
            "command": _command(args),
            **asdict(settings),
        },
    }


def _command(args: argparse.Namespace) -> str:
    """The command that trains the same again; files by their names only, because folders are nobody's business."""
    words = ["feature-map-explorer", "train", "DATA", "-o", Path(args.output).name]
    numbers = ("epochs", "batch_size", "lr", "weight_decay", "label_smoothing", "seed", "drawn", "limit", "holdout")
    for option in numbers:
        value = getattr(args, option)
        words += [] if value is None else [f"--{option.replace('_', '-')}", str(value)]
    words += ["--arch", Path(args.arch).name] if args.arch else []
    for teacher in args.teacher:
        words += ["--teacher", Path(teacher).name]
    words += ["--no-batch-norm"] if args.no_batch_norm else []
    words += ["--no-augmentation"] if args.no_augmentation else []
    return shlex.join(words)


class _Saver:
    """Writes each better network to the output file, with all that is known about it."""

    def __init__(self, output: Path, metadata: dict[str, Any], reporter: _Reporter) -> None:
        self.output = output
        self.metadata = metadata
        self.reporter = reporter
        self.best: dict[str, Any] = {}

    def __call__(self, net: nn.Sequential, progress: Progress) -> None:
        self.best = {"epoch": progress.epoch}
        if progress.accuracy is not None:
            self.best["holdout"] = progress.accuracy
        self.save(net, {})

    def save(self, net: nn.Sequential, accuracy: dict[str, Any]) -> None:
        """Write the file with these accuracies (0..1) beside what is known of the best epoch."""
        from explorer.training import checkpoint

        checkpoint.save(net, self.output, {**self.metadata, "accuracy": {**self.best, **accuracy}})
        self.reporter.event("saved", f"wrote {self.output}", file=str(self.output), **self.best)


class _Reporter:
    """Says on stdout how it goes: one JSON object a line, or lines to read."""

    every = 10
    """Steps between two reports within an epoch."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def event(self, event: str, text: str, **values: Any) -> None:
        """One line: the text, or all values."""
        print(json.dumps({"event": event, **values}) if self.as_json else text, flush=True)

    def progress(self, progress: Progress) -> None:
        """A step (as JSON now and then) or the end of an epoch."""
        if progress.epoch_ended:
            self.event("epoch", _epoch_text(progress), **asdict(progress))
        elif self.as_json and progress.step % self.every == 0:
            self.event("step", "", **asdict(progress))

    def done(self, output: Path, accuracy: float, count: int, stopped: bool) -> None:
        """The last line."""
        how = "stopped; " if stopped else ""
        text = f"{how}{accuracy:.2%} of {count:,} test digits right; weights in {output}"
        self.event("done", text, file=str(output), accuracy=accuracy, test_digits=count, stopped=stopped)


def _epoch_text(progress: Progress) -> str:
    right = "" if progress.accuracy is None else f", {progress.accuracy:.2%} of the held-out digits right"
    return f"epoch {progress.epoch}/{progress.epochs}: loss {progress.loss:.4f}{right} ({progress.seconds:.0f} s)"
