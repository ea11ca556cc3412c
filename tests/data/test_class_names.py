"""Class names from files and presets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from explorer.data.class_names import class_names
from explorer.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "text",
    [
        "cat\n dog \n\nfish\n",
        "\ufeffcat\r\ndog\r\nfish",
        '["cat", "dog", "fish"]',
        '{"0": "cat", "2": "fish", "1": "dog"}',
        '{"cat": 0, "fish": 2, "dog": 1}',
        '{"0": ["n02", "cat"], "1": ["n03", "dog"], "2": ["n04", "fish"]}',
    ],
)
def test_every_usual_form_is_read(tmp_path: Path, text: str) -> None:
    file = tmp_path / "names.txt"
    file.write_text(text, encoding="utf-8")
    assert class_names(str(file)) == ("cat", "dog", "fish")


@pytest.mark.parametrize("text", ["", "\n\n", "{", "[1, 2]", "[]", '{"1": "cat"}', '{"0": "cat", "2": "dog"}'])
def test_what_names_nothing_is_refused_with_the_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "names.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"names\.json"):
        class_names(str(file))


def test_a_picture_is_no_list_of_names(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(InputError, match="UTF-8"):
        class_names(str(file))


@pytest.mark.parametrize(
    ("preset", "count", "third"),
    [
        ("mnist", 10, "2"),
        ("CIFAR10", 10, "bird"),
        ("fashion-mnist", 10, "Pullover"),
        ("imagenet", 1000, "great white shark"),
    ],
)
def test_well_known_datasets_need_no_file(preset: str, count: int, third: str) -> None:
    names = class_names(preset)
    assert (len(names), names[2]) == (count, third)


def test_an_unknown_preset_is_a_missing_file() -> None:
    with pytest.raises(InputError, match=r"cifar-10: cannot be read.*cifar10"):
        class_names("cifar-10")
