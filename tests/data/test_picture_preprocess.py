"""Preprocessing with every choice open: fit, channels, order, range, mean and deviation, to JSON and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from PIL import Image

from explorer.data.picture_preprocess import PicturePreprocessing
from explorer.data.preprocess import PhotoPreprocessing
from explorer.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def _photo(width: int, height: int) -> Image.Image:
    dice = np.random.default_rng(3)
    return Image.fromarray(dice.integers(0, 256, (height, width, 3), np.uint8))


@pytest.mark.parametrize("size", [(300, 220), (120, 400), (256, 256), (90, 60)])
def test_a_preset_of_torchvision_gives_the_same_tensor(size: tuple[int, int]) -> None:
    photo = PhotoPreprocessing()
    ours = PicturePreprocessing.from_photo(photo)
    torch.testing.assert_close(ours(_photo(*size)), photo(_photo(*size)), rtol=0, atol=1e-6)
    assert ours.shown_region(size) == photo.shown_region(size)
    assert ours.describe() == photo.describe()


def test_a_picture_of_the_right_size_is_only_normalised() -> None:
    pixels = np.array([[0, 255], [51, 102]], np.uint8)
    made = PicturePreprocessing(2, 2, channels=1, mean=(0.2,), std=(0.5,))(Image.fromarray(pixels))
    expected = torch.tensor([[[[-0.4, 1.6], [0.0, 0.4]]]])
    torch.testing.assert_close(made, expected)


def test_blue_comes_first_where_the_network_wants_it_so() -> None:
    red = Image.new("RGB", (2, 2), (255, 0, 51))
    made = PicturePreprocessing(2, 2, order="BGR", value_range=(0, 255))(red)
    assert made[0, :, 0, 0].tolist() == [51, 0, 255]


def test_dark_ink_becomes_light_where_asked() -> None:
    ink = Image.new("L", (4, 4), 0)
    assert PicturePreprocessing(4, 4, channels=1, invert=True)(ink).min() == 1


def test_a_network_of_four_channels_gets_the_grey_picture_in_each() -> None:
    made = PicturePreprocessing(3, 5, channels=4)(Image.new("RGB", (5, 3), (255, 255, 255)))
    assert made.shape == (1, 4, 3, 5)
    assert made.min() == made.max() == 1


def test_padding_keeps_the_whole_picture_between_black_bars() -> None:
    made = PicturePreprocessing(4, 8, fit="pad", channels=1)(Image.new("L", (10, 10), 255))[0, 0]
    assert made.sum() == 16
    assert made[:, 2:6].min() == 1


def test_stretching_shows_the_whole_picture_out_of_proportion() -> None:
    halves = Image.new("L", (20, 10), 0)
    halves.paste(255, (10, 0, 20, 10))
    made = PicturePreprocessing(6, 6, fit="stretch", channels=1)(halves)[0, 0]
    assert made[:, :2].max() == 0
    assert made[:, 4:].min() == 1


@pytest.mark.parametrize("fit", ["crop", "pad", "stretch"])
@pytest.mark.parametrize("size", [(7, 31), (64, 48), (1, 1)])
def test_every_picture_comes_out_in_the_input_shape(fit: str, size: tuple[int, int]) -> None:
    settings = PicturePreprocessing(12, 20, fit=fit)  # type: ignore[arg-type]
    assert settings(_photo(*size)).shape == (1, *settings.input_shape)


@pytest.mark.parametrize(
    "settings",
    [
        PicturePreprocessing(3, 3, order="BGR", mean=(0.5, 0.4, 0.3), std=(0.2, 0.3, 0.4)),
        PicturePreprocessing(3, 3, channels=1, invert=True, value_range=(-1, 1)),
    ],
)
def test_what_the_network_sees_is_the_picture_again(settings: PicturePreprocessing) -> None:
    picture = _photo(3, 3) if settings.channels == 3 else _photo(3, 3).convert("L")
    np.testing.assert_array_equal(settings.denormalise(settings(picture)), np.asarray(picture))


def test_settings_survive_being_written_and_read(tmp_path: Path) -> None:
    settings = PicturePreprocessing(32, 48, "pad", None, 3, "BGR", (0, 255), (1, 2, 3), (4, 5, 6), True, "bicubic")
    file = tmp_path / "mine.json"
    file.write_text(settings.as_json(), encoding="utf-8")
    assert PicturePreprocessing.read(file) == settings


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "object"),
        ('{"height": 3}', "width"),
        ('{"height": 3, "width": 3, "hight": 4}', "hight"),
        ('{"height": 0, "width": 3}', "at least one pixel"),
        ('{"height": "a", "width": 3}', "numbers"),
        ('{"height": 3, "width": 3, "std": [0]}', "deviation"),
        ('{"height": 3, "width": 3, "mean": [1, 2]}', "mean"),
        ('{"height": 3, "width": 3, "order": "GBR"}', "GBR"),
        ('{"height": 3, "width": 3, "value_range": [1, 1]}', "same value"),
        ('{"height": 3, "width": 3, "interpolation": "magic"}', "magic"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence_that_names_it(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "mine.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason) as refused:
        PicturePreprocessing.read(file)
    assert str(file) in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.json"):
        PicturePreprocessing.read(tmp_path / "nowhere.json")


def test_what_is_usual_depends_on_the_size() -> None:
    assert PicturePreprocessing.usual((3, 224, 224)).describe() == "3 × 224 × 224, ImageNet normalised"
    assert PicturePreprocessing.usual((3, 32, 32)).describe() == "3 × 32 × 32, 0 to 1"
    assert json.loads(PicturePreprocessing.usual((1, 28, 28)).as_json())["channels"] == 1
