"""Which files may run code when they are opened: none, unless the user said so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path


class TrustNeeded(ModelError):
    """A file can only be opened by running code that it holds or names, and the user has not allowed that.

    Attributes:
        path: the file.
        digest: its SHA-256, by which a consent is remembered.
        kind: what it is: `Python file`, `pickled module`, `TorchScript file`, `torch.export file`.
        shown: what would run, as text to be shown to the user.
    """

    def __init__(self, path: Path, digest: str, kind: str, shown: str) -> None:
        super().__init__(
            "{0}: opening this {1} runs the code in it, which can do anything that you can do. Open it only if you "
            "trust whoever made it (on the command line: --trust).",
            path,
            kind,
        )
        self.path, self.digest, self.kind, self.shown = path, digest, kind, shown


@dataclass(frozen=True, slots=True)
class Trust:
    """What the user has allowed.

    Attributes:
        everything: whether every file named in this opening may run code, as by `--trust`.
        digests: the SHA-256 of single files that may.
    """

    everything: bool = False
    digests: frozenset[str] = frozenset()

    def allows(self, path: Path) -> bool:
        """Whether this file may run code. Raises OSError."""
        return self.everything or bool(self.digests and digest_of(path) in self.digests)

    def require(self, path: Path, digest: str, kind: str, shown: str) -> None:
        """Go on only with the user's consent. Raises TrustNeeded.

        Args:
            path: the file that would run code.
            digest: the SHA-256 of exactly those bytes which will be run.
            kind: what the file is, as TrustNeeded has it.
            shown: what would run.
        """
        if not self.everything and digest not in self.digests:
            raise TrustNeeded(path, digest, kind, shown)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
