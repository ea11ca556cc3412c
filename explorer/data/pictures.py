"""Pictures from anywhere (files, arrays, the clipboard) as plain grey or RGB pictures of 8 bits."""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from explorer.errors import InputError
from explorer.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Twice the size at which Pillow begins to warn, and the size at which it refuses.
MAX_PIXELS = 178_956_970

SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".dib", ".gif", ".tif", ".tiff", ".webp", ".avif"}
    | {".ppm", ".pgm", ".pbm", ".pnm", ".tga", ".ico", ".jp2"}
)
"""How picture files are called that can be read."""

# What Pillow's decoders are known to raise for damaged files, beside OSError.
_DAMAGED = (SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError, KeyError, TypeError, OverflowError)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture in the window and where it comes from.

    Attributes:
        image: the picture, mode `L` or `RGB`.
        label: what people call it: `Drawing`, `cat.jpg`.
        kind: where it comes from.
        path: its file, if it has one.
        tensors: what the network is given as it is, instead of the prepared picture: a tensor, or a tuple or dict of
            tensors; `image` only shows it then.
    """

    image: Image.Image
    label: str
    kind: Literal["drawing", "file", "sample", "pasted", "given", "stimulus", "camera"]
    path: Path | None = None
    tensors: Any = None


def as_image(picture: Image.Image | np.ndarray | str | Path) -> Image.Image:
    """The picture in mode `L` or `RGB`: a PIL image, a file's path, or an array.

    Arrays are uint8 or float 0..1, (H, W), (H, W, 1), (H, W, 3) or (H, W, 4). Raises InputError.
    """
    if isinstance(picture, Image.Image):
        return picture if _is_plain(picture) else _plain(picture, _name_of(picture))
    if isinstance(picture, np.ndarray):
        return _plain(_image_of_array(picture), Words("the array"))
    if isinstance(picture, str | Path):
        return read_picture(picture)
    raise InputError("A picture is a PIL image, an array or a file's path, not {0}.", type(picture).__name__)


def read_picture(path: str | Path) -> Image.Image:
    """The picture in a file, upright, in mode `L` or `RGB`; of an animation the first frame. Raises InputError."""
    path = Path(path)
    try:
        _check_file(path)
        with warnings.catch_warnings():
            # Pillow's warnings of large or oddly tagged files: what is too large is refused below, in words.
            warnings.simplefilter("ignore")
            with Image.open(path) as image:
                return _plain(image, str(path))
    except Image.DecompressionBombError as error:
        raise InputError(_too_large(str(path))) from error
    except UnidentifiedImageError as error:
        raise InputError(
            "{0} is no picture that can be read: open a PNG, JPEG, GIF, TIFF or WebP file.", path
        ) from error
    except FileNotFoundError as error:
        raise InputError("{0} does not exist.", path) from error
    except PermissionError as error:
        raise InputError("{0} may not be read: you have no permission to open it.", path) from error
    except (OSError, *_DAMAGED) as error:
        raise InputError("{0} cannot be read: {1}.", path, _reason(error)) from error


def _check_file(path: Path) -> None:
    """Raises InputError for what is no file with bytes in it, and OSError for what the system refuses."""
    status = path.stat()
    if path.is_dir():
        raise InputError("{0} is a folder, not a picture.", path)
    if not path.is_file():
        raise InputError("{0} is no ordinary file.", path)
    if status.st_size == 0:
        raise InputError("{0} is empty.", path)


def _is_plain(image: Image.Image) -> bool:
    """Whether there is nothing to do; a pen's every move asks."""
    return type(image) is Image.Image and image.mode in ("L", "RGB") and not image.info and _pixels(image) > 0


def _plain(image: Image.Image, name: str) -> Image.Image:
    """The picture decoded, upright, over white, in 8 bits. Raises InputError with the picture's name."""
    if not _pixels(image):
        raise InputError("{0} has no pixels: it is {1} × {2}.", name, image.width, image.height)
    if _pixels(image) > MAX_PIXELS:
        raise InputError(_too_large(name))
    try:
        image.load()
        # Turned first, while the file's tags are there; scaled before Pillow's own conversions clip 16 bits to 255.
        return _eight_bits(_over_white(_scaled(_upright(image), name)))
    except MemoryError as error:
        raise InputError("{0} is too large for the memory that is free.", name) from error
    except (OSError, *_DAMAGED) as error:
        raise InputError("{0} is damaged or incomplete: {1}.", name, _reason(error)) from error


def _pixels(image: Image.Image) -> int:
    return image.width * image.height


def _scaled(image: Image.Image, name: str) -> Image.Image:
    """Pictures of 16 bits, 32 bits and floats as `L`, 0..255 by the range that their values are in."""
    if image.mode not in ("I", "F") and not image.mode.startswith("I;16"):
        return image
    values = np.asarray(image)
    if image.mode.startswith("I;16"):
        # By table, for eight times less memory than by arithmetic: microscopes' pictures are large.
        grey = Image.fromarray(np.rint(np.arange(65536) / 257).astype(np.uint8)[values])
    else:
        grey = Image.fromarray(_bytes_in_range(values.astype(np.float64), image.mode == "F", name))
    grey.info = {key: value for key, value in image.info.items() if key != "transparency"}
    return grey


def _bytes_in_range(values: NDArray[np.float64], floats: bool, name: str) -> NDArray[np.uint8]:
    """Any numbers as 0..255. Raises InputError for NaN and infinity."""
    if not np.isfinite(values).all():
        raise InputError("{0} holds values that are no finite numbers (NaN or infinity).", name)
    low, high = _range_of(values, floats)
    scaled: NDArray[np.float64] = np.rint((values - low) * 255 / (high - low))
    return scaled.astype(np.uint8)


def _range_of(values: NDArray[np.float64], floats: bool) -> tuple[float, float]:
    """What stands for black and white: the usual range that holds all values, else their own minimum and maximum."""
    low, high = float(values.min()), float(values.max())
    usual = (1.0, 255.0, 65535.0) if floats else (255.0, 65535.0)
    if low >= 0:
        for white in usual:
            if high <= white:
                return 0.0, white
    return (low, high) if high > low else (low, low + 1.0)


def _upright(image: Image.Image) -> Image.Image:
    """The picture turned as its EXIF orientation says; as it is where the tags are damaged."""
    try:
        return ImageOps.exif_transpose(image)
    except (OSError, *_DAMAGED):
        return image


def _over_white(image: Image.Image) -> Image.Image:
    """A picture with transparency, laid over white paper."""
    if not image.has_transparency_data:
        return image
    grey = image.mode in ("1", "L", "LA", "La")
    premultiplied = {"La": "LA", "RGBa": "RGBA"}.get(image.mode)
    layered = image.convert(premultiplied or ("LA" if grey else "RGBA"))
    paper = Image.new("L" if grey else "RGB", image.size, "white")
    paper.paste(layered.convert(paper.mode), mask=layered.getchannel("A"))
    return paper


def _eight_bits(image: Image.Image) -> Image.Image:
    """Mode `L` for grey pictures, `RGB` for all others, free of tags that were already obeyed."""
    if image.mode not in ("L", "RGB"):
        image = image.convert("L" if image.mode in ("1", "LA", "La") else "RGB")
    bare = Image.Image.copy(image)
    bare.info = {}
    return bare


def _image_of_array(array: np.ndarray) -> Image.Image:
    """The array (H, W), (H, W, 1), (H, W, 3) or (H, W, 4) as `L`, `RGB` or `RGBA`. Raises InputError."""
    if array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] not in (1, 3, 4)):
        raise InputError("An array of shape {0} is no picture: (H, W), (H, W, 3) or (H, W, 4) is.", array.shape)
    if not array.size:
        raise InputError("An array of shape {0} has no pixels.", array.shape)
    if np.issubdtype(array.dtype, np.floating):
        array = _bytes_of_floats(array)
    elif array.dtype != np.uint8:
        raise InputError("An array of {0} is no picture: use uint8 from 0 to 255 or floats from 0 to 1.", array.dtype)
    return Image.fromarray(np.ascontiguousarray(array[..., 0] if array.shape[2:] == (1,) else array))


def _bytes_of_floats(array: np.ndarray) -> NDArray[np.uint8]:
    """0..1 as 0..255, rounded. Raises InputError for NaN and for values outside."""
    low, high = float(array.min()), float(array.max())
    if not np.isfinite([low, high]).all():
        raise InputError("The array holds values that are no finite numbers (NaN or infinity).")
    if low < 0 or high > 1:
        raise InputError("The array's values go from {0:g} to {1:g}: floats must lie between 0 and 1.", low, high)
    return np.rint(array * np.float64(255)).astype(np.uint8)


def _name_of(image: Image.Image) -> str:
    return str(getattr(image, "filename", "")) or Words("The picture")


def _too_large(name: str) -> Words:
    return Words("{0} has more than {1} million pixels: open a smaller copy of it.", name, MAX_PIXELS // 1_000_000)


def _reason(error: BaseException) -> Words:
    """The first line of what the system or the decoder says, without its own file names and full stops."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    first = (said.splitlines() or [""])[0].strip().rstrip(".")
    cut_off = re.fullmatch(r"image file is truncated \((\d+) bytes not processed\)", first)
    if cut_off:
        return Words("image file is truncated ({0} bytes not processed)", cut_off[1])
    return (
        Words("image file is truncated") if first == "image file is truncated" else Words(first or type(error).__name__)
    )
