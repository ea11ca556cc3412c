"""torch's own cache of downloaded weights; a file in it is used only if its hash is right, and never runs code."""

from __future__ import annotations

import hashlib
import pickle
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from explorer.errors import ModelError
from explorer.models.download import fetch, file_name
from explorer.words import Words, reason

if TYPE_CHECKING:
    from collections.abc import Callable

# What torch.load and load_state_dict raise for a file that is no state dict of the model.
UNREADABLE = (pickle.UnpicklingError, RuntimeError, KeyError, EOFError, OSError, TypeError, ValueError, AttributeError)


class Refused(Exception):
    """A cached file must not or cannot be used; the text says why, with a place for its name."""

    def __init__(self, reason: Words) -> None:
        super().__init__(reason)
        self._reason = reason

    def about(self, file: str | Path) -> Words:
        """Why this file is not used, as a sentence without its full stop."""
        return Words(self._reason.sentence, file)


def cached_file(url: str) -> Path | None:
    """Where torch.hub keeps what it downloads from `url`, None if it is not there."""
    path = _folder() / file_name(url)
    return path if path.is_file() else None


def downloaded(url: str, progress: Callable[[int, int | None], None]) -> Path:
    """The file of `url` in the cache, fetched if it is not there or not what its name promises. Raises ModelError."""
    prefix = _hash_prefix(file_name(url))
    if not prefix:
        raise ModelError("{0} is not downloaded: there is no hash in its name to check it against.", url)
    path = cached_file(url)
    return path if path is not None and _has_hash(path, prefix) else fetch(url, _folder(), prefix, progress)


def state_dict(path: Path) -> dict[str, torch.Tensor]:
    """The weights in a cached file; torch.hub would neither check its hash nor keep it from running code.

    Raises Refused.
    """
    prefix = _hash_prefix(path.name)
    if not prefix:
        raise Refused(Words("{0} has no hash in its name to be checked against"))
    try:
        with path.open("rb") as file:
            # The very bytes that are checked are read: another file of that name may come meanwhile.
            if not hashlib.file_digest(file, "sha256").hexdigest().startswith(prefix):
                raise Refused(Words("{0} does not match its hash"))
            file.seek(0)
            with warnings.catch_warnings():
                # It says that the file is unusual, just before it is read or refused.
                warnings.filterwarnings("ignore", message="Detected pickle protocol", category=UserWarning)
                state = torch.load(file, map_location="cpu", weights_only=True)
    except UNREADABLE as error:
        raise Refused(Words("{0} cannot be read as weights")) from error
    if not isinstance(state, dict):
        raise Refused(Words("{0} holds no weights of this model"))
    return state


def _folder() -> Path:
    return Path(torch.hub.get_dir(), "checkpoints")


def _hash_prefix(name: str) -> str:
    match = torch.hub.HASH_REGEX.search(name)
    return match.group(1) if match else ""


def _has_hash(path: Path, prefix: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest().startswith(prefix)
    except OSError as error:
        raise ModelError("{0} cannot be read: {1}.", path, reason(error)) from error
