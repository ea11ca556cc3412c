from __future__ import annotations

import gzip
import struct

import numpy as np
import pytest

from explorer.data import mnist
from explorer.errors import InputError

IMAGES = np.arange(3 * 4 * 5, dtype=np.uint8).reshape(3, 4, 5)
LABELS = np.array([7, 0, 9], np.uint8)


def idx(array):
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


def write(folder, images=IMAGES, labels=LABELS, prefix="train"):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{prefix}-images-idx3-ubyte").write_bytes(idx(images))
    (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(idx(labels))


@pytest.mark.parametrize("place", ["MNIST/raw", "raw", "."])
def test_files_are_found_where_torchvision_keeps_them_and_beside(tmp_path, place):
    write(tmp_path / place)
    digits = mnist.read(tmp_path, "train")
    np.testing.assert_array_equal(digits.images, IMAGES)
    assert digits.labels.tolist() == [7, 0, 9]
    assert digits.labels.dtype == np.int64
    assert len(digits) == 3


def test_the_test_digits_have_files_of_their_own(tmp_path):
    write(tmp_path, prefix="train")
    write(tmp_path, IMAGES[:1], LABELS[:1], prefix="t10k")
    assert len(mnist.read(tmp_path, "test")) == 1


def test_gzipped_files_say_the_same(tmp_path):
    write(tmp_path)
    for path in list(tmp_path.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    digits = mnist.read(tmp_path, "train")
    np.testing.assert_array_equal(digits.images, IMAGES)


def test_a_part_keeps_pictures_and_labels_together(tmp_path):
    write(tmp_path)
    part = mnist.read(tmp_path, "train")[np.array([2, 0])]
    assert part.labels.tolist() == [9, 7]
    assert part.images[0, 0, 0] == 40


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"has no train-images-idx3-ubyte"):
        mnist.read(tmp_path, "train")


@pytest.mark.parametrize("length", [0, 3, 9, 16, 40])
def test_a_truncated_file_is_refused(tmp_path, length):
    write(tmp_path)
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx(IMAGES)[:length])
    with pytest.raises(InputError, match="train-images-idx3-ubyte"):
        mnist.read(tmp_path, "train")


def test_a_file_with_more_than_its_header_promises_is_refused(tmp_path):
    write(tmp_path)
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(LABELS) + b"!")
    with pytest.raises(InputError, match="too long: its header promises 3 bytes, 4 follow"):
        mnist.read(tmp_path, "train")


@pytest.mark.parametrize("cut", [5, 30])
def test_a_truncated_gzip_file_is_refused(tmp_path, cut):
    write(tmp_path)
    path = tmp_path / "train-images-idx3-ubyte"
    path.with_suffix(".gz").write_bytes(gzip.compress(path.read_bytes())[:cut])
    path.unlink()
    with pytest.raises(InputError, match="truncated or damaged"):
        mnist.read(tmp_path, "train")


def test_labels_in_place_of_pictures_are_refused(tmp_path):
    write(tmp_path)
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx(LABELS))
    with pytest.raises(InputError, match="is not an idx file of bytes with 3 dimension"):
        mnist.read(tmp_path, "train")


def test_pictures_and_labels_of_different_number_are_refused(tmp_path):
    write(tmp_path, labels=LABELS[:2])
    with pytest.raises(InputError, match="3 pictures, train-labels-idx1-ubyte 2 labels"):
        mnist.read(tmp_path, "train")


def test_no_pictures_at_all_are_refused(tmp_path):
    write(tmp_path, IMAGES[:0], LABELS[:0])
    with pytest.raises(InputError, match="holds no pictures"):
        mnist.read(tmp_path, "train")
