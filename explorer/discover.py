"""Features are files: walk a package's folder and return the classes that its files contribute."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from types import ModuleType

T = TypeVar("T")


def discover(package: ModuleType, base: type[T]) -> list[type[T]]:
    """The subclasses of `base` defined in the modules of `package`, by their `order` (then by name).

    A module whose name begins with an underscore and the module `base` contribute nothing.
    """
    found: list[type[T]] = []
    for info in pkgutil.iter_modules(package.__path__):
        if info.name.startswith("_") or info.name == "base":
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        found += [
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, base)
            and value is not base
            and value.__module__ == module.__name__
            and not value.__name__.startswith("_")
        ]
    return sorted(found, key=lambda cls: (getattr(cls, "order", 0), cls.__name__))
