"""The content of torch.save's files, read without running anything that they name."""

from __future__ import annotations

import pickle
import pickletools
import re
import struct
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

import torch

from explorer.errors import ModelError
from explorer.models.file_kinds import CHECKPOINT
from explorer.words import Words, joined

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path
    from typing import IO

    from explorer.models.file_kinds import FileKind

DAMAGED = (
    *(RuntimeError, OSError, EOFError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError),
    *(AssertionError, ImportError, MemoryError, zipfile.BadZipFile, struct.error, pickle.UnpicklingError),
)
"""What readers raise for files that are cut off or changed."""


class CodeNeeded(ModelError):
    """A pickle holds more than data: restoring it would run code, and nothing of it was restored.

    Attributes:
        path: the file.
        names: the functions and classes that it asks for and that data does not need, in the file's order.
        harmful: whether one of them does things to the computer, which no network needs.
    """

    def __init__(self, path: Path, names: tuple[str, ...]) -> None:
        super().__init__(joined((_why(path, names), Words("Save model.state_dict() alone, or as .safetensors."))))
        self.path, self.names, self.harmful = path, names, _acting(names) is not None


class _Nothing:
    """Stands for a harmless object whose value nobody needs: takes what it is given and keeps none of it."""

    __slots__ = ()

    def __new__(cls, *_arguments: Any) -> _Nothing:
        return super().__new__(cls)

    def __setstate__(self, _state: Any) -> None:
        """Keep nothing: a state could otherwise set any attribute."""


class _Mapping:
    """Stands for a kind of dict: makes a plain one, which the reader then fills."""

    def __new__(cls, *_arguments: Any) -> dict[Any, Any]:  # type: ignore[misc]
        return {}


# Training leaves these beside the weights. Not even they are made: each name gets the stand-in.
_VALUES = (
    *("argparse.Namespace", "types.SimpleNamespace", "torch.torch_version.TorchVersion"),
    *("numpy.dtype", "numpy.ndarray", "numpy.core.multiarray.scalar", "numpy.core.multiarray._reconstruct"),
    *("numpy._core.multiarray.scalar", "numpy._core.multiarray._reconstruct"),
    *("datetime.datetime", "datetime.date", "datetime.timedelta"),
    *("pathlib.PosixPath", "pathlib.WindowsPath", "pathlib.PurePosixPath", "pathlib.PureWindowsPath"),
    *("pathlib._local.PosixPath", "pathlib._local.WindowsPath", "pathlib._local.PurePosixPath"),
    # What a defaultdict makes its values with.
    *("builtins.list", "builtins.dict", "builtins.int", "builtins.float", "builtins.str"),
    *("builtins.frozenset", "builtins.slice"),
)
_MAPPINGS = (
    "collections.defaultdict",
    "pytorch_lightning.utilities.parsing.AttributeDict",
    "lightning_fabric.utilities.data.AttributeDict",
    "lightning.fabric.utilities.data.AttributeDict",
)
_STAND_INS: list[Any] = [*((_Nothing, name) for name in _VALUES), *((_Mapping, name) for name in _MAPPINGS)]

# torch's own list, as far as weights need it.
_TENSORS = re.compile(
    r"torch\.(\w*Storage|storage\.\w+|_utils\._rebuild\w+|_tensor\._rebuild\w+|nn\.parameter\.Parameter|Tensor|Size|"
    r"device|serialization\._get_layout|bool|[a-z]+\d\w*)|collections\.(OrderedDict|Counter)|_codecs\.encode|"
    r"builtins\.(set|bytearray|complex)"
)
# Where functions come from that do things to the computer.
_ACTS = frozenset(
    {
        *("posix", "nt", "os", "sys", "builtins", "subprocess", "shutil", "importlib", "runpy", "ctypes", "socket"),
        *("urllib", "pty", "webbrowser", "pathlib", "operator", "functools", "pickle"),
    }
)
# Pickles inside the pickle, of which nothing would be seen: what reads the file as data does not follow them.
_NESTED = frozenset({"torch.storage._load_from_bytes", "torch.load", "torch.serialization.load", "torch.jit.load"})
_HIDDEN = "something whose name is worked out while it is read"
# ... but for these, which networks are pickled with.
_PASSIVE = frozenset({"functools.partial", "builtins.object"})

_LONGEST = 120
"""Characters of a name or reason that are shown."""


def unpickled(path: Path, kind: FileKind, stand_ins: Sequence[tuple[type, str]] = ()) -> Any:
    """What torch.save put into the file, on the CPU. Raises CodeNeeded, and ModelError where the file is damaged.

    Args:
        path: the file.
        kind: what it is.
        stand_ins: further classes to be made in place of those of these names.
    """
    known = [*_STAND_INS, *stand_ins]
    try:
        # An open file: from a path torch would take its reader by the name's ending.
        with path.open("rb") as file, torch.serialization.safe_globals(known), warnings.catch_warnings():
            # torch warns of pickles that it did not write; what it cannot read of them it refuses anyway.
            warnings.simplefilter("ignore")
            return torch.load(file, map_location="cpu", weights_only=True)
    except DAMAGED as error:
        names = foreign_names(path, kind)
        if names:
            raise CodeNeeded(path, names) from error
        if isinstance(error, pickle.UnpicklingError):
            raise ModelError(
                "{0}: cannot be read: it was pickled in another way than torch.save does: save it with torch.save.",
                path,
            ) from error
        raise ModelError(
            "{0}: is damaged or no weights file ({1}): download it again.", path, first_line(error)
        ) from error


def foreign_names(path: Path, kind: FileKind) -> tuple[str, ...]:
    """The functions and classes that a pickle asks for beyond tensors and plain data; nothing is run.

    Empty also where the pickle cannot be followed to its end without a foreign name.
    """
    known = {*_VALUES, *_MAPPINGS}
    names: list[str] = []
    try:
        for name in _names(path, kind):
            if name not in known and not _TENSORS.fullmatch(name):
                names.append(name)
    except DAMAGED:
        pass  # a pickle that is cut off has said enough, or says nothing
    return tuple(dict.fromkeys(names))


def is_allowed(name: str, shown: Collection[str]) -> bool:
    """Whether a pickle may ask for this function or class where the user has agreed to those that were `shown`."""
    if name in _NESTED:
        return False
    data = name in _VALUES or name in _MAPPINGS or bool(_TENSORS.fullmatch(name))
    return data or (name in shown and _acting((name,)) is None)


def first_line(error: BaseException) -> str:
    """The first sentence of what was raised, without its full stop."""
    lines = str(error).strip().splitlines()
    return _printable(lines[0].split(". ")[0].rstrip(".")) if lines else type(error).__name__


def _printable(text: str) -> str:
    """What a damaged file may say, as it can be shown."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _names(path: Path, kind: FileKind) -> Iterator[str]:
    if kind is CHECKPOINT:
        with zipfile.ZipFile(path) as archive:
            pickles = next(name for name in archive.namelist() if name.partition("/")[2] == "data.pkl")
            with archive.open(pickles) as stream:
                yield from _globals(stream)
    else:
        with path.open("rb") as file:
            # A magic number, a version, facts about the machine, the object itself.
            for _ in range(4):
                yield from _globals(file)


def _globals(stream: IO[bytes]) -> Iterator[str]:
    """`module.name` of everything that the next pickle of the stream asks for."""
    # Texts that are on the stack just now, None for anything else; and what was kept for later.
    pushed: list[str | None] = [None, None]
    memo: dict[int, str | None] = {}
    for operation, argument, _ in pickletools.genops(stream):
        name = operation.name
        if name in ("GLOBAL", "INST"):
            yield current_name(*str(argument).split(" ", 1))
        elif name == "STACK_GLOBAL":
            module, attribute = pushed[-2:]
            yield _HIDDEN if module is None or attribute is None else current_name(module, attribute)
        if name in ("PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE"):
            memo[len(memo) if argument is None else int(argument)] = pushed[-1]
        elif name in ("GET", "BINGET", "LONG_BINGET"):
            pushed.append(memo.get(int(argument or 0)))
        elif name not in ("FRAME", "PROTO"):
            # Whatever else an operation does to the stack: a name that is not pushed right before its use is hidden.
            pushed.append(argument if isinstance(argument, str) and "UNICODE" in name else None)


def current_name(module: str, name: str) -> str:
    """A name of Python 2, which protocol 2 writes, as it is called today."""
    module = {"__builtin__": "builtins", "copy_reg": "copyreg"}.get(module, module)
    return _printable(f"{module}.{name}")


def _acting(names: tuple[str, ...]) -> str | None:
    """The first function that does things to the computer, however it is reached, or hides what it does."""

    def acts(name: str) -> bool:
        return name not in _PASSIVE and (name in _NESTED or name == _HIDDEN or not _ACTS.isdisjoint(name.split(".")))

    return next(filter(acts, names), None)


def _why(path: Path, names: tuple[str, ...]) -> Words:
    acting = _acting(names)
    if acting is not None:
        hidden = Words("something whose name is worked out while it is read") if acting == _HIDDEN else acting
        return Words("{0}: was not read, because reading it would call {1}, which weights never need.", path, hidden)
    if any(name.startswith("torch.nn.modules.") for name in names):
        text = "{0}: holds a whole pickled network ({1}), which only running code can restore."
        return Words(text, path, names[0])
    first = Words("{0} and {1:,} more", ", ".join(names[:3]), len(names) - 3) if len(names) > 3 else ", ".join(names)
    return Words("{0}: holds objects besides weights ({1}), which only running code can restore.", path, first)
