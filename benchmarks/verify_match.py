"""Are weights matched to the network that they belong to? All of torchvision's classifiers, saved in six ways."""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
import torchvision
from safetensors.torch import save_file
from torch.overrides import TorchFunctionMode
from torchvision.models import get_model_builder

from explorer import models
from explorer.models import zoo
from explorer.models.candidates import fits
from explorer.models.matching import tied
from explorer.models.torchvision_architectures import Torchvision
from explorer.models.weights import Weights, read

if TYPE_CHECKING:
    from collections.abc import Callable

    State = dict[str, torch.Tensor]
    Save = Callable[[Path], Any]

HEAD = """# Are weights matched to the network that they belong to?

Written by `make verify-match` (`benchmarks/verify_match.py`): torch {torch}, torchvision {torchvision},
{threads} threads, CPU.

Every classification model of torchvision is built by torchvision's own builder with random weights, and its state dict
is written to files which the program then reads without being told what they are:

- **plain**: `torch.save(model.state_dict(), ...)`;
- **module.**: the same under the names that DataParallel gives;
- **in a dict**: `{{"epoch": 3, "state_dict": ..., "best_acc": 0.5}}`;
- **safetensors**: the same tensors as a safetensors file without a header of its own;
- **7 classes**: a network built for 7 classes, plain;
- **1 channel**: the same, whose first convolution reads grey pictures.

Each is compared with all {count} of them (and those for segmentation) by names and shapes. “yes” means that the file's
own model is the one that is taken; other models that the file fits whole as well, because nothing in it tells them
apart, stand under **ties**. The plain file and the last two are then opened as the window opens them, and every tensor
of the network must be the saved one, bit for bit. **seconds** are for reading and comparing all six files.

"""
FORMS = ("plain", "module.", "in a dict", "safetensors", "7 classes", "1 channel")
CLASSES = 7
POOL = 1_000_003
"""Random numbers: a prime, so that no two tensors of one size get the same ones."""
FILLERS = {torch.Tensor.normal_, torch.Tensor.uniform_, torch.nn.init.kaiming_uniform_}


@dataclass(eq=False)
class Row:
    """One model's line of the table."""

    name: str
    tensors: int
    taken: dict[str, str] = field(default_factory=dict)
    ties: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def __str__(self) -> str:
        marks = ("yes" if self.taken[form] == self.name else self.taken[form] or "no" for form in FORMS)
        cells = (self.name, self.tensors, *marks, ", ".join(sorted(self.ties)) or "none", f"{self.seconds:.1f}")
        return "| " + " | ".join(map(str, cells)) + " |"


def verified(name: str, folder: Path) -> Row:
    """One model, saved in every form, one file at a time, and matched."""
    state = network(name, 1000).state_dict()
    row = Row(name, len(state))
    forms: dict[str, Save] = {
        "plain": lambda path: torch.save(state, path),
        "module.": lambda path: torch.save({f"module.{key}": value for key, value in state.items()}, path),
        "in a dict": lambda path: torch.save({"epoch": 3, "state_dict": state, "best_acc": 0.5}, path),
        "safetensors": lambda path: save_file({key: value.contiguous() for key, value in state.items()}, path),
    }
    for form, save in forms.items():
        _match(row, form, save, folder, state if form == "plain" else None)
    fewer = network(name, CLASSES).state_dict()
    _match(row, "7 classes", lambda path: torch.save(fewer, path), folder, fewer)
    first = next(key for key, tensor in fewer.items() if tensor.ndim == 4 and tensor.shape[1] == 3)
    fewer[first] = fewer[first][:, :1].clone()
    _match(row, "1 channel", lambda path: torch.save(fewer, path), folder, fewer)
    return row


def network(name: str, classes: int) -> torch.nn.Module:
    """As torchvision builds it, with random weights; they repeat, because new ones for all take half an hour."""
    settings: dict[str, Any] = {"init_weights": False} if name in ("googlenet", "inception_v3") else {}
    with Unfilled():
        module: torch.nn.Module = get_model_builder(name)(weights=None, num_classes=classes, **settings)
    pool = (torch.rand(POOL, generator=torch.Generator().manual_seed(classes)) - 0.5).repeat(2)
    start = 0
    for tensor in module.state_dict().values():
        if tensor.is_floating_point():
            for part in tensor.view(-1).split(POOL):
                part.copy_(pool[start : start + len(part)])
                start = (start + len(part)) % POOL
    return module


class Unfilled(TorchFunctionMode):
    """Within it new networks get zeros in place of random numbers."""

    def __torch_function__(self, func: Any, _types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func in FILLERS:
            tensor = args[0] if args else kwargs["tensor"]
            tensor.detach().zero_()
            return tensor
        return func(*args, **(kwargs or {}))


def _match(row: Row, form: str, save: Save, folder: Path, state: State | None) -> None:
    """Write the file, match it, note what was taken, and remove it."""
    path = folder / ("weights.safetensors" if form == "safetensors" else "weights.pth")
    save(path)
    began = time.perf_counter()
    found = fits(read(path), thorough=True)
    row.seconds += time.perf_counter() - began
    row.taken[form] = found[0].name if found[0].whole else ""
    row.ties |= {fit.name for fit in tied(found)} - {row.name}
    if row.taken[form] != row.name:
        row.complaints.append(f"{form}: {found[0].name}: {found[0].misfit() or 'fits whole'}")
    if state is not None:
        row.complaints += [f"{form}: {complaint}" for complaint in _opened(path, row.name, state)]
    path.unlink()


def _opened(path: Path, name: str, state: State) -> list[str]:
    """What is wrong with the opened network: nothing, if its tensors are the saved ones."""
    model = models.load(str(path))
    if model.title != zoo.title(name):
        return [f"opened as {model.title}"]
    # The heads that GoogLeNet only has for training are left out.
    own = zoo.current_keys(name, state)
    loaded = model.module.state_dict()
    if loaded.keys() != own.keys():
        return [f"the network has other tensors: {sorted(loaded.keys() ^ own.keys())[:3]}"]
    return [f"{key} is not what was saved" for key in own if not torch.equal(own[key], loaded[key])]


def comparing_seconds(folder: Path) -> tuple[float, float, float]:
    """Processor seconds for one small file: with the families that resemble it, with all models, and with all again.

    The first two build networks without numbers for the first time.
    """
    path = folder / "first.pth"
    torch.save(network("squeezenet1_1", 1000).state_dict(), path)
    weights, seconds = read(path), []
    for thorough in (False, True, True):
        began = time.process_time()
        fits(weights, thorough)
        seconds.append(time.process_time() - began)
    return seconds[0], seconds[0] + seconds[1], seconds[2]


def overlooked() -> list[str]:
    """The models that opening does not look at more closely, although the file holds exactly their tensors."""
    missed = []
    for own in Torchvision.candidates(Weights(Path(), "", {}), thorough=True):
        weights = Weights(Path(), "", {key: torch.empty(0) for key in own.shapes})
        near = {candidate.name for candidate in Torchvision.candidates(weights, thorough=False)}
        missed += [] if own.name in near else [own.name]
    return missed


def summary(rows: list[Row], seconds: tuple[float, float, float]) -> str:
    """One paragraph: how many were matched, and how long it takes."""
    plain = sum(all(row.taken[form] == row.name for form in FORMS[:4]) for row in rows)
    fewer, grey = (sum(row.taken[form] == row.name for row in rows) for form in FORMS[4:])
    return (
        f"**{plain} of {len(rows)} matched in all four forms, {fewer} of {len(rows)} with 7 classes, "
        f"{grey} of {len(rows)} with 1 channel**; "
        f"{sum(bool(row.ties) for row in rows)} with ties, {sum(len(row.complaints) for row in rows)} complaints. "
        f"Comparing a first file with all of them takes {seconds[1]:.1f} s of one processor, building them without "
        f"numbers included; further ones {seconds[2]:.2f} s. Opening looks only at families that resemble the file: "
        f"{seconds[0]:.1f} s the first time. (Importing torchvision comes before that.)"
    )


def table(rows: list[Row], seconds: tuple[float, float, float]) -> str:
    """The whole page."""
    head = HEAD.format(
        torch=torch.__version__,
        torchvision=torchvision.__version__,
        threads=torch.get_num_threads(),
        count=len(zoo_names()),
    )
    columns = ("model", "tensors", *FORMS, "ties", "seconds")
    lines = ["| " + " | ".join(columns) + " |", "|---|--:|" + "---|" * len(FORMS) + "---|--:|", *map(str, rows)]
    return f"{head}{summary(rows, seconds)}\n\n" + "\n".join(lines) + "\n"


def zoo_names() -> list[str]:
    """torchvision's classification models."""
    return torchvision.models.list_models(module=torchvision.models)


def main() -> int:
    """Exit code 1 if any file is taken for another network's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="models (default: all)")
    parser.add_argument("-o", "--output", type=Path, help="write the table to this file")
    options = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        seconds = comparing_seconds(Path(folder))
        for name in options.names or zoo_names():
            rows.append(verified(name, Path(folder)))
            print(rows[-1], *rows[-1].complaints[:5], sep="\n    ", flush=True)
            gc.collect()
    print(summary(rows, seconds))
    missed = overlooked()
    if missed:
        print(f"Not looked at when their own weights are opened: {', '.join(missed)}.")
    if options.output:
        options.output.write_text(table(rows, seconds), encoding="utf-8")
    return int(any(row.complaints for row in rows) or bool(missed))


if __name__ == "__main__":
    sys.exit(main())
