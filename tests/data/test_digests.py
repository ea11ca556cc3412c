"""Hashes of files, in pieces and remembered."""

import hashlib
import os

import pytest

from explorer.data import digests
from explorer.data.digests import digest, prepare_digest


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch):
    monkeypatch.setattr(digests, "_PIECE", 4)
    monkeypatch.setattr(digests, "_sums", {})


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "weights.pt"
    path.write_bytes(b"0123456789")
    return path


@pytest.fixture
def read(monkeypatch):
    """How many bytes were hashed."""
    counted = []

    class Counting:
        def __init__(self):
            self.hash = hashlib.sha256()

        def update(self, piece):
            counted.append(len(piece))
            self.hash.update(piece)

        def hexdigest(self):
            return self.hash.hexdigest()

    monkeypatch.setattr(digests, "_new_hash", Counting)
    return counted


def after(pieces):
    """A pause after so many pieces."""
    left = [None] * pieces
    return lambda: not left or left.pop()


def test_it_is_the_files_sha256(file):
    assert digest(file) == hashlib.sha256(b"0123456789").hexdigest()


def test_what_was_prepared_in_pieces_is_not_read_again(file, read):
    assert not prepare_digest(file, after(1))
    assert sum(read) == 4
    assert not prepare_digest(file, after(1))
    assert sum(read) == 8
    assert digest(file) == hashlib.sha256(b"0123456789").hexdigest()
    assert sum(read) == 10
    assert prepare_digest(file, lambda: True)
    assert digest(file) == hashlib.sha256(b"0123456789").hexdigest()
    assert sum(read) == 10


def test_a_changed_file_is_read_again_from_its_beginning(file):
    prepare_digest(file, after(2))
    file.write_bytes(b"another")
    assert digest(file) == hashlib.sha256(b"another").hexdigest()
    file.write_bytes(b"changed")
    os.utime(file, ns=(1, 1))
    assert digest(file) == hashlib.sha256(b"changed").hexdigest()


def test_only_so_many_are_remembered(tmp_path):
    for number in range(20):
        path = tmp_path / str(number)
        path.write_bytes(bytes([number]))
        digest(path)
    assert len(digests._sums) == 16


def test_a_missing_file_is_the_systems_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        digest(tmp_path / "none")
