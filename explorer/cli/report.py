"""`feature-map-explorer report`: what every layer says about one picture, as one HTML page for a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from explorer.cli._chosen import add_layers_argument, chosen_calls
from explorer.cli._language import add_language_argument, speaker
from explorer.cli._model import add_model_arguments, opened

if TYPE_CHECKING:
    import argparse

NAME = "report"
HELP = "write a page with a model's layers for a picture, to be opened in any browser"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `report`."""
    parser.description = (
        "Write one HTML file with the model, the picture, the prediction, and facts and feature maps of the chosen "
        "layers. Everything is inside it: it needs no internet and no script."
    )
    add_model_arguments(parser)
    parser.add_argument("input", metavar="INPUT", help="the picture that the model is shown")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the .html file to write")
    add_layers_argument(parser)
    add_language_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Show the model the picture and write what its layers said."""
    from datetime import datetime

    import explorer
    from explorer.core.geometry import bytes_text
    from explorer.core.whole_file import write_whole
    from explorer.data.pictures import read_picture
    from explorer.sharing.report import Shown, report

    model, source = opened(args), Path(args.input)
    image = read_picture(source)
    trace = explorer.capture(model, model.on_its_device(model.prepare(image)))
    calls = chosen_calls(trace, args.layers)
    page = report(model, Shown(image, source.name), trace, calls, datetime.now(), say=speaker(args.language))
    path = Path(args.output)
    write_whole(path, lambda partial: partial.write_text(page, encoding="utf-8"))
    print(f"{path}: {len(calls)} of {len(trace)} calls, {bytes_text(len(page.encode()))}")
    return 0
