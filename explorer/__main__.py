"""The command line's door: a sub-command does its work in the terminal, everything else opens the window."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from explorer import __version__
from explorer.cli import commands
from explorer.cli._model import MODEL_HELP, add_opening_arguments, opening_of
from explorer.errors import ExplorerError, UsageError
from explorer.gui.defaults import is_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.cli import Command

PROGRAM = "feature-map-explorer"
DEBUG = "FEATURE_MAP_EXPLORER_DEBUG"
_DESCRIPTION = "See every filter, feature map and pooling output of a convolutional network while you draw."


class _Parser(argparse.ArgumentParser):
    """Wrong usage is an error like any other: one line instead of argparse's usage text and exit."""

    def error(self, message: str) -> NoReturn:
        raise UsageError("{0}; see {1} --help", message, self.prog)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl+C."""
    # Idle worker threads of torch would otherwise burn the processor that the window and other processes need.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return code
    except SystemExit as ended:  # argparse's, after --help and --version
        return ended.code if isinstance(ended.code, int) else 0
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:  # noqa: BLE001 - the last door: a user gets one line, whatever went wrong
        return _failed(error)


def _run(argv: list[str]) -> int:
    # Importing them all takes a tenth of the time until the window is painted.
    known = commands() if argv else {}
    if argv and argv[0] in known:
        command = known[argv[0]]
        return command.run(_command_parser(command).parse_args(argv[1:]))
    parser = _window_parser(known)
    args, rest = parser.parse_known_args(argv)
    if args.model in known:
        raise UsageError("'{0}' is a command and has to come first: {1} {0} ...", args.model, PROGRAM)
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return _install_desktop() if args.install_desktop else _open_window(args)


def _install_desktop() -> int:
    from explorer.cli._desktop import install_desktop, installed_program

    for path in install_desktop(installed_program()):
        print(path)
    return 0


def _open_window(args: argparse.Namespace) -> int:
    from explorer.cli._screen import check_screen

    said = (args.weights, args.input_shape, args.preprocess, args.classes, args.device, args.trust)
    if is_session(args.model or "") and (any(said) or args.input):
        raise UsageError("{0} says itself which model is opened, and how: leave out the options.", args.model)
    opening = opening_of(args) if any(said) else None
    check_screen()
    from explorer.gui.application import run_window

    kept = {"settings_file": Path(args.settings) if args.settings else None, "reset": args.reset}
    return run_window(model=args.model, picture=args.input, theme=args.theme, opening=opening, **kept)


def _command_parser(command: Command) -> argparse.ArgumentParser:
    parser = _Parser(prog=f"{PROGRAM} {command.NAME}", description=_sentence(command.HELP), allow_abbrev=False)
    command.add_arguments(parser)
    return parser


def _window_parser(known: dict[str, Command]) -> argparse.ArgumentParser:
    width = max(map(len, known), default=0)
    listing = "\n".join(f"  {name:<{width}}  {command.HELP}" for name, command in known.items())
    parser = _Parser(
        prog=PROGRAM,
        usage=f"{PROGRAM} [MODEL] [--weights FILE] [--input FILE] [...]\n       {PROGRAM} COMMAND ...",
        description=_DESCRIPTION,
        epilog=f"commands:\n{listing}\n\nSee {PROGRAM} COMMAND --help.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "model", nargs="?", metavar="MODEL", help=f"{MODEL_HELP}, or a session (.fmx); digits if left out"
    )
    add_opening_arguments(parser)
    parser.add_argument("--input", metavar="FILE", help="a picture to begin with")
    parser.add_argument(
        "--theme", choices=("light", "dark", "system"), default="system", help="colours of the window (%(default)s)"
    )
    parser.add_argument("--settings", metavar="FILE", help="keep settings in this INI file instead of the usual place")
    parser.add_argument(
        "--reset", action="store_true", help="begin with the default settings; the former ones are kept as .bak"
    )
    parser.add_argument(
        "--install-desktop", action="store_true", help="put the program into this user's menus (Linux), and end"
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    return parser


def _failed(error: Exception) -> int:
    """Say in one line on stderr what went wrong, and how to see more; the exit code."""
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    if isinstance(error, ExplorerError):
        print(f"{PROGRAM}: {' '.join(str(error).split())}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    from explorer.cli._screen import missing_library

    reason = missing_library(error)
    if reason is None:
        text = " ".join(str(error).split())
        reason = f"{type(error).__name__}{f': {text}' if text else ''} (set {DEBUG}=1 for the traceback)"
    print(f"{PROGRAM}: {reason}", file=sys.stderr)
    return 1


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


if __name__ == "__main__":
    sys.exit(main())
