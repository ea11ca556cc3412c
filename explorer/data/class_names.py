"""Names of a network's classes: from a text or JSON file, or those of a well-known dataset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from explorer.errors import InputError
from explorer.words import reason

_CIFAR10 = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
_FASHION = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")

PRESETS = ("mnist", "fashion-mnist", "cifar10", "imagenet")
"""Datasets whose class names are known."""


def class_names(reference: str) -> tuple[str, ...]:
    """The names that a preset or a file stands for, by class number. Raises InputError."""
    preset = reference.lower()
    return preset_names(preset) if preset in PRESETS else read_class_names(Path(reference))


def preset_names(preset: str) -> tuple[str, ...]:
    """The class names of one of PRESETS. ImageNet's come from torchvision, which takes a second to import."""
    if preset == "mnist":
        return tuple(map(str, range(10)))
    if preset == "imagenet":
        from torchvision.models import ResNet18_Weights

        return tuple(ResNet18_Weights.DEFAULT.meta["categories"])
    return _FASHION if preset == "fashion-mnist" else _CIFAR10


def read_class_names(path: Path) -> tuple[str, ...]:
    """Names from a file: one a line, a JSON list, or a JSON object from class number to name or name to number.

    ImageNet's well-known index file, number to [WordNet id, name], is read too. Raises InputError naming the file.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        if path.exists():
            raise InputError("{0}: cannot be read: {1}.", path, reason(error)) from error
        text = "{0}: cannot be read: {1}; known without a file are {2}."
        raise InputError(text, path, reason(error), ", ".join(PRESETS)) from error
    except UnicodeDecodeError as error:
        raise InputError("{0}: is no text file in UTF-8.", path) from error
    if text.lstrip().startswith(("[", "{")):
        try:
            return _from_json(json.loads(text), path)
        except ValueError as error:
            raise InputError("{0}: is not JSON: {1}.", path, error) from error
    names = tuple(line.strip() for line in text.splitlines() if line.strip())
    if not names:
        raise InputError("{0}: holds no class names.", path)
    return names


def _from_json(content: Any, path: Path) -> tuple[str, ...]:
    if isinstance(content, dict):
        content = _in_order(content)
    if not isinstance(content, list) or not content or not all(isinstance(name, str) for name in content):
        raise InputError("{0}: class names are a JSON list of texts, or an object from 0, 1, 2, ... to texts.", path)
    return tuple(content)


def _in_order(content: dict[str, Any]) -> list[Any] | None:
    """The values by their numbers 0..n-1, or the keys by theirs; None where the numbers are not so."""
    if all(isinstance(value, int) for value in content.values()):
        content = {str(number): name for name, number in content.items()}
    values = [content.get(str(number)) for number in range(len(content))]
    return [value[-1] if isinstance(value, list) and value else value for value in values]
