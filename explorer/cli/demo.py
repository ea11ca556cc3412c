"""`demo`: a tour through the real window without a screen, played by mouse and keyboard events, with screenshots."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import ExplorerError
from explorer.words import reason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

NAME = "demo"
HELP = "play a tour in the real window without a screen and save screenshots"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """DIR, size and what to leave out."""
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help="folder for the screenshots")
    parser.add_argument("--size", metavar="WxH", default="1440x900", help="of the window (%(default)s)")
    parser.add_argument("--theme", choices=("light", "dark", "both"), default="both", help="(%(default)s)")
    parser.add_argument(
        "--guide",
        action="store_true",
        help="take the pictures of the user guide instead, whatever --size and --theme say",
    )
    parser.add_argument(
        "--language", choices=("system", "en", "ko"), default="system", help="of the window (%(default)s)"
    )


def run(args: argparse.Namespace) -> int:
    """Play the tour; prints each picture it writes and what the network said."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    _size(args.size)  # wrong usage is said before anything is made
    folder = Path(args.output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExplorerError("{0} cannot be made a folder for the screenshots: {1}.", folder, reason(error)) from error
    for line in _played(folder, args):
        print(line, flush=True)
    return 0


def _played(folder: Path, args: argparse.Namespace) -> Iterator[str]:
    if args.guide:
        from explorer.gui.guide_tour import SIZE, GuideTour

        tour = GuideTour(folder, *SIZE, args.language)
        return tour.play_shortly(args.language) if args.language == "ko" else tour.play()
    from explorer.gui.tour import Tour

    themes = ("light", "dark") if args.theme == "both" else (args.theme,)
    return Tour(folder, *_size(args.size), args.language).play(themes)


def _size(text: str) -> tuple[int, int]:
    from explorer.errors import UsageError

    width, cross, height = text.partition("x")
    if not (
        cross and width.isdigit() and height.isdigit() and 640 <= int(width) <= 8192 and 480 <= int(height) <= 8192
    ):
        raise UsageError(
            "--size {0}: width and height from 640x480 to 8192x8192 are needed, as in --size 1440x900", text
        )
    return int(width), int(height)
