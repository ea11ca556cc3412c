"""`feature-map-explorer layers`: every layer and functional operation of a model, in order of execution."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from explorer.cli._model import add_model_arguments, input_shapes, opened
from explorer.errors import ModelError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from explorer.core.graph import Trace
    from explorer.models.base import Model

NAME = "layers"
HELP = "list a model's layers and operations with shapes, parameters and costs"

_HEADS = ("name", "kind", "op", "output", "parameters", "MACs", "memory")
_LEFT_ALIGNED = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `layers`."""
    add_model_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON list, an object for each call")


def run(args: argparse.Namespace) -> int:
    """Print the calls of one forward pass on an input of zeros."""
    shapes = input_shapes(args.input_shape) if args.input_shape else ()
    model = opened(args)
    trace = _trace(model, shapes or (model.input_shape, *model.further_shapes))
    print(_json(trace) if args.json else _text(model, trace))
    return 0


def _trace(model: Model, shapes: Sequence[tuple[int, ...]]) -> Trace:
    import torch

    import explorer

    try:
        inputs = tuple(torch.zeros(1, *shape) for shape in shapes)
    except RuntimeError as error:
        text = " and ".join("×".join(map(str, shape)) for shape in shapes)
        raise ModelError("An input of shape {0} does not fit into memory.", text) from error
    return explorer.capture(model, model.on_its_device(inputs if len(inputs) > 1 else inputs[0]))


def _json(trace: Trace) -> str:
    from explorer.core.geometry import call_record

    lines = [json.dumps(call_record(call), ensure_ascii=False) for call in trace]
    return "[\n" + ",\n".join(lines) + "\n]"


def _text(model: Model, trace: Trace) -> str:
    from explorer.core.geometry import bytes_text, call_record, shape_text

    records = [call_record(call) for call in trace]
    rows = [(*_words(record, shape_text), bytes_text(record["activation_bytes"])) for record in records]
    # A layer that runs twice has its parameters once.
    total = (f"{model.parameter_count:,}", f"{_sum(records, 'macs'):,}", bytes_text(_sum(records, "activation_bytes")))
    return f"{model.describe()}\n\n{_table([_HEADS, *rows, (f'{len(rows)} calls', '', '', '', *total)])}"


def _words(record: dict[str, Any], shape_text: Any) -> tuple[str, ...]:
    numbers = (f"{record['parameters']:,}", f"{record['macs']:,}")
    return (record["name"], record["kind"], record["op"], shape_text(record["output_shape"]), *numbers)


def _sum(records: Sequence[dict[str, Any]], key: str) -> int:
    return sum(record[key] for record in records)


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Aligned columns with a rule under the heads and one above the last row, the totals."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(_aligned(row, widths)).rstrip() for row in rows]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = zip(row, widths, strict=True)
    return [f"{cell:<{width}}" if at < _LEFT_ALIGNED else f"{cell:>{width}}" for at, (cell, width) in enumerate(cells)]
