from __future__ import annotations

import dataclasses
import warnings

import numpy as np
import pytest
import torch
from PIL import Image

from explorer.data import preprocess
from explorer.data.preprocess import DigitPreprocessing, PhotoPreprocessing
from explorer.data.strokes import DIGITS, drawn
from explorer.errors import InputError


@pytest.fixture(scope="module")
def photo():
    """An asymmetric picture with both smooth and sharp parts, 300 x 211."""
    y, x = np.mgrid[:211, :300]
    planes = [128 + 127 * np.sin(x / 7 + y / 31), (x * 5 + y * 3) % 256, np.where(x > 2 * y, 250, 10)]
    return Image.fromarray(np.stack(planes, axis=2).astype(np.uint8))


def test_a_drawing_becomes_28_by_28_between_0_and_1():
    tensor = DigitPreprocessing()(Image.fromarray(drawn(DIGITS[7])))
    assert tensor.shape == (1, *DigitPreprocessing().input_shape) == (1, 1, 28, 28)
    assert tensor.dtype == torch.float32
    assert tensor.min() == 0
    assert 0.95 < tensor.max() <= 1


@pytest.mark.parametrize("centre", [True, False])
@pytest.mark.parametrize("size", [(280, 280), (28, 28), (1, 1), (400, 7)])
@pytest.mark.parametrize("level", [0, 255])
def test_an_empty_canvas_and_empty_paper_give_zeros(centre, size, level):
    if size == (28, 28) and level:
        return
    tensor = DigitPreprocessing(centre=centre)(Image.new("L", size, level))
    assert tensor.shape == (1, 1, 28, 28)
    assert not tensor.any()


def test_what_is_28_by_28_already_is_taken_as_it_is():
    grey = np.zeros((28, 28), np.uint8)
    grey[2, 25] = 51
    tensor = DigitPreprocessing()(Image.fromarray(grey))
    assert tensor[0, 0, 2, 25] == np.float32(0.2)
    assert tensor.count_nonzero() == 1


@pytest.mark.parametrize("centre", [True, False])
def test_dark_ink_on_paper_is_the_same_as_light_on_black(centre):
    ink = drawn(DIGITS[4])
    light, dark = (DigitPreprocessing(centre=centre)(Image.fromarray(array)) for array in (ink, 255 - ink))
    assert torch.equal(light, dark)


def test_colours_are_read_as_grey():
    ink = Image.fromarray(drawn(DIGITS[2]))
    assert torch.equal(DigitPreprocessing()(ink.convert("RGB")), DigitPreprocessing()(ink))


def test_without_centring_the_whole_canvas_is_shrunk():
    ink = np.zeros((280, 280), np.uint8)
    ink[20:30, 250:255] = 254
    tensor = DigitPreprocessing(centre=False)(Image.fromarray(ink))
    # Half of the pixel in row 2 and column 25.
    assert tensor[0, 0, 2, 25] == np.float32(127 / 255)
    assert tensor.count_nonzero() == 1


def test_without_centring_a_wide_picture_is_padded():
    ink = np.zeros((140, 280), np.uint8)
    ink[0:10, 0:10] = 255
    tensor = DigitPreprocessing(centre=False)(Image.fromarray(ink))
    assert tensor[0, 0, 7, 0] == 1
    assert tensor.count_nonzero() == 1


def test_a_digit_shown_again_is_the_picture_that_the_network_sees():
    digits = DigitPreprocessing()
    tensor = digits(Image.fromarray(drawn(DIGITS[3])))
    shown = digits.denormalise(tensor)
    assert shown.dtype == np.uint8
    np.testing.assert_array_equal(shown, torch.round(tensor[0, 0] * 255).numpy())
    np.testing.assert_array_equal(digits.denormalise(tensor[0]), shown)


def test_showing_a_tensor_clips_what_no_picture_can_be():
    tensor = torch.tensor([[[[-1.0, 0.5], [float("nan"), 9.0]]]])
    assert DigitPreprocessing().denormalise(tensor).tolist() == [[0, 128], [0, 255]]


def test_preprocessings_are_values():
    assert DigitPreprocessing() == dataclasses.replace(DigitPreprocessing(centre=False), centre=True)
    assert len({PhotoPreprocessing(), PhotoPreprocessing(), PhotoPreprocessing(crop=200)}) == 2


def test_they_say_what_they_make():
    assert DigitPreprocessing().describe() == "28 × 28, grey, 0 to 1"
    assert PhotoPreprocessing().describe() == "3 × 224 × 224, ImageNet normalised"
    half = PhotoPreprocessing(mean=(0.5,), std=(0.5,), channels=1, crop=64)
    assert half.describe() == "1 × 64 × 64, -1 to 1"


def presets():
    from torchvision import models

    return {
        "bilinear": models.ResNet18_Weights.DEFAULT,
        "bicubic": models.EfficientNet_B0_Weights.DEFAULT,
        "crop is not resize": models.ResNet50_Weights.IMAGENET1K_V2,
        "crop is resize": models.ViT_B_16_Weights.IMAGENET1K_SWAG_LINEAR_V1,
        "large": models.EfficientNet_V2_S_Weights.DEFAULT,
        "0 to 255": models.VGG16_Weights.IMAGENET1K_FEATURES,
    }


@pytest.mark.parametrize("kind", list(presets()))
@pytest.mark.parametrize("turn", [False, True], ids=["wide", "tall"])
def test_photos_equal_torchvisions_bit_for_bit(photo, kind, turn):
    transforms = presets()[kind].transforms()
    image = photo.transpose(Image.Transpose.TRANSPOSE) if turn else photo
    own = PhotoPreprocessing.from_transforms(transforms)
    expected = transforms(image)[None]
    assert expected.shape == (1, *own.input_shape)
    assert torch.equal(own(image), expected)


@pytest.mark.parametrize("size", [(224, 224), (231, 57), (40, 41), (255, 1003)])
@pytest.mark.parametrize(("resize", "crop"), [(60, 64), (64, 64), (65, 32), (7, 64)])
def test_odd_sizes_and_crops_beyond_the_picture_equal_torchvisions(photo, size, resize, crop):
    from torchvision.transforms._presets import ImageClassification

    transforms = ImageClassification(crop_size=crop, resize_size=resize)
    image = photo.resize(size)
    assert torch.equal(PhotoPreprocessing.from_transforms(transforms)(image), transforms(image)[None])


@pytest.mark.parametrize("interpolation", ["bilinear", "bicubic"])
def test_without_antialiasing_photos_equal_torchvisions_tensors(photo, interpolation):
    from torchvision.transforms import InterpolationMode
    from torchvision.transforms._presets import ImageClassification
    from torchvision.transforms.functional import pil_to_tensor

    transforms = ImageClassification(
        crop_size=48, resize_size=64, interpolation=InterpolationMode(interpolation), antialias=False
    )
    own = PhotoPreprocessing.from_transforms(transforms)
    assert torch.equal(own(photo), transforms(pil_to_tensor(photo))[None])
    assert not torch.equal(own(photo), dataclasses.replace(own, antialias=True)(photo))


def test_grey_photos_are_repeated_in_every_channel(photo):
    plain = PhotoPreprocessing(mean=(0.0,) * 3, std=(1.0,) * 3)
    tensor = plain(photo.convert("L"))
    assert torch.equal(tensor[:, 0], tensor[:, 2])
    assert torch.equal(tensor[:, 0], tensor[:, 1])


def test_one_channel_is_the_grey_of_the_photo():
    grey = PhotoPreprocessing(resize=2, crop=2, mean=(0.5,), std=(0.25,), channels=1)
    image = Image.fromarray(np.array([[0, 51], [102, 255]], np.uint8))
    expected = torch.tensor([[[[-2, -1.2], [-0.4, 2]]]])
    torch.testing.assert_close(grey(image), expected)
    torch.testing.assert_close(grey(image.convert("RGB")), expected)
    np.testing.assert_array_equal(grey.denormalise(grey(image)), np.asarray(image))


def test_other_value_ranges_come_before_mean_and_deviation():
    bytes_less_mean = PhotoPreprocessing(
        resize=1, crop=1, mean=(100.0, 0.0, 55.0), std=(1.0, 1.0, 2.0), value_range=(0.0, 255.0)
    )
    image = Image.new("RGB", (1, 1), (110, 7, 255))
    tensor = bytes_less_mean(image)
    torch.testing.assert_close(tensor, torch.tensor([10.0, 7.0, 100.0]).view(1, 3, 1, 1))
    assert bytes_less_mean.denormalise(tensor).tolist() == [[[110, 7, 255]]]


def test_a_tensor_shown_again_is_the_middle_of_the_scaled_photo(photo):
    prepare = PhotoPreprocessing(resize=211, crop=211, interpolation="bicubic")
    left = round((300 - 211) / 2)
    expected = np.asarray(photo)[:, left : left + 211]
    np.testing.assert_array_equal(prepare.denormalise(prepare(photo)), expected)
    np.testing.assert_array_equal(prepare.denormalise(prepare(photo)[0]), expected)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        # Scaled to 512 x 256: the crop begins at 144 and 16; a scaled pixel is 2 pixels wide.
        ((1024, 512), (288, 32, 736, 480)),
        ((512, 1024), (32, 288, 480, 736)),
        ((256, 256), (16, 16, 240, 240)),
        ((64, 64), (4, 4, 60, 60)),
    ],
)
def test_the_shown_region_is_where_the_crop_lies_in_the_photo(size, expected):
    assert PhotoPreprocessing().shown_region(size) == expected


def test_nothing_outside_of_a_photo_is_shown():
    # Scaled to 20 x 10; of 16 x 16 the rows reach beyond it.
    assert PhotoPreprocessing(resize=10, crop=16).shown_region((200, 100)) == (20, 0, 180, 100)


def test_a_long_thin_picture_is_refused_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr(preprocess, "MAX_PIXELS", 1_000_000)
    with pytest.raises(InputError, match="1 × 5000 is too long and thin"):
        PhotoPreprocessing()(Image.new("L", (1, 5000)))


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"resize": 0}, "scaled to 0"),
        ({"crop": -1}, "cropped to -1"),
        ({"channels": 1}, "1 channels with 3 means"),
        ({"channels": 2, "mean": (0.0, 0.0), "std": (1.0, 1.0)}, "2 channels"),
        ({"std": (1.0, 0.0, 1.0)}, "deviation of 0"),
        ({"value_range": (1.0, 1.0)}, "the same value"),
        ({"interpolation": "cubic"}, "cubic is no interpolation: choose one of nearest"),
    ],
)
def test_settings_that_make_no_sense_are_refused(settings, reason):
    with pytest.raises(InputError, match=reason):
        PhotoPreprocessing(**settings)


def test_transforms_of_another_kind_are_refused():
    with pytest.raises(InputError, match="Identity is no preset"):
        PhotoPreprocessing.from_transforms(torch.nn.Identity())


def test_preparing_neither_warns_nor_changes_the_picture(photo):
    before = photo.tobytes()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        PhotoPreprocessing()(photo)
        DigitPreprocessing()(photo)
    assert photo.tobytes() == before
