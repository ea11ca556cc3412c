"""Files over HTTP: watched, cancellable, taken up again where they broke off, used only if their hash is right."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import sys
from typing import IO, TYPE_CHECKING, cast
from urllib.parse import urlparse

from explorer.errors import ModelError
from explorer.models._http import Answer, Broken
from explorer.models.opening import PLAIN
from explorer.words import Words, joined, reason

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message
    from pathlib import Path

    from explorer.models._http import Head

    Progress = Callable[[int, int | None], None]

PATIENCE = 20.0
"""How long a server may send nothing, in seconds."""
_BLOCK = 1 << 20
_PART, _NO_SUCH_PART = 206, 416


def file_name(url: str) -> str:
    """The name under which torch keeps a download: the last part of the URL's path."""
    return os.path.basename(urlparse(url).path)


def fetch(
    url: str, folder: Path, sha256_prefix: str, progress: Progress = PLAIN.progress, patience: float = PATIENCE
) -> Path:
    """Download into `folder`, under the URL's own file name, and return the path of the whole, checked file.

    What has come before an interruption stays beside it as `.partial` and is gone on with next time, if the server
    can do that and still has the same file.

    Args:
        url: http or https; proxies are taken from the environment.
        folder: made if it is not there.
        sha256_prefix: how the file's SHA-256 has to begin, in hexadecimal.
        progress: told the bytes that are there and all there will be, also while nothing comes; what it raises
            ends the download.
        patience: how long the server may send nothing, in seconds.

    Raises:
        ModelError: the sentence names the URL or the file that cannot be written, and the reason.
    """
    if urlparse(url).scheme not in ("http", "https"):
        raise ModelError("{0} cannot be downloaded: its address is neither http nor https.", url)
    partial = _Partial(folder / file_name(url))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with partial.opened() as file:
            _Transfer(url, partial, file, progress).run(patience)
        _check(url, partial, sha256_prefix, progress)
        return partial.finished()
    except Broken as error:
        raise ModelError(joined((Words("{0} cannot be downloaded: {1}.", url, error.words), partial.kept()))) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            partial.remove()
        where = error.filename or partial.path
        raise ModelError("{0} cannot be written: {1}.", where, reason(error)) from error


def amount(count: int) -> str:
    """A number of bytes as people say it of files: `44.7 MB`."""
    return f"{count / (1 << 20):.1f} MB"


# ---- what comes from the server


class _Transfer:
    """What is written of a URL into a partial file, and who is told how much that is."""

    def __init__(self, url: str, partial: _Partial, file: IO[bytes], progress: Progress) -> None:
        self._url, self._partial, self._file, self._progress = url, partial, file, progress
        self._done, self._whole = 0, cast("int | None", None)

    def run(self, patience: float) -> None:
        """Write what is missing, or all of it where the server has another file than the one begun. Raises Broken."""
        for _ in range(2):
            self._done, tag = self._partial.begun(self._file)
            # Without If-Range a server would continue another file with the same name.
            headers = {"Range": f"bytes={self._done}-", "If-Range": tag} if self._done else {}
            with contextlib.closing(Answer(self._url, {"Accept-Encoding": "identity", **headers}, patience)) as answer:
                if self._continued(answer, tag):
                    return
            self._partial.empty(self._file)
        raise Broken(Words("the server sends another part of the file than it is asked for"))

    def _continued(self, answer: Answer, tag: str) -> bool:
        """Whether the file is whole now; False if what was there before is no part of it."""
        try:
            head = answer.head(self._tell)
        except Broken as error:
            if error.head is None or error.head.status != _NO_SUCH_PART or not self._done:
                raise
            return _range(error.head.headers)[1] == self._done
        if head.status == _PART and (_range(head.headers)[0] != self._done or _tag(head.headers) != tag):
            return False
        if head.headers.get_content_type() == "text/html":
            raise Broken(Words("a web page came instead of the file; does this network want you to log in?"))
        self._write(head, answer)
        return True

    def _write(self, head: Head, answer: Answer) -> None:
        if head.status != _PART:
            self._partial.empty(self._file)
            self._done = 0
        self._whole = _whole(head)
        self._partial.expect(0 if self._whole is None else self._whole - self._done, _tag(head.headers))
        for chunk in answer.chunks(self._tell):
            self._file.write(chunk)
            self._done += len(chunk)
            self._tell()
        if self._whole is not None and self._done < self._whole:
            raise Broken(Words("it ended after {0} of {1}", amount(self._done), amount(self._whole)))

    def _tell(self) -> None:
        self._progress(self._done, self._whole)


def _whole(head: Head) -> int | None:
    """How many bytes the whole file has, None where the server does not say."""
    if head.status == _PART:
        return _range(head.headers)[1]
    length = str(head.headers.get("Content-Length", ""))
    return int(length) if length.isdecimal() else None


def _range(headers: Message) -> tuple[int | None, int | None]:
    """Where the bytes of a part begin, and how many the whole file has."""
    match = re.fullmatch(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)", str(headers.get("Content-Range", "")).strip())
    first, whole = match.groups() if match else (None, None)
    return (int(first) if first else None), (int(whole) if whole and whole != "*" else None)


def _tag(headers: Message) -> str:
    """By what the server knows this very content again, empty if it does not."""
    tag = str(headers.get("ETag", ""))
    # A weak tag stands for contents that only mean the same.
    return tag if tag and not tag.startswith("W/") else str(headers.get("Last-Modified", ""))


def _check(url: str, partial: _Partial, sha256_prefix: str, progress: Progress) -> None:
    """Raises ModelError where the bytes are not those that the hash promises; they are gone then."""
    digest, whole = hashlib.sha256(), partial.path.stat().st_size
    with partial.path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            progress(whole, whole)
    if not digest.hexdigest().startswith(sha256_prefix):
        partial.remove()
        raise ModelError(
            "{0} cannot be used: the SHA-256 of what came does not begin with {1}, as the file's name promises; it "
            "was thrown away.",
            url,
            sha256_prefix,
        )


# ---- what is on the disk


class _Partial:
    """What has come of a file so far, and by what the server knows the file again."""

    def __init__(self, whole: Path) -> None:
        self._whole = whole
        self.path = whole.with_name(f"{whole.name}.partial")
        self._tag = whole.with_name(f"{whole.name}.partial.etag")

    @contextlib.contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """The file, to be appended to by nobody else meanwhile. Raises ModelError."""
        with self.path.open("ab") as file:
            try:
                if sys.platform != "win32":
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ModelError("{0} is being downloaded already: wait for that to end.", self._whole.name) from error
            try:
                yield file
            finally:
                file.close()
                if not self.path.stat().st_size:
                    self.remove()

    def begun(self, file: IO[bytes]) -> tuple[int, str]:
        """How many bytes are there, and their tag; (0, '') where they cannot be gone on with."""
        tag = self._tag.read_text("latin-1").strip() if self._tag.is_file() else ""
        size = os.fstat(file.fileno()).st_size
        return (size, tag) if size and tag and tag.isprintable() else (0, "")

    def empty(self, file: IO[bytes]) -> None:
        """Begin anew."""
        file.truncate(0)
        self._tag.unlink(missing_ok=True)

    def expect(self, count: int, tag: str) -> None:
        """Get ready for `count` bytes more, by which the server will know the file again. Raises ModelError."""
        free = shutil.disk_usage(self.path.parent).free
        if count > free:
            raise ModelError(
                "{0} needs {1} more, but there are only {2} free on that disk.",
                self._whole,
                amount(count),
                amount(free),
            )
        if tag:
            self._tag.write_text(tag, "latin-1")

    def kept(self) -> str:
        """A sentence for the user about what stays for the next time, empty if nothing does."""
        size = self.path.stat().st_size if self._tag.is_file() and self.path.is_file() else 0
        return Words("What has come ({0}) is kept: the next try goes on from there.", amount(size)) if size else ""

    def remove(self) -> None:
        """Leave nothing on the disk."""
        self.path.unlink(missing_ok=True)
        self._tag.unlink(missing_ok=True)

    def finished(self) -> Path:
        """Give the file its name; it is whole."""
        os.replace(self.path, self._whole)
        self._tag.unlink(missing_ok=True)
        return self._whole
