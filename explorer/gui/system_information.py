"""What somebody who looks for a problem has to know of the machine and the program; no names of files or users."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from explorer import __version__

if TYPE_CHECKING:
    from explorer.gui.frames import Frame

_PACKAGES = ("torch", "torchvision", "PySide6-Essentials", "pyqtgraph", "numpy", "pillow", "safetensors")
_EXTRAS = ("onnx", "onnxruntime", "timm")


def system_information(frame: Frame | None) -> list[tuple[str, str]]:
    """(what, value) pairs; `frame` is the one on the screen, None if nothing has run. No package is imported for it."""
    return [
        ("Feature Map Explorer", __version__),
        ("Python", platform.python_version()),
        ("Qt", str(qVersion())),
        *((name, _version(name)) for name in _PACKAGES),
        *((name, _version(name)) for name in _EXTRAS if _version(name) != _MISSING),
        ("System", f"{platform.platform()}, {platform.machine()}"),
        ("Window system", _screen()),
        ("Processors", str(os.cpu_count())),
        ("Threads of torch", _threads()),
        ("GPUs", _gpus()),
        ("Network runs on", _device(frame)),
    ]


_MISSING = "not installed"


def as_text(pairs: list[tuple[str, str]]) -> str:
    """One `what: value` a line."""
    return "\n".join(f"{what}: {value}" for what, value in pairs)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _MISSING


def _screen() -> str:
    screens = [
        f"{s.size().width()} x {s.size().height()} at {s.devicePixelRatio():g}" for s in QGuiApplication.screens()
    ]
    return ", ".join((QGuiApplication.platformName(), *screens))


def _threads() -> str:
    torch = sys.modules.get("torch")
    return "torch has not been imported yet" if torch is None else str(torch.get_num_threads())


def _gpus() -> str:
    torch = sys.modules.get("torch")
    if torch is None:
        return "torch has not been imported yet"
    names = [torch.cuda.get_device_name(number) for number in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        names.append("mps")
    return ", ".join(names) or "none"


def _device(frame: Frame | None) -> str:
    if frame is None:
        return "nothing yet"
    tensor = frame.run.tensor
    return f"{tensor.device}, {str(tensor.dtype).removeprefix('torch.')}"
