"""`feature-map-explorer export`: what every layer says about one picture, as tensors, pictures and JSON."""

from __future__ import annotations

import functools
import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.cli._chosen import add_layers_argument, chosen_calls
from explorer.cli._model import add_model_arguments, opened
from explorer.core.whole_file import write_whole
from explorer.errors import ExplorerError
from explorer.words import reason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from explorer.core.graph import Call, Trace

NAME = "export"
HELP = "write a model's activations for a picture as tensors, pictures and JSON"

_LONGEST_NAME = 150
"""Characters of a picture's file name: file systems take 255 bytes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `export`."""
    parser.description = (
        "Write trace.json (model, prediction, every call) and, for the chosen layers, activations.npz or "
        "activations.safetensors with one tensor for each call, and one PNG with all feature maps of each call. "
        "Without --png, --npz and --safetensors both the PNGs and activations.npz are written."
    )
    add_model_arguments(parser)
    parser.add_argument("input", metavar="INPUT", help="the picture that the model is shown")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="folder to write into; made if needed")
    add_layers_argument(parser)
    parser.add_argument("--png", action="store_true", help="write the feature maps of each call as a PNG")
    tensors = parser.add_mutually_exclusive_group()
    tensors.add_argument("--npz", action="store_true", help="write the tensors as activations.npz")
    tensors.add_argument("--safetensors", action="store_true", help="write the tensors as activations.safetensors")


def run(args: argparse.Namespace) -> int:
    """Show the model the picture and write what its layers said; trace.json comes last."""
    import explorer
    from explorer.core.export import trace_json

    everything = not (args.png or args.npz or args.safetensors)
    model = opened(args)
    trace = explorer.capture(model, model.on_its_device(model.prepare(Path(args.input))))
    calls = chosen_calls(trace, args.layers)
    folder = _folder(args.output)
    more: dict[str, Any] = {}
    if args.npz or args.safetensors or everything:
        more["tensors"] = _write_tensors(folder, calls, args.safetensors, {"model": model.name, "input": args.input})
    if args.png or everything:
        more["pictures"] = _write_pictures(folder, trace, calls)
    text = trace_json(trace, model.name, args.input, model.class_name, **more)
    write_whole(folder / "trace.json", lambda path: path.write_text(text, encoding="utf-8"))
    print(_report(folder, len(calls), more))
    return 0


def _folder(output: str) -> Path:
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExplorerError("{0}: the folder cannot be made: {1}.", folder, reason(error)) from error
    return folder


def _write_tensors(folder: Path, calls: Sequence[Call], as_safetensors: bool, metadata: dict[str, str]) -> str:
    """The name of the file."""
    from explorer.core.export import tensors_by_name, write_npz, write_safetensors

    tensors = tensors_by_name(calls)
    if as_safetensors:
        path = folder / "activations.safetensors"
        write_whole(path, lambda partial: write_safetensors(partial, tensors, metadata))
    else:
        path = folder / "activations.npz"
        write_whole(path, lambda partial: write_npz(partial, tensors))
    return path.name


def _write_pictures(folder: Path, trace: Trace, calls: Sequence[Call]) -> list[dict[str, Any]]:
    """What was written: the file and the legend of each picture; calls without numbers to show have none."""
    from explorer.core.axes import call_maps
    from explorer.core.maps import is_signed
    from explorer.data.mosaic_png import mosaic, write_png

    records: list[dict[str, Any]] = []
    taken: set[str] = set()
    for call in calls:
        found = call_maps(trace, call)
        if found is None:
            continue
        picture, legend = mosaic(call.name, found.maps, is_signed(trace, call, found.maps), found.note)
        file = _file_name(call.name, taken)
        write_whole(folder / file, functools.partial(write_png, picture=picture, legend=legend))
        records.append({"file": file, **asdict(legend)})
    return records


def _file_name(name: str, taken: set[str]) -> str:
    """A file name that every system takes, and that no other call has (on systems that ignore case, too)."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "_", name)[:_LONGEST_NAME].lstrip(".-") or "output"
    file, number = f"{safe}.png", 2
    while file.lower() in taken:
        file, number = f"{safe}~{number}.png", number + 1
    taken.add(file.lower())
    return file


def _report(folder: Path, count: int, more: dict[str, Any]) -> str:
    files = ["trace.json", more.get("tensors"), f"{len(more['pictures'])} pictures" if "pictures" in more else None]
    *first, last = filter(None, files)
    return f"{folder}: wrote {', '.join(first)}{' and ' if first else ''}{last} of {count} calls"
