"""`demo`: a tour through the real window without a screen, played by mouse and keyboard events, with screenshots."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import ExplorerError

if TYPE_CHECKING:
    import argparse

NAME = "demo"
HELP = "play a tour in the real window without a screen and save screenshots"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """DIR, size and what to leave out."""
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help="folder for the screenshots")
    parser.add_argument("--size", metavar="WxH", default="1440x900", help="of the window (%(default)s)")
    parser.add_argument("--theme", choices=("light", "dark", "both"), default="both", help="(%(default)s)")


def run(args: argparse.Namespace) -> int:
    """Play the tour; prints each picture it writes and what the network said."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    from explorer.gui.tour import Tour

    width, height = _size(args.size)
    folder = Path(args.output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExplorerError(f"{folder} cannot be made a folder for the screenshots: {error.strerror}.") from error
    themes = ("light", "dark") if args.theme == "both" else (args.theme,)
    tour = Tour(folder, width, height)
    for line in tour.play(themes):
        print(line, flush=True)
    return 0


def _size(text: str) -> tuple[int, int]:
    from explorer.errors import UsageError

    width, cross, height = text.partition("x")
    if not (
        cross and width.isdigit() and height.isdigit() and 640 <= int(width) <= 8192 and 480 <= int(height) <= 8192
    ):
        raise UsageError(f"--size {text}: width and height from 640x480 to 8192x8192 are needed, as in --size 1440x900")
    return int(width), int(height)
