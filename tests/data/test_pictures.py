from __future__ import annotations

import io
import os

import numpy as np
import pytest
from PIL import Image

from explorer.data import pictures
from explorer.data.pictures import Picture, as_image, read_picture
from explorer.errors import InputError


def saved(image, path, **options):
    image.save(path, **options)
    return path


def values(picture):
    return np.asarray(picture).tolist()


def test_rows_and_columns_of_a_file_keep_their_order(tmp_path):
    array = np.array([[0, 50, 100], [150, 200, 250]], np.uint8)
    picture = read_picture(saved(Image.fromarray(array), tmp_path / "a.png"))
    assert (picture.mode, picture.size) == ("L", (3, 2))
    assert values(picture) == array.tolist()


def test_a_path_may_be_a_string_or_a_path(tmp_path):
    path = saved(Image.new("RGB", (2, 1), (1, 2, 3)), tmp_path / "a.png")
    assert values(as_image(str(path))) == values(as_image(path)) == [[[1, 2, 3], [1, 2, 3]]]


def turned(image):
    """Says that row 0 is the right side and column 0 the top, as a camera held upright does."""
    exif = Image.Exif()
    exif[0x0112] = 6
    stream = io.BytesIO()
    image.save(stream, "PNG", exif=exif)
    stream.seek(0)
    return stream


def test_a_camera_held_sideways_gives_an_upright_picture(tmp_path):
    path = tmp_path / "turned.png"
    path.write_bytes(turned(Image.fromarray(np.array([[10, 20, 30], [40, 50, 60]], np.uint8))).read())
    assert values(read_picture(path)) == [[40, 10], [50, 20], [60, 30]]


def test_an_opened_picture_is_turned_once_and_left_as_it_was():
    opened = Image.open(turned(Image.fromarray(np.array([[10, 20, 30], [40, 50, 60]], np.uint8))))
    first = as_image(opened)
    assert values(first) == values(as_image(first)) == [[40, 10], [50, 20], [60, 30]]
    assert opened.size == (3, 2)


def test_a_sideways_picture_of_16_bits_is_turned_too(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.fromarray(np.array([[0, 257], [514, 65535]], np.uint16))
    assert values(read_picture(saved(image, tmp_path / "a.tif", exif=exif))) == [[2, 0], [255, 1]]


def test_transparency_is_laid_over_white(tmp_path):
    # 100 * 128/255 + 255 * 127/255 = 177.2; 0 -> 127; 255 stays.
    image = Image.new("RGBA", (1, 1), (100, 0, 255, 128))
    assert values(read_picture(saved(image, tmp_path / "a.png"))) == [[[177, 127, 255]]]


def test_grey_with_transparency_stays_grey(tmp_path):
    # 0 * 64/255 + 255 * 191/255 = 191.
    picture = read_picture(saved(Image.new("LA", (1, 1), (0, 64)), tmp_path / "a.png"))
    assert (picture.mode, values(picture)) == ("L", [[191]])


def test_a_transparent_grey_level_becomes_white(tmp_path):
    image = Image.fromarray(np.array([[7, 8]], np.uint8))
    assert values(read_picture(saved(image, tmp_path / "a.png", transparency=7))) == [[255, 8]]


def test_a_transparent_palette_entry_becomes_white(tmp_path):
    image = Image.fromarray(np.array([[0, 1, 2]], np.uint8)).convert("P")
    image.putpalette([255, 0, 0, 0, 255, 0, 0, 0, 255])
    path = saved(image, tmp_path / "a.png", transparency=1)
    assert values(read_picture(path)) == [[[255, 0, 0], [255, 255, 255], [0, 0, 255]]]


def test_16_bits_are_scaled_not_clipped(tmp_path):
    image = Image.fromarray(np.array([[0, 257, 32768, 65535]], np.uint16))
    path = saved(image, tmp_path / "a.png")
    with Image.open(path) as opened:
        assert opened.mode == "I;16"
    # 32768 / 257 = 127.5 and a little.
    assert values(read_picture(path)) == [[0, 1, 128, 255]]


def test_big_endian_16_bits_are_the_same(tmp_path):
    image = Image.frombytes("I;16B", (2, 1), b"\x80\x00\xff\xff")
    assert values(read_picture(saved(image, tmp_path / "a.tif"))) == [[128, 255]]


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (np.array([[0, 51, 255]], np.int32), [[0, 51, 255]]),
        (np.array([[0, 257, 65535]], np.int32), [[0, 1, 255]]),
        (np.array([[-100, 0, 100]], np.int32), [[0, 128, 255]]),
        (np.array([[0, 100_000]], np.int32), [[0, 255]]),
        (np.array([[0, 0.2, 1]], np.float32), [[0, 51, 255]]),
        (np.array([[0, 51, 255]], np.float32), [[0, 51, 255]]),
        (np.array([[-2, -1, 2]], np.float32), [[0, 64, 255]]),
        (np.array([[-5, -5]], np.float32), [[0, 0]]),
    ],
    ids=str,
)
def test_32_bits_are_scaled_by_the_range_that_they_use(tmp_path, array, expected):
    assert values(read_picture(saved(Image.fromarray(array), tmp_path / "a.tif"))) == expected


def test_floats_that_are_no_numbers_are_refused(tmp_path):
    path = saved(Image.fromarray(np.array([[0, np.nan]], np.float32)), tmp_path / "nan.tif")
    with pytest.raises(InputError, match=r"nan\.tif holds values that are no finite numbers"):
        read_picture(path)


def test_print_colours_become_screen_colours(tmp_path):
    # Cyan and magenta ink: what is left is blue.
    path = saved(Image.new("CMYK", (8, 8), (255, 255, 0, 0)), tmp_path / "a.jpg", quality=95)
    red, green, blue = np.asarray(read_picture(path)).reshape(-1, 3).mean(axis=0)
    assert red < 8
    assert green < 8
    assert blue > 247


def test_one_bit_becomes_black_and_white(tmp_path):
    image = Image.fromarray(np.array([[True, False, False]]))
    assert values(read_picture(saved(image, tmp_path / "a.png"))) == [[255, 0, 0]]


def test_an_animation_shows_its_first_frame(tmp_path):
    frames = [Image.new("RGB", (2, 2), colour) for colour in ("red", "blue")]
    path = saved(frames[0], tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    with Image.open(path) as opened:
        assert opened.n_frames == 2
    assert values(read_picture(path)) == [[[255, 0, 0]] * 2] * 2


GREY = ["1", "L", "LA", "La", "I", "F", "I;16", "I;16B"]
COLOUR = ["P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", "HSV", "LAB"]


@pytest.mark.parametrize("mode", GREY + COLOUR)
def test_every_mode_ends_as_grey_or_colour(mode):
    picture = as_image(Image.new(mode, (3, 2)))
    assert picture.mode == ("L" if mode in GREY else "RGB")
    assert picture.size == (3, 2)


def test_damaged_tags_do_not_stop_a_good_picture():
    image = Image.new("L", (2, 1), 9)
    image.info["exif"] = b"Exif\0\0 no tags at all"
    assert values(as_image(image)) == [[9, 9]]


def test_a_plain_picture_passes_without_a_copy():
    image = Image.new("L", (3, 2), 7)
    assert as_image(image) is image


def test_what_is_no_picture_at_all_is_refused():
    with pytest.raises(InputError, match="not int"):
        as_image(3)


def test_a_picture_without_pixels_is_refused():
    with pytest.raises(InputError, match="has no pixels: it is 0 × 5"):
        as_image(Image.new("L", (0, 5)))


def one_sentence(error, path):
    text = str(error.value)
    return text.startswith(str(path)) and text.endswith(".") and "\n" not in text


def test_text_named_png_is_no_picture(tmp_path):
    path = tmp_path / "notes.png"
    path.write_text("not a picture")
    with pytest.raises(InputError, match="is no picture that can be read") as error:
        read_picture(path)
    assert one_sentence(error, path)


def test_an_empty_file_is_said_to_be_empty(tmp_path):
    path = tmp_path / "empty.png"
    path.touch()
    with pytest.raises(InputError, match="is empty") as error:
        read_picture(path)
    assert one_sentence(error, path)


@pytest.mark.parametrize("extension", ["png", "jpg", "gif", "tif", "webp", "bmp"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_file_cut_short_is_refused(tmp_path, extension, share):
    noise = np.random.default_rng(0).integers(0, 256, (40, 40, 3), np.uint8)
    path = saved(Image.fromarray(noise), tmp_path / f"cut.{extension}")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(InputError) as error:
        read_picture(path)
    assert one_sentence(error, path)


@pytest.mark.parametrize("extension", ["png", "jpg", "gif", "tif", "webp"])
def test_damaged_bytes_give_a_picture_or_a_sentence(tmp_path, extension):
    noise = np.random.default_rng(1)
    path = saved(Image.fromarray(noise.integers(0, 256, (24, 24, 3), np.uint8)), tmp_path / f"bad.{extension}")
    good = path.read_bytes()
    outcomes = set()
    for _ in range(60):
        bad = bytearray(good)
        for where in noise.integers(0, len(good), 8):
            bad[where] = noise.integers(256)
        path.write_bytes(bad)
        try:
            outcomes.add(read_picture(path).mode)
        except InputError as error:
            outcomes.add(str(error).startswith(str(path)))
    assert outcomes <= {"L", "RGB", True}


def test_a_folder_is_no_picture(tmp_path):
    with pytest.raises(InputError, match="is a folder, not a picture") as error:
        read_picture(tmp_path)
    assert one_sentence(error, tmp_path)


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(InputError, match="does not exist") as error:
        read_picture(tmp_path / "none.png")
    assert one_sentence(error, tmp_path / "none.png")


@pytest.mark.parametrize("name", ["a\0b.png", "x" * 5000])
def test_an_impossible_name_is_refused(name):
    with pytest.raises(InputError, match="cannot be read"):
        read_picture(name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(InputError, match="is no ordinary file"):
        read_picture(tmp_path / "pipe.png")


def test_a_file_without_permission_says_so(tmp_path, monkeypatch):
    # The administrator may read everything, so a real file would not refuse.
    path = saved(Image.new("L", (2, 2)), tmp_path / "secret.png")

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Image, "open", refuse)
    with pytest.raises(InputError, match="you have no permission") as error:
        read_picture(path)
    assert one_sentence(error, path)


def test_a_large_picture_is_opened_without_a_warning(tmp_path, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 80)
    path = saved(Image.new("L", (10, 10), 3), tmp_path / "large.png")
    assert read_picture(path).size == (10, 10)


def test_a_decompression_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 40)
    path = saved(Image.new("L", (10, 10)), tmp_path / "bomb.png")
    with pytest.raises(InputError, match="more than 178 million pixels: open a smaller copy") as error:
        read_picture(path)
    assert one_sentence(error, path)


def test_more_pixels_than_allowed_are_refused_before_they_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 2_000_000)
    path = saved(Image.new("1", (2000, 1001)), tmp_path / "huge.png")
    with pytest.raises(InputError, match="more than 2 million pixels") as error:
        read_picture(path)
    assert one_sentence(error, path)


def test_a_picture_knows_its_file(tmp_path):
    image = Image.new("L", (1, 1))
    assert Picture(image, "Drawing", "drawing").path is None
    assert Picture(image, "a.png", "file", tmp_path / "a.png").path == tmp_path / "a.png"
